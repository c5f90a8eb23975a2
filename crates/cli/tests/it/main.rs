//! The command line, run as its users run it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a wrong test must stop"
)]

mod backups;
mod batch;
mod demo;
mod faults;
mod help;
mod import;
mod kills;
mod learning;
mod nodes;
mod people;
mod program;
mod running;
mod servers;
mod show;
mod tokens;
