//! Packages from records of a few words, and over the demonstration record.

use std::collections::HashMap;

use domain::Record;
use language::{Language, Words};
use matching::eligibility::Verdict as Allowed;
use testkit::record;

use super::*;
use crate::matches::{Answer, Criterion, Link, Question, Reason, Understood, Verdict, Why};

fn ranked(id: &str, score: f64, from: &str) -> Ranked {
    let fact = Evidence::Concept { id: from.to_owned(), from: from.to_owned(), link: Link::Same };
    let reasons = vec![Reason { criterion: Criterion::Concepts, points: score, facts: vec![fact] }];
    Ranked { id: id.to_owned(), score, reasons }
}

fn answered(offerings: &[(&str, f64)], schemes: &[&str]) -> Answered {
    let answer = Answer {
        understood: Understood {
            language: "en".to_owned(),
            terms: Vec::new(),
            concepts: Vec::new(),
            sectors: vec![("water-supply".to_owned(), 0.9)],
            limits: Vec::new(),
            asked: Vec::new(),
            askers: Vec::new(),
            place: Some("phnom-penh".to_owned()),
        },
        offerings: offerings.iter().map(|(id, score)| ranked(id, *score, "leakage")).collect(),
        schemes: schemes.iter().map(|id| ranked(id, 10.0, "leakage")).collect(),
        precedents: Vec::new(),
        ruled_out: Vec::new(),
        verdict: Verdict {
            confidence: 0.9,
            fits: true,
            why: Why::Fits,
            pays: true,
            signs: matching::Signs::default(),
        },
    };
    Answered {
        question: Question { text: "leaks".to_owned(), place: Some("phnom-penh".to_owned()), sector: None },
        need: None,
        answer,
        names: HashMap::new(),
        concepts: HashMap::new(),
        records: HashMap::new(),
        refinement: crate::matches::Refinement::default(),
    }
}

fn offering(id: &str, kind: &str, provider: &str) -> Record {
    record(
        "offerings",
        id,
        &[("title", id), ("kind", kind), ("provider", provider), ("sectors", "water-supply")],
    )
}

/// Phnom Penh in Cambodia, a bureau of Kitakyushu in Japan, three offerings and two schemes.
fn material(further: &[Record]) -> Material {
    let mut material = Material {
        today: "2026-04-01".to_owned(),
        places: vec!["phnom-penh".to_owned(), "cambodia".to_owned(), "asia".to_owned()],
        home: vec!["kitakyushu".to_owned(), "japan".to_owned(), "asia".to_owned()],
        ..Material::default()
    };
    material.around.insert("kitakyushu".to_owned(), vec!["japan".to_owned(), "asia".to_owned()]);
    material.around.insert("phnom-penh".to_owned(), vec!["cambodia".to_owned(), "asia".to_owned()]);
    material.keep([
        record("places", "phnom-penh", &[("kind", "city"), ("country_iso2", "KH")]),
        record("places", "cambodia", &[("kind", "country"), ("country_iso2", "KH")]),
        record("places", "kitakyushu", &[("kind", "city"), ("country_iso2", "JP")]),
        record("places", "japan", &[("kind", "country"), ("country_iso2", "JP")]),
        record("organisations", "org-bureau", &[("kind", "utility"), ("place", "kitakyushu")]),
        record("organisations", "org-ppwsa", &[("kind", "utility"), ("place", "phnom-penh")]),
        record("organisations", "org-city-hall", &[("kind", "local_government"), ("place", "phnom-penh")]),
        record("organisations", "org-firm", &[("kind", "company"), ("place", "kitakyushu")]),
        offering("off-blocks", "know_how", "org-bureau"),
        offering("off-meters", "technology", "org-firm"),
        offering("off-course", "training", "org-bureau"),
        record("schemes", "sch-a", &[]),
        record("schemes", "sch-b", &[]),
    ]);
    for one in further {
        match one.kind().plural {
            "projects" => material.projects.push(one.clone()),
            "agreements" => material.agreements.push(one.clone()),
            "memberships" => material.memberships.push(one.clone()),
            "observations" => material.observations.push(one.clone()),
            "rules" => material.rules.push(one.clone()),
            "conditions" => material.conditions.push(one.clone()),
            _ => {}
        }
        material.keep([one.clone()]);
    }
    material
}

fn first(further: &[Record]) -> Package {
    let answered = answered(&[("off-blocks", 60.0)], &["sch-a", "sch-b"]);
    compose(&answered, &material(further)).remove(0)
}

fn project(id: &str, cells: &[(&str, &str)]) -> Record {
    let mut all = vec![
        ("title", id),
        ("partner_place", "phnom-penh"),
        ("offerings", "off-blocks"),
        ("stage", "completed"),
    ];
    all.retain(|(name, _)| !cells.iter().any(|(other, _)| other == name));
    all.extend(cells);
    record("projects", id, &all)
}

#[test]
fn nothing_is_packed_when_nothing_fits() {
    let mut answered = answered(&[("off-blocks", 60.0)], &[]);
    assert_eq!(compose(&answered, &material(&[])).len(), 1);
    answered.answer.verdict.fits = false;
    assert!(compose(&answered, &material(&[])).is_empty());
}

#[test]
fn packages_differ_in_offering_and_money_and_are_three_at_most() {
    let further: Vec<Record> =
        (1..=4).map(|n| offering(&format!("off-{n}"), "service", "org-bureau")).collect();
    let ranked =
        [("off-blocks", 60.0), ("off-1", 59.0), ("off-2", 58.0), ("off-meters", 57.0), ("off-3", 20.0)];
    let packages = compose(&answered(&ranked, &["sch-a", "sch-b"]), &material(&further));
    assert_eq!(packages.len(), 3);
    let mut offerings: Vec<&String> = packages.iter().flat_map(|package| &package.offerings).collect();
    let all = offerings.len();
    offerings.sort();
    offerings.dedup();
    assert_eq!(offerings.len(), all, "no offering stands twice");
    let money: Vec<&str> =
        packages.iter().map(|package| package.money.best.as_ref().unwrap().scheme.as_str()).collect();
    assert_eq!(money, ["sch-a", "sch-b", "sch-a"], "other money as long as there is some");
    assert!(!offerings.contains(&&"off-3".to_owned()), "too far from the best");
    assert!(
        packages.iter().any(|package| package.offerings.contains(&"off-meters".to_owned())),
        "unlike goes first"
    );
}

#[test]
fn equipment_goes_with_training_when_used_together_or_for_the_same_subject() {
    let ranked = [("off-meters", 60.0), ("off-blocks", 50.0), ("off-other", 45.0), ("off-course", 40.0)];
    let other = offering("off-other", "technology", "org-bureau");
    let packages = compose(&answered(&ranked, &[]), &material(std::slice::from_ref(&other)));
    assert_eq!(packages[0].offerings, ["off-meters", "off-course"]);
    assert_eq!(packages[0].used_together, None);
    let both = project("prj-both", &[("offerings", "off-meters;off-blocks")]);
    let packages = compose(&answered(&ranked, &[]), &material(&[other, both]));
    assert_eq!(packages[0].offerings, ["off-meters", "off-blocks"]);
    assert_eq!(packages[0].used_together.as_deref(), Some("prj-both"));
}

#[test]
fn the_utility_takes_water_work_and_the_company_that_delivered_helps() {
    let who = first(&[
        project("prj-a", &[("lead", "org-bureau"), ("partners", "org-firm;org-ppwsa"), ("start", "1999")]),
        record("memberships", "mem-a", &[("member", "kitakyushu"), ("group", "org-network")]),
        record("memberships", "mem-b", &[("member", "phnom-penh"), ("group", "org-network")]),
        record("memberships", "mem-c", &[("member", "phnom-penh"), ("group", "org-another")]),
    ])
    .who;
    assert_eq!(who.lead.as_deref(), Some("org-bureau"));
    assert_eq!(who.partner.as_deref(), Some("org-ppwsa"));
    assert_eq!(
        (who.company.as_deref(), who.delivered.as_slice()),
        (Some("org-firm"), &["prj-a".to_owned()][..])
    );
    assert_eq!((who.network.as_deref(), who.links_both), (Some("org-network"), true));
}

#[test]
fn money_is_never_what_a_rule_forbids_and_names_what_is_open() {
    let rule = |id: &str, scheme: &str, criterion: &str, test: &str, values: &str| {
        let mut cells = vec![("scheme", scheme), ("criterion", criterion), ("test", test), ("statement", id)];
        if !values.is_empty() {
            cells.push(("values", values));
        }
        record("rules", id, &cells)
    };
    let money = first(&[
        rule("rul-a", "sch-a", "country", "one_of", "VN"),
        rule("rul-b", "sch-b", "applicant", "one_of", "utility"),
        rule("rul-c", "sch-b", "amount", "unstated", ""),
        rule("rul-d", "sch-b", "trait", "one_of", "oda_eligible=yes"),
    ])
    .money;
    let best = money.best.unwrap();
    assert_eq!((best.scheme.as_str(), best.verdict, best.passed), ("sch-b", Allowed::Unknown, 1));
    let open: Vec<(&str, bool)> =
        best.unknown.iter().map(|open| (open.rule.as_str(), open.asks_funder)).collect();
    assert_eq!(open, [("rul-d", false), ("rul-c", true)]);
    assert_eq!(money.refused, [Refusal { scheme: "sch-a".to_owned(), rule: "rul-a".to_owned() }]);
    let none = first(&[
        rule("rul-a", "sch-a", "country", "one_of", "VN"),
        rule("rul-b", "sch-b", "country", "none_of", "KH"),
    ]);
    assert_eq!(none.money.best, None);
    assert!(none.steps.contains(&Step::FindMoney), "{:?}", none.steps);
}

#[test]
fn what_paid_for_the_same_thing_goes_first() {
    let paid = first(&[project("prj-a", &[("schemes", "sch-b")])]).money.best.unwrap();
    assert_eq!((paid.scheme.as_str(), paid.paid_for.as_deref()), ("sch-b", Some("prj-a")));
    assert_eq!(first(&[]).money.best.unwrap().scheme, "sch-a");
}

#[test]
fn the_framework_is_the_agreement_that_covers_else_what_to_do() {
    let agreement = |sectors: &str, parties: &str, end: &str| {
        let mut cells = vec![
            ("title", "x"),
            ("kind", "mou"),
            ("parties", parties),
            ("sectors", sectors),
            ("signed", "2011"),
        ];
        if !end.is_empty() {
            cells.push(("term_end", end));
        }
        record("agreements", "agr-a", &cells)
    };
    let named = |agreement: &str| agreement.to_owned();
    let both = "org-bureau;org-ppwsa";
    for (further, expected) in [
        (
            vec![agreement("water-supply", both, "")],
            Framework::Covered { agreement: named("agr-a"), has_term: false },
        ),
        (
            vec![agreement("water-supply", "kitakyushu;cambodia", "2030")],
            Framework::Covered { agreement: named("agr-a"), has_term: true },
        ),
        (
            vec![agreement("culture-exchange", both, "")],
            Framework::Wider { agreement: named("agr-a"), conclude: "letter_of_intent" },
        ),
        (vec![agreement("water-supply", both, "2015")], Framework::Ended { agreement: named("agr-a") }),
        (
            vec![agreement("culture-exchange", both, "2015")],
            Framework::Missing { conclude: "letter_of_intent" },
        ),
        (
            vec![agreement("water-supply", "org-ppwsa;phnom-penh", "")],
            Framework::Missing { conclude: "letter_of_intent" },
        ),
        (
            vec![agreement("water-supply", "org-bureau;vietnam", "")],
            Framework::Missing { conclude: "letter_of_intent" },
        ),
        (vec![project("prj-a", &[])], Framework::Missing { conclude: "mou" }),
    ] {
        assert_eq!(first(&further).framework, expected, "{further:?}");
    }
}

#[test]
fn the_precedent_tells_what_changed_and_steps_measure_it() {
    let observed = |id: &str, year: &str, value: &str| {
        let cells = [
            ("subject", "phnom-penh"),
            ("indicator", "nrw_rate"),
            ("unit", "%"),
            ("year", year),
            ("value", value),
        ];
        record("observations", id, &cells)
    };
    let need = [
        ("statement", "x"),
        ("place", "phnom-penh"),
        ("indicator", "nrw_rate"),
        ("baseline_value", "72"),
        ("unit", "%"),
        ("raised", "1993"),
        ("sector", "water-supply"),
    ];
    let package = first(&[
        project("prj-a", &[("start", "1999"), ("end", "2003"), ("related_need", "need-a")]),
        project("prj-paper", &[("stage", "feasibility"), ("start", "2010")]),
        record("needs", "need-a", &need),
        observed("obs-late", "2020", "1"),
        observed("obs-after", "2003", "20"),
    ]);
    let precedent = package.precedent.unwrap();
    assert_eq!((precedent.project.as_str(), precedent.years), ("prj-a", Some(5)));
    let change = precedent.change.unwrap();
    assert_eq!((change.before.as_deref(), change.after.as_str()), (Some("need-a"), "obs-after"));
    assert!(
        package.steps.contains(&Step::Measure { indicator: "nrw_rate".to_owned() }),
        "{:?}",
        package.steps
    );
    assert_eq!(package.steps.len(), STEPS_AT_MOST);
    assert!(first(&[project("prj-paper", &[("stage", "feasibility")])]).precedent.is_none());
}

const STEPS_AT_MOST: usize = 3;

#[test]
fn a_package_becomes_a_draft_with_what_it_names() {
    let answered = answered(&[("off-blocks", 60.0)], &["sch-a"]);
    let material = material(&[]);
    let package = compose(&answered, &material).remove(0);
    let draft = draft(&answered, &material, &package, "prj-draft").unwrap();
    assert_eq!(draft.check(), []);
    assert_eq!(draft.text("partner_place"), "phnom-penh");
    assert_eq!(draft.references("offerings"), ["off-blocks"]);
    assert_eq!(draft.references("schemes"), ["sch-a"]);
    assert_eq!((draft.text("stage"), draft.text("lead")), ("need", "org-bureau"));
}

#[test]
fn every_sentence_has_words_in_both_languages() {
    let answered = answered(&[("off-meters", 60.0), ("off-course", 40.0)], &["sch-a"]);
    let material = material(&[]);
    let list = compose(&answered, &material);
    let packages = Packages { list, material, names: store::Names::new() };
    for language in Language::ALL {
        let words = Words::of(*language);
        for package in &packages.list {
            let told = told(words, &packages, package);
            let lines = told.rows.iter().flat_map(|row| &row.lines).chain(&told.steps).chain([&told.what]);
            for line in lines {
                let text = line.text(words.tag());
                assert!(!text.trim().is_empty() && !text.contains(['{', '$', '\u{E000}']), "{text}");
                assert!(!text.starts_with("package ") && !text.starts_with("step "), "{text}");
            }
        }
    }
}
