//! What a change did to a record, field by field.

use app::history::Difference;
use domain::{Record, Value};
use language::Words;
use store::{Action, Names};

use crate::values::{self, Length, Shown};

/// A field with its value before and after.
pub(super) struct Changed {
    pub(super) label: String,
    pub(super) before: Shown,
    pub(super) after: Shown,
}

impl Changed {
    pub(super) fn new(words: Words, names: &Names, record: &Record, difference: &Difference) -> Self {
        let shown = |value: &Option<Value>| {
            let mut then = record.clone();
            then.set(difference.field.name, value.clone());
            every_language(value)
                .unwrap_or_else(|| values::shown(words, names, &then, difference.field, Length::Long))
        };
        Self {
            label: words.field(record.kind(), difference.field).into_owned(),
            before: shown(&difference.before),
            after: shown(&difference.after),
        }
    }
}

/// A text in all of its languages, as another than the reader's may have changed.
fn every_language(value: &Option<Value>) -> Option<Shown> {
    let Some(Value::Texts(texts)) = value else { return None };
    let texts = texts.iter().map(|(tag, text)| format!("{tag}: {text}"));
    Some(Shown::Labels(texts.collect()))
}

/// The key of the word for what was done.
pub(super) fn action(action: Action) -> &'static str {
    match action {
        Action::Added => "change-added",
        Action::Changed => "change-changed",
        Action::Removed => "change-removed",
    }
}
