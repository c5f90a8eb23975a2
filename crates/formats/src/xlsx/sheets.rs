//! The rows of one sheet, read one after the other.

use std::io::{BufReader, Read};

use super::archive::Bounded;
use super::cells::{Cell, Datum, Row, place};
use super::forms::Form;
use super::markup::{Markup, Name, Step, Tag};
use super::reader::Fault;
use super::strings::{Said, Strings, unescaped};

/// The most cells of a row that are read; a row with more is refused with the workbook.
const MOST_CELLS: usize = 4_096;

/// The most merged ranges that are kept; beyond, every row counts as merged.
const MOST_MERGED: usize = 100_000;

/// The rows of a sheet that hold something.
pub struct Rows<'b, R> {
    markup: Markup<R>,
    strings: &'b Strings,
    forms: &'b [Form],
    from_1904: bool,
    last_row: u32,
    merged: Vec<(String, u32, u32)>,
    is_inside: bool,
    is_over: bool,
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    column: u32,
    form: Form,
    kind: Kind,
    value: String,
    formula: Option<String>,
    said: Said,
    inside: Inside,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Truth,
    Error,
    Date,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Value,
    Formula,
    Inline,
}

impl<'b, R: Read> Rows<'b, R> {
    pub(super) fn new(
        name: &str,
        part: BufReader<Bounded<R>>,
        strings: &'b Strings,
        forms: &'b [Form],
        from_1904: bool,
    ) -> Self {
        Self {
            markup: Markup::new(name, part),
            strings,
            forms,
            from_1904,
            last_row: 0,
            merged: Vec::new(),
            is_inside: false,
            is_over: false,
        }
    }

    /// Reads the next row that holds something into `row`; `false` when there is none.
    ///
    /// # Errors
    /// A [`Fault`] when the sheet cannot be read on or is larger than the limits.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Fault> {
        row.cells.clear();
        let mut open: Option<Open> = None;
        while !self.is_over {
            match self.markup.step()? {
                Step::Open(tag) => match tag.name() {
                    Name::SheetData => self.is_inside = true,
                    Name::Row if self.is_inside => {
                        let number = tag.plain().find(|(name, _)| *name == "r");
                        let number = number.and_then(|(_, text)| text.parse().ok()).filter(|row| *row > 0);
                        self.last_row = number.unwrap_or(self.last_row.saturating_add(1));
                        row.number = self.last_row;
                    }
                    Name::Cell if self.is_inside => {
                        if row.cells.len() >= MOST_CELLS {
                            return Err(Fault::TooLarge(format!("> {MOST_CELLS} cells")));
                        }
                        let next = row.cells.last().map_or(0, |cell| cell.column.saturating_add(1));
                        open = Some(Open::new(&tag, next, self.forms));
                    }
                    Name::Merge if self.merged.len() < MOST_MERGED => {
                        self.merged.extend(tag.get("ref").and_then(|range| rows_of(&range)));
                    }
                    _ => {
                        if let Some(open) = &mut open {
                            open.opens(&tag);
                        }
                    }
                },
                Step::Close(Name::Cell) => {
                    if let Some(cell) = open.take() {
                        row.cells.push(cell.close(self.strings, self.from_1904));
                    }
                }
                Step::Close(Name::Row) if self.is_inside => {
                    row.cells.retain(|cell| cell.formula.is_some() || cell.datum != Datum::Blank);
                    if !row.cells.is_empty() {
                        return Ok(true);
                    }
                }
                Step::Close(Name::SheetData) => self.is_inside = false,
                Step::End => self.is_over = true,
                step => {
                    if let Some(open) = &mut open {
                        open.hear(&step);
                    }
                }
            }
        }
        Ok(false)
    }

    /// The merged ranges, each with its first and last row. Known when all rows have been read.
    #[must_use]
    pub fn merged(&self) -> &[(String, u32, u32)] {
        &self.merged
    }
}

impl Open {
    fn new(tag: &Tag<'_>, next: u32, forms: &[Form]) -> Self {
        let mut open = Self { column: next, ..Self::default() };
        for (name, text) in tag.plain() {
            match name {
                "r" => open.column = place(&text).map_or(next, |(column, _)| column),
                "s" => {
                    let form = text.parse().ok().and_then(|style: usize| forms.get(style));
                    open.form = form.copied().unwrap_or_default();
                }
                "t" => {
                    open.kind = match &*text {
                        "s" => Kind::Shared,
                        "str" => Kind::Text,
                        "inlineStr" => Kind::Inline,
                        "b" => Kind::Truth,
                        "e" => Kind::Error,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    };
                }
                _ => {}
            }
        }
        open
    }

    fn opens(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            Name::Value => self.inside = Inside::Value,
            Name::Formula => {
                self.inside = Inside::Formula;
                self.formula = Some(String::new());
            }
            Name::Inline => self.inside = Inside::Inline,
            name if self.inside == Inside::Inline => self.said.opens(name),
            _ => {}
        }
    }

    fn hear(&mut self, step: &Step<'_>) {
        match (self.inside, step) {
            (_, Step::Close(Name::Value | Name::Formula | Name::Inline)) => self.inside = Inside::Nothing,
            (Inside::Inline, step) => self.said.hear(step),
            (Inside::Value, Step::Text(text)) => self.value.push_str(text),
            (Inside::Value, Step::Sign(sign)) => self.value.push(*sign),
            (Inside::Formula, Step::Text(text)) => self.formula.get_or_insert_default().push_str(text),
            (Inside::Formula, Step::Sign(sign)) => self.formula.get_or_insert_default().push(*sign),
            _ => {}
        }
    }

    fn close(mut self, strings: &Strings, from_1904: bool) -> Cell {
        let text = |text: String| if text.is_empty() { Datum::Blank } else { Datum::Text(text) };
        let value = self.value.trim();
        let datum = match self.kind {
            Kind::Inline => text(self.said.take()),
            Kind::Text | Kind::Date => text(unescaped(self.value)),
            Kind::Shared => {
                let shared = value.parse().ok().and_then(|at| strings.get(at));
                shared.map_or_else(|| Datum::Error("#REF!".to_owned()), |shared| text(shared.to_owned()))
            }
            _ if value.is_empty() => Datum::Blank,
            Kind::Truth => Datum::Truth(value == "1" || value == "true"),
            Kind::Error => Datum::Error(value.to_owned()),
            Kind::Number => match value.parse::<f64>() {
                Ok(value) if value.is_finite() => Datum::Number { value, form: self.form, from_1904 },
                _ => Datum::Error(value.to_owned()),
            },
        };
        Cell { column: self.column, datum, formula: self.formula }
    }
}

/// A range with its first and last row.
fn rows_of(range: &str) -> Option<(String, u32, u32)> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let ((_, first), (_, last)) = (place(first)?, place(last)?);
    Some((range.to_owned(), first, last))
}
