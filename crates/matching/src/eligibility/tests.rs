//! The rules of the demo record, put to cases that an office would bring.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Record, Shape, Texts, Value, When, kind};

use super::*;

fn records(plural: &str) -> Vec<Record> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/demo/");
    let kind = kind(plural).unwrap();
    let mut reader = csv::Reader::from_path(format!("{folder}{plural}.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let read = |row: csv::StringRecord| {
        let mut record = Record::new(kind, &row[0]);
        for (column, cell) in header.iter().zip(&row).filter(|(_, cell)| !cell.is_empty()) {
            let Some(field) = kind.field(column.strip_suffix("_en").unwrap_or(column)) else { continue };
            let value = match field.shape {
                Shape::Texts { .. } => Value::Texts(Texts::of("en", cell)),
                _ => Value::parse(field, cell).unwrap(),
            };
            record.set(field.name, Some(value));
        }
        record
    };
    reader.into_records().map(|row| read(row.unwrap())).collect()
}

struct Demo {
    places: BTreeMap<String, Record>,
    traits: Vec<Record>,
    rules: Vec<Rule>,
}

impl Demo {
    fn read() -> Self {
        let of = |record: &Record| Rule::of(record).unwrap_or_else(|| panic!("{}", record.id()));
        Self {
            places: records("places").into_iter().map(|place| (place.id().to_owned(), place)).collect(),
            traits: records("traits"),
            rules: records("rules").iter().map(of).collect(),
        }
    }

    /// The place and all that it lies in, the nearest first.
    fn chain(&self, place: &str) -> Vec<String> {
        let start = Some(place.to_owned()).filter(|place| !place.is_empty());
        let parent = |place: &String| self.places.get(place).map(|found| found.text("within").to_owned());
        std::iter::successors(start, |place| parent(place).filter(|parent| !parent.is_empty())).collect()
    }

    fn location(&self, place: &str) -> Location {
        let chain = self.chain(place);
        let country =
            chain.iter().map(|one| self.places[one].text("country_iso2")).find(|code| !code.is_empty());
        let exact = matches!(self.places[place].text("kind"), "city" | "site");
        Location {
            within: chain.iter().map(String::as_str).chain(country).map(str::to_owned).collect(),
            exact,
        }
    }

    fn case(&self, [home, applicants, place, sector, purposes, date]: [&str; 6]) -> Case {
        let set = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
        let date = When::parse(date).ok();
        Case {
            applicants: set(applicants),
            home: self.location(home),
            counterparts: set("local_government"),
            place: self.location(place),
            traits: traits_at(&self.traits, &self.chain(place), date.as_ref()),
            sectors: BTreeMap::from([(sector.to_owned(), 0.9)]),
            purposes: set(purposes),
            made_in: self.location(home),
            date,
            ..Case::default()
        }
    }

    fn verdict(&self, scheme: &str, case: &Case) -> (Verdict, Vec<Criterion>) {
        let rules: Vec<Rule> = self.rules.iter().filter(|rule| rule.scheme == scheme).cloned().collect();
        let found = assess(&rules, case);
        let failed = found.with(Verdict::Fail).map(|outcome| outcome.criterion).collect();
        (found.verdict, failed)
    }
}

#[test]
fn every_scheme_has_rules_that_can_be_meant_together() {
    let demo = Demo::read();
    let schemes: BTreeSet<String> = records("schemes").iter().map(|one| one.id().to_owned()).collect();
    let ruled: BTreeSet<String> = demo.rules.iter().map(|rule| rule.scheme.clone()).collect();
    assert_eq!(ruled, schemes);
    assert_eq!(contradictions(&demo.rules), []);
}

#[test]
fn values_of_rules_and_traits_name_what_is_on_record() {
    let demo = Demo::read();
    let sectors: BTreeSet<String> = records("sectors").iter().map(|one| one.id().to_owned()).collect();
    let traits: BTreeSet<String> = demo
        .traits
        .iter()
        .map(|one| format!("{}={}", one.text("trait"), one.text("value")))
        .chain(["city_size=over_10_million".to_owned()])
        .collect();
    for rule in &demo.rules {
        for value in &rule.values {
            let known = match rule.criterion {
                Criterion::Sector => sectors.contains(value),
                Criterion::Trait => traits.contains(value),
                Criterion::Country | Criterion::Home | Criterion::ProductOf => {
                    value.len() == 2 || demo.places.contains_key(value)
                }
                _ => true,
            };
            assert!(known, "{}: {value}", rule.id);
        }
    }
    assert!(demo.traits.iter().all(|one| demo.places.contains_key(one.text("place"))));
}

#[test]
fn cases_fail_by_the_rules_that_an_officer_would_name() {
    use Criterion::{Applicant, Country, Home, Purpose, Sector, Trait};
    let demo = Demo::read();
    let city = "local_government";
    for (scheme, case, failed) in [
        (
            "sch-jica-partnership",
            ["kitakyushu", city, "surabaya", "waste-management", "training", "2026"],
            vec![],
        ),
        ("sch-jica-partnership", ["kitakyushu", city, "dalian", "water-supply", "training", "2026"], vec![]),
        (
            "sch-jica-partnership",
            ["kitakyushu", city, "singapore", "water-supply", "training", "2026"],
            vec![Trait],
        ),
        (
            "sch-jica-partnership",
            ["kitakyushu", city, "surabaya", "waste-management", "works", "2026"],
            vec![Purpose],
        ),
        ("sch-oda-loan", ["kitakyushu", city, "dalian", "air-quality", "works", "1999"], vec![]),
        ("sch-oda-loan", ["kitakyushu", city, "dalian", "air-quality", "works", "2020"], vec![Country]),
        ("sch-grant-aid", ["kitakyushu", city, "seoul", "water-supply", "works", "2026"], vec![Trait]),
        (
            "sch-jcm-model-project",
            ["kitakyushu", "company", "surabaya", "energy-efficiency", "equipment", "2026"],
            vec![],
        ),
        (
            "sch-jcm-model-project",
            ["kitakyushu", "company", "dalian", "energy-efficiency", "equipment", "2026"],
            vec![Trait],
        ),
        (
            "sch-jcm-model-project",
            ["kitakyushu", "company", "penang", "energy-efficiency", "equipment", "2026"],
            vec![Trait],
        ),
        (
            "sch-jcm-model-project",
            ["kitakyushu", city, "bangkok", "energy-efficiency", "equipment", "2026"],
            vec![Applicant],
        ),
        (
            "sch-jcm-model-project",
            ["kitakyushu", "company", "bangkok", "energy-efficiency", "equipment", "2014"],
            vec![Trait],
        ),
        ("sch-asean-esc", ["kitakyushu", city, "mandalay", "waste-management", "training", "2026"], vec![]),
        ("sch-asean-esc", ["kitakyushu", city, "delhi", "waste-management", "training", "2026"], vec![Trait]),
        (
            "sch-moej-japan-china-air",
            ["kitakyushu", city, "hanoi", "air-quality", "training", "2026"],
            vec![Country],
        ),
        (
            "sch-kitakyushu-sme-subsidy",
            ["tokyo", "company", "hai-phong", "public-health", "study", "2026"],
            vec![Home],
        ),
        (
            "sch-surabaya-municipal-budget",
            ["kitakyushu", city, "bandung", "sewerage-drainage", "works", "2026"],
            vec![Country],
        ),
        (
            "sch-mlit-sewerage-demo",
            ["kawasaki", "company", "bandung", "water-supply", "demonstration", "2026"],
            vec![Sector],
        ),
    ] {
        let (verdict, found) = demo.verdict(scheme, &demo.case(case));
        assert_eq!(found, failed, "{scheme} {case:?}");
        assert_eq!(verdict == Verdict::Fail, !failed.is_empty(), "{scheme} {case:?}");
    }
}

#[test]
fn no_scheme_forbids_a_project_that_it_paid_for() {
    let demo = Demo::read();
    let kinds: BTreeMap<String, String> = records("organisations")
        .iter()
        .map(|one| (one.id().to_owned(), one.text("kind").to_owned()))
        .collect();
    let mut against = Vec::new();
    for project in records("projects") {
        let bodies = project.references("partners").iter().map(String::as_str).chain([project.text("lead")]);
        // Some firms are not named on record: without a lead nobody knows who applied.
        let known = |_: &&str| !project.text("lead").is_empty();
        let place = project.text("partner_place");
        let date = project.when("start").cloned();
        let case = Case {
            applicants: bodies.filter(known).filter_map(|body| kinds.get(body)).cloned().collect(),
            place: location_or_none(&demo, place),
            traits: traits_at(&demo.traits, &demo.chain(place), date.as_ref()),
            sectors: project.references("sectors").iter().map(|sector| (sector.clone(), 0.9)).collect(),
            date,
            ..Case::default()
        };
        for scheme in project.references("schemes") {
            let (_, failed) = demo.verdict(scheme, &case);
            if !failed.is_empty() {
                against.push((project.id().to_owned(), scheme.clone(), failed));
            }
        }
    }
    assert_eq!(against, []);
}

fn location_or_none(demo: &Demo, place: &str) -> Location {
    if place.is_empty() { Location::default() } else { demo.location(place) }
}
