//! Learning from decisions: weights under which what was chosen and shortlisted stands above the rest.
//!
//! One figure is changed at a time, as long as more pairs of answers come into the order that the office decided on. As a
//! score is the sum of its reasons, and a reason grows with its weight, this is tried without asking anew; only what is
//! learned is then put to the index.
//! Whether that holds for decisions that were not looked at is measured by leaving a part of the questions out. Weights
//! that do worse there than those in use, or than those that come with the program, are not written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::{Record, Viewer, kind};
use matching::{Answer, CardKind, Criterion, Index, Need, Weights};
use serde::Serialize;

use super::{Decided, latest};
use crate::knowledge::{figures, with_figure};
use crate::matches::{self, Question};
use crate::{Renkei, Result};

/// How few questions with decisions cannot be learned from.
pub const FEWEST_QUESTIONS: usize = 4;

/// Into how many parts the questions are divided for the check.
const FOLDS: usize = 5;
/// By what a figure is multiplied when a change is tried.
///
/// # Source
/// Ours: steps large enough to move ranks, both ways, so that a figure can come back.
const STEPS: &[f64] = &[0.5, 0.8, 1.25, 2.0];
/// How often all figures are gone through at most.
const ROUNDS: usize = 3;
/// How far a figure may go from that of the program.
const FURTHEST: f64 = 4.0;
/// How many answers of each sort are compared.
const COMPARED: usize = 12;
/// How many of the latest decided questions are learned from.
const MOST_QUESTIONS: usize = 100;

/// What came of learning.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tuned {
    /// How many questions have decisions.
    pub questions: usize,
    /// How many pairs of answers they put in order.
    pub pairs: usize,
    /// The share of pairs in the right order on held-back questions; `None` when there are too few.
    pub held_back: Option<Compared>,
    /// Every figure that would change, with its value before and after.
    pub changes: BTreeMap<String, (f64, f64)>,
    /// The file that was written; `None` when nothing was.
    pub written: Option<PathBuf>,
}

/// Shares of pairs in the right order, 0-1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Compared {
    /// By the weights that come with the program.
    pub untuned: f64,
    /// By the weights in use.
    pub before: f64,
    /// By weights learned from the other questions.
    pub after: f64,
}

/// A question with what was decided.
struct Lesson {
    need: Need,
    /// Pairs of answers, the better one first.
    pairs: Vec<(String, String)>,
    /// For each answer of a pair what it gets of each weight: 1 is all of it.
    values: BTreeMap<String, Values>,
}

/// What an answer gets of each weight.
type Values = Vec<(CardKind, Criterion, f64)>;

/// Learns from the decisions on record. Writes the weights if `write` and if they are no worse on held-back questions.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read, [`crate::Error::File`] when the weights cannot be written.
pub async fn tune(renkei: &Renkei, viewer: &Viewer, write: bool) -> Result<Tuned> {
    let mut tx = renkei.store().read().await?;
    let index = matches::index(&mut tx, renkei, viewer).await?;
    let known = renkei.known();
    let mut lessons = Vec::new();
    for (question, need, decided) in questions(&mut tx, viewer).await? {
        let around = match &question.place {
            Some(place) => store::path(&mut tx, viewer, place).await?,
            None => Vec::new(),
        };
        let exclude = need.iter().map(|need| need.id().to_owned()).collect();
        let need = matches::asked(&question, around, exclude);
        let whole = index.answer(&need, &Weights::default(), usize::MAX);
        let pairs = pairs(&index.answer(&need, &known.weights, COMPARED), &whole, &decided);
        if !pairs.is_empty() {
            let values = values(&whole, &pairs);
            lessons.push(Lesson { need, pairs, values });
        }
    }
    let school = School { index: &index, lessons: &lessons };
    let mut tuned = Tuned {
        questions: lessons.len(),
        pairs: lessons.iter().map(|lesson| lesson.pairs.len()).sum(),
        held_back: None,
        changes: BTreeMap::new(),
        written: None,
    };
    if lessons.len() < FEWEST_QUESTIONS {
        return Ok(tuned);
    }
    let compared = school.held_back(&known.weights);
    let everything: Vec<usize> = (0..lessons.len()).collect();
    let learned = school.learn(&known.weights, &everything);
    let after = figures(&learned);
    let figures = figures(&known.weights).into_iter();
    let changed = figures.filter_map(|(name, before)| {
        let after = after.get(&name).copied()?;
        ((after - before).abs() > f64::EPSILON).then_some((name, (before, after)))
    });
    tuned.changes = changed.collect();
    tuned.held_back = Some(compared);
    let is_no_worse = compared.after >= compared.before && compared.after >= compared.untuned;
    if write && is_no_worse && !tuned.changes.is_empty() {
        tuned.written = Some(renkei.knowledge().keep(&learned)?);
    }
    Ok(tuned)
}

/// The questions with decisions, the latest decided first.
async fn questions(tx: &mut store::Tx, viewer: &Viewer) -> Result<Vec<(Question, Option<Record>, Decided)>> {
    let mut asked: BTreeMap<(String, String, String, String), Vec<Record>> = BTreeMap::new();
    for decision in matches::all(tx, viewer, "decisions").await? {
        let text = decision.texts("text").and_then(|texts| texts.iter().next());
        let text = text.map(|(_, text)| text.to_owned()).unwrap_or_default();
        let [need, place, sector] = ["need", "place", "sector"].map(|field| decision.text(field).to_owned());
        asked.entry((need, text, place, sector)).or_default().push(decision);
    }
    let mut found = Vec::new();
    for ((need, text, place, sector), decisions) in asked {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let when = decisions.iter().map(|decision| decision.id().to_owned()).max();
        let on_record = match (kind("needs"), some(need)) {
            (Some(needs), Some(id)) => store::find(tx, viewer, needs, &id).await?,
            _ => None,
        };
        let question = match &on_record {
            Some(need) => matches::question_of(need),
            None => Question { text, place: some(place), sector: some(sector) },
        };
        found.push((when, question, on_record, latest(decisions)));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0));
    found.truncate(MOST_QUESTIONS);
    Ok(found.into_iter().map(|(_, question, need, decided)| (question, need, decided)).collect())
}

/// The order that decisions ask for: chosen before shortlisted before what was not decided about before rejected, among
/// answers of one sort.
fn pairs(answer: &Answer, whole: &Answer, decided: &Decided) -> Vec<(String, String)> {
    let verdict = |id: &str| match decided.get(id).map(|decision| decision.text("verdict")) {
        Some("chosen") => 3,
        Some("shortlisted") => 2,
        Some("rejected") => 0,
        _ => 1,
    };
    let mut pairs = Vec::new();
    for (top, all) in [
        (&answer.offerings, &whole.offerings),
        (&answer.schemes, &whole.schemes),
        (&answer.precedents, &whole.precedents),
    ] {
        let is_compared = |id: &String| decided.contains_key(id) || top.iter().any(|one| one.id == *id);
        let compared: Vec<&String> = all.iter().map(|one| &one.id).filter(|id| is_compared(id)).collect();
        for better in &compared {
            for worse in compared.iter().filter(|worse| verdict(worse) < verdict(better)) {
                if decided.contains_key(*better) || decided.contains_key(*worse) {
                    pairs.push(((*better).clone(), (*worse).clone()));
                }
            }
        }
    }
    pairs
}

/// What the answers of some pairs get of each weight.
fn values(whole: &Answer, pairs: &[(String, String)]) -> BTreeMap<String, Values> {
    let own = Weights::default();
    let mut found = BTreeMap::new();
    for (kind, ranked) in [
        (CardKind::Offering, &whole.offerings),
        (CardKind::Scheme, &whole.schemes),
        (CardKind::Precedent, &whole.precedents),
    ] {
        for one in ranked.iter().filter(|one| pairs.iter().any(|(a, b)| *a == one.id || *b == one.id)) {
            let value = |criterion| Some(own.of(kind, criterion)).filter(|weight| *weight > 0.0);
            let reasons = one.reasons.iter();
            let values = reasons.filter_map(|reason| {
                Some((kind, reason.criterion, reason.points / value(reason.criterion)?))
            });
            found.insert(one.id.clone(), values.collect());
        }
    }
    found
}

/// The questions to learn from.
struct School<'s> {
    index: &'s Index,
    lessons: &'s [Lesson],
}

impl School<'_> {
    /// The mean share of pairs that weights put in order on some of the questions.
    fn mark(&self, weights: &Weights, some: &[usize]) -> f64 {
        mean(some.iter().filter_map(|at| self.lessons.get(*at)).map(|lesson| {
            in_order(lesson, |id| {
                let values = lesson.values.get(id).map(Vec::as_slice).unwrap_or_default();
                values.iter().map(|(kind, criterion, value)| value * weights.of(*kind, *criterion)).sum()
            })
        }))
    }

    /// The share of pairs that the ranking by these weights puts in order on one question.
    fn ranked(&self, weights: &Weights, question: usize) -> f64 {
        let Some(lesson) = self.lessons.get(question) else { return 0.0 };
        let answer = self.index.answer(&lesson.need, weights, usize::MAX);
        let ranked = answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents);
        let scores: BTreeMap<&str, f64> = ranked.map(|one| (one.id.as_str(), one.score)).collect();
        in_order(lesson, |id| scores.get(id).copied().unwrap_or(0.0))
    }

    /// Weights under which more pairs of these questions are in order: each figure in turn, as long as it helps.
    fn learn(&self, start: &Weights, some: &[usize]) -> Weights {
        let own = figures(&Weights::default());
        let mut best = *start;
        let mut mark = self.mark(&best, some);
        for _ in 0..ROUNDS {
            let before = mark;
            for (name, default) in own.iter().filter(|(name, figure)| is_tuned(name) && **figure > 0.0) {
                for step in STEPS {
                    let figure = figures(&best).get(name).copied().unwrap_or(*default) * step;
                    let figure = figure.clamp(default / FURTHEST, default * FURTHEST);
                    let tried = with_figure(&best, name, figure);
                    let found = self.mark(&tried, some);
                    if found > mark + 1e-9 {
                        (best, mark) = (tried, found);
                    }
                }
            }
            if mark <= before + 1e-9 {
                break;
            }
        }
        best
    }

    /// The marks on questions that were left out of learning.
    fn held_back(&self, start: &Weights) -> Compared {
        let count = self.lessons.len();
        let folds = FOLDS.min(count);
        let (mut untuned, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
        for fold in 0..folds {
            let (held, rest): (Vec<usize>, Vec<usize>) = (0..count).partition(|at| at % folds == fold);
            let learned = self.learn(start, &rest);
            for question in held {
                untuned.push(self.ranked(&Weights::default(), question));
                before.push(self.ranked(start, question));
                after.push(self.ranked(&learned, question));
            }
        }
        let [untuned, before, after] = [untuned, before, after].map(|marks| mean(marks.into_iter()));
        Compared { untuned, before, after }
    }
}

/// Figures that decide about ranks; the confidence says only how sure an answer is.
fn is_tuned(name: &str) -> bool {
    !name.starts_with("confidence") && name != "fits_from" && name != "schemes.shut"
}

/// The share of a question's pairs that scores put in order; equal scores count half.
fn in_order(lesson: &Lesson, score: impl Fn(&str) -> f64) -> f64 {
    mean(lesson.pairs.iter().map(|(better, worse)| match score(better) - score(worse) {
        ahead if ahead > 1e-9 => 1.0,
        ahead if ahead < -1e-9 => 0.0,
        _ => 0.5,
    }))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}
