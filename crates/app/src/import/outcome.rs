//! What an import did, and what it tells while it runs.

use std::path::PathBuf;

use domain::{Kind, Problem};

/// How many problems, and how many remarks, are kept with the outcome; all are counted.
pub const MOST_PROBLEMS: usize = 1_000;

/// How many ids of added and of changed records are kept for each kind.
pub const MOST_EXAMPLES: usize = 10;

/// What an import did, or would have done.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What happened to the records of each kind in the files, in the order of the kinds.
    pub kinds: Vec<KindOutcome>,
    /// What refuses rows, in the order of files and lines; at most [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many problems there are.
    pub problem_total: u64,
    /// What is worth knowing and refuses nothing; at most [`MOST_PROBLEMS`].
    pub remarks: Vec<Problem>,
    /// How many remarks there are.
    pub remark_total: u64,
    /// The folder with the refused rows and their problems, when the sound rows were stored without them.
    pub refused: Option<PathBuf>,
    /// Whether the record now holds what the counts say. When it does not, nothing was stored.
    pub stored: bool,
    /// Whether it was only asked what would happen.
    pub dry_run: bool,
}

/// What happened to the records of one kind.
#[derive(Debug, Clone)]
pub struct KindOutcome {
    /// The kind.
    pub kind: &'static Kind,
    /// Records that are new.
    pub added: u64,
    /// Records that were there with other values.
    pub changed: u64,
    /// Records that were there with the same values.
    pub unchanged: u64,
    /// Rows that are refused.
    pub refused: u64,
    /// The ids of the first records added; at most [`MOST_EXAMPLES`].
    pub first_added: Vec<String>,
    /// The ids of the first records changed; at most [`MOST_EXAMPLES`].
    pub first_changed: Vec<String>,
}

/// What an import is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// Reading the files into the database.
    #[default]
    Loading,
    /// Following references.
    Checking,
    /// Reading the files once more for where the refused rows stand.
    Explaining,
}

/// How far an import is.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// What it is doing.
    pub step: Step,
    /// The file that is read.
    pub file: String,
    /// Bytes read of all files.
    pub bytes: u64,
    /// Bytes of all files.
    pub total_bytes: u64,
    /// Rows read.
    pub rows: u64,
}

impl Outcome {
    /// How many records are new.
    #[must_use]
    pub fn added(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.added).sum()
    }

    /// How many records changed.
    #[must_use]
    pub fn changed(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.changed).sum()
    }

    /// How many records stayed as they were.
    #[must_use]
    pub fn unchanged(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.unchanged).sum()
    }

    /// How many rows are refused.
    #[must_use]
    pub fn refused_rows(&self) -> u64 {
        self.kinds.iter().map(|kind| kind.refused).sum()
    }

    /// Tells whether nothing was wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problem_total == 0
    }

    pub(super) fn problem(&mut self, problem: Problem) {
        self.problem_total += 1;
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    pub(super) fn remark(&mut self, remark: Problem) {
        self.remark_total += 1;
        if self.remarks.len() < MOST_PROBLEMS {
            self.remarks.push(remark);
        }
    }

    /// Makes room for the counts of a kind.
    pub(super) fn expect_kind(&mut self, kind: &'static Kind) {
        if self.kinds.iter().all(|known| known.kind != kind) {
            self.kinds.push(KindOutcome {
                kind,
                added: 0,
                changed: 0,
                unchanged: 0,
                refused: 0,
                first_added: Vec::new(),
                first_changed: Vec::new(),
            });
        }
    }

    /// Counts what became of a record.
    pub(super) fn count(&mut self, kind: &'static Kind, id: &str, outcome: store::Outcome) {
        if let Some(counts) = self.kinds.iter_mut().find(|known| known.kind == kind) {
            counts.count(id, outcome);
        }
    }

    /// Counts a refused row.
    pub(super) fn refuse(&mut self, kind: &'static Kind) {
        if let Some(counts) = self.kinds.iter_mut().find(|known| known.kind == kind) {
            counts.refused += 1;
        }
    }
}

impl KindOutcome {
    fn count(&mut self, id: &str, outcome: store::Outcome) {
        let (counter, examples) = match outcome {
            store::Outcome::Added => (&mut self.added, Some(&mut self.first_added)),
            store::Outcome::Changed => (&mut self.changed, Some(&mut self.first_changed)),
            store::Outcome::Unchanged => (&mut self.unchanged, None),
            store::Outcome::Taken(_) => return,
        };
        *counter += 1;
        if let Some(examples) = examples.filter(|examples| examples.len() < MOST_EXAMPLES) {
            examples.push(id.to_owned());
        }
    }
}
