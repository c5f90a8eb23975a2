//! Deciding about answers, learning from it, and asking past needs again, over the demo record.

use app::decisions::{About, NewDecision, about, decide, tuning};
use app::matches::{Question, for_need};
use app::{Error, replay};
use domain::{Role, Viewer};

use crate::record::demo;

const NEED: &str = "need-pp-flow-data";

fn new(need: &str, answer: &str, verdict: &str, reason: &str) -> NewDecision {
    NewDecision {
        about: About::Need(need.to_owned()),
        answer: answer.to_owned(),
        verdict: verdict.to_owned(),
        reason: reason.to_owned(),
        language: "en".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_kept_with_who_when_why_and_the_score() {
    let (_database, renkei, viewer) = demo().await;
    let first = decide(&renkei, &viewer, &new(NEED, "off-telemetering", "shortlisted", "")).await.unwrap();
    assert!(first.id().starts_with("dec-20260401t090000z-off-telemetering"), "{}", first.id());
    assert_eq!((first.text("by"), first.when("decided").unwrap().written()), ("coordinator", "2026-04-01"));
    assert!(first.text("snapshot").starts_with("{\"rank\":"), "{}", first.text("snapshot"));
    assert_eq!(first.check(), []);
    let again = decide(&renkei, &viewer, &new(NEED, "off-telemetering", "shortlisted", "")).await.unwrap();
    assert_eq!(again.id(), first.id(), "the same decision is kept once");
    let chosen = decide(&renkei, &viewer, &new(NEED, "off-telemetering", "chosen", "")).await.unwrap();
    assert_ne!(chosen.id(), first.id(), "a later one is added");
    let answered = for_need(&renkei, &viewer, NEED, 5).await.unwrap();
    let decided = about(&renkei, &viewer, &answered).await.unwrap();
    assert_eq!(decided["off-telemetering"].text("verdict"), "chosen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_in_words_is_decided_about_too() {
    let (_database, renkei, viewer) = demo().await;
    let question = Question { text: "the pipes leak at night".to_owned(), ..Question::default() };
    let decision = NewDecision {
        about: About::Question(question.clone()),
        ..new("", "off-leak-reduction", "rejected", "no staff")
    };
    decide(&renkei, &viewer, &decision).await.unwrap();
    let answered = app::matches::for_text(&renkei, &viewer, question, 12).await.unwrap();
    let decided = about(&renkei, &viewer, &answered).await.unwrap();
    assert_eq!(decided["off-leak-reduction"].texts("reason").unwrap().text("en"), "no staff");
    let other = Question { text: "the pipes leak by day".to_owned(), ..Question::default() };
    let answered = app::matches::for_text(&renkei, &viewer, other, 12).await.unwrap();
    assert!(about(&renkei, &viewer, &answered).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_decided_is_refused_and_nothing_is_stored() {
    let (_database, renkei, viewer) = demo().await;
    for (decision, parameter) in [
        (new(NEED, "off-telemetering", "loved", ""), "verdict"),
        (new(NEED, "off-telemetering", "rejected", " "), "reason"),
        (new(NEED, "off-telemetering", "rejected", &"x".repeat(2_001)), "reason"),
        (new(NEED, "off-nothing", "chosen", ""), "answer"),
        (new(NEED, "phnom-penh", "chosen", ""), "answer"),
    ] {
        match decide(&renkei, &viewer, &decision).await {
            Err(Error::BadParameter(bad)) => assert_eq!(bad.parameter, parameter),
            other => panic!("{other:?}"),
        }
    }
    let missing = decide(&renkei, &viewer, &new("need-none", "off-telemetering", "chosen", "")).await;
    assert!(matches!(missing, Err(Error::NotFound(_))), "{missing:?}");
    let reader = Viewer::new(viewer.office.clone(), Role::Reader);
    let refused = decide(&renkei, &reader, &new(NEED, "off-telemetering", "chosen", "")).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let answered = for_need(&renkei, &viewer, NEED, 5).await.unwrap();
    assert!(about(&renkei, &viewer, &answered).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn too_few_decisions_change_nothing_and_more_never_make_it_worse() {
    let (_database, renkei, viewer) = demo().await;
    decide(&renkei, &viewer, &new(NEED, "off-telemetering", "chosen", "")).await.unwrap();
    let tuned = tuning::tune(&renkei, &viewer, true).await.unwrap();
    assert_eq!((tuned.questions, tuned.held_back, tuned.written), (1, None, None));
    let before = renkei.known().weights;
    for need in ["need-sby-waste-crisis", "need-dalian-leakage", "need-yangon-nrw", "need-mdy-waste"] {
        let answered = for_need(&renkei, &viewer, need, 5).await.unwrap();
        let [first, .., last] = answered.answer.offerings.as_slice() else { panic!("{need}") };
        decide(&renkei, &viewer, &new(need, &last.id, "chosen", "")).await.unwrap();
        decide(&renkei, &viewer, &new(need, &first.id, "rejected", "tried before")).await.unwrap();
    }
    let dry = tuning::tune(&renkei, &viewer, false).await.unwrap();
    assert_eq!((dry.questions, dry.written), (5, None));
    assert_eq!(renkei.known().weights, before);
    let tuned = tuning::tune(&renkei, &viewer, true).await.unwrap();
    let compared = tuned.held_back.unwrap();
    let is_no_worse = compared.after >= compared.before && compared.after >= compared.untuned;
    assert_eq!(tuned.written.is_some(), is_no_worse && !tuned.changes.is_empty(), "{tuned:?}");
    assert_eq!(renkei.known().weights != before, tuned.written.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn past_needs_are_asked_again_as_they_were_known() {
    let (database, renkei, viewer) = demo().await;
    let needs = ["need-pp-waterworks-1993", "need-sby-waste-crisis", "need-vientiane-low-carbon"];
    let mut tx = database.store().read().await.unwrap();
    let mut records = Vec::new();
    for kind in domain::KINDS {
        records.extend(store::in_order(&mut tx, &viewer, kind, 0, 1_000).await.unwrap().0);
    }
    drop(tx);
    records.retain(|record| record.kind().plural != "needs" || needs.contains(&record.id()));
    let known = renkei.known();
    let replay = replay::of(&records, &known.thesaurus, &known.weights, true);
    assert_eq!((replay.rows.len(), replay.undated), (2, 1));
    assert!(replay.rows.is_sorted_by_key(|row| row.year));
    assert_eq!(replay.sectors.iter().map(|line| line.found).sum::<usize>(), replay.found);
    let then = replay::as_of(&renkei, &viewer, Ok(needs[0]), 1993, 10).await.unwrap();
    for ranked in &then.answer.precedents {
        let year = then.records[&ranked.id].date().map(domain::When::year);
        assert!(year.is_none_or(|year| year <= 1993), "{} {year:?}", ranked.id);
    }
}
