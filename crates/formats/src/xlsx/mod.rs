//! Excel workbooks (.xlsx): writing sheets that can be brought back and sheets for paper, and reading what comes back.
//!
//! Reading is streaming and bounded, as a workbook comes from outside: the archive is refused when it unpacks to more
//! than [`MOST_UNPACKED`] or [`STEEPEST`] times its size, when it holds macros, or when one piece of its markup is
//! longer than any cell may be. What a cell holds is told together with its number format, so that `1999-05`, which a
//! spreadsheet turns into a day, can be read as the month that was meant. Nothing is computed: formulas are told as such
//! with the value last seen.
//!
//! Writing makes no formula of any datum: text is written as text and numbers as numbers.
//!
//! # Source
//! ECMA-376 (Office Open XML), 5th edition, part 1, chapter 18 (SpreadsheetML); part 2 for the package.

mod archive;
mod cells;
mod forms;
mod machine;
mod markup;
mod parts;
mod prints;
mod reader;
mod sheets;
mod strings;

pub use archive::{MOST_UNPACKED, STEEPEST};
pub use cells::{Cell, Datum, Row, address};
pub use forms::Form;
pub use machine::{Book, Column, Holds, LISTS, LONGEST_TEXT, MOST_ROWS, Sheet};
pub use prints::{Head, Print, Printed, print};
pub use reader::{Fault, SheetInfo, Workbook};
pub use sheets::Rows;

#[cfg(test)]
mod tests;
