//! The problems that things solve, each statement for itself: a need is held against the best one, not against all
//! together.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::analysis::Token;
use crate::building::Reading;
use crate::cards::Card;
use crate::postings::{CardNo, Postings, Terms, count, number, position, single};
use crate::scratch::{Scratch, Sums};

/// How much of a passage's length counts as its own; the rest counts as usual.
///
/// # Source
/// Ours: a short statement that is met in full says more than a long one met in part, but not much more.
const OWN_LENGTH: f64 = 0.5;
/// How much likeness makes half of a full match.
const HALF_MATCH: f64 = 7.0;
/// How much more a statement counts whose concept the need means in full.
const CONCEPT_LIKENESS: f64 = 5.0;
/// What further statements of the same thing add, after the best one.
const FURTHER: f64 = 0.35;

/// The terms of a statement, each with the share of it that counts.
pub(crate) type Shares = Vec<(u32, f64)>;

/// All statements, ready to be met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passages {
    /// For each statement in one language, which of its card's problems it states.
    problems: Vec<u32>,
    /// Where the statements of each card start; one more than there are cards up to the last that has any.
    starts: Vec<u32>,
    rarity: Vec<f64>,
    holders: Postings,
    /// Concepts to the statements about them, in their order.
    about: FxHashMap<u32, Vec<u32>>,
}

/// How a card's statements meet a need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Met {
    /// How well, 0-1.
    pub value: f64,
    /// Which of its problems meets it best.
    pub problem: u32,
}

/// What statements are asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sought {
    /// Terms with weight, in their order: the last digit of a sum must not change.
    terms: Vec<(u32, f32)>,
    /// Concepts, with what each adds.
    concepts: Vec<(u32, f32)>,
}

impl Passages {
    pub(crate) fn build(cards: &[Card], reading: &Reading, concept_of: impl Fn(&str) -> Option<u32>) -> Self {
        let mut made = Self::default();
        let mut members: Vec<&Shares> = Vec::new();
        for (card, at) in cards.iter().zip(0..) {
            made.starts.push(number(members.len()));
            for ((problem, nth), told) in card.problems.iter().zip(0..).zip(reading.statements(at)) {
                let concept = problem.concept.as_deref().and_then(&concept_of);
                for shares in told {
                    if let Some(concept) = concept {
                        made.about.entry(concept).or_default().push(number(members.len()));
                    }
                    made.problems.push(nth);
                    members.push(shares);
                }
            }
        }
        made.starts.push(number(members.len()));
        // Only offerings have statements, and they come first.
        let last = made.starts.partition_point(|start| position(*start) < members.len());
        made.starts.truncate(last + 1);
        let mut holders = vec![0_u32; reading.terms.len()];
        for (term, _) in members.iter().copied().flatten() {
            if let Some(known) = holders.get_mut(position(*term)) {
                *known += 1;
            }
        }
        let all = count(members.len());
        made.rarity = holders
            .iter()
            .map(|n| (1.0 + (all - f64::from(*n) + 0.5) / (f64::from(*n) + 0.5)).ln())
            .collect();
        let length = |terms: &&Shares| -> f64 {
            terms.iter().map(|(term, share)| (made.weight(*term) * share).powi(2)).sum::<f64>().sqrt()
        };
        let lengths: Vec<f64> = members.iter().map(length).collect();
        let usual = (lengths.iter().sum::<f64>() / all.max(1.0)).max(1.0);
        let mut entries = Vec::new();
        for ((terms, own), of) in members.iter().zip(&lengths).zip(0..) {
            let norm = OWN_LENGTH * own + (1.0 - OWN_LENGTH) * usual;
            for (term, share) in *terms {
                entries.push((*term, of, single(made.weight(*term) * share / norm)));
            }
        }
        made.holders = Postings::build(reading.terms.len(), entries);
        made
    }

    fn weight(&self, term: u32) -> f64 {
        self.rarity.get(position(term)).copied().unwrap_or_default()
    }

    /// What statements are asked for by a need. `means` are its concepts with how surely each is meant.
    pub(crate) fn sought(
        &self,
        tokens: &[Token],
        terms: &Terms,
        means: &[(u32, f64)],
        borrowed_only: bool,
    ) -> Sought {
        let mut asked: FxHashMap<u32, f64> = FxHashMap::default();
        for token in tokens {
            if borrowed_only && token.term.chars().nth(4).is_none() {
                continue;
            }
            if let Some(term) = terms.find(&token.term) {
                let share = asked.entry(term).or_default();
                *share = share.max(share_of(token));
            }
        }
        let mut terms: Vec<(u32, f32)> =
            asked.into_iter().map(|(term, share)| (term, single(self.weight(term) * share))).collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        let concepts =
            means.iter().map(|(concept, strength)| (*concept, single(CONCEPT_LIKENESS * strength)));
        Sought { terms, concepts: concepts.collect() }
    }

    /// Adds how like each statement of a range is to what is asked for.
    fn add_likeness(&self, likeness: &mut [f32], sought: &Sought, of: &Range<u32>) {
        for (term, weight) in &sought.terms {
            self.holders.add_to(likeness, of, *term, *weight);
        }
        for (concept, adds) in &sought.concepts {
            let about = self.about.get(concept).map(Vec::as_slice).unwrap_or_default();
            let from = about.partition_point(|passage| *passage < of.start);
            for passage in about.iter().skip(from).take_while(|passage| **passage < of.end) {
                if let Some(sum) = likeness.get_mut(position(passage - of.start)) {
                    *sum += adds;
                }
            }
        }
    }

    /// The statements of a card, if it has any.
    fn own(&self, card: CardNo) -> Option<Range<u32>> {
        let at = position(card);
        let own = *self.starts.get(at)?..*self.starts.get(at + 1)?;
        (!own.is_empty()).then_some(own)
    }

    /// How well one card's statements meet what is asked for, if any does.
    pub(crate) fn met(&self, sought: &Sought, card: CardNo) -> Option<Met> {
        let own = &self.own(card)?;
        let mut likeness = vec![0.0_f32; own.len()];
        self.add_likeness(&mut likeness, sought, own);
        self.best(&likeness, own)
    }

    /// Holds all statements against what is asked for.
    pub(crate) fn meet<'p>(&'p self, sought: &Sought, scratch: &'p Scratch) -> Meeting<'p> {
        let mut likeness = scratch.sums(self.problems.len());
        self.add_likeness(&mut likeness, sought, &(0..number(self.problems.len())));
        Meeting { passages: self, likeness }
    }

    /// The best problem of a card by the likeness of its statements, with what the next ones add.
    fn best(&self, likeness: &[f32], own: &Range<u32>) -> Option<Met> {
        let problems = self.problems.get(position(own.start)..position(own.end)).unwrap_or_default();
        let mut best: Vec<(f64, u32)> = Vec::new();
        for (problem, value) in problems.iter().zip(likeness).filter(|(_, value)| **value > 0.0) {
            let value = f64::from(*value);
            match best.iter_mut().find(|(_, known)| known == problem) {
                Some(known) => known.0 = known.0.max(value),
                None => best.push((value, *problem)),
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let (_, problem) = best.first().copied()?;
        let sum: f64 = best
            .iter()
            .take(3)
            .enumerate()
            .map(|(nth, (value, _))| value * FURTHER.powi(i32::try_from(nth).unwrap_or(9)))
            .sum();
        Some(Met { value: sum / (sum + HALF_MATCH), problem })
    }
}

/// All statements held against what is asked for.
pub(crate) struct Meeting<'p> {
    passages: &'p Passages,
    likeness: Sums<'p>,
}

impl Meeting<'_> {
    fn of(&self, own: &Range<u32>) -> &[f32] {
        self.likeness.get(position(own.start)..position(own.end)).unwrap_or_default()
    }

    /// At most how well the statements of a card meet what is asked for, 0-1: what three as good as the best would make.
    pub(crate) fn at_most(&self, card: CardNo) -> f32 {
        let Some(own) = self.passages.own(card) else { return 0.0 };
        let best = self.of(&own).iter().copied().fold(0.0, f32::max);
        let best = best * single(1.0 + FURTHER + FURTHER * FURTHER);
        best / (best + single(HALF_MATCH))
    }

    /// How well one card's statements meet what is asked for, if any does.
    pub(crate) fn met(&self, card: CardNo) -> Option<Met> {
        let own = self.passages.own(card)?;
        self.passages.best(self.of(&own), &own)
    }
}

/// The terms of a statement, each with how much of it counts.
pub(crate) fn shares_of(tokens: &[Token], terms: &mut Terms) -> Shares {
    let mut shares: FxHashMap<u32, f64> = FxHashMap::default();
    for token in tokens {
        let share = shares.entry(terms.intern(&token.term)).or_default();
        *share = share.max(share_of(token));
    }
    shares.into_iter().collect()
}

/// How much a word counts: a pair of characters half, an everyday word two fifths.
///
/// # Source
/// Ours: statements are short, so their everyday words tell more than those of a letter.
fn share_of(token: &Token) -> f64 {
    match (token.pair, token.everyday) {
        (true, _) => 0.5,
        (_, true) => 0.4,
        _ => 1.0,
    }
}
