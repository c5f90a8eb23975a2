//! `renkei import`: files into the record.

use std::path::PathBuf;
use std::process::ExitCode;

use app::import::{self, Files, Options, Outcome, Progress};
use clap::Args;
use domain::{Problem, Viewer};
use language::Words;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, OFFICE_FOLDER, now};
use crate::output;
use crate::verbs::workbooks;

/// Reads CSV files, one per kind of record, or a workbook, into the record. Nothing is stored unless everything is sound.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei import files/ --dry-run\n  renkei import files/ --tolerant\n  renkei import files/needs.csv --data /srv/renkei\n  renkei import record.xlsx --dry-run"
)]
pub(crate) struct Import {
    /// A folder of CSV files named after the kinds (places.csv, needs.csv …), one such file, or a workbook (.xlsx)
    #[arg(value_name = "FILES")]
    files: PathBuf,
    /// Store the sound rows, and write the others to a folder where they can be mended and imported again
    #[arg(long)]
    tolerant: bool,
    /// Only tell what would be added, changed and left as it is
    #[arg(long)]
    dry_run: bool,
    /// Of a workbook: let blank cells clear the values on record
    #[arg(long)]
    clear_blanks: bool,
    /// Of a workbook: store what it says also where the same value was changed on record since it went out
    #[arg(long)]
    overwrite: bool,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

/// How many problems are printed; the count of all is always told.
const SHOWN: usize = 50;

impl Import {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        if !self.files.exists() {
            return Err(Failure::input("cli-no-files", "path", self.files.display().to_string()));
        }
        let place = common.place(OFFICE_FOLDER)?;
        std::fs::create_dir_all(&place.folder)
            .map_err(|error| Failure::unusable(format!("{}: {error}", place.folder.display())))?;
        let store = Store::open(&place.database).await?;
        let office = common.office(&store).await?;
        store::set_office(&store, &office).await?;
        if let Some(name) = workbooks::name(&self.files) {
            let options = app::workbooks::Options { blanks_clear: self.clear_blanks };
            let import = workbooks::Import {
                source: app::workbooks::Source::path(&name, self.files.clone()),
                options,
                dry_run: self.dry_run,
                tolerant: self.tolerant,
                overwrite: self.overwrite,
                json: self.json,
            };
            let done = import.run(&store, &Viewer::local(office.id), words).await;
            store.close().await;
            return done;
        }
        let beside = || self.files.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
        let options = Options {
            dry_run: self.dry_run,
            tolerant: self.tolerant.then(|| if self.files.is_dir() { PathBuf::from(".") } else { beside() }),
            actor: "import".to_owned(),
            at: now().to_string(),
        };
        let bar = output::bar(0);
        let mut watch = |progress: &Progress| {
            bar.set_length(progress.total_bytes);
            bar.set_position(progress.bytes);
            bar.set_message(format!("{}  {}", progress.file, words.count(progress.rows)));
        };
        let files = Files::Path(self.files.clone());
        let outcome = import::folder(&store, &Viewer::local(office.id), &files, &options, &mut watch).await;
        bar.finish_and_clear();
        store.close().await;
        let outcome = outcome?;
        if self.json {
            output::print_json(&as_json(&outcome))
        } else {
            print(&outcome, words)
        }
        Ok(if outcome.is_sound() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

fn print(outcome: &Outcome, words: Words) {
    let head = [
        "cli-import-kind",
        "cli-import-added",
        "cli-import-changed",
        "cli-import-unchanged",
        "cli-import-refused",
    ];
    let mut table = output::table(&head.map(|key| words.get(key).into_owned()));
    for kind in &outcome.kinds {
        let counts = [kind.added, kind.changed, kind.unchanged, kind.refused].map(|n| words.count(n));
        table.add_row(std::iter::once(words.kind(kind.kind).into_owned()).chain(counts));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    output::print_table(&table);
    list(&outcome.problems, outcome.problem_total, "cli-import-problems", words);
    list(&outcome.remarks, outcome.remark_total, "cli-import-remarks", words);
    let end = match (outcome.dry_run, outcome.stored) {
        (true, _) => "cli-import-dry",
        (false, true) => "cli-import-stored",
        (false, false) => "cli-import-nothing",
    };
    output::say(format_args!("\n{}", words.get(end)));
    if let Some(folder) = &outcome.refused {
        output::say(format_args!(
            "{}",
            words.with("cli-import-refused-folder", &[("path", folder.display().to_string().into())])
        ));
    }
}

fn list(problems: &[Problem], total: u64, head: &str, words: Words) {
    if total == 0 {
        return;
    }
    output::say(format_args!("\n{}", words.with(head, &[("count", total.into())])));
    for problem in problems.iter().take(SHOWN) {
        output::say(format_args!("  {}: {}", words.problem_place(&problem.at), words.problem(problem)));
    }
    let shown = u64::try_from(problems.len().min(SHOWN)).unwrap_or(0);
    if total > shown {
        output::say(format_args!(
            "  {}",
            words.with("cli-import-more", &[("count", (total - shown).into())])
        ));
    }
}

fn as_json(outcome: &Outcome) -> serde_json::Value {
    let problem = |p: &Problem| {
        json!({
            "code": p.code.as_str(), "file": p.at.file, "line": p.at.line, "column": p.at.column,
            "found": p.found, "expected": p.expected, "hint": p.hint,
        })
    };
    json!({
        "stored": outcome.stored,
        "dry_run": outcome.dry_run,
        "kinds": outcome.kinds.iter().map(|k| json!({
            "kind": k.kind.plural, "added": k.added, "changed": k.changed, "unchanged": k.unchanged,
            "refused": k.refused, "first_added": k.first_added, "first_changed": k.first_changed,
        })).collect::<Vec<_>>(),
        "problem_total": outcome.problem_total,
        "problems": outcome.problems.iter().map(problem).collect::<Vec<_>>(),
        "remark_total": outcome.remark_total,
        "remarks": outcome.remarks.iter().map(problem).collect::<Vec<_>>(),
        "refused_folder": outcome.refused.as_ref().map(|path| path.display().to_string()),
    })
}
