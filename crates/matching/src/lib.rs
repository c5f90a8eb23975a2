//! From a need in words to what on record answers it, with reasons.
//!
//! Pure: the index is handed cards and a thesaurus, and reads no clock, file, environment or database. The same
//! cards, thesaurus, need and weights always give the same answer, to the last digit.
//!
//! Deliberately not here: packages, learning from decisions, vectors of meaning.

mod analysis;
mod answers;
mod baseline;
mod building;
mod cards;
mod cities;
mod concepts;
mod corrections;
pub mod eligibility;
mod forms;
mod index;
mod judging;
mod limits;
mod names;
mod passages;
mod postings;
mod records;
mod retrieval;
mod rule_sets;
mod schemes;
mod scratch;
mod sectors;
mod spelling;
mod surroundings;
mod understanding;
mod verdicts;
mod weights;

pub use answers::{
    Answer, Asked, Criterion, Evidence, Limit, Link, MeantConcept, Need, Ranked, Reason, Signs, Standing,
    Understood, Verdict, Why,
};
pub use baseline::PlainQuery;
pub use cards::{Card, CardKind, Condition, Fact, FieldWeight, Giver, Scale, Statement};
pub use corrections::{Corrections, Part};
pub use index::Index;
pub use records::cards_of;
pub use surroundings::Surroundings;
pub use weights::{Confidence, SchemeWeights, Weights, link_decay, part_weight};
