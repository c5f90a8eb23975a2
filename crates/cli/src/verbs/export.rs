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

/// Writes the record as CSV files with the columns from which it can be imported again.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  renkei export copy/\n  renkei export copy/ --data /srv/renkei --json")]
pub(crate) struct Export {
    /// The folder for the files; files of the same names are replaced
    #[arg(value_name = "DIR")]
    folder: PathBuf,
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
        let totals = {
            let mut tx = store.read().await?;
            store::totals(&mut tx, &viewer).await?
        };
        let bar = output::bar(totals.values().sum());
        let mut watch = |progress: &Progress| {
            bar.set_position(progress.records);
            bar.set_message(words.kind(progress.kind).into_owned());
        };
        let done = export::folder(&store, &viewer, &self.folder, &mut watch).await;
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
        let mut table = output::table(&[]);
        for file in &outcome.files {
            table.add_row([file.path.display().to_string(), words.count(file.records)]);
        }
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(comfy_table::CellAlignment::Right);
        }
        output::print_table(&table);
        Ok(ExitCode::SUCCESS)
    }
}
