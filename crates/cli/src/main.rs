//! `renkei`: one binary, one verb for each thing a person does at the command line.
#![expect(clippy::print_stderr, reason = "a command line speaks by printing")]

mod failures;
mod options;
mod output;
mod server;
mod upgrades;
mod verbs;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failures::Failure;
use crate::options::Common;

/// Runs city-to-city cooperation: from a partner city's need to a measured result.
#[derive(Debug, Parser)]
#[command(name = "renkei", version, after_help = AFTER, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    verb: Verb,
}

const AFTER: &str = "\
Exit codes:
  0  done
  1  the input or the record has faults
  2  wrong use of the command line
  3  nothing on record under this name
  4  a file or the database cannot be used
  5  a fault in the program

Without --data and --database the folder in RENKEI_DATA is used, else renkei-data, else renkei-demo.";

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve the demo record: forty years of real cooperation, in a folder of its own
    Demo(verbs::demo::Demo),
    /// Serve the record of an office
    Serve(verbs::serve::Serve),
    /// Read a folder of CSV files into the record
    Import(verbs::import::Import),
    /// Write the record as a folder of CSV files
    Export(verbs::export::Export),
    /// Answer a need: what on record can help, who pays, what happened before, and why
    Match(verbs::matches::Match),
    /// Ask past needs again with only what was known then
    Replay(verbs::replay::Replaying),
    /// Fit the weights of the ranking to the office's decisions
    Tune(verbs::tune::Tune),
    /// Show a record, or the story of a partner
    Show(verbs::show::Show),
    /// Make, list and end the tokens by which programs act for a person
    #[command(name = "token")]
    Tokens(verbs::tokens::Tokens),
    /// Look after the people of the office
    User(verbs::user::User),
    /// Look after the offices of the database
    Office(verbs::office::Offices),
    /// Check that the record is sound
    Check(verbs::check::Check),
    /// Write everything the office has into one file, while others work
    Backup(verbs::backup::Backup),
    /// Bring a backup back into an empty folder
    Restore(verbs::backup::Restore),
    /// Bring the database up to this version of the program
    Migrate(verbs::migrate::Migrate),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let words = arguments.common.words();
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            failure.print(words);
            failure.code()
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    output::start_log(arguments.common.log);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::internal)?;
    let common = &arguments.common;
    runtime.block_on(async {
        match &arguments.verb {
            Verb::Demo(verb) => verb.run(common).await,
            Verb::Serve(verb) => verb.run(common).await,
            Verb::Import(verb) => verb.run(common).await,
            Verb::Export(verb) => verb.run(common).await,
            Verb::Match(verb) => verb.run(common).await,
            Verb::Replay(verb) => verb.run(common).await,
            Verb::Tune(verb) => verb.run(common).await,
            Verb::Show(verb) => verb.run(common).await,
            Verb::Tokens(verb) => verb.run(common).await,
            Verb::User(verb) => verb.run(common).await,
            Verb::Office(verb) => verb.run(common).await,
            Verb::Check(verb) => verb.run(common).await,
            Verb::Backup(verb) => verb.run(common).await,
            Verb::Restore(verb) => verb.run(common).await,
            Verb::Migrate(verb) => verb.run(common).await,
        }
    })
}
