//! Whether the record is sound: the database itself, stored values, references, the tree of places, what is kept twice,
//! the search index, the office's own files.

use std::path::Path;

use domain::Viewer;
use store::search::{Index, Standing};
use store::{Misdirected, Store, Trouble};

use crate::Result;
use crate::knowledge::{Fault, Knowledge};

/// How many faults of one sort are told; more are left to the next check.
const MOST: u32 = 1_000;

/// What a check looked at and found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How many records were read.
    pub records: u64,
    /// Faults that the database finds in its own file.
    pub database: Vec<String>,
    /// Stored values that are damaged: table, column and row.
    pub damaged: Vec<(String, String, String)>,
    /// References to records that are not there, or are of a kind that cannot stand there.
    pub references: Vec<Misdirected>,
    /// Places that lie within themselves.
    pub circular: Vec<String>,
    /// What is kept twice and does not agree.
    pub troubles: Vec<Trouble>,
    /// Documents that are cited and are no source of the record; no fault.
    pub undescribed: Vec<String>,
    /// Faults for which a file of the office's folder is not in use.
    pub knowledge: Vec<Fault>,
    /// The number of the last change.
    pub feed: i64,
    /// How far the search index of the folder has come, where there is one. That it is behind is no fault: a server
    /// brings it up.
    pub index: Option<Standing>,
}

impl Report {
    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.database.is_empty()
            && self.damaged.is_empty()
            && self.references.is_empty()
            && self.circular.is_empty()
            && self.troubles.is_empty()
            && self.knowledge.is_empty()
            && !self.is_index_wrong()
    }

    /// Tells whether the index says that it has all changes, and does not hold as many records as there are.
    #[must_use]
    pub fn is_index_wrong(&self) -> bool {
        self.index.is_some_and(|index| index.seq == self.feed && index.records != self.records)
            && self.damaged.is_empty()
    }
}

/// Checks an office's record by reading all of it, and the search index in `folder` where there is one.
///
/// # Errors
/// [`crate::Error::Store`] when the database cannot be read.
pub async fn run(store: &Store, folder: &Path, viewer: &Viewer) -> Result<Report> {
    // The index is looked at first: a server that runs meanwhile may only bring it closer to the record.
    let index = Index::look(&folder.join("search"), &viewer.office);
    let mut report = Report { database: store.integrity().await?, ..Report::default() };
    let mut tx = store.read().await?;
    for kind in domain::KINDS {
        let mut after = 0;
        loop {
            match store::in_order(&mut tx, viewer, kind, after, 500).await {
                Ok((records, _)) if records.is_empty() => break,
                Ok((records, last)) => {
                    report.records += u64::try_from(records.len()).unwrap_or(0);
                    after = last;
                }
                Err(store::Error::Corrupt { table, column, row }) => {
                    report.damaged.push((table, column, row));
                    break;
                }
                Err(other) => return Err(other.into()),
            }
        }
    }
    report.references = store::dangling(&mut tx, &viewer.office, MOST).await?;
    report.references.extend(store::misdirected(&mut tx, &viewer.office, MOST).await?);
    report.circular = store::circular_places(&mut tx, &viewer.office).await?;
    report.troubles = store::troubles(&mut tx, &viewer.office, MOST).await?;
    report.undescribed = store::undescribed(&mut tx, &viewer.office, MOST).await?;
    report.feed = store::latest_change(&mut tx, &viewer.office).await?;
    report.index = index;
    report.knowledge = Knowledge::of(Some(folder.to_owned())).faults();
    Ok(report)
}
