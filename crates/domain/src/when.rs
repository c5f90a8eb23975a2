//! Partial and uncertain dates, periods and fiscal years, kept as written and understood as a span of days.
//!
//! # Source
//! EDTF, ISO 8601-2:2019 level 1 (years, months, days, `?`, `~`, `%`, unspecified digits, intervals, open ends), with
//! four further spellings that reports use: `1980s`, `2004-2009`, `1980 to 2018-03`, and `FY2014` for fiscal years.

use std::fmt;

use jiff::civil::Date;

/// A date or period as a document states it.
///
/// The written form is kept and is what is stored and exported; the span from `earliest` to `latest` is what sorting,
/// drawing and comparing use. An open end has no day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    written: String,
    shape: Shape,
    earliest: Option<Date>,
    latest: Option<Date>,
    uncertain: bool,
    approximate: bool,
    remark: Option<String>,
}

/// What the writer was able to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One day.
    Day,
    /// One month.
    Month,
    /// One calendar year.
    Year,
    /// Ten calendar years.
    Decade,
    /// One fiscal year, April to March, named by the year in which it starts.
    FiscalYear,
    /// Several fiscal years.
    FiscalYears,
    /// From one date to another; either end may be open.
    Interval,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenError {
    /// The text has none of the accepted forms.
    Unreadable,
    /// The form is right but there is no such day or month.
    NoSuchDay,
    /// The end comes before the start.
    Reversed,
}

/// The month in which the fiscal year starts.
///
/// # Source
/// Ours: Japanese public bodies; the record's documents use April to March throughout.
pub const FISCAL_START_MONTH: i8 = 4;

impl When {
    /// Reads a date or period.
    ///
    /// # Errors
    /// [`WhenError::NoSuchDay`] for `2019-02-30` and the like, [`WhenError::Reversed`] when an interval ends before it
    /// starts, [`WhenError::Unreadable`] for every other text.
    pub fn parse(written: &str) -> Result<Self, WhenError> {
        let (body, remark) = match written.strip_suffix(')').and_then(|rest| rest.split_once(" (")) {
            Some((body, remark)) => (body, Some(remark.to_owned())),
            None => (written, None),
        };
        let span = span(body)?;
        if let (Some(earliest), Some(latest)) = (span.earliest, span.latest)
            && earliest > latest
        {
            return Err(WhenError::Reversed);
        }
        Ok(Self {
            written: written.to_owned(),
            shape: span.shape,
            earliest: span.earliest,
            latest: span.latest,
            uncertain: span.uncertain,
            approximate: span.approximate,
            remark,
        })
    }

    /// The text as it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// What the writer was able to say: a day, a year, an interval ...
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The first day of the span; `None` when it is open towards the past.
    #[must_use]
    pub fn earliest(&self) -> Option<Date> {
        self.earliest
    }

    /// The last day of the span; `None` when it is open towards the future.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// The calendar year in which the span starts, or in which it ends when its start is open.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.earliest.or(self.latest).map_or(0, Date::year)
    }

    /// Tells whether the writer marked the date as uncertain (`?`).
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.uncertain
    }

    /// Tells whether the writer marked the date as approximate (`~`).
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.approximate
    }

    /// The words in brackets behind the date, as in `2014 (first term)`.
    #[must_use]
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// A text that sorts as the dates do: the first day, then the last.
    #[must_use]
    pub fn sort_key(&self) -> String {
        let day = |date: Option<Date>, open: &str| date.map_or_else(|| open.to_owned(), |d| d.to_string());
        format!("{}/{}", day(self.earliest, "0000-00-00"), day(self.latest, "9999-12-31"))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

struct Span {
    shape: Shape,
    earliest: Option<Date>,
    latest: Option<Date>,
    uncertain: bool,
    approximate: bool,
}

fn span(body: &str) -> Result<Span, WhenError> {
    if let Some(fiscal) = body.strip_prefix("FY") {
        return fiscal_span(fiscal);
    }
    let ends = body.split_once('/').or_else(|| body.split_once(" to ")).or_else(|| years(body));
    let Some((from, to)) = ends else { return point(body) };
    let from = if matches!(from, ".." | "") { None } else { Some(point(from)?) };
    let to = if matches!(to, ".." | "") { None } else { Some(point(to)?) };
    if from.is_none() && to.is_none() {
        return Err(WhenError::Unreadable);
    }
    let either = |f: fn(&Span) -> bool| from.as_ref().is_some_and(f) || to.as_ref().is_some_and(f);
    Ok(Span {
        shape: Shape::Interval,
        uncertain: either(|s| s.uncertain),
        approximate: either(|s| s.approximate),
        earliest: from.and_then(|s| s.earliest),
        latest: to.and_then(|s| s.latest),
    })
}

/// Splits `2004-2009`, which is an interval of years and not a month.
fn years(body: &str) -> Option<(&str, &str)> {
    body.split_once('-').filter(|(from, to)| year(from).is_some() && year(to).is_some())
}

fn fiscal_span(text: &str) -> Result<Span, WhenError> {
    let (first, last, shape) = match years(text) {
        Some((first, last)) => (year(first), year(last), Shape::FiscalYears),
        None => (year(text), year(text), Shape::FiscalYear),
    };
    let (Some(first), Some(last)) = (first, last) else { return Err(WhenError::Unreadable) };
    Ok(Span {
        shape,
        earliest: Some(day(first, FISCAL_START_MONTH, 1)?),
        latest: Some(day(last + 1, FISCAL_START_MONTH, 1)?.yesterday().map_err(|_| WhenError::NoSuchDay)?),
        uncertain: false,
        approximate: false,
    })
}

fn point(text: &str) -> Result<Span, WhenError> {
    let plain = text.trim_end_matches(['?', '~', '%']);
    let marks = text.get(plain.len()..).unwrap_or_default();
    if marks.len() > 1 {
        return Err(WhenError::Unreadable);
    }
    let (shape, earliest, latest) = plain_point(plain)?;
    Ok(Span {
        shape,
        earliest: Some(earliest),
        latest: Some(latest),
        uncertain: matches!(marks, "?" | "%"),
        approximate: matches!(marks, "~" | "%"),
    })
}

fn plain_point(text: &str) -> Result<(Shape, Date, Date), WhenError> {
    let decade = text.strip_suffix('s').filter(|t| t.ends_with('0')).and_then(year);
    let unspecified = text.strip_suffix('X').and_then(|tens| year(&format!("{tens}0")));
    if let Some(first) = decade.or(unspecified) {
        return Ok((Shape::Decade, day(first, 1, 1)?, day(first + 9, 12, 31)?));
    }
    let mut parts = text.splitn(3, '-');
    let whole = parts.next().and_then(year).ok_or(WhenError::Unreadable)?;
    let Some(month) = parts.next() else { return Ok((Shape::Year, day(whole, 1, 1)?, day(whole, 12, 31)?)) };
    let month = two_digits(month).ok_or(WhenError::Unreadable)?;
    let Some(date) = parts.next() else {
        let first = day(whole, month, 1)?;
        return Ok((Shape::Month, first, first.last_of_month()));
    };
    let date = day(whole, month, two_digits(date).ok_or(WhenError::Unreadable)?)?;
    Ok((Shape::Day, date, date))
}

fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok().filter(|y| (1..9999).contains(y)) } else { None }
}

fn two_digits(text: &str) -> Option<i8> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn day(year: i16, month: i8, day: i8) -> Result<Date, WhenError> {
    Date::new(year, month, day).map_err(|_| WhenError::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_has_its_span() {
        for (written, shape, earliest, latest) in [
            ("1999", Shape::Year, "1999-01-01", "1999-12-31"),
            ("1999-05", Shape::Month, "1999-05-01", "1999-05-31"),
            ("2000-02", Shape::Month, "2000-02-01", "2000-02-29"),
            ("1999-05-12", Shape::Day, "1999-05-12", "1999-05-12"),
            ("1980s", Shape::Decade, "1980-01-01", "1989-12-31"),
            ("198X", Shape::Decade, "1980-01-01", "1989-12-31"),
            ("FY2014", Shape::FiscalYear, "2014-04-01", "2015-03-31"),
            ("FY1999-2000", Shape::FiscalYears, "1999-04-01", "2001-03-31"),
            ("2004-2009", Shape::Interval, "2004-01-01", "2009-12-31"),
            ("1980 to 2018-03", Shape::Interval, "1980-01-01", "2018-03-31"),
            ("2004-06/2006", Shape::Interval, "2004-06-01", "2006-12-31"),
            ("2014 (first term)", Shape::Year, "2014-01-01", "2014-12-31"),
            ("1999~", Shape::Year, "1999-01-01", "1999-12-31"),
        ] {
            let when = When::parse(written).unwrap();
            assert_eq!(when.shape(), shape, "{written}");
            assert_eq!(when.earliest().unwrap().to_string(), earliest, "{written}");
            assert_eq!(when.latest().unwrap().to_string(), latest, "{written}");
            assert_eq!(when.to_string(), written);
        }
    }

    #[test]
    fn marks_remarks_and_open_ends_are_kept() {
        let when = When::parse("2014~ (first term)").unwrap();
        assert!(when.is_approximate() && !when.is_uncertain());
        assert_eq!(when.remark(), Some("first term"));
        assert_eq!(When::parse("2014/..").unwrap().latest(), None);
        assert_eq!(When::parse("../2014").unwrap().earliest(), None);
        assert!(When::parse("2014%").unwrap().is_uncertain());
    }

    #[test]
    fn wrong_dates_are_refused_with_the_reason() {
        for (written, error) in [
            ("2019-02-30", WhenError::NoSuchDay),
            ("2019-13", WhenError::NoSuchDay),
            ("2009-2004", WhenError::Reversed),
            ("May 1999", WhenError::Unreadable),
            ("99", WhenError::Unreadable),
            ("../..", WhenError::Unreadable),
            ("1999??", WhenError::Unreadable),
            ("１９９９", WhenError::Unreadable),
            ("", WhenError::Unreadable),
        ] {
            assert_eq!(When::parse(written), Err(error), "{written}");
        }
    }

    #[test]
    fn keys_sort_as_dates_do() {
        let mut dates =
            ["FY1992-1996", "1993", "1980s", "1992-05-01", "1992"].map(|w| When::parse(w).unwrap());
        dates.sort_by_key(When::sort_key);
        assert_eq!(dates.map(|d| d.to_string()), ["1980s", "1992", "FY1992-1996", "1992-05-01", "1993"]);
    }
}
