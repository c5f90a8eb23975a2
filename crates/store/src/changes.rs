//! The feed of changes that search indexes follow: numbered per office, in order, without gaps.

use domain::OfficeId;

use crate::engine::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// It was made.
    Added,
    /// Some of its values changed.
    Changed,
    /// It was taken away.
    Removed,
}

impl Action {
    /// The word under which it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }

    pub(crate) fn parse(text: &str) -> Self {
        match text {
            "added" => Self::Added,
            "removed" => Self::Removed,
            _ => Self::Changed,
        }
    }
}

/// One change of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number.
    pub seq: i64,
    /// The record.
    pub id: String,
    /// The plural of its kind.
    pub kind: String,
    /// What happened.
    pub action: Action,
    /// When, in UTC (RFC 3339).
    pub at: String,
    /// Who did it.
    pub actor: String,
}

/// The number of the last change; 0 before the first.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn latest_change(tx: &mut Tx, office: &OfficeId) -> Result<i64> {
    let mut sql = Sql::new("SELECT feed FROM offices WHERE id = ");
    sql.bind(office.as_str());
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.first().map_or(Ok(0), |row| row.int(0))
}

/// Reads the changes behind a number, at most `limit`.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn changes_after(tx: &mut Tx, office: &OfficeId, seq: i64, limit: u32) -> Result<Vec<Change>> {
    let mut sql = Sql::new("SELECT seq, id, kind, action, at, actor FROM changes WHERE office = ");
    sql.bind(office.as_str())
        .push(" AND seq > ")
        .bind(seq)
        .push(" ORDER BY seq LIMIT ")
        .bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(Change::read).collect()
}

impl Change {
    /// Reads `seq, id, kind, action, at, actor`.
    pub(crate) fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            seq: row.int(0)?,
            id: row.word(1)?,
            kind: row.word(2)?,
            action: Action::parse(&row.word(3)?),
            at: row.word(4)?,
            actor: row.word(5)?,
        })
    }
}
