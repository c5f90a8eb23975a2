//! One indicator side by side over what was measured.

use app::partners::{Measured, Measures};
use app::results::Compared;
use askama::Template;
use domain::{Number, Record};
use reports::Size;

use crate::layout::{Frame, Said, Section};
use crate::partners::{MeasureRow, measure_row, shown, side_by_side};
use crate::readers::Reader;
use crate::telling::{Document, Teller, counted};
use crate::values::{Link, Shown};

/// The page of one indicator.
#[derive(Template)]
#[template(path = "results/compare.html")]
pub(super) struct ComparedPage {
    frame: Frame,
    lead: String,
    /// The place to which it is narrowed, and the way back to all.
    within: Option<Said>,
    whole: String,
    countries: Vec<Choice>,
    groups: Vec<Group>,
    needs: Vec<(Link, String, String)>,
    conflicts: Vec<(String, Link)>,
    is_cut: bool,
    documents: Vec<Document>,
}

struct Choice {
    address: String,
    label: Said,
    count: String,
    is_chosen: bool,
}

/// The values in one unit.
struct Group {
    id: String,
    /// The unit, when values stand in more than one.
    unit: String,
    wide: String,
    narrow: String,
    rows: Vec<Row>,
    values: Vec<MeasureRow>,
}

/// First and last value of one thing.
struct Row {
    subject: Link,
    first: (String, Shown),
    last: (String, Shown),
    change: String,
}

impl ComparedPage {
    pub(super) fn new(reader: &Reader, compared: &Compared) -> Self {
        let words = reader.words();
        let values = compared.groups.iter().flat_map(|m| m.subjects.iter().flat_map(|s| &s.values));
        let counts = counted(values.chain(&compared.conflicts).chain(&compared.needs));
        let documents: Vec<&str> = counts.iter().map(|(document, _)| document.as_str()).collect();
        let teller = Teller::new(words, &compared.names, &compared.sources, documents);
        let label = words.indicator(&compared.indicator);
        let whole = format!("/results/{}", compared.indicator);
        let within =
            compared.within.as_ref().map(|place| Said::of(&place.title(&|_| None), words.language()));
        let chosen = compared.within.as_ref().map_or("", Record::id);
        let choice = |(id, total): &(String, usize)| Choice {
            address: format!("{whole}?within={id}"),
            label: teller.link(id).text,
            count: words.count(u64::try_from(*total).unwrap_or(u64::MAX)),
            is_chosen: id == chosen,
        };
        let shown_total: usize = compared.groups.iter().map(Measured::total).sum();
        let several = compared.groups.len() > 1;
        let group = |(at, measured): (usize, &Measured)| {
            Group::new(&teller, measured, at, several, &compared.conflicts)
        };
        let need = |need: &Record| {
            let value = need.number("baseline_value").map(|n| words.quantity(n, need.text("unit")));
            (teller.to(need), teller.when(need, "raised"), value.unwrap_or_default())
        };
        Self {
            frame: reader
                .frame(&label)
                .section(Section::Results)
                .step("/results", &words.get("layout-results")),
            lead: words.with(
                "results-values",
                &[("count", shown_total.into()), ("all", words.count(compared.all).into())],
            ),
            within,
            countries: compared.countries.iter().map(choice).collect(),
            groups: compared.groups.iter().enumerate().map(group).collect(),
            needs: compared.needs.iter().map(need).collect(),
            conflicts: compared.conflicts.iter().map(|one| (one.id().to_owned(), teller.to(one))).collect(),
            is_cut: compared.is_cut,
            documents: teller.documents(&counts),
            whole,
        }
    }
}

impl Group {
    fn new(teller: &Teller, measured: &Measured, at: usize, several: bool, conflicts: &[Record]) -> Self {
        let about = |value: &Record| -> Vec<Record> {
            let same = |conflict: &&Record| conflict.text("subject") == value.text("subject");
            conflicts.iter().filter(same).cloned().collect()
        };
        let mut subjects: Vec<&Measures> = measured.subjects.iter().collect();
        let key = |subject: &&Measures| {
            let value = subject.last().or_else(|| subject.first()).and_then(|value| value.number("value"));
            std::cmp::Reverse(value.map(Number::high))
        };
        subjects.sort_by_key(key);
        let values = subjects.iter().flat_map(|subject| &subject.values);
        Self {
            id: format!("values-{at}"),
            unit: if several { teller.words.unit(&measured.unit).into_owned() } else { String::new() },
            wide: side_by_side(teller, measured, &format!("compare-{at}"), Size::Wide),
            narrow: side_by_side(teller, measured, &format!("compare-narrow-{at}"), Size::Narrow),
            values: values.map(|value| measure_row(teller, value, about(value).iter().collect())).collect(),
            rows: subjects.into_iter().map(|subject| Row::new(teller, subject)).collect(),
        }
    }
}

impl Row {
    fn new(teller: &Teller, subject: &Measures) -> Self {
        let cell = |value: Option<&Record>| match value {
            Some(value) => (teller.when(value, "year"), shown(teller.words, value)),
            None => (String::new(), Shown::Blank),
        };
        let (first, last) = match (subject.first(), subject.last()) {
            (first, None) => (None, first),
            both => both,
        };
        Self {
            subject: teller.link(&subject.subject),
            change: first.zip(last).and_then(|(first, last)| change(teller, first, last)).unwrap_or_default(),
            first: cell(first),
            last: cell(last),
        }
    }
}

/// The difference of two exact values, with its sign.
fn change(teller: &Teller, first: &Record, last: &Record) -> Option<String> {
    let (first, last) = (first.number("value")?, last.number("value")?);
    if first.is_range() || last.is_range() {
        return None;
    }
    let difference = last.low().checked_sub(first.low())?;
    let text = teller.words.decimal(difference.normalize());
    Some(if difference.is_sign_positive() && !difference.is_zero() { format!("+{text}") } else { text })
}
