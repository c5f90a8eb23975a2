//! Workbooks and CSV files that go out, are worked on elsewhere, and come back.
//!
//! What goes out for machines has the id and the revision of each record, so that what comes back can be told apart:
//! what somebody changed in the file, what a colleague changed on record meanwhile, and where both changed the same.
//! A blank cell says nothing unless the user says that blanks clear. What is brought back is first shown in a
//! [`Preview`]; then the chosen rows are stored in one transaction, or none is.

mod applying;
mod cells;
mod columns;
mod comparing;
mod exports;
mod incoming;
mod instructions;
mod links;
mod prints;
mod targets;
pub mod uploads;

use domain::{Kind, Problem, Reach, Record, Right, Texts, Viewer};

pub use applying::{Applied, Choice, Group, apply};
pub use comparing::preview;
pub use exports::{Shape, list, whole};
pub use incoming::Source;

/// The column that tells which state of a record went out.
pub const REVISION: &str = "_revision";

/// What a cell says to clear a value on record.
pub const CLEAR: &[&str] = &["[clear]", "[消去]"];

/// What a cell says to leave a value as it is, as a blank one does.
pub const UNCHANGED: &str = "[unchanged]";

/// The most rows that can be brought back in one file.
///
/// # Source
/// Ours: four times the largest list that an office was seen to edit at once; more belongs to the command line.
pub const MOST_ROWS: usize = 100_000;

/// How many refused cells are kept with a preview; all are counted.
pub const MOST_REFUSED: usize = 1_000;

/// How to read what is brought back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether a blank cell clears the value on record.
    pub blanks_clear: bool,
}

/// What bringing a file back would do.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// Records that are new.
    pub added: Vec<RowChange>,
    /// Records with values that were changed in the file only.
    pub changed: Vec<RowChange>,
    /// Records of which the same was changed on record since the file went out, or that are gone.
    pub conflicts: Vec<RowChange>,
    /// How many rows say what is on record.
    pub unchanged: u64,
    /// What is refused, at most [`MOST_REFUSED`].
    pub refused: Vec<Refusal>,
    /// How many cells and rows are refused.
    pub refused_total: u64,
    /// What is worth knowing and refuses nothing.
    pub remarks: Vec<Problem>,
}

/// What a row of the file would do to one record.
#[derive(Debug, Clone)]
pub struct RowChange {
    /// The place of the sheet in the file.
    pub sheet: usize,
    /// The row.
    pub line: u32,
    /// The kind of the record.
    pub kind: &'static Kind,
    /// How the record is called.
    pub title: Texts,
    /// What the record would be.
    pub record: Record,
    /// The revision that it has now; `None` for a new one.
    pub revision: Option<i64>,
    /// The cells that say something new.
    pub cells: Vec<CellChange>,
}

/// What a cell would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The name of the column.
    pub column: String,
    /// The name of the field.
    pub field: &'static str,
    /// The language, of texts.
    pub language: Option<String>,
    /// What is on record now; blank for nothing.
    pub old: String,
    /// What the file says; blank to clear.
    pub new: String,
    /// Whether this very value was changed on record since the file went out.
    pub is_overtaken: bool,
}

/// A cell, row or sheet that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The cell as spreadsheets name it, such as `E12`; blank for a whole row or sheet.
    pub cell: String,
    /// What is wrong: the sheet, the row and the column stand in its place.
    pub problem: Problem,
}

impl RowChange {
    /// What tells the row.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}.{}", self.sheet, self.line)
    }

    /// What tells the row with the state of its record, to say that it is chosen.
    #[must_use]
    pub fn key(&self) -> String {
        let revision = self.revision.map_or_else(|| "new".to_owned(), |revision| revision.to_string());
        format!("{}.{revision}", self.place())
    }
}

impl Preview {
    /// Tells whether there is nothing to store.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.conflicts.is_empty()
    }

    fn refuse(&mut self, cell: String, problem: Problem) {
        self.refused_total += 1;
        if self.refused.len() < MOST_REFUSED {
            self.refused.push(Refusal { cell, problem });
        }
    }
}

/// Tells whether the viewer may bring records of some kind back.
#[must_use]
pub fn may_bring(viewer: &Viewer) -> bool {
    domain::KINDS.iter().any(|kind| may_bring_kind(viewer, kind))
}

/// Whoever may change many records may bring any back; who may change only their own brings back these.
fn may_bring_kind(viewer: &Viewer, kind: &'static Kind) -> bool {
    let own =
        [Right::Create, Right::Change].iter().any(|right| viewer.reach(*right, Some(kind)) == Reach::Own);
    own || viewer.reach(Right::Bulk, Some(kind)) == Reach::All
}

/// Tells whether the viewer may make the record what it would be.
fn may_make(viewer: &Viewer, old: Option<&Record>, new: &Record) -> bool {
    let right = if old.is_some() { Right::Change } else { Right::Create };
    match viewer.reach(right, Some(new.kind())) {
        Reach::None => false,
        // Nobody takes a record of another into their own, or gives one of theirs away.
        Reach::Own => viewer.owns(new) && old.is_none_or(|old| viewer.owns(old)),
        Reach::All => viewer.reach(Right::Bulk, Some(new.kind())) == Reach::All,
    }
}

#[cfg(test)]
mod tests;
