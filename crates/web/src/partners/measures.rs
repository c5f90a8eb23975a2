//! Measured values as pages show them: a course drawn beside its table; single values in one table.

use app::partners::{Measured, Measures};
use domain::Record;
use language::Words;
use reports::Size;
use reports::series::{Comparison, Pair, Reading, Role, Series, Value, compare, draw};

use crate::layout::Said;
use crate::telling::{Origin, Teller};
use crate::values::{self, Link, Shown};

/// The most courses that are drawn one by one before they are put side by side.
const MOST_DRAWN: usize = 2;
/// The most lines of a side-by-side picture.
const MOST_LINES: usize = 40;

/// One indicator with a course.
pub(crate) struct Course {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) address: String,
    pub(crate) pictures: Vec<String>,
    /// Whether the table names what was measured.
    pub(crate) is_named: bool,
    /// Whether any value has a note.
    pub(crate) is_noted: bool,
    pub(crate) rows: Vec<Row>,
}

/// One value.
pub(crate) struct Row {
    pub(crate) indicator: Link,
    pub(crate) subject: Link,
    pub(crate) when: String,
    pub(crate) value: Shown,
    pub(crate) note: Option<Said>,
    pub(crate) origin: Origin,
}

/// Parts measured values into those with a course and single ones. `place` is what the page is about.
pub(crate) fn parted<'c>(
    teller: &Teller,
    results: &[Measured],
    place: &str,
    conflicts: impl Fn(&Record) -> Vec<&'c Record>,
) -> (Vec<Course>, Vec<Row>) {
    let (mut courses, mut rows) = (Vec::new(), Vec::new());
    for (at, measured) in results.iter().enumerate() {
        let values = measured.subjects.iter().flat_map(|subject| &subject.values);
        let told = values.clone().map(|value| row(teller, value, conflicts(value)));
        if measured.has_course() && !measured.is_aim() {
            let id = format!("course-{at}");
            courses.push(Course {
                title: teller.words.indicator(&measured.indicator).into_owned(),
                address: format!("/results/{}", measured.indicator),
                pictures: pictures(teller, measured, &id, place),
                is_noted: values.clone().any(|value| value.get("note").is_some()),
                is_named: measured.subjects.iter().any(|subject| subject.subject != place),
                rows: told.collect(),
                id,
            });
        } else {
            rows.extend(told);
        }
    }
    (courses, rows)
}

/// One value as a row.
pub(crate) fn row(teller: &Teller, value: &Record, conflicts: Vec<&Record>) -> Row {
    let indicator = value.text("indicator");
    Row {
        indicator: Link {
            address: format!("/results/{indicator}"),
            text: Said::plain(&teller.words.indicator(indicator)),
            sector: None,
        },
        subject: teller.link(value.text("subject")),
        when: teller.when(value, "year"),
        value: shown(teller.words, value),
        note: teller.said(value, "note"),
        origin: teller.origin(value, conflicts.into_iter()),
    }
}

/// A value with its unit as one text: "3 years".
pub(crate) fn quantity(words: Words, value: &Record) -> String {
    value.number("value").map_or_else(String::new, |number| words.quantity(number, value.text("unit")))
}

/// A value with its unit, for tables.
pub(crate) fn shown(words: Words, value: &Record) -> Shown {
    value.number("value").map_or(Shown::Blank, |number| match value.text("unit") {
        unit if domain::vocabularies::CURRENCIES.holds(unit) => {
            Shown::Text(Said::plain(&words.money_short(number, unit)))
        }
        unit => values::quantity(words, number, unit),
    })
}

fn pictures(teller: &Teller, measured: &Measured, id: &str, place: &str) -> Vec<String> {
    let with_course = measured.subjects.iter().filter(|subject| subject.dated().nth(1).is_some());
    let with_course: Vec<&Measures> = with_course.collect();
    if with_course.len() > MOST_DRAWN {
        return vec![side_by_side(teller, measured, id, Size::Wide)];
    }
    let draw_one = |(at, subject): (usize, &&Measures)| {
        let name = teller.words.indicator(&measured.indicator);
        let about = teller.link(&subject.subject).text.text;
        let title = if subject.subject == place {
            name.into_owned()
        } else {
            teller.words.with("story-of", &[("indicator", name.into()), ("subject", about.into())])
        };
        let readings = subject.dated().enumerate().filter_map(|(at, value)| reading(teller, value, at));
        let series = Series {
            id: format!("{id}-{at}"),
            title,
            unit: teller.words.unit(&measured.unit).into_owned(),
            readings: readings.collect(),
            size: Size::Wide,
        };
        draw(&series).svg
    };
    with_course.iter().enumerate().map(draw_one).collect()
}

fn reading(teller: &Teller, value: &Record, at: usize) -> Option<Reading> {
    let number = value.number("value")?;
    let (low, high) = (number.low(), number.high());
    let range = number.is_range().then(|| f64::try_from(low).ok().zip(f64::try_from(high).ok()));
    Some(Reading {
        when: value.date()?.clone(),
        value: number.approximate(),
        range: range.flatten(),
        role: match at {
            _ if app::partners::is_expected(value) => Role::Target,
            0 => Role::Baseline,
            _ => Role::Actual,
        },
        label: teller.words.number(number),
        fact: fact(teller, value),
        href: Some(values::address(value.kind(), value.id())),
    })
}

fn fact(teller: &Teller, value: &Record) -> String {
    let quantity =
        value.number("value").map(|n| teller.words.quantity(n, value.text("unit"))).unwrap_or_default();
    let about = [teller.when(value, "year"), quantity].join(": ");
    let title = format!(
        "{}, {}",
        teller.link(value.text("subject")).text.text,
        teller.words.indicator(value.text("indicator"))
    );
    let source = teller.source_words(value);
    let key = if source.is_empty() { "story-fact-unsourced" } else { "story-fact" };
    teller.words.with(key, &[("title", title.into()), ("about", about.into()), ("source", source.into())])
}

/// Draws first and last values of everything that was measured.
pub(crate) fn side_by_side(teller: &Teller, measured: &Measured, id: &str, size: Size) -> String {
    let value = |record: &Record| {
        let number = record.number("value")?;
        let label = match teller.when(record, "year") {
            year if year.is_empty() => teller.words.number(number),
            year => format!("{} ({year})", teller.words.number(number)),
        };
        Some(Value { value: number.approximate(), label })
    };
    let pairs = measured.subjects.iter().filter_map(|subject| {
        let (first, last) = (subject.first()?, subject.last());
        let (before, after) = match last {
            Some(last) => (value(first), value(last)),
            None => (None, value(first)),
        };
        let facts = [Some(first), last].into_iter().flatten().map(|record| fact(teller, record));
        Some(Pair {
            name: teller.link(&subject.subject).text.text,
            fact: facts.collect::<Vec<_>>().join(" "),
            href: Some(teller.link(&subject.subject).address),
            before,
            after,
        })
    });
    let comparison = Comparison {
        id: id.to_owned(),
        title: teller.words.indicator(&measured.indicator).into_owned(),
        unit: teller.words.unit(&measured.unit).into_owned(),
        before_label: teller.words.get("story-first-value").into_owned(),
        after_label: teller.words.get("story-last-value").into_owned(),
        pairs: pairs.collect(),
        size,
    };
    let mut sorted = comparison.sorted();
    sorted.pairs.truncate(MOST_LINES);
    compare(&sorted).svg
}
