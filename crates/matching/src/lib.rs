//! From a need in words to what on record answers it, with reasons.
//!
//! Pure: the index is handed cards and a thesaurus, and reads no clock, file, environment or database. The same
//! cards, thesaurus, need and weights always give the same answer, to the last digit.
//!
//! Deliberately not here: packages, learning from decisions, vectors of meaning.

mod analysis;
mod answers;
mod cards;
mod concepts;
pub mod eligibility;
mod index;
mod judging;
mod postings;
mod records;
mod weights;

pub use answers::{
    Answer, Criterion, Evidence, Link, MeantConcept, Need, Ranked, Reason, Understood, Verdict, Why,
};
pub use cards::{Card, CardKind, Fact, FieldWeight};
pub use index::Index;
pub use records::cards_of;
pub use weights::{Weights, link_decay, part_weight};
