//! Numbers as printed: exact decimals and ranges, never floating point.

use std::str::FromStr;

use rust_decimal::Decimal;

/// A number as a document prints it: one value, or a range such as `11-20`.
///
/// The written form is kept, so that what was imported can be exported letter for letter (`0.50` stays `0.50`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    written: String,
    low: Decimal,
    high: Decimal,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Digits are grouped with commas, as in `1,265,000`.
    Grouped,
    /// The first end of a range is above the second.
    Reversed,
    /// Anything else.
    Unreadable,
}

impl Number {
    /// Reads a decimal number or a range of two with a hyphen.
    ///
    /// # Errors
    /// [`NumberError::Grouped`] when only grouping commas stand in the way, [`NumberError::Reversed`] when a range
    /// runs downwards, [`NumberError::Unreadable`] otherwise (also beyond 28 significant digits).
    pub fn parse(written: &str) -> Result<Self, NumberError> {
        if let Some(value) = decimal(written) {
            return Ok(Self { written: written.to_owned(), low: value, high: value });
        }
        if let Some((low, high)) = written.split_once(['-', '–'])
            && let (Some(low), Some(high)) = (decimal(low), decimal(high))
        {
            if low > high {
                return Err(NumberError::Reversed);
            }
            return Ok(Self { written: written.to_owned(), low, high });
        }
        if written.contains(',') && decimal(&written.replace(',', "")).is_some() {
            return Err(NumberError::Grouped);
        }
        Err(NumberError::Unreadable)
    }

    /// The number as it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The lower end; the value itself when it is not a range.
    #[must_use]
    pub fn low(&self) -> Decimal {
        self.low
    }

    /// The upper end; the value itself when it is not a range.
    #[must_use]
    pub fn high(&self) -> Decimal {
        self.high
    }

    /// Tells whether the document prints a range.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.low != self.high
    }

    /// The sum of two numbers or ranges; `None` beyond 28 significant digits.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let low = self.low.checked_add(other.low)?;
        let high = self.high.checked_add(other.high)?;
        let written = if low == high { low.to_string() } else { format!("{low}-{high}") };
        Some(Self { written, low, high })
    }

    /// The lower end in thousands, rounded half away from zero.
    #[must_use]
    pub fn in_thousands(&self) -> Decimal {
        let thousands = self.low / Decimal::ONE_THOUSAND;
        thousands.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
    }

    /// The lower end times a hundred: what a percentage shows of a share; zero beyond 28 digits.
    #[must_use]
    pub fn hundredfold(&self) -> Decimal {
        self.low.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default().normalize()
    }

    /// The middle of the range, rounded to a float for drawing and sorting only.
    #[must_use]
    pub fn approximate(&self) -> f64 {
        let middle = (self.low + self.high) / Decimal::TWO;
        f64::try_from(middle).unwrap_or(0.0)
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    let plain = text.strip_prefix('-').unwrap_or(text);
    let well_formed = plain.starts_with(|c: char| c.is_ascii_digit())
        && !plain.ends_with('.')
        && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    if well_formed { Decimal::from_str(text).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_are_read_as_printed() {
        for (written, low, high) in
            [("72", "72", "72"), ("0.50", "0.5", "0.5"), ("-7.26", "-7.26", "-7.26"), ("11-20", "11", "20")]
        {
            let number = Number::parse(written).unwrap();
            assert_eq!(number.written(), written);
            assert_eq!(
                (number.low().normalize().to_string(), number.high().normalize().to_string()),
                (low.to_owned(), high.to_owned())
            );
        }
    }

    #[test]
    fn sums_are_exact() {
        for (a, b, sum) in
            [("0.1", "0.20", "0.30"), ("11-20", "1", "12-21"), ("1-2", "3-5", "4-7"), ("5", "-5", "0")]
        {
            let sum_of = Number::parse(a).unwrap().plus(&Number::parse(b).unwrap()).unwrap();
            assert_eq!(sum_of.written(), sum);
            assert_eq!(Number::parse(sum).map(|n| (n.low(), n.high())), Ok((sum_of.low(), sum_of.high())));
        }
        let most = Number::parse("79228162514264337593543950335").unwrap();
        assert_eq!(most.plus(&most), None);
    }

    #[test]
    fn amounts_are_rounded_to_thousands_half_away_from_zero() {
        for (written, thousands) in [
            ("90000000", "90000"),
            ("1500", "2"),
            ("2500", "3"),
            ("-1500", "-2"),
            ("1499.99", "1"),
            ("0", "0"),
        ] {
            assert_eq!(Number::parse(written).unwrap().in_thousands().to_string(), thousands);
        }
        assert_eq!(Number::parse("0.72").unwrap().hundredfold().to_string(), "72");
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        for (written, error) in [
            ("1,265,000", NumberError::Grouped),
            ("20-11", NumberError::Reversed),
            ("about 5", NumberError::Unreadable),
            ("1e5", NumberError::Unreadable),
            ("5.", NumberError::Unreadable),
            ("", NumberError::Unreadable),
            ("99999999999999999999999999999999", NumberError::Unreadable),
        ] {
            assert_eq!(Number::parse(written), Err(error), "{written}");
        }
    }
}
