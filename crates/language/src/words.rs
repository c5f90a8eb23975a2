//! The words of one language: messages by key, with and without arguments.

use std::borrow::Cow;

use crate::argument::Argument;
use crate::catalogue::Catalogue;
use crate::tongue::Language;

/// The words of one language. Free to copy: it only names the catalogues, which are read once.
///
/// A key that the language lacks is looked for in English; a key that English lacks too comes back in a readable form,
/// so that a forgotten label never stops a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    language: Language,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self { language }
    }

    /// The language that is spoken.
    #[must_use]
    pub fn language(self) -> Language {
        self.language
    }

    /// The BCP 47 tag of the language, as `Texts::read` takes it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.language.tag()
    }

    /// The message of this key.
    #[must_use]
    pub fn get(self, key: &str) -> Cow<'static, str> {
        self.find(key).unwrap_or_else(|| Cow::Owned(readable(key)))
    }

    /// The message of this key, if the language or English has it.
    #[must_use]
    pub fn find(self, key: &str) -> Option<Cow<'static, str>> {
        self.catalogues().find_map(|catalogue| catalogue.get(key))
    }

    /// The message of this key with its arguments filled in: `with("count-projects", &[("count", 3.into())])`.
    #[must_use]
    pub fn with(self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.find_with(key, arguments).unwrap_or_else(|| readable(key))
    }

    /// The message of this key with its arguments filled in, if the language or English has it.
    #[must_use]
    pub fn find_with(self, key: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        self.catalogues().find_map(|catalogue| catalogue.with(key, arguments))
    }

    fn catalogues(self) -> impl Iterator<Item = &'static Catalogue> {
        let english = (self.language != Language::En).then_some(Language::En);
        std::iter::once(self.language).chain(english).map(Catalogue::of)
    }
}

/// A key or code as words: `not_implemented` becomes `not implemented`.
pub(crate) fn readable(code: &str) -> String {
    code.replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_in_the_language_asked() {
        assert_eq!(Words::of(Language::En).get("common-next"), "Next");
        assert_eq!(Words::of(Language::Ja).get("common-next"), "次へ");
    }

    #[test]
    fn unknown_keys_come_back_readable() {
        assert_eq!(Words::of(Language::Ja).get("no-such_key"), "no such key");
        assert_eq!(Words::of(Language::En).with("no-such-key", &[]), "no such key");
        assert_eq!(Words::of(Language::En).find(""), None);
        assert_eq!(Words::of(Language::En).get("<b>ü\0"), "<b>ü\0");
    }

    #[test]
    fn counts_choose_their_form_and_group_thousands() {
        let english = Words::of(Language::En);
        assert_eq!(english.with("count-projects", &[("count", 1.into())]), "1 project");
        assert_eq!(english.with("count-projects", &[("count", 12_345.into())]), "12,345 projects");
        assert_eq!(Words::of(Language::Ja).with("count-projects", &[("count", 3.into())]), "3件");
    }

    #[test]
    fn texts_in_arguments_stay_as_they_are() {
        let words = Words::of(Language::En);
        assert_eq!(
            words.with("common-empty-search", &[("query", "<b>{ $x }".into())]),
            "Nothing on record matches “<b>{ $x }”."
        );
    }
}
