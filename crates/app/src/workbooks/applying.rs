//! Storing what somebody chose of what was brought back, in one transaction.

use std::collections::HashSet;

use domain::{At, Code, Problem, Record, Viewer};
use store::{Store, Writing};

use super::comparing::{compare, in_order};
use super::incoming::Source;
use super::{Options, Preview, Refusal, RowChange, links};
use crate::Result;

/// What was stored.
#[derive(Debug, Clone, Default)]
pub struct Applied {
    /// How many records are new.
    pub added: u64,
    /// How many records have other values.
    pub changed: u64,
    /// How many rows said what was on record.
    pub unchanged: u64,
    /// How many rows that could have been stored were not chosen.
    pub left: u64,
    /// Rows that were chosen and are not stored, because the record changed after the preview or because they refer to
    /// a row that was not chosen.
    pub overtaken: Vec<RowChange>,
    /// What is refused.
    pub refused: Vec<Refusal>,
    /// How many cells and rows are refused.
    pub refused_total: u64,
    /// What is worth knowing.
    pub remarks: Vec<Problem>,
}

/// How many rows are stored at a time.
const AT_A_TIME: usize = 500;

/// Stores the rows that are to be taken, all of them in one transaction. The file is compared anew inside it, so that
/// nothing that came between is overwritten. Doing it twice changes nothing.
///
/// `must_be_whole` stores nothing unless every row is sound and chosen.
///
/// # Errors
/// [`crate::Error::Forbidden`] when the viewer may bring nothing back, [`crate::Error::Store`] when the database fails;
/// nothing is stored then.
pub async fn apply(
    store: &Store,
    viewer: &Viewer,
    source: &Source,
    options: Options,
    at: &str,
    must_be_whole: bool,
    choice: &(dyn Fn(&RowChange, Group) -> Choice + Send + Sync),
) -> Result<Applied> {
    let mut writing = Writing::begin(store, viewer, store::actor(viewer), at).await?;
    let preview = compare(writing.tx(), viewer, source, options).await?;
    let mut applied = Applied {
        unchanged: preview.unchanged,
        refused: preview.refused.clone(),
        refused_total: preview.refused_total,
        remarks: preview.remarks.clone(),
        ..Applied::default()
    };
    let chosen = choose(preview, &mut applied, choice);
    let is_partial = applied.refused_total > 0 || applied.left > 0 || !applied.overtaken.is_empty();
    if chosen.is_empty() || (must_be_whole && is_partial) {
        writing.roll_back().await?;
        return Ok(applied);
    }
    for kind in in_order(chosen.iter().map(|change| change.kind)) {
        let records: Vec<Record> =
            chosen.iter().filter(|change| change.kind == kind).map(|change| change.record.clone()).collect();
        for batch in records.chunks(AT_A_TIME) {
            for outcome in writing.put(kind, batch).await? {
                match outcome {
                    store::Outcome::Added => applied.added += 1,
                    store::Outcome::Changed => applied.changed += 1,
                    store::Outcome::Unchanged | store::Outcome::Taken(_) => applied.unchanged += 1,
                }
            }
        }
    }
    let circular = circular(&mut writing, viewer, &chosen).await?;
    if circular.is_empty() {
        writing.commit().await?;
        return Ok(applied);
    }
    writing.roll_back().await?;
    (applied.added, applied.changed) = (0, 0);
    applied.refused_total += u64::try_from(circular.len()).unwrap_or(0);
    applied.refused.extend(circular);
    Ok(applied)
}

/// To which group of a preview a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// A new record.
    Added,
    /// A record with other values.
    Changed,
    /// A record that was changed on record, too.
    Conflict,
}

/// What is to become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It is stored.
    Take,
    /// It is left.
    Leave,
    /// It was chosen, but not as it is now: the record changed after the preview.
    Stale,
}

/// Parts the rows that are chosen and can be stored from the others.
fn choose(
    preview: Preview,
    applied: &mut Applied,
    choice: &(dyn Fn(&RowChange, Group) -> Choice + Send + Sync),
) -> Vec<RowChange> {
    let mut chosen = Vec::new();
    let mut new_left = HashSet::new();
    let groups = [
        (Group::Added, preview.added),
        (Group::Changed, preview.changed),
        (Group::Conflict, preview.conflicts),
    ];
    for (group, changes) in groups {
        for change in changes {
            match choice(&change, group) {
                Choice::Take => {
                    chosen.push(change);
                    continue;
                }
                Choice::Leave => applied.left += 1,
                Choice::Stale => applied.overtaken.push(change.clone()),
            }
            if group == Group::Added {
                new_left.insert(change.record.id().to_owned());
            }
        }
    }
    // A row that refers to one that was left is left, too, until none does.
    loop {
        let alone = links::left_alone(&chosen, &new_left);
        if alone.is_empty() {
            return chosen;
        }
        let (kept, dropped) =
            chosen.into_iter().partition(|change: &RowChange| !alone.contains(&change.key()));
        chosen = kept;
        new_left.extend(dropped.iter().map(|change: &RowChange| change.record.id().to_owned()));
        applied.overtaken.extend(dropped);
    }
}

/// The places among the rows that would lie within themselves.
async fn circular(writing: &mut Writing, viewer: &Viewer, chosen: &[RowChange]) -> Result<Vec<Refusal>> {
    if chosen.iter().all(|change| change.kind.plural != "places") {
        return Ok(Vec::new());
    }
    let found = store::circular_places(writing.tx(), &viewer.office).await?;
    let faulty = chosen.iter().filter(|change| found.iter().any(|id| id == change.record.id()));
    let refusal = |change: &RowChange| {
        let at = At {
            file: change.kind.plural.to_owned(),
            line: u64::from(change.line),
            column: "within".to_owned(),
        };
        let problem = Problem::new(Code::CircularPlace, at, change.record.text("within"), "", None);
        Refusal { cell: String::new(), problem }
    };
    Ok(faulty.map(refusal).collect())
}
