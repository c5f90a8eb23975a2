//! What a user can do, one function for each: load, may the viewer, decide, save. Pages, the command line and later the
//! API call these and nothing below them.
//!
//! Nothing here reads the clock: the running application is given one.

pub mod accounts;
pub mod backups;
pub mod batches;
pub mod changes;
pub mod check;
pub mod choices;
pub mod comparisons;
pub mod condition;
pub mod decisions;
pub mod demo;
pub mod desk;
pub mod editing;
mod error;
pub mod export;
pub mod history;
pub mod import;
pub mod knowledge;
pub mod lists;
pub mod matches;
pub mod packages;
pub mod partners;
pub mod reasons;
pub mod records;
mod renkei;
pub mod replay;
pub mod results;
pub mod search;
pub mod tokens;
pub mod workbooks;

pub use error::{BadParameter, Error, Expected};
pub use renkei::{Clock, Renkei, Settings};
pub use store::{Head, Names, Office};

/// What the functions here return.
pub type Result<T> = std::result::Result<T, Error>;
