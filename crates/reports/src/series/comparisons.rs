//! The same indicator in several places, before and after: a line per place on one common scale.

use crate::facts::{Fact, mark};
use crate::letters::{shorten, width};
use crate::scales::{Scale, plain, ticks};
use crate::svg::{Anchor, Head, Svg, count};
use crate::{Picture, Size};

/// One indicator in several places.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// The unit, written at the scale.
    pub unit: String,
    /// The word for the open circles, such as the first year.
    pub before_label: String,
    /// The word for the full circles, such as the last year.
    pub after_label: String,
    /// The places in the order in which they are shown; see [`Comparison::sorted`].
    pub pairs: Vec<Pair>,
    /// For which screen.
    pub size: Size,
}

impl Comparison {
    /// The same comparison with the highest last value on top; places without a last value come last.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let key = |pair: &Pair| pair.after.as_ref().map_or(f64::NEG_INFINITY, |after| after.value);
        self.pairs.sort_by(|a, b| key(b).total_cmp(&key(a)));
        self
    }
}

/// One place.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Its name.
    pub name: String,
    /// The whole fact in words.
    pub fact: String,
    /// The place's page.
    pub href: Option<String>,
    /// The first value.
    pub before: Option<Value>,
    /// The last value.
    pub after: Option<Value>,
}

/// A value of a comparison.
#[derive(Debug, Clone)]
pub struct Value {
    /// The value.
    pub value: f64,
    /// The value as people read it, with its year where the years differ.
    pub label: String,
}

/// Draws a comparison.
#[must_use]
pub fn compare(comparison: &Comparison) -> Picture {
    let size = comparison.size;
    let font = size.font();
    let wide = size.pick(720.0, 640.0);
    let linked = comparison.pairs.iter().any(|pair| pair.href.is_some());
    let head =
        Head { sort: "compare", id: &comparison.id, title: &comparison.title, linked, width: wide, size };
    let mut svg = Svg::begin(&head);
    let values = comparison.pairs.iter().flat_map(|pair| [&pair.before, &pair.after]).flatten();
    let values: Vec<&Value> = values.filter(|value| value.value.is_finite()).collect();
    let most = values.iter().map(|value| value.value).fold(0.0, f64::max);
    let least = values.iter().map(|value| value.value).fold(0.0, f64::min);
    let steps = ticks(least, if most > least { most } else { least + 1.0 }, 5.0);
    let labels = values.iter().map(|value| width(&value.label, font)).fold(0.0, f64::max);
    let names: Vec<String> =
        comparison.pairs.iter().map(|pair| shorten(&pair.name, font, wide * 0.34)).collect();
    let left = names.iter().map(|name| width(name, font)).fold(0.0, f64::max) + font;
    let (low, high) = (steps.first().copied().unwrap_or(0.0), steps.last().copied().unwrap_or(1.0));
    // Numbers stand outside of both circles, so both ends of the scale leave room for one.
    let (start, end) = (left + labels + font * 1.2, wide - labels - font * 1.2);
    let scale = Scale { from: low, to: high, start, end };
    let row = size.pick(26.0, 44.0);
    let top = key(&mut svg, comparison, left) + font * 1.9;
    let bottom = top + row * count(comparison.pairs.len());
    for tick in &steps {
        let x = scale.at(*tick);
        svg.line(if *tick == 0.0 { "zero" } else { "grid" }, (x, top - 3.0), (x, bottom));
        svg.text("muted", Anchor::Middle, x, top - font * 0.6, &plain(*tick));
    }
    let unit = shorten(&comparison.unit, font, left - font * 0.6);
    svg.text("muted", Anchor::End, left - font * 0.6, top - font * 0.6, &unit);
    for (i, (pair, name)) in comparison.pairs.iter().zip(&names).enumerate() {
        let y = top + row * (count(i) + 0.5);
        svg.line("rule", (0.0, y + row / 2.0), (wide, y + row / 2.0));
        let fact =
            Fact { text: &pair.fact, href: pair.href.as_deref(), labelled: true, top: (left, y - row / 2.0) };
        mark(&mut svg, size, &fact, |svg| {
            svg.text("", Anchor::End, left - font * 0.6, y + font * 0.36, name);
            draw_pair(svg, size, pair, &scale, y);
        });
    }
    svg.end(bottom + 3.0)
}

/// The two circles with their words, above the scale; gives the foot of the line.
fn key(svg: &mut Svg, comparison: &Comparison, left: f64) -> f64 {
    let size = comparison.size;
    let font = size.font();
    let (r, y) = (size.pick(4.5, 7.0), font * 0.9);
    let x = left + r;
    svg.circle("spot before", x, y, r);
    let text = shorten(&comparison.before_label, font, svg.width() * 0.3);
    svg.text("", Anchor::Start, x + r + font * 0.4, y + font * 0.36, &text);
    let arrow = x + r + font * 0.9 + width(&text, font);
    svg.line("change", (arrow, y), (arrow + font * 2.0, y));
    let x = arrow + font * 2.0 + r;
    svg.circle("spot", x, y, r);
    let text = shorten(&comparison.after_label, font, svg.width() * 0.3);
    svg.text("", Anchor::Start, x + r + font * 0.4, y + font * 0.36, &text);
    y + font * 0.5
}

fn draw_pair(svg: &mut Svg, size: Size, pair: &Pair, scale: &Scale, y: f64) {
    let font = size.font();
    let r = size.pick(4.5, 7.0);
    let foot = y + font * 0.36;
    let before = pair.before.as_ref().map(|value| (scale.at(value.value), value));
    let after = pair.after.as_ref().map(|value| (scale.at(value.value), value));
    if let (Some((from, _)), Some((to, _))) = (before, after) {
        svg.line("change", (from, y), (to, y));
    }
    let falls = match (before, after) {
        (Some((from, _)), Some((to, _))) => to < from,
        _ => false,
    };
    for (value, class, at_start) in [(before, "spot before", !falls), (after, "spot", falls)] {
        let Some((x, value)) = value else { continue };
        svg.circle(class, x, y, r);
        let (anchor, x) =
            if at_start { (Anchor::End, x - r - font * 0.4) } else { (Anchor::Start, x + r + font * 0.4) };
        let weight = if class == "spot" { "number strong" } else { "number" };
        svg.text(weight, anchor, x, foot, &value.label);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checks::{classed, hostile, readable, sound, texts};

    fn comparison(pairs: Vec<(&str, Option<f64>, Option<f64>)>, size: Size) -> Comparison {
        let value = |value: f64| Value { value, label: value.to_string() };
        let pairs = pairs.into_iter().map(|(name, before, after)| Pair {
            name: name.to_owned(),
            fact: name.to_owned(),
            href: Some("/places/a".to_owned()),
            before: before.map(value),
            after: after.map(value),
        });
        Comparison {
            id: "c".to_owned(),
            title: "Losses".to_owned(),
            unit: "%".to_owned(),
            before_label: "2013".to_owned(),
            after_label: "2015".to_owned(),
            pairs: pairs.collect(),
            size,
        }
    }

    #[test]
    fn places_are_sorted_by_their_last_value() {
        let pairs = vec![("A", Some(20.0), Some(11.0)), ("B", Some(5.0), None), ("C", None, Some(13.0))];
        for size in [Size::Wide, Size::Narrow] {
            let sorted = comparison(pairs.clone(), size).sorted();
            let names: Vec<&str> = sorted.pairs.iter().map(|pair| pair.name.as_str()).collect();
            assert_eq!(names, ["C", "A", "B"]);
            let picture = compare(&sorted);
            sound(&picture);
            readable(&picture);
            // One line for the pair that has both values, one in the key.
            assert_eq!(classed(&picture, "change"), 2);
            assert!(texts(&picture).iter().any(|(_, text)| text == "13"));
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_a_comparison(
            pairs in prop::collection::vec((hostile(), any::<Option<f64>>(), any::<Option<f64>>()), 0..6),
        ) {
            let pairs = pairs.iter().map(|(name, before, after)| (name.as_str(), *before, *after)).collect();
            sound(&compare(&comparison(pairs, Size::Wide).sorted()));
        }
    }
}
