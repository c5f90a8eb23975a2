//! `renkei export`: the record as files.

use std::path::PathBuf;
use std::process::ExitCode;

use app::export::{self, Progress};
use clap::Args;
use domain::Viewer;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::Common;
use crate::output;
use crate::verbs::workbooks;

/// Writes the record as CSV files, or as one workbook, with the columns from which it can be imported again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei export copy/\n  renkei export copy/ --data /srv/renkei --json\n  renkei export --xlsx record.xlsx\n  renkei export --xlsx observations.xlsx --kind observations"
)]
pub(crate) struct Export {
    /// The folder for the files; files of the same names are replaced
    #[arg(value_name = "DIR", required_unless_present = "xlsx", conflicts_with = "xlsx")]
    folder: Option<PathBuf>,
    /// Write one workbook instead, with a sheet for each kind
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// Of the workbook: only records of this kind, such as needs; may be given several times
    #[arg(long, value_name = "KIND", requires = "xlsx")]
    kind: Vec<String>,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Export {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let viewer = Viewer::local(common.office(&store).await?.id);
        let Some(folder) = &self.folder else {
            let file = self.xlsx.clone().unwrap_or_default();
            let done = workbooks::export(&store, &viewer, words, &file, &self.kind).await;
            store.close().await;
            let written = done?;
            if self.json {
                let sheets = written.iter().map(|(kind, n)| json!({ "kind": kind.plural, "records": n }));
                output::print_json(
                    &json!({ "file": file.display().to_string(), "sheets": sheets.collect::<Vec<_>>() }),
                );
                return Ok(ExitCode::SUCCESS);
            }
            let rows = written.iter().map(|(kind, n)| (words.kind(kind).into_owned(), words.count(*n)));
            table(rows);
            return Ok(ExitCode::SUCCESS);
        };
        let totals = {
            let mut tx = store.read().await?;
            store::totals(&mut tx, &viewer).await?
        };
        let bar = output::bar(totals.values().sum());
        let mut watch = |progress: &Progress| {
            bar.set_position(progress.records);
            bar.set_message(words.kind(progress.kind).into_owned());
        };
        let done = export::folder(&store, &viewer, folder, &mut watch).await;
        bar.finish_and_clear();
        store.close().await;
        let outcome = done?;
        if self.json {
            let files = outcome.files.iter().map(|f| {
                json!({ "kind": f.kind.plural, "file": f.path.display().to_string(), "records": f.records })
            });
            output::print_json(&json!({ "files": files.collect::<Vec<_>>() }));
            return Ok(ExitCode::SUCCESS);
        }
        let rows = outcome.files.iter().map(|f| (f.path.display().to_string(), words.count(f.records)));
        table(rows);
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints what was written, with how many records.
fn table(rows: impl Iterator<Item = (String, String)>) {
    let mut table = output::table(&[]);
    for (name, count) in rows {
        table.add_row([name, count]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    output::print_table(&table);
}
