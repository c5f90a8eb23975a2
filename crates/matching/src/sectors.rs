//! The sectors of cards: cards for the same sectors are judged together.

use rustc_hash::FxHashMap;

use crate::cards::Card;
use crate::postings::{CardNo, number, position};

/// How much a sector counts that is not a card's main one.
///
/// # Source
/// Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.
const FURTHER: f64 = 0.8;

/// The sectors of all cards.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sectors {
    /// For each card the number of its list.
    of_card: Vec<u32>,
    /// Every list of sectors that a card has, the main one first.
    lists: Vec<Vec<u32>>,
}

impl Sectors {
    /// Reads the sectors of cards; codes that are not known are passed over.
    pub(crate) fn of(cards: &[Card], codes: &[String]) -> Self {
        let numbers: FxHashMap<&str, u32> = codes.iter().map(String::as_str).zip(0..).collect();
        let mut known: FxHashMap<Vec<Option<u32>>, u32> = FxHashMap::default();
        let mut made = Self::default();
        for card in cards {
            let list: Vec<Option<u32>> =
                card.sectors.iter().map(|code| numbers.get(code.as_str()).copied()).collect();
            let next = number(made.lists.len());
            let at = *known.entry(list).or_insert_with_key(|list| {
                // An unknown main sector leaves its place empty.
                made.lists.push(list.iter().map(|sector| sector.unwrap_or(u32::MAX)).collect());
                next
            });
            made.of_card.push(at);
        }
        made
    }

    /// For each list, how likely the need is of one of its sectors, 0-1, less for those that are not the main one.
    pub(crate) fn likely(&self, sectors: &[(u32, f64)]) -> Vec<f64> {
        let of = |(nth, sector): (usize, &u32)| {
            let likelihood = sectors.iter().find(|(known, _)| known == sector).map_or(0.0, |(_, much)| *much);
            likelihood * if nth == 0 { 1.0 } else { FURTHER }
        };
        self.lists.iter().map(|list| list.iter().enumerate().map(of).fold(0.0, f64::max)).collect()
    }

    /// The number of a card's list.
    pub(crate) fn list(&self, card: CardNo) -> usize {
        self.of_card.get(position(card)).map_or(usize::MAX, |list| position(*list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::CardKind;
    use domain::Texts;

    #[test]
    fn the_main_sector_counts_in_full() {
        let card = |sectors: &[&str]| Card {
            sectors: sectors.iter().map(|code| (*code).to_owned()).collect(),
            ..Card::new(CardKind::Offering, "off-a", Texts::of("en", "x"))
        };
        let cards = [card(&["water", "waste"]), card(&["waste", "water"]), card(&[]), card(&["x", "water"])];
        let sectors = Sectors::of(&cards, &["waste".to_owned(), "water".to_owned()]);
        let likely = sectors.likely(&[(1, 0.5)]);
        let values: Vec<f64> = (0..4).map(|card| likely[sectors.list(card)]).collect();
        assert_eq!(values, [0.5, 0.4, 0.0, 0.4]);
    }
}
