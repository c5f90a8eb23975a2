//! Dates and periods as people write them: in full, short, and by Japanese era.

use domain::When;
use domain::when::Shape;
use jiff::civil::Date;

use crate::argument::Argument;
use crate::eras::EraYear;
use crate::tongue::Language;
use crate::words::Words;

/// How much a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Everything: "fiscal 2014 (Apr 2014 – Mar 2015)".
    Full,
    /// For tables and pictures: "FY2014".
    Short,
    /// By Japanese era: 平成26年度.
    Era,
}

impl Words {
    /// A date or period as people write it, with its doubts and its remark: "about May 1999 (first term)".
    #[must_use]
    pub fn when(self, when: &When) -> String {
        self.written(when, Length::Full).unwrap_or_else(|| when.written().to_owned())
    }

    /// A date or period for tables and pictures: months by three letters, "FY2014", no remark.
    #[must_use]
    pub fn when_short(self, when: &When) -> String {
        self.span(when, Length::Short).unwrap_or_else(|| when.written().to_owned())
    }

    /// A date or period by Japanese era: 令和元年5月1日, 平成26年度, 平成31年・令和元年.
    ///
    /// Nothing for decades and for what lies before 1873.
    #[must_use]
    pub fn when_era(self, when: &When) -> Option<String> {
        self.written(when, Length::Era)
    }

    /// A date or period as a record's own page shows it: in Japanese with the era year behind, 1999年5月12日（平成11年）.
    #[must_use]
    pub fn when_long(self, when: &When) -> String {
        if self.language() != Language::Ja {
            return self.when(when);
        }
        let Some(date) = self.span(when, Length::Full) else { return self.when(when) };
        let date = match self.era_years(when) {
            Some(era) => self.with("when-with-era", &[("date", date.into()), ("era", era.into())]),
            None => date,
        };
        self.remarked(date, when)
    }

    fn written(self, when: &When, length: Length) -> Option<String> {
        Some(self.remarked(self.span(when, length)?, when))
    }

    fn remarked(self, date: String, when: &When) -> String {
        match when.remark() {
            Some(remark) => self.with("when-remark", &[("date", date.into()), ("remark", remark.into())]),
            None => date,
        }
    }

    fn span(self, when: &When, length: Length) -> Option<String> {
        match when.shape() {
            Shape::FiscalYears => self.fiscal_years(when.earliest()?, when.latest()?, length),
            Shape::Interval => self.interval(when, length),
            _ => self.point(when, length),
        }
    }

    /// A date with the marks of doubt: "about 1999", "1999?".
    fn point(self, when: &When, length: Length) -> Option<String> {
        let mut date = self.plain_point(when, length)?;
        if when.is_approximate() {
            date = self.with("when-about", &[("date", date.into())]);
        }
        if when.is_uncertain() {
            date = self.with("when-uncertain", &[("date", date.into())]);
        }
        Some(date)
    }

    fn plain_point(self, when: &When, length: Length) -> Option<String> {
        let (first, last) = (when.earliest()?, when.latest()?);
        match when.shape() {
            Shape::FiscalYear => self.fiscal_years(first, last, length),
            Shape::Decade if length == Length::Era => None,
            Shape::Decade => Some(self.with("when-decade", &[("year", first.year().to_string().into())])),
            Shape::Year => {
                let year = self.year(first, last, length)?;
                Some(self.with("when-year", &[("year", year.into())]))
            }
            Shape::Month => {
                let (year, month) = (self.year(first, last, length)?, self.month(first, length));
                Some(self.with("when-month", &[("year", year.into()), ("month", month)]))
            }
            _ => {
                let (year, month) = (self.year(first, last, length)?, self.month(first, length));
                let day = first.day().to_string();
                Some(self.with("when-day", &[("year", year.into()), ("month", month), ("day", day.into())]))
            }
        }
    }

    /// The year without its word: 1999, 平成11, and 平成31年・令和元 where the era changed between the two days.
    fn year(self, first: Date, last: Date, length: Length) -> Option<String> {
        if length != Length::Era {
            return Some(first.year().to_string());
        }
        let (old, new) = (EraYear::of(first)?, EraYear::of(last)?);
        if old == new {
            return Some(new.text(self));
        }
        Some(self.with("era-change", &[("old", old.text(self).into()), ("new", new.text(self).into())]))
    }

    fn month(self, date: Date, length: Length) -> Argument<'static> {
        let form = if length == Length::Short { "month-short" } else { "month" };
        Argument::Text(self.get(&format!("{form}-{}", date.month())))
    }

    fn fiscal_years(self, first: Date, last: Date, length: Length) -> Option<String> {
        // A fiscal year is named by the calendar year in which it starts, the last one too.
        let start_of_last = Date::new(last.year() - 1, first.month(), 1).ok()?;
        let name = |start: Date| match length {
            Length::Era => EraYear::of_fiscal_year(start).map(|era| era.text(self)),
            Length::Full | Length::Short => Some(start.year().to_string()),
        };
        let mut arguments: Vec<(&str, Argument<'_>)> = vec![("year", name(first)?.into())];
        arguments.push(("last", name(start_of_last)?.into()));
        arguments.push(("from-month", self.month(first, Length::Short)));
        arguments.push(("from-year", first.year().to_string().into()));
        arguments.push(("to-month", self.month(last, Length::Short)));
        arguments.push(("to-year", last.year().to_string().into()));
        let key = match (first == start_of_last, length) {
            (true, Length::Full) => "when-fiscal",
            (true, Length::Short) => "when-fiscal-short",
            (true, Length::Era) => "when-fiscal-era",
            (false, Length::Full) => "when-fiscal-years",
            (false, Length::Short) => "when-fiscal-years-short",
            (false, Length::Era) => "when-fiscal-years-era",
        };
        Some(self.with(key, &arguments))
    }

    fn interval(self, when: &When, length: Length) -> Option<String> {
        let (from, to) = ends(when.written());
        let years = [&from, &to].into_iter().flatten().all(|end| end.shape() == Shape::Year);
        let both = if years { "when-years" } else { "when-interval" };
        let write = |end: Option<When>| match end {
            Some(end) => self.point(&end, length).map(Some),
            None => Some(None),
        };
        match (write(from)?, write(to)?) {
            (Some(from), Some(to)) => Some(self.with(both, &[("from", from.into()), ("to", to.into())])),
            (Some(from), None) => Some(self.with("when-since", &[("date", from.into())])),
            (None, Some(to)) => Some(self.with("when-until", &[("date", to.into())])),
            (None, None) => None,
        }
    }

    /// The era years alone, for the bracket behind a date in the western calendar.
    fn era_years(self, when: &When) -> Option<String> {
        let years = |when: &When| {
            let year = self.year(when.earliest()?, when.latest()?, Length::Era)?;
            Some(self.with("when-year", &[("year", year.into())]))
        };
        match when.shape() {
            Shape::Decade => None,
            Shape::FiscalYear | Shape::FiscalYears => self.span(when, Length::Era),
            Shape::Interval => {
                let (from, to) = ends(when.written());
                match (from, to) {
                    (Some(from), Some(to)) => Some(self.with(
                        "when-interval",
                        &[("from", years(&from)?.into()), ("to", years(&to)?.into())],
                    )),
                    (Some(from), None) => Some(self.with("when-since", &[("date", years(&from)?.into())])),
                    (None, Some(to)) => Some(self.with("when-until", &[("date", years(&to)?.into())])),
                    (None, None) => None,
                }
            }
            _ => years(when),
        }
    }
}

/// The two ends of an interval as dates of their own; an open end has none.
fn ends(written: &str) -> (Option<When>, Option<When>) {
    let body = match written.strip_suffix(')').and_then(|rest| rest.split_once(" (")) {
        Some((body, _)) => body,
        None => written,
    };
    let parts = body.split_once('/').or_else(|| body.split_once(" to ")).or_else(|| body.split_once('-'));
    parts.map_or((None, None), |(from, to)| (When::parse(from).ok(), When::parse(to).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(written: &str) -> When {
        When::parse(written).unwrap()
    }

    #[test]
    fn english_dates_read_as_people_write_them() {
        let words = Words::of(Language::En);
        for (written, full, short) in [
            ("1999-05-12", "12 May 1999", "12 May 1999"),
            ("1999-09-01", "1 September 1999", "1 Sep 1999"),
            ("1999-05", "May 1999", "May 1999"),
            ("1999", "1999", "1999"),
            ("1980s", "1980s", "1980s"),
            ("198X", "1980s", "1980s"),
            ("2004-2009", "2004–2009", "2004–2009"),
            ("2004-06/2006", "June 2004 – 2006", "Jun 2004 – 2006"),
            ("1980 to 2018-03", "1980 – March 2018", "1980 – Mar 2018"),
            ("FY2014", "fiscal 2014 (Apr 2014 – Mar 2015)", "FY2014"),
            ("FY1999-2000", "fiscal 1999–2000 (Apr 1999 – Mar 2001)", "FY1999–2000"),
            ("1999~", "about 1999", "about 1999"),
            ("1999?", "1999?", "1999?"),
            ("1999-05%", "about May 1999?", "about May 1999?"),
            ("2014/..", "since 2014", "since 2014"),
            ("../2014-03", "until March 2014", "until Mar 2014"),
            ("2014~ (first term)", "about 2014 (first term)", "about 2014"),
        ] {
            assert_eq!(words.when(&when(written)), full);
            assert_eq!(words.when_long(&when(written)), full);
            assert_eq!(words.when_short(&when(written)), short);
        }
    }

    #[test]
    fn japanese_dates_read_as_offices_write_them() {
        let words = Words::of(Language::Ja);
        for (written, full, long) in [
            ("1999-05-12", "1999年5月12日", "1999年5月12日（平成11年）"),
            ("1999-05", "1999年5月", "1999年5月（平成11年）"),
            ("1999", "1999年", "1999年（平成11年）"),
            ("1980s", "1980年代", "1980年代"),
            ("2019", "2019年", "2019年（平成31年・令和元年）"),
            ("2004-2009", "2004年～2009年", "2004年～2009年（平成16年～平成21年）"),
            ("2004-06/2006", "2004年6月～2006年", "2004年6月～2006年（平成16年～平成18年）"),
            ("FY2014", "2014年度", "2014年度（平成26年度）"),
            ("FY1999-2000", "1999年度～2000年度", "1999年度～2000年度（平成11年度～平成12年度）"),
            ("1999~", "1999年ごろ", "1999年ごろ（平成11年）"),
            ("1999?", "1999年？", "1999年？（平成11年）"),
            ("2014/..", "2014年から", "2014年から（平成26年から）"),
            ("../2014", "2014年まで", "2014年まで（平成26年まで）"),
            ("1860", "1860年", "1860年"),
            ("2014 (前期)", "2014年（前期）", "2014年（平成26年）（前期）"),
        ] {
            assert_eq!(words.when(&when(written)), full);
            assert_eq!(words.when_long(&when(written)), long);
        }
    }

    #[test]
    fn era_dates_follow_national_practice() {
        let words = Words::of(Language::Ja);
        for (written, era) in [
            ("2019-05-01", Some("令和元年5月1日")),
            ("2019-04-30", Some("平成31年4月30日")),
            ("1989-01-07", Some("昭和64年1月7日")),
            ("1989-01", Some("昭和64年・平成元年1月")),
            ("2019-05", Some("令和元年5月")),
            ("2019", Some("平成31年・令和元年")),
            ("1989", Some("昭和64年・平成元年")),
            ("1926", Some("大正15年・昭和元年")),
            ("1963", Some("昭和38年")),
            ("FY2014", Some("平成26年度")),
            ("FY2018", Some("平成30年度")),
            ("FY2019", Some("令和元年度")),
            ("FY2025", Some("令和7年度")),
            ("FY1989", Some("平成元年度")),
            ("FY2018-2019", Some("平成30年度～令和元年度")),
            ("1988-2020", Some("昭和63年～令和2年")),
            ("2014/..", Some("平成26年から")),
            ("1873-01-01", Some("明治6年1月1日")),
            ("1872-12-31", None),
            ("1872", None),
            ("1860-1900", None),
            ("1980s", None),
        ] {
            assert_eq!(words.when_era(&when(written)).as_deref(), era, "{written}");
        }
        assert_eq!(Words::of(Language::En).when_era(&when("2019-05-01")).as_deref(), Some("1 May Reiwa 1"));
    }
}
