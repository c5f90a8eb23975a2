//! A compact inverted index in memory: for each key, the cards that hold it with a weight, in the order of the cards.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// The number of a card in the index.
pub(crate) type CardNo = u32;

/// Turns a position into a number of the index; beyond four thousand million it stays at the last.
pub(crate) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Turns a number of the index into a position.
pub(crate) fn position(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Turns a count into a number to calculate with; counts beyond four thousand million stay there.
pub(crate) fn count(of: usize) -> f64 {
    f64::from(number(of))
}

/// Shortens a number for the index; the loss is far below what a ranking can tell apart.
#[expect(
    clippy::as_conversions,
    reason = "there is no checked conversion; the weights are small and positive"
)]
#[expect(clippy::cast_possible_truncation, reason = "six digits are enough for a weight")]
pub(crate) fn single(weight: f64) -> f32 {
    weight as f32
}

/// Numbers the terms of the index in the order in which they come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms(FxHashMap<String, u32>);

impl Terms {
    /// The number of a term, a new one if it is new.
    pub(crate) fn intern(&mut self, term: &str) -> u32 {
        if let Some(known) = self.0.get(term) {
            return *known;
        }
        let new = number(self.0.len());
        self.0.insert(term.to_owned(), new);
        new
    }

    /// Adds other terms in their order, and tells which number each of them has now.
    pub(crate) fn extend(&mut self, others: Self) -> Vec<u32> {
        let mut others: Vec<(u32, String)> = others.0.into_iter().map(|(term, at)| (at, term)).collect();
        others.sort_unstable_by_key(|(at, _)| *at);
        others.into_iter().map(|(_, term)| self.intern(&term)).collect()
    }

    /// The number of a term, if it has one.
    pub(crate) fn find(&self, term: &str) -> Option<u32> {
        self.0.get(term).copied()
    }

    /// Every term, in no order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Keys to cards with weights.
#[derive(Debug, Clone, Default)]
pub(crate) struct Postings {
    /// Where the cards of each key start; one more than there are keys.
    starts: Vec<usize>,
    cards: Vec<CardNo>,
    weights: Vec<f32>,
}

/// Postings in the making: cards come in their order, each with its keys in any order.
pub(crate) struct Entries {
    postings: Postings,
    /// Where the next card of each key goes.
    next: Vec<usize>,
}

impl Entries {
    /// Makes room for so many cards of each key.
    pub(crate) fn of(counts: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0;
        for count in counts {
            starts.push(sum);
            sum += position(*count);
        }
        let next = starts.clone();
        starts.push(sum);
        Self { postings: Postings { starts, cards: vec![0; sum], weights: vec![0.0; sum] }, next }
    }

    /// Adds a card behind those that its key has so far; one for which there is no room is passed over.
    pub(crate) fn add(&mut self, key: u32, card: CardNo, weight: f32) {
        let Some(next) = self.next.get_mut(position(key)) else { return };
        if let (Some(at), Some(of)) =
            (self.postings.cards.get_mut(*next), self.postings.weights.get_mut(*next))
        {
            (*at, *of) = (card, weight);
            *next += 1;
        }
    }

    /// The postings.
    pub(crate) fn finish(self) -> Postings {
        self.postings
    }
}

impl Postings {
    /// Builds the index from entries of key, card and weight, the cards in their order; a pair of key and card comes
    /// once.
    pub(crate) fn build(keys: usize, entries: Vec<(u32, CardNo, f32)>) -> Self {
        let mut counts = vec![0_u32; keys];
        for (key, _, _) in &entries {
            if let Some(count) = counts.get_mut(position(*key)) {
                *count += 1;
            }
        }
        let mut made = Entries::of(&counts);
        for (key, card, weight) in entries {
            made.add(key, card, weight);
        }
        made.finish()
    }

    /// Builds the index from the cards of each key, in the order of the keys.
    pub(crate) fn of_lists(lists: impl Iterator<Item = Vec<(CardNo, f32)>>) -> Self {
        let mut made = Self { starts: vec![0], ..Self::default() };
        for list in lists {
            made.cards.extend(list.iter().map(|(card, _)| *card));
            made.weights.extend(list.iter().map(|(_, weight)| *weight));
            made.starts.push(made.cards.len());
        }
        made
    }

    /// How many keys there are.
    pub(crate) fn keys(&self) -> u32 {
        number(self.starts.len().saturating_sub(1))
    }

    fn range(&self, key: u32) -> Range<usize> {
        let at = position(key);
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    /// The cards that hold a key with its weight in each, in the order of the cards.
    pub(crate) fn of(&self, key: u32) -> impl Iterator<Item = (CardNo, f32)> {
        let range = self.range(key);
        let cards = self.cards.get(range.clone()).unwrap_or_default();
        let weights = self.weights.get(range).unwrap_or_default();
        cards.iter().copied().zip(weights.iter().copied())
    }

    /// Adds to the sum of each card of a range what a key gives it, times a factor. The first sum is that of the first
    /// card of the range.
    pub(crate) fn add_to(&self, sums: &mut [f32], of: &Range<CardNo>, key: u32, times: f32) {
        let all = self.range(key);
        let cards = self.cards.get(all.clone()).unwrap_or_default();
        let from = cards.partition_point(|card| *card < of.start);
        let to = cards.partition_point(|card| *card < of.end);
        let weights = self.weights.get(all).unwrap_or_default();
        let cards = cards.get(from..to).unwrap_or_default();
        let weights = weights.get(from..to).unwrap_or_default();
        for (card, weight) in cards.iter().zip(weights) {
            if let Some(sum) = sums.get_mut(position(card - of.start)) {
                *sum += times * weight;
            }
        }
    }

    /// The weight of a key in one card, if the card holds it.
    pub(crate) fn weight(&self, key: u32, card: CardNo) -> Option<f32> {
        let range = self.range(key);
        let found = self.cards.get(range.clone())?.binary_search(&card).ok()?;
        self.weights.get(range.start + found).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_their_cards_in_order() {
        let entries = vec![(2, 1, 2.0), (2, 5, 0.5), (0, 9, 1.0)];
        let lists = vec![vec![(9, 1.0)], vec![], vec![(1, 2.0), (5, 0.5)]];
        for postings in [Postings::build(3, entries), Postings::of_lists(lists.into_iter())] {
            assert_eq!(postings.of(2).collect::<Vec<_>>(), [(1, 2.0), (5, 0.5)]);
            assert_eq!((postings.of(1).count(), postings.of(99).count()), (0, 0));
            assert_eq!((postings.weight(2, 5), postings.weight(2, 6)), (Some(0.5), None));
        }
    }

    #[test]
    fn sums_are_those_of_the_range() {
        let postings = Postings::build(1, vec![(0, 1, 2.0), (0, 4, 3.0), (0, 7, 5.0)]);
        let mut sums = [1.0, 0.0, 0.0];
        postings.add_to(&mut sums, &(4..7), 0, 2.0);
        assert_eq!(sums, [7.0, 0.0, 0.0]);
    }

    #[test]
    fn terms_keep_their_numbers() {
        let mut terms = Terms::default();
        assert_eq!((terms.intern("a"), terms.intern("b"), terms.intern("a")), (0, 1, 0));
        assert_eq!((terms.find("b"), terms.find("c"), terms.len()), (Some(1), None, 2));
        let mut others = Terms::default();
        others.intern("c");
        others.intern("a");
        assert_eq!(terms.extend(others), [2, 0]);
    }
}
