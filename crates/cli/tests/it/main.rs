//! The command line, run as its users run it.

mod demo;
mod faults;
mod help;
mod import;
mod kills;
mod program;
mod show;
