//! Where two sources disagree: both values, both sources, the one that the record uses and why.

use domain::{Record, Value};
use language::Words;
use store::Names;

use crate::layout::Said;
use crate::values::{self, Cited};

/// A disagreement, ready to be shown.
pub(super) struct Dispute {
    pub(super) address: String,
    /// What it is about.
    pub(super) about: String,
    pub(super) sides: Vec<Side>,
    /// The value that the record uses; blank when the record does not say.
    pub(super) used: Option<Said>,
    /// Why.
    pub(super) note: Option<Said>,
}

/// What one source says.
pub(super) struct Side {
    pub(super) value: Said,
    pub(super) citations: Vec<Cited>,
    pub(super) is_used: bool,
}

impl Dispute {
    pub(super) fn new(words: Words, names: &Names, record: &Record, conflict: &Record) -> Self {
        let said = |field: &str| conflict.texts(field).map(|texts| Said::of(texts, words.language()));
        let used = said("used_in_record");
        let side = |value: &str, source: &str| {
            let value = said(value)?;
            Some(Side {
                is_used: used.as_ref().is_some_and(|used| used.text == value.text),
                citations: conflict
                    .citations(source)
                    .iter()
                    .map(|c| values::cited(words, names, c))
                    .collect(),
                value,
            })
        };
        let sides = [side("value_a", "source_a"), side("value_b", "source_b")];
        Self {
            address: values::address(conflict.kind(), conflict.id()),
            about: about(words, record, conflict),
            sides: sides.into_iter().flatten().collect(),
            note: said("note"),
            used,
        }
    }
}

/// The label of the field in dispute; words of the record where it is not one of the kind's.
fn about(words: Words, record: &Record, conflict: &Record) -> String {
    let name = match conflict.get("field") {
        Some(Value::Text(name)) => name.as_str(),
        _ => "",
    };
    match record.kind().field(name) {
        Some(field) => words.field(record.kind(), field).into_owned(),
        None => name.replace('_', " "),
    }
}
