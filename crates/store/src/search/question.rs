//! Turning what somebody typed into a question to the index: every word must be met, exactly, as the start of a word, or
//! with small slips; 水道 must stand together.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RegexQuery, TermQuery,
};
use tantivy::schema::{Field as Slot, IndexRecordOption};

use super::index::Slots;
use super::marks::{pair_texts, slips};
use super::words::{Run, runs};

/// Words beyond these are passed over.
const MOST_WORDS: usize = 16;

/// What a hit in each part of a document is worth against one in its body.
const TITLE: f32 = 4.0;
const NAMES: f32 = 0.6;
/// What a hit with slips is worth against an exact one.
const SLIPPED: f32 = 0.2;
const BEGUN: f32 = 0.5;

/// Makes the question; `None` when nothing was typed that could be looked for. When `loosened`, one word is enough.
/// `inner` also looks at what only the office may see.
pub(crate) fn ask(text: &str, slots: &Slots, loosened: bool, inner: bool) -> Option<Box<dyn Query>> {
    let mut places = vec![(slots.title, TITLE), (slots.body, 1.0), (slots.names, NAMES)];
    if inner {
        places.push((slots.inner, 1.0));
    }
    let occur = if loosened { Occur::Should } else { Occur::Must };
    let asked: Vec<(Occur, Box<dyn Query>)> =
        runs(text).into_iter().take(MOST_WORDS).map(|run| (occur, one(&run, &places))).collect();
    if asked.is_empty() { None } else { Some(Box::new(BooleanQuery::new(asked))) }
}

fn one(run: &Run, places: &[(Slot, f32)]) -> Box<dyn Query> {
    let mut ways: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (slot, worth) in places {
        let mut way = |query: Box<dyn Query>, factor: f32| {
            ways.push((Occur::Should, Box::new(BoostQuery::new(query, worth * factor))));
        };
        match run {
            Run::Spaced(word) => {
                let term = Term::from_field_text(*slot, &word.text);
                way(Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)), 1.0);
                if word.text.len() > 1 {
                    way(Box::new(FuzzyTermQuery::new_prefix(term.clone(), 0, true)), BEGUN);
                }
                if slips(&word.text) > 0 {
                    way(Box::new(FuzzyTermQuery::new(term, slips(&word.text), true)), SLIPPED);
                }
            }
            Run::Unspaced(characters) => match pair_texts(characters).as_slice() {
                [alone] if characters.len() == 1 => {
                    // One character: any pair that holds it. The character is a letter, so it needs no escape.
                    if let Ok(query) = RegexQuery::from_pattern(&format!(".?{alone}.?"), *slot) {
                        way(Box::new(query), BEGUN);
                    }
                }
                [pair] => {
                    let term = Term::from_field_text(*slot, pair);
                    way(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), 1.0);
                }
                pairs => {
                    let terms = pairs.iter().map(|pair| Term::from_field_text(*slot, pair)).collect();
                    way(Box::new(PhraseQuery::new(terms)), 1.0);
                }
            },
        }
    }
    Box::new(BooleanQuery::new(ways))
}
