//! Sessions: a browser that is signed in.

use domain::OfficeId;

use super::damaged;
use crate::engine::Row;
use crate::sql::Sql;
use crate::{Result, Store, Tx};

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of the token that the browser holds.
    pub key: String,
    /// The account.
    pub account: String,
    /// The office for which the person signed in.
    pub office: OfficeId,
    /// What the browser calls itself.
    pub agent: String,
    /// When the person signed in.
    pub created: i64,
    /// When the browser was last seen, to the minute.
    pub seen: i64,
    /// Whether it was ended.
    pub revoked: bool,
}

const COLUMNS: &str = "key, account, office, agent, created, seen, revoked";

/// Adds a session.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn add_session(store: &Store, session: &Session) -> Result<()> {
    let mut sql = Sql::new(&format!("INSERT INTO sessions ({COLUMNS}) VALUES ("));
    sql.bind(session.key.as_str()).push(", ").bind(session.account.as_str()).push(", ");
    sql.bind(session.office.as_str()).push(", ").bind(session.agent.as_str()).push(", ");
    sql.bind(session.created).push(", ").bind(session.seen).push(", ");
    sql.bind(i64::from(session.revoked)).push(")");
    store.execute(sql).await.map(|_| ())
}

/// Finds the session of a token's hash, also one that was ended.
///
/// # Errors
/// [`crate::Error::Corrupt`] when the office is damaged, [`crate::Error::Backend`] when the database fails.
pub async fn session(tx: &mut Tx, key: &str) -> Result<Option<Session>> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM sessions WHERE key = "));
    sql.bind(key);
    tx.rows(&sql.text, sql.params).await?.first().map(read).transpose()
}

/// Lists the sessions of an account that were not ended, the latest first.
///
/// # Errors
/// As [`session`].
pub async fn sessions(tx: &mut Tx, account: &str) -> Result<Vec<Session>> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM sessions WHERE account = "));
    sql.bind(account).push(" AND revoked = 0 ORDER BY created DESC, key");
    tx.rows(&sql.text, sql.params).await?.iter().map(read).collect()
}

/// Notes that a browser was seen.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn see_session(store: &Store, key: &str, at: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE sessions SET seen = ");
    sql.bind(at).push(" WHERE revoked = 0 AND key = ").bind(key);
    store.execute(sql).await.map(|_| ())
}

/// Ends one session of an account. Tells whether there was one.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn revoke_session(store: &Store, account: &str, key: &str) -> Result<bool> {
    let mut sql = Sql::new("UPDATE sessions SET revoked = 1 WHERE revoked = 0 AND account = ");
    sql.bind(account).push(" AND key = ").bind(key);
    Ok(store.execute(sql).await? > 0)
}

/// Ends every session of an account but one; with a blank key, every one.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn revoke_sessions(store: &Store, account: &str, but: &str) -> Result<u64> {
    let mut sql = Sql::new("UPDATE sessions SET revoked = 1 WHERE revoked = 0 AND account = ");
    sql.bind(account).push(" AND key <> ").bind(but);
    store.execute(sql).await
}

fn read(row: &Row) -> Result<Session> {
    let key = row.word(0)?;
    Ok(Session {
        office: OfficeId::parse(&row.word(2)?).ok_or_else(|| damaged("sessions", "office", &key))?,
        account: row.word(1)?,
        agent: row.word(3)?,
        created: row.int(4)?,
        seen: row.int(5)?,
        revoked: row.int(6)? != 0,
        key,
    })
}
