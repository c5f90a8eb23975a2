//! First figures: start-up, memory, time of pages, search, match, import and export, on the demo record and on copies
//! of it, in one run on one machine.

mod load;
mod matching;
mod pages;
mod report;
mod sizes;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::programs::succeed;
use crate::workspace::Workspace;

use sizes::Size;

/// How many copies the large record has unless told otherwise.
const COPIES: u32 = 100;

struct Options {
    copies: u32,
    date: Option<String>,
}

impl Options {
    fn read(words: &[&str]) -> Result<Self> {
        let mut options = Self { copies: COPIES, date: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = *words.next().with_context(|| format!("{word} needs a value"))?;
            match *word {
                "--copies" => options.copies = value.parse().context("--copies takes a number")?,
                "--date" => options.date = Some(value.to_owned()),
                other => bail!("no such option: {other}"),
            }
        }
        Ok(options)
    }
}

/// A folder that is gone when dropped.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Measures and writes `docs/benchmarks.md`, or what is named by the first word; says whether every limit held.
///
/// # Errors
/// When the program does not build, or a command of it fails.
pub fn run(words: &[&str]) -> Result<bool> {
    match words {
        ["matching", options @ ..] => return matching::run(options),
        ["load", options @ ..] => return load::run(options),
        _ => {}
    }
    let options = Options::read(words)?;
    let workspace = Workspace::open()?;
    println!("building ...");
    succeed(workspace.cargo().args(["build", "--locked", "--release", "--bin", "renkei"]))?;
    succeed(workspace.cargo().args(["build", "--locked", "--workspace", "--bin", "copies"]))?;
    let program = workspace.target.join("release/renkei");
    let scratch = Scratch(std::env::temp_dir().join(format!("renkei-bench-{}", std::process::id())));
    std::fs::create_dir(&scratch.0)?;
    let record = |name: &str, copies: u32| {
        let folder = scratch.0.join(name);
        let mut command = Command::new(workspace.target.join("debug/copies"));
        command.arg(workspace.root.join("data/demo")).arg(&folder).arg(copies.to_string());
        succeed(&mut command).map(|_| folder)
    };
    let (demo, large) = (record("demo", 1)?, record("copies", options.copies)?);

    println!("measuring the demo record ...");
    let small = Size::measure(&program, "demo", &demo, &scratch.0)?;
    println!("measuring {} copies ...", options.copies);
    let large = Size::measure(&program, "copies", &large, &scratch.0)?;
    let date = match options.date {
        Some(date) => date,
        None => last_commit(&workspace)?,
    };
    let report = report::Report { small, large, copies: options.copies, date };
    let text = report.markdown();
    std::fs::write(workspace.root.join("docs/benchmarks.md"), &text)?;
    println!("{text}");
    Ok(report.holds())
}

/// The day of the last commit: a run can be told apart from others without asking the clock.
fn last_commit(workspace: &Workspace) -> Result<String> {
    let mut command = Command::new("git");
    let day = succeed(command.args(["log", "-1", "--format=%cs"]).current_dir(&workspace.root))?;
    Ok(day.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_are_read_or_refused() {
        let options = Options::read(&["--copies", "3", "--date", "2026-11-22"]).unwrap();
        assert_eq!((options.copies, options.date.as_deref()), (3, Some("2026-11-22")));
        assert_eq!(Options::read(&[]).unwrap().copies, 100);
        for words in [&["--copies"][..], &["--copies", "many"], &["--size", "3"]] {
            assert!(Options::read(words).is_err(), "{words:?}");
        }
    }
}
