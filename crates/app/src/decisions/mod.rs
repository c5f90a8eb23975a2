//! Decisions of the office about answers: shortlisted, rejected with a reason, chosen.
//!
//! A decision is added, never changed: what was thought when stays on record. Of several about the same answer to the
//! same question the latest counts. They change no ranking by themselves; [`tuning`] learns from them when asked to.

pub mod tuning;

use std::collections::BTreeMap;

use domain::vocabularies::VERDICTS;
use domain::{Record, Right, Texts, Value, Viewer, When, kind};
use serde_json::json;
use store::{Filter, Outcome, Query, Tx, Writing};

pub use crate::matches::About;
use crate::matches::{self, Answered, LONGEST_TEXT, Question, Ranked, Refinement};
use crate::{BadParameter, Error, Expected, Renkei, Result};

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 2_000;

/// How many answers are looked through for the rank of what was decided about.
const LOOKED_AT: usize = 200;
/// How many decisions about one question are read.
const MOST_DECISIONS: u32 = 1_000;

/// A decision to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// What was asked.
    pub about: About,
    /// The id of the offering, scheme or project that is decided about.
    pub answer: String,
    /// The code of the verdict.
    pub verdict: String,
    /// Why, in the language of the second text; a rejection needs it.
    pub reason: String,
    /// The BCP 47 tag of the reason's language.
    pub language: String,
}

/// The decisions about one question that count, by answer.
pub type Decided = BTreeMap<String, Record>;

/// Keeps a decision and gives its record. The same decision twice in a row is kept once.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not decide, [`Error::BadParameter`] when the verdict, the reason, the answer
/// or the question is not what it should be, [`Error::NotFound`] when there is no such need, [`Error::Store`] when the
/// record cannot be read or written.
pub async fn decide(renkei: &Renkei, viewer: &Viewer, new: &NewDecision) -> Result<Record> {
    if !viewer.may(Right::Decide, None) {
        return Err(Error::Forbidden);
    }
    check(new)?;
    let answered = matches::ask(renkei, viewer, &new.about, &Refinement::default(), LOOKED_AT).await?;
    let at = renkei.now();
    let mut record = of(&answered, viewer, new)?;
    record.set("decided", When::parse(&renkei.today().to_string()).ok().map(Value::When));
    let mut writing = Writing::begin(renkei.store(), viewer, store::actor(viewer), &at.to_string()).await?;
    let known = store::heads(writing.tx(), viewer, [&new.answer]).await?;
    let offered = |plural: &str| matches!(plural, "offerings" | "schemes" | "projects");
    if !known.get(&new.answer).is_some_and(|head| offered(head.kind.plural)) {
        writing.roll_back().await?;
        let expected = Expected::Id(&domain::kinds::offerings::KIND);
        return Err(bad("answer", &new.answer, expected));
    }
    let before = decided(writing.tx(), viewer, &answered).await?;
    if let Some(same) = before.get(&new.answer).filter(|before| is_same(before, &record)) {
        writing.roll_back().await?;
        return Ok(same.clone());
    }
    record.set_id(free_id(writing.tx(), viewer, at, &new.answer).await?);
    let outcomes = writing.put(record.kind(), std::slice::from_ref(&record)).await?;
    if !matches!(outcomes.as_slice(), [Outcome::Added]) {
        return Err(Error::Store(store::Error::Backend("a decision was not added".to_owned())));
    }
    writing.commit().await?;
    renkei.follow().await?;
    Ok(record)
}

/// Reads the decisions about what was asked that count: the latest for each answer.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn about(renkei: &Renkei, viewer: &Viewer, answered: &Answered) -> Result<Decided> {
    let mut tx = renkei.store().read().await?;
    decided(&mut tx, viewer, answered).await
}

async fn decided(tx: &mut Tx, viewer: &Viewer, answered: &Answered) -> Result<Decided> {
    let Some(decisions) = kind("decisions") else { return Ok(Decided::new()) };
    let found = match &answered.need {
        Some(need) => {
            let ids = [need.id().to_owned()];
            store::referring(tx, viewer, decisions, "need", &ids, MOST_DECISIONS).await?
        }
        None => {
            let answer = &answered.answer;
            let ranked = answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents);
            let any_of: Vec<String> = ranked.map(|one| one.id.clone()).collect();
            if any_of.is_empty() {
                return Ok(Decided::new());
            }
            let query = Query::of(decisions).filtered(Filter::Is { field: "answer", any_of });
            let mut found = store::page(tx, viewer, &query.limited(MOST_DECISIONS)).await?;
            found.retain(|decision| asks(decision, &answered.question));
            found
        }
    };
    Ok(latest(found))
}

/// The latest decision for each answer. Ids hold the moment, so that they tell the order within a day.
pub(crate) fn latest(mut decisions: Vec<Record>) -> Decided {
    decisions.sort_by_key(|decision| (decision.date().map(When::sort_key), decision.id().to_owned()));
    decisions.into_iter().map(|decision| (decision.text("answer").to_owned(), decision)).collect()
}

/// Tells whether a decision is about this question in words.
fn asks(decision: &Record, question: &Question) -> bool {
    let same =
        |field: &str, value: &Option<String>| decision.text(field) == value.as_deref().unwrap_or_default();
    let text = decision.texts("text").and_then(|texts| texts.iter().next()).map(|(_, text)| text);
    text == Some(question.text.trim()) && same("place", &question.place) && same("sector", &question.sector)
}

fn check(new: &NewDecision) -> Result<()> {
    if !VERDICTS.holds(&new.verdict) {
        return Err(bad("verdict", &new.verdict, Expected::OneOf(VERDICTS.codes.to_vec())));
    }
    if new.verdict == "rejected" && new.reason.trim().is_empty() {
        return Err(bad("reason", "", Expected::Given));
    }
    if new.reason.chars().count() > LONGEST_REASON {
        return Err(bad("reason", &new.reason, Expected::Shorter(LONGEST_REASON)));
    }
    if let About::Question(question) = &new.about
        && question.text.trim().is_empty()
    {
        return Err(bad("text", "", Expected::Shorter(LONGEST_TEXT)));
    }
    Ok(())
}

fn bad(parameter: &str, found: &str, expected: Expected) -> Error {
    Error::BadParameter(BadParameter { parameter: parameter.to_owned(), found: found.to_owned(), expected })
}

/// The record of a decision, without id and date.
fn of(answered: &Answered, viewer: &Viewer, new: &NewDecision) -> Result<Record> {
    let missing = || Error::NotFound("decisions".to_owned());
    let mut record = Record::new(kind("decisions").ok_or_else(missing)?, "");
    match &new.about {
        About::Need(id) => record.set("need", Some(Value::Reference(id.clone()))),
        About::Question(question) => {
            let tag = match answered.answer.understood.language.as_str() {
                "und" => new.language.as_str(),
                tag => tag,
            };
            record.set("text", Some(Value::Texts(Texts::of(tag, question.text.trim()))));
            record.set("place", question.place.clone().map(Value::Reference));
            record.set("sector", question.sector.clone().map(Value::Reference));
        }
    }
    record.set("answer", Some(Value::Reference(new.answer.clone())));
    record.set("verdict", Some(Value::Text(new.verdict.clone())));
    let reason = new.reason.trim();
    record.set("reason", (!reason.is_empty()).then(|| Value::Texts(Texts::of(&new.language, reason))));
    record.set("by", Some(Value::Text(viewer.role.as_str().to_owned())));
    record.set("snapshot", snapshot(answered, &new.answer).map(Value::Text));
    Ok(record)
}

/// Rank, score and points of an answer at this moment; `None` when it is not among the answers.
fn snapshot(answered: &Answered, id: &str) -> Option<String> {
    let answer = &answered.answer;
    let lists = [&answer.offerings, &answer.schemes, &answer.precedents];
    let found = |list: &&Vec<Ranked>| {
        list.iter().zip(1_usize..).find(|(one, _)| one.id == id).map(|(one, rank)| (one.clone(), rank))
    };
    let (ranked, rank) = lists.iter().find_map(found)?;
    let points: BTreeMap<&str, f64> =
        ranked.reasons.iter().map(|reason| (reason.criterion.as_str(), reason.points)).collect();
    Some(json!({ "rank": rank, "score": ranked.score, "points": points }).to_string())
}

fn is_same(before: &Record, now: &Record) -> bool {
    ["verdict", "reason", "by"].iter().all(|field| before.get(field) == now.get(field))
}

/// An id from the moment and the answer, with a number behind it when it is taken.
async fn free_id(tx: &mut Tx, viewer: &Viewer, at: jiff::Timestamp, answer: &str) -> Result<String> {
    let at: String = at.to_string().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let at = at.to_ascii_lowercase();
    let answer: String = answer.chars().take(120).collect();
    let mut id = format!("dec-{at}-{answer}");
    for number in 2.. {
        if store::existing(tx, &viewer.office, std::slice::from_ref(&id)).await?.is_empty() {
            break;
        }
        id = format!("dec-{at}-{answer}-{number}");
    }
    Ok(id)
}
