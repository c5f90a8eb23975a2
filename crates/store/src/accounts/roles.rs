//! Parts: what a person is to an office.

use domain::{OfficeId, Role};

use super::{Account, damaged};
use crate::engine::Row;
use crate::sql::Sql;
use crate::{Result, Store, Tx};

/// What a person is to an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The account.
    pub account: String,
    /// The role.
    pub role: Role,
    /// A partner's place, a member's organisation; else blank.
    pub subject: String,
    /// When it was given.
    pub given: i64,
}

/// Gives a person a part in an office, instead of the one they had.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn set_part(store: &Store, office: &OfficeId, part: &Part) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO roles (office, account, role, subject, given) VALUES (");
    sql.bind(office.as_str()).push(", ").bind(part.account.as_str()).push(", ");
    sql.bind(part.role.as_str()).push(", ").bind(part.subject.as_str()).push(", ").bind(part.given);
    sql.push(") ON CONFLICT (office, account) DO UPDATE SET role = excluded.role, subject = excluded.subject, given = excluded.given");
    store.execute(sql).await.map(|_| ())
}

/// Takes a person's part in an office away.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn take_part(store: &Store, office: &OfficeId, account: &str) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM roles WHERE office = ");
    sql.bind(office.as_str()).push(" AND account = ").bind(account);
    store.execute(sql).await.map(|_| ())
}

/// Finds a person's part in an office.
///
/// # Errors
/// [`crate::Error::Corrupt`] when the role is damaged, [`crate::Error::Backend`] when the database fails.
pub async fn part(tx: &mut Tx, office: &OfficeId, account: &str) -> Result<Option<Part>> {
    let mut sql = Sql::new("SELECT account, role, subject, given FROM roles WHERE office = ");
    sql.bind(office.as_str()).push(" AND account = ").bind(account);
    tx.rows(&sql.text, sql.params).await?.first().map(read).transpose()
}

/// Lists the people who have a part in an office, in the order of their addresses.
///
/// # Errors
/// As [`part`].
pub async fn parts(tx: &mut Tx, office: &OfficeId) -> Result<Vec<(Part, Account)>> {
    let mut sql = Sql::new(
        "SELECT r.account, r.role, r.subject, r.given, a.id, a.email, a.name, a.language, a.password, a.disabled, a.created",
    );
    sql.push(" FROM roles r JOIN accounts a ON a.id = r.account WHERE r.office = ").bind(office.as_str());
    sql.push(" ORDER BY a.email_key");
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| Ok((read(row)?, super::read(row, 4)?))).collect()
}

/// Lists the keys of the offices in which a person has a part.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn offices_of(tx: &mut Tx, account: &str) -> Result<Vec<String>> {
    let mut sql = Sql::new("SELECT office FROM roles WHERE account = ");
    sql.bind(account).push(" ORDER BY office");
    crate::records::words(tx, &sql.text, sql.params).await
}

fn read(row: &Row) -> Result<Part> {
    let (account, role) = (row.word(0)?, row.word(1)?);
    let role = Role::parse(&role).ok_or_else(|| damaged("roles", "role", &account))?;
    Ok(Part { account, role, subject: row.word(2)?, given: row.int(3)? })
}
