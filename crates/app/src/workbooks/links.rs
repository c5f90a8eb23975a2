//! Whether what is brought back refers only to what is on record, or comes with it.

use std::collections::{HashMap, HashSet};

use domain::{At, Code, Field, Problem, Shape, Viewer};
use store::Tx;

use super::{Preview, RowChange};
use crate::Result;

/// A reference that a row makes anew.
struct Link {
    field: &'static Field,
    id: String,
}

/// Refuses the rows that refer to nothing, or to a record of a kind that cannot stand there.
pub(super) async fn check(tx: &mut Tx, viewer: &Viewer, preview: &mut Preview) -> Result<()> {
    let wanted: HashSet<String> = all(preview).flat_map(new_links).map(|link| link.id).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    let known = store::existing(tx, &viewer.office, &wanted).await?;
    loop {
        let added: HashMap<String, &'static str> =
            preview.added.iter().map(|change| (change.record.id().to_owned(), change.kind.plural)).collect();
        let mut faults = Vec::new();
        for change in all(preview) {
            for link in new_links(change) {
                let kind = known.get(&link.id).map(String::as_str).or_else(|| added.get(&link.id).copied());
                let allowed = allowed(link.field);
                let code = match kind {
                    Some(kind) if allowed.is_empty() || allowed.contains(&kind) => continue,
                    Some(_) => Code::WrongReferenceKind,
                    None => Code::UnknownReference,
                };
                faults.push((change.sheet, change.line, change.kind.plural, link, code));
            }
        }
        if faults.is_empty() {
            return Ok(());
        }
        let rows: HashSet<(usize, u32)> = faults.iter().map(|(sheet, line, ..)| (*sheet, *line)).collect();
        for changes in [&mut preview.added, &mut preview.changed, &mut preview.conflicts] {
            changes.retain(|change| !rows.contains(&(change.sheet, change.line)));
        }
        for (_, line, sheet, link, code) in faults {
            let at = At { file: sheet.to_owned(), line: u64::from(line), column: link.field.name.to_owned() };
            let allowed = allowed(link.field);
            let hint = match code {
                Code::UnknownReference if preview.refused_total < MOST_HINTS => {
                    store::nearest_id(tx, &viewer.office, allowed, &link.id).await?
                }
                _ => None,
            };
            preview.refuse(String::new(), Problem::new(code, at, &link.id, &allowed.join(", "), hint));
        }
    }
}

/// For how many references a likely meaning is looked for.
const MOST_HINTS: u64 = 100;

fn all(preview: &Preview) -> impl Iterator<Item = &RowChange> {
    preview.added.iter().chain(&preview.changed).chain(&preview.conflicts)
}

fn allowed(field: &Field) -> &'static [&'static str] {
    match field.shape {
        Shape::Reference(kinds) | Shape::References(kinds) => kinds,
        _ => &[],
    }
}

/// The references in the cells that changed; the others held before and are left alone.
fn new_links(change: &RowChange) -> impl Iterator<Item = Link> {
    let fields =
        change.record.links().filter(|(field, _)| change.cells.iter().any(|cell| cell.field == field.name));
    fields.map(|(field, id)| Link { field, id: id.to_owned() })
}

/// Of the rows that somebody chose, those that refer to a new record that was not chosen.
pub(super) fn left_alone(chosen: &[RowChange], others: &HashSet<String>) -> Vec<String> {
    let refers = |change: &&RowChange| new_links(change).any(|link| others.contains(&link.id));
    chosen.iter().filter(refers).map(RowChange::key).collect()
}
