//! The demo record: forty years of real cooperation, carried inside the program.

use std::borrow::Cow;

use domain::{OfficeId, Texts, Viewer};
use store::{Office, Store};

use crate::import::{self, Files, Options, Outcome, Progress};
use crate::{Clock, Error, Result};

/// The key of the office that holds the demo record.
const OFFICE: &str = "demo";

/// The files of the demo record. Its documents are listed in `sources.csv`.
static FILES: &[(&str, &[u8])] = &[
    ("sources.csv", include_bytes!("../../../data/demo/sources.csv")),
    ("sectors.csv", include_bytes!("../../../data/demo/sectors.csv")),
    ("places.csv", include_bytes!("../../../data/demo/places.csv")),
    ("traits.csv", include_bytes!("../../../data/demo/traits.csv")),
    ("organisations.csv", include_bytes!("../../../data/demo/organisations.csv")),
    ("memberships.csv", include_bytes!("../../../data/demo/memberships.csv")),
    ("policies.csv", include_bytes!("../../../data/demo/policies.csv")),
    ("agreements.csv", include_bytes!("../../../data/demo/agreements.csv")),
    ("needs.csv", include_bytes!("../../../data/demo/needs.csv")),
    ("offerings.csv", include_bytes!("../../../data/demo/offerings.csv")),
    ("problems.csv", include_bytes!("../../../data/demo/problems.csv")),
    ("conditions.csv", include_bytes!("../../../data/demo/conditions.csv")),
    ("profiles.csv", include_bytes!("../../../data/demo/profiles.csv")),
    ("schemes.csv", include_bytes!("../../../data/demo/schemes.csv")),
    ("rules.csv", include_bytes!("../../../data/demo/rules.csv")),
    ("projects.csv", include_bytes!("../../../data/demo/projects.csv")),
    ("activities.csv", include_bytes!("../../../data/demo/activities.csv")),
    ("observations.csv", include_bytes!("../../../data/demo/observations.csv")),
    ("recognitions.csv", include_bytes!("../../../data/demo/recognitions.csv")),
    ("benefits.csv", include_bytes!("../../../data/demo/benefits.csv")),
    ("spread.csv", include_bytes!("../../../data/demo/spread.csv")),
    ("sdg_links.csv", include_bytes!("../../../data/demo/sdg_links.csv")),
    ("factors.csv", include_bytes!("../../../data/demo/factors.csv")),
    ("conflicts.csv", include_bytes!("../../../data/demo/conflicts.csv")),
];

/// The office that holds the demo record. Its home is Japan: the partners are the places outside it.
///
/// # Errors
/// [`Error::NotFound`] never: the key is a constant.
pub fn office() -> Result<Office> {
    let id = OfficeId::parse(OFFICE).ok_or_else(|| Error::NotFound(OFFICE.to_owned()))?;
    let mut name = Texts::of("en", "Forty years of city-to-city cooperation");
    name.set("ja", "都市間連携の四十年");
    Ok(Office { id, name, home: "japan".to_owned(), demo: true })
}

/// The files of the demo record, ready to be imported.
#[must_use]
pub fn files() -> Files {
    Files::Memory(FILES.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes))).collect())
}

/// Loads the demo record if it is not there yet. Gives what was loaded; `None` when it was there before.
///
/// The record is loaded in one transaction: however the program ends, it is there whole or not at all.
///
/// # Errors
/// [`Error::Store`] when the database fails.
pub async fn load(
    store: &Store,
    clock: Clock,
    watch: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Option<Outcome>> {
    let office = office()?;
    let there = {
        let mut tx = store.read().await?;
        store::latest_change(&mut tx, &office.id).await? > 0
    };
    if there {
        return Ok(None);
    }
    store::set_office(store, &office).await?;
    let options =
        Options { dry_run: false, tolerant: None, actor: "demo".to_owned(), at: clock().to_string() };
    import::folder(store, &Viewer::local(office.id), &files(), &options, watch).await.map(Some)
}
