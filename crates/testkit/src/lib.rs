//! What tests share: throwaway databases of both sorts, a fixed clock, builders of records, large records.

mod copies;
mod databases;
mod networks;
mod people;

pub use copies::copy_record;
pub use databases::{Database, databases, empty_postgres, older_database, run_on_file, sqlite};
pub use networks::write_network;
pub use people::{NOW, coordinator, office, record};
