//! Flags, stars and dots above the lanes, each with its name where there is room.

use super::dates::span;
use super::{Mark, MarkRow, MarkSort, Plan};
use crate::facts::{Fact, mark};
use crate::labels::Rows;
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Svg, count, n};

/// Draws a row of marks from `top`, in as many lines as they need, and gives where the next row begins.
pub(super) fn draw(svg: &mut Svg, plan: &Plan, row: &MarkRow, top: f64) -> f64 {
    svg.open("g", &[("class", "marks")]);
    let (rows_top, least) = plan.name(svg, top, &row.name, "");
    let mut marks: Vec<(&Mark, (f64, f64))> =
        row.marks.iter().filter_map(|mark| Some((mark, span(Some(&mark.when))?))).collect();
    marks.sort_by(|a, b| a.1.0.total_cmp(&b.1.0));
    let mut rows = Rows::default();
    for (mark, (from, to)) in marks {
        draw_one(svg, plan, row.sort, mark, (plan.years.at(from), plan.years.at(to)), rows_top, &mut rows);
    }
    svg.close();
    (rows_top + count(rows.len()) * plan.row()).max(least) + 4.0
}

fn draw_one(
    svg: &mut Svg,
    plan: &Plan,
    sort: MarkSort,
    fact: &Mark,
    (from, to): (f64, f64),
    top: f64,
    rows: &mut Rows,
) {
    let font = plan.size.font();
    let r = plan.size.pick(5.5, 9.5);
    let x = (from + to) / 2.0;
    let text = shorten(&fact.label, font, plan.size.pick(220.0, 300.0));
    let wide = width(&text, font);
    let pad = r + font * 0.35;
    let (mut places, mut anchors) = (Vec::new(), Vec::new());
    if x + pad + wide <= plan.right {
        places.push((x - r, x + pad + wide));
        anchors.push((Anchor::Start, x + pad));
    }
    if x - pad - wide >= plan.years.start {
        places.push((x - pad - wide, x + r));
        anchors.push((Anchor::End, x - pad));
    }
    if places.is_empty() {
        places.push((x - r, x + r));
    }
    let Some((row, place)) = rows.take(&places, plan.size.pick(8.0, 10.0)) else { return };
    let y = top + count(row) * plan.row();
    let labelled = anchors.get(place).copied();
    let said = Fact {
        text: &fact.fact,
        href: fact.href.as_deref(),
        labelled: labelled.is_some() && !text.is_empty(),
        top: (x, y),
    };
    mark(svg, plan.size, &said, |svg| {
        // A year, or longer, is drawn as a line under the mark.
        let foot = y + plan.bar() / 2.0 + r + 1.5;
        if to - from > 2.0 * r + 2.0 {
            svg.line("stretch", (from, foot), (to, foot));
        }
        shape(svg, sort, x, y + plan.bar() / 2.0, r);
        if let Some((anchor, at)) = labelled {
            svg.text("beside", anchor, at, plan.foot(y), &text);
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
