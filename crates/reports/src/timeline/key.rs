//! The key of a timeline: small samples with their words, for readers who see one for the first time.

use super::dates::Extent;
use super::{MarkSort, Stage, marks, patterns};
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Head, Svg};
use crate::{Picture, Size};

/// The words of a key; only what is given is drawn.
#[derive(Debug, Clone)]
pub struct Key {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// Stages with their names.
    pub stages: Vec<(Stage, String)>,
    /// Marks with their names.
    pub marks: Vec<(MarkSort, String)>,
    /// Words for a bar that fades at its right end, as a running project does.
    pub fading: String,
    /// Words for a bar with soft ends, known to the year only.
    pub soft: String,
    /// For which screen.
    pub size: Size,
}

enum Sample {
    Bar(Stage, f64, f64),
    Mark(MarkSort),
}

/// Draws the key.
#[must_use]
pub fn key(key: &Key) -> Picture {
    let size = key.size;
    let width_of_picture = size.full();
    let head =
        Head { sort: "key", id: &key.id, title: &key.title, linked: false, width: width_of_picture, size };
    let mut svg = Svg::begin(&head);
    let soft = (!key.soft.is_empty()).then_some((Stage::Completed, 0.2, 0.2, key.soft.as_str()));
    let fading = (!key.fading.is_empty()).then_some((Stage::Implementation, 0.0, 0.8, key.fading.as_str()));
    let stages = key.stages.iter().map(|(stage, name)| (*stage, 0.0, 0.0, name.as_str()));
    let bars = stages.chain(soft).chain(fading).map(|(stage, a, b, name)| (Sample::Bar(stage, a, b), name));
    let shapes = key.marks.iter().map(|(sort, name)| (Sample::Mark(*sort), name.as_str()));

    let font = size.font();
    let (row, high, long) = (size.pick(24.0, 40.0), size.pick(14.0, 24.0), font * 2.6);
    let (mut x, mut y) = (1.0, 4.0);
    for (sample, name) in bars.chain(shapes) {
        let reach = if matches!(sample, Sample::Bar(..)) { long } else { font };
        let text = shorten(name, font, width_of_picture - reach - font);
        let wide = reach + font * 0.5 + width(&text, font);
        if x > 1.0 && x + wide > width_of_picture {
            x = 1.0;
            y += row;
        }
        match sample {
            Sample::Bar(stage, a, b) => {
                let at = Extent { open_end: b > 0.5, ..Extent::new(x, x + long, long * a, long * b) };
                patterns::bar(&mut svg, stage, at, y, high);
            }
            Sample::Mark(sort) => {
                marks::shape(&mut svg, sort, x + font * 0.5, y + high / 2.0, size.pick(5.5, 9.5));
            }
        }
        svg.text("", Anchor::Start, x + reach + font * 0.5, y + high / 2.0 + font * 0.36, &text);
        x += wide + font * 1.5;
    }
    patterns::define(&mut svg);
    svg.end(y + row)
}
