//! Finding the cards that are worth judging: of each kind some hundreds that rank highest by words, concepts, problems,
//! sector and precedents. In a record that has no more than that, every card is judged.
//!
//! # Source
//! Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), section 7.1: contenders first, the full
//! score for them alone.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::cards::CardKind;
use crate::index::Index;
use crate::judging::Meaning;
use crate::passages::Met;
use crate::postings::{CardNo, number, position, single};
use crate::scratch::Sums;
use crate::weights::Weights;

/// How many cards of a kind are judged, unless more are asked for.
///
/// # Source
/// Ours: what is judged in full beside the subject moves a card by less than what parts the first from the three
/// hundredth.
pub(crate) const CANDIDATES: usize = 300;

/// How much weight of shared words makes half of a full match.
const HALF_MATCH: f64 = 12.0;
/// How much weight of concepts makes a text that surely means something; a text with less cannot be covered in full.
const FULL_MEANING: f64 = 1.0;

/// How one card meets a need by what stands in its texts, each 0-1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Values {
    pub words: f64,
    pub concepts: f64,
    pub sector: f64,
    pub met: Option<Met>,
}

/// A need as the index is asked for it.
pub(crate) struct Query<'m> {
    meaning: &'m Meaning,
    terms: Vec<(u32, f32)>,
    /// How much weight of words makes half of a full match.
    half: f64,
    concepts: Vec<(u32, f32)>,
    /// For each list of sectors, how likely one of them is meant.
    sectors: Vec<f64>,
}

impl Index {
    /// Puts a need into numbers.
    pub(crate) fn query<'m>(&self, meaning: &'m Meaning) -> Query<'m> {
        let total: f64 = meaning.concepts.iter().map(|meant| self.weight_of(meant)).sum();
        let share = |weight: f64| single(weight / total.max(FULL_MEANING));
        // A long text shares some words with everything, so it must share more.
        let asked: f64 = meaning.terms.iter().map(|(term, weight, _)| weight * self.rarity(*term)).sum();
        Query {
            meaning,
            terms: meaning.terms.iter().map(|(term, weight, _)| (*term, single(*weight))).collect(),
            half: HALF_MATCH.max(0.25 * asked),
            concepts: meaning
                .concepts
                .iter()
                .map(|meant| (meant.concept, share(self.weight_of(meant))))
                .collect(),
            sectors: self.sectors.likely(&meaning.sectors),
        }
    }

    /// The numbers of the cards of one kind.
    pub(crate) fn numbers(&self, kind: CardKind) -> Range<CardNo> {
        let start = self.cards.partition_point(|card| card.kind < kind);
        let end = self.cards.partition_point(|card| card.kind <= kind);
        number(start)..number(end)
    }

    /// How one card meets a need; the same to the last digit as when all cards are held against it.
    pub(crate) fn values(&self, query: &Query<'_>, no: CardNo) -> Values {
        let sum = |held: &crate::postings::Postings, keys: &[(u32, f32)]| {
            keys.iter().fold(0.0_f32, |sum, (key, times)| match held.weight(*key, no) {
                Some(weight) => sum + times * weight,
                None => sum,
            })
        };
        Values {
            words: query.saturated(sum(&self.words, &query.terms)),
            concepts: f64::from(sum(&self.served, &query.concepts)),
            sector: query.sector(self, no),
            met: self.passages.met(&query.meaning.told, no),
        }
    }

    /// How far each card of a range serves what is meant.
    pub(crate) fn coverage(&self, query: &Query<'_>, of: &Range<CardNo>) -> Sums<'_> {
        let mut covers = self.scratch.sums(of.len());
        for (concept, share) in &query.concepts {
            self.served.add_to(&mut covers, of, *concept, *share);
        }
        covers
    }

    /// The cards of one kind that may be among the best, with how they meet the need, and the highest `past` of those
    /// that something answered. `further` are points of each card besides; `takes_part` leaves cards out.
    pub(crate) fn contenders(
        &self,
        query: &Query<'_>,
        weights: &Weights,
        kind: CardKind,
        (most, most_past): (usize, usize),
        further: Sums<'_>,
        takes_part: impl Fn(CardNo) -> bool,
    ) -> Contenders {
        let of = self.numbers(kind);
        let mut words = self.scratch.sums(of.len());
        for (term, weight) in &query.terms {
            self.words.add_to(&mut words, &of, *term, *weight);
        }
        let covers = self.coverage(query, &of);
        let meeting =
            (kind == CardKind::Offering).then(|| self.passages.meet(&query.meaning.told, &self.scratch));
        let by_problems = if meeting.is_some() { single(weights.problems) } else { 0.0 };
        let by_sector: Vec<f32> =
            query.sectors.iter().map(|likely| single(likely * weights.sector)).collect();
        let (by_words, by_concepts) = (single(weights.words), single(weights.concepts));
        let half = single(query.half);
        let (by_half, most_of_sector) = (by_words / half, by_sector.iter().copied().fold(0.0, f32::max));
        let mut all = Best::of(most);
        let mut answered = Best::of(if kind == CardKind::Precedent { most_past } else { 0 });
        let further = further.iter().copied().chain(std::iter::repeat(0.0));
        for (((no, shared), covered), further) in of.clone().zip(words.iter()).zip(covers.iter()).zip(further)
        {
            let beside = by_concepts * covered + further;
            // Most cards are out of reach even if nothing held their words back and the rest were as good as can be.
            let at_most = by_half * shared + beside + most_of_sector + by_problems;
            if !all.beats(at_most) && !answered.beats(at_most) {
                continue;
            }
            let solves = meeting.as_ref().map_or(0.0, |meeting| by_problems * meeting.at_most(no));
            let sector = by_sector.get(self.sectors.list(no)).copied().unwrap_or_default();
            let beside = beside + solves;
            let score = by_words * shared / (shared + half) + beside + sector;
            let is_past = answered.beats(score) && self.is_answered(no);
            if score > 0.0 && (all.beats(score) || is_past) && takes_part(no) {
                all.add(score, no);
                if is_past {
                    answered.add(score, no);
                }
            }
        }
        let value = |no: CardNo| {
            let at = position(no - of.start);
            let values = Values {
                words: query.saturated(words.get(at).copied().unwrap_or_default()),
                concepts: f64::from(covers.get(at).copied().unwrap_or_default()),
                sector: query.sector(self, no),
                met: meeting.as_ref().and_then(|meeting| meeting.met(no)),
            };
            (no, values)
        };
        let mut past = answered.finish();
        let mut best = all.finish();
        let values = best.iter().chain(&past).map(|no| value(*no)).collect();
        best.sort_unstable();
        past.sort_unstable();
        Contenders { best, past, values }
    }

    fn is_answered(&self, no: CardNo) -> bool {
        self.proofs.get(position(no)).is_some_and(|proof| proof.answered)
    }
}

impl Query<'_> {
    /// The share of a full match that shared words make, 0-1.
    fn saturated(&self, shared: f32) -> f64 {
        let shared = f64::from(shared);
        shared / (shared + self.half)
    }

    fn sector(&self, index: &Index, no: CardNo) -> f64 {
        self.sectors.get(index.sectors.list(no)).copied().unwrap_or_default()
    }
}

/// The cards of one kind that may be among the best.
pub(crate) struct Contenders {
    /// Their numbers, in order.
    pub best: Vec<CardNo>,
    /// Those past needs and projects among the highest that something answered, in order.
    pub past: Vec<CardNo>,
    /// How each of them meets the need.
    pub values: FxHashMap<CardNo, Values>,
}

/// The highest of many scores.
pub(crate) struct Best<S> {
    most: usize,
    kept: Vec<(S, CardNo)>,
    /// The lowest score that is still of use.
    bar: Option<S>,
}

impl<S: Copy + PartialOrd> Best<S> {
    /// Keeps so many of the highest; of equal ones the first that come.
    pub(crate) fn of(most: usize) -> Self {
        Self { most, kept: Vec::new(), bar: None }
    }

    /// Tells whether a score may be among the highest.
    pub(crate) fn beats(&self, score: S) -> bool {
        self.most > 0 && self.bar.is_none_or(|bar| score > bar)
    }

    /// Adds a card; cards come in the order of their numbers.
    pub(crate) fn add(&mut self, score: S, no: CardNo) {
        if self.beats(score) {
            self.kept.push((score, no));
            if self.kept.len() >= self.most.saturating_mul(2) {
                self.cut();
            }
        }
    }

    fn cut(&mut self) {
        if self.kept.len() > self.most {
            let order = |a: &(S, CardNo), b: &(S, CardNo)| {
                b.0.partial_cmp(&a.0).unwrap_or(std::cmp::Ordering::Equal).then(a.1.cmp(&b.1))
            };
            self.kept.select_nth_unstable_by(self.most - 1, order);
            self.kept.truncate(self.most);
            self.bar = self.kept.last().map(|(score, _)| *score);
        }
    }

    /// The cards with the highest scores, in no order.
    pub(crate) fn finish(mut self) -> Vec<CardNo> {
        if self.most > 0 {
            self.cut();
        }
        self.kept.into_iter().map(|(_, no)| no).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_are_kept_and_the_first_of_equal_ones() {
        let scores = [3.0, 1.0, 5.0, 3.0, 5.0, 2.0, 3.0, 0.5, 4.0];
        for (most, expected) in [
            (0, vec![]),
            (1, vec![2]),
            (3, vec![2, 4, 8]),
            (4, vec![0, 2, 4, 8]),
            (5, vec![0, 2, 3, 4, 8]),
            (99, (0..9).collect()),
        ] {
            let mut best = Best::of(most);
            for (no, score) in (0..).zip(scores) {
                best.add(score, no);
            }
            let mut kept = best.finish();
            kept.sort_unstable();
            assert_eq!(kept, expected, "{most}");
        }
    }
}
