//! The store on both databases: the same story on each.

mod faults;
mod schema;
mod search;
mod story;
