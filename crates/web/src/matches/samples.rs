//! Pages for tests: a need that fits, one that nothing fits, nothing at all, hostile texts everywhere.

use std::collections::HashMap;

use app::choices::Choices;
use app::decisions::Decided;
use app::matches::{
    Answer, Answered, Criterion, Evidence, Link, MeantConcept, Question, Ranked, Reason, Signs, Understood,
    Verdict, Why,
};
use app::packages::{Material, Packages};
use domain::{Record, Texts, Value};
use store::{Head, Names};

use super::answers::AnswerPage;
use super::asking::{AskPage, Asked, Sort};
use super::deciding::Deciding;
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
                let asked = Asked { text: HOSTILE.to_owned(), only, ..Asked::of(&answered) };
                pages.push(AnswerPage::new(
                    reader,
                    &asked,
                    &answered,
                    &packages(&answered),
                    &deciding(&decided(), &token()),
                    &choices(),
                    true,
                ));
            }
            let asked = Asked { text: HOSTILE.repeat(200), ..Asked::default() };
            pages.push(AnswerPage::new(
                reader,
                &asked,
                &answered,
                &packages(&answered),
                &deciding(&decided(), &token()),
                &choices(),
                false,
            ));
        }
    }
    let mut nothing = answered(Why::OutsideField, None);
    nothing.answer.offerings.clear();
    nothing.answer.schemes.clear();
    nothing.answer.precedents.clear();
    nothing.answer.understood.concepts.clear();
    nothing.answer.understood.sectors.clear();
    pages.push(AnswerPage::new(
        reader,
        &Asked::default(),
        &nothing,
        &packages(&nothing),
        &deciding(&decided(), &token()),
        &choices(),
        true,
    ));
    pages
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

fn deciding<'a>(decided: &'a Decided, token: &'a Token) -> Deciding<'a> {
    Deciding { decided, token }
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
                limits: Vec::new(),
                asked: Vec::new(),
                askers: Vec::new(),
                place: None,
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
    ];
    let reasons: Vec<Reason> = facts
        .into_iter()
        .map(|(criterion, fact)| Reason { criterion, points: 7.26, facts: vec![fact] })
        .collect();
    Ranked { id: id.to_owned(), score: reasons.iter().map(|reason| reason.points).sum(), reasons }
}
