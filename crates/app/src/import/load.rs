//! Streaming the rows of files into the open transaction.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::value::nearest;
use domain::{At, Code, Kind, Problem, Record, Value, Viewer};
use formats::csv::{Reader, Row};
use rustc_hash::{FxHashMap, FxHashSet};
use store::Writing;

use super::files::{Input, Source};
use super::links::Bad;
use super::{Outcome, Progress, Step, Watch};
use crate::Result;

/// The most rows that are held at a time.
const MOST_ROWS: usize = 500;

/// The most bytes of rows that are held at a time, beyond the last of them.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Stands for a record in the sets of an import: 8 bytes instead of an id. That two of a million meet has a chance of
/// one in forty million; a row is then refused as repeated.
pub(super) type Key = u64;

/// The key of a record.
pub(super) fn key(kind: &str, id: &str) -> Key {
    let mut hasher = DefaultHasher::new();
    (kind, id).hash(&mut hasher);
    hasher.finish()
}

/// The key of an id whatever its kind.
pub(super) fn id_key(id: &str) -> Key {
    key("", id)
}

/// The ids that the files have named so far, and where.
#[derive(Debug, Default)]
pub(super) struct Seen {
    places: FxHashMap<Key, (u32, u64)>,
}

impl Seen {
    /// Notes an id; gives the file and line where it stood before.
    pub fn note(&mut self, kind: &Kind, id: &str, file: usize, line: u64) -> Option<(usize, u64)> {
        match self.places.entry(key(kind.plural, id)) {
            std::collections::hash_map::Entry::Occupied(before) => {
                let (file, line) = *before.get();
                Some((usize::try_from(file).unwrap_or(usize::MAX), line))
            }
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert((u32::try_from(file).unwrap_or(u32::MAX), line));
                None
            }
        }
    }

    /// Tells whether the files name this record.
    pub fn holds(&self, kind: &str, id: &str) -> bool {
        self.places.contains_key(&key(kind, id))
    }
}

/// What loading found that refuses rows.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Whether any row is refused by itself.
    pub is_faulty: bool,
    /// Whether a file could not be read to its end.
    pub is_cut_short: bool,
    /// The records whose ids belong to records of other kinds.
    pub taken: Vec<Key>,
    /// The ids of rows that are refused by themselves.
    pub missing: FxHashSet<Key>,
    /// The kinds of files whose headers have faults, so that none of their ids is known.
    pub headless: Vec<&'static str>,
}

/// Rows read ahead.
pub(super) struct Chunk {
    /// The rows in the order of the file; few enough to be held.
    pub rows: Vec<Row>,
    /// Why the file ends before its end.
    pub failure: Option<Problem>,
}

/// Reads the next rows; no rows and no failure mean the end.
pub(super) fn chunk(reader: &mut Reader<Box<dyn Source + '_>>) -> Chunk {
    let mut chunk = Chunk { rows: Vec::new(), failure: None };
    let mut bytes = 0;
    while chunk.rows.len() < MOST_ROWS && bytes < MOST_BYTES {
        match reader.next() {
            Some(Ok(row)) => {
                bytes += row.cells.size();
                chunk.rows.push(row);
            }
            Some(Err(problem)) => {
                chunk.failure = Some(*problem);
                break;
            }
            None => break,
        }
    }
    chunk
}

/// The loading of all files in one transaction.
pub(super) struct Loading<'a> {
    writing: &'a mut Writing,
    bad: &'a Bad,
    seen: &'a mut Seen,
    outcome: &'a mut Outcome,
    watch: Watch<'a>,
    found: Findings,
    sources: Option<Sources>,
    progress: Progress,
}

impl<'a> Loading<'a> {
    pub fn new(
        writing: &'a mut Writing,
        bad: &'a Bad,
        seen: &'a mut Seen,
        outcome: &'a mut Outcome,
        watch: Watch<'a>,
    ) -> Self {
        let (found, progress) =
            (Findings::default(), Progress { step: Step::Loading, ..Progress::default() });
        Self { writing, bad, seen, outcome, watch, found, sources: None, progress }
    }

    /// Loads the sound rows of all files, but for those that are known to be bad.
    pub async fn files(&mut self, viewer: &Viewer, inputs: &[Input<'_>]) -> Result<()> {
        self.progress.total_bytes = inputs.iter().map(|input| input.size).sum();
        for (file, input) in inputs.iter().enumerate() {
            if self.sources.is_none() && input.kind.plural != Sources::KIND {
                self.sources = Some(Sources::read(self.writing, viewer).await?);
            }
            self.progress.file.clone_from(&input.name);
            self.file(file, input).await?;
        }
        Ok(())
    }

    pub fn finish(self) -> Findings {
        self.found
    }

    async fn file(&mut self, file: usize, input: &Input<'_>) -> Result<()> {
        let mut reader = match input.open() {
            Ok(reader) => reader,
            Err(problem) => {
                self.cut_short(*problem);
                return Ok(());
            }
        };
        if !reader.faults().is_empty() {
            self.found.is_faulty = true;
            self.found.headless.push(input.kind.plural);
            self.progress.bytes += input.size;
            return Ok(());
        }
        let start = self.progress.bytes;
        loop {
            let chunk = chunk(&mut reader);
            if let Some(problem) = chunk.failure {
                self.cut_short(problem);
                return Ok(());
            }
            if chunk.rows.is_empty() {
                return Ok(());
            }
            self.progress.rows += u64::try_from(chunk.rows.len()).unwrap_or_default();
            self.progress.bytes = start + reader.bytes_read();
            (self.watch)(&self.progress);
            self.rows(file, input.kind, chunk.rows).await?;
        }
    }

    fn cut_short(&mut self, problem: Problem) {
        self.found.is_faulty = true;
        self.found.is_cut_short = true;
        self.outcome.problem(problem);
    }

    async fn rows(&mut self, file: usize, kind: &'static Kind, rows: Vec<Row>) -> Result<()> {
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            let repeated =
                row.id.as_ref().is_some_and(|id| self.seen.note(kind, id, file, row.line).is_some());
            match row.record {
                Ok(record) if !repeated => {
                    row.remarks.into_iter().for_each(|remark| self.outcome.remark(remark));
                    if !self.bad.holds(kind, record.id()) {
                        records.push((row.line, record));
                    }
                }
                _ => {
                    self.found.is_faulty = true;
                    self.found.missing.extend(row.id.as_deref().filter(|_| !repeated).map(id_key));
                }
            }
        }
        let (lines, records): (Vec<u64>, Vec<Record>) = records.into_iter().unzip();
        let outcomes = self.writing.put(kind, &records).await?;
        for ((line, record), outcome) in lines.into_iter().zip(&records).zip(outcomes) {
            self.outcome.count(kind, record.id(), outcome);
            if let store::Outcome::Taken(_) = outcome {
                self.found.taken.push(key(kind.plural, record.id()));
            }
            self.cite(line, record);
        }
        Ok(())
    }

    /// Remarks on citations of documents that are no sources.
    fn cite(&mut self, line: u64, record: &Record) {
        let Some(sources) = &self.sources else { return };
        for (field, value) in record.fields() {
            let Some(Value::Citations(citations)) = value else { continue };
            for citation in citations {
                if !citation.document.is_empty() && !sources.hold(&citation.document) {
                    let at = At { file: self.progress.file.clone(), line, column: field.name.to_owned() };
                    let hint = sources.nearest(&citation.document);
                    self.outcome.remark(Problem::new(
                        Code::UnknownDocument,
                        at,
                        &citation.document,
                        "",
                        hint,
                    ));
                }
            }
        }
    }
}

/// The names under which documents can be cited.
#[derive(Debug, Default)]
struct Sources {
    names: FxHashSet<Key>,
    some: Vec<String>,
}

impl Sources {
    const KIND: &str = "sources";

    /// How many names are kept for hints.
    const FOR_HINTS: usize = 500;

    async fn read(writing: &mut Writing, viewer: &Viewer) -> Result<Self> {
        let mut sources = Self::default();
        let Some(kind) = domain::kind(Self::KIND) else { return Ok(sources) };
        let mut after = i64::MIN;
        loop {
            let (records, last) = store::in_order(writing.tx(), viewer, kind, after, MOST_ROWS).await?;
            if records.is_empty() {
                return Ok(sources);
            }
            after = last;
            for name in records.iter().flat_map(|record| [record.id(), record.text("cited_as")]) {
                sources.names.insert(id_key(name));
                if sources.some.len() < Self::FOR_HINTS {
                    sources.some.push(name.to_owned());
                }
            }
        }
    }

    fn hold(&self, document: &str) -> bool {
        self.names.contains(&id_key(document))
    }

    fn nearest(&self, document: &str) -> Option<String> {
        nearest(document, self.some.iter().map(String::as_str))
    }
}
