//! The store on both databases: the same story on each.
#![expect(clippy::unwrap_used, reason = "a wrong test must stop")]

mod accounts;
mod closed;
mod faults;
mod history;
mod schema;
mod search;
mod shares;
mod story;
mod tokens;
mod walks;
