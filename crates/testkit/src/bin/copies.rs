//! Makes a large record for measurements: `copies <folder of CSV files> <new folder> <number of copies> [--network]`.
//!
//! Copies have the texts of the record itself; the offices of a network write in words and languages of their own.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (from, to, copies, network) = match words.as_slice() {
        [from, to, copies] => (*from, *to, *copies, false),
        [from, to, copies, "--network"] => (*from, *to, *copies, true),
        _ => {
            eprintln!("Usage: copies <folder of CSV files> <new folder> <number of copies> [--network]");
            return ExitCode::FAILURE;
        }
    };
    let Ok(copies) = copies.parse() else {
        eprintln!("{copies} is not a number of copies: write it in digits, such as 100");
        return ExitCode::FAILURE;
    };
    let write = if network { testkit::write_network } else { testkit::copy_record };
    match write(Path::new(from), Path::new(to), copies) {
        Ok(rows) => {
            println!("{rows} rows in {to}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
