//! The words of the field in several languages, and texts made anew with them.

use std::collections::HashMap;

/// The table; its first lines say what it holds.
const TABLE: &str = include_str!("words.tsv");

/// The languages in which offices write besides English, in the order of the table's columns.
pub(super) const LANGUAGES: [&str; 4] = ["ja", "vi", "id", "zh"];

/// What stands between two words of a text; an office of each language joins its words so.
const JOINS: [&[&str]; 4] = [
    &["の", "と", "、", "による", "ための"],
    &[" ", " ", " và ", " của ", " cho ", ", "],
    &[" ", " ", " dan ", " untuk ", " di ", ", "],
    &["的", "和", "，", "与", ""],
];

/// The words of one row: those that an English text may use instead, and those of the other languages.
struct Row {
    same: Vec<&'static str>,
    others: [Vec<&'static str>; 4],
}

/// The table, ready to be looked up by English word.
pub(super) struct Words(HashMap<&'static str, Row>);

impl Words {
    pub(super) fn read() -> Self {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let word = cells.next()?;
            let mut list = || cells.next().map(|cell| cell.split('|').collect::<Vec<_>>());
            let mut same = list()?;
            same.insert(0, word);
            Some((word, Row { same, others: [list()?, list()?, list()?, list()?] }))
        };
        Self(rows.filter_map(row).collect())
    }

    fn find(&self, word: &str) -> Option<&Row> {
        let word = word.to_lowercase();
        let singular = || word.strip_suffix('s').and_then(|word| self.0.get(word));
        let plural_in_es = || word.strip_suffix("es").and_then(|word| self.0.get(word));
        self.0.get(word.as_str()).or_else(singular).or_else(plural_in_es)
    }

    /// The text with some of its words exchanged for others that mean nearly the same. An office uses one word for one
    /// thing throughout.
    pub(super) fn varied(&self, text: &str, office: u64) -> String {
        let mut out = String::with_capacity(text.len());
        for (word, gap) in words(text) {
            match self.find(word) {
                Some(row) => out.push_str(pick(&row.same, mix(office, word)).unwrap_or(word)),
                None => out.push_str(word),
            }
            out.push_str(gap);
        }
        out
    }

    /// The gist of an English text in another language: the words of the field in their order, with names and figures;
    /// blank when the text has none. `language` counts in [`LANGUAGES`].
    pub(super) fn translated(&self, text: &str, language: usize, office: u64) -> String {
        let joins = JOINS.get(language).copied().unwrap_or_default();
        let mut out = String::with_capacity(text.len());
        let mut first = true;
        for (word, _) in words(text) {
            let known = self.find(word).and_then(|row| row.others.get(language));
            let said = match known {
                Some(list) => pick(list, mix(office, word)),
                None if keeps(word, first) => Some(word),
                None => None,
            };
            first = false;
            let Some(said) = said else { continue };
            if !out.is_empty() {
                let seed = u64::try_from(out.len()).unwrap_or_default();
                out.push_str(pick(joins, mix(office.wrapping_add(seed), word)).unwrap_or(" "));
            }
            out.push_str(said);
        }
        out
    }
}

/// Names and figures are the same in every language.
fn keeps(word: &str, first: bool) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
        || !first && word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_some()
}

/// The words of a text, each with what stands behind it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '%' | '.' | '\'');
        let end = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        let next = rest
            .get(end..)
            .and_then(|gap| gap.find(char::is_alphanumeric))
            .map_or(rest.len(), |gap| end + gap);
        let (word, gap) = (rest.get(..end)?, rest.get(end..next)?);
        rest = rest.get(next..)?;
        // A full stop at the end belongs to what stands behind.
        let bare = word.trim_end_matches('.');
        if bare.len() < word.len() {
            Some((bare, if gap.is_empty() { "." } else { ". " }))
        } else {
            Some((word, gap))
        }
    })
}

/// Some number that depends on the office and a word alone.
///
/// # Source
/// FNV-1a, 64 bits, followed by the last steps of SplitMix64.
pub(super) fn mix(office: u64, word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ office.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// One of a list.
pub(super) fn pick<'l>(list: &[&'l str], seed: u64) -> Option<&'l str> {
    let count = u64::try_from(list.len()).ok().filter(|count| *count > 0)?;
    list.get(usize::try_from(seed % count).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_whole() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).count();
        let words = Words::read();
        assert_eq!(words.0.len(), lines);
        for (word, row) in &words.0 {
            let all = row.others.iter().flatten().chain(&row.same);
            assert!(all.clone().all(|other| !other.is_empty() && other.trim() == *other), "{word}");
        }
    }

    #[test]
    fn texts_are_parted_into_words_and_what_stands_between() {
        let parts: Vec<_> = words("Leaks: 6.2% (1993). Ask!").collect();
        assert_eq!(parts, [("Leaks", ": "), ("6.2%", " ("), ("1993", "). "), ("Ask", "!")]);
        let whole: String = words("a, b").map(|(word, gap)| format!("{word}{gap}")).collect();
        assert_eq!(whole, "a, b");
    }

    #[test]
    fn an_office_uses_one_word_for_one_thing_and_offices_differ() {
        let words = Words::read();
        let text = "pipe and pipe";
        let said: std::collections::BTreeSet<String> =
            (0..40).map(|office| words.varied(text, office)).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said.iter().all(|text| text.split(" and ").next() == text.split(" and ").nth(1)));
    }

    #[test]
    fn the_gist_of_a_text_is_told_in_other_languages() {
        let words = Words::read();
        for office in 0..20 {
            let told = words.translated("leaks of Hai Phong fell to 6.2% after training", 1, office);
            assert!(told.contains("rò rỉ") && told.contains("6.2%") && told.contains("Phong"), "{told}");
            assert!(!told.contains("after") && !told.contains("training"), "{told}");
            assert_eq!(told, words.translated("leaks of Hai Phong fell to 6.2% after training", 1, office));
        }
        assert_eq!(words.translated("nothing known here", 0, 1), "");
    }
}
