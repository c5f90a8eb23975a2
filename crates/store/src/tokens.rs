//! Tokens by which programs read and write for a person: of one office and one account.
//!
//! Moments are seconds since 1970, UTC. Nothing here makes or compares secrets; only their hashes arrive here.

use domain::OfficeId;

use crate::engine::Row;
use crate::sql::Sql;
use crate::{Result, Store, Tx};

/// A token without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The id, which is no secret.
    pub id: String,
    /// The account for which programs act.
    pub account: String,
    /// What the person calls it.
    pub name: String,
    /// Whether programs may write with it; else they only read.
    pub writes: bool,
    /// The hash of the secret.
    pub hash: String,
    /// When it was made.
    pub created: i64,
    /// The first moment at which it is good no more.
    pub until: i64,
    /// When it was last used, to the minute; 0 for never.
    pub used: i64,
    /// Whether it was ended.
    pub ended: bool,
}

const COLUMNS: &str = "id, account, name, scope, hash, created, until, used, ended";
const WRITE: &str = "write";
const READ: &str = "read";

/// Adds a token.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails or the account is unknown.
pub async fn add_token(store: &Store, office: &OfficeId, token: &Token) -> Result<()> {
    let mut sql = Sql::new(&format!("INSERT INTO tokens (office, {COLUMNS}) VALUES ("));
    sql.bind(office.as_str()).push(", ").bind(token.id.as_str()).push(", ");
    sql.bind(token.account.as_str()).push(", ").bind(token.name.as_str()).push(", ");
    sql.bind(if token.writes { WRITE } else { READ }).push(", ").bind(token.hash.as_str()).push(", ");
    sql.bind(token.created).push(", ").bind(token.until).push(", ").bind(token.used).push(", ");
    sql.bind(i64::from(token.ended)).push(")");
    store.execute(sql).await.map(|_| ())
}

/// Finds the token of an id, also one that is good no more.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn token(tx: &mut Tx, office: &OfficeId, id: &str) -> Result<Option<Token>> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM tokens WHERE office = "));
    sql.bind(office.as_str()).push(" AND id = ").bind(id);
    tx.rows(&sql.text, sql.params).await?.first().map(read).transpose()
}

/// Lists the tokens of an account that were not ended, the latest first.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn tokens_of(tx: &mut Tx, office: &OfficeId, account: &str) -> Result<Vec<Token>> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM tokens WHERE office = "));
    sql.bind(office.as_str()).push(" AND account = ").bind(account);
    sql.push(" AND ended = 0 ORDER BY created DESC, id");
    tx.rows(&sql.text, sql.params).await?.iter().map(read).collect()
}

/// Notes that a token was used.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn see_token(store: &Store, office: &OfficeId, id: &str, at: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE tokens SET used = ");
    sql.bind(at).push(" WHERE office = ").bind(office.as_str()).push(" AND id = ").bind(id);
    store.execute(sql).await.map(|_| ())
}

/// Ends a token of an account. Tells whether there was one in force.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn end_token(store: &Store, office: &OfficeId, account: &str, id: &str) -> Result<bool> {
    let mut sql = Sql::new("UPDATE tokens SET ended = 1 WHERE ended = 0 AND office = ");
    sql.bind(office.as_str()).push(" AND account = ").bind(account).push(" AND id = ").bind(id);
    Ok(store.execute(sql).await? > 0)
}

fn read(row: &Row) -> Result<Token> {
    Ok(Token {
        id: row.word(0)?,
        account: row.word(1)?,
        name: row.word(2)?,
        writes: row.word(3)? == WRITE,
        hash: row.word(4)?,
        created: row.int(5)?,
        until: row.int(6)?,
        used: row.int(7)?,
        ended: row.int(8)? != 0,
    })
}
