//! The bars of one lane and their titles, packed into as few rows as keep them apart.

use super::dates::{Extent, extent, placed};
use super::patterns::Ground;
use super::{Plan, Work, patterns};
use crate::facts::{Fact, mark};
use crate::labels::Rows;
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Area, Svg, count};

/// Where a title stands.
#[derive(Debug, Clone, PartialEq)]
struct Title {
    text: String,
    anchor: Anchor,
    x: f64,
    wide: f64,
    inside: bool,
    /// The stretch of the row that bar and title take together.
    takes: (f64, f64),
}

/// Draws the bars of a lane from `top` and gives the number of rows.
pub(super) fn draw(svg: &mut Svg, plan: &Plan, works: &[Work], top: f64) -> usize {
    let mut bars: Vec<(&Work, Extent)> = works
        .iter()
        .filter_map(|work| extent(work, plan.today).map(|found| (work, placed(found, plan))))
        .collect();
    bars.sort_by(|a, b| a.1.from.total_cmp(&b.1.from).then(b.1.to.total_cmp(&a.1.to)));
    let mut rows = Rows::default();
    for (work, at) in bars {
        let titles = titles(plan, work, at);
        let stretches: Vec<_> = titles.iter().map(|title| title.takes).collect();
        let Some((row, title)) = rows.take(&stretches, plan.size.pick(9.0, 12.0)) else { continue };
        let Some(title) = titles.get(title) else { continue };
        draw_one(svg, plan, work, (at, title), top + count(row) * plan.row());
    }
    rows.len()
}

fn draw_one(svg: &mut Svg, plan: &Plan, work: &Work, (at, title): (Extent, &Title), y: f64) {
    let fact = Fact {
        text: &work.fact,
        href: work.href.as_deref(),
        labelled: !title.text.is_empty(),
        top: ((at.from + at.to) / 2.0, y),
    };
    mark(svg, plan.size, &fact, |svg| {
        patterns::bar(svg, work.stage, at, y, plan.bar());
        if title.text.is_empty() {
            return;
        }
        let class = match (title.inside, patterns::ground(work.stage)) {
            (false, _) => "beside",
            (true, Ground::Dark) => "light",
            (true, Ground::Light) => "",
            (true, Ground::Patterned) => {
                let font = plan.size.font();
                let plate =
                    Area::new(title.x - font * 0.25, y + 2.0, title.wide + font * 0.5, plan.bar() - 4.0);
                svg.rect("ground", plate);
                ""
            }
        };
        svg.text(class, title.anchor, title.x, plan.foot(y), &title.text);
    });
}

/// The places where the title of a bar may stand, the best first; at least one.
fn titles(plan: &Plan, work: &Work, at: Extent) -> Vec<Title> {
    let font = plan.size.font();
    let pad = font * 0.45;
    // Light letters need the firm part of a dark bar; dark letters read well on the soft parts too.
    let (from, to) = match patterns::ground(work.stage) {
        Ground::Dark => (at.from + at.soft_start, at.to - at.soft_end * 0.7),
        _ => (at.from + at.soft_start * 0.4, at.to),
    };
    let room = to - from - 2.0 * pad;
    let inside = |text: String| {
        let wide = width(&text, font);
        Title { text, anchor: Anchor::Start, x: from + pad, wide, inside: true, takes: (at.from, at.to) }
    };
    if width(&work.title, font) <= room {
        return vec![inside(work.title.clone())];
    }
    let after = |most: f64| {
        let text = shorten(&work.title, font, most);
        let (x, wide) = (at.to + pad, width(&text, font));
        Title { text, anchor: Anchor::Start, x, wide, inside: false, takes: (at.from, x + wide) }
    };
    let before = |most: f64| {
        let text = shorten(&work.title, font, most);
        let (x, wide) = (at.from - pad, width(&text, font));
        Title { text, anchor: Anchor::End, x, wide, inside: false, takes: (x - wide, at.to) }
    };
    let (right, left) = (plan.right - at.to - pad, at.from - pad - plan.years.start);
    let whole = width(&work.title, font).min(560.0);
    let short = whole.min(plan.size.pick(260.0, 300.0));
    let mut found = Vec::new();
    // The whole title first; a shorter one keeps the number of rows down where others stand near.
    if whole <= right {
        found.push(after(560.0));
    }
    if whole <= left {
        found.push(before(560.0));
    }
    if found.is_empty() {
        found.push(match (right.max(left) < room, left > right) {
            (true, _) => inside(shorten(&work.title, font, room)),
            (false, true) => before(left),
            (false, false) => after(right),
        });
    }
    if short <= right {
        found.push(after(short));
    }
    if short <= left {
        found.push(before(short));
    }
    found
}
