//! What the application tells of the demo record, held against facts read from its files by hand.
#![expect(clippy::unwrap_used, reason = "a wrong test must stop")]

mod accounts;
mod decisions;
mod editing;
mod packages;
mod record;
mod stories;
