//! Sheets for paper: a title, heads that may be merged, rows as people read them, on A4 across.

use std::io::{self, Seek, Write};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// What stands on a printed list besides its rows.
#[derive(Debug, Clone, Default)]
pub struct Print {
    /// The name of the sheet.
    pub name: String,
    /// What the list is called.
    pub title: String,
    /// What stands below the title: whose list, of which day, how narrowed.
    pub lines: Vec<String>,
    /// The heads of the columns.
    pub heads: Vec<Head>,
    /// What stands below the rows, such as how amounts are rounded.
    pub notes: Vec<String>,
    /// When it was made, in seconds since 1970 (UTC).
    pub made_at: i64,
}

/// The head of a column.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// What it says.
    pub label: String,
    /// The head above it that it shares with its neighbours.
    pub group: Option<String>,
    /// Its width, in characters.
    pub width: u8,
}

/// One cell of a printed list.
#[derive(Debug, Clone, PartialEq)]
pub enum Printed {
    /// Words.
    Text(String),
    /// A number, with the decimals that are shown.
    Number(f64, usize),
}

/// The paper size A4.
///
/// # Source
/// ECMA-376 part 1, 18.3.1.63.
const A4: u8 = 9;

struct Looks {
    title: Format,
    line: Format,
    head: Format,
    text: Format,
    numbers: Vec<Format>,
}

impl Looks {
    fn new() -> Self {
        let cell = || {
            let edge = Color::RGB(0x9A_A5_AD);
            Format::new().set_border(FormatBorder::Thin).set_border_color(edge).set_align(FormatAlign::Top)
        };
        let numbers = (0..=15_usize).map(|n| {
            let behind = if n == 0 { String::new() } else { format!(".{}", "0".repeat(n)) };
            cell().set_num_format(format!("#,##0{behind}"))
        });
        Self {
            title: Format::new().set_bold().set_font_size(14).set_num_format("@"),
            line: Format::new().set_num_format("@").set_align(FormatAlign::Left),
            head: cell()
                .set_bold()
                .set_background_color(Color::RGB(0xE8_EE_F2))
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            text: cell().set_num_format("@").set_text_wrap(),
            numbers: numbers.collect(),
        }
    }
}

/// Writes a list for paper.
///
/// # Errors
/// When a text is longer than a cell may be, or the output cannot be written.
pub fn print<W: Write + Seek + Send>(print: &Print, rows: &[Vec<Printed>], out: W) -> io::Result<()> {
    written(print, rows, out).map_err(|error| match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    })
}

fn written<W: Write + Seek + Send>(print: &Print, rows: &[Vec<Printed>], out: W) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_timestamp(print.made_at)?;
    workbook.set_properties(&DocProperties::new().set_title(&print.title).set_creation_datetime(&made));
    let looks = Looks::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(&print.name)?;
    let last = u16::try_from(print.heads.len()).unwrap_or(u16::MAX).saturating_sub(1);
    let across = |sheet: &mut Worksheet, row: u32, text: &str, look: &Format| {
        if last > 0 {
            sheet.merge_range(row, 0, row, last, text, look)?;
        } else {
            sheet.write_string_with_format(row, 0, text, look)?;
        }
        Ok::<(), XlsxError>(())
    };
    across(sheet, 0, &print.title, &looks.title)?;
    let mut row = 1;
    for line in &print.lines {
        across(sheet, row, line, &looks.line)?;
        row += 1;
    }
    let first_head = row;
    let has_groups = print.heads.iter().any(|head| head.group.is_some());
    heads(sheet, row, &print.heads, has_groups, &looks.head)?;
    row += if has_groups { 2 } else { 1 };
    sheet.set_repeat_rows(first_head, row - 1)?;
    sheet.set_freeze_panes(row, 1)?;
    for cells in rows {
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                Printed::Text(text) => sheet.write_string_with_format(row, at, text, &looks.text)?,
                Printed::Number(value, decimals) => {
                    let look = looks.numbers.get(*decimals).unwrap_or(&looks.text);
                    sheet.write_number_with_format(row, at, *value, look)?
                }
            };
        }
        row += 1;
    }
    for note in &print.notes {
        across(sheet, row, note, &looks.line)?;
        row += 1;
    }
    for (at, head) in (0_u16..).zip(&print.heads) {
        sheet.set_column_width(at, f64::from(head.width))?;
    }
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.6, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&R&P / &N");
    workbook.save_to_writer(out)
}

/// Writes the heads: neighbours of one group below a head that is merged over them, others over both rows.
fn heads(
    sheet: &mut Worksheet,
    row: u32,
    heads: &[Head],
    has_groups: bool,
    look: &Format,
) -> Result<(), XlsxError> {
    let mut at = 0;
    while let Some(head) = heads.get(at) {
        let column = u16::try_from(at).unwrap_or(u16::MAX);
        let Some(group) = &head.group else {
            if has_groups {
                sheet.merge_range(row, column, row + 1, column, &head.label, look)?;
            } else {
                sheet.write_string_with_format(row, column, &head.label, look)?;
            }
            at += 1;
            continue;
        };
        let rest = heads.get(at..).unwrap_or_default();
        let members: Vec<&Head> =
            rest.iter().take_while(|other| other.group.as_ref() == Some(group)).collect();
        let last = column + u16::try_from(members.len()).unwrap_or(1) - 1;
        if last > column {
            sheet.merge_range(row, column, row, last, group, look)?;
        } else {
            sheet.write_string_with_format(row, column, group, look)?;
        }
        for (column, member) in (column..).zip(&members) {
            sheet.write_string_with_format(row + 1, column, &member.label, look)?;
        }
        at += members.len();
    }
    Ok(())
}
