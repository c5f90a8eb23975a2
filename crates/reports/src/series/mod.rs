//! An indicator over time in one place, and the same indicator side by side in several.

mod comparisons;

use domain::When;

pub use self::comparisons::{Comparison, Pair, Value, compare};
use crate::facts::{Fact, mark};
use crate::labels::Taken;
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

/// A value with its place in the picture.
struct Spot<'a> {
    reading: &'a Reading,
    from: f64,
    to: f64,
    x: f64,
    y: f64,
}

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
            from: across.at(*from),
            to: across.at(*to),
            x: across.at((from + to) / 2.0),
            y: up.at(reading.value),
        })
        .collect();
    foot(&mut svg, size, &across, floor);
    path(&mut svg, &spots, wide);
    draw_spots(&mut svg, series, &spots, &up, Area::new(left, 0.0, wide - left, floor));
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

fn foot(svg: &mut Svg, size: Size, across: &Scale, floor: f64) {
    let font = size.font();
    let label = width("2000", font);
    let step = year_step(across, label + font);
    for year in whole_year(across.from)..=whole_year(across.to) {
        let x = across.at(f64::from(year) + 0.5);
        if year % step == 0 && x + label / 2.0 < svg.width() {
            svg.text("year", Anchor::Middle, x, floor + font * 1.35, &year.to_string());
            svg.line("grid", (x, floor), (x, floor + 3.0));
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

fn draw_spots(svg: &mut Svg, series: &Series, spots: &[Spot], up: &Scale, frame: Area) {
    let size = series.size;
    let font = size.font();
    let r = size.pick(4.0, 6.5);
    let mut taken = Taken::default();
    for spot in spots {
        taken.add(Area::new(spot.x - r - 1.0, spot.y - r - 1.0, 2.0 * r + 2.0, 2.0 * r + 2.0));
        if let Some((low, high)) = spot.reading.range {
            taken.add(Area::new(spot.x - 1.0, up.at(high), 2.0, up.at(low) - up.at(high)));
        }
    }
    // First, last and target are named first; the values between them where room is left.
    let mut order: Vec<usize> = (0..spots.len()).collect();
    let last = spots.len().saturating_sub(1);
    let target = |i: &usize| spots.get(*i).is_some_and(|spot| spot.reading.role == Role::Target);
    order.sort_by_key(|i| !(*i == 0 || *i == last || target(i)));
    let mut names = vec![None; spots.len()];
    for i in order {
        let Some(spot) = spots.get(i) else { continue };
        let text = shorten(&spot.reading.label, font, frame.width * 0.6);
        let wide = width(&text, font);
        let places = around(spot, wide, font, r);
        if let (Some(found), Some(name)) = (taken.place(&places, &frame), names.get_mut(i)) {
            *name = places.get(found).map(|area| (text, area.x, area.y + font * 0.9));
        }
    }
    for (spot, name) in spots.iter().zip(names) {
        let fact = Fact {
            text: &spot.reading.fact,
            href: spot.reading.href.as_deref(),
            labelled: name.is_some(),
            top: (spot.x, spot.y - r - 2.0),
        };
        mark(svg, size, &fact, |svg| {
            draw_spot(svg, spot, up, r);
            if let Some((text, x, y)) = name {
                svg.text("number beside", Anchor::Start, x, y, &text);
            }
        });
    }
}

/// Where the name of a value may stand: above, below, after, before.
fn around(spot: &Spot, wide: f64, font: f64, r: f64) -> Vec<Area> {
    let (high, gap) = (font * 1.15, r + 2.5);
    let middle = spot.x - wide / 2.0;
    let at = |x: f64, y: f64| Area::new(x, y, wide, high);
    vec![
        at(middle, spot.y - gap - high),
        at(middle, spot.y + gap),
        at(spot.x + gap, spot.y - high / 2.0),
        at(spot.x - gap - wide, spot.y - high / 2.0),
        at(spot.x - r, spot.y - gap - high),
        at(spot.x + r - wide, spot.y - gap - high),
        at(spot.x - r, spot.y + gap),
        at(spot.x + r - wide, spot.y + gap),
    ]
}

fn draw_spot(svg: &mut Svg, spot: &Spot, up: &Scale, r: f64) {
    if let Some((low, high)) = spot.reading.range {
        let (foot, head) = (up.at(low), up.at(high));
        svg.path(
            "range",
            &format!(
                "M{x0} {h}H{x1}M{x} {h}V{f}M{x0} {f}H{x1}",
                x0 = n(spot.x - r),
                x1 = n(spot.x + r),
                x = n(spot.x),
                h = n(head),
                f = n(foot)
            ),
        );
    }
    if spot.to - spot.from > 2.0 * r + 2.0 {
        let d = format!(
            "M{x0} {a}V{b}M{x0} {y}H{x1}M{x1} {a}V{b}",
            x0 = n(spot.from),
            x1 = n(spot.to),
            y = n(spot.y),
            a = n(spot.y - r * 0.7),
            b = n(spot.y + r * 0.7)
        );
        svg.path("period", &d);
    }
    match spot.reading.role {
        Role::Baseline => svg.circle("spot before", spot.x, spot.y, r),
        Role::Actual => svg.circle("spot", spot.x, spot.y, r),
        Role::Target => {
            let r = r * 1.3;
            let (x, y) = (spot.x, spot.y);
            let d = format!(
                "M{} {}L{} {}L{} {}L{} {}Z",
                n(x),
                n(y - r),
                n(x + r),
                n(y),
                n(x),
                n(y + r),
                n(x - r),
                n(y)
            );
            svg.path("spot goal", &d);
        }
    }
}
