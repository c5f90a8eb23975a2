//! What the application tells of the demo record, held against facts read from its files by hand.

mod record;
mod stories;
