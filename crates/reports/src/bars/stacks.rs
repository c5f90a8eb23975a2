//! The reasons of a score: each begins where the one above ends, so that the last ends at the sum.

use crate::facts::{Fact, mark};
use crate::letters::{BOLD, shorten, width};
use crate::svg::{Anchor, Area, Head, Svg};
use crate::{Picture, Size};

/// The reasons of a score, which is their sum.
#[derive(Debug, Clone)]
pub struct Stack {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// The reasons in the order in which they are read; those under 0 take away from the end.
    pub segments: Vec<Segment>,
    /// The name of the sum, such as score.
    pub total_name: String,
    /// The sum as people read it.
    pub total: String,
    /// The value at the right end, common to all stacks that are compared.
    pub most: f64,
    /// For which screen.
    pub size: Size,
}

/// One reason.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// What it adds.
    pub value: f64,
    /// What it adds, as people read it.
    pub label: String,
    /// The whole reason in words.
    pub fact: String,
}

/// A segment with its place along the scale.
struct Placed<'a> {
    segment: &'a Segment,
    from: f64,
    to: f64,
}

/// Draws reasons one below the other, and the sum below them.
#[must_use]
pub fn stack(stack: &Stack) -> Picture {
    let size = stack.size;
    let font = size.font();
    let wide = size.pick(720.0, 640.0);
    let head = Head { sort: "stack", id: &stack.id, title: &stack.title, linked: false, width: wide, size };
    let mut svg = Svg::begin(&head);
    let named = stack.segments.iter().map(|segment| &segment.name).chain([&stack.total_name]);
    let widest = named.map(|name| width(name, font * BOLD)).fold(0.0, f64::max);
    let left = widest.min(wide * size.pick(0.46, 0.52)) + font;
    let numbered = stack.segments.iter().map(|segment| &segment.label).chain([&stack.total]);
    let number = numbered.map(|label| width(label, font * BOLD)).fold(0.0, f64::max).min(wide * 0.2);
    let room = (wide - left - number - font).max(20.0);
    let (parts, end) = place(stack, room);
    let (high, step) = (size.pick(13.0, 22.0), size.pick(20.0, 35.0));
    let line = |y: f64| y + high / 2.0 + font * 0.36;
    let mut y = 2.0;
    for part in &parts {
        let fact = Fact { text: &part.segment.fact, href: None, labelled: true, top: (left, y) };
        let gain = part.segment.value >= 0.0;
        let (from, to) = (left + part.from, left + part.to);
        mark(&mut svg, size, &fact, |svg| {
            let name = shorten(&part.segment.name, font, left - font);
            svg.text("", Anchor::End, left - font * 0.6, line(y), &name);
            svg.rect(if gain { "segment" } else { "segment less" }, Area::new(from, y, to - from, high));
            svg.text("number", Anchor::Start, to + font * 0.4, line(y), &part.segment.label);
        });
        let next = if gain { to } else { from };
        svg.line("tie", (next, y + high), (next, y + step));
        y += step;
    }
    svg.line("zero", (left, 0.0), (left, y + high + 2.0));
    svg.rect("segment sum", Area::new(left, y, end, high));
    let name = shorten(&stack.total_name, font * BOLD, left - font);
    svg.text("strong", Anchor::End, left - font * 0.6, line(y), &name);
    svg.text("number strong", Anchor::Start, left + end + font * 0.4, line(y), &stack.total);
    svg.end(y + step)
}

/// The gains from the left in their order, then the losses back from where the gains end.
fn place(stack: &Stack, room: f64) -> (Vec<Placed<'_>>, f64) {
    let gains: f64 = stack.segments.iter().map(|s| s.value.max(0.0)).sum();
    let unit = room / stack.most.max(gains).max(f64::EPSILON);
    let mut end = 0.0;
    let mut parts = Vec::new();
    let gains = stack.segments.iter().filter(|s| s.value > 0.0);
    let losses = stack.segments.iter().filter(|s| s.value < 0.0);
    for segment in gains.chain(losses) {
        let next = (end + segment.value * unit).max(0.0);
        parts.push(Placed { segment, from: next.min(end), to: next.max(end) });
        end = next;
    }
    (parts, end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checks::{classed, hostile, readable, sound};

    fn reasons(segments: Vec<(&str, f64)>, size: Size) -> Stack {
        let segments = segments.into_iter().map(|(name, value)| Segment {
            name: name.to_owned(),
            value,
            label: format!("{value:+.2}"),
            fact: name.to_owned(),
        });
        Stack {
            id: "r".to_owned(),
            title: "Reasons".to_owned(),
            segments: segments.collect(),
            total_name: "Score".to_owned(),
            total: "0.66".to_owned(),
            most: 1.0,
            size,
        }
    }

    #[test]
    fn reasons_end_where_their_sum_is() {
        let reasons = reasons(vec![("a", 0.5), ("b", -0.2), ("c", 0.3)], Size::Wide);
        let (parts, end) = place(&reasons, 100.0);
        assert_eq!(parts.len(), 3);
        assert!((end - 60.0).abs() < 1e-9, "{end}");
    }

    #[test]
    fn names_of_reasons_do_not_cover_each_other() {
        let many = vec![
            ("Words in common: leakage, supply", 0.27),
            ("Same sector", 0.05),
            ("Proven in 9 cities", 0.02),
            ("Worked with Phnom Penh", 0.32),
            ("No scheme open", -0.06),
        ];
        for size in [Size::Wide, Size::Narrow] {
            let picture = stack(&reasons(many.clone(), size));
            sound(&picture);
            readable(&picture);
            assert_eq!(classed(&picture, "segment"), 5 + 1);
            assert_eq!(classed(&picture, "less"), 1);
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_a_stack(segments in prop::collection::vec((hostile(), any::<f64>()), 0..6)) {
            let segments = segments.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            sound(&stack(&reasons(segments, Size::Wide)));
        }
    }
}
