//! Turning what somebody typed into a question to the index: every word must be met, exactly, as the start of a word, or
//! with small slips; 水道 must stand together.
//!
//! Words are first looked up in the index's own list of words, so that the question asks only for words that are there.
//! Slips are forgiven only to words that are not there as typed: who writes "water" does not mean "later".

use tantivy::query::{
    BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery,
};
use tantivy::schema::{Field as Slot, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::index::Slots;
use super::marks::{pair_texts, slips};
use super::words::{Run, runs};

/// Words beyond these are passed over.
const MOST_WORDS: usize = 16;
/// How many longer words a typed beginning stands for at most: those in most records.
const MOST_BEGUN: usize = 12;
/// How many words are looked at to find these.
const MOST_LOOKED_AT: usize = 2_000;

/// What a hit in the title adds to one anywhere.
const TITLE: f32 = 3.0;
/// What a hit with slips, or of a word that only begins alike, is worth against an exact one.
const SLIPPED: f32 = 0.2;
const BEGUN: f32 = 0.5;

/// Somebody's question to the index.
pub(crate) struct Question<'q> {
    pub(crate) searcher: &'q Searcher,
    pub(crate) slots: &'q Slots,
    /// Whether one of the words is enough.
    pub(crate) loosened: bool,
    /// Whether to look as well at what only the office may see.
    pub(crate) inner: bool,
}

impl Question<'_> {
    /// Makes the query; `None` when nothing was typed that could be looked for.
    pub(crate) fn ask(&self, text: &str) -> tantivy::Result<Option<Box<dyn Query>>> {
        let occur = if self.loosened { Occur::Should } else { Occur::Must };
        let mut asked: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for run in runs(text).into_iter().take(MOST_WORDS) {
            let mut ways = self.ways(&run, self.slots.all, 1.0)?;
            ways.extend(self.ways(&run, self.slots.title, TITLE)?);
            if self.inner {
                ways.extend(self.ways(&run, self.slots.inner, 1.0)?);
            }
            asked.push((occur, Box::new(BooleanQuery::union(ways))));
        }
        let query: Option<Box<dyn Query>> = match asked.len() {
            0 => None,
            1 => asked.pop().map(|(_, only)| only),
            _ => Some(Box::new(BooleanQuery::new(asked))),
        };
        Ok(query)
    }

    fn ways(&self, run: &Run, slot: Slot, worth: f32) -> tantivy::Result<Vec<Box<dyn Query>>> {
        match run {
            Run::Spaced(word) => self.spaced(&word.text, slot, worth),
            Run::Unspaced(characters) => Ok(match pair_texts(characters).as_slice() {
                // One character: any pair that holds it. It is a letter, so it needs no escape.
                [alone] if characters.len() == 1 => {
                    vec![boosted(RegexQuery::from_pattern(&format!(".?{alone}.?"), slot)?, worth * BEGUN)]
                }
                [pair] => vec![exact(slot, pair, worth)],
                pairs => {
                    let terms = pairs.iter().map(|pair| Term::from_field_text(slot, pair)).collect();
                    vec![boosted(PhraseQuery::new(terms), worth)]
                }
            }),
        }
    }

    fn spaced(&self, word: &str, slot: Slot, worth: f32) -> tantivy::Result<Vec<Box<dyn Query>>> {
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        for begun in self.begun(word, self.slots.all)? {
            ways.push(exact(slot, &begun, if begun == word { worth } else { worth * BEGUN }));
        }
        if ways.is_empty() {
            ways.push(exact(slot, word, worth));
            if slips(word) > 0 {
                let term = Term::from_field_text(slot, word);
                ways.push(boosted(FuzzyTermQuery::new(term, slips(word), true), worth * SLIPPED));
            }
        }
        Ok(ways)
    }

    /// The words of the index that begin with this one, itself first if it is there, then those in most records.
    fn begun(&self, word: &str, slot: Slot) -> tantivy::Result<Vec<String>> {
        let mut found: Vec<(bool, u32, String)> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(slot)?;
            let end = format!("{word}\u{10ffff}");
            let mut stream = index.terms().range().ge(word).lt(&end).into_stream()?;
            for _ in 0..MOST_LOOKED_AT {
                if !stream.advance() {
                    break;
                }
                let Ok(text) = std::str::from_utf8(stream.key()) else { continue };
                if word.chars().nth(1).is_none() && text != word {
                    break;
                }
                let records = stream.value().doc_freq;
                match found.iter_mut().find(|(_, _, known)| known == text) {
                    Some((_, n, _)) => *n += records,
                    None => found.push((text == word, records, text.to_owned())),
                }
            }
        }
        found.sort_by(|a, b| (b.0, b.1, &a.2).cmp(&(a.0, a.1, &b.2)));
        Ok(found.into_iter().take(MOST_BEGUN).map(|(_, _, text)| text).collect())
    }
}

fn exact(slot: Slot, text: &str, worth: f32) -> Box<dyn Query> {
    boosted(TermQuery::new(Term::from_field_text(slot, text), IndexRecordOption::WithFreqs), worth)
}

fn boosted(query: impl Query, worth: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(query), worth))
}
