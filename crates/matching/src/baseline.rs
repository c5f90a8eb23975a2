//! Words alone: the plain query of the index, against which the cost of the whole judgement is measured.

use crate::answers::Need;
use crate::cards::CardKind;
use crate::index::Index;
use crate::postings::{CardNo, number, position, single};

/// The terms of a need as the index knows them, each with how much it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainQuery(Vec<(u32, f32)>);

impl Index {
    /// The terms that the judgement of a need looks up.
    #[must_use]
    pub fn plain_query(&self, need: &Need) -> PlainQuery {
        PlainQuery(self.terms_of(need).iter().map(|(term, weight, _)| (*term, single(*weight))).collect())
    }

    /// Ranks offerings and schemes by shared words alone: at most `limit` of each, best first, as card numbers with
    /// scores. Walks the postings of every term once and keeps the best.
    #[must_use]
    pub fn ask_plainly(&self, query: &PlainQuery, limit: usize) -> Vec<(u32, f32)> {
        let mut sums = vec![0.0_f32; self.len()];
        for (term, weight) in &query.0 {
            for (card, adds) in self.words.of(*term) {
                if let Some(sum) = sums.get_mut(position(card)) {
                    *sum += weight * adds;
                }
            }
        }
        let mut best = Vec::new();
        for kind in [CardKind::Offering, CardKind::Scheme] {
            let start = self.cards.partition_point(|card| card.kind < kind);
            let end = self.cards.partition_point(|card| card.kind <= kind);
            best.extend(best_of(sums.get(start..end).unwrap_or_default(), number(start), limit));
        }
        best
    }
}

/// The highest sums above nothing, highest first; ties in the order of the cards, which is that of their ids.
fn best_of(sums: &[f32], first: CardNo, limit: usize) -> Vec<(CardNo, f32)> {
    let mut found: Vec<(CardNo, f32)> =
        (first..).zip(sums.iter().copied()).filter(|(_, sum)| *sum > 0.0).collect();
    let order = |a: &(CardNo, f32), b: &(CardNo, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if limit > 0 && found.len() > limit {
        found.select_nth_unstable_by(limit - 1, order);
    }
    found.truncate(limit);
    found.sort_by(order);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_sums_come_first_and_ties_in_order() {
        let sums = [0.0, 2.0, 5.0, 2.0, 1.0, 0.0];
        for (limit, expected) in [
            (0, vec![]),
            (2, vec![(12, 5.0), (11, 2.0)]),
            (3, vec![(12, 5.0), (11, 2.0), (13, 2.0)]),
            (9, vec![(12, 5.0), (11, 2.0), (13, 2.0), (14, 1.0)]),
        ] {
            assert_eq!(best_of(&sums, 10, limit), expected, "{limit}");
        }
    }
}
