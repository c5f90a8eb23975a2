//! The revisions of many records at once, and what they were at an earlier one: for what was written down elsewhere and
//! is brought back.

use std::collections::HashMap;

use domain::{Kind, Record, Viewer};

use crate::sql::Sql;
use crate::{Result, Tx, history};

const BATCH: usize = 1_000;

/// The number of the last change of each record of a kind; unknown ids are left out.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn revisions(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &Kind,
    ids: &[String],
) -> Result<HashMap<String, i64>> {
    let mut found = HashMap::with_capacity(ids.len());
    for batch in ids.chunks(BATCH) {
        let mut sql = Sql::new("SELECT id, revision FROM records WHERE office = ");
        sql.bind(viewer.office.as_str()).push(" AND kind = ").bind(kind.plural);
        sql.push(" AND id IN ").list(batch.iter().map(String::as_str));
        for row in tx.rows(&sql.text, sql.params).await? {
            found.insert(row.word(0)?, row.int(1)?);
        }
    }
    Ok(found)
}

/// What records of a kind were at an earlier revision, each at its own. Left out are those that have not changed since,
/// and those of which that was not kept.
///
/// # Errors
/// [`crate::Error::Corrupt`] when a stored value is damaged, [`crate::Error::Backend`] when the database fails.
pub async fn earlier(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &'static Kind,
    wanted: &[(String, i64)],
) -> Result<HashMap<String, Record>> {
    let mut found: HashMap<String, Record> = HashMap::with_capacity(wanted.len());
    for batch in wanted.chunks(BATCH / 2) {
        let Some(first) = batch.iter().map(|(_, revision)| *revision).min() else { continue };
        let known: HashMap<&str, i64> = batch.iter().map(|(id, revision)| (id.as_str(), *revision)).collect();
        let mut sql = Sql::new("SELECT id, seq, before FROM changes WHERE office = ");
        sql.bind(viewer.office.as_str()).push(" AND kind = ").bind(kind.plural);
        sql.push(" AND id IN ").list(batch.iter().map(|(id, _)| id.as_str()));
        sql.push(" AND seq > ").bind(first).push(" ORDER BY id, seq");
        let mut done = String::new();
        for row in tx.rows(&sql.text, sql.params).await? {
            let (id, seq) = (row.word(0)?, row.int(1)?);
            // What a record was at a revision stands with the first change behind it.
            if id == done || known.get(id.as_str()).is_none_or(|revision| seq <= *revision) {
                continue;
            }
            if let Some(record) = history::before(&row, 2, kind, &id, viewer)? {
                found.insert(id.clone(), record);
            }
            done = id;
        }
    }
    Ok(found)
}
