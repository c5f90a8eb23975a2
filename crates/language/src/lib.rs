//! The languages of the screens: labels and messages from catalogues, and dates, numbers and money as people write them.
//!
//! Catalogues are Fluent files in `locales/<language>/`, one per topic; every file there is picked up by itself.
//! [`Words`] is what pages and the command line hold: the catalogues of one language, free to copy.

mod argument;
mod catalogue;
mod dates;
mod eras;
mod labels;
mod money;
mod numbers;
mod tongue;
pub mod typed;
mod words;

pub use argument::Argument;
pub use tongue::Language;
pub use words::Words;
