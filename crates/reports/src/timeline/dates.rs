//! From what is known of a project's dates to the shape of its bar.

use domain::When;
use domain::when::Shape;

use super::{Plan, Timeline, Work};
use crate::scales::{year_after, year_of};

/// How long a bar may be when only one of its ends is known, in years.
///
/// # Source
/// Ours: long enough to be seen fading, short enough not to be read as a duration.
const UNKNOWN_LENGTH: f64 = 2.0;

/// A bar along the years: where it may begin and end, and how much of each end is not certain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub from: f64,
    pub to: f64,
    /// Length of the soft part at the start; 0 when the day or month is known.
    pub soft_start: f64,
    /// Length of the soft part at the end.
    pub soft_end: f64,
    /// Whether the end is not known at all or still to come, so that the bar fades to nothing.
    pub open_end: bool,
    /// Whether the start is not known at all.
    pub open_start: bool,
}

impl Extent {
    /// A bar with these soft parts whose ends are known.
    pub fn new(from: f64, to: f64, soft_start: f64, soft_end: f64) -> Self {
        Self { from, to, soft_start, soft_end, open_end: false, open_start: false }
    }
}

/// Tells whether a project can be placed along the years.
pub(super) fn is_dated(work: &Work) -> bool {
    day(work.start.as_ref()).is_some() || day(work.end.as_ref()).is_some()
}

/// The years that the picture covers: whole years, at least eight of them, up to the year after today.
pub(super) fn range(timeline: &Timeline, today: f64) -> (f64, f64) {
    let works = timeline.lanes.iter().flat_map(|lane| &lane.works);
    let works = works.flat_map(|work| [span(work.start.as_ref()), span(work.end.as_ref())]);
    let marks = timeline.rows.iter().flat_map(|row| &row.marks).map(|mark| span(Some(&mark.when)));
    let (mut from, mut to) = (today, today);
    for (low, high) in works.chain(marks).flatten() {
        from = from.min(low);
        to = to.max(high);
    }
    let to = to.max(today + 0.5).ceil();
    ((from - 0.01).floor().min(to - 8.0), to)
}

/// The shape of a project's bar in years; `None` without a date.
pub(super) fn extent(work: &Work, today: f64) -> Option<Extent> {
    let start = span(work.start.as_ref()).map(|(low, high)| (low, softness(work.start.as_ref(), high - low)));
    let inner_end = work.start.as_ref().filter(|w| is_long(w)).and_then(|w| span(Some(w)));
    let end = span(work.end.as_ref()).map(|(low, high)| (high, softness(work.end.as_ref(), high - low)));
    let extent = match (start, end) {
        (Some((from, soft_start)), Some((to, soft_end))) => Extent::new(from, to, soft_start, soft_end),
        (Some((from, soft_start)), None) => {
            if let Some((_, to)) = inner_end {
                Extent::new(from, to, (to - from) * 0.25, (to - from) * 0.25)
            } else if work.running && today > from {
                let soft_end = ((today - from) * 0.5).min(4.0);
                Extent { open_end: true, ..Extent::new(from, today, soft_start, soft_end) }
            } else {
                let to = from + UNKNOWN_LENGTH;
                Extent { open_end: true, ..Extent::new(from, to, soft_start, UNKNOWN_LENGTH * 0.75) }
            }
        }
        (None, Some((to, soft_end))) => {
            let from = to - UNKNOWN_LENGTH;
            Extent { open_start: true, ..Extent::new(from, to, UNKNOWN_LENGTH * 0.75, soft_end) }
        }
        (None, None) => return None,
    };
    // An end before its start is a fault of the record; it is drawn as a point rather than backwards.
    Some(Extent { to: extent.to.max(extent.from), ..extent })
}

/// A bar in units of the picture: wide enough to be seen, with soft parts that leave a firm core.
pub(super) fn placed(extent: Extent, plan: &Plan) -> Extent {
    let least = plan.size.pick(8.0, 14.0);
    let from = plan.years.at(extent.from).max(plan.years.start);
    let to = plan.years.at(extent.to).min(plan.right).max(from + least);
    let unit = plan.years.per_unit();
    let (soft_start, soft_end) = (extent.soft_start * unit, extent.soft_end * unit);
    let share = ((to - from) * 0.85 / (soft_start + soft_end).max(f64::EPSILON)).min(1.0);
    Extent { from, to, soft_start: soft_start * share, soft_end: soft_end * share, ..extent }
}

/// First and last moment of a date in years; `None` without a day on either side.
pub(super) fn span(when: Option<&When>) -> Option<(f64, f64)> {
    let when = when?;
    match (when.earliest(), when.latest()) {
        (Some(earliest), Some(latest)) => Some((year_of(earliest), year_after(latest))),
        (Some(day), None) | (None, Some(day)) => Some((year_of(day), year_after(day))),
        (None, None) => None,
    }
}

/// How much of a date of this length is uncertain: nothing of a day or month, half of a year, all of a decade.
fn softness(when: Option<&When>, length: f64) -> f64 {
    let doubtful = when.is_some_and(|w| w.is_uncertain() || w.is_approximate());
    match when.map(When::shape) {
        Some(Shape::Day | Shape::Month) if !doubtful => 0.0,
        Some(Shape::Day | Shape::Month) => 0.5,
        Some(Shape::Year | Shape::FiscalYear) => length * if doubtful { 1.0 } else { 0.5 },
        _ => length,
    }
}

fn is_long(when: &When) -> bool {
    matches!(when.shape(), Shape::Interval | Shape::Decade | Shape::FiscalYears)
}

fn day(when: Option<&When>) -> Option<jiff::civil::Date> {
    when.and_then(|w| w.earliest().or(w.latest()))
}

#[cfg(test)]
mod tests {
    use super::super::Stage;
    use super::*;

    fn work(start: &str, end: &str, running: bool) -> Work {
        let when = |text: &str| When::parse(text).ok();
        Work {
            title: String::new(),
            fact: String::new(),
            href: None,
            stage: Stage::Completed,
            start: when(start),
            end: when(end),
            running,
        }
    }

    #[test]
    fn what_is_known_decides_the_shape() {
        for (start, end, running, from, to, soft_start, soft_end) in [
            ("2001-01", "2004-12-31", false, 2001.0, 2005.0, 0.0, 0.0),
            ("1993", "1993", false, 1993.0, 1994.0, 0.5, 0.5),
            ("2009", "2012-12", false, 2009.0, 2013.0, 0.5, 0.0),
            ("1993", "", true, 1993.0, 2026.0, 0.5, 4.0),
            ("1981", "", false, 1981.0, 1983.0, 0.5, 1.5),
            ("", "2008", false, 2007.0, 2009.0, 1.5, 0.5),
            ("1980s", "", false, 1980.0, 1990.0, 2.5, 2.5),
        ] {
            let found = extent(&work(start, end, running), 2026.0).unwrap();
            let parts = [found.from, found.to, found.soft_start, found.soft_end];
            for (part, wanted) in parts.into_iter().zip([from, to, soft_start, soft_end]) {
                assert!((part - wanted).abs() < 0.01, "{start} {end}: {found:?}, wanted {wanted}");
            }
            assert_eq!(found.open_end, end.is_empty() && start != "1980s", "{start} {end}");
        }
        assert_eq!(extent(&work("", "", true), 2026.0), None);
    }
}
