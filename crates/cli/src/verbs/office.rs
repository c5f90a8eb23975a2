//! `renkei office`: the offices that keep a record in the database.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::{OfficeId, Texts};
use store::{Office, Store};

use crate::failures::Failure;
use crate::options::Common;
use crate::output;

/// Lists, adds and names the offices of the database.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  renkei office list\n  renkei office add kitakyushu --name Kitakyushu --home kitakyushu\n  renkei office set --office kitakyushu --name 北九州市 --lang ja"
)]
pub(crate) struct Offices {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the offices
    List,
    /// Add an office with an empty record
    Add {
        /// The key: lower case letters, digits and hyphens
        id: String,
        #[command(flatten)]
        facts: Facts,
    },
    /// Change the name or the home of the office that --office names
    Set(Facts),
}

#[derive(Debug, Args)]
struct Facts {
    /// The name, in the language of --lang
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The place that is home, so that partners are the places outside it
    #[arg(long, value_name = "PLACE")]
    home: Option<String>,
}

impl Facts {
    fn onto(&self, office: &mut Office, language: &str) {
        if let Some(name) = &self.name {
            office.name.set(language, name);
        }
        if let Some(home) = &self.home {
            home.clone_into(&mut office.home);
        }
    }
}

impl Offices {
    pub(crate) async fn run(&self, common: &Common) -> Result<ExitCode, Failure> {
        let words = common.words();
        let place = common.existing()?;
        let store = Store::open(&place.database).await?;
        let known = {
            let mut tx = store.read().await?;
            store::offices(&mut tx).await?
        };
        match &self.what {
            What::List => {
                let head = ["cli-office-key", "account-name", "cli-office-home"];
                let mut table = output::table(&head.map(|key| words.get(key).into_owned()));
                for office in &known {
                    let (id, name) = (office.id.as_str(), office.name.text(words.tag()));
                    table.add_row([id, name, office.home.as_str()]);
                }
                output::print_table(&table);
            }
            What::Add { id, facts } => {
                let key =
                    OfficeId::parse(id).ok_or_else(|| Failure::usage("cli-bad-office", "office", id))?;
                if known.iter().any(|office| office.id == key) {
                    return Err(Failure::input("cli-office-there", "office", id));
                }
                let mut office =
                    Office { name: Texts::of(words.tag(), id), id: key, home: String::new(), demo: false };
                facts.onto(&mut office, words.tag());
                store::set_office(&store, &office).await?;
                output::say(words.get("cli-user-done"));
            }
            What::Set(facts) => {
                let mut office = common.office(&store).await?;
                if !known.iter().any(|one| one.id == office.id) {
                    return Err(Failure::not_found(office.id.as_str()));
                }
                facts.onto(&mut office, words.tag());
                store::set_office(&store, &office).await?;
                output::say(words.get("cli-user-done"));
            }
        }
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}
