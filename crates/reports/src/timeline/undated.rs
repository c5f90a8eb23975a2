//! Projects without any date: a list below the years, lane by lane, so that none is left out and none is guessed.

use super::dates::{Extent, is_dated};
use super::{Lane, Plan, Timeline, Work, patterns};
use crate::facts::{Fact, mark};
use crate::letters::{shorten, width};
use crate::sector_class;
use crate::svg::{Anchor, Area, Svg};

/// Draws the list from `top` and gives the height of the picture.
pub(super) fn draw(svg: &mut Svg, plan: &Plan, timeline: &Timeline, top: f64) -> f64 {
    let lanes: Vec<(&Lane, Vec<&Work>)> = timeline
        .lanes
        .iter()
        .map(|lane| (lane, lane.works.iter().filter(|work| !is_dated(work)).collect::<Vec<_>>()))
        .filter(|(_, works)| !works.is_empty())
        .collect();
    if lanes.is_empty() {
        return top;
    }
    let font = plan.size.font();
    let mut y = top + 6.0;
    svg.line("rule strong", (plan.left, y), (plan.right, y));
    svg.text("undated-label", Anchor::Start, plan.left, y + font * 1.5, &timeline.undated_label);
    y += font * 2.1;
    for (lane, works) in lanes {
        y = draw_lane(svg, plan, lane, &works, y);
    }
    y
}

fn draw_lane(svg: &mut Svg, plan: &Plan, lane: &Lane, works: &[&Work], y: f64) -> f64 {
    let font = plan.size.font();
    svg.open("g", &[("class", "lane undated")]);
    let (rows_top, least) = plan.name(svg, y, &lane.name, "");
    let left = plan.years.start;
    let (swatch, pad) = (font * 1.8, font * 0.45);
    let (mut x, mut row) = (left, rows_top);
    for work in works {
        let text = shorten(&work.title, font, plan.right - left - swatch - pad);
        let wide = swatch + pad + width(&text, font);
        if x > left && x + wide > plan.right {
            x = left;
            row += plan.row();
        }
        let fact =
            Fact { text: &work.fact, href: work.href.as_deref(), labelled: true, top: (x + wide / 2.0, row) };
        mark(svg, plan.size, &fact, |svg| {
            let at = Extent::new(x, x + swatch, swatch * 0.3, swatch * 0.3);
            let at = Extent { open_start: true, open_end: true, ..at };
            patterns::bar(svg, work.stage, at, row + plan.bar() * 0.15, plan.bar() * 0.7);
            svg.text("", Anchor::Start, x + swatch + pad, plan.foot(row), &text);
        });
        x += wide + font * 1.4;
    }
    let end = (row + plan.row()).max(least);
    svg.rect(&sector_class(&lane.sector), Area::new(plan.left, y, 4.0, end - y - 4.0));
    svg.close();
    end + 3.0
}
