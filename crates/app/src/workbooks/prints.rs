//! A list for paper: what the page shows, in words, with era years in Japanese and yen in thousands.

use domain::kind::Title;
use domain::{Field, Kind, Number, Record, Shape, Texts, Unit, Value};
use formats::xlsx::{Head, Print, Printed};
use jiff::civil::Date;
use language::{Language, Words};
use store::Names;

use crate::lists::{BLANK, ListQuery};

/// The most records of a list that go to paper.
///
/// # Source
/// Ours: five hundred sheets of A4.
pub(super) const MOST_PRINTED: u64 = 20_000;

/// The currency whose amounts stand in thousands.
const YEN: &str = "JPY";

/// What stands around the rows of a list.
pub(super) fn head(words: Words, office: &Texts, query: &ListQuery, day: Date, made_at: i64) -> Print {
    let kind = query.kind;
    let heads = std::iter::once(title_head(words, kind))
        .chain(fields(kind).map(|field| field_head(words, kind, field)))
        .collect();
    let today = domain::When::parse(&day.to_string()).ok();
    let today = today.map(|when| era(words, &when)).unwrap_or_default();
    let lines = vec![
        words.with("workbook-printed", &[("office", office.text(words.tag()).into()), ("day", today.into())]),
    ];
    Print {
        name: kind.plural.to_owned(),
        title: words.kind(kind).into_owned(),
        lines,
        heads,
        notes: Vec::new(),
        made_at,
    }
}

/// Adds how the list is narrowed, and how its amounts are rounded.
pub(super) fn finish(words: Words, query: &ListQuery, print: &mut Print) {
    let mut said: Vec<String> = query
        .filters
        .iter()
        .map(|(field, value)| {
            let value = match field.shape {
                _ if value == BLANK => words.get("list-blank").into_owned(),
                Shape::Code(vocabulary) => words.code(vocabulary, value).into_owned(),
                _ => words.term(field.name, value),
            };
            format!("{}: {value}", words.field(query.kind, field))
        })
        .collect();
    if !query.text.is_empty() {
        said.push(format!("{}: {}", words.get("list-words"), query.text));
    }
    if query.from.is_some() || query.to.is_some() {
        let year = |year: Option<i16>| year.map(|year| year.to_string()).unwrap_or_default();
        said.push(format!("{}–{}", year(query.from), year(query.to)));
    }
    if !said.is_empty() {
        print.lines.push(said.join(" · "));
    }
    if fields(query.kind).any(is_money) {
        print.notes.push(words.get("workbook-rounded").into_owned());
    }
}

/// The cells of a record.
pub(super) fn row(words: Words, names: &Names, record: &Record) -> Vec<Printed> {
    let title = match record.kind().title {
        Title::Field(_) => record.title(&|_| None).text(words.tag()).to_owned(),
        Title::Fields(parts) => {
            let part = |name: &&str| record.kind().field(name).map(|field| text(words, names, record, field));
            parts.iter().filter_map(part).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    };
    let cells = fields(record.kind()).map(|field| cell(words, names, record, field));
    std::iter::once(Printed::Text(title)).chain(cells).collect()
}

/// The fields that a list shows, but for units and currencies, which stand with their numbers.
fn fields(kind: &'static Kind) -> impl Iterator<Item = &'static Field> {
    let shown = move || kind.list.iter().filter_map(|name| kind.field(name));
    shown().filter(move |field| !shown().any(|number| number.unit == Unit::Field(field.name)))
}

fn title_head(words: Words, kind: &'static Kind) -> Head {
    let label = match kind.title {
        Title::Field(name) => words.field_named(kind.plural, name).into_owned(),
        Title::Fields(_) => words.kind_one(kind).into_owned(),
    };
    Head { label, group: None, width: 40 }
}

fn field_head(words: Words, kind: &'static Kind, field: &'static Field) -> Head {
    let has = |name: &str| kind.list.contains(&name);
    let is_end = |first: &str, last: &str| {
        matches!(field.name, name if name == first || name == last) && has(first) && has(last)
    };
    let group =
        (is_end("start", "end") || is_end("from", "to")).then(|| words.get("workbook-span").into_owned());
    let label = words.field(kind, field).into_owned();
    let label = match field.unit {
        _ if is_money(field) => words.with("workbook-thousands", &[("field", label.into())]),
        Unit::Fixed(unit) => format!("{label} ({})", words.unit(unit)),
        _ => label,
    };
    let width = match field.shape {
        Shape::Date | Shape::Period => 18,
        Shape::Number | Shape::Code(_) => 16,
        Shape::Texts { .. } | Shape::References(_) | Shape::Citations => 32,
        _ => 22,
    };
    Head { label, group, width }
}

fn is_money(field: &Field) -> bool {
    field.unit == Unit::Field("currency")
}

fn cell(words: Words, names: &Names, record: &Record, field: &'static Field) -> Printed {
    let Some(number) = record.number(field.name) else {
        return Printed::Text(text(words, names, record, field));
    };
    let unit = match field.unit {
        Unit::Field(name) => record.text(name),
        Unit::None | Unit::Fixed(_) => "",
    };
    let plain = match unit {
        YEN => thousands(number),
        "" => exact(number),
        _ => None,
    };
    plain.unwrap_or_else(|| Printed::Text(words.quantity(number, unit)))
}

/// An amount in thousands, rounded half up.
fn thousands(number: &Number) -> Option<Printed> {
    let rounded = (!number.is_range()).then(|| number.in_thousands().to_string())?;
    Some(Printed::Number(rounded.parse().ok()?, 0))
}

fn exact(number: &Number) -> Option<Printed> {
    let decimals = number.written().split_once('.').map_or(0, |(_, behind)| behind.len());
    let value = number.written().parse().ok().filter(|_| !number.is_range())?;
    Some(Printed::Number(value, decimals))
}

fn era(words: Words, when: &domain::When) -> String {
    let era = (words.language() == Language::Ja).then(|| words.when_era(when)).flatten();
    era.unwrap_or_else(|| words.when_short(when))
}

/// A value in words.
fn text(words: Words, names: &Names, record: &Record, field: &'static Field) -> String {
    let Some(value) = record.get(field.name) else { return String::new() };
    let joint = if words.language() == Language::Ja { "、" } else { ", " };
    match (value, field.shape) {
        (Value::Text(code), Shape::Code(vocabulary)) => words.code(vocabulary, code).into_owned(),
        (Value::Text(term), Shape::Term) => words.term(field.name, term),
        (Value::Texts(texts), _) => texts.text(words.tag()).to_owned(),
        (Value::Many(terms), _) => {
            terms.iter().map(|term| words.term(field.name, term)).collect::<Vec<_>>().join(joint)
        }
        (Value::When(when), _) => era(words, when),
        (Value::Number(number), _) => words.number(number),
        (Value::Reference(_) | Value::References(_), _) => {
            let title = |id: &String| {
                names.get(id).map_or_else(|| id.clone(), |head| head.title.text(words.tag()).to_owned())
            };
            value.references().iter().map(title).collect::<Vec<_>>().join(joint)
        }
        (value, _) => value.cell(),
    }
}
