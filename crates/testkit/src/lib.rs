//! What tests share: throwaway databases of both sorts, a fixed clock, builders of records.

mod databases;
mod people;

pub use databases::{Database, databases, sqlite};
pub use people::{NOW, coordinator, office, record};
