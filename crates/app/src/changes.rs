//! The feed of changes for programs that follow the record: which records were added, changed and taken away, in order.

use domain::{Reach, Right, Viewer, kind};
use store::Change;

use crate::{Renkei, Result};

/// What happened behind a number of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The changes of records that the viewer may read, in order. Who made them is blank where the viewer may not see it.
    pub changes: Vec<Change>,
    /// The number from which to go on.
    pub last: i64,
    /// Whether more has happened behind it.
    pub is_more: bool,
}

/// Reads the changes behind a number; at most `limit` are looked at.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read.
pub async fn since(renkei: &Renkei, viewer: &Viewer, seq: i64, limit: u32) -> Result<Followed> {
    let mut tx = renkei.store().read().await?;
    let mut changes = store::changes_after(&mut tx, &viewer.office, seq, limit.saturating_add(1)).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = changes.len() > most;
    changes.truncate(most);
    let last = changes.last().map_or(seq, |change| change.seq);
    changes.retain(|change| kind(&change.kind).is_some_and(|kind| viewer.may(Right::Read, Some(kind))));
    for change in &mut changes {
        let reach = viewer.reach(Right::History, kind(&change.kind));
        if reach < Reach::All {
            change.actor.clear();
        }
    }
    Ok(Followed { changes, last, is_more })
}
