//! Amounts of money: exact, and short without losing anything.

use std::borrow::Cow;

use domain::Number;
use rust_decimal::Decimal;

use crate::numbers::grouped;
use crate::tongue::Language;
use crate::words::Words;

/// English steps, from large to small, as powers of ten.
const MILLIONS: &[(u32, &str)] = &[(12, "money-high"), (9, "money-middle"), (6, "money-low")];

/// Japanese steps, from large to small, as powers of ten: 兆, 億, 万.
const MYRIADS: &[(u32, &str)] = &[(12, "money-high"), (8, "money-middle"), (4, "money-low")];

/// How many decimals a short English amount may have: "1.25 million" reads well, "1.2345 million" does not.
///
/// # Source
/// Ours.
const SHORT_DECIMALS: u32 = 2;

impl Words {
    /// The unit of amounts in a currency: "JPY" in English, 円 in Japanese.
    #[must_use]
    pub fn currency(self, code: &str) -> Cow<'static, str> {
        self.find(&format!("currency-unit-{code}")).unwrap_or_else(|| Cow::Owned(code.to_owned()))
    }

    /// An amount to the last digit: "JPY 90,000,000", 90,000,000円.
    #[must_use]
    pub fn money(self, amount: &Number, currency: &str) -> String {
        let amount = self.ends(amount, |_, written| grouped(written));
        self.with_currency(amount, currency)
    }

    /// An amount in the largest steps that lose nothing: "JPY 90 million", 9,000万円; else the exact amount.
    #[must_use]
    pub fn money_short(self, amount: &Number, currency: &str) -> String {
        let amount = self.ends(amount, |value, written| {
            let short = match self.language() {
                Language::Ja => self.in_myriads(value),
                Language::En => self.in_millions(value),
            };
            short.unwrap_or_else(|| grouped(written))
        });
        self.with_currency(amount, currency)
    }

    fn with_currency(self, amount: String, currency: &str) -> String {
        let unit = self.currency(currency);
        self.with("money-amount", &[("amount", amount.into()), ("currency", unit.into())])
    }

    fn in_millions(self, value: Decimal) -> Option<String> {
        MILLIONS.iter().find_map(|(power, key)| {
            let scaled = value.checked_div(power_of_ten(*power))?.normalize();
            let fits = scaled.abs() >= Decimal::ONE && scaled.scale() <= SHORT_DECIMALS;
            fits.then(|| self.with(key, &[("amount", grouped(&scaled.to_string()).into())]))
        })
    }

    /// As Japanese reads large amounts: 12億3,456万. Nothing when the amount is not a multiple of 万.
    fn in_myriads(self, value: Decimal) -> Option<String> {
        if value.is_zero() {
            return None;
        }
        let mut text = String::from(if value.is_sign_negative() { "\u{2212}" } else { "" });
        let mut rest = value.abs();
        for (power, key) in MYRIADS {
            let step = power_of_ten(*power);
            let whole = rest.checked_div(step)?.trunc();
            rest = rest.checked_sub(whole.checked_mul(step)?)?;
            if !whole.is_zero() {
                text.push_str(&self.with(key, &[("amount", grouped(&whole.to_string()).into())]));
            }
        }
        rest.is_zero().then_some(text)
    }
}

fn power_of_ten(power: u32) -> Decimal {
    Decimal::from(10_u64.pow(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_or_short_without_loss() {
        for (written, currency, english, short, japanese, japanese_short) in [
            ("90000000", "JPY", "JPY 90,000,000", "JPY 90 million", "90,000,000円", "9,000万円"),
            ("10500000000", "JPY", "JPY 10,500,000,000", "JPY 10.5 billion", "10,500,000,000円", "105億円"),
            (
                "1234560000",
                "JPY",
                "JPY 1,234,560,000",
                "JPY 1,234.56 million",
                "1,234,560,000円",
                "12億3,456万円",
            ),
            (
                "30000000000000",
                "JPY",
                "JPY 30,000,000,000,000",
                "JPY 30 trillion",
                "30,000,000,000,000円",
                "30兆円",
            ),
            ("1234567", "JPY", "JPY 1,234,567", "JPY 1,234,567", "1,234,567円", "1,234,567円"),
            ("950.50", "USD", "USD 950.50", "USD 950.50", "950.50米ドル", "950.50米ドル"),
            ("1200000", "USD", "USD 1,200,000", "USD 1.2 million", "1,200,000米ドル", "120万米ドル"),
            ("0", "JPY", "JPY 0", "JPY 0", "0円", "0円"),
            (
                "90000000-120000000",
                "JPY",
                "JPY 90,000,000–120,000,000",
                "JPY 90 million–120 million",
                "90,000,000～120,000,000円",
                "9,000万～1億2,000万円",
            ),
            ("5", "XYZ", "XYZ 5", "XYZ 5", "5XYZ", "5XYZ"),
        ] {
            let amount = Number::parse(written).unwrap();
            let (en, ja) = (Words::of(Language::En), Words::of(Language::Ja));
            assert_eq!(en.money(&amount, currency), english);
            assert_eq!(en.money_short(&amount, currency), short);
            assert_eq!(ja.money(&amount, currency), japanese);
            assert_eq!(ja.money_short(&amount, currency), japanese_short);
        }
    }

    #[test]
    fn the_largest_amount_on_record_does_not_overflow() {
        let amount = Number::parse("79228162514264337593543950335").unwrap();
        assert!(Words::of(Language::Ja).money_short(&amount, "JPY").ends_with('円'));
        assert!(Words::of(Language::En).money_short(&amount, "JPY").starts_with("JPY 79,228"));
    }
}
