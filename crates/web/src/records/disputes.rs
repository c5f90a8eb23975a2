//! Where two sources disagree: both values, both sources, the one that the record uses and why.

use domain::{Number, Record, Shape, Texts, Value, When};
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
    /// The value that the record uses, when it is neither side's.
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
        let shape = record.kind().field(conflict.text("field")).map(|field| field.shape);
        let said = |field: &str| conflict.texts(field).map(|texts| value(words, shape, texts));
        let used = said("used_in_record");
        let side = |value: &str, source: &str| {
            let value = said(value)?;
            Some(Side {
                is_used: used.as_ref() == Some(&value),
                citations: conflict
                    .citations(source)
                    .iter()
                    .map(|c| values::cited(words, names, c))
                    .collect(),
                value,
            })
        };
        let sides = [side("value_a", "source_a"), side("value_b", "source_b")];
        let is_told = sides.iter().flatten().any(|side| side.is_used);
        Self {
            address: values::address(conflict.kind(), conflict.id()),
            about: about(words, record, conflict),
            sides: sides.into_iter().flatten().collect(),
            note: conflict.texts("note").map(|texts| Said::of(texts, words.language())),
            used: used.filter(|_| !is_told),
        }
    }
}

/// A value in dispute, as the field it is about would show it: dates and numbers as people write them.
fn value(words: Words, shape: Option<Shape>, texts: &Texts) -> Said {
    let said = Said::of(texts, words.language());
    let written = match shape {
        Some(Shape::Date | Shape::Period) => When::parse(&said.text).ok().map(|when| words.when_long(&when)),
        Some(Shape::Number) => Number::parse(&said.text).ok().map(|number| words.number(&number)),
        _ => None,
    };
    written.map_or(said, |written| Said::plain(&written))
}

/// The label of the field in dispute; of an indicator, or the record's words, where it is not one of the kind's.
fn about(words: Words, record: &Record, conflict: &Record) -> String {
    let name = match conflict.get("field") {
        Some(Value::Text(name)) => name.as_str(),
        _ => "",
    };
    match record.kind().field(name) {
        Some(field) => words.field(record.kind(), field).into_owned(),
        None => words.indicator(name).into_owned(),
    }
}
