//! Writing a file: one row per record, quoting only what needs it.

use std::io::{self, Write};

use domain::Record;

use super::columns::{Column, Layout, columns};

/// The mark that tells spreadsheets that a file is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes records of one kind. Lines end in LF.
pub struct Writer<W: Write> {
    columns: Vec<Column>,
    cells: CellWriter<W>,
}

impl<W: Write> Writer<W> {
    /// Starts a file with its header. `mark` puts a byte order mark first.
    ///
    /// Texts in languages and ids that the layout has not seen are left out, so show it every record beforehand.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(layout: &Layout, out: W, mark: bool) -> io::Result<Self> {
        let columns = columns(layout);
        let mut cells = CellWriter::new(out, mark)?;
        cells.write(columns.iter().map(|column| column.name.as_str()))?;
        Ok(Self { columns, cells })
    }

    /// Writes one record.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        self.cells.write(self.columns.iter().map(|column| column.cell(record)))
    }

    /// Writes out what is still held back and gives back the output.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.cells.finish()
    }
}

/// Writes rows of cells as they come, such as refused rows with their own header.
pub struct CellWriter<W: Write> {
    inner: csv::Writer<W>,
}

impl<W: Write> CellWriter<W> {
    /// Starts a file. `mark` puts a byte order mark first.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn new(mut out: W, mark: bool) -> io::Result<Self> {
        if mark {
            out.write_all(MARK)?;
        }
        Ok(Self { inner: csv::WriterBuilder::new().flexible(true).from_writer(out) })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write<C: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        self.inner.write_record(cells).map_err(io::Error::from)
    }

    /// Writes out what is still held back and gives back the output.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.inner.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}
