//! Words that say the same: what one writer calls garbage another calls rubbish.
//!
//! # Source
//! Ours: the table in `data/synonyms.tsv`, which says how it is written.

use std::sync::LazyLock;

use domain::fold;
use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;

static KNOWN: LazyLock<Synonyms> =
    LazyLock::new(|| Synonyms::read(include_str!("../../../../data/synonyms.tsv"), &super::ENGLISH));

/// The words of the table, by the form under which they are compared.
#[derive(Debug, Default)]
struct Synonyms {
    /// Stems, and words of scripts without spaces, to the first of their line.
    by_term: FxHashMap<String, String>,
    /// Words that stand only for themselves.
    by_word: FxHashMap<String, String>,
}

impl Synonyms {
    fn read(table: &str, stemmer: &Stemmer) -> Self {
        let mut made = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((_, words)) = line.split_once('\t') else { continue };
            let folded = fold(words);
            let mut words = folded.split_whitespace();
            let Some(first) = words.next() else { continue };
            let first = stemmer.stem(first.trim_start_matches('=')).into_owned();
            for word in words {
                match word.strip_prefix('=') {
                    Some(word) => {
                        made.by_word.insert(word.to_owned(), first.clone());
                    }
                    None => {
                        made.by_term.insert(stemmer.stem(word).into_owned(), first.clone());
                    }
                }
            }
            made.by_term.remove(&first);
        }
        made
    }
}

/// The term under which a word is compared, if it says the same as another word: by the word itself, else by its term.
pub(super) fn same_as(word: &str, term: &str) -> Option<&'static str> {
    KNOWN.by_word.get(word).or_else(|| KNOWN.by_term.get(term)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_line_are_compared_as_the_first() {
        for (word, term, same) in [
            ("garbage", "garbag", Some("wast")),
            ("lorries", "lorri", Some("truck")),
            ("blocked", "block", Some("clog")),
            ("block", "block", None),
            ("waste", "wast", None),
            ("悪臭", "悪臭", Some("臭")),
        ] {
            assert_eq!(same_as(word, term), same, "{word}");
        }
    }

    #[test]
    fn no_line_leads_on_to_another() {
        for first in KNOWN.by_term.values().chain(KNOWN.by_word.values()) {
            assert!(!KNOWN.by_term.contains_key(first), "{first} stands in two lines");
        }
    }
}
