//! Horizontal bars with their names and numbers, and reasons stacked into a sum.

use crate::facts::{Fact, mark};
use crate::letters::{shorten, width};
use crate::svg::{Anchor, Area, Head, Svg, n};
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
    let (high, step) = (size.pick(15.0, 20.0), size.pick(23.0, 56.0));
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

/// The reasons of a score, which is their sum.
#[derive(Debug, Clone)]
pub struct Stack {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// The reasons in the order in which they are read; those under 0 take away from the end.
    pub segments: Vec<Segment>,
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

/// A segment with its place along the bar.
struct Placed<'a> {
    segment: &'a Segment,
    from: f64,
    to: f64,
    index: usize,
}

/// Draws stacked reasons: the bar, the sum at its end, and each reason named below its part.
#[must_use]
pub fn stack(stack: &Stack) -> Picture {
    let size = stack.size;
    let font = size.font();
    let wide = size.pick(720.0, 640.0);
    let head = Head { sort: "stack", id: &stack.id, title: &stack.title, linked: false, width: wide, size };
    let mut svg = Svg::begin(&head);
    let room = (wide - width(&stack.total, font * 1.15) - font * 1.2).max(40.0);
    let (parts, end) = place(stack, room);
    let high = size.pick(18.0, 28.0);
    svg.rect("track", Area::new(0.0, 1.0, room, high));
    for part in &parts {
        let fact = Fact { text: &part.segment.fact, href: None, labelled: true, top: (part.from, 1.0) };
        mark(&mut svg, size, &fact, |svg| {
            let taken = part.segment.value < 0.0;
            let class =
                if taken { "segment less".to_owned() } else { format!("segment shade-{}", part.index % 4) };
            svg.rect(&class, Area::new(part.from, 1.0, part.to - part.from, high));
        });
    }
    let foot = 1.0 + high / 2.0 + font * 0.4;
    svg.line("sum", (end, 0.0), (end, high + 3.0));
    svg.text("total", Anchor::Start, room + font * 0.6, foot, &stack.total);
    let below = names(&mut svg, size, &parts, (high, room));
    svg.end(below)
}

fn place(stack: &Stack, room: f64) -> (Vec<Placed<'_>>, f64) {
    let gains: f64 = stack.segments.iter().map(|s| s.value.max(0.0)).sum();
    let unit = room / stack.most.max(gains).max(f64::EPSILON);
    let mut end = 0.0;
    let mut parts = Vec::new();
    let gains = stack.segments.iter().filter(|s| s.value > 0.0);
    let losses = stack.segments.iter().filter(|s| s.value < 0.0);
    for (index, segment) in gains.chain(losses).enumerate() {
        let next = (end + segment.value * unit).max(0.0);
        parts.push(Placed { segment, from: next.min(end), to: next.max(end), index });
        end = next;
    }
    (parts, end)
}

/// Writes the names below the bar, each tied to its part by a thin line, and gives the height used.
fn names(svg: &mut Svg, size: Size, parts: &[Placed], (high, room): (f64, f64)) -> f64 {
    let font = size.small();
    let step = size.pick(17.0, 28.0);
    let mut deepest = 0.0_f64;
    // From the right: a name stands below every line that would cut through it.
    let mut ties: Vec<(f64, f64)> = Vec::new();
    let mut sorted: Vec<&Placed> = parts.iter().collect();
    sorted.sort_by(|a, b| b.from.total_cmp(&a.from));
    for part in sorted {
        let text = shorten(&format!("{} {}", part.segment.name, part.segment.label), font, room);
        let wide = width(&text, font);
        let x = (part.from + 5.0).min(svg.width() - wide).max(0.0);
        let cut = ties.iter().filter(|(tie, _)| *tie < x + wide + 6.0).map(|(_, row)| row + 1.0);
        let row = cut.fold(0.0, f64::max);
        ties.push((x.min(part.from), row));
        deepest = deepest.max(row + 1.0);
        let foot = 1.0 + high + step * (row + 0.95);
        svg.path("tie", &format!("M{} {}V{}", n(part.from + 0.5), n(1.0 + high), n(foot)));
        svg.text("small", Anchor::Start, x, foot - 1.0, &text);
    }
    1.0 + high + step * deepest + font * 0.5
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
            total: "0.66".to_owned(),
            most: 1.0,
            size,
        }
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

    #[test]
    fn reasons_end_where_their_sum_is() {
        let stack = reasons(vec![("a", 0.5), ("b", -0.2), ("c", 0.3)], Size::Wide);
        let (parts, end) = place(&stack, 100.0);
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
            let picture = super::stack(&reasons(many.clone(), size));
            sound(&picture);
            readable(&picture);
            assert_eq!(classed(&picture, "segment"), 5);
            assert_eq!(classed(&picture, "less"), 1);
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_bars(rows in prop::collection::vec((hostile(), any::<f64>()), 0..6)) {
            let rows: Vec<(&str, f64)> = rows.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            sound(&draw(&bars(rows.clone(), Size::Narrow)));
            sound(&super::stack(&reasons(rows, Size::Wide)));
        }
    }
}
