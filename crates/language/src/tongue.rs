//! The languages that screens speak, and which of them a reader gets.

/// A language of the screens.
///
/// To add one: a line in each function here, its folder of catalogues, and its name in `catalogue.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// English, the language that others fall back to.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language, in the order in which a switch offers them.
    pub const ALL: &[Self] = &[Self::En, Self::Ja];

    /// The BCP 47 tag, as in `<html lang>` and in the columns of files.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// The name of the language in itself.
    #[must_use]
    pub fn native_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ja => "日本語",
        }
    }

    /// Finds the language of a BCP 47 tag; region and script do not matter (`ja-JP`, `en_GB.UTF-8`).
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?.trim();
        Self::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Chooses the language for an `Accept-Language` header: the most wanted one that exists, else English.
    ///
    /// # Source
    /// RFC 9110, section 12.5.4: higher `q` first, `q=0` means not wanted.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        accept_language::parse_with_quality(accept_language)
            .into_iter()
            .filter(|(_, quality)| *quality > 0.0)
            .find_map(|(tag, _)| Self::parse(&tag))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_get_the_language_they_want_most() {
        for (header, language) in [
            ("", Language::En),
            ("ja", Language::Ja),
            ("ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7", Language::Ja),
            ("en;q=0.3, ja;q=0.8", Language::Ja),
            ("vi, ja;q=0.2, en;q=0.1", Language::Ja),
            ("ja;q=0, en;q=0.1", Language::En),
            ("ja;q=0", Language::En),
            ("fr,*", Language::En),
            ("*", Language::En),
            ("JA-jp", Language::Ja),
            ("javanese", Language::En),
            (";;;,,,q=", Language::En),
            ("ja;q=abc", Language::En),
        ] {
            assert_eq!(Language::negotiate(header), language, "{header}");
        }
    }

    #[test]
    fn hostile_headers_still_give_a_language() {
        for header in
            ["ja;q=".repeat(5_000), ",".repeat(50_000), "日本語;q=１".to_owned(), "\0\u{202e}".to_owned()]
        {
            assert!(Language::ALL.contains(&Language::negotiate(&header)));
        }
    }

    #[test]
    fn tags_are_read_with_or_without_region() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(*language));
        }
        assert_eq!(Language::parse("ja_JP.UTF-8"), Some(Language::Ja));
        assert_eq!(Language::parse("zh-Hans"), None);
        assert_eq!(Language::parse(""), None);
    }
}
