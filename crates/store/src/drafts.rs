//! What people are typing and have not saved, per account and form.

use domain::{OfficeId, Viewer};

use crate::sql::Sql;
use crate::{Result, Store, Tx};

/// Who acts when nobody is signed in: the person at the machine.
pub const LOCAL: &str = "local";

/// How many drafts an account keeps; the oldest go.
const MOST_DRAFTS: i64 = 100;

/// What was typed into a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The fields as the form sends them.
    pub body: String,
    /// When it was kept, in UTC (RFC 3339).
    pub at: String,
}

/// Under which name a viewer acts: the id of the account, or [`LOCAL`].
#[must_use]
pub fn actor(viewer: &Viewer) -> &str {
    viewer.account().unwrap_or(LOCAL)
}

/// Finds the viewer's draft of a form.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn draft(tx: &mut Tx, viewer: &Viewer, form: &str) -> Result<Option<Draft>> {
    let mut sql = Sql::new("SELECT body, at FROM drafts WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND account = ").bind(actor(viewer));
    sql.push(" AND form = ").bind(form);
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.first().map(|row| Ok(Draft { body: row.word(0)?, at: row.word(1)? })).transpose()
}

/// Keeps a draft of a form in place of the one before, and lets go of the viewer's oldest.
///
/// # Errors
/// [`crate::Error::DiskFull`] when there is no room, [`crate::Error::Backend`] when the database fails.
pub async fn keep_draft(store: &Store, viewer: &Viewer, form: &str, draft: &Draft) -> Result<()> {
    let account = actor(viewer);
    let mut tx = store.begin_write().await?;
    let mut sql = Sql::new("INSERT INTO drafts (office, account, form, body, at) VALUES (");
    sql.bind(viewer.office.as_str()).push(", ").bind(account).push(", ").bind(form).push(", ");
    sql.bind(draft.body.as_str()).push(", ").bind(draft.at.as_str());
    sql.push(") ON CONFLICT (office, account, form) DO UPDATE SET body = excluded.body, at = excluded.at");
    tx.run(&sql.text, sql.params).await?;
    let mut sql = Sql::new("DELETE FROM drafts WHERE office = ");
    own(&mut sql, &viewer.office, account).push(" AND form NOT IN (SELECT form FROM drafts WHERE office = ");
    own(&mut sql, &viewer.office, account).push(" ORDER BY at DESC, form LIMIT ").bind(MOST_DRAFTS).push(")");
    tx.run(&sql.text, sql.params).await?;
    tx.commit().await
}

/// Lets go of the viewer's draft of a form, if there is one.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn drop_draft(store: &Store, viewer: &Viewer, form: &str) -> Result<()> {
    let mut tx = store.begin_write().await?;
    let mut sql = Sql::new("DELETE FROM drafts WHERE office = ");
    own(&mut sql, &viewer.office, actor(viewer)).push(" AND form = ").bind(form);
    tx.run(&sql.text, sql.params).await?;
    tx.commit().await
}

fn own<'s>(sql: &'s mut Sql, office: &OfficeId, account: &str) -> &'s mut Sql {
    sql.bind(office.as_str()).push(" AND account = ").bind(account)
}
