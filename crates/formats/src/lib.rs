//! One module per file format: reading gives records and problems, writing gives bytes.
//!
//! Nothing here knows the database, and nothing here decides what a viewer may see.

pub mod csv;
pub mod turtle;
pub mod xlsx;
