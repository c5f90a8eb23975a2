//! Finding the records whose references lead nowhere, once everything is loaded.

use std::collections::BTreeMap;

use domain::{Kind, Viewer};
use rustc_hash::FxHashSet;
use store::{Store, Writing};

use super::load::{Key, Seen, key};
use crate::Result;

/// The records of the files that are refused for what they refer to, or because their id is taken.
#[derive(Debug, Default)]
pub(super) struct Bad {
    records: FxHashSet<Key>,
    circular: FxHashSet<Key>,
}

impl Bad {
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub fn holds(&self, kind: &Kind, id: &str) -> bool {
        self.records.contains(&key(kind.plural, id))
    }

    /// Tells whether the place was found to lie within itself.
    pub fn is_circular(&self, kind: &Kind, id: &str) -> bool {
        self.circular.contains(&key(kind.plural, id))
    }

    /// Adds records whose ids are taken.
    pub fn take(&mut self, taken: Vec<Key>) {
        self.records.extend(taken);
    }
}

/// How many references are looked at in one go.
const AT_A_TIME: u32 = 10_000;

/// Finds the records of the files whose references lead nowhere, to the wrong kind or in a circle, and puts the record
/// back to what it was without them, again and again until every reference holds. Tells whether any were found.
///
/// References that led nowhere before and are not in the files are left alone.
pub(super) async fn settle(
    store: &Store,
    viewer: &Viewer,
    writing: &mut Writing,
    seen: &Seen,
    bad: &mut Bad,
) -> Result<bool> {
    let office = &viewer.office;
    let mut more = false;
    loop {
        let mut found = store::dangling(writing.tx(), office, AT_A_TIME).await?;
        found.extend(store::misdirected(writing.tx(), office, AT_A_TIME).await?);
        let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut refuse = |kind: &str, id: String| {
            let is_new = seen.holds(kind, &id) && bad.records.insert(key(kind, &id));
            if is_new {
                refused.entry(kind.to_owned()).or_default().push(id);
            }
        };
        for link in found {
            refuse(&link.from_kind, link.from_id);
        }
        for id in store::circular_places(writing.tx(), office).await? {
            bad.circular.insert(key(PLACES, &id));
            refuse(PLACES, id);
        }
        if refused.is_empty() {
            return Ok(more);
        }
        more = true;
        for (kind, ids) in refused {
            if let Some(kind) = domain::kind(&kind) {
                withdraw(store, viewer, writing, kind, ids).await?;
            }
        }
    }
}

const PLACES: &str = "places";

/// Puts records back to what they were before the import.
async fn withdraw(
    store: &Store,
    viewer: &Viewer,
    writing: &mut Writing,
    kind: &'static Kind,
    mut ids: Vec<String>,
) -> Result<()> {
    let mut before = store.read().await?;
    for batch in ids.chunks_mut(500) {
        let old = store::by_ids(&mut before, viewer, kind, batch).await?;
        let known: FxHashSet<Key> = old.iter().map(|record| key(kind.plural, record.id())).collect();
        let new: Vec<String> =
            batch.iter().filter(|id| !known.contains(&key(kind.plural, id))).cloned().collect();
        writing.put(kind, &old).await?;
        writing.remove(kind, &new).await?;
    }
    Ok(())
}
