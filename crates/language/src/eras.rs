//! Years of Japanese eras, as offices in Japan write dates.
//!
//! # Source
//! Era starts: ICU4X Japanese calendar (Unicode CLDR), from Meiji 6 (1873), when Japan took up the solar calendar.
//! Fiscal 2019 as a whole is 令和元年度: agreement of the ministries on the change of era of 1 April 2019.

use icu_calendar::Date as CalendarDate;
use icu_calendar::cal::Japanese;
use jiff::civil::Date;

use crate::words::Words;

/// The fiscal year that is named by the era that began within it, not by the one in which it began.
const FISCAL_YEAR_OF_REIWA: i16 = 2019;

/// A year of an era: the era's name in ASCII as label keys use it, and the number of the year from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EraYear {
    era: &'static str,
    year: i32,
}

impl EraYear {
    /// The era year of a day; none before 1873.
    pub(crate) fn of(day: Date) -> Option<Self> {
        let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
        let date = CalendarDate::try_new_gregorian(i32::from(day.year()), month, of_month).ok()?;
        let year = date.to_calendar(Japanese::new()).era_year();
        let era = ["meiji", "taisho", "showa", "heisei", "reiwa"].into_iter().find(|era| year.era == *era)?;
        Some(Self { era, year: year.year })
    }

    /// The era year that names the fiscal year starting on this day.
    pub(crate) fn of_fiscal_year(first: Date) -> Option<Self> {
        if first.year() == FISCAL_YEAR_OF_REIWA {
            return Some(Self { era: "reiwa", year: 1 });
        }
        Self::of(first)
    }

    /// The era and year in words: 平成11年 without the 年; the first year is 元.
    pub(crate) fn text(self, words: Words) -> String {
        let era = words.get(&format!("era-{}", self.era));
        if self.year == 1 {
            return words.with("era-first-year", &[("era", era.into())]);
        }
        words.with("era-later-year", &[("era", era.into()), ("year", self.year.to_string().into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn eras_change_on_their_days() {
        for (day, era) in [
            (date(1872, 12, 31), None),
            (date(1873, 1, 1), Some(("meiji", 6))),
            (date(1912, 7, 29), Some(("meiji", 45))),
            (date(1912, 7, 30), Some(("taisho", 1))),
            (date(1926, 12, 24), Some(("taisho", 15))),
            (date(1926, 12, 25), Some(("showa", 1))),
            (date(1989, 1, 7), Some(("showa", 64))),
            (date(1989, 1, 8), Some(("heisei", 1))),
            (date(2019, 4, 30), Some(("heisei", 31))),
            (date(2019, 5, 1), Some(("reiwa", 1))),
            (date(1, 1, 1), None),
        ] {
            assert_eq!(EraYear::of(day).map(|e| (e.era, e.year)), era, "{day}");
        }
    }
}
