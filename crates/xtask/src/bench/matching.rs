//! How matching grows with the record, from one office to a thousand, beside the full text of two databases.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::report::machine;
use super::{Scratch, last_commit};
use crate::judge::{self, Compared, Rival};
use crate::programs::succeed;
use crate::workspace::Workspace;

/// How many offices the networks have; the last is the size at which the limits hold.
const OFFICES: [u32; 4] = [1, 10, 100, 1000];

/// How many needs the batch has.
const BATCH: u32 = 10_000;

/// The largest network whose texts are put into PostgreSQL: a need takes it seconds from there on.
const POSTGRES_OFFICES: u32 = 100;

/// Every so many of the needs is put to the databases.
const EVERY: usize = 4;

const NEEDS: &str = "crates/matching/examples/needs.csv";
const BLIND: &str = "crates/matching/examples/needs-blind-held.csv";

/// The limits that the project holds itself to.
const NEED_P50_MS: f64 = 8.0;
const NEED_P99_MS: f64 = 25.0;
const RECORDS_PER_SECOND: f64 = 30_000.0;
const PLAIN_RATIO: f64 = 3.0;
const BATCH_CORES: f64 = 1.5;

/// The figures of one network.
struct Network {
    offices: u32,
    figures: Map<String, Value>,
    /// Databases with milliseconds of one need, p50 and p99.
    rivals: Vec<(&'static str, f64, f64)>,
}

impl Network {
    fn of(&self, name: &str) -> f64 {
        self.figures.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN)
    }

    fn rival(&self, name: &str) -> Option<(f64, f64)> {
        self.rivals.iter().find(|(known, _, _)| *known == name).map(|(_, p50, p99)| (*p50, *p99))
    }
}

/// Measures and writes `docs/benchmarks-matching.md`; says whether every limit held.
///
/// # Errors
/// When a program does not build, or a command fails.
pub fn run(words: &[&str]) -> Result<bool> {
    let workspace = Workspace::open()?;
    let date = match words {
        [] => last_commit(&workspace)?,
        ["--date", date] => (*date).to_owned(),
        other => bail!("no such options: {}", other.join(" ")),
    };
    println!("building ...");
    let build = |package: &str, sort: &str, name: &str| {
        succeed(workspace.cargo().args(["build", "--locked", "--release", "-p", package, sort, name]))
    };
    build("testkit", "--bin", "copies")?;
    build("matching", "--example", "scale")?;
    build("matching", "--example", "judge")?;
    let mut rivals = judge::rivals(&workspace)?;
    let scratch = Scratch(std::env::temp_dir().join(format!("renkei-bench-{}", std::process::id())));
    std::fs::create_dir(&scratch.0)?;
    let some = scratch.0.join("some.csv");
    write_some(&workspace.root.join(NEEDS), &some)?;
    let mut networks = Vec::new();
    for offices in OFFICES {
        println!("measuring {offices} offices ...");
        let record = scratch.0.join(offices.to_string());
        let mut copies = Command::new(workspace.target.join("release/copies"));
        copies.arg(workspace.root.join("data/demo")).arg(&record).arg(offices.to_string()).arg("--network");
        succeed(&mut copies)?;
        networks.push(measure(&workspace, offices, &record, &some, &mut rivals)?);
        std::fs::remove_dir_all(&record)?;
    }
    println!("judging ...");
    let quality = judge::own_needs(&workspace, &scratch.0, &workspace.root.join(BLIND), &mut rivals)?;
    let report = Report { networks, quality, date };
    let text = report.markdown();
    std::fs::write(workspace.root.join("docs/benchmarks-matching.md"), &text)?;
    println!("{text}");
    Ok(report.limits().iter().all(|(_, _, holds)| *holds))
}

fn measure(
    workspace: &Workspace,
    offices: u32,
    record: &Path,
    some: &Path,
    rivals: &mut [Rival],
) -> Result<Network> {
    let mut scale = Command::new(workspace.target.join("release/examples/scale"));
    scale.arg(record).arg(workspace.root.join("data/thesaurus.ttl")).arg(BATCH.to_string());
    let said = succeed(scale.arg(workspace.root.join(NEEDS)))?;
    let mut figures = Map::new();
    for line in said.lines().filter(|line| line.starts_with('{')) {
        let part: Map<String, Value> = serde_json::from_str(line).context("not a line of figures")?;
        figures.extend(part);
    }
    let mut timed = Vec::new();
    for rival in rivals.iter_mut().filter(|rival| !rival.is_server() || offices <= POSTGRES_OFFICES) {
        let (p50, p99) = rival.answer(workspace, record, some, &some.with_extension("ranked"))?;
        timed.push((rival.name, p50, p99));
    }
    Ok(Network { offices, figures, rivals: timed })
}

/// Writes some of the needs of a file to another.
fn write_some(from: &Path, to: &PathBuf) -> Result<()> {
    let mut reader = csv::Reader::from_path(from)?;
    let mut out = csv::Writer::from_path(to)?;
    out.write_record(reader.headers()?)?;
    for row in reader.records().step_by(EVERY) {
        out.write_record(&row?)?;
    }
    Ok(out.flush()?)
}

struct Report {
    networks: Vec<Network>,
    quality: Vec<Compared>,
    date: String,
}

impl Report {
    fn limits(&self) -> Vec<(String, String, bool)> {
        let Some(large) = self.networks.last() else { return Vec::new() };
        let (p50, p99, built) = (large.of("p50_ms"), large.of("p99_ms"), large.of("records_per_s"));
        let (plain, cores) = (large.of("ratio_plain"), large.of("batch_cores"));
        vec![
            (format!("one need within {NEED_P50_MS} ms, p50"), format!("{p50:.1} ms"), p50 < NEED_P50_MS),
            (format!("one need within {NEED_P99_MS} ms, p99"), format!("{p99:.1} ms"), p99 < NEED_P99_MS),
            (
                format!("at most {PLAIN_RATIO} times the plain query of the same index"),
                format!("{plain:.1} times"),
                plain <= PLAIN_RATIO,
            ),
            (
                format!("an index built from {RECORDS_PER_SECOND} records per second"),
                format!("{built:.0}"),
                built >= RECORDS_PER_SECOND,
            ),
            (
                format!("a batch of {BATCH} needs on both cores (at least {BATCH_CORES} of 2 busy)"),
                format!("{cores:.2} cores"),
                cores >= BATCH_CORES,
            ),
        ]
    }

    fn markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "# Benchmarks of matching\n\n\
             Written by `cargo xtask bench matching`; do not edit by hand. The networks are made by \
             `crates/testkit/src/networks/mod.rs`: each office has the structure of the demo record with names and words \
             of its own, and writes in one or two of five languages. All sizes are measured in the same run.\n\n\
             Day: {}. Machine: {}. Other work ran on it at the same time, so ratios within a row say more than \
             milliseconds.\n",
            self.date,
            machine()
        );
        text.push_str(
            "\n## Limits, at the largest size\n\n| limit | measured | holds |\n| --- | --- | --- |\n",
        );
        for (limit, measured, holds) in self.limits() {
            let _ = writeln!(text, "| {limit} | {measured} | {} |", if holds { "yes" } else { "**no**" });
        }
        self.write_growth(&mut text);
        self.write_rivals(&mut text);
        self.write_quality(&mut text);
        text
    }

    fn write_growth(&self, text: &mut String) {
        text.push_str(
            "\n## Growth\n\n\
             Milliseconds for one need on one thread, from its text to offerings, schemes and precedents with their \
             reasons: 400 different needs, of each the quickest of three rounds behind one that is not counted. The plain query ranks offerings \
             and schemes by shared words alone, from the text on; its walk is the part behind the reading of the text.\n\n\
             | offices | records | cards | p50 | p99 | plain query, p50 | its walk, p50 | need / plain | need / walk | records per second, built | batch, s | batch, cores | memory |\n\
             | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        );
        for network in &self.networks {
            let of = |name: &str| network.of(name);
            let _ = writeln!(
                text,
                "| {} | {} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} | {:.1} | {:.0} | {:.1} | {:.2} | {} MiB |",
                network.offices,
                of("records"),
                of("cards"),
                of("p50_ms"),
                of("p99_ms"),
                of("plain_p50_ms"),
                of("walk_p50_ms"),
                of("ratio_plain"),
                of("ratio_walk"),
                of("records_per_s"),
                of("batch_s"),
                of("batch_cores"),
                of("highest_mib")
            );
        }
        let _ = write!(text, "\nThe curve, p50, one sign for each tenth of a millisecond:\n\n```text\n");
        for network in &self.networks {
            let tenths = (1_u32..=200).filter(|tenths| f64::from(*tenths) <= 10.0 * network.of("p50_ms"));
            let _ = writeln!(text, "{:>5} {}", network.offices, "#".repeat(tenths.count().max(1)));
        }
        text.push_str("```\n");
    }

    fn write_rivals(&self, text: &mut String) {
        text.push_str(
            "\n## Full text of databases\n\n\
             Milliseconds for one need, p50 / p99, on a quarter of the same needs: any word may match, ten offerings and ten \
             schemes by the database's own rank. Reading a need, judging and reasons are no part of it.\n\n\
             | offices | SQLite FTS5 | PostgreSQL | this program, p50 | SQLite / this |\n| ---: | ---: | ---: | ---: | ---: |\n",
        );
        for network in &self.networks {
            let told = |name: &str| {
                network
                    .rival(name)
                    .map_or("not measured".to_owned(), |(p50, p99)| format!("{p50:.1} / {p99:.1}"))
            };
            let own = network.of("p50_ms");
            let times = network.rival("sqlite-fts5").map_or(f64::NAN, |(p50, _)| p50 / own);
            let _ = writeln!(
                text,
                "| {} | {} | {} | {own:.2} | {times:.1} |",
                network.offices,
                told("sqlite-fts5"),
                told("postgresql")
            );
        }
    }

    fn write_quality(&self, text: &mut String) {
        let _ = write!(
            text,
            "\n## Right answers\n\n\
             nDCG@5 over the demo record on the needs of `{BLIND}`, which were written without sight of the thesaurus and to \
             which nothing is fitted.\n\n\
             | asked | hints | offerings | schemes |\n| --- | --- | ---: | ---: |\n"
        );
        for one in &self.quality {
            let hints = if one.hints { "with" } else { "without" };
            let [offerings, schemes] =
                one.ndcg5.map(|value| value.map_or(String::new(), |v| format!("{v:.2}")));
            let _ = writeln!(text, "| {} | {hints} | {offerings} | {schemes} |", one.system);
        }
    }
}
