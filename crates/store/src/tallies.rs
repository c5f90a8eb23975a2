//! Counts kept beside the record, so that what is held can be told without counting it each time.

use std::collections::HashMap;

use domain::{Kind, Viewer};

use crate::records::is_open;
use crate::sql::Sql;
use crate::{Result, Tx};

/// Counts the records of each kind, by plural.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn totals(tx: &mut Tx, viewer: &Viewer) -> Result<HashMap<String, u64>> {
    let mut sql = Sql::new("SELECT kind, n FROM tallies WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND field = '' AND value = '' AND n > 0 AND kind IN ");
    sql.list(domain::KINDS.iter().filter(|kind| is_open(viewer, kind)).map(|kind| kind.plural));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| Ok((row.word(0)?, u64::try_from(row.int(1)?).unwrap_or(0)))).collect()
}

/// Counts the records of a kind by the values of a field, most first; at most `limit` values.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn values(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &Kind,
    field: &str,
    limit: u32,
) -> Result<Vec<(String, u64)>> {
    if !is_open(viewer, kind) || !kind.field(field).is_some_and(|f| viewer.may_see(f.visibility)) {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new("SELECT value, n FROM tallies WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND kind = ").bind(kind.plural).push(" AND field = ").bind(field);
    sql.push(" AND n > 0 ORDER BY n DESC, value LIMIT ").bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| Ok((row.word(0)?, u64::try_from(row.int(1)?).unwrap_or(0)))).collect()
}

/// Counts the records of a kind that have a value in a field by which lists are narrowed.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub(crate) async fn of(tx: &mut Tx, viewer: &Viewer, kind: &Kind, field: &str, value: &str) -> Result<u64> {
    if !kind.field(field).is_some_and(|f| viewer.may_see(f.visibility)) {
        return Ok(0);
    }
    let mut sql = Sql::new("SELECT n FROM tallies WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND kind = ").bind(kind.plural);
    sql.push(" AND field = ").bind(field).push(" AND value = ").bind(value);
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.first().map_or(Ok(0), |row| Ok(u64::try_from(row.int(0)?).unwrap_or(0)))
}
