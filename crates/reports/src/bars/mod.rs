//! Horizontal bars with their names and numbers, and reasons stacked into a sum.

mod stacks;

pub use self::stacks::{Segment, Stack, stack};
use crate::facts::{Fact, mark};
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Area, Head, Svg};
use crate::{Picture, Size, sector_class};

/// Bars of one measure, such as the projects of each sector.
#[derive(Debug, Clone)]
pub struct Bars {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// The bars, from the top.
    pub rows: Vec<Row>,
    /// For which screen.
    pub size: Size,
}

/// One bar.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its length; values under 0 are drawn as 0.
    pub value: f64,
    /// The number as people read it, with its unit if the title does not say it.
    pub label: String,
    /// The whole fact in words.
    pub fact: String,
    /// A page or list behind the bar.
    pub href: Option<String>,
    /// The code of the sector that the bar stands for, which gives its hue; empty for other bars.
    pub sector: String,
}

/// Draws bars.
#[must_use]
pub fn draw(bars: &Bars) -> Picture {
    let size = bars.size;
    let font = size.font();
    let wide = size.pick(720.0, 640.0);
    let linked = bars.rows.iter().any(|row| row.href.is_some());
    let head = Head { sort: "bars", id: &bars.id, title: &bars.title, linked, width: wide, size };
    let mut svg = Svg::begin(&head);
    let narrow = size == Size::Narrow;
    let most_name = if narrow { wide - 4.0 } else { wide * 0.42 };
    let names: Vec<String> = bars.rows.iter().map(|row| shorten(&row.name, font, most_name)).collect();
    let widest = names.iter().map(|name| width(name, font)).fold(0.0, f64::max);
    let numbers = bars.rows.iter().map(|row| width(&row.label, font)).fold(0.0, f64::max);
    let left = if narrow { 0.0 } else { widest + font };
    let longest = (wide - left - numbers - font).max(20.0);
    let most = bars.rows.iter().map(|row| row.value).fold(0.0, f64::max).max(f64::EPSILON);
    let (high, step) = (size.pick(15.0, 20.0), size.pick(23.0, 60.0));
    let mut y = 2.0;
    for (row, name) in bars.rows.iter().zip(&names) {
        let fact = Fact {
            text: &row.fact,
            href: row.href.as_deref(),
            labelled: true,
            top: (left + longest / 2.0, y),
        };
        mark(&mut svg, size, &fact, |svg| {
            let bar_y = if narrow {
                svg.text("", Anchor::Start, 0.0, y + font, name);
                y + font * 1.35
            } else {
                svg.text("", Anchor::End, left - font * 0.6, y + high / 2.0 + font * 0.36, name);
                y
            };
            let long = (row.value / most * longest).max(if row.value > 0.0 { 1.5 } else { 0.0 });
            let class = match row.sector.as_str() {
                "" => "column".to_owned(),
                code => format!("column {}", sector_class(code)),
            };
            svg.rect(&class, Area::new(left, bar_y, long, high));
            let foot = bar_y + high / 2.0 + font * 0.36;
            svg.text("number", Anchor::Start, left + long + font * 0.5, foot, &row.label);
        });
        y += step;
    }
    svg.line("zero", (left, 0.0), (left, y));
    svg.end(y + 2.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::checks::{classed, hostile, readable, sound};

    fn bars(rows: Vec<(&str, f64)>, size: Size) -> Bars {
        let rows = rows.into_iter().map(|(name, value)| Row {
            name: name.to_owned(),
            value,
            label: value.to_string(),
            fact: name.to_owned(),
            href: Some("/projects".to_owned()),
            sector: "water-supply".to_owned(),
        });
        Bars { id: "b".to_owned(), title: "Bars".to_owned(), rows: rows.collect(), size }
    }

    #[test]
    fn each_bar_has_its_name_and_number() {
        for size in [Size::Wide, Size::Narrow] {
            let rows = vec![("Water supply", 65.0), ("Waste management", 0.0), ("Air quality", -3.0)];
            let picture = draw(&bars(rows, size));
            sound(&picture);
            readable(&picture);
            assert_eq!(classed(&picture, "column"), 3);
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_bars(rows in prop::collection::vec((hostile(), any::<f64>()), 0..6)) {
            let rows: Vec<(&str, f64)> = rows.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            sound(&draw(&bars(rows, Size::Narrow)));
        }
    }
}
