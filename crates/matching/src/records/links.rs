//! What the records say of one another: where things were used, by whom, and what is stated about them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Record, When};

use crate::cards::Giver;

/// How many steps up from a place are followed at most; guards against places that lie within themselves.
pub(super) const DEEPEST_PLACE: usize = 12;

/// The year in which a project began, else ended.
pub(super) fn year_of(project: &Record) -> Option<i16> {
    project.when("start").or_else(|| project.when("end")).map(When::year)
}

/// The id of a place followed by the places in which it lies, the nearest first.
pub(crate) fn with_ancestors(place: &str, within: &BTreeMap<&str, &str>) -> Vec<String> {
    let mut places = Vec::new();
    let mut at = Some(place);
    while let Some(place) = at.filter(|place| !place.is_empty()) {
        places.push(place.to_owned());
        at = if places.len() < DEEPEST_PLACE { within.get(place).copied() } else { None };
    }
    places
}

/// What the records say of one another.
#[derive(Default)]
pub(super) struct Links<'r> {
    pub(super) within: BTreeMap<&'r str, &'r str>,
    /// Offering or scheme id to its problems, conditions, profile and rules.
    details: BTreeMap<&'r str, Vec<&'r Record>>,
    organisations: BTreeMap<&'r str, &'r Record>,
    /// Offering, scheme or need id to the projects that name it.
    projects: BTreeMap<&'r str, Vec<&'r Record>>,
    /// Offering or project id to the places to which it spread.
    spread: BTreeMap<&'r str, Vec<(&'r str, Option<i16>)>>,
}

impl<'r> Links<'r> {
    pub(super) fn of(records: &'r [Record]) -> Self {
        let mut links = Self::default();
        for record in records {
            match record.kind().plural {
                "places" => {
                    links.within.insert(record.id(), record.text("within"));
                }
                "projects" => {
                    for field in ["offerings", "schemes", "related_need"] {
                        for named in record.references(field) {
                            links.projects.entry(named).or_default().push(record);
                        }
                    }
                }
                "spread" => {
                    let what = record.text("offering_or_project");
                    links
                        .spread
                        .entry(what)
                        .or_default()
                        .push((record.text("to_place"), record.when("year").map(When::year)));
                }
                "problems" | "conditions" | "profiles" => {
                    links.details.entry(record.text("offering")).or_default().push(record);
                }
                "rules" => links.details.entry(record.text("scheme")).or_default().push(record),
                "organisations" => {
                    links.organisations.insert(record.id(), record);
                }
                _ => {}
            }
        }
        for records in links.projects.values_mut().chain(links.details.values_mut()) {
            records.sort_by_key(|record| (record.kind().plural, record.id()));
        }
        links
    }

    pub(super) fn projects(&self, id: &str) -> &[&'r Record] {
        self.projects.get(id).map_or(&[], Vec::as_slice)
    }

    /// The details of one kind of an offering or scheme, in the order of their ids.
    pub(super) fn details(
        &self,
        id: &str,
        plural: &'static str,
    ) -> impl Iterator<Item = &'r Record> + use<'r> {
        let found = self.details.get(id).cloned().unwrap_or_default();
        found.into_iter().filter(move |record| record.kind().plural == plural)
    }

    /// Who an organisation is.
    pub(super) fn giver(&self, id: &str) -> Option<Giver> {
        let record = self.organisations.get(id)?;
        let home = with_ancestors(record.text("place"), &self.within);
        Some(Giver { kind: record.text("kind").to_owned(), home })
    }

    /// The places of the projects that used something, and of its spread, with their ancestors, and the first year
    /// of each. A place that was used once without a date has none.
    pub(super) fn places(&self, id: &str) -> (Vec<String>, BTreeMap<String, i16>) {
        let used = self.projects(id).iter().map(|project| (project.text("partner_place"), year_of(project)));
        let spread = self.spread.get(id).into_iter().flatten().copied();
        let mut years: BTreeMap<String, Option<i16>> = BTreeMap::new();
        for (place, year) in used.chain(spread) {
            for place in with_ancestors(place, &self.within) {
                let first = years.entry(place).or_insert(year);
                *first = first.zip(year).map(|(a, b)| a.min(b));
            }
        }
        let places = years.keys().cloned().collect();
        (places, years.into_iter().filter_map(|(place, year)| Some((place, year?))).collect())
    }

    /// The sectors of the projects that used something, the commonest first.
    pub(super) fn sectors(&self, id: &str) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for sector in self.projects(id).iter().flat_map(|project| project.references("sectors")) {
            *counts.entry(sector).or_default() += 1;
        }
        let mut sectors: Vec<(&str, usize)> = counts.into_iter().collect();
        sectors.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        sectors.into_iter().map(|(sector, _)| sector.to_owned()).collect()
    }

    /// The needs and projects for which something was used.
    pub(super) fn used_for(&self, id: &str) -> Vec<String> {
        let used: BTreeSet<String> = self
            .projects(id)
            .iter()
            .flat_map(|project| {
                project.references("related_need").iter().map(String::as_str).chain([project.id()])
            })
            .map(str::to_owned)
            .collect();
        used.into_iter().collect()
    }
}
