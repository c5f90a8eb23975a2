//! Making cards from records: who used what, where, for which need.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Record, Texts};

use crate::cards::{Card, CardKind, Fact, FieldWeight};

/// How many steps up from a place are followed at most; guards against places that lie within themselves.
const DEEPEST_PLACE: usize = 12;

/// Makes the cards of a whole record: offerings, schemes, and past projects and needs as precedents.
///
/// Records of other kinds take part only as far as they link these (places, spread). The order of the records
/// does not matter; the cards come in the order of their kinds and ids.
#[must_use]
pub fn cards_of(records: &[Record]) -> Vec<Card> {
    let links = Links::of(records);
    let mut cards: Vec<Card> = records.iter().filter_map(|record| card_of(record, &links)).collect();
    cards.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    cards
}

/// The id of a place followed by the places in which it lies, the nearest first.
#[must_use]
fn with_ancestors(place: &str, within: &BTreeMap<&str, &str>) -> Vec<String> {
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
struct Links<'r> {
    within: BTreeMap<&'r str, &'r str>,
    /// Offering, scheme or need id to the projects that name it.
    projects: BTreeMap<&'r str, Vec<&'r Record>>,
    /// Offering or project id to the places to which it spread.
    spread: BTreeMap<&'r str, Vec<&'r str>>,
}

impl<'r> Links<'r> {
    fn of(records: &'r [Record]) -> Self {
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
                    links.spread.entry(what).or_default().push(record.text("to_place"));
                }
                _ => {}
            }
        }
        for projects in links.projects.values_mut() {
            projects.sort_by_key(|project| project.id());
        }
        links
    }

    fn projects(&self, id: &str) -> &[&'r Record] {
        self.projects.get(id).map_or(&[], Vec::as_slice)
    }

    /// The places of the projects that used something, and of its spread, with their ancestors.
    fn places(&self, id: &str) -> Vec<String> {
        let used = self.projects(id).iter().map(|project| project.text("partner_place"));
        let spread = self.spread.get(id).into_iter().flatten().copied();
        let places: BTreeSet<String> =
            used.chain(spread).flat_map(|place| with_ancestors(place, &self.within)).collect();
        places.into_iter().collect()
    }

    /// The sectors of the projects that used something, the commonest first.
    fn sectors(&self, id: &str) -> Vec<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for sector in self.projects(id).iter().flat_map(|project| project.references("sectors")) {
            *counts.entry(sector).or_default() += 1;
        }
        let mut sectors: Vec<(&str, usize)> = counts.into_iter().collect();
        sectors.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        sectors.into_iter().map(|(sector, _)| sector.to_owned()).collect()
    }

    /// The needs and projects for which something was used.
    fn used_for(&self, id: &str) -> Vec<String> {
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

fn card_of(record: &Record, links: &Links<'_>) -> Option<Card> {
    match record.kind().plural {
        "offerings" => Some(offering(record, links)),
        "schemes" => Some(scheme(record, links)),
        "projects" => Some(project(record, links)),
        "needs" => Some(need(record, links)),
        _ => None,
    }
}

fn name(record: &Record, field: &str) -> Texts {
    record.texts(field).cloned().unwrap_or_default()
}

/// The words of a code, such as "know how" of `know_how`.
fn words_of_code(code: &str) -> Texts {
    Texts::of("en", &code.replace('_', " "))
}

fn provider(record: &Record, field: &str) -> Option<String> {
    Some(record.text(field)).filter(|id| !id.is_empty()).map(str::to_owned)
}

fn offering(record: &Record, links: &Links<'_>) -> Card {
    let results = record
        .texts("evidence")
        .map(|text| Fact { text: text.clone(), record: record.id().to_owned(), year: None })
        .into_iter()
        .chain(links.projects(record.id()).iter().filter(|project| reached_use(project)).map(|project| {
            Fact {
                text: name(project, "summary"),
                record: project.id().to_owned(),
                year: project.when("end").or_else(|| project.when("start")).map(domain::When::year),
            }
        }))
        .filter(|fact| !fact.text.is_empty())
        .collect();
    let card = Card::new(CardKind::Offering, record.id(), name(record, "title"))
        .with(FieldWeight::Form, Some(&words_of_code(record.text("kind"))))
        .with(FieldWeight::Description, record.texts("description"))
        .with(FieldWeight::Evidence, record.texts("evidence"))
        .with(FieldWeight::Conditions, record.texts("conditions"));
    Card {
        sectors: record.references("sectors").to_vec(),
        places: links.places(record.id()),
        provider: provider(record, "provider"),
        used_for: links.used_for(record.id()),
        results,
        ..card
    }
}

fn scheme(record: &Record, links: &Links<'_>) -> Card {
    let card = Card::new(CardKind::Scheme, record.id(), name(record, "name"))
        .with(FieldWeight::Form, Some(&words_of_code(record.text("instrument"))))
        .with(FieldWeight::Description, record.texts("for_what"))
        .with(FieldWeight::Conditions, record.texts("who_may_apply"));
    Card {
        sectors: links.sectors(record.id()),
        places: links.places(record.id()),
        provider: provider(record, "funder"),
        used_for: links.used_for(record.id()),
        results: used_in(record.id(), links).collect(),
        ..card
    }
}

/// The projects that used something and went beyond papers, as facts.
fn used_in<'l>(id: &str, links: &'l Links<'_>) -> impl Iterator<Item = Fact> + use<'l> {
    links.projects(id).iter().filter(|project| reached_use(project)).map(|project| Fact {
        text: name(project, "summary"),
        record: project.id().to_owned(),
        year: project.when("end").or_else(|| project.when("start")).map(domain::When::year),
    })
}

/// Tells whether a past project went beyond papers, so that its offerings count as tried.
fn reached_use(project: &Record) -> bool {
    matches!(project.text("stage"), "demonstration" | "implementation" | "business" | "completed")
}

fn project(record: &Record, links: &Links<'_>) -> Card {
    let answered_by = record.references("offerings").iter().chain(record.references("schemes")).cloned();
    let card = Card::new(CardKind::Precedent, record.id(), name(record, "title"))
        .with(FieldWeight::Description, record.texts("summary"));
    Card {
        sectors: record.references("sectors").to_vec(),
        places: with_ancestors(record.text("partner_place"), &links.within),
        provider: provider(record, "lead"),
        stage: provider(record, "stage"),
        used_for: record.references("related_need").to_vec(),
        answered_by: answered_by.collect(),
        year: record.when("start").or_else(|| record.when("end")).map(domain::When::year),
        ..card
    }
}

fn need(record: &Record, links: &Links<'_>) -> Card {
    let answered_by: BTreeSet<String> = links
        .projects(record.id())
        .iter()
        .flat_map(|project| project.references("offerings").iter().chain(project.references("schemes")))
        .cloned()
        .collect();
    let card = Card::new(CardKind::Precedent, record.id(), name(record, "statement"))
        .with(FieldWeight::Conditions, record.texts("constraints"));
    Card {
        sectors: provider(record, "sector").into_iter().collect(),
        places: with_ancestors(record.text("place"), &links.within),
        provider: provider(record, "organisation"),
        answered_by: answered_by.into_iter().collect(),
        year: record.when("raised").map(domain::When::year),
        ..card
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Value, kind};

    fn record(plural: &str, id: &str, cells: &[(&str, &str)]) -> Record {
        let kind = kind(plural).unwrap();
        let mut record = Record::new(kind, id);
        for (name, cell) in cells {
            let field = kind.field(name).unwrap();
            record.set(name, Some(Value::parse(field, cell).unwrap()));
        }
        record
    }

    #[test]
    fn projects_tell_where_and_for_what_an_offering_was_used() {
        let cards = cards_of(&[
            record("places", "cambodia", &[]),
            record("places", "phnom-penh", &[("within", "cambodia")]),
            record("needs", "need-a", &[("statement", "water is lost"), ("place", "phnom-penh")]),
            record("offerings", "off-a", &[("title", "Blocks"), ("evidence", "72% to 6%")]),
            record(
                "projects",
                "prj-a",
                &[
                    ("title", "Work"),
                    ("partner_place", "phnom-penh"),
                    ("offerings", "off-a"),
                    ("schemes", "sch-a"),
                    ("related_need", "need-a"),
                    ("sectors", "water-supply"),
                    ("stage", "completed"),
                    ("start", "1999"),
                ],
            ),
            record("schemes", "sch-a", &[("for_what", "small work")]),
        ]);
        let by_id: BTreeMap<&str, &Card> = cards.iter().map(|card| (card.id.as_str(), card)).collect();
        assert_eq!(by_id["off-a"].places, ["cambodia", "phnom-penh"]);
        assert_eq!(by_id["off-a"].used_for, ["need-a", "prj-a"]);
        assert_eq!(by_id["need-a"].answered_by, ["off-a", "sch-a"]);
        assert_eq!(by_id["sch-a"].sectors, ["water-supply"]);
        assert_eq!(by_id["prj-a"].year, Some(1999));
    }

    #[test]
    fn places_within_themselves_do_not_hang() {
        let within = BTreeMap::from([("a", "b"), ("b", "a")]);
        assert_eq!(with_ancestors("a", &within).len(), DEEPEST_PLACE);
        assert!(with_ancestors("", &within).is_empty());
    }
}
