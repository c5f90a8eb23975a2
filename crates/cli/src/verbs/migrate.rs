//! `renkei migrate`: the schema of the database.

use std::process::ExitCode;

use clap::Args;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, OFFICE_FOLDER};
use crate::output;

/// Brings the database up to this version of the program. Nothing is lost; a newer database is refused. A backup is taken
/// first, into the folder `backups` of the record.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei migrate --data /srv/renkei\n  renkei migrate --database postgres://renkei@db/renkei"
)]
pub(crate) struct Migrate {
    /// Take no backup: there is one already. On PostgreSQL this has to be said
    #[arg(long)]
    no_backup: bool,
}

impl Migrate {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let place = common.place(OFFICE_FOLDER)?;
        if let store::Address::Sqlite(_) = &place.database {
            std::fs::create_dir_all(&place.folder)
                .map_err(|error| Failure::unusable(format!("{}: {error}", place.folder.display())))?;
        }
        let words = common.words();
        crate::upgrades::back_up(&place, words, !self.no_backup).await?;
        let store = Store::migrate(&place.database).await?;
        store.close().await;
        output::say(words.get("cli-migrated"));
        Ok(ExitCode::SUCCESS)
    }
}
