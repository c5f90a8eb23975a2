//! The catalogues of one language, read once: plain texts in a table, messages with arguments in a Fluent bundle.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, PatternElement};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use crate::argument::Argument;
use crate::numbers;
use crate::tongue::Language;

include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::En, EN));
static JAPANESE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Language::Ja, JA));

/// Every message of one language.
pub(crate) struct Catalogue {
    plain: FxHashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
    /// What is wrong in the files; the tests keep it empty.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the tests, which keep it empty"))]
    faults: Vec<String>,
}

impl Catalogue {
    /// The catalogue of a language, read at first use.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Ja => &JAPANESE,
        }
    }

    fn read(language: Language, files: &[(&str, &str)]) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks are for mixed writing directions; they break copying and comparing, and all ours run one way.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(numbers::grouped(&number.value.to_string())),
            _ => None,
        }));
        let mut plain = FxHashMap::default();
        let mut faults = Vec::new();
        for (name, text) in files {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                    faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
                    resource
                });
            for entry in resource.entries() {
                if let Entry::Message(message) = entry
                    && let Some(pattern) = &message.value
                    && let Some(text) = whole_text(&pattern.elements)
                {
                    plain.entry(message.id.name.to_owned()).or_insert(text);
                }
            }
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
            }
        }
        Self { plain, bundle, faults }
    }

    /// The message without arguments.
    pub(crate) fn get(&self, key: &str) -> Option<Cow<'_, str>> {
        match self.plain.get(key) {
            Some(text) => Some(Cow::Borrowed(text)),
            None => self.format(key, None).map(Cow::Owned),
        }
    }

    /// The message with its arguments filled in. What is missing shows as its name in braces.
    pub(crate) fn with(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> Option<String> {
        match self.plain.get(key) {
            Some(text) => Some(text.clone()),
            None => {
                let arguments: FluentArgs<'_> =
                    arguments.iter().map(|(name, value)| (*name, value.fluent())).collect();
                self.format(key, Some(&arguments))
            }
        }
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let mut text = String::new();
        self.bundle.write_pattern(&mut text, pattern, arguments, &mut faults).ok()?;
        Some(text)
    }
}

/// The text of a pattern that has no placeholders.
fn whole_text(elements: &[PatternElement<&str>]) -> Option<String> {
    elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => Some(*value),
            PatternElement::Placeable { .. } => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn catalogues_are_sound_and_name_no_message_twice() {
        for language in Language::ALL {
            assert_eq!(Catalogue::of(*language).faults, Vec::<String>::new(), "{}", language.tag());
        }
    }

    #[test]
    fn every_language_has_the_same_topics_and_messages() {
        assert_eq!(topics(EN), topics(JA));
        let (english, japanese) = (messages(EN), messages(JA));
        let keys = |messages: &BTreeMap<String, _>| messages.keys().cloned().collect::<BTreeSet<_>>();
        let (english_keys, japanese_keys) = (keys(&english), keys(&japanese));
        assert_eq!(english_keys.difference(&japanese_keys).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(japanese_keys.difference(&english_keys).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn translations_use_only_arguments_that_english_gets_too() {
        let english = messages(EN);
        for (key, arguments) in messages(JA) {
            assert!(arguments.is_subset(&english[&key]), "{key}: {arguments:?}, {:?}", english[&key]);
        }
    }

    #[test]
    fn messages_are_not_blank() {
        for files in [EN, JA] {
            for key in messages(files).keys() {
                let language = if std::ptr::eq(files, EN) { Language::En } else { Language::Ja };
                let text = Catalogue::of(language).get(key).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{key}");
            }
        }
    }

    fn topics<'a>(files: &[(&'a str, &str)]) -> Vec<&'a str> {
        files.iter().map(|(name, _)| *name).collect()
    }

    /// Each message with the names of its arguments.
    fn messages(files: &[(&str, &str)]) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (_, text) in files {
            let mut current = None;
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if let Some((key, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                    current = Some(key.to_owned());
                }
                let Some(key) = &current else { continue };
                let arguments = line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next());
                messages.entry(key.clone()).or_default().extend(arguments.map(str::to_owned));
            }
        }
        messages
    }
}
