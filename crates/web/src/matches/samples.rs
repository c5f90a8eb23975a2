//! Pages for tests: a need that fits, one that nothing fits, nothing at all, hostile texts everywhere.

use std::collections::HashMap;

use app::choices::Choices;
use app::comparisons::Compared;
use app::decisions::Decided;
use app::matches::{
    self, Answer, Answered, Criterion, Evidence, Knower, Limit, Link, MeantConcept, Part, Question, Ranked,
    Reason, Refinement, Signs, Standing, Understood, Verdict, Why,
};
use app::packages::{Material, Packages};
use domain::{Record, Texts, Value};
use store::{Head, Names};

use super::answers::{AnswerPage, Around};
use super::asking::{AskPage, Asked, Sort};
use super::comparing::ComparePage;
use super::deciding::Deciding;
use super::standings::WhyPage;
use crate::forms::Token;
use crate::readers::Reader;

const HOSTILE: &str = "<b>x</b> & \"y\" <script>alert(1)</script>";

pub(super) fn asking(reader: &Reader) -> Vec<AskPage> {
    let asked = Asked { place: Some("dalian".to_owned()), ..Asked::default() };
    vec![AskPage::new(reader, &asked, &choices()), AskPage::new(reader, &asked, &Choices::default())]
}

pub(super) fn answers(reader: &Reader) -> Vec<AnswerPage> {
    let mut pages = Vec::new();
    for why in [Why::Fits, Why::NoText, Why::TooShort, Why::OutsideField, Why::NothingOnRecord, Why::OnlyNear]
    {
        for need in [None, Some(record("needs", "need-x", &["statement", "constraints"]))] {
            let answered = answered(why, need);
            for only in [None, Some(Sort::Schemes)] {
                let need = answered.need.as_ref().map(|need| need.id().to_owned());
                let asked = Asked { text: HOSTILE.to_owned(), only, need, ..Asked::default() };
                let asked = asked.worded(&answered).with(Part::Missing("land".to_owned()));
                pages.push(shown(reader, &asked.without(Part::Concept("nrw".to_owned())), &answered, true));
            }
            let asked = Asked { text: HOSTILE.repeat(200), ..Asked::default() };
            pages.push(shown(reader, &asked, &answered, false));
        }
    }
    let mut nothing = answered(Why::OutsideField, None);
    nothing.answer.offerings.clear();
    nothing.answer.schemes.clear();
    nothing.answer.precedents.clear();
    nothing.answer.understood.concepts.clear();
    nothing.answer.understood.sectors.clear();
    let asked = Asked { subject: Some(HOSTILE.to_owned()), ..Asked::default() };
    pages.push(shown(reader, &asked, &nothing, true));
    pages
}

fn shown(reader: &Reader, asked: &Asked, answered: &Answered, is_shared: bool) -> AnswerPage {
    let knower = Knower { network: "org-x".to_owned(), members: vec!["dalian".to_owned()], count: 3 };
    let around = Around {
        packages: &packages(answered),
        deciding: Deciding { decided: &decided(), token: &token() },
        choices: &choices(),
        knowers: &(vec![knower], answered.names.clone()),
        today: jiff::civil::date(2026, 4, 1),
        is_shared,
    };
    AnswerPage::new(reader, asked, answered, &around)
}

/// Why an answer stands where it does, and two answers side by side.
pub(super) fn standings(reader: &Reader) -> (Vec<WhyPage>, Vec<ComparePage>) {
    let answered = answered(Why::OnlyNear, None);
    let asked = Asked { text: HOSTILE.to_owned(), ..Asked::default() };
    let standing = |id: &str, rank: Option<usize>| Standing {
        rank,
        ranked: ranked(id),
        best: Some("off-x".to_owned()),
        missing: vec![(Criterion::Words, 3.0)],
    };
    let all = [standing("off-x", Some(1)), standing("sch-x", None)];
    let why =
        |standing| WhyPage::new(reader, &asked, &answered, standing, HOSTILE, &[head("schemes", "sch-x")]);
    let mut pages: Vec<WhyPage> = all.iter().map(|one| why(Some(one))).collect();
    pages.push(why(None));
    pages.push(WhyPage::new(reader, &asked, &answered, None, HOSTILE, &[]));
    let compared = |standings: Vec<Standing>| Compared {
        packages: packages(&answered),
        answered: answered.clone(),
        standings,
        profiles: Vec::new(),
    };
    let beside = [compared(all.to_vec()), compared(Vec::new())];
    (pages, beside.iter().map(|compared| ComparePage::new(reader, &asked, compared)).collect())
}

/// Packages of what the answer holds, with every text hostile.
fn packages(answered: &Answered) -> Packages {
    let mut material = Material { today: "2026-04-01".to_owned(), ..Material::default() };
    material.places = vec!["dalian".to_owned()];
    material.keep(answered.records.values().cloned());
    material.projects.extend(answered.records.get("prj-x").cloned());
    let list = app::packages::compose(answered, &material);
    Packages { list, material, names: answered.names.clone() }
}

/// A decision of each sort, with a hostile reason.
fn decided() -> Decided {
    let decision = |answer: &str, verdict: &str| {
        let mut decision = record("decisions", &format!("dec-{answer}"), &["reason"]);
        decision.set("answer", Some(Value::Reference(answer.to_owned())));
        decision.set("verdict", Some(Value::Text(verdict.to_owned())));
        decision.set("by", Some(Value::Text("coordinator".to_owned())));
        decision.set("decided", domain::When::parse("2026-04-01").ok().map(Value::When));
        (answer.to_owned(), decision)
    };
    Decided::from([decision("off-x", "rejected"), decision("sch-x", "chosen")])
}

fn token() -> Token {
    Token { text: "0".repeat(32), cookie: None }
}

fn choices() -> Choices {
    Choices { places: vec![head("places", "dalian")], sectors: vec![head("sectors", "water-supply")] }
}

fn head(plural: &str, id: &str) -> Head {
    let title = Texts::of("en", &format!("{id} {HOSTILE}"));
    Head { id: id.to_owned(), kind: domain::kind(plural).unwrap(), title }
}

fn record(plural: &str, id: &str, fields: &[&str]) -> Record {
    let mut record = Record::new(domain::kind(plural).unwrap(), id);
    for field in fields {
        record.set(field, Some(Value::Texts(Texts::of("en", HOSTILE))));
    }
    record
}

fn answered(why: Why, need: Option<Record>) -> Answered {
    let mut project = record("projects", "prj-x", &["title", "summary"]);
    project.set("stage", Some(Value::Text("completed".to_owned())));
    project.set("offerings", Some(Value::References(vec!["off-x".to_owned()])));
    let records = [
        record("offerings", "off-x", &["title", "description", "evidence", "conditions"]),
        record("schemes", "sch-x", &["for_what", "who_may_apply"]),
        project,
    ];
    let ids = [
        ("places", "dalian"),
        ("sectors", "water-supply"),
        ("offerings", "off-x"),
        ("schemes", "sch-x"),
        ("projects", "prj-x"),
    ];
    let names: Names = ids.iter().map(|(plural, id)| ((*id).to_owned(), head(plural, id))).collect();
    let label = Texts::of("en", "non-revenue <b>water</b>");
    let meant = MeantConcept {
        id: "nrw".to_owned(),
        label: label.clone(),
        strength: 1.0,
        words: vec![HOSTILE.to_owned()],
        named: true,
    };
    let question = Question {
        text: HOSTILE.to_owned(),
        place: Some("dalian".to_owned()),
        sector: Some("water-supply".to_owned()),
    };
    Answered {
        question,
        need,
        answer: Answer {
            understood: Understood {
                language: "ja".to_owned(),
                terms: vec![HOSTILE.to_owned()],
                concepts: vec![meant],
                sectors: vec![("water-supply".to_owned(), 0.7)],
                limits: vec![
                    Limit::Circumstance {
                        code: "land".to_owned(),
                        present: false,
                        words: HOSTILE.to_owned(),
                    },
                    Limit::Quantity { value: 15.5, unit: "t/day".to_owned(), words: HOSTILE.to_owned() },
                ],
                asked: vec![matches::Asked { form: "training".to_owned(), words: vec![HOSTILE.to_owned()] }],
                askers: vec!["utility".to_owned()],
                place: Some("dalian".to_owned()),
            },
            offerings: vec![ranked("off-x")],
            schemes: vec![ranked("sch-x"); 5],
            precedents: vec![ranked("prj-x")],
            ruled_out: vec![ranked("off-x")],
            verdict: Verdict {
                confidence: 0.6,
                fits: why == Why::Fits,
                why,
                pays: true,
                signs: Signs::default(),
            },
        },
        names,
        concepts: HashMap::from([("nrw".to_owned(), label)]),
        records: records.into_iter().map(|record| (record.id().to_owned(), record)).collect(),
        refinement: Refinement::default(),
    }
}

/// One of each criterion.
fn ranked(id: &str) -> Ranked {
    let text = Texts::of("en", HOSTILE);
    let facts = [
        (Criterion::Words, Evidence::Words { words: vec![HOSTILE.to_owned()] }),
        (
            Criterion::Concepts,
            Evidence::Concept { id: "nrw".to_owned(), from: "nrw".to_owned(), link: Link::Remedy },
        ),
        (Criterion::Sector, Evidence::Sector { code: "water-supply".to_owned(), likelihood: 0.7 }),
        (Criterion::Proven, Evidence::Result { text, record: id.to_owned(), year: Some(2008) }),
        (Criterion::Place, Evidence::Place { id: "dalian".to_owned(), same: false }),
        (Criterion::Precedent, Evidence::Precedent { record: "prj-x".to_owned(), likeness: 0.8 }),
        (
            Criterion::Limits,
            Evidence::Condition {
                record: "cnd-x".to_owned(),
                text: Texts::of("en", HOSTILE),
                words: HOSTILE.to_owned(),
                rules_out: true,
            },
        ),
        (
            Criterion::Rules,
            Evidence::Rule {
                record: "rul-x".to_owned(),
                text: Texts::of("en", HOSTILE),
                verdict: app::matches::eligibility::Verdict::Fail,
            },
        ),
    ];
    let reasons: Vec<Reason> = facts
        .into_iter()
        .map(|(criterion, fact)| Reason { criterion, points: 7.26, facts: vec![fact] })
        .collect();
    Ranked { id: id.to_owned(), score: reasons.iter().map(|reason| reason.points).sum(), reasons }
}
