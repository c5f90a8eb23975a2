//! What a cell means: a new text, nothing new, or nothing at all.

use domain::value::CellFault;
use domain::{Code, Field, Number, Shape};
use formats::xlsx::{Cell, Datum, Form};
use language::typed;

use super::exports::is_risky;
use super::{CLEAR, UNCHANGED};

/// What a cell means for the value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// What is on record stays.
    Same,
    /// The value is taken away.
    Clear,
    /// The value becomes what this text says.
    Text(String),
}

/// Reads a cell of a field whose value on record is `old`, as its text.
///
/// # Errors
/// A fault when the cell cannot be taken for a text of the field.
pub(super) fn meant(field: &Field, cell: &Cell, old: &str, is_csv: bool) -> Result<Meant, CellFault> {
    let shown = cell.datum.text();
    if let Some(formula) = &cell.formula {
        let hint = (!shown.is_empty() && !matches!(cell.datum, Datum::Error(_))).then_some(shown);
        return Err(CellFault { code: Code::FormulaCell, expected: format!("={formula}"), hint });
    }
    let text = match &cell.datum {
        Datum::Blank => return Ok(Meant::Same),
        Datum::Error(_) => return Err(fault(Code::ErrorCell, None)),
        Datum::Truth(_) => shown,
        Datum::Text(text) => plain(text, is_csv),
        Datum::Number { .. } => number(field, &cell.datum, old)?,
    };
    if text.is_empty() || text == UNCHANGED || text == plain(old, false) {
        return Ok(Meant::Same);
    }
    if CLEAR.contains(&text.as_str()) {
        return Ok(if old.is_empty() { Meant::Same } else { Meant::Clear });
    }
    if text.contains(['\0', char::REPLACEMENT_CHARACTER]) {
        return Err(fault(Code::UnreadableText, None));
    }
    let text = match field.shape {
        Shape::Date | Shape::Period => typed::when(&text).map_or(text, |when| when.written().to_owned()),
        Shape::Number => typed::number(&text).map_or(text, |number| number.written().to_owned()),
        _ => text,
    };
    let is_same = text == old || (matches!(field.shape, Shape::Number) && is_equal(&text, old));
    Ok(if is_same { Meant::Same } else { Meant::Text(text) })
}

fn fault(code: Code, hint: Option<String>) -> CellFault {
    CellFault { code, expected: String::new(), hint }
}

/// What a number means where a field asks for something.
fn number(field: &Field, datum: &Datum, old: &str) -> Result<String, CellFault> {
    let text = datum.text();
    let is_date = matches!(datum.form(), Some(Form::Day | Form::Month | Form::Year | Form::Time));
    match field.shape {
        Shape::Date | Shape::Period => match datum.date() {
            Some(date) => Ok(date),
            None if is_date => Err(fault(Code::DateCell, None)),
            // What is no year may be the number of a day that lost its format.
            None if text.len() > 4 => Err(CellFault {
                code: Code::UnreadableDate,
                expected: "1999, 1999-05, 1999-05-12".to_owned(),
                hint: as_day(datum),
            }),
            None => Ok(text),
        },
        _ if is_date => Err(fault(Code::DateCell, datum.date())),
        Shape::Number if datum.form() == Some(Form::Percent) => {
            Err(fault(Code::PercentCell, hundredfold(&text)))
        }
        _ if datum.form() == Some(Form::Percent) => Err(fault(Code::PercentCell, None)),
        Shape::Number => Ok(text),
        // Spreadsheets take zeros off the front of a code: 7 is what became of 007.
        _ if is_equal(&text, old) => Ok(old.to_owned()),
        _ => Ok(text),
    }
}

fn as_day(datum: &Datum) -> Option<String> {
    match datum {
        Datum::Number { value, from_1904, .. } => {
            Datum::Number { value: *value, form: Form::Day, from_1904: *from_1904 }.date()
        }
        _ => None,
    }
}

fn hundredfold(text: &str) -> Option<String> {
    Number::parse(text).ok().map(|number| number.hundredfold().to_string())
}

/// Tells whether two texts are the same number, however written.
fn is_equal(text: &str, old: &str) -> bool {
    let number = |text: &str| Number::parse(text).ok();
    number(text).zip(number(old)).is_some_and(|(new, old)| (new.low(), new.high()) == (old.low(), old.high()))
}

/// A text without signs that nobody sees at its ends, and with lines that end in one way.
pub(super) fn plain(text: &str, is_csv: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = match text.strip_prefix('\'') {
        Some(rest) if is_csv && is_risky(rest) => rest,
        _ => text.as_str(),
    };
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(plural: &str, field: &str, datum: Datum, old: &str) -> Result<Meant, (Code, Option<String>)> {
        let field = domain::kind(plural).unwrap().field(field).unwrap();
        let cell = Cell { column: 0, datum, formula: None };
        meant(field, &cell, old, false).map_err(|fault| (fault.code, fault.hint))
    }

    fn shown(value: f64, form: Form) -> Datum {
        Datum::Number { value, form, from_1904: false }
    }

    #[test]
    fn what_a_spreadsheet_made_of_it_is_read_as_it_was_meant() {
        let text = |text: &str| Datum::Text(text.to_owned());
        let new = |text: &str| Ok(Meant::Text(text.to_owned()));
        let hinted = |code, hint: &str| Err((code, Some(hint.to_owned())));
        for (plural, field, datum, old, expected) in [
            ("projects", "start", shown(36_281.0, Form::Month), "", new("1999-05")),
            ("projects", "start", shown(36_281.0, Form::Day), "", new("1999-05-01")),
            ("projects", "start", shown(1999.0, Form::General), "", new("1999")),
            (
                "projects",
                "start",
                shown(36_281.0, Form::General),
                "",
                hinted(Code::UnreadableDate, "1999-05-01"),
            ),
            ("projects", "start", shown(0.5, Form::Time), "", Err((Code::DateCell, None))),
            ("projects", "start", text("平成11年5月"), "", new("1999-05")),
            ("projects", "start", text("May 1999"), "1999-05", Ok(Meant::Same)),
            ("projects", "amount", shown(0.5, Form::General), "0.50", Ok(Meant::Same)),
            ("projects", "amount", shown(0.5, Form::Fixed(2)), "", new("0.50")),
            ("projects", "amount", text("1,265,000"), "1265000", Ok(Meant::Same)),
            ("projects", "amount", shown(0.72, Form::Percent), "", hinted(Code::PercentCell, "72")),
            ("projects", "amount", shown(36_281.0, Form::Day), "", hinted(Code::DateCell, "1999-05-01")),
            ("sectors", "dac_purpose_codes", shown(7.0, Form::General), "007", Ok(Meant::Same)),
            ("sectors", "dac_purpose_codes", shown(14_020.0, Form::General), "", new("14020")),
            ("projects", "title", shown(36_281.0, Form::Day), "", hinted(Code::DateCell, "1999-05-01")),
            ("projects", "title", text(" a\r\nb "), "a\nb", Ok(Meant::Same)),
            ("projects", "title", text("=1+1"), "", new("=1+1")),
            ("projects", "title", text("[clear]"), "x", Ok(Meant::Clear)),
            ("projects", "title", text("[消去]"), "", Ok(Meant::Same)),
            ("projects", "title", text("[unchanged]"), "x", Ok(Meant::Same)),
            ("projects", "title", text("  "), "x", Ok(Meant::Same)),
            ("projects", "title", Datum::Error("#N/A".to_owned()), "", Err((Code::ErrorCell, None))),
            ("projects", "title", text("a\u{fffd}"), "", Err((Code::UnreadableText, None))),
        ] {
            assert_eq!(read(plural, field, datum.clone(), old), expected, "{field} {datum:?}");
        }
    }

    #[test]
    fn formulas_are_refused_with_what_they_show() {
        let field = domain::kind("projects").unwrap().field("amount").unwrap();
        let datum = shown(14.0, Form::General);
        let cell = Cell { column: 0, datum, formula: Some("A1*2".to_owned()) };
        let found = meant(field, &cell, "", false).unwrap_err();
        assert_eq!(
            (found.code, found.expected.as_str(), found.hint.as_deref()),
            (Code::FormulaCell, "=A1*2", Some("14"))
        );
    }

    #[test]
    fn the_apostrophe_of_a_tamed_cell_goes() {
        for (text, is_csv, expected) in
            [("'=1", true, "=1"), ("'=1", false, "'=1"), ("'tis", true, "'tis"), ("'+81", true, "+81")]
        {
            assert_eq!(plain(text, is_csv), expected);
        }
    }
}
