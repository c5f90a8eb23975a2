//! Importing a folder of files into the record: all of it or nothing, or the sound rows and a folder of the others.
//!
//! Files are streamed into one write transaction in batches, whatever their order of references; then the database
//! tells which references lead nowhere. When rows are refused the files are read once more, to say of each where it
//! stands and why. Memory grows with the number of rows by a few dozen bytes for each, never with their contents.

mod explain;
mod files;
mod links;
mod load;
mod outcome;
mod refused;

use std::path::PathBuf;

use domain::{At, Code, Problem, Role, Viewer};
use store::{Store, Writing};

use self::explain::Explaining;
pub use self::files::Files;
use self::files::Input;
use self::links::Bad;
use self::load::{Loading, Seen};
pub use self::outcome::{KindOutcome, MOST_EXAMPLES, MOST_PROBLEMS, Outcome, Progress, Step};
use self::refused::RefusedRows;
use crate::{Error, Result};

/// How to import.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only tell what would happen.
    pub dry_run: bool,
    /// The folder in which a folder for refused rows is made; the sound rows are then stored. Without it, nothing is
    /// stored unless everything is sound.
    pub tolerant: Option<PathBuf>,
    /// Who imports, for the history.
    pub actor: String,
    /// The moment, in UTC (RFC 3339).
    pub at: String,
}

/// What is told of the progress, now and then.
pub type Watch<'w> = &'w mut (dyn FnMut(&Progress) + Send);

/// How often the files are gone through before giving up on a folder whose rows keep losing what they refer to. Refused
/// rows are found for good in the first round, so more than two rounds means a fault of ours.
const MOST_ROUNDS: usize = 4;

/// Imports files: records are added, changed or left as they are; none is taken away. Importing the same files twice
/// changes nothing the second time.
///
/// # Errors
/// [`Error::NotFound`] when the viewer may not write to the office's record, [`Error::File`] when the folder cannot be
/// listed or refused rows cannot be written, [`Error::Store`] when the database fails; nothing is stored then. What is
/// wrong in the files is no error but part of the outcome.
pub async fn folder(
    store: &Store,
    viewer: &Viewer,
    files: &Files,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Outcome> {
    if !matches!(viewer.role, Role::Administrator | Role::Coordinator | Role::Contributor) {
        return Err(Error::NotFound(viewer.office.as_str().to_owned()));
    }
    let (inputs, ignored) = files.inputs()?;
    let mut start = Outcome { dry_run: options.dry_run, ..Outcome::default() };
    ignored.into_iter().for_each(|remark| start.remark(remark));
    if inputs.is_empty() {
        let at = At { file: files.name(), ..At::default() };
        start.problem(Problem::new(Code::NothingToImport, at, "", "", None));
        return Ok(start);
    }
    inputs.iter().for_each(|input| start.expect_kind(input.kind));
    let mut import = Import { store, viewer, options, inputs, bad: Bad::default() };
    for _ in 0..MOST_ROUNDS {
        if let Some(outcome) = import.round(start.clone(), watch).await? {
            import.refresh_figures(&outcome).await;
            return Ok(outcome);
        }
    }
    Err(Error::Store(store::Error::Backend("the references of the files do not come to rest".to_owned())))
}

struct Import<'a> {
    store: &'a Store,
    viewer: &'a Viewer,
    options: &'a Options,
    inputs: Vec<Input<'a>>,
    bad: Bad,
}

impl Import<'_> {
    /// Goes through the files once; `None` when more rows turned out to be refused and the rest must be loaded anew.
    async fn round(&mut self, mut outcome: Outcome, watch: Watch<'_>) -> Result<Option<Outcome>> {
        let options = self.options;
        let mut writing = Writing::begin(self.store, self.viewer, &options.actor, &options.at).await?;
        let mut seen = Seen::default();
        let mut loading = Loading::new(&mut writing, &self.bad, &mut seen, &mut outcome, watch);
        loading.files(self.viewer, &self.inputs).await?;
        let found = loading.finish();
        watch(&Progress { step: Step::Checking, ..Progress::default() });
        let more = links::settle(self.store, self.viewer, &mut writing, &seen, &mut self.bad).await?;
        self.bad.take(found.taken);
        let is_sound = !found.is_faulty && self.bad.is_empty();
        let tolerated = options.tolerant.as_ref().filter(|_| !found.is_cut_short);
        if more && tolerated.is_some() {
            writing.roll_back().await?;
            return Ok(None);
        }
        let mut refused = None;
        if !is_sound {
            refused = tolerated.filter(|_| !options.dry_run).map(RefusedRows::create).transpose()?;
            let mut explaining = Explaining {
                bad: &self.bad,
                missing: &found.missing,
                spared_kinds: &found.headless,
                is_tolerant: tolerated.is_some(),
                viewer: self.viewer,
            };
            let explained =
                explaining.files(&mut writing, &self.inputs, refused.as_mut(), &mut outcome, watch).await;
            if let (Err(_), Some(refused)) = (&explained, &refused) {
                refused.abandon();
            }
            explained?;
        }
        self.finish(writing, outcome, refused, is_sound || tolerated.is_some()).await.map(Some)
    }

    async fn finish(
        &self,
        writing: Writing,
        mut outcome: Outcome,
        refused: Option<RefusedRows>,
        may_store: bool,
    ) -> Result<Outcome> {
        let changes = outcome.added() > 0 || outcome.changed() > 0;
        // The refused rows are safe before the others are stored.
        outcome.refused = refused.map(RefusedRows::finish).transpose()?;
        let stores = may_store && !self.options.dry_run;
        let done = if stores && changes { writing.commit().await } else { writing.roll_back().await };
        if let (Err(_), Some(folder)) = (&done, &outcome.refused) {
            // Nothing was stored, so nothing was refused either.
            let _ = std::fs::remove_dir_all(folder);
        }
        done?;
        outcome.stored = stores;
        Ok(outcome)
    }

    /// After a large import the database learns its new sizes; the import has succeeded whether it does or not.
    async fn refresh_figures(&self, outcome: &Outcome) {
        const LARGE: u64 = 1_000;
        if outcome.stored
            && outcome.added() + outcome.changed() >= LARGE
            && let Err(error) = self.store.analyse().await
        {
            tracing::warn!(%error, "the database did not count its rows anew");
        }
    }
}

#[cfg(test)]
mod tests;
