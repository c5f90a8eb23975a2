//! Slowing down guessing: attempts under a key are let through ever more slowly until one succeeds.

use crate::sql::Sql;
use crate::{Result, Store};

/// The longest pause between two attempts, in seconds.
const LONGEST_PAUSE: i64 = 900;
/// How long failures are remembered, in seconds.
const REMEMBERED: i64 = 86_400;

/// Counts an attempt under a key before it is made. Gives `None` when it may be made now, else the seconds to wait; an
/// attempt that has to wait is not counted. The first `free` attempts have no pause; from then on it doubles from one
/// second to a quarter of an hour.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn attempt(store: &Store, key: &str, free: i64, now: i64) -> Result<Option<i64>> {
    let mut tx = store.begin_write().await?;
    let mut sql = Sql::new("DELETE FROM failures WHERE open_at < ");
    sql.bind(now - REMEMBERED);
    tx.run(&sql.text, sql.params).await?;
    let mut sql = Sql::new("INSERT INTO failures (key, n, pause, open_at) VALUES (");
    sql.bind(key).push(", 1, 0, ").bind(now);
    sql.push(") ON CONFLICT (key) DO UPDATE SET n = failures.n + 1, pause = ");
    pause(&mut sql, free).push(", open_at = excluded.open_at + ");
    pause(&mut sql, free).push(" WHERE failures.open_at <= excluded.open_at");
    let counted = tx.run(&sql.text, sql.params).await? > 0;
    let mut wait = None;
    if !counted {
        let mut sql = Sql::new("SELECT open_at FROM failures WHERE key = ");
        sql.bind(key);
        let rows = tx.rows(&sql.text, sql.params).await?;
        wait = rows.first().map(|row| row.int(0)).transpose()?.map(|open| (open - now).max(1));
    }
    tx.commit().await?;
    Ok(wait)
}

/// The pause after the attempt that is being counted.
fn pause(sql: &mut Sql, free: i64) -> &mut Sql {
    sql.push("CASE WHEN failures.n + 1 < ").bind(free).push(" THEN 0 WHEN failures.pause = 0 THEN 1");
    sql.push(" WHEN failures.pause * 2 > ").bind(LONGEST_PAUSE).push(" THEN ").bind(LONGEST_PAUSE);
    sql.push(" ELSE failures.pause * 2 END")
}

/// Forgets the failures under a key, after a success.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn forgive(store: &Store, key: &str) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM failures WHERE key = ");
    sql.bind(key);
    store.execute(sql).await.map(|_| ())
}
