//! An indicator over time in one place, and the same indicator side by side in several.

mod comparisons;
mod spots;

use domain::When;

pub use self::comparisons::{Comparison, Pair, Value, compare};
use self::spots::Spot;
use crate::letters::{shorten, width};
use crate::scales::{Scale, plain, ticks, whole_year, year_after, year_of, year_step};
use crate::svg::{Anchor, Area, Head, Svg, n};
use crate::{Picture, Size};

/// One indicator of one place.
#[derive(Debug, Clone)]
pub struct Series {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// The unit, written above the values.
    pub unit: String,
    /// The values in any order.
    pub readings: Vec<Reading>,
    /// For which screen.
    pub size: Size,
}

/// One value of an indicator.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The date or period that it holds for.
    pub when: When,
    /// The value, or the middle of its range.
    pub value: f64,
    /// Lower and upper end, when the source gives a range.
    pub range: Option<(f64, f64)>,
    /// What the value is.
    pub role: Role,
    /// The value as people read it, with the word for its role where that helps.
    pub label: String,
    /// The whole fact in words.
    pub fact: String,
    /// The page of the record.
    pub href: Option<String>,
}

/// What a value stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Before the work: an open circle.
    Baseline,
    /// Measured during or after: a full circle.
    Actual,
    /// Aimed at: a diamond on a broken line.
    Target,
}

/// A reading over more years than this is drawn with its span.
const PERIOD: f64 = 1.1;

/// Draws the values of one indicator.
#[must_use]
pub fn draw(series: &Series) -> Picture {
    let size = series.size;
    let font = size.font();
    let wide = size.pick(420.0, 640.0);
    let linked = series.readings.iter().any(|reading| reading.href.is_some());
    let head = Head { sort: "series", id: &series.id, title: &series.title, linked, width: wide, size };
    let mut svg = Svg::begin(&head);
    let mut dated: Vec<(&Reading, (f64, f64))> =
        series.readings.iter().filter_map(|reading| Some((reading, years(&reading.when)?))).collect();
    dated.sort_by(|a, b| (a.1.0 + a.1.1).total_cmp(&(b.1.0 + b.1.1)));
    if dated.is_empty() {
        return svg.end(1.0);
    }
    let steps = value_steps(&dated);
    let (Some(low), Some(high)) = (steps.first().copied(), steps.last().copied()) else {
        return svg.end(1.0);
    };
    let left = steps.iter().map(|t| width(&plain(*t), font)).fold(0.0, f64::max) + font * 0.9;
    let (roof, floor) = (font * 2.4, size.pick(172.0, 300.0));
    let up = Scale { from: low, to: high, start: floor, end: roof };
    let across = across(&dated, left + font, wide - font * 1.5);
    svg.text("muted", Anchor::Start, 0.0, font, &shorten(&series.unit, font, wide));
    for tick in &steps {
        let class = if *tick == 0.0 { "zero" } else { "grid" };
        svg.line(class, (left, up.at(*tick)), (wide - 2.0, up.at(*tick)));
        svg.text("muted", Anchor::End, left - font * 0.5, up.at(*tick) + font * 0.36, &plain(*tick));
    }
    let spots: Vec<Spot> = dated
        .iter()
        .map(|(reading, (from, to))| Spot {
            reading,
            period: (to - from > PERIOD).then(|| (across.at(*from), across.at(*to))),
            x: across.at((from + to) / 2.0),
            y: up.at(reading.value),
        })
        .collect();
    foot(&mut svg, size, &dated, &across, floor);
    path(&mut svg, &spots, wide);
    spots::draw(&mut svg, series, &spots, &up, Area::new(left, 0.0, wide - left, floor));
    svg.end(floor + font * 1.8)
}

/// Round values that cover all readings; from 0 unless the readings are close together and far from it.
fn value_steps(dated: &[(&Reading, (f64, f64))]) -> Vec<f64> {
    let ends = dated.iter().flat_map(|(reading, _)| {
        let (low, high) = reading.range.unwrap_or((reading.value, reading.value));
        [low.min(reading.value), high.max(reading.value)]
    });
    let ends: Vec<f64> = ends.filter(|v| v.is_finite()).collect();
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !low.is_finite() || !high.is_finite() {
        return vec![0.0, 1.0];
    }
    let from = if low >= 0.0 && low < high * 0.7 || (high - low) <= 0.0 { low.min(0.0) } else { low };
    let to = if high <= from { from + 1.0 } else { high };
    ticks(from, to, 4.0)
}

fn across(dated: &[(&Reading, (f64, f64))], start: f64, end: f64) -> Scale {
    let from = dated.iter().map(|(_, (from, _))| *from).fold(f64::INFINITY, f64::min);
    let to = dated.iter().map(|(_, (_, to))| *to).fold(f64::NEG_INFINITY, f64::max);
    // A single year still gets some room on both sides.
    let lack = ((4.0 - (to - from)) / 2.0).max(0.0);
    Scale { from: (from - lack).floor(), to: (to + lack).ceil(), start, end }
}

fn years(when: &When) -> Option<(f64, f64)> {
    match (when.earliest(), when.latest()) {
        (Some(from), Some(to)) => Some((year_of(from), year_after(to))),
        (Some(day), None) | (None, Some(day)) => Some((year_of(day), year_after(day))),
        (None, None) => None,
    }
}

/// The years below: those of the values where they stand apart, else at even steps.
fn foot(svg: &mut Svg, size: Size, dated: &[(&Reading, (f64, f64))], across: &Scale, floor: f64) {
    let font = size.font();
    let label = width("2000", font);
    let middles = dated.iter().map(|(_, (from, to))| whole_year((from + to) / 2.0));
    let mut given: Vec<i16> = middles.collect();
    given.dedup();
    let short = dated.iter().all(|(_, (from, to))| to - from < PERIOD);
    let apart = given.windows(2).all(|pair| match pair {
        [a, b] => (f64::from(*b) - f64::from(*a)) * across.per_unit() >= label + font * 0.5,
        _ => true,
    });
    let step = year_step(across, label + font);
    let all = whole_year(across.from)..=whole_year(across.to);
    let shown = if short && apart { given } else { all.filter(|year| year % step == 0).collect() };
    for year in shown {
        let x = across.at(f64::from(year) + 0.5);
        if x + label / 2.0 < svg.width() {
            svg.text("year", Anchor::Middle, x, floor + font * 1.35, &year.to_string());
            svg.line("zero", (x, floor), (x, floor + 3.0));
        }
    }
}

/// The line through what was measured; the level of the target across the whole picture.
fn path(svg: &mut Svg, spots: &[Spot], wide: f64) {
    let mut d = String::new();
    for spot in spots.iter().filter(|spot| spot.reading.role != Role::Target) {
        let step = if d.is_empty() { 'M' } else { 'L' };
        d.push_str(&format!("{step}{} {}", n(spot.x), n(spot.y)));
    }
    if d.contains('L') {
        svg.path("course", &d);
    }
    let first = spots.first().map_or(0.0, |spot| spot.x);
    for target in spots.iter().filter(|spot| spot.reading.role == Role::Target) {
        svg.line("aim", (first, target.y), (wide - 2.0, target.y));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checks::{classed, hostile, readable, sound, texts};

    fn reading(when: &str, value: f64, range: Option<(f64, f64)>, role: Role, label: &str) -> Reading {
        Reading {
            when: When::parse(when).unwrap(),
            value,
            range,
            role,
            label: label.to_owned(),
            fact: label.to_owned(),
            href: None,
        }
    }

    fn series(readings: Vec<Reading>, size: Size) -> Series {
        Series { id: "s".to_owned(), title: "Waste".to_owned(), unit: "t/d".to_owned(), readings, size }
    }

    #[test]
    fn first_last_and_target_are_named() {
        let readings = vec![
            reading("2002", 1500.0, Some((1300.0, 1700.0)), Role::Baseline, "Baseline 1,300-1,700"),
            reading("2004-2007", 1280.0, None, Role::Actual, "1,280"),
            reading("2012-06", 1000.0, None, Role::Actual, "1,000"),
            reading("2015", 900.0, None, Role::Target, "Target 900"),
        ];
        for size in [Size::Wide, Size::Narrow] {
            let picture = draw(&series(readings.clone(), size));
            sound(&picture);
            readable(&picture);
            let shown: Vec<String> = texts(&picture).into_iter().map(|(_, text)| text).collect();
            for wanted in ["Baseline 1,300-1,700", "Target 900"] {
                assert!(shown.iter().any(|text| text == wanted), "{shown:?}");
            }
            let counts = ["before", "goal", "range", "period", "aim"].map(|class| classed(&picture, class));
            assert_eq!(counts, [1, 1, 1, 1, 1]);
        }
    }

    #[test]
    fn one_value_and_none_make_a_picture() {
        sound(&draw(&series(vec![reading("2002", 0.0, None, Role::Actual, "0")], Size::Wide)));
        sound(&draw(&series(Vec::new(), Size::Wide)));
    }

    proptest! {
        #[test]
        fn nothing_breaks_a_series(
            values in prop::collection::vec((hostile(), any::<f64>(), 1..9998_i16, any::<Option<(f64, f64)>>()), 0..6),
        ) {
            let readings = values.into_iter().map(|(label, value, year, range)| {
                reading(&format!("{year:04}"), value, range, Role::Actual, &label)
            });
            sound(&draw(&series(readings.collect(), Size::Narrow)));
        }
    }
}
