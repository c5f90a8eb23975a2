//! Flags, stars and dots above the lanes, each with its name where there is room.

use super::dates::span;
use super::{Mark, MarkRow, MarkSort, Plan};
use crate::facts::{Fact, mark};
use crate::labels::Rows;
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Svg, count, n};

/// How far apart marks of the same name may stand to share it, as a share of the letters' size.
const SHARED: f64 = 7.0;

/// Marks that follow each other under one name, such as an award won year after year.
struct Group<'a> {
    marks: Vec<(&'a Mark, Spot)>,
}

/// Where a mark stands, and between which places its date may lie.
#[derive(Debug, Clone, Copy)]
struct Spot {
    x: f64,
    from: f64,
    to: f64,
}

/// Draws a row of marks from `top`, in as many lines as they need, and gives where the next row begins.
pub(super) fn draw(svg: &mut Svg, plan: &Plan, row: &MarkRow, top: f64) -> f64 {
    svg.open("g", &[("class", "marks")]);
    let (rows_top, least) = plan.name(svg, top, &row.name, "");
    let mut rows = Rows::default();
    for group in groups(plan, row) {
        draw_group(svg, plan, row.sort, &group, rows_top, &mut rows);
    }
    svg.close();
    (rows_top + count(rows.len()) * plan.row()).max(least) + 4.0
}

fn radius(plan: &Plan) -> f64 {
    plan.size.pick(5.5, 9.5)
}

fn groups<'a>(plan: &Plan, row: &'a MarkRow) -> Vec<Group<'a>> {
    let place = |mark: &'a Mark| {
        let (from, to) = span(Some(&mark.when))?;
        let (from, to) = (plan.years.at(from), plan.years.at(to));
        Some((mark, Spot { x: (from + to) / 2.0, from, to }))
    };
    let mut marks: Vec<(&Mark, Spot)> = row.marks.iter().filter_map(place).collect();
    marks.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    let reach = plan.size.font() * SHARED;
    let mut groups: Vec<Group> = Vec::new();
    for (mark, spot) in marks {
        let near = groups.iter_mut().find(|group| {
            group.marks.last().is_some_and(|(last, at)| {
                let apart = spot.x - at.x;
                last.label == mark.label && apart >= 2.0 * radius(plan) && apart <= reach
            })
        });
        match near {
            Some(group) => group.marks.push((mark, spot)),
            None => groups.push(Group { marks: vec![(mark, spot)] }),
        }
    }
    groups
}

fn draw_group(svg: &mut Svg, plan: &Plan, sort: MarkSort, group: &Group, top: f64, rows: &mut Rows) {
    let (Some((first, start)), Some((_, end))) = (group.marks.first(), group.marks.last()) else { return };
    let font = plan.size.font();
    let r = radius(plan);
    // The name stands beside the mark, or beside the line that says how long the date may be.
    let pad = font * 0.35;
    let (low, high) = ((start.x - r).min(start.from), (end.x + r).max(end.to));
    let (right, left) = (plan.right - high - pad, low - pad - plan.years.start);
    let whole = width(&first.label, font).min(plan.size.pick(440.0, 560.0));
    let short = whole.min(plan.size.pick(200.0, 260.0));
    let (mut places, mut names) = (Vec::new(), Vec::new());
    let mut offer = |anchor: Anchor, room: f64| {
        let text = shorten(&first.label, font, room);
        let wide = width(&text, font);
        let (x, place) = match anchor {
            Anchor::End => (low - pad, (low - pad - wide, high)),
            _ => (high + pad, (low, high + pad + wide)),
        };
        places.push(place);
        names.push((anchor, x, text));
    };
    // The whole name on either side, else as much as the larger side holds, else a short form.
    if whole <= right {
        offer(Anchor::Start, whole);
    }
    if whole <= left {
        offer(Anchor::End, whole);
    }
    if whole > right && whole > left {
        if right >= left { offer(Anchor::Start, right) } else { offer(Anchor::End, left) }
    }
    if short <= right {
        offer(Anchor::Start, short);
    }
    if short <= left {
        offer(Anchor::End, short);
    }
    let Some((row, place)) = rows.take(&places, plan.size.pick(8.0, 10.0)) else { return };
    let y = top + count(row) * plan.row();
    let name = names.get(place);
    // The name belongs to the mark next to it.
    let named = match name {
        Some((Anchor::Start, ..)) => group.marks.len() - 1,
        _ => 0,
    };
    for (i, (mark, spot)) in group.marks.iter().enumerate() {
        draw_one(svg, plan, (sort, mark), *spot, y, name.filter(|_| i == named));
    }
}

fn draw_one(
    svg: &mut Svg,
    plan: &Plan,
    (sort, fact): (MarkSort, &Mark),
    spot: Spot,
    y: f64,
    name: Option<&(Anchor, f64, String)>,
) {
    let r = radius(plan);
    let said = Fact {
        text: &fact.fact,
        href: fact.href.as_deref(),
        labelled: name.is_some_and(|(_, _, text)| !text.is_empty()),
        top: (spot.x, y),
    };
    mark(svg, plan.size, &said, |svg| {
        // A year, or longer, is drawn as a line under the mark.
        let foot = y + plan.bar() / 2.0 + r + 1.5;
        if spot.to - spot.from > 2.0 * r + 2.0 {
            svg.line("stretch", (spot.from + 1.0, foot), (spot.to - 1.0, foot));
        }
        shape(svg, sort, spot.x, y + plan.bar() / 2.0, r);
        if let Some((anchor, at, text)) = name {
            svg.text("beside", *anchor, *at, plan.foot(y), text);
        }
    });
}

/// Draws a mark around its middle.
pub(super) fn shape(svg: &mut Svg, sort: MarkSort, x: f64, y: f64, r: f64) {
    match sort {
        MarkSort::Agreement => {
            let (pole, top) = (x - r * 0.6, y - r * 1.25);
            svg.line("pole", (pole, top), (pole, y + r * 1.25));
            let tip = pole + r * 1.7;
            let d = format!(
                "M{} {}L{} {}L{} {}Z",
                n(pole),
                n(top),
                n(tip),
                n(top + r * 0.7),
                n(pole),
                n(top + r * 1.4)
            );
            svg.path("flag", &d);
        }
        MarkSort::Recognition => svg.path("star", &star(x, y, r * 1.15)),
        MarkSort::Visit => svg.circle("visit", x, y, r * 0.75),
    }
}

fn star(x: f64, y: f64, r: f64) -> String {
    let mut d = String::new();
    for corner in 0..10_u8 {
        let angle = f64::from(corner) * std::f64::consts::PI / 5.0;
        let reach = if corner % 2 == 0 { r } else { r * 0.42 };
        let step = if corner == 0 { 'M' } else { 'L' };
        d.push_str(&format!("{step}{} {}", n(x + reach * angle.sin()), n(y - reach * angle.cos())));
    }
    d.push('Z');
    d
}
