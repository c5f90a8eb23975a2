//! Typing errors: a longer word that nothing on record knows stands for the one word that is a letter away.

use rustc_hash::FxHashMap;

/// The shortest stem that is corrected, in characters; shorter ones are too often words of their own.
const SHORTEST: usize = 5;

/// The words on record by what is left of them when one letter is missing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spelling {
    known: FxHashMap<String, u32>,
    /// A word, or one with a letter left out, to the word from which it came; `None` if there are several.
    left: FxHashMap<String, Option<u32>>,
    words: Vec<String>,
}

impl Spelling {
    /// Learns words; those that are short, or not of Latin letters, are known but never proposed.
    pub(crate) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut made = Self::default();
        let mut sorted: Vec<&str> = words.collect();
        sorted.sort_unstable();
        sorted.dedup();
        for (word, at) in sorted.into_iter().zip(0..) {
            made.words.push(word.to_owned());
            made.known.insert(word.to_owned(), at);
            if word.is_ascii() && word.len() >= SHORTEST {
                for left in shortened(word).chain([word.to_owned()]) {
                    let known = made.left.entry(left).or_insert(Some(at));
                    if *known != Some(at) {
                        *known = None;
                    }
                }
            }
        }
        made
    }

    /// The one known word that is a letter away from an unknown one: a letter too many, missing, wrong or swapped.
    pub(crate) fn corrected(&self, word: &str) -> Option<&str> {
        if self.known.contains_key(word) || !word.is_ascii() || word.len() < SHORTEST {
            return None;
        }
        let mut candidates: Vec<u32> = shortened(word)
            .chain([word.to_owned()])
            .filter_map(|left| self.left.get(&left).copied().flatten())
            .filter(|at| self.word(*at).is_some_and(|known| is_near(word, known)))
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        match candidates.as_slice() {
            [one] => self.word(*one),
            _ => None,
        }
    }

    fn word(&self, at: u32) -> Option<&str> {
        self.words.get(crate::postings::position(at)).map(String::as_str)
    }
}

/// A word with each of its letters left out once.
fn shortened(word: &str) -> impl Iterator<Item = String> + '_ {
    (0..word.len())
        .map(|left| word.chars().enumerate().filter(|(at, _)| *at != left).map(|(_, c)| c).collect())
}

/// Tells whether two words are one letter apart and begin alike: people rarely miss the first letter.
fn is_near(a: &str, b: &str) -> bool {
    if a.chars().next() != b.chars().next() {
        return false;
    }
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let (one, other) = (a.get(1..), b.get(1..));
    let pair: String = a.chars().take(2).collect::<Vec<char>>().into_iter().rev().collect();
    let swapped = a.len() >= 2 && b.starts_with(&pair) && a.get(2..) == b.get(2..);
    one == Some(b) || other == Some(a) || (one.is_some() && one == other) || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_a_letter_away_are_corrected() {
        let spelling = Spelling::of(["compost", "pipeline", "leak", "separ", "seper"].into_iter());
        for (word, expected) in [
            ("compst", Some("compost")),
            ("composst", Some("compost")),
            ("conpost", Some("compost")),
            ("copmost", Some("compost")),
            ("compost", None),
            ("lek", None),
            ("sepor", None),
            ("xompost", None),
            ("村の水道", None),
        ] {
            assert_eq!(spelling.corrected(word), expected, "{word}");
        }
    }
}
