//! The values of a series: circles, ranges, spans, and names that keep clear of them.

use super::{Reading, Role, Series};
use crate::facts::{Fact, mark};
use crate::labels::Taken;
use crate::letters::{shorten, width};
use crate::scales::Scale;
use crate::svg::{Anchor, Area, Svg, n};

/// A value with its place in the picture.
pub(super) struct Spot<'a> {
    pub reading: &'a Reading,
    /// First and last year of the period, when it is longer than one year.
    pub period: Option<(f64, f64)>,
    pub x: f64,
    pub y: f64,
}

/// Draws the values with their names where there is room.
pub(super) fn draw(svg: &mut Svg, series: &Series, spots: &[Spot], up: &Scale, frame: Area) {
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
    block_lines(&mut taken, spots, r);
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
        let places = around(spot, wide, font, r, up);
        let first = i == 0 || i == last || target(&i);
        let found = taken.place(&places, &frame).and_then(|found| places.get(found));
        // The first, the last and the target are named even where it is tight.
        let forced = places.first().filter(|_| first).map(|area| Area {
            x: area.x.min(frame.x + frame.width - wide).max(frame.x),
            y: area.y.max(0.0),
            ..*area
        });
        if let (Some(area), Some(name)) = (found.copied().or(forced), names.get_mut(i)) {
            *name = Some((text, area.x, area.y + font * 0.9));
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

/// Keeps names off the lines between the values, the spans of periods and the level of the target.
fn block_lines(taken: &mut Taken, spots: &[Spot], r: f64) {
    let mut block = |from: (f64, f64), to: (f64, f64)| {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let mut passed = 0.0;
        while passed < length {
            let share = passed / length;
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            taken.add(Area::new(x - 1.0, y - 1.0, 2.0, 2.0));
            passed += r;
        }
    };
    let measured: Vec<&Spot> = spots.iter().filter(|spot| spot.reading.role != Role::Target).collect();
    for pair in measured.windows(2) {
        if let [a, b] = pair {
            block((a.x, a.y), (b.x, b.y));
        }
    }
    for spot in spots {
        if let Some((from, to)) = spot.period {
            block((from, spot.y), (to, spot.y));
        }
    }
    if let Some(first) = spots.first() {
        for aim in spots.iter().filter(|spot| spot.reading.role == Role::Target) {
            block((first.x, aim.y), (aim.x, aim.y));
        }
    }
}

/// Where the name of a value may stand: above, below, after, before; above or below its range.
fn around(spot: &Spot, wide: f64, font: f64, r: f64, up: &Scale) -> Vec<Area> {
    let (high, gap) = (font * 1.15, r + 2.5);
    let (low, top) = spot.reading.range.map_or((spot.y, spot.y), |(low, top)| (up.at(low), up.at(top)));
    let (above, below) = (top.min(spot.y - r) - 2.5 - high, low.max(spot.y + r) + 2.5);
    let sideways = [spot.x - wide / 2.0, spot.x - r, spot.x + r - wide];
    let mut places: Vec<Area> = Vec::new();
    for y in [above, below] {
        places.extend(sideways.map(|x| Area::new(x, y, wide, high)));
    }
    places.insert(2, Area::new(spot.x + gap, spot.y - high / 2.0, wide, high));
    places.insert(3, Area::new(spot.x - gap - wide, spot.y - high / 2.0, wide, high));
    places
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
    if let Some((from, to)) = spot.period {
        let d = format!(
            "M{x0} {a}V{b}M{x0} {y}H{x1}M{x1} {a}V{b}",
            x0 = n(from),
            x1 = n(to),
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
