//! Finding the cues of `data/cues.tsv` in a text: phrases of what is lacking, what is asked for and who asks.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::sync::LazyLock;

use domain::fold;
use rustc_hash::FxHashMap;

use crate::analysis::is_unspaced_text;

static KNOWN: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("../../../../data/cues.tsv")));

/// How many words a gap of a phrase spans at most.
const WIDEST_GAP: usize = 3;
/// How many words before a keyword a denial may stand.
const DENIAL_REACH: usize = 3;
/// How many words before a form of help it may be turned down.
const REFUSAL_REACH: usize = 5;
/// Words that turn down what follows, folded.
const REFUSALS: &[&str] = &[
    "not want",
    "not need",
    "not another",
    "no more",
    "don t want",
    "don t need",
    "rather than",
    "instead of",
    "had enough",
];
/// How many characters a denial may stand from a keyword in scripts without spaces.
const DENIAL_CHARACTERS: usize = 9;
/// How many characters of a text are read for cues.
///
/// # Source
/// Ours: five pages; what is asked for stands near the beginning or is repeated.
const LONGEST: usize = 10_000;

/// Words that deny what follows.
///
/// # Source
/// Ours: the commonest ones of each language, folded.
const DENIALS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "no", "not", "without", "lack", "lacks", "lacking", "never", "cannot", "don", "doesn", "isn",
            "aren", "hardly", "neither", "nor", "nobody", "missing", "little",
        ],
    ),
    ("vi", &["khong", "chua", "thieu"]),
    ("id", &["tidak", "tanpa", "belum", "kurang", "tak"]),
];

/// What denies in scripts without spaces; after the keyword in Japanese and Khmer, before it in Chinese.
const DENIALS_AFTER: &[&str] =
    &["ない", "なし", "無い", "無し", "無く", "ありません", "ません", "なく", "不足", "足り", "មិនមាន", "မရှိ"];
const DENIALS_BEFORE: &[&str] = &["没", "无", "缺", "គ្មាន"];

/// What a cue tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A circumstance that is missing if it is denied.
    Lack,
    /// A whole phrase that a circumstance is missing.
    Without,
    /// A whole phrase that a circumstance holds.
    With,
    /// A form of help that is asked for.
    Form,
    /// What comes with asking for a form of help.
    Hint,
    /// A form that an offering has.
    Given,
    /// Who asks.
    Asker,
}

impl Sort {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "lack" => Self::Lack,
            "without" => Self::Without,
            "with" => Self::With,
            "form" => Self::Form,
            "hint" => Self::Hint,
            "given" => Self::Given,
            "asker" => Self::Asker,
            _ => return None,
        })
    }
}

/// A cue found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    pub sort: Sort,
    pub code: String,
    /// The words that tell it, as the text is compared.
    pub words: String,
}

#[derive(Debug, Clone)]
struct Phrase {
    sort: Sort,
    code: String,
    language: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Word(String),
    Beginning(String),
    Gap,
}

/// All cues.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    /// By the first word.
    spaced: FxHashMap<String, Vec<Phrase>>,
    /// Those whose first word is a beginning.
    begun: Vec<Phrase>,
    unspaced: Vec<Phrase>,
}

impl Cues {
    /// The cues that come with the program.
    pub(crate) fn known() -> &'static Self {
        &KNOWN
    }

    /// Every sort and code that a text can tell.
    pub(crate) fn codes(&self) -> impl Iterator<Item = (Sort, &str)> {
        let phrases = self.spaced.values().flatten().chain(&self.begun).chain(&self.unspaced);
        phrases.map(|phrase| (phrase.sort, phrase.code.as_str()))
    }

    fn read(table: &str) -> Self {
        let mut cues = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(sort), Some(code), Some(language), Some(phrases)) =
                (cells.next().and_then(Sort::of), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            for phrase in phrases.split('|').map(|phrase| fold(phrase.trim())) {
                cues.add(sort, code, language, &phrase);
            }
        }
        cues
    }

    fn add(&mut self, sort: Sort, code: &str, language: &str, phrase: &str) {
        let unspaced = is_unspaced_text(phrase);
        let pieces: Vec<Piece> = if unspaced {
            vec![Piece::Word(phrase.to_owned())]
        } else {
            phrase
                .split(|c: char| !c.is_alphanumeric() && c != '~' && c != '*')
                .filter(|word| !word.is_empty())
                .map(|word| match (word, word.strip_suffix('~')) {
                    ("*", _) => Piece::Gap,
                    (_, Some(beginning)) => Piece::Beginning(beginning.to_owned()),
                    _ => Piece::Word(word.to_owned()),
                })
                .collect()
        };
        let phrase = Phrase { sort, code: code.to_owned(), language: language.to_owned(), pieces };
        match phrase.pieces.first() {
            Some(Piece::Word(_)) if unspaced => self.unspaced.push(phrase),
            Some(Piece::Word(word)) => self.spaced.entry(word.clone()).or_default().push(phrase),
            Some(_) => self.begun.push(phrase),
            None => {}
        }
    }

    /// The cues of some sorts in a text, in the order of the text.
    pub(crate) fn found(&self, text: &str, language: &str, sorts: &[Sort]) -> Vec<Cue> {
        let text: String = text.chars().take(LONGEST).collect();
        let mut found = Vec::new();
        for sentence in text.split(['.', '!', '?', '。', '！', '？', '\n', '។', '။', ';', '；']) {
            let folded = fold(sentence);
            if is_unspaced_text(&folded) {
                self.unspaced_in(&folded, language, sorts, &mut found);
            }
            let words: Vec<&str> =
                folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            for (at, word) in words.iter().enumerate() {
                let listed = self.spaced.get(*word).map(Vec::as_slice).unwrap_or_default();
                for phrase in listed.iter().chain(&self.begun) {
                    if !sorts.contains(&phrase.sort) || !speaks(&phrase.language, language) {
                        continue;
                    }
                    let Some(end) = length(&phrase.pieces, words.get(at..).unwrap_or_default()) else {
                        continue;
                    };
                    let from = at.saturating_sub(DENIAL_REACH);
                    if phrase.sort == Sort::Lack && !denied(words.get(from..at).unwrap_or_default(), language)
                    {
                        continue;
                    }
                    if matches!(phrase.sort, Sort::Form | Sort::Hint) && turned_down(&words, at) {
                        continue;
                    }
                    let start = if phrase.sort == Sort::Lack { from } else { at };
                    let told = words.get(start..at + end).unwrap_or_default().join(" ");
                    found.push(Cue { sort: phrase.sort, code: phrase.code.clone(), words: told });
                }
            }
        }
        found
    }

    fn unspaced_in(&self, sentence: &str, language: &str, sorts: &[Sort], found: &mut Vec<Cue>) {
        for phrase in &self.unspaced {
            if !sorts.contains(&phrase.sort) || (phrase.language == "zh") != (language == "zh") {
                continue;
            }
            let Some(Piece::Word(word)) = phrase.pieces.first() else { continue };
            let Some(at) = sentence.find(word.as_str()) else { continue };
            let before: String = sentence.get(..at).unwrap_or_default().chars().rev().take(4).collect();
            let before: String = before.chars().rev().collect();
            let after: String =
                sentence.get(at + word.len()..).unwrap_or_default().chars().take(DENIAL_CHARACTERS).collect();
            let denied = DENIALS_BEFORE.iter().any(|denial| before.contains(denial))
                || DENIALS_AFTER.iter().any(|denial| after.contains(denial));
            if phrase.sort == Sort::Lack && !denied {
                continue;
            }
            let words =
                if phrase.sort == Sort::Lack { format!("{before}{word}{after}") } else { word.clone() };
            found.push(Cue { sort: phrase.sort, code: phrase.code.clone(), words });
        }
    }
}

/// Tells whether a phrase of one language is looked for in a text of another: English words stand in letters of
/// every language but those whose short words look alike.
fn speaks(phrase: &str, text: &str) -> bool {
    phrase == text || (phrase == "en" && !matches!(text, "vi" | "id"))
}

fn denied(before: &[&str], language: &str) -> bool {
    let listed = DENIALS.iter().find(|(of, _)| *of == language).or_else(|| DENIALS.first());
    let only = before.windows(2).any(|pair| matches!(pair, ["not", "only"]));
    !only && before.iter().any(|word| listed.is_some_and(|(_, words)| words.contains(word)))
}

/// Tells whether what stands at a word is just what is not wanted.
fn turned_down(words: &[&str], at: usize) -> bool {
    let before = words.get(at.saturating_sub(REFUSAL_REACH)..at).unwrap_or_default().join(" ");
    REFUSALS.iter().any(|refusal| before.contains(refusal))
}

/// How many of the words a phrase takes that begins at the first of them; `None` if it does not.
fn length(pieces: &[Piece], words: &[&str]) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(0) };
    let matched = match (piece, words.first()) {
        (Piece::Gap, _) => {
            return (0..=WIDEST_GAP.min(words.len())).find_map(|gap| {
                length(rest, words.get(gap..).unwrap_or_default()).map(|length| length + gap)
            });
        }
        (Piece::Word(word), Some(found)) => word == found,
        (Piece::Beginning(beginning), Some(found)) => found.starts_with(beginning.as_str()),
        (_, None) => false,
    };
    if matched { length(rest, words.get(1..).unwrap_or_default()).map(|length| length + 1) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str, language: &str, sort: &[Sort]) -> Vec<String> {
        Cues::known().found(text, language, sort).into_iter().map(|cue| cue.code).collect()
    }

    #[test]
    fn what_is_lacking_is_told_by_denial() {
        let limits = [Sort::Lack, Sort::Without, Sort::With];
        for (text, language, expected) in [
            ("There is no electricity at the yard.", "en", vec!["electricity"]),
            ("Electricity is cheap here.", "en", vec![]),
            ("Residents put everything in one sack.", "en", vec!["separation_at_source"]),
            ("この村には電気がありません。", "ja", vec!["electricity"]),
            ("電気で動くポンプです。", "ja", vec![]),
            ("居民没有经费", "zh", vec!["capital_budget"]),
            ("Di sana tidak ada listrik", "id", vec!["electricity"]),
            ("In March the wells turn salty.", "en", vec!["saline_water"]),
            ("We have a small budget.", "en", vec!["capital_budget"]),
            ("Could it come without any budget?", "en", vec!["capital_budget"]),
            ("Our budget has already been spent.", "en", vec!["capital_budget"]),
            ("The budget of a small town is voted on in June.", "en", vec![]),
        ] {
            assert_eq!(codes(text, language, &limits), expected, "{text}");
        }
    }

    #[test]
    fn forms_of_help_are_heard() {
        for (text, language, expected) in [
            ("Who would pay for a trial?", "en", "money"),
            ("職員の研修をお願いしたい。", "ja", "training"),
            ("Could you send somebody for three months?", "en", "expert"),
        ] {
            assert_eq!(
                codes(text, language, &[Sort::Form]).first().map(String::as_str),
                Some(expected),
                "{text}"
            );
        }
    }
}
