//! From years and values to places in the picture.

use jiff::civil::Date;

/// A day as a year with a fraction: 1 July 2001 is about 2001.5.
pub(crate) fn year_of(date: Date) -> f64 {
    let passed = f64::from(date.day_of_year()) - 1.0;
    f64::from(date.year()) + passed / f64::from(date.days_in_year())
}

/// The end of a day as a year with a fraction, so that a year spans from 2001.0 to 2002.0.
pub(crate) fn year_after(date: Date) -> f64 {
    year_of(date) + 1.0 / f64::from(date.days_in_year())
}

/// A straight scale from values to units of the picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub from: f64,
    pub to: f64,
    pub start: f64,
    pub end: f64,
}

impl Scale {
    /// The place of a value.
    pub fn at(&self, value: f64) -> f64 {
        let span = self.to - self.from;
        if span.abs() < f64::EPSILON {
            return self.start;
        }
        self.start + (value - self.from) / span * (self.end - self.start)
    }

    /// How long one unit of the value is.
    pub fn per_unit(&self) -> f64 {
        ((self.end - self.start) / (self.to - self.from).max(f64::EPSILON)).abs()
    }
}

/// Round values that cover `low` to `high` with about `wanted` steps of 1, 2 or 5 times a power of ten.
///
/// # Source
/// Ours: the steps of 1, 2 and 5 that people count in.
pub(crate) fn ticks(low: f64, high: f64, wanted: f64) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low];
    }
    let rough = span / wanted.max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough).unwrap_or(rough);
    let mut values = Vec::new();
    let first = (low / step).floor();
    let last = (high / step).ceil();
    let mut i = first;
    while i <= last && values.len() < 50 {
        values.push(i * step);
        i += 1.0;
    }
    values
}

/// Every how many years a label stands, so that labels of width `label` do not touch.
pub(crate) fn year_step(scale: &Scale, label: f64) -> i16 {
    let room = scale.per_unit();
    [1, 2, 5, 10, 20, 50].into_iter().find(|step| f64::from(*step) * room >= label).unwrap_or(100)
}

/// A whole number of years from a value within the calendar; values outside are cut to it.
pub(crate) fn whole_year(value: f64) -> i16 {
    let mut low = -9999_i16;
    let mut high = 9999_i16;
    // A search instead of a cast: the answer is the largest year not after the value.
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if f64::from(middle) <= value { low = middle } else { high = middle - 1 }
    }
    low
}

/// A number in its shortest usual form, for axes: 0.5, 20, 1,500.
pub(crate) fn plain(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    let text = format!("{rounded}");
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let digits = whole.trim_start_matches('-');
    let mut grouped = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(c);
    }
    let sign = if whole.starts_with('-') { "−" } else { "" };
    match fraction {
        Some(fraction) => format!("{sign}{grouped}.{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_spans_one_unit() {
        assert_eq!(year_of(date(2001, 1, 1)), 2001.0);
        assert!((year_after(date(2001, 12, 31)) - 2002.0).abs() < 1e-9);
        assert!((year_after(date(2000, 12, 31)) - 2001.0).abs() < 1e-9);
    }

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        for (low, high) in [(0.0, 72.0), (6.5, 61.0), (0.0, 0.031), (980.0, 1510.0), (-4.0, 4.0)] {
            let ticks = ticks(low, high, 4.0);
            assert!(ticks.len() >= 3 && ticks.len() <= 8, "{ticks:?}");
            assert!(ticks.first().unwrap() <= &low && ticks.last().unwrap() >= &high, "{ticks:?}");
        }
        assert_eq!(ticks(5.0, 5.0, 4.0), [5.0]);
        assert_eq!(ticks(0.0, 72.0, 4.0), [0.0, 20.0, 40.0, 60.0, 80.0]);
    }

    #[test]
    fn whole_years_are_found_without_a_cast() {
        for (value, year) in [(2001.99, 2001), (2002.0, 2002), (-3.5, -4), (1e12, 9999), (f64::NAN, -9999)] {
            assert_eq!(whole_year(value), year);
        }
    }

    #[test]
    fn axis_numbers_are_grouped() {
        for (value, text) in [(1500.0, "1,500"), (0.5, "0.5"), (-2000.0, "−2,000"), (0.1 + 0.2, "0.3")] {
            assert_eq!(plain(value), text);
        }
    }
}
