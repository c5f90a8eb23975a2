//! Dates and numbers as people type them, put into the record's own notation: `平成11年5月`, `May 1999` and `1999/5` are
//! `1999-05`, `1,265,000` is `1265000`.
//!
//! What already is in the record's notation stays letter for letter. What can be meant in two ways is not guessed:
//! `5/6/1999` is refused.
//!
//! # Source
//! The first years of the eras: the year of the decree for each, as in the `eras` module. Years are counted on past the
//! end of an era, as plans do (平成35年). Forms of dates: ours, from the documents of the record.

use std::borrow::Cow;

use domain::number::NumberError;
use domain::when::WhenError;
use domain::{Number, When};

/// Names and letters of eras with the year before their first.
const ERAS: [(&str, &str, i32); 5] =
    [("明治", "m", 1867), ("大正", "t", 1911), ("昭和", "s", 1925), ("平成", "h", 1988), ("令和", "r", 2018)];

/// The English names of the months; three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What may stand between two dates, from the longest to the shortest.
const BETWEEN: [&str; 9] = [" until ", " to ", "から", " – ", " - ", "～", "〜", "–", "~"];

/// Reads a date or period as people type it.
///
/// # Errors
/// [`WhenError::NoSuchDay`] for the 30th of February and the like, [`WhenError::Reversed`] when a period ends before it
/// starts, [`WhenError::Unreadable`] for every other text.
pub fn when(text: &str) -> Result<When, WhenError> {
    let text = text.trim();
    let first = When::parse(text);
    if !matches!(first, Err(WhenError::Unreadable)) {
        return first;
    }
    let plain = plain(text);
    let (body, remark) = match plain.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((body, remark)) => (body.trim(), format!(" ({})", remark.trim())),
        None => (plain.trim(), String::new()),
    };
    let notation = notation(body).ok_or(WhenError::Unreadable)?;
    When::parse(&format!("{notation}{remark}"))
}

/// Reads a number or range as people type it: digits in groups of three, digits of full width.
///
/// # Errors
/// As [`Number::parse`]; digits in other groups are [`NumberError::Grouped`].
pub fn number(text: &str) -> Result<Number, NumberError> {
    let first = Number::parse(text.trim());
    if !matches!(first, Err(NumberError::Unreadable | NumberError::Grouped)) {
        return first;
    }
    let plain = plain(text).replace(['−', '〜', '～', '~'], "-");
    let joined: String = plain.split(' ').filter(|part| !part.is_empty()).collect();
    let ends: Vec<Option<String>> = joined.split('-').map(ungrouped).collect();
    let ends: Option<Vec<String>> = ends.into_iter().collect();
    Number::parse(&ends.map_or_else(|| joined.clone(), |ends| ends.join("-")))
}

/// A text with letters and digits of one width, and brackets and spaces that documents use made plain.
fn plain(text: &str) -> String {
    let narrow = text.chars().map(|c| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '／' | '．' | '，' | '（' | '）' | '？' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        '－' => '-',
        '\u{3000}' | '\u{a0}' => ' ',
        c => c,
    });
    narrow.collect::<String>().trim().to_owned()
}

/// Takes commas out of a number when each parts a group of three digits.
fn ungrouped(number: &str) -> Option<String> {
    if !number.contains(',') {
        return Some(number.to_owned());
    }
    let (whole, part) = number.split_once('.').map_or((number, ""), |(whole, part)| (whole, part));
    let mut groups = whole.split(',');
    let leads = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let is_grouped = leads && groups.all(|group| group.len() == 3) && !part.contains(',');
    is_grouped.then(|| number.replace(',', ""))
}

/// A date or period in the record's notation.
fn notation(text: &str) -> Option<String> {
    if let Some(point) = point(text) {
        return Some(point);
    }
    let lower = text.to_lowercase();
    if let Some(since) = lower.strip_prefix("since ").or_else(|| lower.strip_prefix("from ")) {
        return match since.split_once(" to ").or_else(|| since.split_once(" until ")) {
            Some((from, to)) => interval(from, to),
            None => interval(since, ""),
        };
    }
    if let Some(until) = lower.strip_prefix("until ") {
        return interval("", until);
    }
    if let Some(since) = text.strip_suffix("以降").or_else(|| text.strip_suffix("から")) {
        return interval(since, "");
    }
    if let Some(until) = text.strip_suffix("まで").filter(|until| !until.contains("から")) {
        return BETWEEN
            .iter()
            .find_map(|mark| until.split_once(mark))
            .map_or_else(|| interval("", until), |(from, to)| interval(from, to));
    }
    BETWEEN.iter().find_map(|mark| {
        let (from, to) = lower.split_once(mark)?;
        interval(from, to.trim_end_matches("まで"))
    })
}

/// A period from one date to another; a blank end is open.
fn interval(from: &str, to: &str) -> Option<String> {
    let (from, to) = (from.trim(), to.trim());
    let fiscal = |text: &str| point(text).and_then(|point| point.strip_prefix("FY").map(str::to_owned));
    if let (Some(from), Some(to)) = (fiscal(from), fiscal(to)) {
        return Some(format!("FY{from}-{to}"));
    }
    let end = |text: &str| if text.is_empty() { Some("..".to_owned()) } else { point(text) };
    let (from, to) = (end(from)?, end(to)?);
    let is_fiscal = from.starts_with("FY") || to.starts_with("FY");
    (!is_fiscal).then(|| format!("{from}/{to}"))
}

/// One date with its marks of doubt.
fn point(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    for start in ["about ", "around ", "circa ", "ca. ", "c. ", "約"] {
        if let Some(rest) = lower.strip_prefix(start) {
            return bare(rest).map(|date| format!("{date}~"));
        }
    }
    if let Some(rest) = text.strip_suffix('頃').or_else(|| text.strip_suffix("ごろ")) {
        return bare(rest).map(|date| format!("{date}~"));
    }
    match text.strip_suffix('?') {
        Some(rest) => bare(rest).map(|date| format!("{date}?")),
        None => bare(text),
    }
}

/// One date without marks, in the record's notation.
fn bare(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if let Some(year) = text.strip_suffix("年代").or_else(|| text.strip_suffix('s')).and_then(four_digits) {
        return (year % 10 == 0).then(|| format!("{year:04}s"));
    }
    if let Some(year) = text.strip_suffix("年度") {
        return era_or_year(year).map(|year| format!("FY{year:04}"));
    }
    for start in ["fy", "fiscal year", "fiscal"] {
        if let Some(year) = text.strip_prefix(start).and_then(|rest| four_digits(rest.trim())) {
            return Some(format!("FY{year:04}"));
        }
    }
    japanese(&text).or_else(|| parted(&text)).or_else(|| english(&text))
}

/// `1999年5月12日`, `平成11年5月`, `令和元年`.
fn japanese(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let year = era_or_year(year)?;
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(written(year, None, None));
    }
    let (month, rest) = rest.split_once('月')?;
    let month = two_digits(month)?;
    match rest.trim() {
        "" => Some(written(year, Some(month), None)),
        rest => Some(written(year, Some(month), Some(two_digits(rest.strip_suffix('日')?)?))),
    }
}

/// `1999/5/12`, `1999.5`, `1999-5`, `H11.5.12`; a day in front only behind full stops: `12.5.1999`.
fn parted(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let is_one_mark = ['/', '.', '-'].iter().filter(|mark| text.contains(**mark)).count() <= 1;
    match parts.as_slice() {
        _ if !is_one_mark => None,
        [year] => era_or_year(year).map(|year| written(year, None, None)),
        [year, month] => Some(written(era_or_year(year)?, Some(two_digits(month)?), None)),
        [day, month, year] if text.contains('.') && year.len() == 4 => {
            Some(written(four_digits(year)?, Some(two_digits(month)?), Some(two_digits(day)?)))
        }
        [year, month, day] => {
            Some(written(era_or_year(year)?, Some(two_digits(month)?), Some(two_digits(day)?)))
        }
        _ => None,
    }
}

/// `May 1999`, `12 May 1999`, `May 12, 1999`, `12th of May 1999`.
fn english(text: &str) -> Option<String> {
    let text = text.replace([',', '.', '-'], " ");
    let words: Vec<&str> = text.split_whitespace().filter(|word| !matches!(*word, "of" | "the")).collect();
    match words.as_slice() {
        [month, year] => Some(written(four_digits(year)?, Some(month_named(month)?), None)),
        [first, second, year] => {
            let year = four_digits(year)?;
            match (month_named(first), month_named(second)) {
                (Some(month), None) => Some(written(year, Some(month), Some(day_named(second)?))),
                (None, Some(month)) => Some(written(year, Some(month), Some(day_named(first)?))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn written(year: i32, month: Option<u8>, day: Option<u8>) -> String {
    match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    }
}

/// A year of four digits, or of an era: `平成11`, `h11`, `令和元`.
fn era_or_year(text: &str) -> Option<i32> {
    let text = text.trim();
    if let Some(year) = four_digits(text) {
        return Some(year);
    }
    ERAS.iter().find_map(|(name, letter, before)| {
        let year = text.strip_prefix(name).or_else(|| text.strip_prefix(letter))?.trim();
        let year = if year == "元" { 1 } else { i32::from(two_digits(year)?) };
        (year > 0).then_some(before + year)
    })
}

fn four_digits(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_year { text.parse().ok().filter(|year| *year > 0) } else { None }
}

fn two_digits(text: &str) -> Option<u8> {
    let text = text.trim();
    let is_short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { text.parse().ok() } else { None }
}

fn day_named(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    two_digits(digits)
}

fn month_named(word: &str) -> Option<u8> {
    let word: Cow<'_, str> = if word == "sept" { "sep".into() } else { word.into() };
    let mut numbered = MONTHS.iter().zip(1..);
    let is_named = |name: &str| word.len() >= 3 && name.starts_with(word.as_ref());
    numbered.find(|(name, _)| is_named(name)).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        for (typed, stored) in [
            ("1999", "1999"),
            (" 1999 ", "1999"),
            ("１９９９", "1999"),
            ("1999年", "1999"),
            ("平成11年", "1999"),
            ("平成11年5月", "1999-05"),
            ("平成１１年５月１２日", "1999-05-12"),
            ("令和元年5月1日", "2019-05-01"),
            ("昭和 54 年 5 月", "1979-05"),
            ("H11.5.12", "1999-05-12"),
            ("R1", "2019"),
            ("平成35年", "2023"),
            ("May 1999", "1999-05"),
            ("may 1999", "1999-05"),
            ("Sept. 1999", "1999-09"),
            ("12 May 1999", "1999-05-12"),
            ("May 12, 1999", "1999-05-12"),
            ("12th of May 1999", "1999-05-12"),
            ("1999/5/12", "1999-05-12"),
            ("1999/5", "1999-05"),
            ("1999.5", "1999-05"),
            ("1999-5", "1999-05"),
            ("12.5.1999", "1999-05-12"),
            ("1999年5月12日", "1999-05-12"),
            ("1999年 5月", "1999-05"),
            ("1990年代", "1990s"),
            ("1990s", "1990s"),
            ("about 1999", "1999~"),
            ("1999年頃", "1999~"),
            ("1999年5月ごろ", "1999-05~"),
            ("May 1999?", "1999-05?"),
            ("2014年度", "FY2014"),
            ("平成26年度", "FY2014"),
            ("令和元年度", "FY2019"),
            ("FY 2014", "FY2014"),
            ("fiscal 2014", "FY2014"),
            ("平成4年度～平成8年度", "FY1992-1996"),
            ("FY2014", "FY2014"),
            ("1999-05 to 2001", "1999-05 to 2001"),
            ("May 1999 – March 2001", "1999-05/2001-03"),
            ("1999年5月～2001年3月", "1999-05/2001-03"),
            ("1999年5月から2001年3月まで", "1999-05/2001-03"),
            ("from May 1999 to 2001", "1999-05/2001"),
            ("since May 1999", "1999-05/.."),
            ("1999年5月以降", "1999-05/.."),
            ("until 2001", "../2001"),
            ("平成11年5月（前期）", "1999-05 (前期)"),
            ("May 1999 (first term)", "1999-05 (first term)"),
            ("2014 (first term)", "2014 (first term)"),
            ("2004-2009", "2004-2009"),
        ] {
            assert_eq!(when(typed).map(|when| when.written().to_owned()), Ok(stored.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_refused() {
        for (typed, error) in [
            ("", WhenError::Unreadable),
            ("soon", WhenError::Unreadable),
            ("5/6/1999", WhenError::Unreadable),
            ("99", WhenError::Unreadable),
            ("ma 1999", WhenError::Unreadable),
            ("平成年", WhenError::Unreadable),
            ("平成0年", WhenError::Unreadable),
            ("1999年5月x", WhenError::Unreadable),
            ("1999/5-6", WhenError::Unreadable),
            ("1995年代", WhenError::Unreadable),
            ("FY2014 to 2016-05", WhenError::Unreadable),
            ("30 February 1999", WhenError::NoSuchDay),
            ("平成11年13月", WhenError::NoSuchDay),
            ("2001年～1999年", WhenError::Reversed),
        ] {
            assert_eq!(when(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (typed, stored) in [
            ("12", "12"),
            (" 0.50 ", "0.50"),
            ("1,265,000", "1265000"),
            ("1,265.5", "1265.5"),
            ("1 265 000", "1265000"),
            ("１２．５", "12.5"),
            ("11-20", "11-20"),
            ("11～20", "11-20"),
            ("1,000 - 2,000", "1000-2000"),
            ("-7.26", "-7.26"),
        ] {
            assert_eq!(
                number(typed).map(|number| number.written().to_owned()),
                Ok(stored.to_owned()),
                "{typed}"
            );
        }
        for (typed, error) in [
            ("", NumberError::Unreadable),
            ("about 5", NumberError::Unreadable),
            ("1,2", NumberError::Grouped),
            ("1,2345", NumberError::Grouped),
            ("20-11", NumberError::Reversed),
        ] {
            assert_eq!(number(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn hostile_texts_are_refused_in_time() {
        for text in
            ["年".repeat(20_000), "から".repeat(20_000), "1999~".repeat(9_000), "\0\u{202e}".to_owned()]
        {
            assert!(when(&text).is_err() && number(&text).is_err());
        }
    }
}
