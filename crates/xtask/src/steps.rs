//! Named, timed steps: each says what it found; its output is shown when it fails; a table closes the run.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;

/// What a step found.
#[derive(Debug, Default)]
pub struct Found {
    /// How many checks held.
    pub passed: u64,
    /// How many did not.
    pub failed: u64,
    /// Lines that are shown in any case.
    pub summary: Vec<String>,
    /// What is shown only when something failed.
    pub output: String,
}

impl Found {
    /// One check that held.
    pub fn held() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// One check that did not hold, with what explains it.
    pub fn broke(output: impl Into<String>) -> Self {
        Self { failed: 1, output: output.into(), ..Self::default() }
    }

    /// Adds a line that is shown in any case.
    #[must_use]
    pub fn noting(mut self, line: impl Into<String>) -> Self {
        self.summary.push(line.into());
        self
    }
}

struct Row {
    name: String,
    passed: u64,
    failed: u64,
    took: Duration,
}

/// The steps of one run.
#[derive(Default)]
pub struct Steps {
    rows: Vec<Row>,
}

impl Steps {
    /// Runs a step and shows how it went. A step that cannot run counts as one failure.
    pub fn run(&mut self, name: &str, step: impl FnOnce() -> Result<Found>) {
        print!("{name} ... ");
        // A terminal that is gone must not end the checks.
        let _ = std::io::stdout().flush();
        let start = Instant::now();
        let found = step().unwrap_or_else(|error| Found::broke(format!("{error:#}")));
        let took = start.elapsed();
        println!("{} ({})", if found.failed == 0 { "ok" } else { "FAILED" }, seconds(took));
        for line in &found.summary {
            println!("    {line}");
        }
        if found.failed > 0 {
            println!("{}", found.output.trim_end());
        }
        self.rows.push(Row { name: name.to_owned(), passed: found.passed, failed: found.failed, took });
    }

    /// Closes the run with a table and the sum; says whether everything held.
    pub fn close(&self) -> bool {
        let width = self.rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
        println!("\n{:width$}  {:>7}  {:>7}  {:>8}", "step", "passed", "failed", "time");
        for row in &self.rows {
            println!("{:width$}  {:>7}  {:>7}  {:>8}", row.name, row.passed, row.failed, seconds(row.took));
        }
        let whole: Duration = self.rows.iter().map(|row| row.took).sum();
        let passed: u64 = self.rows.iter().map(|row| row.passed).sum();
        let failed: u64 = self.rows.iter().map(|row| row.failed).sum();
        println!(
            "{:width$}  {passed:>7}  {failed:>7}  {:>8}\n\n{passed} passed, {failed} failed",
            "",
            seconds(whole)
        );
        failed == 0
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
