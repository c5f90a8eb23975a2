//! Two answers to one need, side by side: how each stands, what it costs and asks, who, money, agreement and case.

use domain::{Record, Viewer, kind};

use crate::matches::{self, About, Answered, Refinement, Standing};
use crate::packages::{self, Packages};
use crate::{Renkei, Result};

/// How many answers of each sort are looked at around those compared.
const LOOKED_AT: usize = 12;

/// Answers to be held beside each other.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The answer to the need.
    pub answered: Answered,
    /// Where each stands, in the order in which they were picked.
    pub standings: Vec<Standing>,
    /// A package around each offering among them.
    pub packages: Packages,
    /// The outlines of these offerings.
    pub profiles: Vec<Record>,
}

/// Compares records as answers to one need.
///
/// # Errors
/// As [`matches::explain`].
pub async fn of(
    renkei: &Renkei,
    viewer: &Viewer,
    about: &About,
    refinement: &Refinement,
    picked: &[String],
) -> Result<Compared> {
    let (answered, standings) =
        matches::explain(renkei, viewer, about, refinement, picked, LOOKED_AT).await?;
    let is_offering = |id: &str| answered.names.get(id).is_some_and(|head| head.kind.plural == "offerings");
    let mut apart = answered.clone();
    apart.answer.offerings =
        standings.iter().map(|one| one.ranked.clone()).filter(|one| is_offering(&one.id)).collect();
    let packages = packages::beside(renkei, viewer, &apart).await?;
    let offerings: Vec<String> = apart.answer.offerings.iter().map(|one| one.id.clone()).collect();
    let profiles = match kind("profiles") {
        Some(profiles) if !offerings.is_empty() => {
            let mut tx = renkei.store().read().await?;
            store::referring(&mut tx, viewer, profiles, "offering", &offerings, 100).await?
        }
        _ => Vec::new(),
    };
    Ok(Compared { answered, standings, packages, profiles })
}
