//! The bars of one lane and their titles, packed into as few rows as keep them apart.

use super::dates::{Extent, extent, placed};
use super::patterns::Ground;
use super::{Plan, Work, patterns};
use crate::facts::{Fact, mark};
use crate::labels::Rows;
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Svg, count};

/// Where a title stands.
#[derive(Debug, Clone, PartialEq)]
struct Title {
    text: String,
    anchor: Anchor,
    x: f64,
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
        if !title.text.is_empty() {
            let class = match (title.inside, patterns::ground(work.stage)) {
                (false, _) => "beside",
                (true, Ground::Dark) => "light",
                (true, Ground::Light) => "",
                (true, Ground::Patterned) => "halo",
            };
            svg.text(class, title.anchor, title.x, plan.foot(y), &title.text);
        }
    });
}

/// The places where the title of a bar may stand, the best first; at least one.
fn titles(plan: &Plan, work: &Work, at: Extent) -> Vec<Title> {
    let font = plan.size.font();
    let pad = font * 0.45;
    let mut found = Vec::new();
    // Light letters need the firm part of a dark bar; dark letters read well on the soft parts too.
    let (from, to) = if patterns::ground(work.stage) == Ground::Dark {
        (at.from + at.soft_start * 0.8, at.to - at.soft_end * 0.7)
    } else {
        (at.from + at.soft_start * 0.4, at.to)
    };
    let inside = |text: String| Title {
        text,
        anchor: Anchor::Start,
        x: from + pad,
        inside: true,
        takes: (at.from, at.to),
    };
    let whole = width(&work.title, font);
    let room = to - from - 2.0 * pad;
    if whole <= room {
        found.push(inside(work.title.clone()));
        return found;
    }
    let most = plan.size.pick(330.0, 420.0);
    let beside = shorten(&work.title, font, most);
    let wide = width(&beside, font);
    if at.to + pad + wide <= plan.right {
        found.push(Title {
            text: beside.clone(),
            anchor: Anchor::Start,
            x: at.to + pad,
            inside: false,
            takes: (at.from, at.to + pad + wide),
        });
    }
    if at.from - pad - wide >= plan.years.start {
        found.push(Title {
            text: beside,
            anchor: Anchor::End,
            x: at.from - pad,
            inside: false,
            takes: (at.from - pad - wide, at.to),
        });
    }
    if found.is_empty() {
        found.push(squeezed(plan, work, at, room, inside));
    }
    found
}

/// The title shortened to the largest room there is: inside, after or before the bar.
fn squeezed(plan: &Plan, work: &Work, at: Extent, room: f64, inside: impl Fn(String) -> Title) -> Title {
    let font = plan.size.font();
    let pad = font * 0.45;
    let after = plan.right - at.to - pad;
    let before = at.from - pad - plan.years.start;
    if room >= after && room >= before {
        return inside(shorten(&work.title, font, room));
    }
    let text = shorten(&work.title, font, after.max(before));
    let wide = width(&text, font);
    if after >= before {
        let takes = (at.from, at.to + pad + wide);
        return Title { text, anchor: Anchor::Start, x: at.to + pad, inside: false, takes };
    }
    let takes = (at.from - pad - wide, at.to);
    Title { text, anchor: Anchor::End, x: at.from - pad, inside: false, takes }
}
