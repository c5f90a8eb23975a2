//! How far to trust an answer, in words: whether something fits, and what speaks against it.

use language::Words;

use super::Telling;
use crate::matches::{Answered, Evidence, MeantConcept, Ranked, Why};

/// What share of the strongest concept's strength another needs to be more than a hint.
///
/// # Source
/// Ours: on letters written for the purpose, what is weaker is more often by the way than meant.
const SURE_SHARE: f64 = 0.6;

/// How many concepts of a need a verdict names.
const MOST_NAMED: usize = 3;

/// The verdict in a few words: "Nothing on record fits this need closely".
#[must_use]
pub fn verdict_title(words: Words, answered: &Answered) -> String {
    words.get(&format!("verdict-{}", key(answered.answer.verdict.why))).into_owned()
}

/// The verdict and why, as a line of text.
#[must_use]
pub fn verdict(words: Words, answered: &Answered) -> String {
    let (title, why) = (verdict_title(words, answered), verdict_why(words, answered));
    words.with("verdict-line", &[("title", title.into()), ("why", why.into())])
}

/// What speaks for the verdict, in full sentences.
#[must_use]
pub fn verdict_why(words: Words, answered: &Answered) -> String {
    let telling = Telling { words, answered };
    let why = answered.answer.verdict.why;
    let meant: Vec<String> = answered
        .answer
        .understood
        .concepts
        .iter()
        .filter(|concept| is_sure(answered, concept))
        .take(MOST_NAMED)
        .map(|concept| telling.concept(&concept.id))
        .collect();
    let part = if meant.is_empty() { "plain" } else { "meant" };
    let meant = meant.join(&words.get("reason-between"));
    let text = words.with(&format!("verdict-{}-{part}", key(why)), &[("meant", meant.into())]);
    if answered.answer.verdict.fits || is_empty(answered) {
        return text;
    }
    words.with("verdict-listed", &[("why", text.into())])
}

/// Tells whether nothing on record comes near.
#[must_use]
pub fn is_empty(answered: &Answered) -> bool {
    let answer = &answered.answer;
    answer.offerings.is_empty() && answer.schemes.is_empty() && answer.precedents.is_empty()
}

/// Tells whether a concept is meant, rather than only hinted at.
#[must_use]
pub fn is_sure(answered: &Answered, concept: &MeantConcept) -> bool {
    let concepts = answered.answer.understood.concepts.iter();
    let strongest = concepts.map(|one| one.strength).fold(0.0, f64::max);
    concept.named || concept.strength >= SURE_SHARE * strongest
}

/// The concepts surely meant that none of the offerings listed touches: what is missing on record.
#[must_use]
pub fn untouched(answered: &Answered) -> Vec<&MeantConcept> {
    untouched_by(answered, &answered.answer.offerings)
}

/// The concepts surely meant that none of these touches.
#[must_use]
pub fn untouched_by<'a>(answered: &'a Answered, ranked: &[Ranked]) -> Vec<&'a MeantConcept> {
    let touched = |concept: &MeantConcept| {
        let reasons = ranked.iter().flat_map(|ranked| &ranked.reasons);
        reasons.flat_map(|reason| &reason.facts).any(|fact| match fact {
            Evidence::Concept { from, .. } => *from == concept.id,
            _ => false,
        })
    };
    let meant = answered.answer.understood.concepts.iter().filter(|concept| is_sure(answered, concept));
    meant.filter(|concept| !touched(concept)).collect()
}

fn key(why: Why) -> &'static str {
    match why {
        Why::Fits => "fits",
        Why::NoText => "no-text",
        Why::TooShort => "too-short",
        Why::OutsideField => "outside-field",
        Why::NothingOnRecord => "nothing-on-record",
        Why::OnlyNear => "only-near",
    }
}
