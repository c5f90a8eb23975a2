//! `renkei serve`: the record of an office.

use std::process::ExitCode;

use app::{Renkei, Settings};
use clap::Args;
use store::Store;

use crate::failures::Failure;
use crate::options::{Common, OFFICE_FOLDER, now};
use crate::output;
use crate::server::Listen;

/// Serves the record of an office. A new folder starts with an empty record.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei serve --data /srv/renkei\n  renkei serve --database postgres://renkei@db/renkei --data /srv/renkei --port 9000"
)]
pub(crate) struct Serve {
    /// The place that is home, so that partners are the places outside it
    #[arg(long, value_name = "PLACE")]
    home: Option<String>,
    /// The name of the office
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    listen: Listen,
}

impl Serve {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.place(OFFICE_FOLDER)?;
        std::fs::create_dir_all(&place.folder)
            .map_err(|error| Failure::unusable(format!("{}: {error}", place.folder.display())))?;
        let store = Store::open(&place.database).await?;
        let mut office = common.office(&store).await?;
        if let Some(home) = &self.home {
            home.clone_into(&mut office.home);
        }
        if let Some(name) = &self.name {
            office.name.set(words.tag(), name);
        }
        store::set_office(&store, &office).await?;
        store.close().await;
        let listener = self.listen.bind().await?;
        let address = listener.local_addr().map_err(Failure::internal)?;
        let settings = Settings { database: place.database, folder: Some(place.folder), office, clock: now };
        let renkei = Renkei::open(settings).await?;
        output::say(words.with("cli-serving-office", &[("address", format!("http://{address}/").into())]));
        if let Some(token) = app::accounts::first_door(&renkei).await? {
            output::say(words.get("cli-first-administrator"));
            output::say(format_args!("  http://{address}/doors/{token}"));
        }
        self.listen.serve(renkei, listener, words).await?;
        Ok(ExitCode::SUCCESS)
    }
}
