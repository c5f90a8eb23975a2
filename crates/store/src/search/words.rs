//! Cutting text into words for search, with their places in the original, so that what met can be marked.
//!
//! Scripts with spaces give whole words. Scripts without (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give overlapping
//! pairs of characters: no dictionary is needed, and 水道 is found within 上水道局.

use domain::fold;

/// One word of a text, folded, with the bytes it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The folded text.
    pub text: String,
    /// The first byte in the original.
    pub from: usize,
    /// The byte behind the last.
    pub to: usize,
}

/// A stretch of one sort of script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run {
    /// A word between spaces or signs.
    Spaced(Word),
    /// Characters without spaces, one word each.
    Unspaced(Vec<Word>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Spaced,
    Unspaced,
    Gap,
}

/// Cuts a text into the words under which it is found.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for run in runs(text) {
        match run {
            Run::Spaced(word) => words.push(word),
            Run::Unspaced(characters) => words.extend(pairs(&characters)),
        }
    }
    words
}

/// Joins neighbours into overlapping pairs; a lone character stays alone.
pub(crate) fn pairs(characters: &[Word]) -> Vec<Word> {
    if let [alone] = characters {
        return vec![alone.clone()];
    }
    characters
        .windows(2)
        .filter_map(|pair| match pair {
            [first, second] => {
                Some(Word { text: format!("{}{}", first.text, second.text), from: first.from, to: second.to })
            }
            _ => None,
        })
        .collect()
}

/// Cuts a text into stretches of one sort of script.
pub(crate) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut before = Script::Gap;
    for (folded, from, to) in characters(text) {
        let script = script(folded);
        match (script, runs.last_mut()) {
            (Script::Spaced, Some(Run::Spaced(word))) if before == Script::Spaced => {
                word.text.push(folded);
                word.to = to;
            }
            (Script::Unspaced, Some(Run::Unspaced(characters))) if before == Script::Unspaced => {
                characters.push(Word { text: folded.to_string(), from, to });
            }
            (Script::Spaced, _) => runs.push(Run::Spaced(Word { text: folded.to_string(), from, to })),
            (Script::Unspaced, _) => {
                runs.push(Run::Unspaced(vec![Word { text: folded.to_string(), from, to }]));
            }
            (Script::Gap, _) => {}
        }
        before = script;
    }
    runs
}

/// The folded characters of a text, each with the bytes of the original that it came from.
fn characters(text: &str) -> Vec<(char, usize, usize)> {
    let mut folded = Vec::with_capacity(text.len());
    let mut rest = text.char_indices().peekable();
    while let Some((from, first)) = rest.next() {
        let mut to = from + first.len_utf8();
        while let Some((at, mark)) = rest.next_if(|(_, c)| continues(*c)) {
            to = at + mark.len_utf8();
        }
        if first.is_ascii() && to == from + 1 {
            folded.push((first.to_ascii_lowercase(), from, to));
        } else {
            let cluster = text.get(from..to).unwrap_or_default();
            folded.extend(fold(cluster).chars().map(|c| (c, from, to)));
        }
    }
    folded
}

/// Marks that belong to the character before them: accents, and the voicing of half-width kana.
fn continues(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ff9e}' | '\u{ff9f}')
}

fn script(c: char) -> Script {
    match c {
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Unspaced,
        c if c.is_alphanumeric() => Script::Spaced,
        _ => Script::Gap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_is_cut_its_own_way() {
        for (text, expected) in [
            ("Non-revenue WATER", vec!["non", "revenue", "water"]),
            ("Hải Phòng", vec!["hai", "phong"]),
            ("上水道局", vec!["上水", "水道", "道局"]),
            ("水", vec!["水"]),
            ("ﾀﾞｲﾚﾝ市", vec!["ダイ", "イレ", "レン", "ン市"]),
            ("U-BCF処理", vec!["u", "bcf", "処理"]),
            ("、。!?", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(words(text).iter().map(|w| w.text.as_str()).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn words_know_where_they_came_from() {
        let text = "a Ｗater x 水道";
        let cut = words(text);
        assert_eq!(cut.iter().map(|w| &text[w.from..w.to]).collect::<Vec<_>>(), ["a", "Ｗater", "x", "水道"]);
    }

    proptest::proptest! {
        #[test]
        fn places_are_always_within_the_text(text in "\\PC{0,60}") {
            for word in words(&text) {
                proptest::prop_assert!(text.get(word.from..word.to).is_some());
            }
        }
    }
}
