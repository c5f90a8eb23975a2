//! A mark that stands for a fact: a link where there is a page, the whole fact on hover and on focus.

use crate::letters::{width, wrap};
use crate::svg::{Anchor, Area, Svg, count, safe_href};
use crate::{Size, letters};

/// What a mark says and where it leads.
pub(crate) struct Fact<'a> {
    /// The whole fact in words, with its source.
    pub text: &'a str,
    /// The page of the record.
    pub href: Option<&'a str>,
    /// Whether the mark itself carries words; if not, the link is named by the fact.
    pub labelled: bool,
    /// Middle of the upper edge of the mark, above which the fact appears on focus.
    pub top: (f64, f64),
}

/// Draws a mark together with its fact.
pub(crate) fn mark(svg: &mut Svg, size: Size, fact: &Fact, draw: impl FnOnce(&mut Svg)) {
    let href = fact.href.and_then(safe_href);
    match href {
        Some(href) if fact.labelled => svg.open("a", &[("href", href)]),
        Some(href) => svg.open("a", &[("href", href), ("aria-label", fact.text)]),
        None => svg.open("g", &[]),
    }
    if !fact.text.is_empty() {
        svg.said("title", &[], fact.text);
    }
    draw(svg);
    if href.is_some() {
        focused(svg, size, fact);
    }
    svg.close();
}

/// The fact in a box above the mark, shown by the style sheet while the mark has the focus.
fn focused(svg: &mut Svg, size: Size, fact: &Fact) {
    let font = size.font();
    let room = svg.width() * size.pick(0.4, 0.8);
    let lines = wrap(fact.text, font, room, 4);
    let widest = lines.iter().map(|l| width(l, font)).fold(0.0, f64::max);
    if lines.is_empty() || widest <= 0.0 {
        return;
    }
    let (pad, line) = (font * 0.6, font * 1.35);
    let (wide, high) = (widest + 2.0 * pad, count(lines.len()) * line + pad);
    let x = (fact.top.0 - wide / 2.0).min(svg.width() - wide - 1.0).max(1.0);
    // It may reach beyond the upper edge of the picture, which the style sheet lets it.
    let y = fact.top.1 - high - 4.0;
    svg.open("g", &[("class", "fact"), ("aria-hidden", "true")]);
    svg.rect("fact-box", Area::new(x, y, wide, high));
    for (i, text) in lines.iter().enumerate() {
        svg.text("", Anchor::Start, x + pad, y + pad * 0.5 + line * (count(i) + 0.8), text);
    }
    svg.close();
}

/// A plain text of one or several lines, the first standing on `y`; gives the foot of the last.
pub(crate) fn lines(svg: &mut Svg, class: &str, at: (f64, f64), step: f64, texts: &[String]) -> f64 {
    let mut y = at.1;
    for (i, text) in texts.iter().enumerate() {
        y = at.1 + step * count(i);
        svg.text(class, Anchor::Start, at.0, y, text);
    }
    y
}

/// A small note at the lower right, such as the source of the outline of a map.
pub(crate) fn credit(svg: &mut Svg, size: Size, text: &str, at: (f64, f64)) {
    if text.is_empty() {
        return;
    }
    let font = size.small();
    let text = letters::shorten(text, font, svg.width() * 0.9);
    svg.text("muted small", Anchor::End, at.0, at.1, &text);
}
