//! What happened with accounts, for those who look after an office.

use domain::OfficeId;

use crate::sql::Sql;
use crate::{Result, Store, Tx};

/// Something that happened with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// A random id; two events can be of the same second.
    pub id: String,
    /// When.
    pub at: i64,
    /// The account that it is about.
    pub account: String,
    /// The account that did it; blank for the person at the machine.
    pub actor: String,
    /// A word for what happened, such as `signed-in`.
    pub what: String,
    /// More about it, such as the role that was given.
    pub detail: String,
}

/// Adds an event.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn add_event(store: &Store, office: &OfficeId, event: &Event) -> Result<()> {
    let mut sql =
        Sql::new("INSERT INTO account_events (office, id, at, account, actor, what, detail) VALUES (");
    sql.bind(office.as_str()).push(", ").bind(event.id.as_str()).push(", ").bind(event.at).push(", ");
    sql.bind(event.account.as_str()).push(", ").bind(event.actor.as_str()).push(", ");
    sql.bind(event.what.as_str()).push(", ").bind(event.detail.as_str()).push(")");
    store.execute(sql).await.map(|_| ())
}

/// Lists the latest events of an office, the latest first.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn events(tx: &mut Tx, office: &OfficeId, limit: u32) -> Result<Vec<Event>> {
    let mut sql = Sql::new("SELECT id, at, account, actor, what, detail FROM account_events WHERE office = ");
    sql.bind(office.as_str()).push(" ORDER BY at DESC, id DESC LIMIT ").bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter()
        .map(|row| {
            Ok(Event {
                id: row.word(0)?,
                at: row.int(1)?,
                account: row.word(2)?,
                actor: row.word(3)?,
                what: row.word(4)?,
                detail: row.word(5)?,
            })
        })
        .collect()
}
