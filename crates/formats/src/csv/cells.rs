//! Rows of cells, with limits on what one cell and one row may hold.

use std::borrow::Cow;
use std::io::{self, Read};

use csv_core::ReadFieldResult;
use domain::Code;

use super::input::Input;

/// The longest cell, in bytes of UTF-8.
///
/// # Source
/// Ours: a long chapter of a report is a tenth of it.
pub const LONGEST_CELL: usize = 1024 * 1024;

/// The longest row, in bytes of UTF-8 over all its cells.
///
/// # Source
/// Ours: four of the longest cells.
pub const LONGEST_ROW: usize = 4 * LONGEST_CELL;

/// The most cells of a row that are kept; the rest are only counted.
///
/// # Source
/// Ours: no kind has a tenth of it.
pub const MOST_CELLS: usize = 1000;

/// How much of a cell beyond the limit is kept, so that its writer knows it again.
const KEPT_OF_LONG: usize = 300;

/// Stands where something was lost. A cell that has it is refused, so that no row can lose a part in going out as
/// refused and coming in again unmended.
pub(super) const LOST: char = char::REPLACEMENT_CHARACTER;

/// The cells of one row as the file has them.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

/// Something that makes a whole row unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    pub code: Code,
    pub line: u64,
    /// The position of the cell in its row.
    pub cell: usize,
}

impl Cells {
    /// The cells as text, at most [`MOST_CELLS`]; what cannot be read shows as �.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, str>> {
        (0..self.ends.len()).map(|at| String::from_utf8_lossy(self.bytes(at)))
    }

    /// How many cells the row has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Tells whether the row has no cell at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many bytes the cells hold.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// The bytes of a cell; none beyond the last.
    pub(super) fn bytes(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(at).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    /// Tells whether every cell is blank.
    pub(super) fn are_blank(&self) -> bool {
        self.text.iter().all(u8::is_ascii_whitespace)
    }

    /// How many bytes the row holds on to.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.text.capacity()
    }

    fn start_of_last(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    fn finish_cell(&mut self) {
        if self.count < MOST_CELLS {
            self.ends.push(self.text.len());
        } else {
            self.text.truncate(self.start_of_last());
        }
        self.count = self.count.saturating_add(1);
    }
}

/// Parts a file into rows of cells.
pub(super) struct Splitter<R> {
    input: Input<R>,
    core: csv_core::Reader,
    piece: Vec<u8>,
    ended: bool,
}

/// One row: where it begins, its cells, and what makes it unreadable.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub line: u64,
    pub cells: Cells,
    pub broken: Option<Broken>,
    /// The position of the cell that was cut last.
    cut: Option<usize>,
}

impl<R: Read> Splitter<R> {
    /// Starts at the header, which decides what parts the cells.
    pub fn new(mut input: Input<R>) -> io::Result<Self> {
        let delimiter = delimiter(input.fill()?);
        let mut core = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let mut piece = vec![0; 8 * 1024];
        // Otherwise the first bytes may be taken for a byte order mark, which is already passed.
        core.read_field(b"\n", &mut piece);
        core.set_line(1);
        Ok(Self { input, core, piece, ended: false })
    }

    /// How many bytes of the file have been read.
    pub fn bytes_read(&self) -> u64 {
        self.input.bytes_read()
    }

    /// The line that was reached.
    pub fn line(&self) -> u64 {
        self.core.line()
    }

    /// The next row that is not blank; `None` at the end of the file.
    pub fn next(&mut self) -> io::Result<Option<Split>> {
        loop {
            self.skip_line_ends()?;
            if self.ended {
                return Ok(None);
            }
            let row = self.row()?;
            if row.broken.is_some() || !row.cells.are_blank() {
                return Ok(Some(row));
            }
        }
    }

    /// Passes over ends of lines, so that the line of the next row is its own.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.input.fill()?;
            if bytes.is_empty() {
                self.ended = true;
                return Ok(());
            }
            let length = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            if length == 0 {
                return Ok(());
            }
            let (_, read, _) = self.core.read_field(bytes.get(..length).unwrap_or_default(), &mut self.piece);
            self.input.consume(read);
        }
    }

    fn row(&mut self) -> io::Result<Split> {
        let mut row = Split { line: self.core.line(), ..Split::default() };
        while !self.cell(&mut row)? {}
        Ok(row)
    }

    /// Reads one cell into the row; tells whether it is the row's last.
    fn cell(&mut self, row: &mut Split) -> io::Result<bool> {
        let line = self.core.line();
        loop {
            let bytes = self.input.fill()?;
            let at_end = bytes.is_empty();
            // A line end after the last byte closes the last row, unless a quote is still open.
            let bytes = if at_end { b"\n" } else { bytes };
            let (result, read, written) = self.core.read_field(bytes, &mut self.piece);
            if !at_end {
                self.input.consume(read);
                row.push(self.piece.get(..written).unwrap_or_default(), line);
            }
            self.ended |= at_end;
            match result {
                ReadFieldResult::InputEmpty if at_end => {
                    row.broken = Some(Broken { code: Code::OpenQuote, line, cell: row.cells.count });
                    row.cells.finish_cell();
                    return Ok(true);
                }
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    row.cells.finish_cell();
                    return Ok(record_end || at_end);
                }
                ReadFieldResult::End => return Ok(true),
            }
        }
    }
}

impl Split {
    /// Adds to the last cell what the limits allow, and marks the row where they do not.
    fn push(&mut self, bytes: &[u8], line: u64) {
        let cell = self.cells.count;
        if cell >= MOST_CELLS || self.cut == Some(cell) {
            return;
        }
        let start = self.cells.start_of_last();
        let length = self.cells.text.len().saturating_add(bytes.len());
        self.cells.text.extend_from_slice(bytes);
        if length <= LONGEST_ROW && length.saturating_sub(start) <= LONGEST_CELL {
            return;
        }
        let kept = start.saturating_add(KEPT_OF_LONG).min(self.cells.text.len());
        let kept = (start..=kept).rev().find(|at| self.starts_sign(*at)).unwrap_or(start);
        self.cells.text.truncate(kept);
        self.cells.text.extend_from_slice(LOST.encode_utf8(&mut [0; 4]).as_bytes());
        self.cut = Some(cell);
        self.broken.get_or_insert(Broken { code: Code::CellTooLong, line, cell });
    }

    /// Tells whether the text may be cut here without breaking a sign.
    fn starts_sign(&self, at: usize) -> bool {
        self.cells.text.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)
    }
}

/// What parts the cells: the comma, unless the header has none and has tabs or semicolons.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    let header = lines.find(|line| !line.is_empty()).unwrap_or_default();
    [b',', b'\t', b';'].into_iter().find(|mark| header.contains(mark)).unwrap_or(b',')
}
