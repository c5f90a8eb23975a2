//! How far to trust an answer.

use crate::answers::{Ranked, Signs, Verdict, Why};
use crate::judging::Judged;
use crate::postings::count;

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
        let best = offerings.iter().take(3).filter_map(|one| self.index.by_id.get(&one.id).copied());
        let (cover, problem) = best.fold((0.0_f64, 0.0_f64), |known, no| {
            (known.0.max(self.covers(no)), known.1.max(self.solves(no)))
        });
        let score = |at: usize| offerings.get(at).map_or(0.0, |one| one.score);
        let margin = if score(0) > 0.0 { (score(0) - score(4)) / score(0) } else { 0.0 };
        let best = offerings.iter().take(3).filter_map(|one| self.index.by_id.get(&one.id).copied());
        Signs {
            answered: best.map(|no| self.takes_up(no)).fold(0.0, f64::max),
            cover,
            problem,
            explained: count(self.meaning.explained) / count(self.meaning.length).max(1.0),
            surest: self.meaning.concepts.iter().map(|meant| meant.strength).fold(0.0, f64::max),
            sector: self.meaning.sectors.first().map_or(0.0, |(_, likelihood)| likelihood.min(1.0)),
            margin,
        }
    }
}
