//! What a cell of a workbook holds, as its reader saw it.

use super::forms::{Form, day};

/// One row of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its number, from 1.
    pub number: u32,
    /// Its cells that are not blank, in the order of the file.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The column, from 0.
    pub column: u32,
    /// What it holds: of a formula, what it last came to.
    pub datum: Datum,
    /// The formula, when it holds one; blank for a cell that shares the formula of another.
    pub formula: Option<String>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number {
        /// The number.
        value: f64,
        /// How it is shown.
        form: Form,
        /// Whether days are counted from 1904.
        from_1904: bool,
    },
    /// Yes or no.
    Truth(bool),
    /// An error of the spreadsheet, such as `#N/A`.
    Error(String),
}

impl Datum {
    /// The text that people see and mean, as near as the file tells: numbers in plain decimals with as many of them as
    /// are shown, days as `1999-05-12`, months as `1999-05`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Truth(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Number { value, form, .. } => {
                self.date().unwrap_or_else(|| decimal(*value, if let Form::Fixed(n) = form { *n } else { 0 }))
            }
        }
    }

    /// The date that the cell shows, as precise as it shows it; none when it shows something else or a time.
    #[must_use]
    pub fn date(&self) -> Option<String> {
        let Self::Number { value, form, from_1904 } = self else { return None };
        let (date, has_time) = day(*value, *from_1904)?;
        match form {
            _ if has_time => None,
            Form::Day | Form::Time => Some(date.to_string()),
            Form::Month => Some(format!("{:04}-{:02}", date.year(), date.month())),
            Form::Year => Some(format!("{:04}", date.year())),
            _ => None,
        }
    }

    /// How the number is shown; none for what is no number.
    #[must_use]
    pub fn form(&self) -> Option<Form> {
        match self {
            Self::Number { form, .. } => Some(*form),
            _ => None,
        }
    }
}

/// A number in plain decimals, exact to the fifteen digits that spreadsheets show, with at least so many decimals.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    const MOST_DECIMALS: usize = 15;
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    let mut text = format!("{rounded}");
    let given = text.split_once('.').map_or(0, |(_, behind)| behind.len());
    let wanted = decimals.min(MOST_DECIMALS);
    if given < wanted && rounded.is_finite() {
        if given == 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', wanted - given));
    }
    text
}

/// The name of a cell: column 27 of row 5 is `AB5`.
#[must_use]
pub fn address(column: u32, row: u32) -> String {
    let mut letters = Vec::new();
    let mut left = Some(column);
    while let Some(at) = left {
        letters.push(char::from_u32(u32::from(b'A') + at % 26).unwrap_or('?'));
        left = (at / 26).checked_sub(1);
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

/// The column and row that a name of a cell tells, such as `AB5`; none for other texts.
pub(super) fn place(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at_checked(letters)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters
        .bytes()
        .fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase().saturating_sub(b'A')) + 1);
    Some((column - 1, digits.parse().ok().filter(|row| *row > 0)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_and_found() {
        for (column, row, name) in
            [(0, 1, "A1"), (25, 9, "Z9"), (26, 1, "AA1"), (27, 5, "AB5"), (701, 2, "ZZ2"), (702, 3, "AAA3")]
        {
            assert_eq!(address(column, row), name);
            assert_eq!(place(name), Some((column, row)));
        }
        for wrong in ["", "A", "1", "A0", "AAAA1", "A-1", "水1", "A99999999999"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_told_as_they_are_shown() {
        let text = |value: f64, form| Datum::Number { value, form, from_1904: false }.text();
        for (value, form, told) in [
            (6.26 + 1.0, Form::General, "7.26"),
            (0.1 + 0.2, Form::General, "0.3"),
            (0.5, Form::Fixed(2), "0.50"),
            (0.123, Form::Fixed(2), "0.123"),
            (72.0, Form::Fixed(0), "72"),
            (-3.0, Form::Fixed(1), "-3.0"),
            (1e21, Form::General, "1000000000000000000000"),
            (36_281.0, Form::Month, "1999-05"),
            (36_281.0, Form::Day, "1999-05-01"),
            (36_281.0, Form::Year, "1999"),
            (36_281.0, Form::General, "36281"),
            (0.72, Form::Percent, "0.72"),
        ] {
            assert_eq!(text(value, form), told);
        }
    }
}
