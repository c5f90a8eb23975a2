//! Finding the concepts of a thesaurus in a text, and following their links.

mod expansion;
mod recognition;

pub(crate) use expansion::{Reach, reach};
pub(crate) use recognition::{Recogniser, SignOf};
