//! People who sign in: accounts, sessions, one-time links, parts in offices, and what slows down guessing.
//!
//! Accounts and sessions are of the server and not of an office: a person may have a part in several. Parts and events
//! are of an office and begin with it. Moments are seconds since 1970, UTC. Nothing here judges a password or a right;
//! that is done above, which also makes the tokens: only their hashes arrive here.

mod events;
mod failures;
mod links;
mod roles;
mod sessions;

pub use events::{Event, add_event, events};
pub use failures::{attempt, forgive};
pub use links::{Link, Purpose, add_link, link, use_link};
pub use roles::{Part, offices_of, part, parts, set_part, take_part};
pub use sessions::{Session, add_session, revoke_session, revoke_sessions, see_session, session, sessions};

use crate::engine::Row;
use crate::sql::Sql;
use crate::{Error, Result, Store, Tx};

/// A person who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The id.
    pub id: String,
    /// The e-mail address, as it was given.
    pub email: String,
    /// How the person is called; blank until they have said it.
    pub name: String,
    /// The BCP 47 tag of the language for screens and mail.
    pub language: String,
    /// The hash of the password as a PHC string; blank when there is none.
    pub password: String,
    /// Whether the person may not sign in.
    pub disabled: bool,
    /// When the account was made.
    pub created: i64,
}

/// The form of an e-mail address under which its account is found: without capitals. Letters with and without marks stay
/// apart, since they are different addresses.
#[must_use]
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

const COLUMNS: &str = "id, email, name, language, password, disabled, created";

/// Adds an account. Gives `false`, and adds nothing, when the e-mail address has one.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn add_account(store: &Store, account: &Account) -> Result<bool> {
    let mut sql = Sql::new(&format!("INSERT INTO accounts ({COLUMNS}, email_key) VALUES ("));
    sql.bind(account.id.as_str()).push(", ").bind(account.email.trim()).push(", ");
    sql.bind(account.name.as_str()).push(", ").bind(account.language.as_str()).push(", ");
    sql.bind(account.password.as_str()).push(", ").bind(i64::from(account.disabled)).push(", ");
    sql.bind(account.created).push(", ").bind(email_key(&account.email).as_str());
    sql.push(") ON CONFLICT (email_key) DO NOTHING");
    Ok(store.execute(sql).await? > 0)
}

/// Changes name, language, password and whether the account is disabled, of the account with this id.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn set_account(store: &Store, account: &Account) -> Result<()> {
    let mut sql = Sql::new("UPDATE accounts SET name = ");
    sql.bind(account.name.as_str()).push(", language = ").bind(account.language.as_str());
    sql.push(", password = ").bind(account.password.as_str());
    sql.push(", disabled = ").bind(i64::from(account.disabled));
    sql.push(" WHERE id = ").bind(account.id.as_str());
    store.execute(sql).await.map(|_| ())
}

/// Finds the account with this id.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn account(tx: &mut Tx, id: &str) -> Result<Option<Account>> {
    one(tx, "id", id).await
}

/// Finds the account of an e-mail address.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn account_of(tx: &mut Tx, email: &str) -> Result<Option<Account>> {
    one(tx, "email_key", &email_key(email)).await
}

/// Lists every account of the server, in the order of their addresses.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn accounts(tx: &mut Tx) -> Result<Vec<Account>> {
    let sql = format!("SELECT {COLUMNS} FROM accounts ORDER BY email_key");
    tx.rows(&sql, Vec::new()).await?.iter().map(|row| read(row, 0)).collect()
}

async fn one(tx: &mut Tx, column: &str, value: &str) -> Result<Option<Account>> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM accounts WHERE {column} = "));
    sql.bind(value);
    tx.rows(&sql.text, sql.params).await?.first().map(|row| read(row, 0)).transpose()
}

/// Reads the columns of an account from a position on.
fn read(row: &Row, at: usize) -> Result<Account> {
    Ok(Account {
        id: row.word(at)?,
        email: row.word(at + 1)?,
        name: row.word(at + 2)?,
        language: row.word(at + 3)?,
        password: row.word(at + 4)?,
        disabled: row.int(at + 5)? != 0,
        created: row.int(at + 6)?,
    })
}

impl Store {
    /// Runs one statement in a transaction of its own and tells how many rows it touched.
    pub(crate) async fn execute(&self, sql: Sql) -> Result<u64> {
        let mut tx = self.begin_write().await?;
        let touched = tx.run(&sql.text, sql.params).await?;
        tx.commit().await?;
        Ok(touched)
    }
}

fn damaged(table: &str, column: &str, row: &str) -> Error {
    Error::Corrupt { table: table.to_owned(), column: column.to_owned(), row: row.to_owned() }
}
