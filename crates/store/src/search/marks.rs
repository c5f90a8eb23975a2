//! Marking in a text the words that a search asked for.

use super::words::{Run, Word, pairs, runs};

/// A piece of a text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it met the search.
    pub marked: bool,
}

/// What a search asked for, ready to be marked in many texts.
#[derive(Debug, Clone)]
pub struct Marker {
    spaced: Vec<String>,
    unspaced: Vec<Vec<String>>,
}

impl Marker {
    /// Prepares the words of a search.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let mut marker = Self { spaced: Vec::new(), unspaced: Vec::new() };
        for run in runs(query) {
            match run {
                Run::Spaced(word) => marker.spaced.push(word.text),
                Run::Unspaced(characters) => marker.unspaced.push(texts(&characters)),
            }
        }
        marker
    }

    /// Cuts a text into marked and unmarked pieces; joined, they are the text.
    #[must_use]
    pub fn mark(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for (from, to) in self.spans(text) {
            push(&mut pieces, text.get(at..from), false);
            push(&mut pieces, text.get(from..to), true);
            at = to;
        }
        push(&mut pieces, text.get(at..), false);
        pieces
    }

    /// Counts the places in a text that meet the search.
    #[must_use]
    pub fn hits(&self, text: &str) -> usize {
        self.spans(text).len()
    }

    /// Cuts a long text down to about `length` characters around the first place that meets the search.
    #[must_use]
    pub fn excerpt(&self, text: &str, length: usize) -> Vec<Piece> {
        let first = self.spans(text).first().map_or(0, |(from, _)| *from);
        let before = text.get(..first).unwrap_or_default();
        let lead: usize = before.chars().rev().take(length / 4).map(char::len_utf8).sum();
        let start = if before.chars().count() <= length / 4 { 0 } else { first - lead };
        let tail = text.get(start..).unwrap_or_default();
        let end: usize = tail.chars().take(length).map(char::len_utf8).sum();
        let mut shown = String::new();
        shown.push_str(if start > 0 { "… " } else { "" });
        shown.push_str(tail.get(..end).unwrap_or_default());
        shown.push_str(if end < tail.len() { " …" } else { "" });
        self.mark(&shown)
    }

    fn spans(&self, text: &str) -> Vec<(usize, usize)> {
        let mut spans = Vec::new();
        for run in runs(text) {
            match run {
                Run::Spaced(word) if self.spaced.iter().any(|asked| meets(asked, &word.text)) => {
                    spans.push((word.from, word.to));
                }
                Run::Spaced(_) => {}
                Run::Unspaced(characters) => self.spans_within(&characters, &mut spans),
            }
        }
        spans.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (from, to) in spans {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        joined
    }

    fn spans_within(&self, characters: &[Word], spans: &mut Vec<(usize, usize)>) {
        for asked in &self.unspaced {
            for window in characters.windows(asked.len()) {
                if let (Some(first), Some(last)) = (window.first(), window.last())
                    && window.iter().map(|word| &word.text).eq(asked)
                {
                    spans.push((first.from, last.to));
                }
            }
        }
    }
}

/// How many slips of the finger a word of this length may have.
pub(crate) fn slips(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn meets(asked: &str, found: &str) -> bool {
    found.starts_with(asked) && asked.len() > 1
        || found == asked
        || (slips(asked) > 0 && strsim::osa_distance(asked, found) <= usize::from(slips(asked)))
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.text.clone()).collect()
}

/// The pairs of an unspaced stretch, as the index holds them.
pub(crate) fn pair_texts(characters: &[Word]) -> Vec<String> {
    texts(&pairs(characters))
}

fn push(pieces: &mut Vec<Piece>, text: Option<&str>, marked: bool) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece { text: text.to_owned(), marked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn what_met_is_marked_in_the_original() {
        for (query, text, expected) in [
            ("water", "Water and waters", "[Water] and [waters]"),
            ("watre", "Water", "[Water]"),
            ("phong", "Hải Phòng", "Hải [Phòng]"),
            ("水道", "上水道局の水道", "上[水道]局の[水道]"),
            ("ダイレン", "ﾀﾞｲﾚﾝ", "[ﾀﾞｲﾚﾝ]"),
            ("in", "inside in", "[inside] [in]"),
            ("", "text", "text"),
        ] {
            assert_eq!(shown(&Marker::new(query).mark(text)), expected, "{query} in {text}");
        }
    }

    #[test]
    fn long_texts_are_cut_around_the_first_hit() {
        let text = format!("{} needle {}", "hay ".repeat(50), "hay ".repeat(50));
        let cut = shown(&Marker::new("needle").excerpt(&text, 40));
        assert!(cut.contains("[needle]") && cut.starts_with('…') && cut.ends_with('…'), "{cut}");
        assert!(cut.chars().count() < 52);
    }

    proptest::proptest! {
        #[test]
        fn pieces_join_to_the_text(query in "\\PC{0,20}", text in "\\PC{0,60}") {
            let joined: String = Marker::new(&query).mark(&text).into_iter().map(|p| p.text).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
