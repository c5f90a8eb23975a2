//! The values of indicators about a record, as a table: what is measured, when, how much, from where.

use app::records::RecordPage;
use domain::{Record, Value, When};
use language::Words;
use store::Names;

use crate::layout::Said;
use crate::values::{self, Cited, Length, Shown};

/// The table.
pub(super) struct Observations {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
    /// The list of all of them.
    pub(super) list: String,
}

/// One value.
pub(super) struct Row {
    pub(super) address: String,
    pub(super) indicator: String,
    pub(super) when: Shown,
    pub(super) value: Shown,
    pub(super) note: Option<Said>,
    pub(super) citations: Vec<Cited>,
}

impl Observations {
    /// The table of the values about a record; `None` when there are none.
    pub(super) fn new(words: Words, names: &Names, found: &RecordPage) -> Option<Self> {
        let kind = found.observations.first()?.kind();
        let mut records: Vec<&Record> = found.observations.iter().collect();
        records.sort_by_cached_key(|record| {
            let day = record.when("year").map(When::sort_key).unwrap_or_default();
            (words.indicator(record.text("indicator")).into_owned(), day)
        });
        let shown = |record: &Record, name: &str| {
            let field = kind.field(name);
            field.map_or(Shown::Blank, |field| values::shown(words, names, record, field, Length::Short))
        };
        let row = |record: &Record| Row {
            address: values::address(kind, record.id()),
            indicator: words.indicator(record.text("indicator")).into_owned(),
            when: shown(record, "year"),
            value: shown(record, "value"),
            note: match record.get("note") {
                Some(Value::Texts(texts)) => Some(Said::of(texts, words.language())),
                _ => None,
            },
            citations: record.citations("source").iter().map(|c| values::cited(words, names, c)).collect(),
        };
        Some(Self {
            title: words.kind(kind).into_owned(),
            rows: records.into_iter().map(row).collect(),
            list: format!("/{}?subject={}", kind.plural, found.record.id()),
        })
    }
}
