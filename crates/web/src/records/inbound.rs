//! What refers to a record, by kind and field.

use app::records::Inbound;
use domain::Record;
use language::Words;
use store::Names;

use crate::values::{self, Link};

/// The records of one kind that refer in one field.
pub(super) struct Group {
    /// The kind, plural.
    pub(super) title: String,
    /// The field in which they refer.
    pub(super) field: String,
    pub(super) total: String,
    /// Whether any of them has a date.
    pub(super) is_dated: bool,
    pub(super) records: Vec<(Option<String>, Link)>,
    /// The list of all of them, when more refer than are shown.
    pub(super) rest: Option<String>,
}

impl Group {
    pub(super) fn new(words: Words, names: &Names, record: &Record, inbound: &Inbound) -> Self {
        let records = inbound.records.iter().map(|one| {
            let date = one.date().map(|when| words.when_short(when));
            let link = Link {
                address: values::address(one.kind(), one.id()),
                text: values::title(words, names, one),
                sector: (one.kind().plural == "sectors").then(|| one.id().to_owned()),
            };
            (date, link)
        });
        let shown = u64::try_from(inbound.records.len()).unwrap_or(u64::MAX);
        let list = format!("/{}?{}={}", inbound.kind.plural, inbound.field, record.id());
        Self {
            title: words.kind(inbound.kind).into_owned(),
            field: words.field_named(inbound.kind.plural, inbound.field).into_owned(),
            total: words.count(inbound.total),
            is_dated: inbound.records.iter().any(|one| one.date().is_some()),
            records: records.collect(),
            rest: (inbound.total > shown).then_some(list),
        }
    }
}

/// How many records of one kind cite a source in one field.
pub(super) struct Citing {
    /// The kind, plural.
    pub(super) title: String,
    /// The field in which they cite.
    pub(super) field: String,
    pub(super) total: String,
    /// The list of them.
    pub(super) list: String,
}

impl Citing {
    pub(super) fn new(words: Words, source: &Record, citing: &store::Inbound) -> Self {
        Self {
            title: words.kind(citing.kind).into_owned(),
            field: words.field_named(citing.kind.plural, citing.field).into_owned(),
            total: words.count(citing.total),
            list: format!("/{}?{}={}", citing.kind.plural, citing.field, source.id()),
        }
    }
}
