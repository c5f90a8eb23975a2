//! The places and organisations of which somebody can be made a partner or a member.

use domain::{Right, Viewer, kind};
use store::{Head, Query};

use crate::{Error, Renkei, Result};

/// How many of each are offered; others can be named by their ids.
const MOST: u32 = 500;

/// What can be chosen, in the order of its lists.
#[derive(Debug, Clone, Default)]
pub struct Subjects {
    /// Places, for partners.
    pub places: Vec<Head>,
    /// Organisations, for members.
    pub organisations: Vec<Head>,
}

/// Finds the places and organisations that can be chosen.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not look after people, [`Error::Store`] when the record cannot be read.
pub async fn subjects(renkei: &Renkei, viewer: &Viewer) -> Result<Subjects> {
    if !viewer.may(Right::People, None) {
        return Err(Error::Forbidden);
    }
    let mut tx = renkei.store().read().await?;
    let mut found = Subjects::default();
    for (plural, into) in [("places", &mut found.places), ("organisations", &mut found.organisations)] {
        let Some(kind) = kind(plural) else { continue };
        for record in store::page(&mut tx, viewer, &Query::of(kind).limited(MOST)).await? {
            let title = record.title(&|_| None);
            into.push(Head { id: record.id().to_owned(), kind, title });
        }
    }
    Ok(found)
}
