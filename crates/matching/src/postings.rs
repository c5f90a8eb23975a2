//! A compact inverted index in memory: for each key, the cards that hold it with a weight, in the order of the cards.

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

impl Postings {
    /// Builds the index from entries of key, card and weight, in any order; a pair of key and card comes once.
    pub(crate) fn build(keys: usize, mut entries: Vec<(u32, CardNo, f32)>) -> Self {
        entries.sort_unstable_by_key(|(key, card, _)| (*key, *card));
        let mut starts = vec![0; keys + 1];
        for (key, _, _) in &entries {
            if let Some(next) = starts.get_mut(position(*key) + 1) {
                *next += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let cards = entries.iter().map(|(_, card, _)| *card).collect();
        let weights = entries.iter().map(|(_, _, weight)| *weight).collect();
        Self { starts, cards, weights }
    }

    /// The cards that hold a key with its weight in each, in the order of the cards.
    pub(crate) fn of(&self, key: u32) -> impl Iterator<Item = (CardNo, f32)> {
        let at = position(key);
        let range = match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        };
        let cards = self.cards.get(range.clone()).unwrap_or_default();
        let weights = self.weights.get(range).unwrap_or_default();
        cards.iter().copied().zip(weights.iter().copied())
    }

    /// The weight of a key in one card, if the card holds it.
    pub(crate) fn weight(&self, key: u32, card: CardNo) -> Option<f32> {
        let at = position(key);
        let range = self.starts.get(at).copied()?..self.starts.get(at + 1).copied()?;
        let found = self.cards.get(range.clone())?.binary_search(&card).ok()?;
        self.weights.get(range.start + found).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_find_their_cards_in_order() {
        let postings = Postings::build(3, vec![(2, 5, 0.5), (0, 9, 1.0), (2, 1, 2.0)]);
        assert_eq!(postings.of(2).collect::<Vec<_>>(), [(1, 2.0), (5, 0.5)]);
        assert_eq!(postings.of(1).count(), 0);
        assert_eq!(postings.of(99).count(), 0);
        assert_eq!((postings.weight(2, 5), postings.weight(2, 6)), (Some(0.5), None));
    }

    #[test]
    fn terms_keep_their_numbers() {
        let mut terms = Terms::default();
        assert_eq!((terms.intern("a"), terms.intern("b"), terms.intern("a")), (0, 1, 0));
        assert_eq!((terms.find("b"), terms.find("c"), terms.len()), (Some(1), None, 2));
    }
}
