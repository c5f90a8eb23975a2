//! Texts in several languages, and the folding that lets words meet.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The language of a text column that names none, such as `title` or `summary`.
pub const PLAIN_LANGUAGE: &str = "en";

/// One text in one or more languages, keyed by BCP 47 tag.
///
/// The order in which languages were first written is not kept; English leads, then the other tags in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Makes a text in one language. A blank text makes an empty map.
    #[must_use]
    pub fn of(language: &str, text: &str) -> Self {
        let mut texts = Self::default();
        texts.set(language, text);
        texts
    }

    /// Sets the text of one language; a blank text removes it.
    pub fn set(&mut self, language: &str, text: &str) {
        if text.is_empty() {
            self.0.remove(language);
        } else {
            self.0.insert(language.to_owned(), text.to_owned());
        }
    }

    /// Gives the text in exactly this language.
    #[must_use]
    pub fn get(&self, language: &str) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }

    /// Gives the text for a reader of `language` with the language it is really in: the reader's, else English,
    /// else the first on record.
    #[must_use]
    pub fn read(&self, language: &str) -> Option<(&str, &str)> {
        self.0
            .get_key_value(language)
            .or_else(|| self.0.get_key_value(PLAIN_LANGUAGE))
            .or_else(|| self.0.iter().next())
            .map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// Gives the text for a reader of `language`, blank if there is none in any language.
    #[must_use]
    pub fn text(&self, language: &str) -> &str {
        self.read(language).map_or("", |(_, text)| text)
    }

    /// Lists the languages and texts, in the order of the tags.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// Tells whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the map as a JSON object, the form in which it is stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Reads the stored form; `None` when it is not a JSON object of texts.
    #[must_use]
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok().map(Self)
    }
}

/// Folds a text for comparison: compatibility forms and width made one (NFKC), lower case, Latin accents dropped.
///
/// Japanese voiced marks (が, パ) are kept, as they change the word.
#[must_use]
pub fn fold(text: &str) -> String {
    // Most words are plain letters already, of which only the case can change.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut base_is_latin = false;
    for c in text.nfkc().flat_map(char::to_lowercase).nfd() {
        if is_combining_mark(c) {
            if !base_is_latin {
                folded.push(c);
            }
        } else {
            base_is_latin =
                c.is_ascii() || ('\u{c0}'..'\u{250}').contains(&c) || ('\u{1e00}'..'\u{1f00}').contains(&c);
            folded.push(match c {
                'đ' => 'd',
                'ł' => 'l',
                'ø' => 'o',
                'ı' => 'i',
                other => other,
            });
        }
    }
    folded.nfc().collect()
}

/// Turns a text into an id part: lower case ASCII letters, digits and single hyphens.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_lets_spellings_meet() {
        for (written, folded) in [
            ("Hải Phòng", "hai phong"),
            ("Đà Nẵng", "da nang"),
            ("水道", "水道"),
            ("ﾀﾞｲﾚﾝ", "ダイレン"),
            ("Ａ１", "a1"),
            ("Ｕ－ＢＣＦ", "u-bcf"),
            ("m³", "m3"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn readers_get_their_language_or_the_next_best() {
        let mut name = Texts::of("en", "Dalian");
        name.set("ja", "大連");
        assert_eq!(name.read("ja"), Some(("ja", "大連")));
        assert_eq!(name.read("vi"), Some(("en", "Dalian")));
        assert_eq!(Texts::of("zh", "大连").read("ja"), Some(("zh", "大连")));
        assert_eq!(Texts::from_json(&name.to_json()), Some(name));
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("6 (goal)"), "6-goal");
        assert_eq!(slug("FY1999-2000"), "fy1999-2000");
        assert_eq!(slug("水"), "");
    }
}
