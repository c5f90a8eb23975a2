//! Reading what is brought back: a workbook or a CSV file, in a thread of its own, handed on in pieces.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

use domain::{At, Code, Kind, Problem};
use formats::csv::{Column, Table};
use formats::xlsx::{Cell, Datum, Fault, LISTS, Row, Workbook};
use language::{Language, Words};
use tokio::sync::mpsc;

use super::{MOST_ROWS, REVISION, instructions};

/// A file that is brought back.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name, which tells the kind of the records of a CSV file.
    pub name: String,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    Path(PathBuf),
    Memory(Arc<Vec<u8>>),
}

impl Source {
    /// A file on disk, under the name that the user knows.
    #[must_use]
    pub fn path(name: &str, path: PathBuf) -> Self {
        Self { name: name.to_owned(), place: Place::Path(path) }
    }

    /// A file in memory.
    #[must_use]
    pub fn memory(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), place: Place::Memory(Arc::new(bytes)) }
    }

    /// Starts to read in a thread of its own. The pieces come in the order of the file.
    pub(super) fn read(&self) -> mpsc::Receiver<Piece> {
        const AHEAD: usize = 4;
        let (sender, receiver) = mpsc::channel(AHEAD);
        let source = self.clone();
        tokio::task::spawn_blocking(move || {
            let mut reading = Reading { name: source.name.clone(), sender, rows: 0, sheets: 0 };
            let done = match &source.place {
                Place::Memory(bytes) => reading.file(Cursor::new(bytes.as_slice())),
                Place::Path(path) => match File::open(path) {
                    Ok(file) => reading.file(file),
                    Err(error) => Err(reading.unreadable(&error)),
                },
            };
            // When nobody listens any more there is nobody to be told.
            if let Err(End::Faulty(problem)) = done {
                let _ = reading.sender.blocking_send(Piece::Fault(*problem));
            }
        });
        receiver
    }
}

/// A piece of a file.
#[derive(Debug)]
pub(super) enum Piece {
    /// A sheet of records begins.
    Sheet(SheetStart),
    /// Rows of the sheet.
    Rows(Vec<Row>),
    /// A row of the sheet that cannot be read.
    Refused(Problem),
    /// The sheet is over; these of its ranges are merged, each with its first and last row.
    SheetEnd(Vec<(String, u32, u32)>),
    /// Something worth knowing.
    Remark(Problem),
    /// The file cannot be read on.
    Fault(Problem),
}

/// What is known of a sheet before its rows.
#[derive(Debug)]
pub(super) struct SheetStart {
    /// Its place among the sheets of the file.
    pub place: usize,
    /// Its name, or that of the file.
    pub name: String,
    pub kind: &'static Kind,
    /// The row of its header; 0 when it has none.
    pub line: u32,
    /// The names of its columns, with their places.
    pub header: Vec<(u32, String)>,
    /// Whether it comes from CSV.
    pub is_csv: bool,
}

/// Why reading ends early.
enum End {
    Faulty(Box<Problem>),
    /// Nobody listens.
    Alone,
}

struct Reading {
    name: String,
    sender: mpsc::Sender<Piece>,
    rows: usize,
    sheets: usize,
}

/// How many rows make a piece.
const AT_A_TIME: usize = 500;

/// In how many rows the header is looked for.
const HEADER_WITHIN: usize = 20;

impl Reading {
    fn unreadable(&self, error: &std::io::Error) -> End {
        let at = At { file: self.name.clone(), ..At::default() };
        End::Faulty(Box::new(Problem::new(Code::UnreadableFile, at, &error.to_string(), "", None)))
    }

    fn faulty(&self, fault: &Fault) -> End {
        End::Faulty(Box::new(fault.problem(&self.name)))
    }

    fn send(&self, piece: Piece) -> Result<(), End> {
        self.sender.blocking_send(piece).map_err(|_| End::Alone)
    }

    fn remark(&self, code: Code, sheet: &str) -> Result<(), End> {
        let at = At { file: sheet.to_owned(), ..At::default() };
        self.send(Piece::Remark(Problem::new(code, at, sheet, "", None)))
    }

    fn file<R: Read + Seek>(&mut self, file: R) -> Result<(), End> {
        if self.name.to_ascii_lowercase().ends_with(".csv") {
            self.table(file)?
        } else {
            self.workbook(file)?
        }
        if self.sheets == 0 {
            let at = At { file: self.name.clone(), ..At::default() };
            return Err(End::Faulty(Box::new(Problem::new(Code::NothingToImport, at, "", "", None))));
        }
        Ok(())
    }

    fn table<R: Read + Seek>(&mut self, file: R) -> Result<(), End> {
        let stem = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
        let Some(kind) = kind_of(&stem) else { return self.remark(Code::IgnoredFile, &stem) };
        let mut table = Table::open(&self.name, file).map_err(End::Faulty)?;
        let header = (0..).zip(table.header().iter().cloned()).collect();
        let line = u32::try_from(table.header_line()).unwrap_or(u32::MAX);
        let start = SheetStart { place: 0, name: self.name.clone(), kind, line, header, is_csv: true };
        self.sheets += 1;
        self.send(Piece::Sheet(start))?;
        let mut rows = Vec::new();
        for row in &mut table {
            match row {
                Ok((line, cells)) => {
                    let cell = |(column, text): (u32, String)| Cell {
                        column,
                        datum: Datum::Text(text),
                        formula: None,
                    };
                    let cells =
                        (0..).zip(cells).filter(|(_, text)| !text.trim().is_empty()).map(cell).collect();
                    rows.push(Row { number: u32::try_from(line).unwrap_or(u32::MAX), cells });
                    self.hand_on(&mut rows, AT_A_TIME)?;
                }
                Err(problem) if problem.code == Code::UnreadableFile => return Err(End::Faulty(problem)),
                Err(problem) => self.send(Piece::Refused(*problem))?,
            }
        }
        self.hand_on(&mut rows, 1)?;
        self.send(Piece::SheetEnd(Vec::new()))
    }

    fn workbook<R: Read + Seek>(&mut self, file: R) -> Result<(), End> {
        let mut book = Workbook::open(file).map_err(|fault| self.faulty(&fault))?;
        let infos: Vec<_> = book.sheets().cloned().collect();
        for (place, info) in infos.iter().enumerate() {
            if [LISTS, instructions::NAME].contains(&info.name.as_str()) {
                continue;
            }
            let Some(kind) = kind_of(&info.name) else {
                self.remark(Code::IgnoredSheet, &info.name)?;
                continue;
            };
            if info.is_hidden {
                self.remark(Code::HiddenSheet, &info.name)?;
                continue;
            }
            self.sheets += 1;
            let mut sheet = book.rows(place).map_err(|fault| self.faulty(&fault))?;
            let mut row = Row::default();
            let mut start = SheetStart {
                place,
                name: info.name.clone(),
                kind,
                line: 0,
                header: Vec::new(),
                is_csv: false,
            };
            for _ in 0..HEADER_WITHIN {
                if !sheet.next(&mut row).map_err(|fault| self.faulty(&fault))? {
                    break;
                }
                if is_header(kind, &row) {
                    start.line = row.number;
                    let name = |cell: &Cell| (cell.column, cell.datum.text().trim().to_owned());
                    start.header = row.cells.iter().map(name).collect();
                    break;
                }
            }
            let has_header = start.line > 0;
            self.send(Piece::Sheet(start))?;
            let mut rows = Vec::new();
            while has_header && sheet.next(&mut row).map_err(|fault| self.faulty(&fault))? {
                rows.push(std::mem::take(&mut row));
                self.hand_on(&mut rows, AT_A_TIME)?;
            }
            self.hand_on(&mut rows, 1)?;
            let merged = sheet.merged().to_vec();
            self.send(Piece::SheetEnd(merged))?;
        }
        Ok(())
    }

    /// Hands rows on when there are enough of them, and counts them.
    fn hand_on(&mut self, rows: &mut Vec<Row>, enough: usize) -> Result<(), End> {
        if rows.len() < enough {
            return Ok(());
        }
        self.rows = self.rows.saturating_add(rows.len());
        if self.rows > MOST_ROWS {
            let at = At { file: self.name.clone(), ..At::default() };
            let problem = Problem::new(Code::TooManyRows, at, "", &MOST_ROWS.to_string(), None);
            return Err(End::Faulty(Box::new(problem)));
        }
        self.send(Piece::Rows(std::mem::take(rows)))
    }
}

/// The kind whose records a sheet or file holds by its name: `needs`, `Needs (2)`, `needs-2`, 事業.
fn kind_of(name: &str) -> Option<&'static Kind> {
    let name = name.trim().to_lowercase();
    let stem = name.split(['(', '-', ' ']).next().unwrap_or_default();
    domain::kind(stem).or_else(|| {
        domain::KINDS.iter().copied().find(|kind| {
            Language::ALL.iter().any(|language| Words::of(*language).kind(kind).to_lowercase() == name)
        })
    })
}

/// Tells whether a row names columns of the kind.
fn is_header(kind: &'static Kind, row: &Row) -> bool {
    let names = || row.cells.iter().filter(|cell| cell.formula.is_none()).map(|cell| cell.datum.text());
    let known = names().filter(|name| Column::named(kind, name).is_some() || name.trim() == REVISION).count();
    known >= 2 || names().any(|name| name.trim().eq_ignore_ascii_case(kind.id_column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_tell_kinds() {
        for (name, plural) in [
            ("needs", Some("needs")),
            (" Needs ", Some("needs")),
            ("needs (2)", Some("needs")),
            ("needs-2", Some("needs")),
            ("sdg_links", Some("sdg_links")),
            ("Sheet1", None),
            ("need", None),
            ("", None),
        ] {
            assert_eq!(kind_of(name).map(|kind| kind.plural), plural, "{name}");
        }
        let needs = domain::kind("needs").unwrap();
        assert_eq!(kind_of(&Words::of(Language::Ja).kind(needs)), Some(needs));
    }
}
