//! The years on top, the light grid behind the lanes, and the line of today.

use super::{Plan, Timeline};
use crate::letters::width;
use crate::scales::{whole_year, year_step};
use crate::svg::{Anchor, Svg};

/// A picture taller than this carries the years at its foot as well.
const TALL: f64 = 520.0;

/// Height of the years on top.
pub(super) fn height(plan: &Plan) -> f64 {
    plan.size.font() * 1.9
}

/// Where the timeline ends below the lanes.
pub(super) fn foot(plan: &Plan, top: f64, bottom: f64) -> f64 {
    if bottom - top > TALL { bottom + height(plan) } else { bottom }
}

/// Draws grid, years and the line of today between two heights.
pub(super) fn draw(svg: &mut Svg, plan: &Plan, timeline: &Timeline, (top, bottom): (f64, f64)) {
    let font = plan.size.font();
    let scale = &plan.years;
    let step = year_step(scale, width("2000", font) + font * 1.4);
    let fine = year_step(scale, plan.size.pick(14.0, 24.0)).min(step);
    let now = scale.at(plan.today);
    let word = width(&timeline.today_label, font);
    let half = word / 2.0;
    let centre = now.min(plan.right - half);
    let tall = bottom - top > TALL;
    svg.open("g", &[("class", "axis"), ("aria-hidden", "true")]);
    let (first, last) = (whole_year(scale.from.ceil()), whole_year(scale.to));
    for year in first..=last {
        let x = scale.at(f64::from(year));
        if year % fine == 0 {
            let class = match (year % 10, year % step) {
                (0, _) => "grid decade",
                (_, 0) => "grid",
                _ => "grid fine",
            };
            svg.line(class, (x, top), (x, bottom));
        }
        // A year stands at the start of its own column, so it may not reach into the word for today.
        let label = width("2000", font) / 2.0;
        let hidden = (x - centre).abs() < label + half + font * 0.7 || x + label > plan.right;
        let near_names = x - label < 0.0;
        if year % step == 0 && !near_names {
            let class = if year % 10 == 0 { "year decade" } else { "year" };
            if !hidden {
                svg.text(class, Anchor::Middle, x, top - font * 0.55, &year.to_string());
            }
            if tall && x + label <= plan.right {
                svg.text(class, Anchor::Middle, x, bottom + font * 1.2, &year.to_string());
            }
        }
    }
    svg.line("today", (now, top - font * 0.35), (now, bottom));
    svg.text("today-label", Anchor::Middle, centre, top - font * 0.55, &timeline.today_label);
    svg.close();
}
