//! `renkei backup` and `renkei restore`: the whole record as one file, and back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::backups::{self, Manifest};
use clap::Args;
use language::Words;
use serde_json::json;
use store::{Address, Store};

use crate::failures::Failure;
use crate::options::{Common, OFFICE_FOLDER, now};
use crate::output;

/// Writes everything the office has into one file, while others work: the database, the office's own weights and
/// thesaurus, the attachments. Keep the file as safe as the record: it holds what screens hide.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei backup /backups/renkei-monday.zip --data /srv/renkei\n\nOn PostgreSQL:\n  pg_dump --format=custom --file=renkei.dump postgres://renkei@db/renkei"
)]
pub(crate) struct Backup {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        refuse_postgres(&place.database)?;
        let store = Store::as_is(&place.database).await?;
        let (found, known) = (store.schema().await?, store::newest_schema());
        let taken = if found > known {
            Err(store::Error::Newer { found, known }.into())
        } else {
            backups::take(&store, &place.folder, &self.file, now()).await
        };
        store.close().await;
        let manifest = taken?;
        if self.json {
            output::print_json(&json!(manifest));
            return Ok(ExitCode::SUCCESS);
        }
        let file = self.file.display().to_string();
        let said = [
            ("count", manifest.records().into()),
            ("path", file.into()),
            ("taken", manifest.taken.as_str().into()),
        ];
        output::say(words.with("running-backup-done", &said));
        tell(&manifest, words);
        Ok(ExitCode::SUCCESS)
    }
}

/// Brings a backup back into an empty folder. The backup is checked as a whole before anything appears.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei restore /backups/renkei-monday.zip --data /srv/renkei\n\nOn PostgreSQL, into an empty database:\n  pg_restore --no-owner --exit-on-error --dbname=postgres://renkei@db/renkei renkei.dump"
)]
pub(crate) struct Restore {
    /// A file that `renkei backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Move a folder that is not empty aside first; stop the server before
    #[arg(long)]
    replace: bool,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.place(OFFICE_FOLDER)?;
        refuse_postgres(&place.database)?;
        if place.database != Address::Sqlite(place.folder.join("renkei.db")) {
            return Err(Failure::usage("running-restore-folder", "path", place.folder.display().to_string()));
        }
        let folder = std::path::absolute(&place.folder).map_err(Failure::unusable)?;
        let aside = self.replace.then(|| aside(&folder));
        let moves = folder.exists();
        let manifest = backups::restore(&self.file, &folder, aside.as_deref()).await?;
        if self.json {
            output::print_json(&json!(manifest));
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(aside) = aside.filter(|aside| moves && aside.exists()) {
            output::say(words.with("running-restore-aside", &[("path", aside.display().to_string().into())]));
        }
        let said = [
            ("count", manifest.records().into()),
            ("path", place.folder.display().to_string().into()),
            ("taken", manifest.taken.as_str().into()),
        ];
        output::say(words.with("running-restore-done", &said));
        tell(&manifest, words);
        if manifest.schema < store::newest_schema() {
            output::say(words.get("running-restore-older"));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Where the old folder goes: beside the new one, named after the moment.
fn aside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".before-{}", now().strftime("%Y%m%dT%H%M%SZ")));
    folder.with_file_name(name)
}

fn refuse_postgres(database: &Address) -> Result<(), Failure> {
    match database {
        Address::Sqlite(_) => Ok(()),
        Address::Postgres(_) => {
            Err(Failure::usage("running-postgres", "path", "postgres").hinted("running-hint-postgres"))
        }
    }
}

/// Tells what is in a backup: records by office and kind, and the files beside the database.
fn tell(manifest: &Manifest, words: Words) {
    let mut table = output::table(&[]);
    for (office, kinds) in &manifest.offices {
        for (plural, count) in kinds {
            let kind = domain::kind(plural).map_or(plural.into(), |kind| words.kind(kind));
            table.add_row([format!("  {office}"), kind.into_owned(), words.count(*count)]);
        }
    }
    if let Some(column) = table.column_mut(2) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    output::print_table(&table);
    for name in manifest.knowledge() {
        output::say(format_args!("  {name}"));
    }
    if manifest.attachments() > 0 {
        output::say(words.with("running-backup-attachments", &[("count", manifest.attachments().into())]));
    }
}
