//! What a field of a record holds, and how it is read from and written to one cell of text.

use crate::kind::{Field, Shape};
use crate::number::{Number, NumberError};
use crate::problem::Code;
use crate::text::{PLAIN_LANGUAGE, Texts};
use crate::when::{Shape as WhenShape, When, WhenError};

/// The value of one field. A blank field has no value at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Plain text, a code or a term.
    Text(String),
    /// Text for readers.
    Texts(Texts),
    /// Several terms.
    Many(Vec<String>),
    /// A date or period.
    When(When),
    /// A number.
    Number(Number),
    /// The id of a record.
    Reference(String),
    /// The ids of several records.
    References(Vec<String>),
    /// Documents with the place in them.
    Citations(Vec<Citation>),
}

/// A document and the place in it that states a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// How the document is cited: the `cited_as` of a source, or its id. Blank when only words are given.
    pub document: String,
    /// The section, table, figure or page, in the writer's words. May be blank.
    pub locator: String,
}

/// Why a cell cannot be the value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// What is wrong.
    pub code: Code,
    /// What is expected: a vocabulary's name, or an example. May be blank where the code says it all.
    pub expected: String,
    /// A likely meaning, if one is near.
    pub hint: Option<String>,
}

impl Value {
    /// Reads the text of one cell as a value of this field. The cell is not blank.
    ///
    /// Whether references exist is not known here; the import asks the record.
    ///
    /// # Errors
    /// [`CellFault`] when the text does not have the form that the field's shape asks for.
    pub fn parse(field: &Field, cell: &str) -> Result<Self, CellFault> {
        let fault = |code, expected: &str| Err(CellFault { code, expected: expected.to_owned(), hint: None });
        match field.shape {
            Shape::Plain | Shape::Term => Ok(Self::Text(cell.to_owned())),
            Shape::Texts { .. } => Ok(Self::Texts(Texts::of(PLAIN_LANGUAGE, cell))),
            Shape::Code(vocabulary) if vocabulary.holds(cell) => Ok(Self::Text(cell.to_owned())),
            Shape::Code(vocabulary) => Err(CellFault {
                code: Code::UnknownCode,
                expected: shorten(vocabulary.codes),
                hint: nearest(cell, vocabulary.codes.iter().copied()),
            }),
            Shape::Terms => list(cell).map(Self::Many),
            Shape::Date | Shape::Period => match When::parse(cell) {
                Ok(when) if matches!(field.shape, Shape::Date) && is_period(&when) => {
                    fault(Code::PeriodNotDate, "1999, 1999-05, 1999-05-12")
                }
                Ok(when) => Ok(Self::When(when)),
                Err(WhenError::NoSuchDay) => fault(Code::NoSuchDay, ""),
                Err(WhenError::Reversed) => fault(Code::PeriodReversed, ""),
                Err(WhenError::Unreadable) => fault(Code::UnreadableDate, "1999, 1999-05, 1999-05-12"),
            },
            Shape::Number => match Number::parse(cell) {
                Ok(number) => Ok(Self::Number(number)),
                Err(NumberError::Grouped) => Err(CellFault {
                    code: Code::GroupedNumber,
                    expected: cell.replace(',', ""),
                    hint: Some(cell.replace(',', "")),
                }),
                Err(NumberError::Reversed) => fault(Code::RangeReversed, ""),
                Err(NumberError::Unreadable) => fault(Code::UnreadableNumber, "12, 12.5, 11-20"),
            },
            Shape::Reference(_) => id(cell).map(Self::Reference),
            Shape::References(_) => {
                list(cell)?.iter().map(|one| id(one)).collect::<Result<Vec<_>, _>>().map(Self::References)
            }
            Shape::Citations => Ok(Self::Citations(citations(cell))),
        }
    }

    /// Writes the value as the text of one cell, the inverse of [`Value::parse`]. Of texts, this is the English one.
    #[must_use]
    pub fn cell(&self) -> String {
        match self {
            Self::Text(text) | Self::Reference(text) => text.clone(),
            Self::Texts(texts) => texts.get(PLAIN_LANGUAGE).unwrap_or_default().to_owned(),
            Self::Many(many) | Self::References(many) => many.join(";"),
            Self::When(when) => when.written().to_owned(),
            Self::Number(number) => number.written().to_owned(),
            Self::Citations(citations) => citations.iter().map(Citation::cell).collect::<Vec<_>>().join("; "),
        }
    }

    /// The text under which the value is stored: as the cell, texts as a JSON object of all languages.
    #[must_use]
    pub fn stored(&self) -> String {
        match self {
            Self::Texts(texts) => texts.to_json(),
            other => other.cell(),
        }
    }

    /// Reads the stored form back; `None` when it is damaged.
    #[must_use]
    pub fn from_stored(field: &Field, stored: &str) -> Option<Self> {
        match field.shape {
            Shape::Texts { .. } => Texts::from_json(stored).map(Self::Texts),
            Shape::Code(_) => Some(Self::Text(stored.to_owned())),
            _ => Self::parse(field, stored).ok(),
        }
    }

    /// The ids of the records to which the value refers; sources are referred to by citations instead.
    #[must_use]
    pub fn references(&self) -> &[String] {
        match self {
            Self::Reference(id) => std::slice::from_ref(id),
            Self::References(ids) => ids,
            _ => &[],
        }
    }
}

impl Citation {
    /// Writes the citation as `document: locator`.
    #[must_use]
    pub fn cell(&self) -> String {
        match (self.document.as_str(), self.locator.as_str()) {
            ("", locator) => locator.to_owned(),
            (document, "") => document.to_owned(),
            (document, locator) => format!("{document}: {locator}"),
        }
    }
}

/// The longest id, in bytes.
pub const LONGEST_ID: usize = 200;

/// Tells whether a text can be an id: lower case ASCII letters, digits and hyphens, starting with a letter or digit.
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.len() <= LONGEST_ID
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Finds the candidate that a mistyped word most likely means; `None` when nothing is near.
#[must_use]
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<String> {
    let word = word.trim().to_lowercase().replace(' ', "_");
    candidates
        .map(|candidate| (strsim::jaro_winkler(&word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.82)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate.to_owned())
}

fn is_period(when: &When) -> bool {
    matches!(when.shape(), WhenShape::Interval | WhenShape::FiscalYear | WhenShape::FiscalYears)
}

fn shorten(codes: &[&str]) -> String {
    const SHOWN: usize = 20;
    let shown = codes.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if codes.len() > SHOWN { format!("{shown} …") } else { shown }
}

fn list(cell: &str) -> Result<Vec<String>, CellFault> {
    let parts: Vec<String> = cell.split(';').map(|part| part.trim().to_owned()).collect();
    if parts.iter().any(String::is_empty) {
        return Err(CellFault {
            code: Code::BlankInList,
            expected: "a;b;c".to_owned(),
            hint: Some(parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(";")),
        });
    }
    Ok(parts)
}

fn id(cell: &str) -> Result<String, CellFault> {
    let id = cell.trim();
    if is_id(id) {
        return Ok(id.to_owned());
    }
    let slug = crate::text::slug(id);
    Err(CellFault {
        code: Code::MalformedId,
        expected: "kitakyushu, org-city-of-dalian".to_owned(),
        hint: is_id(&slug).then_some(slug),
    })
}

/// Splits `a.txt: section 1; b.txt: table 2`. A part without a document continues the one before it.
fn citations(cell: &str) -> Vec<Citation> {
    let mut citations: Vec<Citation> = Vec::new();
    for part in cell.split("; ") {
        let (document, locator) = match part.split_once(": ") {
            Some((document, locator)) if names_document(document) => (document, locator),
            None if names_document(part) => (part, ""),
            _ => ("", part),
        };
        match citations.last_mut() {
            Some(before) if document.is_empty() => {
                before.locator = format!("{}; {locator}", before.locator);
            }
            _ => citations.push(Citation { document: document.to_owned(), locator: locator.to_owned() }),
        }
    }
    citations
}

/// A document's name is one word: a file name, an id or a short title without spaces.
fn names_document(text: &str) -> bool {
    !text.is_empty() && text.len() <= 120 && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Unit;
    use crate::vocabularies::STAGES;

    #[test]
    fn cells_are_written_as_they_were_read() {
        for (field, cell) in [
            (Field::plain("a"), "x; y"),
            (Field::texts("a"), "A city, at sea"),
            (Field::code("a", &STAGES), "need"),
            (Field::terms("a"), "14020;14021"),
            (Field::date("a"), "2014 (first term)"),
            (Field::period("a"), "FY1992-1996"),
            (Field::number("a", Unit::None), "11-20"),
            (Field::reference("a", &[]), "phnom-penh"),
            (Field::references("a", &[]), "phnom-penh;dalian"),
            (Field::citations("a"), "a.txt: Chapter 2, Table 2.3; b.txt: 5 > Program"),
            (Field::citations("a"), "a.txt: see 1; and 2"),
            (Field::citations("a"), "a letter of the mayor"),
            (Field::citations("a"), "a.txt"),
        ] {
            let value = Value::parse(&field, cell).unwrap();
            assert_eq!(value.cell(), cell);
            assert_eq!(Value::from_stored(&field, &value.stored()), Some(value));
        }
    }

    #[test]
    fn wrong_cells_are_refused_with_code_and_hint() {
        for (field, cell, code, hint) in [
            (Field::code("a", &STAGES), "feasability", Code::UnknownCode, Some("feasibility")),
            (Field::code("a", &STAGES), "Not implemented", Code::UnknownCode, Some("not_implemented")),
            (Field::code("a", &STAGES), "zzz", Code::UnknownCode, None),
            (Field::terms("a"), "a;;b", Code::BlankInList, Some("a;b")),
            (Field::date("a"), "2004-2009", Code::PeriodNotDate, None),
            (Field::date("a"), "2019-02-30", Code::NoSuchDay, None),
            (Field::number("a", Unit::None), "1,200", Code::GroupedNumber, Some("1200")),
            (Field::reference("a", &[]), "Phnom Penh", Code::MalformedId, Some("phnom-penh")),
        ] {
            let fault = Value::parse(&field, cell).unwrap_err();
            assert_eq!((fault.code, fault.hint.as_deref()), (code, hint), "{cell}");
        }
    }
}
