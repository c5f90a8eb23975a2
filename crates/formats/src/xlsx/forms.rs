//! How a number is shown: what its number format says of what was meant.

use jiff::civil::Date;

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// As it is.
    #[default]
    General,
    /// With this many decimals.
    Fixed(usize),
    /// As a percentage: 0.72 is shown as 72 %.
    Percent,
    /// As a day.
    Day,
    /// As a month with its year.
    Month,
    /// As a year.
    Year,
    /// As a time of day, or a day with one.
    Time,
}

impl Form {
    /// The format that every workbook has under a number.
    ///
    /// # Source
    /// ECMA-376 part 1, 18.8.30, with the formats of Japanese workbooks.
    #[must_use]
    pub fn built_in(id: u32) -> Self {
        match id {
            1 | 3 | 37 | 38 | 41 | 42 => Self::Fixed(0),
            2 | 4 | 39 | 40 | 43 | 44 => Self::Fixed(2),
            9 | 10 => Self::Percent,
            14..=16 | 27..=31 | 35 | 36 | 50 | 51 | 53 | 54 | 56..=58 => Self::Day,
            17 | 34 | 52 | 55 => Self::Month,
            18..=22 | 32 | 33 | 45..=47 => Self::Time,
            _ => Self::General,
        }
    }

    /// What a format's code says, such as `yyyy"年"m"月"` or `#,##0.00`.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        let (has, decimals) = read(code);
        match (has.year, has.month, has.day) {
            _ if has.percent => Self::Percent,
            _ if has.time => Self::Time,
            (_, _, true) => Self::Day,
            (true, true, false) => Self::Month,
            (true, false, false) => Self::Year,
            // Months alone, as in mmm: the day behind them is nobody's.
            (false, true, false) => Self::Month,
            _ => decimals.map_or(Self::General, Self::Fixed),
        }
    }
}

#[derive(Default)]
struct Has {
    year: bool,
    month: bool,
    day: bool,
    time: bool,
    percent: bool,
}

/// Looks at the first section of a code, without what is quoted, escaped or in brackets.
fn read(code: &str) -> (Has, Option<usize>) {
    let mut has = Has::default();
    let mut decimals = None;
    let mut is_behind_point = false;
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ';' => break,
            '"' => while signs.next().is_some_and(|sign| sign != '"') {},
            '[' => {
                // Elapsed hours, minutes and seconds stand in brackets; colours and languages too.
                let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                has.time |= !inside.is_empty() && inside.chars().all(|sign| "hmsHMS".contains(sign));
            }
            '\\' | '_' | '*' => drop(signs.next()),
            '%' => has.percent = true,
            'y' | 'Y' | 'e' | 'g' | 'b' => has.year = true,
            'E' => drop(signs.next()),
            'm' | 'M' => has.month = true,
            'd' | 'D' => has.day = true,
            'h' | 'H' | 's' | 'S' => has.time = true,
            'G' if code.starts_with("General") => return (has, None),
            '.' => {
                is_behind_point = true;
                decimals = Some(0);
            }
            '0' => {
                let so_far = decimals.unwrap_or(0);
                decimals = Some(if is_behind_point { so_far + 1 } else { so_far });
            }
            _ => {}
        }
    }
    (has, decimals)
}

/// The day that a number stands for, and whether a part of a day is left; none outside the years 1900 to 9999.
///
/// # Source
/// ECMA-376 part 1, 18.17.4.1: day 1 is 1900-01-01 and 1900 is taken for a leap year, or day 0 is 1904-01-01.
#[must_use]
pub(super) fn day(serial: f64, counts_from_1904: bool) -> Option<(Date, bool)> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let whole = serial.trunc();
    let days: i64 = format!("{whole:.0}").parse().ok()?;
    let start = match (counts_from_1904, days) {
        (true, _) => Date::new(1904, 1, 1),
        (false, ..=60) => Date::new(1899, 12, 31),
        (false, _) => Date::new(1899, 12, 30),
    };
    let span = jiff::Span::new().try_days(days).ok()?;
    Some((start.ok()?.checked_add(span).ok()?, serial - whole > 1e-9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_what_is_meant() {
        for (code, form) in [
            ("General", Form::General),
            ("@", Form::General),
            ("0", Form::Fixed(0)),
            ("#,##0", Form::Fixed(0)),
            ("0.00", Form::Fixed(2)),
            ("#,##0.0_ ;[Red]\\-#,##0.0\\ ", Form::Fixed(1)),
            ("0.00E+00", Form::Fixed(4)),
            ("0.0%", Form::Percent),
            ("mmm-yy", Form::Month),
            ("yyyy\"年\"m\"月\"", Form::Month),
            ("yyyy\"年\"m\"月\"d\"日\"", Form::Day),
            ("[$-411]ggge\"年\"m\"月\"d\"日\";@", Form::Day),
            ("yyyy", Form::Year),
            ("yyyy-mm-dd", Form::Day),
            ("yyyy\\-mm\\-dd hh:mm", Form::Time),
            ("[h]:mm", Form::Time),
            ("[Red]0.0", Form::Fixed(1)),
            ("\"day\" 0", Form::Fixed(0)),
        ] {
            assert_eq!(Form::of_code(code), form, "{code}");
        }
        assert_eq!(
            [17, 14, 9, 2, 0, 164].map(Form::built_in),
            [Form::Month, Form::Day, Form::Percent, Form::Fixed(2), Form::General, Form::General]
        );
    }

    #[test]
    fn numbers_stand_for_days() {
        for (serial, from_1904, told) in [
            (1.0, false, Some(("1900-01-01", false))),
            (59.0, false, Some(("1900-02-28", false))),
            (61.0, false, Some(("1900-03-01", false))),
            (36_281.0, false, Some(("1999-05-01", false))),
            (36_281.5, false, Some(("1999-05-01", true))),
            (34_819.0, true, Some(("1999-05-01", false))),
            (-1.0, false, None),
            (1e300, false, None),
            (f64::NAN, false, None),
        ] {
            let found = day(serial, from_1904).map(|(day, rest)| (day.to_string(), rest));
            assert_eq!(found.as_ref().map(|(day, rest)| (day.as_str(), *rest)), told, "{serial}");
        }
    }
}
