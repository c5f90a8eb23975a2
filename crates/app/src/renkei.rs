//! The running application: the open record with what is kept beside it.

use std::path::PathBuf;
use std::sync::Arc;

use domain::{Record, Viewer};
use language::{Language, Words};
use store::search::Index;
use store::{Address, Office, Store};

use crate::Result;
use crate::knowledge::{Fault, Knowledge, Known};

/// Tells the moment, in UTC. Given by the program, fixed in tests.
pub type Clock = fn() -> jiff::Timestamp;

/// What the application needs to start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The database.
    pub database: Address,
    /// The folder for what this node keeps for itself, such as the search index; `None` for a program that does not
    /// search, so that it can look at a record while a server has the index.
    pub folder: Option<PathBuf>,
    /// The office whose record is shown.
    pub office: Office,
    /// The clock.
    pub clock: Clock,
}

/// The running application. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Renkei {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    index: Option<Index>,
    office: Office,
    clock: Clock,
    answers: crate::matches::Cache,
    folder: Option<PathBuf>,
    knowledge: Knowledge,
    overviews: crate::partners::Cache,
    replays: crate::replay::Cache,
    signed_in: crate::accounts::Cache,
}

impl Renkei {
    /// Opens the record, makes the office if it is not there, and brings the search index up to the record.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is of another version or cannot be opened, or when the index is held
    /// by another program.
    pub async fn open(settings: Settings) -> Result<Self> {
        let store = Store::open(&settings.database).await?;
        let known = {
            let mut tx = store.read().await?;
            store::offices(&mut tx).await?.into_iter().find(|office| office.id == settings.office.id)
        };
        let office = match known {
            Some(office) => office,
            None => {
                store::set_office(&store, &settings.office).await?;
                settings.office
            }
        };
        let folder = settings.folder.clone().or_else(|| beside(&settings.database));
        let knowledge = Knowledge::of(folder.clone());
        let open = |folder: PathBuf| Index::open(&folder.join("search"), labels);
        let index = settings.folder.map(open).transpose()?;
        let inner = Inner {
            store,
            index,
            office,
            clock: settings.clock,
            answers: crate::matches::Cache::default(),
            folder,
            knowledge,
            replays: crate::replay::Cache::default(),
            overviews: crate::partners::Cache::default(),
            signed_in: crate::accounts::Cache::default(),
        };
        let renkei = Self { inner: Arc::new(inner) };
        renkei.follow().await?;
        Ok(renkei)
    }

    /// Brings the search index up to what has been written since, here or by another program.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the record cannot be read or the index not be written.
    pub async fn follow(&self) -> Result<usize> {
        match &self.inner.index {
            Some(index) => Ok(index.follow(&self.inner.store).await?),
            None => Ok(0),
        }
    }

    /// Who looks from the command line: the coordinator at the machine.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        Viewer::local(self.inner.office.id.clone())
    }

    /// The office whose record is shown.
    #[must_use]
    pub fn office(&self) -> &Office {
        &self.inner.office
    }

    /// The open database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The moment now.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        (self.inner.clock)()
    }

    /// The day now, in UTC.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// The weights and the thesaurus in use: the office's own where its folder has them.
    #[must_use]
    pub fn known(&self) -> Known {
        self.inner.knowledge.known()
    }

    /// The faults for which files of the office's folder are not in use.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        self.inner.knowledge.faults()
    }

    pub(crate) fn signed_in(&self) -> &crate::accounts::Cache {
        &self.inner.signed_in
    }

    /// The folder for what this node keeps for itself.
    pub(crate) fn folder(&self) -> Option<&std::path::Path> {
        self.inner.folder.as_deref()
    }

    pub(crate) fn replays(&self) -> &crate::replay::Cache {
        &self.inner.replays
    }

    pub(crate) fn knowledge(&self) -> &Knowledge {
        &self.inner.knowledge
    }

    pub(crate) fn index(&self) -> Result<&Index> {
        let missing = || store::Error::Index("this program was started without it".to_owned());
        Ok(self.inner.index.as_ref().ok_or_else(missing)?)
    }

    pub(crate) fn overviews(&self) -> &crate::partners::Cache {
        &self.inner.overviews
    }

    pub(crate) fn answers(&self) -> &crate::matches::Cache {
        &self.inner.answers
    }

    /// Closes the database in good order.
    pub async fn close(&self) {
        self.inner.store.close().await;
    }
}

/// The folder in which an embedded database lies: the office's own.
fn beside(database: &Address) -> Option<PathBuf> {
    match database {
        Address::Sqlite(path) => path.parent().map(std::path::Path::to_owned),
        Address::Postgres(_) => None,
    }
}

/// The labels of a record's codes and indicators in every language, so that search finds them by what screens show.
fn labels(record: &Record) -> String {
    let mut found = Vec::new();
    for words in Language::ALL.iter().map(|language| Words::of(*language)) {
        for (field, value) in record.fields() {
            let text = match value {
                Some(domain::Value::Text(text)) => text,
                _ => continue,
            };
            match field.shape {
                domain::Shape::Code(vocabulary) => found.push(words.code(vocabulary, text).into_owned()),
                domain::Shape::Term if field.name == "indicator" => {
                    found.push(words.indicator(text).into_owned())
                }
                _ => {}
            }
        }
    }
    found.join(" ")
}
