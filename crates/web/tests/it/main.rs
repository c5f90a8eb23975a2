//! The pages over the demo record, asked for in process: statuses, languages, headers, escaping, files.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a wrong test must stop")]

mod accounts;
mod corrections;
mod decisions;
mod editing;
mod errors;
mod headers;
mod hostile;
mod languages;
mod lists;
mod matches;
mod packages;
mod pages;
mod programs;
mod records;
mod rights;
mod search;
mod stories;
mod workbooks;
