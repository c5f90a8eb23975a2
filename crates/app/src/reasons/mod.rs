//! Reasons in words: why something fits a need, and how far to trust the answer, in the reader's language.
//!
//! The pages and the command line say the same; what they lay out differently, such as links to the records behind a
//! reason, they take from [`told`]. Texts of the record stay as they are written.

mod clauses;
mod programs;
mod standings;
mod verdicts;

use domain::Texts;
use language::Words;

use crate::matches::{Answered, Criterion, Evidence, Link, Ranked, Reason};

pub use self::clauses::sentence;
pub use self::programs::as_json;
pub use self::standings::{
    Obstacle, Ruling, behind, limit, obstacles, part, points_of, ruling, rulings, standing, told_by, whole,
};
pub use self::verdicts::{is_empty, is_sure, untouched, untouched_by, verdict, verdict_title, verdict_why};

/// How many facts of a reason are told; the others are counted.
pub const MOST_FACTS: usize = 4;

/// How many shared words are told.
const MOST_WORDS: usize = 8;

/// One reason in words, with the records behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What was looked at.
    pub criterion: Criterion,
    /// The name of the criterion.
    pub name: String,
    /// The facts, strongest first; at most [`MOST_FACTS`].
    pub facts: Vec<ToldFact>,
    /// How many facts there are beyond those.
    pub more: usize,
}

/// One fact behind a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFact {
    /// The fact, in the reader's language or as the record has it.
    pub text: Texts,
    /// A year or a share beside it; blank if there is none.
    pub note: String,
    /// The id of the record that states it, unless it is a matter of words.
    pub record: Option<String>,
}

/// The name of a criterion, as it stands at its bar.
#[must_use]
pub fn criterion(words: Words, criterion: Criterion) -> String {
    words.get(&format!("reason-{}", criterion.as_str())).into_owned()
}

/// One reason with its facts, ready to be laid out.
#[must_use]
pub fn told(words: Words, answered: &Answered, reason: &Reason) -> Told {
    let telling = Telling { words, answered };
    let facts: Vec<ToldFact> = reason.facts.iter().take(MOST_FACTS).map(|fact| telling.fact(fact)).collect();
    Told {
        criterion: reason.criterion,
        name: criterion(words, reason.criterion),
        more: reason.facts.len().saturating_sub(facts.len()),
        facts,
    }
}

/// One reason as a line of text: "Same sector: Water supply (72 %)".
#[must_use]
pub fn reason(words: Words, answered: &Answered, reason: &Reason) -> String {
    let told = told(words, answered, reason);
    let mut facts: Vec<String> = told
        .facts
        .iter()
        .map(|fact| {
            let text = fact.text.text(words.tag());
            match fact.note.as_str() {
                "" => text.to_owned(),
                note => words.with("reason-noted", &[("text", text.into()), ("note", note.into())]),
            }
        })
        .collect();
    if told.more > 0 {
        facts.push(words.with("reason-more", &[("count", told.more.into())]));
    }
    let facts = facts.join(&words.get("reason-apart"));
    words.with("reason-line", &[("name", told.name.into()), ("facts", facts.into())])
}

/// The score and the points of its reasons, each with one decimal. What is shown adds up to what is shown: the digits
/// that rounding would lose or add go to the reasons nearest to them.
#[must_use]
pub fn points(ranked: &Ranked) -> (String, Vec<String>) {
    let total = tenths(ranked.score);
    let mut parts: Vec<i64> = ranked.reasons.iter().map(|reason| tenths(reason.points)).collect();
    let mut over: Vec<(f64, usize)> = ranked
        .reasons
        .iter()
        .enumerate()
        .map(|(at, reason)| (reason.points * 10.0 - (reason.points * 10.0).round(), at))
        .collect();
    over.sort_by(|a, b| a.0.total_cmp(&b.0));
    let missing = total - parts.iter().sum::<i64>();
    let order: Vec<usize> = match missing {
        0.. => over.iter().rev().map(|(_, at)| *at).collect(),
        _ => over.iter().map(|(_, at)| *at).collect(),
    };
    let count = usize::try_from(missing.unsigned_abs()).unwrap_or(0);
    for at in order.into_iter().cycle().take(if parts.is_empty() { 0 } else { count }) {
        if let Some(part) = parts.get_mut(at) {
            *part += missing.signum();
        }
    }
    (decimal(total), parts.into_iter().map(decimal).collect())
}

/// A value in tenths, rounded.
fn tenths(value: f64) -> i64 {
    format!("{:.0}", value * 10.0).parse().unwrap_or(0)
}

fn decimal(tenths: i64) -> String {
    let sign = if tenths < 0 { "\u{2212}" } else { "" };
    let tenths = tenths.unsigned_abs();
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// A share of 1 as whole per cent: "72 %".
#[must_use]
pub fn share(words: Words, share: f64) -> String {
    let percent = format!("{:.0}", share.clamp(0.0, 1.0) * 100.0);
    words.with("reason-share", &[("percent", percent.into())])
}

/// What puts the facts of an answer into words.
#[derive(Clone, Copy)]
struct Telling<'a> {
    words: Words,
    answered: &'a Answered,
}

impl<'a> Telling<'a> {
    fn fact(self, fact: &Evidence) -> ToldFact {
        let own = |text: String| Texts::of(self.words.tag(), &text);
        match fact {
            Evidence::Words { words } => {
                ToldFact { text: own(self.quoted(words, MOST_WORDS)), note: String::new(), record: None }
            }
            Evidence::Concept { id, from, link } => {
                ToldFact { text: own(self.met(id, from, *link)), note: String::new(), record: None }
            }
            Evidence::Sector { code, likelihood } => ToldFact {
                text: self.title(code),
                note: share(self.words, *likelihood),
                record: Some(code.clone()),
            },
            Evidence::Result { text, record, year } => ToldFact {
                text: text.clone(),
                note: year.map(|year| year.to_string()).unwrap_or_default(),
                record: Some(record.clone()),
            },
            Evidence::Place { id, same } => {
                let note = if *same { String::new() } else { self.words.get("reason-wider").into_owned() };
                ToldFact { text: self.title(id), note, record: Some(id.clone()) }
            }
            Evidence::Precedent { record, likeness } => {
                let likeness = share(self.words, *likeness);
                let note = self.words.with("reason-alike", &[("share", likeness.into())]);
                ToldFact { text: self.title(record), note, record: Some(record.clone()) }
            }
            Evidence::Problem { record, text } => {
                ToldFact { text: text.clone(), note: String::new(), record: Some(record.clone()) }
            }
            Evidence::Form { form, asked } => {
                let note = if *asked { "reason-form-asked" } else { "reason-form-unasked" };
                let note = self.words.get(note).into_owned();
                ToldFact { text: own(self.form(form)), note, record: None }
            }
            Evidence::Condition { record, text, words, .. } => {
                let blank = text.is_empty();
                let text =
                    if blank { own(self.words.get("reason-scale").into_owned()) } else { text.clone() };
                let note = told_by(self.words, self.answered, words);
                ToldFact { text, note, record: Some(record.clone()).filter(|id| !id.is_empty()) }
            }
            Evidence::Rule { record, text, verdict } => {
                let note = self.words.get(&format!("reason-rule-{}", rule_key(*verdict))).into_owned();
                ToldFact { text: text.clone(), note, record: Some(record.clone()) }
            }
            Evidence::Purpose { purpose } => {
                ToldFact { text: own(self.purpose(purpose)), note: String::new(), record: None }
            }
        }
    }

    /// The name of a form of help.
    fn form(self, form: &str) -> String {
        self.words.get(&format!("form-{form}")).into_owned()
    }

    /// The name of a purpose for which a scheme pays.
    fn purpose(self, purpose: &str) -> String {
        self.words.code(&domain::vocabularies::PURPOSES, purpose).into_owned()
    }

    /// How a concept of the record meets one of the need, with the words of the need that raised it.
    fn met(self, to: &str, from: &str, link: Link) -> String {
        let met = self.words.with(
            &format!("reason-link-{}", link_key(link)),
            &[("to", self.concept(to).into()), ("from", self.concept(from).into())],
        );
        let raised = self.raised(from);
        if raised.is_empty() {
            return met;
        }
        let quoted = self.quoted(raised, 3);
        self.words.with("reason-raised", &[("met", met.into()), ("words", quoted.into())])
    }

    /// The words of the need that raised a concept.
    fn raised(self, concept: &str) -> &'a [String] {
        let concepts = &self.answered.answer.understood.concepts;
        concepts.iter().find(|meant| meant.id == concept).map_or(&[], |meant| meant.words.as_slice())
    }

    fn quoted(self, words: &[String], most: usize) -> String {
        let quote = |word: &String| self.words.with("reason-quoted", &[("text", word.into())]);
        let shown: Vec<String> = whole(words).take(most).map(quote).collect();
        shown.join(&self.words.get("reason-between"))
    }

    fn concept(self, id: &str) -> String {
        match self.answered.concepts.get(id) {
            Some(label) => label.text(self.words.tag()).to_owned(),
            None => id.replace(['-', '_'], " "),
        }
    }

    fn title(self, id: &str) -> Texts {
        match self.answered.names.get(id) {
            Some(head) => head.title.clone(),
            None => Texts::of(self.words.tag(), id),
        }
    }

    fn name(self, id: &str) -> String {
        self.title(id).text(self.words.tag()).to_owned()
    }
}

fn rule_key(verdict: matching::eligibility::Verdict) -> &'static str {
    use matching::eligibility::Verdict;
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Unknown => "unknown",
    }
}

fn link_key(link: Link) -> &'static str {
    match link {
        Link::Same => "same",
        Link::Remedy => "remedy",
        Link::CauseRemedy => "cause-remedy",
        Link::Cause => "cause",
        Link::Narrower => "narrower",
        Link::Broader => "broader",
        Link::Related => "related",
    }
}

#[cfg(test)]
mod tests;
