//! Making cards from records: who used what, where, for which need.

mod links;

use std::collections::BTreeSet;

use domain::{Number, Record, Texts};

pub(crate) use self::links::with_ancestors;
use self::links::{Links, year_of};
use crate::building::shared_out;
use crate::cards::{Card, CardKind, Condition, Fact, FieldWeight, Scale, Statement};
use crate::eligibility::Rule;

/// Makes the cards of a whole record: offerings, schemes, and past projects and needs as precedents.
///
/// Records of other kinds take part only as far as they link or detail these (places, organisations, spread, problems,
/// conditions, profiles, rules). The order of the records
/// does not matter; the cards come in the order of their kinds and ids.
#[must_use]
pub fn cards_of(records: &[Record]) -> Vec<Card> {
    let links = Links::of(records);
    let mut cards: Vec<Card> =
        shared_out(records, |part| part.iter().filter_map(|record| card_of(record, &links)).collect());
    cards.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    cards
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
    let (places, since) = links.places(record.id());
    let profile = links.details(record.id(), "profiles").next();
    Card {
        sectors: record.references("sectors").to_vec(),
        places,
        since,
        form: record.text("kind").to_owned(),
        problems: links.details(record.id(), "problems").map(statement).collect(),
        conditions: links.details(record.id(), "conditions").map(condition).collect(),
        scale: profile.and_then(scale),
        cost: profile.map(|profile| profile.text("cost_class").to_owned()).unwrap_or_default(),
        giver: links.giver(record.text("provider")),
        provider: provider(record, "provider"),
        used_for: links.used_for(record.id()),
        results,
        ..card
    }
}

fn statement(record: &Record) -> Statement {
    Statement {
        id: record.id().to_owned(),
        text: name(record, "statement"),
        concept: provider(record, "concept"),
    }
}

fn condition(record: &Record) -> Condition {
    Condition {
        id: record.id().to_owned(),
        effect: record.text("effect").to_owned(),
        circumstance: record.text("circumstance").to_owned(),
        test: record.text("test").to_owned(),
        limit: record.number("limit").map(Number::approximate),
        unit: record.text("unit").to_owned(),
        statement: name(record, "statement"),
    }
}

fn scale(profile: &Record) -> Option<Scale> {
    let (from, to) = (profile.number("scale_from"), profile.number("scale_to"));
    (from.is_some() || to.is_some()).then(|| Scale {
        from: from.map(Number::approximate),
        to: to.map(Number::approximate),
        unit: profile.text("unit").to_owned(),
    })
}

fn scheme(record: &Record, links: &Links<'_>) -> Card {
    let card = Card::new(CardKind::Scheme, record.id(), name(record, "name"))
        .with(FieldWeight::Form, Some(&words_of_code(record.text("instrument"))))
        .with(FieldWeight::Description, record.texts("for_what"))
        .with(FieldWeight::Conditions, record.texts("who_may_apply"));
    let (places, since) = links.places(record.id());
    Card {
        sectors: links.sectors(record.id()),
        places,
        since,
        form: record.text("instrument").to_owned(),
        rules: links.details(record.id(), "rules").filter_map(Rule::of).collect(),
        giver: links.giver(record.text("funder")),
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
        year: year_of(record),
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
    use super::links::DEEPEST_PLACE;
    use super::*;
    use domain::{Value, kind};
    use std::collections::BTreeMap;

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
