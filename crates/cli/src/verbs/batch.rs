//! `renkei match --batch`: a file of needs in, a file of ranked answers out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::batches::{self, Outcome, Progress};
use app::{Renkei, Settings};
use clap::Args;
use domain::Problem;
use language::Words;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, now};
use crate::output;

/// How many problems are printed; the count of all is always told.
const SHOWN: usize = 50;

/// The files of a batch.
#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// Answer every need of a CSV file with the columns id and text, and if known lang, place and sector_hint
    #[arg(long, value_name = "NEEDS.csv", requires = "out", conflicts_with_all = ["text", "place", "sector"])]
    batch: Option<PathBuf>,
    /// Where the ranking goes: query_id, kind, rank, id, score, confident (from 0.5 on something fits)
    #[arg(long, value_name = "RANKED.csv", requires = "batch")]
    out: Option<PathBuf>,
}

impl Batch {
    /// The file of needs and the file of answers, if a batch is asked for.
    pub(crate) fn files(&self) -> Option<(&Path, &Path)> {
        self.batch.as_deref().zip(self.out.as_deref())
    }
}

/// Answers the needs of one file into another.
pub(crate) async fn run(
    common: &Common,
    (from, to): (&Path, &Path),
    limit: usize,
    as_json: bool,
) -> Result<ExitCode, Failure> {
    let words = common.words();
    let place = common.existing()?;
    if !from.is_file() {
        return Err(Failure::input("cli-no-files", "path", from.display().to_string()));
    }
    if to.canonicalize().is_ok_and(|to| from.canonicalize().is_ok_and(|from| from == to)) {
        return Err(Failure::usage("cli-batch-onto-itself", "path", to.display().to_string()));
    }
    let store = Store::open(&place.database).await?;
    let office = common.office(&store).await?;
    store.close().await;
    let renkei =
        Renkei::open(Settings { database: place.database, folder: None, office, clock: now }).await?;
    let bar = output::bar(0);
    let mut watch = |progress: Progress| {
        bar.set_length(progress.total_bytes);
        bar.set_position(progress.bytes);
        bar.set_message(words.count(progress.answered));
    };
    let outcome = batches::file(&renkei, &renkei.viewer(), from, to, limit, &mut watch).await;
    bar.finish_and_clear();
    renkei.close().await;
    let outcome = outcome?;
    if as_json {
        output::print_json(&told_to_programs(&outcome));
    } else {
        print(&outcome, to, words);
    }
    Ok(if outcome.problem_total == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn print(outcome: &Outcome, to: &Path, words: Words) {
    if outcome.written {
        let path = to.display().to_string();
        let arguments = [
            ("count", outcome.answered.into()),
            ("fitting", outcome.fitting.into()),
            ("path", path.as_str().into()),
        ];
        output::say(words.with("cli-batch-done", &arguments));
    } else {
        output::say(words.get("cli-batch-nothing"));
    }
    list(&outcome.problems, outcome.problem_total, "cli-batch-problems", words);
    list(&outcome.remarks, outcome.remark_total, "cli-batch-remarks", words);
}

fn list(problems: &[Problem], total: u64, head: &str, words: Words) {
    if total == 0 {
        return;
    }
    output::say(format_args!("\n{}", words.with(head, &[("count", total.into())])));
    let shown = problems.iter().take(SHOWN);
    let rest = total.saturating_sub(u64::try_from(shown.len()).unwrap_or(0));
    for problem in shown {
        output::say(format_args!("  {}: {}", words.problem_place(&problem.at), words.problem(problem)));
    }
    if rest > 0 {
        output::say(format_args!("  {}", words.with("cli-import-more", &[("count", rest.into())])));
    }
}

fn told_to_programs(outcome: &Outcome) -> serde_json::Value {
    let problem = |p: &Problem| {
        json!({
            "code": p.code.as_str(), "file": p.at.file, "line": p.at.line, "column": p.at.column,
            "found": p.found, "expected": p.expected, "hint": p.hint,
        })
    };
    json!({
        "written": outcome.written,
        "answered": outcome.answered,
        "fitting": outcome.fitting,
        "problem_total": outcome.problem_total,
        "problems": outcome.problems.iter().map(problem).collect::<Vec<_>>(),
        "remark_total": outcome.remark_total,
        "remarks": outcome.remarks.iter().map(problem).collect::<Vec<_>>(),
    })
}
