//! Makes a large record for measurements: `copies <folder of CSV files> <new folder> <number of copies>`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for the terminal")]

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [from, to, copies] = words.as_slice() else {
        eprintln!("Usage: copies <folder of CSV files> <new folder> <number of copies>");
        return ExitCode::FAILURE;
    };
    let Ok(copies) = copies.parse() else {
        eprintln!("{copies} is not a number of copies: write it in digits, such as 100");
        return ExitCode::FAILURE;
    };
    match testkit::copy_record(Path::new(from), Path::new(to), copies) {
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
