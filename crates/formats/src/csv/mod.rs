//! Comma-separated values: one file per kind of record, one row per record.
//!
//! The columns follow from the kind's definition ([`columns()`]): the id, then the fields, a column per language for
//! names. Reading is by column name in any order, in bounded memory whatever the file holds, and gives for each row a
//! record or the problems that refuse it. Writing gives back, cell for cell, what was read.
//!
//! What is deliberately not here: cells are facts and are written as they are, also when they begin with `=`, `+`, `-`
//! or `@`. A list meant to be opened in a spreadsheet has to guard against formulas on its own; here it would damage
//! the round trip.
//!
//! # Source
//! RFC 4180 for quoting; ours: unquoted and quoted cells may be mixed, lines may end in LF, CRLF or CR, rows without
//! any value are passed over, and tabs or semicolons part the columns when the header has no comma.

mod cells;
mod columns;
mod encoding;
mod header;
mod ids;
mod input;
mod reader;
mod sheets;
mod tables;
mod writer;

pub use cells::{Cells, LONGEST_CELL, LONGEST_ROW, MOST_CELLS};
pub use columns::{Column, Holds, Layout, columns};
pub use reader::{Reader, Row};
pub use sheets::{Sheet, SheetRow, Wanted};
pub use tables::Table;
pub use writer::{CellWriter, Writer};

#[cfg(test)]
mod tests;
