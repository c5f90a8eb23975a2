//! From a text to terms: one analysis for every script, so that mixed texts need no choice of language.
//!
//! Words of scripts with spaces are folded and stemmed; words of scripts without spaces come from dictionaries and
//! models, with pairs of characters beside them so that a wrong cut loses nothing.

mod languages;
mod scripts;
mod stopwords;
mod synonyms;

pub(crate) use languages::language_of;
pub(crate) use scripts::is_unspaced_text;
use scripts::{Script, script_of};

use std::borrow::Cow;
use std::sync::LazyLock;

use domain::fold;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;

/// How many characters of a text are read; the rest of a longer text is passed over.
///
/// # Source
/// Ours: about twenty pages, beyond any statement of one problem.
pub(crate) const LONGEST_TEXT: usize = 40_000;

/// How many characters of one word are read; longer ones are not words.
const LONGEST_WORD: usize = 40;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// A word of a text that carries meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The form under which it is compared.
    pub term: String,
    /// Where it stands in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// Which sentence it is in, counted from 0.
    pub sentence: usize,
    /// Whether it is a pair of characters rather than a word.
    pub pair: bool,
    /// Whether it is an everyday word that says little of the field by itself.
    pub everyday: bool,
}

/// A text made ready to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Analysed {
    /// The words that carry meaning, in order.
    pub tokens: Vec<Token>,
    /// The text as labels are looked up in it: ` stem ` for each spaced word that carries meaning, the plain
    /// characters of other scripts, and a line break between sentences.
    pub canon: String,
    /// How many words without meaning were dropped.
    pub dropped: usize,
    /// For pieces of `canon`, in order: where they end there, and where they stand in the text.
    pub pieces: Vec<Piece>,
}

/// One piece of the text for label look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The end in `canon`, in bytes.
    pub canon_end: usize,
    /// The start in the text, in bytes.
    pub start: usize,
    /// The end in the text, in bytes.
    pub end: usize,
}

impl Analysed {
    /// Where in the text the piece of `canon` from `start` to `end` stands.
    pub(crate) fn place(&self, start: usize, end: usize) -> (usize, usize) {
        let from = self.pieces.partition_point(|piece| piece.canon_end <= start);
        let to = self.pieces.partition_point(|piece| piece.canon_end < end);
        let first = self.pieces.get(from).map_or(0, |piece| piece.start);
        let last = self.pieces.get(to).or_else(|| self.pieces.last()).map_or(first, |piece| piece.end);
        (first, last.max(first))
    }

    fn push(&mut self, canon: &str, start: usize, end: usize) {
        self.canon.push_str(canon);
        self.pieces.push(Piece { canon_end: self.canon.len(), start, end });
    }
}

/// Reads a text.
pub(crate) fn analyse(text: &str) -> Analysed {
    let text = match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => text.get(..end).unwrap_or_default(),
        None => text,
    };
    let mut out = Analysed::default();
    let mut sentence = 0;
    let mut start = 0;
    let mut tag_until = 0;
    let mut run: Vec<(char, usize, usize)> = Vec::new();
    let mut breaks = SEGMENTER.segment_str(text).iter_with_word_type();
    breaks.next();
    for (end, kind) in breaks {
        let from = std::mem::replace(&mut start, end);
        let Some(piece) = text.get(from..end) else { continue };
        if from < tag_until {
            continue;
        }
        if let Some(length) = text.get(from..).and_then(tag_length) {
            tag_until = from + length;
            continue;
        }
        if kind.is_word_like() || piece.chars().any(|c| script_of(c).is_unspaced()) {
            word(&mut out, piece, from, end, sentence, &mut run);
        } else if piece.chars().any(ends_sentence) {
            pairs(&mut out, &mut run, sentence);
            sentence += 1;
            out.push("\n", from, end);
        }
    }
    pairs(&mut out, &mut run, sentence);
    out
}

/// A character at which a phrase cannot go on.
fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | ';' | ':' | '?' | '!' | '\n' | '。' | '！' | '？' | '；' | '：' | '។' | '။' | '•' | '|')
}

/// The length of a piece of markup with which a text starts.
fn tag_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
        return None;
    }
    rest.char_indices().take(200).find(|(_, c)| *c == '>').map(|(at, _)| at + 2)
}

fn word(
    out: &mut Analysed,
    piece: &str,
    start: usize,
    end: usize,
    sentence: usize,
    run: &mut Vec<(char, usize, usize)>,
) {
    let folded = fold(piece);
    if folded.chars().count() > LONGEST_WORD {
        return;
    }
    if folded.chars().any(|c| script_of(c).is_unspaced()) {
        unspaced(out, piece, &folded, start, end, sentence, run);
        return;
    }
    pairs(out, run, sentence);
    let plain = folded.trim_end_matches("'s").trim_matches('\'');
    if plain.is_empty() || stopwords::is_empty_word(plain) {
        out.dropped += 1;
        return;
    }
    let stem = ENGLISH.stem(plain);
    let everyday = stopwords::is_everyday(plain) || stopwords::is_everyday(&stem);
    let stem = synonyms::same_as(plain, &stem).map_or(stem, Cow::Borrowed);
    out.push(&format!(" {stem} "), start, end);
    if plain.chars().any(char::is_alphabetic) && plain.chars().nth(1).is_some() {
        out.tokens.push(Token { term: stem.into_owned(), start, end, sentence, pair: false, everyday });
    }
}

fn unspaced(
    out: &mut Analysed,
    piece: &str,
    folded: &str,
    start: usize,
    end: usize,
    sentence: usize,
    run: &mut Vec<(char, usize, usize)>,
) {
    out.push(folded, start, end);
    for (at, c) in piece.char_indices() {
        if script_of(c) == Script::Han {
            run.push((c, start + at, start + at + c.len_utf8()));
        } else {
            pairs(out, run, sentence);
        }
    }
    let term = stem_unspaced(folded);
    if !term.is_empty() && !stopwords::is_empty_word(folded) && !stopwords::is_empty_word(term) {
        let everyday = stopwords::is_everyday(folded) || stopwords::is_everyday(term);
        let term = synonyms::same_as(folded, term).unwrap_or(term);
        out.tokens.push(Token { term: term.to_owned(), start, end, sentence, pair: false, everyday });
    }
}

/// Cuts the changing end of a Japanese word: the kana behind its last Chinese character. Words of kana alone stay
/// as they are, from two characters on.
fn stem_unspaced(word: &str) -> &str {
    let is_hiragana = |c: char| script_of(c) == Script::Hiragana;
    if word.chars().all(is_hiragana) {
        return if word.chars().nth(1).is_some() { word } else { "" };
    }
    if word.chars().any(|c| script_of(c) == Script::Han) { word.trim_end_matches(is_hiragana) } else { word }
}

/// Ends a run of Chinese characters: every pair of neighbours becomes a token of its own, if the run is longer
/// than the words in it.
fn pairs(out: &mut Analysed, run: &mut Vec<(char, usize, usize)>, sentence: usize) {
    if run.len() > 2 {
        let from = run.first().map_or(0, |(_, start, _)| *start);
        let words = out.tokens.iter().rev().take_while(|token| token.start >= from);
        let words: FxHashSet<String> = words.map(|token| token.term.clone()).collect();
        let pairs = run.iter().zip(run.iter().skip(1)).map(|(first, second)| Token {
            term: pair(first.0, second.0),
            start: first.1,
            end: second.2,
            sentence,
            pair: true,
            everyday: false,
        });
        out.tokens.extend(pairs.filter(|pair| !words.contains(&pair.term)));
    }
    run.clear();
}

fn pair(first: char, second: char) -> String {
    let pair = fold(&String::from_iter([first, second]));
    synonyms::same_as(&pair, &pair).map_or(pair, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(phrase: &str) -> Vec<String> {
        analyse(phrase).tokens.into_iter().map(|token| token.term).collect()
    }

    #[test]
    fn words_lose_what_does_not_carry_meaning() {
        for (text, expected) in [
            ("The pipes are leaking.", vec!["pipe", "leak"]),
            ("PIPES LEAKING!!!", vec!["pipe", "leak"]),
            ("nước sạch", vec!["nuoc", "sach"]),
            ("水が漏れている", vec!["水", "漏"]),
            ("ゴミが臭い", vec!["ごみ", "臭"]),
            ("<b onclick=\"x\">smoke</b> 😀", vec!["smoke"]),
            ("", vec![]),
            ("12 345", vec![]),
        ] {
            assert_eq!(terms(text), expected, "{text}");
        }
    }

    #[test]
    fn pairs_stand_beside_the_words_of_long_compounds() {
        let terms = terms("無収水対策");
        for pair in ["無収", "収水", "対策"] {
            assert!(terms.iter().any(|term| term == pair), "{pair} of {terms:?}");
        }
    }

    #[test]
    fn places_lead_back_to_the_text() {
        let text = "Smoke, and the foul smell of 下水 here";
        let analysed = analyse(text);
        let at = analysed.canon.find(" foul  smell ").unwrap();
        let (start, end) = analysed.place(at, at + " foul  smell ".len());
        assert_eq!(&text[start..end], "foul smell");
        let at = analysed.canon.find("下水").unwrap();
        let (start, end) = analysed.place(at, at + "下水".len());
        assert_eq!(&text[start..end], "下水");
    }

    #[test]
    fn a_long_text_is_read_in_part() {
        let text = "smoke ".repeat(LONGEST_TEXT);
        assert!(analyse(&text).tokens.len() <= LONGEST_TEXT / 6 + 1);
    }
}
