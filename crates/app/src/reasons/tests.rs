//! Reasons over the whole demonstration record, in both languages.

use std::path::Path;

use language::Language;
use testkit::{Database, NOW, coordinator, sqlite};

use super::*;
use crate::import::{self, Files, Options};
use crate::matches::{Question, for_need, for_text};
use crate::{Renkei, Settings};

const BOTH: [Language; 2] = [Language::En, Language::Ja];

async fn demo() -> (Database, Renkei) {
    let database = sqlite().await;
    let files = Files::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo"));
    let options = Options { dry_run: false, tolerant: None, actor: "tests".to_owned(), at: NOW.to_owned() };
    let outcome = import::folder(database.store(), &coordinator(), &files, &options, &mut |_| {}).await;
    assert!(outcome.unwrap().stored);
    let settings = Settings {
        database: database.address().clone(),
        folder: None,
        office: testkit::office(),
        clock: || NOW.parse().unwrap(),
    };
    let renkei = Renkei::open(settings).await.unwrap();
    (database, renkei)
}

fn all(answered: &Answered) -> impl Iterator<Item = &Ranked> {
    let answer = &answered.answer;
    answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents)
}

async fn asked(renkei: &Renkei, text: &str) -> Answered {
    let question = Question { text: text.to_owned(), ..Question::default() };
    for_text(renkei, &coordinator(), question, 10).await.unwrap()
}

/// The shown points as tenths.
fn read(points: &str) -> i64 {
    points.replace('\u{2212}', "-").replace('.', "").parse().unwrap()
}

fn check(answered: &Answered) {
    let known = |id: &String| answered.names.contains_key(id);
    for ranked in all(answered) {
        let sum: f64 = ranked.reasons.iter().map(|reason| reason.points).sum();
        assert!((sum - ranked.score).abs() < 1e-9, "{}: {sum} is not {}", ranked.id, ranked.score);
        let (total, parts) = points(ranked);
        assert_eq!(parts.iter().map(|part| read(part)).sum::<i64>(), read(&total), "{}", ranked.id);
        for (reason, part) in ranked.reasons.iter().zip(&parts) {
            assert!((reason.points * 10.0 - format!("{}", read(part)).parse::<f64>().unwrap()).abs() < 1.5);
        }
        assert!(known(&ranked.id), "{}", ranked.id);
        for fact in ranked.reasons.iter().flat_map(|reason| &reason.facts) {
            match fact {
                Evidence::Concept { id, from, .. } => {
                    assert!(answered.concepts.contains_key(id), "{id}");
                    assert!(answered.concepts.contains_key(from), "{from}");
                }
                Evidence::Sector { code: id, .. }
                | Evidence::Place { id, .. }
                | Evidence::Result { record: id, .. }
                | Evidence::Precedent { record: id, .. }
                | Evidence::Problem { record: id, .. }
                | Evidence::Rule { record: id, .. } => assert!(known(id), "{}: {id}", ranked.id),
                // Size and cost are judged without a record of their own.
                Evidence::Condition { record: id, .. } => {
                    assert!(id.is_empty() || known(id), "{}: {id}", ranked.id)
                }
                Evidence::Words { words } => assert!(!words.is_empty()),
                Evidence::Form { .. } | Evidence::Purpose { .. } => {}
            }
        }
        for words in BOTH.map(Words::of) {
            sound(&sentence(words, answered, ranked));
            for reason in &ranked.reasons {
                sound(&super::reason(words, answered, reason));
                assert!(told(words, answered, reason).facts.len() <= MOST_FACTS);
            }
        }
    }
    BOTH.map(Words::of).into_iter().for_each(|words| sound(&verdict(words, answered)));
}

/// Nothing left blank and no key or argument showing through.
fn sound(text: &str) {
    assert!(!text.trim().is_empty());
    for fault in ["{", "$", "reason ", "verdict ", "why ", "“”", "「」", "()", "（）"] {
        let shows = if fault.ends_with(' ') { text.starts_with(fault) } else { text.contains(fault) };
        assert!(!shows, "{fault}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_need_on_record_gets_reasons_that_add_up_and_name_what_they_speak_of() {
    let (database, renkei) = demo().await;
    let mut tx = database.store().read().await.unwrap();
    let needs = domain::kind("needs").unwrap();
    let (records, _) = store::in_order(&mut tx, &coordinator(), needs, 0, 1_000).await.unwrap();
    drop(tx);
    assert!(records.len() > 50);
    for need in records {
        let answered = for_need(&renkei, &coordinator(), need.id(), 12).await.unwrap();
        assert!(all(&answered).next().is_some(), "{}", need.id());
        check(&answered);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_any_sort_get_a_verdict() {
    let (_database, renkei) = demo().await;
    for text in [
        "half of the water we pump never reaches a paying customer",
        "浄水場の水がカビ臭い",
        "we want a famous architect to build an opera house",
        "water",
        "",
        " \u{202e}?!",
        "<b>LEAK</b>'; DROP TABLE needs; --",
        "💧💧💧",
    ] {
        check(&asked(&renkei, text).await);
    }
    let nothing = asked(&renkei, "").await;
    assert!(!nothing.answer.verdict.fits);
    assert_eq!(verdict_title(Words::of(Language::En), &nothing), "There is nothing to look for yet");
    let opera = asked(&renkei, "we want a famous soprano to sing in our opera").await;
    assert!(!opera.answer.verdict.fits, "{:?}", opera.answer.understood);
}

#[test]
fn shown_points_add_up_whatever_the_rounding() {
    let of = |points: &[f64]| {
        let reasons: Vec<Reason> = points
            .iter()
            .map(|points| Reason { criterion: Criterion::Words, points: *points, facts: Vec::new() })
            .collect();
        points_of(reasons)
    };
    for (given, total, parts) in [
        (&[33.33, 33.33, 33.33][..], "100.0", &["33.4", "33.3", "33.3"][..]),
        (&[0.26, 0.26, 0.26], "0.8", &["0.3", "0.3", "0.2"]),
        (&[12.0, -3.05], "9.0", &["12.0", "\u{2212}3.0"]),
        (&[], "0.0", &[]),
    ] {
        let (shown, mut shown_parts) = of(given);
        let sum: i64 = shown_parts.iter().map(|part| read(part)).sum();
        assert_eq!(sum, read(&shown), "{given:?}");
        assert_eq!(shown, total, "{given:?}");
        shown_parts.sort_by_key(|part| -read(part));
        assert_eq!(shown_parts, parts, "{given:?}");
    }
}

fn points_of(reasons: Vec<Reason>) -> (String, Vec<String>) {
    let score = reasons.iter().map(|reason| reason.points).sum();
    points(&Ranked { id: "x".to_owned(), score, reasons })
}
