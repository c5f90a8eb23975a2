//! The table of a list: heads that sort, rows that lead to records.

use app::lists::{ListPage, ListQuery};
use domain::kind::Title;
use domain::{Field, Kind, Shape, Unit};
use language::Words;
use store::Sort;

use super::addresses;
use crate::layout::Said;
use crate::values::{self, Length, Shown};

/// The head of a column.
pub(super) struct Column {
    pub(super) label: String,
    /// The address that sorts by the column, or turns the order round.
    pub(super) address: Option<String>,
    /// `ascending` or `descending` when the list is sorted by this column.
    pub(super) order: Option<&'static str>,
    pub(super) is_number: bool,
}

/// One record.
pub(super) struct Row {
    pub(super) address: String,
    pub(super) title: Said,
    /// The code of the sector, when the record is one.
    pub(super) sector: Option<String>,
    pub(super) cells: Vec<Shown>,
}

/// The fields that a list shows behind the title.
pub(super) fn fields(kind: &'static Kind) -> impl Iterator<Item = &'static Field> {
    kind.list.iter().filter_map(|name| kind.field(name))
}

/// The fields that have a column: all that the list shows, but for units, which stand beside their numbers.
fn columns(kind: &'static Kind) -> impl Iterator<Item = &'static Field> {
    fields(kind).filter(move |field| !fields(kind).any(|number| number.unit == Unit::Field(field.name)))
}

pub(super) fn heads(words: Words, list: &ListPage) -> Vec<Column> {
    let kind = list.query.kind;
    let title = match kind.title {
        Title::Field(name) => kind.field(name),
        Title::Fields(names) => names.first().and_then(|name| kind.field(name)),
    };
    let label = match kind.title {
        Title::Field(name) => words.field_named(kind.plural, name).into_owned(),
        Title::Fields(_) => words.kind_one(kind).into_owned(),
    };
    let first = Column { label, ..head(words, list, title) };
    std::iter::once(first).chain(columns(kind).map(|field| head(words, list, Some(field)))).collect()
}

fn head(words: Words, list: &ListPage, field: Option<&'static Field>) -> Column {
    let Some(field) = field else {
        return Column { label: String::new(), address: None, order: None, is_number: false };
    };
    let current = list.query.sort;
    let is_sorted = current.field == field.name;
    // Dates and numbers are asked for from the newest and the largest; words from the start.
    let from_high = matches!(field.shape, Shape::Date | Shape::Period | Shape::Number);
    let descending = if is_sorted { !current.descending } else { from_high };
    let sort = Sort { field: field.name, descending };
    let address = addresses::of(&ListQuery { sort, page: 1, ..list.query.clone() });
    Column {
        label: words.field(list.query.kind, field).into_owned(),
        address: field.is_sortable().then_some(address),
        order: is_sorted.then_some(if current.descending { "descending" } else { "ascending" }),
        is_number: matches!(field.shape, Shape::Number),
    }
}

pub(super) fn rows(words: Words, list: &ListPage) -> Vec<Row> {
    let kind = list.query.kind;
    list.rows
        .iter()
        .map(|record| Row {
            address: values::address(kind, record.id()),
            title: values::title(words, &list.names, record),
            sector: (kind.plural == "sectors").then(|| record.id().to_owned()),
            cells: columns(kind)
                .map(|field| values::shown(words, &list.names, record, field, Length::Short))
                .collect(),
        })
        .collect()
}
