//! Columns along the years: how many activities, agreements or projects each year saw.

use crate::facts::{Fact, mark};
use crate::labels::Taken;
use crate::letters::width;
use crate::scales::{Scale, plain, ticks, year_step};
use crate::svg::{Anchor, Area, Head, Svg, count};
use crate::{Picture, Size};

/// Values by year; a year without a column is a year without a value.
#[derive(Debug, Clone)]
pub struct Years {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// The columns in any order.
    pub columns: Vec<Column>,
    /// For which screen.
    pub size: Size,
}

/// The value of one year.
#[derive(Debug, Clone)]
pub struct Column {
    /// The calendar year, or the year in which the fiscal year starts.
    pub year: i16,
    /// Its height; values under 0 are drawn as 0.
    pub value: f64,
    /// The value as people read it.
    pub label: String,
    /// The whole fact in words.
    pub fact: String,
    /// A list behind the column.
    pub href: Option<String>,
}

/// Draws columns.
#[must_use]
pub fn draw(years: &Years) -> Picture {
    let size = years.size;
    let font = size.font();
    let wide = size.pick(720.0, 640.0);
    let linked = years.columns.iter().any(|column| column.href.is_some());
    let head = Head { sort: "years", id: &years.id, title: &years.title, linked, width: wide, size };
    let mut svg = Svg::begin(&head);
    let (Some(first), Some(last)) =
        (years.columns.iter().map(|c| c.year).min(), years.columns.iter().map(|c| c.year).max())
    else {
        return svg.end(1.0);
    };
    let most = years.columns.iter().map(|c| c.value).fold(0.0, f64::max).max(f64::EPSILON);
    let whole = years.columns.iter().all(|c| c.value.fract() == 0.0);
    let mut steps = ticks(0.0, most, 3.0);
    steps.retain(|step| !whole || step.fract() == 0.0);
    let top = steps.last().copied().unwrap_or(most);
    let left = steps.iter().map(|t| width(&plain(*t), font)).fold(0.0, f64::max) + font * 0.7;
    let (roof, floor) = (font * 1.5, size.pick(150.0, 250.0));
    // Few years do not become walls: a column is never wider than this.
    let widest = size.pick(46.0, 64.0);
    let right = (left + widest * (f64::from(last) - f64::from(first) + 1.0)).min(wide - font * 1.2);
    let across = Scale { from: f64::from(first), to: f64::from(last) + 1.0, start: left, end: right };
    let up = Scale { from: 0.0, to: top, start: floor, end: roof };
    for tick in &steps {
        let class = if *tick == 0.0 { "zero" } else { "grid" };
        svg.line(class, (left, up.at(*tick)), (right, up.at(*tick)));
        svg.text("muted", Anchor::End, left - font * 0.5, up.at(*tick) + font * 0.36, &plain(*tick));
    }
    columns(&mut svg, years, &across, &up);
    foot(&mut svg, years, &across, floor);
    svg.end(floor + font * 1.8)
}

fn columns(svg: &mut Svg, years: &Years, across: &Scale, up: &Scale) {
    let size = years.size;
    let font = size.font();
    let cell = across.per_unit();
    let thick = (cell * 0.76).max(1.5);
    let mut sorted: Vec<&Column> = years.columns.iter().collect();
    // The highest are labelled first; the others where there is room left.
    sorted.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.year.cmp(&b.year)));
    let mut taken = Taken::default();
    let mut labelled = Vec::new();
    for column in &sorted {
        let x = across.at(f64::from(column.year)) + cell / 2.0;
        let y = up.at(column.value.max(0.0));
        taken.add(Area::new(x - thick / 2.0, y, thick, up.start - y));
        let wide = width(&column.label, font);
        let area = Area::new(x - wide / 2.0 - 1.5, y - font * 1.25, wide + 3.0, font * 1.1);
        let frame = Area::new(across.start - 3.0, 0.0, svg.width(), up.start);
        if taken.place(&[area], &frame).is_some() {
            labelled.push(column.year);
        }
    }
    sorted.sort_by_key(|column| column.year);
    for column in sorted {
        let x = across.at(f64::from(column.year)) + cell / 2.0;
        let y = up.at(column.value.max(0.0));
        let shown = labelled.contains(&column.year);
        let fact = Fact {
            text: &column.fact,
            href: column.href.as_deref(),
            labelled: shown,
            top: (x, y - font * 1.3),
        };
        mark(svg, size, &fact, |svg| {
            svg.rect("column", Area::new(x - thick / 2.0, y, thick, up.start - y));
            if shown {
                svg.text("number", Anchor::Middle, x, y - font * 0.35, &column.label);
            }
        });
    }
}

/// The years below: each one with a column when they are few, else at even steps.
fn foot(svg: &mut Svg, years: &Years, across: &Scale, floor: f64) {
    let font = years.size.font();
    let label = width("2000", font);
    let cell = across.per_unit();
    let mut given: Vec<i16> = years.columns.iter().map(|column| column.year).collect();
    given.sort_unstable();
    given.dedup();
    let (Some(first), Some(last)) = (given.first().copied(), given.last().copied()) else { return };
    let step = year_step(across, label + font * 0.6);
    let few = count(given.len()) * (label + font) < (across.end - across.start) * 0.6;
    let shown = if few { given } else { (first..=last).filter(|year| year % step == 0).collect() };
    let mut free = f64::NEG_INFINITY;
    for year in shown {
        let x = across.at(f64::from(year)) + cell / 2.0;
        if x - label / 2.0 >= free {
            svg.text("year", Anchor::Middle, x, floor + font * 1.25, &year.to_string());
            free = x + label / 2.0 + font * 0.4;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checks::{classed, hostile, readable, sound, texts};

    fn years(columns: &[(i16, f64)], size: Size) -> Years {
        let columns = columns.iter().map(|(year, value)| Column {
            year: *year,
            value: *value,
            label: value.to_string(),
            fact: format!("{year}: {value}"),
            href: Some("/activities".to_owned()),
        });
        Years { id: "y".to_owned(), title: "Years".to_owned(), columns: columns.collect(), size }
    }

    #[test]
    fn few_years_are_all_named_and_many_at_even_steps() {
        let shown = |columns: &[(i16, f64)], size| {
            let picture = draw(&years(columns, size));
            sound(&picture);
            readable(&picture);
            assert_eq!(classed(&picture, "column"), columns.len());
            texts(&picture).into_iter().map(|(_, text)| text).collect::<Vec<_>>()
        };
        for size in [Size::Wide, Size::Narrow] {
            let few = shown(&[(1981, 1.0), (2004, 3.0), (2016, 2.0)], size);
            assert!(["1981", "2004", "2016"].iter().all(|year| few.contains(&(*year).to_owned())), "{few:?}");
            let many: Vec<(i16, f64)> = (1981..2024).map(|year| (year, f64::from(year % 9))).collect();
            let many = shown(&many, size);
            assert!(many.contains(&"1990".to_owned()) && !many.contains(&"1987".to_owned()), "{many:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_years(
            columns in prop::collection::vec((-9999..9999_i16, any::<f64>()), 0..6),
            label in hostile(),
        ) {
            let mut years = years(&columns, Size::Wide);
            years.title = label.clone();
            for column in &mut years.columns {
                column.label.clone_from(&label);
                column.fact.clone_from(&label);
            }
            sound(&draw(&years));
        }
    }
}
