//! Who changed what: the states of one record, and what was done in the office.

use std::collections::{BTreeMap, BTreeSet};

use domain::value::Value;
use domain::{Field, KINDS, Kind, Record, Right, Viewer};
use jiff::ToSpan;
use jiff::civil::Date;
use store::{Action, Names, Run, State, Tx, Wanted};

use crate::{Error, Renkei, Result};

/// How many runs of changes stand on one page.
pub const PAGE_SIZE: usize = 50;

/// The states of one record.
#[derive(Debug, Clone)]
pub struct History {
    /// The record as it is, else as it was last, as far as the viewer may see it.
    pub record: Record,
    /// The number of its last change; `None` when it is gone.
    pub revision: Option<i64>,
    /// The states, the latest first.
    pub states: Vec<Told>,
    /// What references in the states stand for.
    pub names: Names,
    /// The names of the accounts that made the changes, by id.
    pub people: People,
}

/// The names of accounts by id. Actors without an account are not among them: the person at the machine, imports.
pub type People = BTreeMap<String, String>;

/// A state with what the change changed.
#[derive(Debug, Clone)]
pub struct Told {
    /// The state.
    pub state: State,
    /// The fields that differ, with the value before and after.
    pub fields: Vec<Difference>,
    /// Whether the viewer may bring this state back.
    pub restorable: bool,
}

/// A field with two values.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The field.
    pub field: &'static Field,
    /// The value before.
    pub before: Option<Value>,
    /// The value after.
    pub after: Option<Value>,
}

/// What of the office's changes is shown.
#[derive(Debug, Clone, Default)]
pub struct ActivityQuery {
    /// Only changes of records of this kind.
    pub kind: Option<&'static Kind>,
    /// Only changes by this actor.
    pub actor: Option<String>,
    /// Only changes on this day, in UTC.
    pub day: Option<Date>,
    /// Only what was before the change with this number.
    pub before: Option<i64>,
}

/// A page of what was done in the office.
#[derive(Debug, Clone)]
pub struct Activity {
    /// What was asked.
    pub query: ActivityQuery,
    /// Changes, the latest first.
    pub runs: Vec<Run>,
    /// Everybody who made a change.
    pub actors: Vec<String>,
    /// The names of those of them who have an account, by id.
    pub people: People,
    /// Where the next page begins; `None` on the last page.
    pub next: Option<i64>,
}

/// Tells the states of a record, also of one that is gone.
///
/// # Errors
/// [`Error::NotFound`] when there never was such a record, [`Error::Forbidden`] when the viewer may not see its history,
/// [`Error::Store`] when it cannot be read.
pub async fn of(renkei: &Renkei, viewer: &Viewer, kind: &'static Kind, id: &str) -> Result<History> {
    if !viewer.may(Right::History, Some(kind)) {
        return Err(Error::Forbidden);
    }
    let whole = Viewer::local(viewer.office.clone());
    let mut tx = renkei.store().read().await?;
    let now = store::find(&mut tx, &whole, kind, id).await?;
    let last = match &now {
        Some(record) => Some(record.clone()),
        None => {
            let states = store::history(&mut tx, &whole, kind, id).await?;
            states.into_iter().find_map(|state| state.before)
        }
    };
    let last = last.ok_or_else(|| Error::NotFound(format!("{}/{id}", kind.plural)))?;
    if !viewer.may_with(Right::History, &last) {
        return Err(Error::Forbidden);
    }
    let revision = store::revision(&mut tx, viewer, kind, id).await?;
    let right = if now.is_some() { Right::Change } else { Right::Remove };
    let may = viewer.may_with(right, &last);
    let mut states = Vec::new();
    for state in store::history(&mut tx, viewer, kind, id).await? {
        let then = match state.change.action {
            Action::Removed => state.before.as_ref(),
            Action::Added | Action::Changed => state.after.as_ref(),
        };
        // A removal is undone from its own line, while the record is gone; else it is the state before that counts.
        let is_offered = match state.change.action {
            Action::Removed => now.is_none(),
            Action::Added | Action::Changed => revision != Some(state.change.seq),
        };
        let restorable = may && is_offered && then.is_some_and(|then| viewer.may_with(right, then));
        states.push(Told { fields: differences(&state), restorable, state });
    }
    let mut ids = BTreeSet::new();
    for record in states.iter().flat_map(|told| told.state.before.iter().chain(&told.state.after)) {
        ids.extend(record.links().map(|(_, id)| id.to_owned()));
    }
    ids.insert(id.to_owned());
    ids.extend(last.links().map(|(_, id)| id.to_owned()));
    let names = store::heads(&mut tx, viewer, ids).await?;
    let people = people(&mut tx, states.iter().map(|told| told.state.change.actor.as_str())).await?;
    Ok(History { record: last.for_viewer(viewer), revision, states, names, people })
}

/// The fields in which two records differ, with both values.
#[must_use]
pub fn differing(before: &Record, after: &Record) -> Vec<Difference> {
    let pairs = before.fields().zip(after.fields());
    let unlike = pairs.filter(|((_, old), (_, new))| old != new);
    unlike
        .map(|((field, old), (_, new))| Difference { field, before: old.cloned(), after: new.cloned() })
        .collect()
}

fn differences(state: &State) -> Vec<Difference> {
    match (&state.before, &state.after) {
        (Some(before), Some(after)) => differing(before, after),
        _ => Vec::new(),
    }
}

/// Tells what was done in the office.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not see it, [`Error::Store`] when it cannot be read.
pub async fn activity(renkei: &Renkei, viewer: &Viewer, query: ActivityQuery) -> Result<Activity> {
    if !viewer.may(Right::History, None) {
        return Err(Error::Forbidden);
    }
    let readable = KINDS.iter().copied().filter(|kind| viewer.may(Right::History, Some(kind)));
    let day = |date: Date| format!("{date}T00:00:00Z");
    let wanted = Wanted {
        kinds: readable.filter(|kind| query.kind.is_none_or(|wanted| wanted == *kind)).collect(),
        actor: query.actor.clone(),
        from: query.day.map(day),
        until: query.day.and_then(|date| date.checked_add(1.day()).ok()).map(day),
        before: query.before,
    };
    let mut tx = renkei.store().read().await?;
    let mut runs = store::activity(&mut tx, viewer, &wanted, PAGE_SIZE + 1).await?;
    let is_more = runs.len() > PAGE_SIZE;
    runs.truncate(PAGE_SIZE);
    let next = runs.last().map(|run| run.first).filter(|_| is_more);
    let actors = store::actors(&mut tx, viewer).await?;
    let people = people(&mut tx, actors.iter().map(String::as_str)).await?;
    Ok(Activity { runs, actors, people, next, query })
}

/// Finds the names of the accounts among actors.
pub(crate) async fn people<'a>(tx: &mut Tx, actors: impl Iterator<Item = &'a str>) -> Result<People> {
    let mut people = People::new();
    for actor in actors.collect::<BTreeSet<_>>() {
        if let Some(account) = store::accounts::account(tx, actor).await? {
            people.insert(account.id, account.name);
        }
    }
    Ok(people)
}
