//! The project's own tasks, run as `cargo xtask <task>`: the one test command, the tidy rules, the browser journey, the
//! measurements.
//!
//! Nothing here is part of the program that offices run, and no crate of the program is imported: the tasks build even
//! when the program does not.
#![expect(clippy::print_stdout, reason = "a task talks to the person at the terminal")]

mod bench;
mod browser;
mod checks;
mod databases;
mod interface;
mod judge;
mod machine;
mod programs;
mod server;
mod steps;
mod tidy;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
The project's own tasks.

Usage: cargo xtask <task>

  test [--quick]   every check; --quick leaves out what needs PostgreSQL, a browser or cargo-deny
  tidy             only the rules on layout, names, sizes, docs and labels
  browser          only the journey through the pages in a browser
  api              only the calls that schemathesis makes of the interface for programs
  bench [--copies N] [--date YYYY-MM-DD]
                   measures the demo record and N copies of it (100), and writes docs/benchmarks.md
  bench matching [--date YYYY-MM-DD]
                   measures matching on networks of up to a thousand offices, and writes docs/benchmarks-matching.md
  bench load [--readers N] [--writers N] [--seconds N] [--kills N] [--program FILE] [--date YYYY-MM-DD]
                   200 readers and 20 writers for a minute on SQLite and on two nodes with PostgreSQL, then 50 kills of
                   the server under load, and writes docs/benchmarks-load.md
  judge DIR [--json FILE] [--compare]
                   how good the answers are to the labelled needs in a folder; --compare judges the full text of
                   SQLite and PostgreSQL too
  postgres         a throwaway PostgreSQL server until Enter is pressed, for work on the store
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => checks::test(checks::Extent::Full),
        ["test", "--quick"] => checks::test(checks::Extent::Quick),
        ["tidy"] => checks::tidy(),
        ["browser"] => checks::browser(),
        ["api"] => checks::interface(),
        ["bench", options @ ..] => bench::run(options),
        ["judge", options @ ..] => judge::run(options),
        ["postgres"] => databases::serve(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => Err(anyhow::anyhow!("no such task: {}\n\n{HELP}", other.join(" "))),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
