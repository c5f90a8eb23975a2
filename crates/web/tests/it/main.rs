//! The pages over the demo record, asked for in process: statuses, languages, headers, escaping, files.

mod errors;
mod headers;
mod languages;
mod lists;
mod pages;
mod records;
mod search;
