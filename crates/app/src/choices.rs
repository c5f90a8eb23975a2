//! What a question about a need can name: the places that the office works with, and the sectors.

use std::collections::HashMap;

use domain::{Viewer, kind};
use store::Head;

use crate::{Renkei, Result};

/// How many places are offered for choice: those with the most needs and projects.
pub const MOST_PLACES: u32 = 200;

const MOST_SECTORS: usize = 100;

/// What can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Places with needs or projects, by name.
    pub places: Vec<Head>,
    /// Every sector, in the order of the record.
    pub sectors: Vec<Head>,
}

/// Finds what can be chosen. `place` is among the places even when nothing was done there yet.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read.
pub async fn all(renkei: &Renkei, viewer: &Viewer, place: Option<&str>, language: &str) -> Result<Choices> {
    let mut tx = renkei.store().read().await?;
    let mut counts: HashMap<String, u64> = HashMap::new();
    for (plural, field) in [("projects", "partner_place"), ("needs", "place")] {
        let Some(kind) = kind(plural) else { continue };
        for (id, count) in store::values(&mut tx, viewer, kind, field, MOST_PLACES).await? {
            *counts.entry(id).or_default() += count;
        }
    }
    let mut ranked: Vec<(String, u64)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.truncate(usize::try_from(MOST_PLACES).unwrap_or(usize::MAX));
    let ids = ranked.into_iter().map(|(id, _)| id).chain(place.map(str::to_owned));
    let mut places: Vec<Head> = store::heads(&mut tx, viewer, ids).await?.into_values().collect();
    places.retain(|head| head.kind.plural == "places");
    places.sort_by(|a, b| (a.title.text(language), &a.id).cmp(&(b.title.text(language), &b.id)));
    let mut sectors = Vec::new();
    if let Some(kind) = kind("sectors") {
        let (records, _) = store::in_order(&mut tx, viewer, kind, 0, MOST_SECTORS).await?;
        sectors.extend(records.iter().map(|record| Head {
            id: record.id().to_owned(),
            kind,
            title: record.texts("name").cloned().unwrap_or_default(),
        }));
    }
    Ok(Choices { places, sectors })
}
