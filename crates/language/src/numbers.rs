//! Numbers as people read them: thousands grouped, decimals as written, ranges with a dash.

use domain::Number;
use rust_decimal::Decimal;

use crate::argument::Argument;
use crate::labels::unit_slug;
use crate::words::Words;

impl Words {
    /// A number or range as written, with thousands grouped: "1,265,000", "0.50", "11–20".
    #[must_use]
    pub fn number(self, number: &Number) -> String {
        self.ends(number, |_, written| grouped(written))
    }

    /// An exact decimal with thousands grouped.
    #[must_use]
    pub fn decimal(self, value: Decimal) -> String {
        grouped(&value.to_string())
    }

    /// A whole number with thousands grouped.
    #[must_use]
    pub fn count(self, count: u64) -> String {
        grouped(&count.to_string())
    }

    /// A number with its unit: "72 %", "3,000 t/day", "1 city", "JPY 90 million".
    ///
    /// A unit without a phrase of its own under `quantity-<slug>` stands behind the number.
    #[must_use]
    pub fn quantity(self, number: &Number, unit: &str) -> String {
        if domain::vocabularies::CURRENCIES.holds(unit) {
            return self.money_short(number, unit);
        }
        let text = self.number(number);
        let one = if number.written() == "1" { "one" } else { "other" };
        let arguments: [(&str, Argument<'_>); 3] =
            [("number", text.as_str().into()), ("plain", number.written().into()), ("form", one.into())];
        self.find_with(&format!("quantity-{}", unit_slug(unit)), &arguments)
            .unwrap_or_else(|| if unit.is_empty() { text } else { format!("{text} {}", self.unit(unit)) })
    }

    /// Writes both ends of a range, or the one value, each by `write` with its value and its written form.
    pub(crate) fn ends(self, number: &Number, write: impl Fn(Decimal, &str) -> String) -> String {
        let split = number.written().char_indices().skip(1).find(|(_, c)| matches!(c, '-' | '–'));
        match split {
            Some((at, dash)) => {
                let low = number.written().get(..at).unwrap_or_default();
                let high = number.written().get(at + dash.len_utf8()..).unwrap_or_default();
                let (low, high) = (write(number.low(), low), write(number.high(), high));
                self.with("number-range", &[("low", low.into()), ("high", high.into())])
            }
            None => write(number.low(), number.written()),
        }
    }
}

/// Groups the digits before the point by threes and sets a true minus sign.
pub(crate) fn grouped(written: &str) -> String {
    let (minus, digits) = match written.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", written),
    };
    let (whole, rest) = digits.find('.').and_then(|at| digits.split_at_checked(at)).unwrap_or((digits, ""));
    let mut text = String::with_capacity(written.len() * 2);
    text.push_str(minus);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn numbers_are_grouped_and_keep_their_decimals() {
        for (written, english, japanese) in [
            ("0", "0", "0"),
            ("999", "999", "999"),
            ("1000", "1,000", "1,000"),
            ("1265000", "1,265,000", "1,265,000"),
            ("0.50", "0.50", "0.50"),
            ("12345.6789", "12,345.6789", "12,345.6789"),
            ("-7.26", "\u{2212}7.26", "\u{2212}7.26"),
            ("11-20", "11–20", "11～20"),
            ("1000-25000", "1,000–25,000", "1,000～25,000"),
        ] {
            let number = Number::parse(written).unwrap();
            assert_eq!(Words::of(Language::En).number(&number), english);
            assert_eq!(Words::of(Language::Ja).number(&number), japanese);
        }
        assert_eq!(Words::of(Language::En).decimal(Decimal::new(-123_456_789, 2)), "\u{2212}1,234,567.89");
        assert_eq!(Words::of(Language::Ja).count(1_536), "1,536");
    }

    #[test]
    fn quantities_carry_their_unit() {
        for (written, unit, english, japanese) in [
            ("72", "%", "72 %", "72 %"),
            ("3000", "t/day", "3,000 t/day", "3,000 t/日"),
            ("3000", "t/d", "3,000 t/day", "3,000 t/日"),
            ("240000", "m3/day", "240,000 m³/day", "240,000 m³/日"),
            ("1", "cities", "1 city", "1都市"),
            ("11", "cities", "11 cities", "11都市"),
            ("2-3", "weeks", "2–3 weeks", "2～3週間"),
            ("1500", "people", "1,500 people", "1,500人"),
            ("7", "count", "7", "7件"),
            ("2035", "year", "2035", "2035年"),
            ("2", "rank", "no. 2", "第2位"),
            ("7", "parts of 10", "7 of 10 parts", "7割"),
            ("5", "furlongs", "5 furlongs", "5 furlongs"),
            ("5", "", "5", "5"),
            ("90000000", "JPY", "JPY 90 million", "9,000万円"),
        ] {
            let number = Number::parse(written).unwrap();
            assert_eq!(Words::of(Language::En).quantity(&number, unit), english);
            assert_eq!(Words::of(Language::Ja).quantity(&number, unit), japanese);
        }
    }
}
