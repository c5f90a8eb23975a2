//! Sheets that can be brought back: one datum a cell, names of columns in the first row, numbers as numbers and all else
//! as text, so that no spreadsheet makes a date of `1999-05` or 7 of `007`.

use std::io::{self, Seek, Write};

use domain::Number;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note,
    Workbook, Worksheet, XlsxError,
};

use super::cells::decimal;

/// The most rows of a sheet below its head.
///
/// # Source
/// Excel specifications and limits: 1,048,576 rows.
pub const MOST_ROWS: u32 = 1_048_575;

/// The longest text of a cell, in characters.
///
/// # Source
/// Excel specifications and limits: 32,767 characters.
pub const LONGEST_TEXT: usize = 32_767;

/// The longest message that stands beside a chosen cell, and the longest title of it, in characters.
///
/// # Source
/// ECMA-376 part 1, 18.3.1.32: 255 and 32.
const LONGEST_PROMPT: (usize, usize) = (255, 32);

/// One sheet of records.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The name of the sheet.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// One column of a sheet.
#[derive(Debug, Clone)]
pub struct Column {
    /// The name in the first row.
    pub name: String,
    /// How people call it; stands in a note on the head and beside a chosen cell.
    pub label: String,
    /// What it may hold; stands there too.
    pub help: String,
    /// What it holds.
    pub holds: Holds,
    /// Its width, in characters.
    pub width: u8,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Text as it is.
    Text,
    /// Numbers; what is none, such as a range, stands as text.
    Number,
    /// One of a list, by its place among the book's lists.
    OneOf(usize),
    /// Text or numbers that are not for editing.
    Fixed,
}

/// The name of the sheet that holds the lists from which codes are chosen.
pub const LISTS: &str = "codes";

/// A workbook of such sheets while it is written. Memory does not grow with the rows.
pub struct Book {
    workbook: Workbook,
    open: Option<Open>,
    /// Name, codes with labels, and the first row of each list.
    lists: Vec<(String, Vec<Vec<String>>, usize)>,
    looks: Looks,
}

struct Open {
    sheet: Worksheet,
    columns: Vec<Holds>,
    row: u32,
}

struct Looks {
    head: Format,
    text: Format,
    fixed: Format,
    /// By number of decimals.
    numbers: Vec<Format>,
    title: Format,
    prose: Format,
}

impl Looks {
    fn new() -> Self {
        let numbers = (0..=15_usize).map(|n| match n {
            0 => Format::new(),
            n => Format::new().set_num_format(format!("0.{}", "0".repeat(n))),
        });
        Self {
            head: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0xE8_EE_F2))
                .set_border_bottom(FormatBorder::Thin),
            text: Format::new().set_num_format("@"),
            fixed: Format::new().set_font_color(Color::RGB(0x70_70_70)),
            numbers: numbers.collect(),
            title: Format::new().set_bold(),
            prose: Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

impl Book {
    /// Starts a workbook, made at this moment (seconds since 1970, UTC), with lists to choose from: a name, and for each
    /// code a row of the code with its labels.
    ///
    /// # Errors
    /// When the moment is outside the years that workbooks know.
    pub fn new(made_at: i64, lists: Vec<(String, Vec<Vec<String>>)>) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_timestamp(made_at).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let mut row = 1;
        let placed = lists.into_iter().map(|(name, codes)| {
            let first = row;
            row += codes.len();
            (name, codes, first)
        });
        let lists = placed.collect();
        Ok(Self { workbook, open: None, lists, looks: Looks::new() })
    }

    /// The place of a list by its name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<usize> {
        self.lists.iter().position(|(known, _, _)| known == name)
    }

    /// Starts the next sheet of records.
    ///
    /// # Errors
    /// When no temporary file can be written.
    pub fn sheet(&mut self, plan: &Sheet) -> io::Result<()> {
        self.close()?;
        let mut sheet = self.workbook.new_worksheet_with_constant_memory().map_err(failed)?;
        self.begin(&mut sheet, plan).map_err(failed)?;
        let columns = plan.columns.iter().map(|column| column.holds).collect();
        self.open = Some(Open { sheet, columns, row: 0 });
        Ok(())
    }

    fn begin(&self, sheet: &mut Worksheet, plan: &Sheet) -> Result<(), XlsxError> {
        sheet.set_name(&plan.name)?;
        sheet.set_freeze_panes(1, 1)?;
        for (at, column) in (0_u16..).zip(&plan.columns) {
            sheet.set_column_width(at, f64::from(column.width))?;
            match column.holds {
                Holds::Text | Holds::OneOf(_) => sheet.set_column_format(at, &self.looks.text)?,
                Holds::Fixed => sheet.set_column_format(at, &self.looks.fixed)?,
                Holds::Number => sheet,
            };
            sheet.write_string_with_format(0, at, &column.name, &self.looks.head)?;
            let note = format!("{}\n{}", column.label, column.help);
            let note = Note::new(note.trim_end()).add_author_prefix(false).set_width(260).set_height(110);
            sheet.insert_note(0, at, &note)?;
            if let Some(prompt) = self.prompt(column)? {
                sheet.add_data_validation(1, at, MOST_ROWS, at, &prompt)?;
            }
        }
        Ok(())
    }

    /// What stands beside a chosen cell of the column, with the list to choose from.
    fn prompt(&self, column: &Column) -> Result<Option<DataValidation>, XlsxError> {
        let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
        let list = match column.holds {
            Holds::Fixed => return Ok(None),
            Holds::OneOf(list) => self.lists.get(list),
            Holds::Text | Holds::Number => None,
        };
        let rule = match list {
            Some((_, codes, first)) => {
                let (first, last) = (first + 1, first + codes.len());
                let range = Formula::new(format!("={LISTS}!$B${first}:$B${last}"));
                DataValidation::new().allow_list_formula(range)
            }
            None => DataValidation::new().allow_any_value(),
        };
        let rule = rule.set_input_title(cut(&column.label, LONGEST_PROMPT.1))?;
        Ok(Some(rule.set_input_message(cut(&column.help, LONGEST_PROMPT.0))?))
    }

    /// Writes one record into the open sheet, a text for each column; blank cells are left out.
    ///
    /// # Errors
    /// When a text is longer than [`LONGEST_TEXT`], the sheet is full, or no temporary file can be written.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        open.row += 1;
        for ((at, holds), cell) in (0_u16..).zip(&open.columns).zip(cells) {
            let cell = cell.as_ref();
            if cell.is_empty() {
                continue;
            }
            let number = match holds {
                Holds::Number | Holds::Fixed => number(cell),
                Holds::Text | Holds::OneOf(_) => None,
            };
            let written = match (number, holds) {
                (Some((value, _)), Holds::Fixed) => {
                    open.sheet.write_number_with_format(open.row, at, value, &self.looks.fixed)
                }
                (Some((value, decimals)), _) => match self.looks.numbers.get(decimals) {
                    Some(look) if decimals > 0 => {
                        open.sheet.write_number_with_format(open.row, at, value, look)
                    }
                    _ => open.sheet.write_number(open.row, at, value),
                },
                (None, Holds::Fixed) => {
                    open.sheet.write_string_with_format(open.row, at, cell, &self.looks.fixed)
                }
                (None, _) => open.sheet.write_string_with_format(open.row, at, cell, &self.looks.text),
            };
            written.map_err(failed)?;
        }
        Ok(())
    }

    /// Adds a sheet of text: a title in the first row, then rows of cells.
    ///
    /// # Errors
    /// When a text is too long or no temporary file can be written.
    pub fn prose(&mut self, name: &str, widths: &[u8], rows: &[Vec<String>]) -> io::Result<()> {
        self.close()?;
        let looks = &self.looks;
        let write = || {
            let mut sheet = Worksheet::new();
            sheet.set_name(name)?;
            for (at, width) in (0_u16..).zip(widths) {
                sheet.set_column_width(at, f64::from(*width))?;
            }
            for (row, cells) in (0_u32..).zip(rows) {
                for (at, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    let look = if row == 0 { &looks.title } else { &looks.prose };
                    sheet.write_string_with_format(row, at, cell, look)?;
                }
            }
            Ok(sheet)
        };
        let sheet = write().map_err(failed)?;
        self.workbook.push_worksheet(sheet);
        Ok(())
    }

    /// Ends the open sheet.
    fn close(&mut self) -> io::Result<()> {
        let Some(Open { mut sheet, columns, row }) = self.open.take() else { return Ok(()) };
        if let Some(last) = u16::try_from(columns.len()).ok().and_then(|count| count.checked_sub(1)) {
            sheet.autofilter(0, 0, row.max(1), last).map_err(failed)?;
        }
        self.workbook.push_worksheet(sheet);
        Ok(())
    }

    /// Writes the lists behind the other sheets, and everything to its place.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish<W: Write + Seek + Send>(mut self, heads: &[&str], out: W) -> io::Result<()> {
        self.close()?;
        if !self.lists.is_empty() {
            let mut rows = vec![heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>()];
            for (name, codes, _) in &self.lists {
                rows.extend(codes.iter().map(|code| std::iter::once(name).chain(code).cloned().collect()));
            }
            self.prose(LISTS, &[20, 24, 40, 40], &rows)?;
        }
        self.workbook.save_to_writer(out).map_err(failed)
    }
}

/// A cell as a number that comes back as it is, with its decimals.
fn number(cell: &str) -> Option<(f64, usize)> {
    const MOST_DECIMALS: usize = 15;
    let number = Number::parse(cell).ok().filter(|number| !number.is_range())?;
    let decimals = cell.split_once('.').map_or(0, |(_, behind)| behind.len());
    let value: f64 = number.written().parse().ok()?;
    (decimals <= MOST_DECIMALS && decimal(value, decimals) == cell).then_some((value, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_come_back_are_written_as_numbers() {
        for (cell, told) in [
            ("72", Some((72.0, 0))),
            ("0.50", Some((0.5, 2))),
            ("-7.26", Some((-7.26, 2))),
            ("11-20", None),
            ("007", None),
            ("12345678901234567890", None),
            ("0.1234567890123456789", None),
            ("90000000", Some((90_000_000.0, 0))),
            ("=1", None),
        ] {
            assert_eq!(number(cell), told, "{cell}");
        }
    }
}
