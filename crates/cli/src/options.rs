//! Options that every verb takes: where the record is, for whom, in which language.

use std::path::{Path, PathBuf};

use clap::Args;
use domain::{OfficeId, Texts};
use language::{Language, Words};
use store::{Address, Office, Store};

use crate::failures::Failure;
use crate::output::LogForm;

/// The folder of an office's record, unless another is named.
pub(crate) const OFFICE_FOLDER: &str = "renkei-data";
/// The folder of the demo record, unless another is named.
pub(crate) const DEMO_FOLDER: &str = "renkei-demo";

/// Where the record is, for whom, in which language.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The folder of the record, with its embedded database
    #[arg(long, global = true, value_name = "DIR", env = "RENKEI_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// A database elsewhere: postgres://user@host/name, or a SQLite file
    #[arg(long, global = true, value_name = "URL", env = "RENKEI_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// The office whose record is meant, when the database holds several
    #[arg(long, global = true, value_name = "ID", env = "RENKEI_OFFICE")]
    pub(crate) office: Option<String>,
    /// The language of messages: en or ja
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub(crate) lang: Option<Language>,
    /// Log every request on standard error, as text or json; without it only what is wrong
    #[arg(long, global = true, value_name = "FORM", hide_possible_values = true)]
    pub(crate) log: Option<LogForm>,
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| format!("{text} is not a language of the screens; expected en or ja"))
}

/// A place where a record is, or may be made.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The folder for the embedded database and what this machine keeps for itself.
    pub(crate) folder: PathBuf,
    /// The database.
    pub(crate) database: Address,
}

impl Common {
    /// The catalogue of the language asked for, else of the terminal's language.
    pub(crate) fn words(&self) -> Words {
        let terminal = || {
            let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
            Language::parse(set.unwrap_or_default().split(['_', '.']).next().unwrap_or_default())
        };
        Words::of(self.lang.or_else(terminal).unwrap_or(Language::En))
    }

    /// The place of the record; the folder need not exist yet. `otherwise` is used when none is named.
    pub(crate) fn place(&self, otherwise: &str) -> Result<Place, Failure> {
        let folder = self.data.clone().unwrap_or_else(|| PathBuf::from(otherwise));
        let database = match &self.database {
            Some(url) => Address::parse(url)?,
            None => Address::Sqlite(folder.join("renkei.db")),
        };
        Ok(Place { folder, database })
    }

    /// The place of a record that is already there: the one named, else an office's, else the demo's.
    pub(crate) fn existing(&self) -> Result<Place, Failure> {
        let has_record = |folder: &str| Path::new(folder).join("renkei.db").exists();
        let otherwise =
            if has_record(OFFICE_FOLDER) || !has_record(DEMO_FOLDER) { OFFICE_FOLDER } else { DEMO_FOLDER };
        let place = self.place(otherwise)?;
        match &place.database {
            Address::Sqlite(path) if !path.exists() => {
                let path = path.display().to_string();
                Err(Failure::input("cli-no-record", "path", path).hinted("cli-hint-no-record"))
            }
            _ => Ok(place),
        }
    }

    /// The office that is meant: the one named, else the only one, else one to be made under the name `office`.
    pub(crate) async fn office(&self, store: &Store) -> Result<Office, Failure> {
        let mut tx = store.read().await?;
        let known = store::offices(&mut tx).await?;
        let named = match &self.office {
            None => match known.as_slice() {
                [only] => return Ok(only.clone()),
                [] => "office",
                many => {
                    let keys = many.iter().map(|office| office.id.as_str()).collect::<Vec<_>>().join(", ");
                    return Err(Failure::usage("cli-which-office", "offices", keys));
                }
            },
            Some(named) => named,
        };
        let Some(id) = OfficeId::parse(named) else {
            return Err(Failure::usage("cli-bad-office", "office", named));
        };
        let found = known.into_iter().find(|office| office.id == id);
        Ok(found.unwrap_or_else(|| Office {
            name: Texts::of("en", named),
            id,
            home: String::new(),
            demo: false,
        }))
    }
}

/// The clock of the machine.
#[expect(clippy::disallowed_methods, reason = "the one place where the program reads the clock")]
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
