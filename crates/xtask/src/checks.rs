//! The one test command: which checks there are and in which order they run.

use std::process::Command;

use anyhow::Result;

use crate::browser;
use crate::databases::{Postgres, VARIABLE};
use crate::interface;
use crate::machine;
use crate::programs::{capture, find};
use crate::steps::{Found, Steps};
use crate::tidy;
use crate::workspace::Workspace;

/// How much is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    Full,
    /// What needs neither PostgreSQL nor a browser nor cargo-deny.
    Quick,
}

/// Runs the checks, quickest first; says whether all held. A failure does not keep later checks from running.
///
/// # Errors
/// When the workspace cannot be read at all.
pub fn test(extent: Extent) -> Result<bool> {
    let workspace = Workspace::open()?;
    let mut steps = Steps::default();
    let full = extent == Extent::Full;
    if full {
        steps.run("machine", || machine::prepare(&workspace));
    }
    steps.run("tidy", || tidy::check(&workspace));
    steps.run("format", || one(workspace.cargo().args(["fmt", "--all", "--check"])));
    steps.run("clippy", || clippy(&workspace));
    if full {
        steps.run("deny", || deny(&workspace));
        steps.run("documentation", || documentation(&workspace));
    }
    steps.run("tests", || tests(&workspace, extent));
    if full {
        steps.run("interface", || interface::examine(&workspace));
        steps.run("browser", || browser::journey(&workspace));
    }
    Ok(steps.close())
}

/// Runs only the tidy rules.
///
/// # Errors
/// When the workspace cannot be read.
pub fn tidy() -> Result<bool> {
    let workspace = Workspace::open()?;
    let mut steps = Steps::default();
    steps.run("tidy", || tidy::check(&workspace));
    Ok(steps.close())
}

/// Runs only the journey in the browser, with what it needs installed.
///
/// # Errors
/// When the workspace cannot be read.
pub fn browser() -> Result<bool> {
    let workspace = Workspace::open()?;
    let mut steps = Steps::default();
    steps.run("machine", || machine::prepare(&workspace));
    steps.run("browser", || browser::journey(&workspace));
    Ok(steps.close())
}

/// Runs only the calls of the interface for programs.
///
/// # Errors
/// When the workspace cannot be read.
pub fn interface() -> Result<bool> {
    let workspace = Workspace::open()?;
    let mut steps = Steps::default();
    steps.run("interface", || interface::examine(&workspace));
    Ok(steps.close())
}

/// A program that holds or does not, as one check.
fn one(command: &mut Command) -> Result<Found> {
    let run = capture(command)?;
    Ok(if run.ok { Found::held() } else { Found::broke(run.output) })
}

fn clippy(workspace: &Workspace) -> Result<Found> {
    one(workspace.cargo().args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn documentation(workspace: &Workspace) -> Result<Found> {
    let mut command = workspace.cargo();
    command.args(["doc", "--locked", "--workspace", "--no-deps", "--keep-going", "--document-private-items"]);
    // The docs are for those who work on the code: private items are there to be linked to.
    one(command.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links"))
}

/// Licences, bans and sources always; advisories when their database can be fetched.
fn deny(workspace: &Workspace) -> Result<Found> {
    let program = find("cargo-deny").unwrap_or_else(|| "cargo-deny".into());
    let deny = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        capture(command.args(["--log-level", "warn"]).args(arguments).current_dir(&workspace.root))
    };
    let rules = deny(&["check", "licenses", "bans", "sources"])?;
    if !rules.ok {
        return Ok(Found::broke(rules.output));
    }
    let database = deny(&["fetch", "db"])?;
    if !database.ok {
        return Ok(Found::held().noting("advisories not checked: their database cannot be fetched from here"));
    }
    let advisories = deny(&["--offline", "check", "advisories"])?;
    let found =
        Found { passed: 1 + u64::from(advisories.ok), failed: u64::from(!advisories.ok), ..Found::default() };
    Ok(Found { output: advisories.output, ..found }.noting("advisories checked"))
}

/// All tests of the workspace, with a PostgreSQL server beside them in a full run.
fn tests(workspace: &Workspace, extent: Extent) -> Result<Found> {
    let postgres = if extent == Extent::Full { Some(Postgres::start()?) } else { None };
    let before = postgres.as_ref().map_or(Ok(0), Postgres::transactions)?;
    let mut command = workspace.cargo();
    command.args(["test", "--locked", "--workspace", "--no-fail-fast"]);
    command.env("INSTA_UPDATE", "no").env("RUST_BACKTRACE", "0");
    match &postgres {
        Some(postgres) => command.env(VARIABLE, postgres.url()),
        None => command.env_remove(VARIABLE),
    };
    let run = capture(&mut command)?;
    let mut found = count(&run.output, run.ok);
    if let Some(postgres) = &postgres {
        let transactions = postgres.transactions()?.saturating_sub(before);
        found = found.noting(format!("{transactions} transactions on PostgreSQL"));
        // The counting itself takes a few; a story told on both databases takes hundreds.
        if transactions < 50 {
            found.failed += 1;
            found.output.push_str("\nno test worked with PostgreSQL: the store is checked on SQLite only\n");
        }
    }
    Ok(found)
}

/// Adds up the lines in which each test program says how it went.
fn count(output: &str, ok: bool) -> Found {
    let mut found = Found { output: output.to_owned(), ..Found::default() };
    let mut program = "";
    for line in output.lines().map(str::trim) {
        if line.starts_with("Running ") || line.starts_with("Doc-tests ") {
            program = line;
        }
        if let Some(rest) = line.strip_prefix("test result: ") {
            let (passed, failed) = (number_before(rest, " passed"), number_before(rest, " failed"));
            found.passed += passed;
            found.failed += failed;
            if passed + failed > 0 {
                found.summary.push(format!("{program}: {rest}"));
            }
        }
    }
    if !ok && found.failed == 0 {
        found.failed = 1;
    }
    if found.passed == 0 && found.failed == 0 {
        found.failed = 1;
        found.output.push_str("\nno test ran\n");
    }
    found
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn results_of_all_test_programs_are_added() {
        let output = "\
     Running unittests src/lib.rs (target/debug/deps/a-1)
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s
     Running tests/it/main.rs (target/debug/deps/it-2)
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s
   Doc-tests a
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s
";
        let found = count(output, false);
        assert_eq!((found.passed, found.failed, found.summary.len()), (15, 2, 2));
    }

    #[test]
    fn a_run_that_does_not_build_or_has_no_tests_fails() {
        assert_eq!(count("error: could not compile", false).failed, 1);
        assert_eq!(count("", true).failed, 1);
    }
}
