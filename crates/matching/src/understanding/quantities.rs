//! Amounts in a text that decide whether something suits: waste and water per day, people, time.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use domain::fold;

use crate::answers::Limit;

/// How many characters behind a number are read for its unit.
const AFTER: usize = 40;
/// How many amounts of a text are kept.
const MOST: usize = 12;

/// Words of units, the unit of the record, and how many of it one is. Longer words stand before shorter ones.
///
/// # Source
/// Ours; the length of a month: 30.4 days.
const UNITS: &[(&str, &str, f64)] = &[
    ("tonnes", "t/day", 1.0),
    ("tonne", "t/day", 1.0),
    ("tons", "t/day", 1.0),
    ("ton", "t/day", 1.0),
    ("トン", "t/day", 1.0),
    ("吨", "t/day", 1.0),
    ("tan", "t/day", 1.0),
    ("t", "t/day", 1.0),
    ("kg", "t/day", 0.001),
    ("m3", "m3/day", 1.0),
    ("cubic metres", "m3/day", 1.0),
    ("cubic meters", "m3/day", 1.0),
    ("立方メートル", "m3/day", 1.0),
    ("立方米", "m3/day", 1.0),
    ("inhabitants", "people", 1.0),
    ("residents", "people", 1.0),
    ("people", "people", 1.0),
    ("citizens", "people", 1.0),
    ("万人", "people", 10_000.0),
    ("千人", "people", 1_000.0),
    ("nguoi dan", "people", 1.0),
    ("jiwa", "people", 1.0),
    ("penduduk", "people", 1.0),
    ("households", "households", 1.0),
    ("families", "households", 1.0),
    ("世帯", "households", 1.0),
    ("户", "households", 1.0),
    ("months", "months", 1.0),
    ("month", "months", 1.0),
    ("か月", "months", 1.0),
    ("ヶ月", "months", 1.0),
    ("个月", "months", 1.0),
    ("thang", "months", 1.0),
    ("bulan", "months", 1.0),
    ("weeks", "months", 0.23),
    ("week", "months", 0.23),
    ("週間", "months", 0.23),
    ("days", "months", 0.033),
    ("日間", "months", 0.033),
    ("buses", "buses", 1.0),
    ("minibuses", "buses", 1.0),
];

/// Words that make an amount one of a day.
const DAILY: &[&str] = &["day", "daily", "/d", "日", "天", "ngay", "hari", "per d"];

/// Words before a time that make it a limit.
const WITHIN: &[&str] = &["within", "only", "in ", "before", "have", "以内", "内に", "trong", "dalam", "で"];

/// The amounts of a text.
pub(crate) fn quantities_in(text: &str) -> Vec<Limit> {
    let text: String = text.chars().take(10_000).collect();
    let text = fold(&text);
    let mut found = Vec::new();
    let mut rest = text.as_str();
    let mut passed = 0;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(at);
        let clear = !before.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        let (value, length) = number_at(number);
        let behind = number.get(length..).unwrap_or_default();
        let ahead = text.get(..passed + at).unwrap_or_default();
        if let Some((unit, times, written)) = unit_of(behind).filter(|_| clear)
            && is_meant(unit, ahead, behind)
        {
            let words = format!("{}{written}", number.get(..length).unwrap_or_default());
            found.push(Limit::Quantity { value: value * times, unit: unit.to_owned(), words });
        }
        let step = length.max(1);
        passed += at + step;
        rest = number.get(step..).unwrap_or_default();
        if found.len() >= MOST {
            break;
        }
    }
    found
}

/// Tells whether an amount with this unit is one that things are judged by.
fn is_meant(unit: &str, ahead: &str, behind: &str) -> bool {
    let near: String = behind.chars().take(AFTER).collect();
    let last: String = ahead.chars().rev().take(12).collect();
    let last: String = last.chars().rev().collect();
    match unit {
        "t/day" | "m3/day" => DAILY.iter().any(|word| near.contains(word) || last.contains(word)),
        "months" => WITHIN.iter().any(|word| last.contains(word) || near.contains(word)),
        _ => true,
    }
}

/// The number at the start of a text and its length in bytes; separators of thousands are passed over.
fn number_at(text: &str) -> (f64, usize) {
    let mut digits = String::new();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next: String = text.get(at + c.len_utf8()..).unwrap_or_default().chars().take(4).collect();
        let three = next.chars().take(3).filter(char::is_ascii_digit).count() == 3
            && !next.chars().nth(3).is_some_and(|c| c.is_ascii_digit());
        match c {
            '0'..='9' => digits.push(c),
            ',' | ' ' | '.' if three && !digits.contains('.') => {}
            '.' if next.starts_with(|c: char| c.is_ascii_digit()) && !digits.contains('.') => {
                digits.push('.')
            }
            _ => break,
        }
        end = at + c.len_utf8();
    }
    let value: f64 = digits.parse().unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let word = behind.trim_start();
    let gap = behind.len() - word.len();
    if let Some(after) = word.strip_prefix("million") {
        return (value * 1e6, end + gap + word.len() - after.len());
    }
    if let Some(after) = word.strip_prefix("thousand") {
        return (value * 1e3, end + gap + word.len() - after.len());
    }
    (value, end)
}

/// The unit behind a number, how many of the record's unit one is, and how it is written.
fn unit_of(behind: &str) -> Option<(&'static str, f64, String)> {
    let word = behind.trim_start_matches([' ', '-', '\u{a0}']);
    UNITS.iter().find_map(|(name, unit, times)| {
        let after = word.strip_prefix(name)?;
        let whole = !name.is_ascii() || !after.starts_with(|c: char| c.is_ascii_alphanumeric());
        whole.then(|| (*unit, *times, format!(" {name}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_their_units() {
        for (text, expected) in [
            ("We collect 12 tonnes a day", vec![(12.0, "t/day")]),
            ("about 15 t/day of scraps", vec![(15.0, "t/day")]),
            ("a city of 200,000 people", vec![(200_000.0, "people")]),
            ("a city of 1.2 million people", vec![(1_200_000.0, "people")]),
            ("400 000 people", vec![(400_000.0, "people")]),
            ("1日30トンのごみ", vec![(30.0, "t/day")]),
            ("人口20万人の市", vec![(200_000.0, "people")]),
            ("the truck weighs 12 tonnes", vec![]),
            ("we have only 3 weeks", vec![(0.69, "months")]),
            ("built in 2015", vec![]),
        ] {
            let found: Vec<(f64, String)> = quantities_in(text)
                .into_iter()
                .filter_map(|limit| match limit {
                    Limit::Quantity { value, unit, .. } => Some((value, unit)),
                    Limit::Circumstance { .. } => None,
                })
                .collect();
            assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
            for ((value, unit), (wanted, name)) in found.iter().zip(&expected) {
                assert!((value - wanted).abs() < 1e-6 && unit == name, "{text}: {value} {unit}");
            }
        }
    }
}
