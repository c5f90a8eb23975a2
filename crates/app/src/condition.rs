//! How the running program is doing: whether it can answer, and the figures that those who run it watch.

use store::Connections;
use store::search::Standing;

use crate::{Renkei, Result};

/// How the running program is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The number of the last change in the office's feed.
    pub feed: i64,
    /// How far this node's search index has come; `None` for a program that was started without it.
    pub index: Option<Standing>,
    /// The connections to the database.
    pub connections: Vec<Connections>,
}

impl Condition {
    /// How many changes the search index has not taken in yet.
    #[must_use]
    pub fn behind(&self) -> i64 {
        self.index.map_or(0, |index| self.feed.saturating_sub(index.seq).max(0))
    }
}

/// Tells how the program is doing, by asking the database.
///
/// # Errors
/// [`crate::Error::Store`] when the database does not answer.
pub async fn now(renkei: &Renkei) -> Result<Condition> {
    let office = &renkei.office().id;
    // The index is asked first, so that it never seems to be ahead.
    let index = renkei.index().ok().and_then(|index| index.standing(office));
    let feed = {
        let mut tx = renkei.store().read().await?;
        store::latest_change(&mut tx, office).await?
    };
    Ok(Condition { feed, index, connections: renkei.store().connections() })
}
