//! Finding records by words, in every language at once. The index is made from the record and follows its feed of
//! changes; it may be deleted at any time and is then built anew.

mod index;
mod marks;
mod question;
mod totals;
mod words;

pub use index::{Found, Hit, Index, Labels, Standing};
pub use marks::{Marker, Piece};
pub use words::{Word, words};
