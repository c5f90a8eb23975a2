//! The form that narrows a list, and the chips that widen it again.

use app::lists::{BLANK, Facet, LONGEST_TEXT, ListPage, ListQuery};
use domain::kind::Title;
use domain::{Field, Kind, Shape};
use language::Words;

use super::addresses;
use crate::layout::Said;
use crate::values;

/// The form.
pub(super) struct Filters {
    pub(super) text: String,
    pub(super) longest_text: usize,
    /// The fields that the list shows.
    pub(super) first: Vec<Select>,
    /// The other fields.
    pub(super) further: Vec<Select>,
    /// Whether one of the other fields narrows the list now.
    pub(super) is_further_open: bool,
    pub(super) years: Option<Years>,
    /// What narrows the list by fields that have no select here, kept while narrowing further.
    pub(super) kept: Vec<(&'static str, String)>,
    /// The order, kept while narrowing.
    pub(super) sort: Option<String>,
}

/// The values of one field.
pub(super) struct Select {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

/// One value of a field.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) count: Option<String>,
    pub(super) is_chosen: bool,
}

/// The years of the kind's date.
pub(super) struct Years {
    pub(super) label: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// Something that narrows the list now, with the address without it.
pub(super) struct Chip {
    pub(super) label: String,
    pub(super) value: Said,
    pub(super) without: String,
}

impl Filters {
    pub(super) fn new(words: Words, list: &ListPage) -> Self {
        let query = &list.query;
        let (mut first, mut further) = (Vec::new(), Vec::new());
        for facet in list.facets.iter().filter(|facet| is_offered(query, facet)) {
            let select = select(words, list, facet);
            if is_first(query.kind, facet.field) { first.push(select) } else { further.push(select) }
        }
        let is_further_open = query.filters.iter().any(|(field, _)| !is_first(query.kind, field));
        let sort =
            addresses::parameters(query).into_iter().find(|(name, _)| *name == "sort").map(|(_, sort)| sort);
        let is_selected = |field: &Field| list.facets.iter().any(|facet| facet.field.name == field.name);
        let kept = query.filters.iter().filter(|(field, _)| !is_selected(field));
        Self {
            kept: kept
                .map(|(field, value)| (field.name, value.clone()))
                .chain(query.without.map(|kind| ("without", kind.plural.to_owned())))
                .collect(),
            text: query.text.clone(),
            longest_text: LONGEST_TEXT,
            first,
            further,
            is_further_open,
            years: years(words, query),
            sort,
        }
    }
}

/// A field with one value for all records narrows nothing.
fn is_offered(query: &ListQuery, facet: &Facet) -> bool {
    facet.values.len() > 1 || query.filters.iter().any(|(field, _)| field.name == facet.field.name)
}

fn is_first(kind: &Kind, field: &Field) -> bool {
    let in_title = match kind.title {
        Title::Field(name) => name == field.name,
        Title::Fields(names) => names.contains(&field.name),
    };
    in_title || kind.list.contains(&field.name)
}

fn select(words: Words, list: &ListPage, facet: &Facet) -> Select {
    let field = facet.field;
    let chosen = |value: &str| list.query.filters.iter().any(|(f, v)| f.name == field.name && v == value);
    let choice = |value: &str, count: Option<u64>| Choice {
        value: value.to_owned(),
        label: label(words, list, field, value).text,
        count: count.map(|count| words.count(count)),
        is_chosen: chosen(value),
    };
    let mut choices: Vec<Choice> =
        facet.values.iter().map(|(value, n)| choice(value, facet.is_of_list.then_some(*n))).collect();
    match field.shape {
        Shape::Code(vocabulary) if vocabulary.codes.len() < 30 => {
            choices.sort_by_key(|choice| vocabulary.codes.iter().position(|code| *code == choice.value));
        }
        _ => choices.sort_by_cached_key(|choice| domain::fold(&choice.label)),
    }
    for (_, value) in list.query.filters.iter().filter(|(f, _)| f.name == field.name) {
        if !choices.iter().any(|choice| choice.value == *value) {
            choices.insert(0, choice(value, None));
        }
    }
    Select { name: field.name, label: words.field(list.query.kind, field).into_owned(), choices }
}

fn label(words: Words, list: &ListPage, field: &Field, value: &str) -> Said {
    if value == BLANK {
        return Said::plain(&words.get("list-blank"));
    }
    values::filter_label(words, &list.names, field, value)
}

/// Years are asked for where the kind has a date, unless fields of its own are called `from` and `to`.
fn years(words: Words, query: &ListQuery) -> Option<Years> {
    let date = query.kind.date.filter(|_| query.kind.field("from").is_none())?;
    let year = |year: Option<i16>| year.map_or_else(String::new, |year| format!("{year:04}"));
    Some(Years {
        label: words.field_named(query.kind.plural, date).into_owned(),
        from: year(query.from),
        to: year(query.to),
    })
}

/// What narrows the list now.
pub(super) fn chips(words: Words, list: &ListPage) -> Vec<Chip> {
    let query = &list.query;
    let mut chips = Vec::new();
    for (at, (field, value)) in query.filters.iter().enumerate() {
        let mut without = ListQuery { page: 1, ..query.clone() };
        without.filters.remove(at);
        chips.push(Chip {
            label: words.field(query.kind, field).into_owned(),
            value: label(words, list, field, value),
            without: addresses::of(&without),
        });
    }
    if !query.text.is_empty() {
        let without = ListQuery { text: String::new(), page: 1, ..query.clone() };
        chips.push(chip(words, "list-words", &query.text, &without));
    }
    if let Some(year) = query.from {
        let without = ListQuery { from: None, page: 1, ..query.clone() };
        chips.push(chip(words, "list-from", &year.to_string(), &without));
    }
    if let Some(year) = query.to {
        let without = ListQuery { to: None, page: 1, ..query.clone() };
        chips.push(chip(words, "list-to", &year.to_string(), &without));
    }
    if let Some(kind) = query.without {
        let without = ListQuery { without: None, page: 1, ..query.clone() };
        chips.push(chip(words, "list-without", &words.kind(kind), &without));
    }
    chips
}

fn chip(words: Words, key: &str, value: &str, without: &ListQuery) -> Chip {
    Chip { label: words.get(key).into_owned(), value: Said::plain(value), without: addresses::of(without) }
}
