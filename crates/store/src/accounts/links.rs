//! One-time links, known by the hash of their token.

use domain::OfficeId;

use super::damaged;
use crate::sql::Sql;
use crate::{Result, Store, Tx};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Accepting an invitation: the person says their name and chooses a password.
    Invitation,
    /// Choosing another password.
    Reset,
    /// Becoming the first administrator of an office.
    First,
}

impl Purpose {
    const ALL: [Self; 3] = [Self::Invitation, Self::Reset, Self::First];

    /// The word under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::First => "first",
        }
    }
}

/// A one-time link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The hash of the token in the link.
    pub key: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The account; blank for the first administrator.
    pub account: String,
    /// The office.
    pub office: OfficeId,
    /// When it was made.
    pub made: i64,
    /// Until when it is good.
    pub until: i64,
    /// Whether it was used, or a later one was made.
    pub used: bool,
}

/// Adds a link. Earlier ones for the same purpose, account and office are good no more.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn add_link(store: &Store, link: &Link) -> Result<()> {
    let mut tx = store.begin_write().await?;
    let mut sql = Sql::new("UPDATE account_links SET used = ");
    sql.bind(link.made).push(" WHERE used = 0 AND account = ").bind(link.account.as_str());
    sql.push(" AND purpose = ").bind(link.purpose.as_str()).push(" AND office = ").bind(link.office.as_str());
    tx.run(&sql.text, sql.params).await?;
    let mut sql =
        Sql::new("INSERT INTO account_links (key, purpose, account, office, made, until, used) VALUES (");
    sql.bind(link.key.as_str()).push(", ").bind(link.purpose.as_str()).push(", ");
    sql.bind(link.account.as_str()).push(", ").bind(link.office.as_str()).push(", ");
    sql.bind(link.made).push(", ").bind(link.until).push(", 0)");
    tx.run(&sql.text, sql.params).await?;
    tx.commit().await
}

/// Finds the link of a token's hash.
///
/// # Errors
/// [`crate::Error::Corrupt`] when purpose or office are damaged, [`crate::Error::Backend`] when the database fails.
pub async fn link(tx: &mut Tx, key: &str) -> Result<Option<Link>> {
    let mut sql =
        Sql::new("SELECT purpose, account, office, made, until, used FROM account_links WHERE key = ");
    sql.bind(key);
    let rows = tx.rows(&sql.text, sql.params).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let (purpose, office) = (row.word(0)?, row.word(2)?);
    let purpose = Purpose::ALL.into_iter().find(|one| one.as_str() == purpose);
    Ok(Some(Link {
        key: key.to_owned(),
        purpose: purpose.ok_or_else(|| damaged("account_links", "purpose", key))?,
        account: row.word(1)?,
        office: OfficeId::parse(&office).ok_or_else(|| damaged("account_links", "office", key))?,
        made: row.int(3)?,
        until: row.int(4)?,
        used: row.int(5)? != 0,
    }))
}

/// Uses a link up. Gives `false` when it is unknown, used or too old; of two at once only one gets `true`.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn use_link(store: &Store, key: &str, at: i64) -> Result<bool> {
    let mut sql = Sql::new("UPDATE account_links SET used = ");
    sql.bind(at).push(" WHERE used = 0 AND key = ").bind(key).push(" AND until > ").bind(at);
    Ok(store.execute(sql).await? > 0)
}
