//! Files whose columns are not known beforehand: the header, then rows of text.

use std::io::{self, Read, Seek};

use domain::{At, Code, Problem};

use super::cells::{LOST, Splitter};
use super::encoding;
use super::input::Input;
use super::reader::unreadable;

/// Reads the rows of a file as text, in memory that does not grow with the file.
pub struct Table<R> {
    file: String,
    header: Vec<String>,
    header_line: u64,
    splitter: Splitter<R>,
    failed: bool,
}

impl<R: Read + Seek> Table<R> {
    /// Opens a file: finds its encoding and reads its header.
    ///
    /// # Errors
    /// A problem when the input cannot be read or its header is broken.
    pub fn open(file: &str, mut input: R) -> Result<Self, Box<Problem>> {
        let open = || -> io::Result<_> {
            let found = encoding::find(&mut input)?;
            let mut splitter = Splitter::new(Input::new(input, found))?;
            let header = splitter.next()?.unwrap_or_default();
            Ok((splitter, header))
        };
        let (splitter, split) = open().map_err(|error| unreadable(file, 0, &error))?;
        if let Some(broken) = split.broken {
            let at = At { file: file.to_owned(), line: broken.line, column: String::new() };
            return Err(Box::new(Problem::new(broken.code, at, "", "", None)));
        }
        let plain = |name: std::borrow::Cow<'_, str>| {
            name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
        };
        let header = split.cells.iter().map(plain).collect();
        Ok(Self { file: file.to_owned(), header, header_line: split.line.max(1), splitter, failed: false })
    }
}

impl<R> Table<R> {
    /// The names of the columns, without spaces around them.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The line of the header.
    #[must_use]
    pub fn header_line(&self) -> u64 {
        self.header_line
    }
}

impl<R: Read> Iterator for Table<R> {
    /// The line of a row with its cells, or why it cannot be read. After a problem with [`Code::UnreadableFile`] there
    /// are no more.
    type Item = Result<(u64, Vec<String>), Box<Problem>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let split = match self.splitter.next() {
            Ok(split) => split?,
            Err(error) => {
                self.failed = true;
                return Some(Err(unreadable(&self.file, self.splitter.line(), &error)));
            }
        };
        let at = |line: u64, cell: usize| {
            let column = self.header.get(cell).cloned().unwrap_or_default();
            At { file: self.file.clone(), line, column }
        };
        if let Some(broken) = split.broken {
            let found = String::from_utf8_lossy(split.cells.bytes(broken.cell));
            return Some(Err(Box::new(Problem::new(
                broken.code,
                at(broken.line, broken.cell),
                &found,
                "",
                None,
            ))));
        }
        let cells: Vec<String> = split.cells.iter().map(std::borrow::Cow::into_owned).collect();
        if let Some(cell) = cells.iter().position(|cell| cell.contains(['\0', LOST])) {
            let found = cells.get(cell).map_or("", String::as_str);
            let problem =
                Problem::new(Code::UnreadableText, at(split.line, cell), found, "UTF-8, UTF-16, CP932", None);
            return Some(Err(Box::new(problem)));
        }
        let has_more = split.cells.len() > self.header.len();
        if has_more && cells.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty()) {
            let (found, expected) = (split.cells.len().to_string(), self.header.len().to_string());
            let at = At { column: String::new(), ..at(split.line, 0) };
            return Some(Err(Box::new(Problem::new(Code::WrongCellCount, at, &found, &expected, None))));
        }
        Some(Ok((split.line, cells)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn rows_are_text_below_a_header_of_any_names() {
        let text = "\u{feff} id ,b\n1,x\n2\n3,y,\n4,y,z\n5,\"open";
        let table = Table::open("a.csv", Cursor::new(text.as_bytes().to_vec())).unwrap();
        assert_eq!((table.header(), table.header_line()), (&["id".to_owned(), "b".to_owned()][..], 1));
        let rows: Vec<_> = table.map(|row| row.map_err(|problem| problem.code)).collect();
        let row = |line, cells: &[&str]| Ok((line, cells.iter().map(|cell| (*cell).to_owned()).collect()));
        assert_eq!(
            rows,
            [
                row(2, &["1", "x"]),
                row(3, &["2"]),
                row(4, &["3", "y", ""]),
                Err(Code::WrongCellCount),
                Err(Code::OpenQuote)
            ]
        );
    }
}
