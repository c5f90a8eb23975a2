//! Telling of each refused row where it stands and why.

use std::collections::HashMap;

use domain::{At, Code, Field, KINDS, Kind, Problem, Shape, Viewer};
use formats::csv::Row;
use rustc_hash::FxHashSet;
use store::Writing;

use super::files::Input;
use super::links::Bad;
use super::load::{Key, Seen, chunk, id_key};
use super::refused::RefusedRows;
use super::{MOST_PROBLEMS, Outcome, Progress, Step, Watch};
use crate::Result;

/// Goes through the files again after loading, with what loading found.
pub(super) struct Explaining<'a> {
    /// The records refused for what they refer to.
    pub bad: &'a Bad,
    /// The ids of rows that are refused by themselves.
    pub missing: &'a FxHashSet<Key>,
    /// The kinds of which no id is known.
    pub spared_kinds: &'a [&'static str],
    /// Whether the other rows are stored. If not, a reference to a refused row is not told: the row itself is.
    pub is_tolerant: bool,
    pub viewer: &'a Viewer,
}

/// The kinds of the ids that exist.
type Known = HashMap<String, String>;

impl Explaining<'_> {
    pub async fn files(
        &mut self,
        writing: &mut Writing,
        inputs: &[Input<'_>],
        mut refused: Option<&mut RefusedRows>,
        outcome: &mut Outcome,
        watch: Watch<'_>,
    ) -> Result<()> {
        let mut seen = Seen::default();
        let mut progress = Progress { step: Step::Explaining, ..Progress::default() };
        progress.total_bytes = inputs.iter().map(|input| input.size).sum();
        for (file, input) in inputs.iter().enumerate() {
            progress.file.clone_from(&input.name);
            // A file that cannot be read was told of when it was loaded.
            let Ok(mut reader) = input.open() else { continue };
            for fault in reader.faults() {
                outcome.problem(fault.clone());
                refused.as_deref_mut().map_or(Ok(()), |refused| refused.problem(fault, 1))?;
            }
            if let Some(refused) = refused.as_deref_mut() {
                refused.next_file(input.kind, &input.name, &reader)?;
            }
            let start = progress.bytes;
            loop {
                let rows = chunk(&mut reader).rows;
                if rows.is_empty() {
                    break;
                }
                progress.rows += u64::try_from(rows.len()).unwrap_or_default();
                progress.bytes = start + reader.bytes_read();
                watch(&progress);
                let known = self.known(writing, input.kind, &rows).await?;
                for row in &rows {
                    let before = row.id.as_ref().and_then(|id| seen.note(input.kind, id, file, row.line));
                    let before =
                        before.and_then(|(file, line)| Some((inputs.get(file)?.name.as_str(), line)));
                    let Some(mut problems) = self.row(input, row, before, &known) else { continue };
                    self.hint(writing, &mut problems, outcome).await?;
                    outcome.refuse(input.kind);
                    if let Some(refused) = refused.as_deref_mut() {
                        refused.row(row, &problems)?;
                    }
                    problems.into_iter().for_each(|problem| outcome.problem(problem.problem));
                }
            }
        }
        Ok(())
    }

    /// Looks up what the rows refused for their references refer to.
    async fn known(&self, writing: &mut Writing, kind: &'static Kind, rows: &[Row]) -> Result<Known> {
        let records = rows.iter().filter_map(|row| row.record.as_ref().ok());
        let ids: Vec<String> = records
            .filter(|record| self.bad.holds(kind, record.id()))
            .flat_map(|record| {
                record
                    .links()
                    .map(|(_, id)| id.to_owned())
                    .chain([record.id().to_owned()])
                    .collect::<Vec<_>>()
            })
            .collect();
        if ids.is_empty() {
            return Ok(Known::new());
        }
        Ok(store::existing(writing.tx(), &self.viewer.office, &ids).await?)
    }

    /// The problems of a row; `None` when it is not refused.
    fn row(
        &self,
        input: &Input<'_>,
        row: &Row,
        before: Option<(&str, u64)>,
        known: &Known,
    ) -> Option<Vec<Explained>> {
        let record = match &row.record {
            Ok(record) => record,
            Err(problems) => return Some(problems.iter().cloned().map(Explained::from).collect()),
        };
        let at = |column: &str| At { file: input.name.clone(), line: row.line, column: column.to_owned() };
        if let Some((file, line)) = before {
            let first = format!("{file}:{line}");
            let problem =
                Problem::new(Code::RepeatedId, at(input.kind.id_column()), record.id(), &first, None);
            return Some(vec![problem.into()]);
        }
        if !self.bad.holds(input.kind, record.id()) {
            return None;
        }
        if let Some(other) = known.get(record.id()).filter(|plural| *plural != input.kind.plural) {
            let problem = Problem::new(Code::TakenId, at(input.kind.id_column()), record.id(), other, None);
            return Some(vec![problem.into()]);
        }
        let circular = self.bad.is_circular(input.kind, record.id());
        let mut problems: Vec<Explained> = record
            .links()
            .filter(|(field, _)| !(circular && field.name == WITHIN))
            .filter_map(|(field, id)| self.link(field, id, known, at(field.name)))
            .collect();
        if circular {
            let found = record.text(WITHIN);
            problems.push(Problem::new(Code::CircularPlace, at(WITHIN), found, "", None).into());
        }
        match (problems.is_empty(), self.is_tolerant) {
            (false, _) => Some(problems),
            // Only what it refers to is at fault, and that is told where it stands.
            (true, false) => None,
            // Its id was taken by a record that is now refused itself.
            (true, true) => Some(vec![
                Problem::new(Code::TakenId, at(input.kind.id_column()), record.id(), "", None).into(),
            ]),
        }
    }

    /// What is wrong with a reference.
    fn link(&self, field: &'static Field, id: &str, known: &Known, at: At) -> Option<Explained> {
        let (Shape::Reference(allowed) | Shape::References(allowed)) = field.shape else { return None };
        let expected = allowed.join(", ");
        match known.get(id) {
            Some(kind) if allowed.is_empty() || allowed.contains(&kind.as_str()) => None,
            Some(_) => Some(Problem::new(Code::WrongReferenceKind, at, id, &expected, None).into()),
            None => {
                let is_refused = self.is_refused(id, allowed);
                let is_spared =
                    self.spared_kinds.iter().any(|spared| allowed.is_empty() || allowed.contains(spared));
                if !self.is_tolerant && (is_refused || is_spared) {
                    return None;
                }
                let problem = Problem::new(Code::UnknownReference, at, id, &expected, None);
                Some(Explained { problem, nearest: (!is_refused).then(|| (allowed, id.to_owned())) })
            }
        }
    }

    /// Tells whether the files have a row with this id that is refused.
    fn is_refused(&self, id: &str, allowed: &[&str]) -> bool {
        let mut kinds = KINDS.iter().filter(|kind| allowed.is_empty() || allowed.contains(&kind.plural));
        self.missing.contains(&id_key(id)) || kinds.any(|kind| self.bad.holds(kind, id))
    }

    /// Looks for what mistyped references mean, as long as the problems are kept.
    async fn hint(&self, writing: &mut Writing, problems: &mut [Explained], outcome: &Outcome) -> Result<()> {
        if outcome.problems.len() >= MOST_PROBLEMS {
            return Ok(());
        }
        for explained in problems {
            if let Some((kinds, id)) = explained.nearest.take() {
                explained.problem.hint =
                    store::nearest_id(writing.tx(), &self.viewer.office, kinds, &id).await?;
            }
        }
        Ok(())
    }
}

/// The field that makes places a tree.
const WITHIN: &str = "within";

/// A problem, perhaps with the reference for which a hint may be found.
#[derive(Debug)]
pub(super) struct Explained {
    pub problem: Problem,
    nearest: Option<(&'static [&'static str], String)>,
}

impl From<Problem> for Explained {
    fn from(problem: Problem) -> Self {
        Self { problem, nearest: None }
    }
}
