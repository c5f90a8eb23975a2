//! How far to trust an answer.

use crate::answers::{Ranked, Signs, Verdict, Why};
use crate::judging::{Judged, Meant};
use crate::postings::{CardNo, count, position};

/// How sure an answer must be for schemes to be listed beside it, if nobody asked for money.
///
/// # Source
/// Ours: below one in four, who could pay is no question yet.
const LEAST_SURE: f64 = 0.25;

impl Judged<'_> {
    /// How far to trust the offerings, best first: how surely the text means something of the field, and how well
    /// the best of them meets it.
    pub(crate) fn verdict(&self, offerings: &[Ranked]) -> Verdict {
        let signs = self.signs(offerings);
        let asks = |form: &str| self.meaning.asked.iter().any(|asked| asked.form == form);
        let is_blank = self.meaning.length == 0;
        let nothing = offerings.is_empty();
        let confidence = if is_blank || nothing { 0.0 } else { self.weights.confidence.of(&signs) };
        let fits = confidence >= 0.5;
        let strengths: f64 = self.meaning.concepts.iter().map(|meant| meant.strength).sum();
        let in_field =
            (0.5 * signs.surest + 0.2 * (strengths / 2.0).min(1.0) + 0.6 * signs.explained.min(0.5)).min(1.0);
        let why = match () {
            () if is_blank => Why::NoText,
            () if fits => Why::Fits,
            () if self.meaning.length < 2 => Why::TooShort,
            () if in_field < 0.35 => Why::OutsideField,
            () if signs.cover < 0.15 && signs.problem < 0.3 => Why::NothingOnRecord,
            () => Why::OnlyNear,
        };
        // Visits and talks alone cost little, so that nobody looks for a scheme.
        let is_visit =
            asks("visit") && !["training", "money", "expert", "plan"].iter().any(|form| asks(form));
        Verdict {
            confidence,
            fits,
            why,
            pays: (confidence >= LEAST_SURE || asks("money")) && !is_visit,
            signs,
        }
    }

    fn signs(&self, offerings: &[Ranked]) -> Signs {
        let best: Vec<CardNo> =
            offerings.iter().take(3).filter_map(|one| self.index.by_id.get(&one.id).copied()).collect();
        let most = |value: &dyn Fn(CardNo) -> f64| best.iter().map(|no| value(*no)).fold(0.0, f64::max);
        let score = |at: usize| offerings.get(at).map_or(0.0, |one| one.score);
        let asked = self.asked;
        let serves =
            |no: &CardNo| self.index.forms.get(position(*no)).is_some_and(|forms| forms.serves(asked));
        let concepts = &self.meaning.concepts;
        Signs {
            answered: most(&|no| self.takes_up(no)),
            cover: most(&|no| self.covers(no)),
            problem: most(&|no| self.solves(no)),
            served: concepts
                .iter()
                .map(|meant| meant.strength * firmly(most(&|no| self.serves(meant, no))))
                .fold(0.0, f64::max),
            unserved: self.unserved(),
            score: (score(0) / 100.0).clamp(0.0, 1.0),
            asked: f64::from(u8::from(best.first().is_some_and(serves))),
            explained: count(self.meaning.explained) / count(self.meaning.length).max(1.0),
            surest: concepts.iter().map(|meant| meant.strength).fold(0.0, f64::max),
            sector: self.meaning.sectors.first().map_or(0.0, |(_, likelihood)| likelihood.min(1.0)),
            missing: concepts
                .iter()
                .map(|meant| meant.strength * (1.0 - self.best_served(meant)))
                .fold(0.0, f64::max),
        }
    }

    /// How well any offering serves a concept that is meant, 0-1.
    fn best_served(&self, meant: &Meant) -> f64 {
        firmly(self.index.best_served.get(position(meant.concept)).copied().map_or(0.0, f64::from))
    }

    /// The share of what is meant that no offering serves.
    fn unserved(&self) -> f64 {
        let (mut left, mut all) = (0.0, 0.0);
        for meant in &self.meaning.concepts {
            left += meant.strength * (1.0 - self.best_served(meant));
            all += meant.strength;
        }
        if all > 0.0 { left / all } else { 1.0 }
    }
}

/// What is left of how well something serves a concept, when only what serves it directly shall count.
///
/// # Source
/// Ours: what serves the wider subject only, or one beside it, is no answer; a remedy is.
fn firmly(served: f64) -> f64 {
    ((served - 0.35) / 0.45).clamp(0.0, 1.0)
}
