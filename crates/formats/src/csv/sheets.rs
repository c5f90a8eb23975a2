//! Tables that are not records of a kind: some columns are looked for by name, all others are passed over.

use std::io::{self, Read, Seek};

use domain::{At, Code, Problem};

use super::cells::{Broken, Cells, LOST, Splitter};
use super::encoding;
use super::input::Input;
use super::reader::unreadable;

/// One column that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Its name in the header, whatever the case of the letters there.
    pub name: &'static str,
    /// Whether the table is of no use without it.
    pub required: bool,
}

/// Reads the wanted cells of a table, row by row, in memory that does not grow with the file.
pub struct Sheet<R> {
    file: String,
    wanted: &'static [Wanted],
    /// For each wanted column its position in the file.
    positions: Vec<Option<usize>>,
    columns: usize,
    splitter: Splitter<R>,
    failed: bool,
}

/// The wanted cells of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The line on which the row begins, from 1 with the header.
    pub line: u64,
    /// One cell for each wanted column, without spaces around it; blank where the file has no such column.
    pub cells: Vec<String>,
}

impl<R: Read + Seek> Sheet<R> {
    /// Opens a table: finds its encoding (UTF-8 with or without byte order mark, UTF-16, CP932) and reads its header.
    ///
    /// # Errors
    /// Problems when the input cannot be read, or a wanted column is missing or stands twice.
    pub fn open(file: &str, wanted: &'static [Wanted], mut input: R) -> Result<Self, Vec<Problem>> {
        let open = || -> io::Result<_> {
            let found = encoding::find(&mut input)?;
            let mut splitter = Splitter::new(Input::new(input, found))?;
            let header = splitter.next()?.unwrap_or_default();
            Ok((splitter, header))
        };
        let (splitter, header) = open().map_err(|error| vec![*unreadable(file, 0, &error)])?;
        let at =
            |column: &str| At { file: file.to_owned(), line: header.line.max(1), column: column.to_owned() };
        if let Some(broken) = header.broken {
            return Err(vec![Problem::new(broken.code, at(""), "", "", None)]);
        }
        let names: Vec<String> = header.cells.iter().map(|name| plain(&name)).collect();
        let mut faults = Vec::new();
        let mut positions = Vec::new();
        for column in wanted {
            let mut places = names.iter().enumerate().filter(|(_, name)| **name == column.name);
            let place = places.next().map(|(place, _)| place);
            if place.is_none() && column.required {
                faults.push(Problem::new(Code::MissingColumn, at(column.name), "", column.name, None));
            }
            if places.next().is_some() {
                faults.push(Problem::new(Code::RepeatedColumn, at(column.name), column.name, "", None));
            }
            positions.push(place);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self { file: file.to_owned(), wanted, positions, columns: names.len(), splitter, failed: false })
    }
}

impl<R: Read> Sheet<R> {
    /// How many bytes of the file have been read, for showing progress.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.splitter.bytes_read()
    }

    /// Where something in this file is.
    #[must_use]
    pub fn at(&self, line: u64, column: &str) -> At {
        At { file: self.file.clone(), line, column: column.to_owned() }
    }

    fn row(&self, line: u64, cells: &Cells, broken: Option<Broken>) -> Result<SheetRow, Box<Problem>> {
        if let Some(broken) = broken {
            let name = self.positions.iter().position(|place| *place == Some(broken.cell));
            let column = name.and_then(|at| self.wanted.get(at)).map_or("", |column| column.name);
            let found = String::from_utf8_lossy(cells.bytes(broken.cell));
            let expected = if broken.code == Code::CellTooLong { "≤ 1 MiB (row: ≤ 4 MiB)" } else { "" };
            let at = self.at(broken.line, column);
            return Err(Box::new(Problem::new(broken.code, at, &found, expected, None)));
        }
        // Spreadsheets leave out blank cells at the end of a row; a row with more cells has a stray comma.
        if cells.len() > self.columns {
            let (found, expected) = (cells.len().to_string(), self.columns.to_string());
            let at = self.at(line, "");
            return Err(Box::new(Problem::new(Code::WrongCellCount, at, &found, &expected, None)));
        }
        let mut row = Vec::with_capacity(self.wanted.len());
        for (column, place) in self.wanted.iter().zip(&self.positions) {
            let bytes = place.map(|place| cells.bytes(place)).unwrap_or_default();
            match std::str::from_utf8(bytes) {
                Ok(cell) if !cell.contains(['\0', LOST]) => row.push(cell.trim().to_owned()),
                _ => {
                    let found = String::from_utf8_lossy(bytes);
                    let at = self.at(line, column.name);
                    let problem =
                        Problem::new(Code::UnreadableText, at, &found, "UTF-8, UTF-16, CP932", None);
                    return Err(Box::new(problem));
                }
            }
        }
        Ok(SheetRow { line, cells: row })
    }
}

impl<R: Read> Iterator for Sheet<R> {
    /// A row, or why it cannot be used. After a problem with [`Code::UnreadableFile`] there are no more.
    type Item = Result<SheetRow, Box<Problem>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        match self.splitter.next() {
            Ok(None) => None,
            Ok(Some(split)) => Some(self.row(split.line, &split.cells, split.broken)),
            Err(error) => {
                self.failed = true;
                Some(Err(unreadable(&self.file, self.splitter.line(), &error)))
            }
        }
    }
}

fn plain(name: &str) -> String {
    name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const WANTED: &[Wanted] =
        &[Wanted { name: "id", required: true }, Wanted { name: "text", required: false }];

    fn read(bytes: &[u8]) -> Result<Vec<Result<SheetRow, Code>>, Vec<Code>> {
        match Sheet::open("needs.csv", WANTED, Cursor::new(bytes.to_vec())) {
            Ok(sheet) => Ok(sheet.map(|row| row.map_err(|problem| problem.code)).collect()),
            Err(problems) => Err(problems.iter().map(|problem| problem.code).collect()),
        }
    }

    fn row(line: u64, id: &str, text: &str) -> Result<SheetRow, Code> {
        Ok(SheetRow { line, cells: vec![id.to_owned(), text.to_owned()] })
    }

    #[test]
    fn wanted_cells_are_found_by_name_in_any_order_and_encoding() {
        let cp932 = encoding_rs::SHIFT_JIS.encode("text,id\n水が漏れる,a\n").0.into_owned();
        type Case<'c> = (&'c [u8], Vec<Result<SheetRow, Code>>);
        let cases: &[Case<'_>] = &[
            (b"id,other,text\na,x, leak \n", vec![row(2, "a", "leak")]),
            (
                b"\xef\xbb\xbfID,Text\r\n\r\na,\"two\nlines\"\r\nb,c\r\n",
                vec![row(3, "a", "two\nlines"), row(5, "b", "c")],
            ),
            (&cp932, vec![row(2, "a", "水が漏れる")]),
            (b"id\na\n", vec![row(2, "a", "")]),
            (b"id,text\na\n", vec![row(2, "a", "")]),
            (b"id,text\n", vec![]),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(bytes).as_ref(), Ok(expected), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn faults_are_told_and_the_rows_after_them_are_read() {
        assert_eq!(read(b""), Err(vec![Code::MissingColumn]));
        assert_eq!(read(b"text\nx\n"), Err(vec![Code::MissingColumn]));
        assert_eq!(read(b"id,text,ID\nx\n"), Err(vec![Code::RepeatedColumn]));
        assert_eq!(read(b"id,text\na,b,c\nd,e\n"), Ok(vec![Err(Code::WrongCellCount), row(3, "d", "e")]));
        assert_eq!(read(b"id,text\na,\"b\n"), Ok(vec![Err(Code::OpenQuote)]));
        assert_eq!(
            read("id,text\n水,漏\0\nd,e\n".as_bytes()),
            Ok(vec![Err(Code::UnreadableText), row(3, "d", "e")])
        );
    }
}
