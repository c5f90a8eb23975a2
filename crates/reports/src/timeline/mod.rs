//! The story of a partnership: a lane per sector, a bar per project, marks above the lanes.
//!
//! Dates are drawn as honestly as they are known. A day or month gives a sharp end; a year gives a soft end over half
//! of that year; a decade is soft throughout. A running project fades towards today; one whose end nobody wrote down
//! fades right after its start; one without any date stands in a list below the years.

mod axis;
mod dates;
mod key;
mod marks;
mod patterns;
#[cfg(test)]
mod tests;
mod undated;
mod works;

use domain::When;
use jiff::civil::Date;

pub use self::key::{Key, key};
use crate::facts::lines;
use crate::letters::{BOLD, shorten, width, wrap};
use crate::scales::{Scale, year_of};
use crate::svg::{Anchor, Area, Head, Svg, count};
use crate::{Picture, Size, sector_class};

/// What a timeline shows.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Made of letters, digits and hyphens, different for every picture of a page.
    pub id: String,
    /// What the picture is, for screen readers.
    pub title: String,
    /// The day of the line called today.
    pub today: Date,
    /// The word for that line.
    pub today_label: String,
    /// The heading of the projects without a date.
    pub undated_label: String,
    /// Rows of marks above the lanes, from the top.
    pub rows: Vec<MarkRow>,
    /// Lanes, from the top.
    pub lanes: Vec<Lane>,
    /// For which screen.
    pub size: Size,
}

/// A row of marks of one sort.
#[derive(Debug, Clone)]
pub struct MarkRow {
    /// What the marks are.
    pub sort: MarkSort,
    /// The name of the row: agreements, recognitions, visits.
    pub name: String,
    /// The marks in any order.
    pub marks: Vec<Mark>,
}

/// The shapes of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkSort {
    /// A flag.
    Agreement,
    /// A star.
    Recognition,
    /// A dot.
    Visit,
}

/// A fact of one date above the lanes.
#[derive(Debug, Clone)]
pub struct Mark {
    /// When it happened. A mark without a day on either side is left out.
    pub when: When,
    /// A short name, shown beside the mark when there is room.
    pub label: String,
    /// The whole fact in words.
    pub fact: String,
    /// The page of the record.
    pub href: Option<String>,
}

/// The projects of one sector.
#[derive(Debug, Clone)]
pub struct Lane {
    /// The sector's code, which gives its hue; may be empty.
    pub sector: String,
    /// The sector's name.
    pub name: String,
    /// A word below the name, such as the first year.
    pub note: String,
    /// The projects in any order.
    pub works: Vec<Work>,
}

/// One project.
#[derive(Debug, Clone)]
pub struct Work {
    /// Its name, shown inside the bar or beside it.
    pub title: String,
    /// The whole fact in words: stage, dates, source.
    pub fact: String,
    /// The page of the record.
    pub href: Option<String>,
    /// The furthest stage it reached.
    pub stage: Stage,
    /// When it began, as far as known.
    pub start: Option<When>,
    /// When it ended, as far as known.
    pub end: Option<When>,
    /// Whether it still runs; only asked when `end` is not known.
    pub running: bool,
}

/// The furthest stage of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A problem or an idea: an empty bar with a broken outline.
    Need,
    /// A study: dots.
    Feasibility,
    /// A trial on site: slanted lines.
    Demonstration,
    /// Works or regular service: full and dark.
    Implementation,
    /// Orders and trade by firms: full and dark between two light lines.
    Business,
    /// Finished cooperation: full and light.
    Completed,
    /// Given up: an empty bar struck through.
    NotImplemented,
}

impl Stage {
    /// All stages in the order in which people expect to read them.
    pub const ALL: [Self; 7] = [
        Self::Need,
        Self::Feasibility,
        Self::Demonstration,
        Self::Implementation,
        Self::Business,
        Self::Completed,
        Self::NotImplemented,
    ];

    /// The stage of a code of the vocabulary `stages`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let index = domain::vocabularies::STAGES.codes.iter().position(|known| *known == code)?;
        Self::ALL.get(index).copied()
    }
}

/// Places common to all parts of a timeline.
struct Plan {
    size: Size,
    years: Scale,
    today: f64,
    /// Where lanes and rows begin, at the left of their names.
    left: f64,
    /// Where the space for labels ends.
    right: f64,
}

impl Plan {
    fn of(timeline: &Timeline) -> Self {
        let size = timeline.size;
        let today = year_of(timeline.today);
        let (from, to) = dates::range(timeline, today);
        let names = size.pick(178.0, 0.0);
        let years = Scale { from, to, start: names + 8.0, end: size.full() - size.pick(14.0, 24.0) };
        Self { size, years, today, left: 0.0, right: size.full() - 2.0 }
    }

    fn row(&self) -> f64 {
        self.size.pick(22.0, 38.0)
    }

    fn bar(&self) -> f64 {
        self.size.pick(17.0, 29.0)
    }

    /// Where the foot of a text stands in a row that begins at `y`.
    fn foot(&self, y: f64) -> f64 {
        y + self.bar() / 2.0 + self.size.font() * 0.36
    }

    /// Writes the name of a lane or row at the left of wide pictures, above it in narrow ones.
    /// Gives where the rows begin and the least y at which the next lane may begin.
    fn name(&self, svg: &mut Svg, y: f64, name: &str, note: &str) -> (f64, f64) {
        let font = self.size.font();
        if self.size == Size::Narrow {
            let note = if note.is_empty() { String::new() } else { format!(" · {note}") };
            let room = self.right - 14.0 - width(&note, font * BOLD);
            let text = format!("{}{note}", shorten(name, font * BOLD, room));
            svg.text("lane-name", Anchor::Start, self.left + 14.0, y + font * 1.05, &text);
            return (y + font * 1.6, y + font * 1.6);
        }
        let room = self.years.start - self.left - 24.0;
        let names = wrap(name, font * BOLD, room, 3);
        let step = font * 1.2;
        let foot = lines(svg, "lane-name", (self.left + 12.0, self.foot(y)), step, &names);
        if note.is_empty() {
            return (y, foot + 6.0);
        }
        let note = shorten(note, self.size.small(), room);
        svg.text("muted small", Anchor::Start, self.left + 12.0, foot + step, &note);
        (y, foot + step + 6.0)
    }
}

/// Draws a timeline.
#[must_use]
pub fn draw(timeline: &Timeline) -> Picture {
    let plan = Plan::of(timeline);
    let size = timeline.size;
    let head = Head {
        sort: "timeline",
        id: &timeline.id,
        title: &timeline.title,
        linked: true,
        width: size.full(),
        size,
    };
    let mut svg = Svg::begin(&head);

    // The years need the height of what stands below them, so what is below is laid out first.
    let top = axis::height(&plan);
    let rows: Vec<_> = timeline.rows.iter().filter(|row| !row.marks.is_empty()).collect();
    let lanes: Vec<_> = timeline.lanes.iter().filter(|lane| lane.works.iter().any(dates::is_dated)).collect();
    let mut below = Svg::part(&head);
    let mut y = top + 4.0;
    for row in rows {
        y = marks::draw(&mut below, &plan, row, y);
    }
    for lane in lanes {
        below.line("rule", (plan.left, y), (plan.right, y));
        y = draw_lane(&mut below, &plan, lane, y);
    }
    let bottom = y;
    axis::draw(&mut svg, &plan, timeline, (top, bottom));
    svg.append(below);
    let height = undated::draw(&mut svg, &plan, timeline, axis::foot(&plan, top, bottom));
    patterns::define(&mut svg);
    svg.end(height + 2.0)
}

fn draw_lane(svg: &mut Svg, plan: &Plan, lane: &Lane, y: f64) -> f64 {
    let y = y + 5.0;
    svg.open("g", &[("class", "lane")]);
    let (rows_top, least) = plan.name(svg, y, &lane.name, &lane.note);
    let rows = works::draw(svg, plan, &lane.works, rows_top);
    let end = (rows_top + count(rows) * plan.row()).max(least);
    let band = Area::new(plan.left, y, 4.0, end - y - 4.0);
    svg.rect(&sector_class(&lane.sector), band);
    svg.close();
    end + 2.0
}
