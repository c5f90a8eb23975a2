//! The problems that things solve, each statement for itself: a need is held against the best one, not against all
//! together.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use rustc_hash::FxHashMap;

use crate::analysis::{Token, analyse};
use crate::cards::Card;
use crate::postings::{CardNo, Postings, Terms, count, number, position};

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

/// A statement in one language.
#[derive(Debug, Clone, Copy)]
struct Passage {
    card: CardNo,
    /// Which of the card's problems it states.
    problem: u32,
}

/// All statements, ready to be met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passages {
    passages: Vec<Passage>,
    terms: Terms,
    rarity: Vec<f64>,
    holders: Postings,
    /// Concepts to the passages about them.
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

impl Passages {
    pub(crate) fn build(cards: &[Card], concept_of: impl Fn(&str) -> Option<u32>) -> Self {
        let mut made = Self::default();
        let mut members: Vec<Vec<(u32, f64)>> = Vec::new();
        for (card, at) in cards.iter().zip(0..) {
            for (problem, nth) in card.problems.iter().zip(0..) {
                let concept = problem.concept.as_deref().and_then(&concept_of);
                for (_, text) in problem.text.iter() {
                    let of = number(made.passages.len());
                    if let Some(concept) = concept {
                        made.about.entry(concept).or_default().push(of);
                    }
                    made.passages.push(Passage { card: at, problem: nth });
                    let mut shares: FxHashMap<u32, f64> = FxHashMap::default();
                    for token in analyse(text).tokens {
                        let share = shares.entry(made.terms.intern(&token.term)).or_default();
                        *share = share.max(share_of(&token));
                    }
                    members.push(shares.into_iter().collect());
                }
            }
        }
        let mut holders = vec![0_u32; made.terms.len()];
        for (term, _) in members.iter().flatten() {
            if let Some(known) = holders.get_mut(position(*term)) {
                *known += 1;
            }
        }
        let all = count(members.len());
        made.rarity = holders
            .iter()
            .map(|n| (1.0 + (all - f64::from(*n) + 0.5) / (f64::from(*n) + 0.5)).ln())
            .collect();
        let length = |terms: &Vec<(u32, f64)>| -> f64 {
            terms.iter().map(|(term, share)| (made.weight(*term) * share).powi(2)).sum::<f64>().sqrt()
        };
        let lengths: Vec<f64> = members.iter().map(length).collect();
        let usual = (lengths.iter().sum::<f64>() / all.max(1.0)).max(1.0);
        let mut entries = Vec::new();
        for ((terms, own), of) in members.iter().zip(&lengths).zip(0..) {
            let norm = OWN_LENGTH * own + (1.0 - OWN_LENGTH) * usual;
            for (term, share) in terms {
                let weight = made.weight(*term) * share;
                entries.push((*term, of, crate::index::single(weight / norm)));
            }
        }
        made.holders = Postings::build(made.terms.len(), entries);
        made
    }

    /// The words of all statements.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.all()
    }

    fn weight(&self, term: u32) -> f64 {
        self.rarity.get(position(term)).copied().unwrap_or_default()
    }

    /// How well each card's statements meet a need; cards that none meets are left out. `means` are the concepts of
    /// the need with how surely each is meant.
    pub(crate) fn meet(
        &self,
        tokens: &[Token],
        means: &[(u32, f64)],
        borrowed_only: bool,
    ) -> FxHashMap<CardNo, Met> {
        let mut likeness = vec![0.0_f32; self.passages.len()];
        let mut asked: FxHashMap<u32, f64> = FxHashMap::default();
        for token in tokens {
            if borrowed_only && token.term.chars().nth(4).is_none() {
                continue;
            }
            if let Some(term) = self.terms.find(&token.term) {
                let share = asked.entry(term).or_default();
                *share = share.max(share_of(token));
            }
        }
        // The order of the terms must not change the last digit of the sums.
        let mut asked: Vec<(u32, f64)> = asked.into_iter().collect();
        asked.sort_unstable_by_key(|(term, _)| *term);
        for (term, share) in asked {
            let weight = crate::index::single(self.weight(term) * share);
            for (passage, part) in self.holders.of(term) {
                if let Some(sum) = likeness.get_mut(position(passage)) {
                    *sum += weight * part;
                }
            }
        }
        for (concept, strength) in means {
            for passage in self.about.get(concept).into_iter().flatten() {
                if let Some(sum) = likeness.get_mut(position(*passage)) {
                    *sum += crate::index::single(CONCEPT_LIKENESS * strength);
                }
            }
        }
        self.by_card(&likeness)
    }

    fn by_card(&self, likeness: &[f32]) -> FxHashMap<CardNo, Met> {
        let mut met: FxHashMap<CardNo, Met> = FxHashMap::default();
        let of_card = self.passages.chunk_by(|a, b| a.card == b.card);
        let mut at = 0;
        for passages in of_card {
            let values = likeness.get(at..at + passages.len()).unwrap_or_default();
            at += passages.len();
            let Some(card) = passages.first().map(|passage| passage.card) else { continue };
            let mut best: Vec<(f64, u32)> = Vec::new();
            for (passage, value) in passages.iter().zip(values).filter(|(_, value)| **value > 0.0) {
                let value = f64::from(*value);
                match best.iter_mut().find(|(_, problem)| *problem == passage.problem) {
                    Some(known) => known.0 = known.0.max(value),
                    None => best.push((value, passage.problem)),
                }
            }
            best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let Some((_, problem)) = best.first().copied() else { continue };
            let sum: f64 = best
                .iter()
                .take(3)
                .enumerate()
                .map(|(nth, (value, _))| value * FURTHER.powi(i32::try_from(nth).unwrap_or(9)))
                .sum();
            met.insert(card, Met { value: sum / (sum + HALF_MATCH), problem });
        }
        met
    }
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
