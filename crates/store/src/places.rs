//! The tree of places: sites roll up to cities, cities to countries.

use std::collections::BTreeSet;

use domain::{OfficeId, Viewer};

use crate::records::words;
use crate::sql::{MOST_PARAMS, Sql};
use crate::{Result, Tx};

/// How deep the tree may be; deeper places are not rolled up.
const DEPTH: i64 = 12;

/// Lists a place and every place within it.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn within(tx: &mut Tx, viewer: &Viewer, id: &str) -> Result<Vec<String>> {
    let mut sql = Sql::new("SELECT id FROM places WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND id = ").bind(id);
    let mut level = words(tx, &sql.text, sql.params).await?;
    let mut all: BTreeSet<String> = level.iter().cloned().collect();
    // Level by level: a recursive statement makes SQLite read every place once it has counted them.
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for batch in level.chunks(MOST_PARAMS - 1) {
            let mut sql = Sql::new("SELECT id FROM places WHERE office = ");
            sql.bind(viewer.office.as_str()).push(" AND \"within\" IN ");
            sql.list(batch.iter().map(String::as_str));
            next.extend(words(tx, &sql.text, sql.params).await?);
        }
        next.retain(|id| all.insert(id.clone()));
        if next.is_empty() {
            break;
        }
        level = next;
    }
    Ok(all.into_iter().collect())
}

/// Lists the places around a place, the nearest first, without the place itself.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn path(tx: &mut Tx, viewer: &Viewer, id: &str) -> Result<Vec<String>> {
    let mut sql =
        Sql::new("WITH RECURSIVE up(id, depth) AS (SELECT \"within\", 1 FROM places WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND id = ").bind(id);
    sql.push(
        " UNION SELECT p.\"within\", u.depth + 1 FROM places p JOIN up u ON p.id = u.id WHERE p.office = ",
    );
    sql.bind(viewer.office.as_str()).push(" AND u.depth < ").bind(DEPTH);
    sql.push(") SELECT id FROM up WHERE id IS NOT NULL GROUP BY id ORDER BY MIN(depth)");
    words(tx, &sql.text, sql.params).await
}

/// Lists the places that lie within themselves through others.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn circular_places(tx: &mut Tx, office: &OfficeId) -> Result<Vec<String>> {
    let mut sql = Sql::new(
        "WITH RECURSIVE up(start, id, depth) AS (SELECT id, \"within\", 1 FROM places WHERE office = ",
    );
    sql.bind(office.as_str())
        .push(" AND \"within\" IS NOT NULL UNION SELECT u.start, p.\"within\", u.depth + 1");
    sql.push(" FROM places p JOIN up u ON p.id = u.id WHERE p.office = ").bind(office.as_str());
    sql.push(" AND u.depth < ").bind(DEPTH).push(" AND u.id <> u.start");
    sql.push(") SELECT DISTINCT start FROM up WHERE start = id ORDER BY start");
    words(tx, &sql.text, sql.params).await
}
