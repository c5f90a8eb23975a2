//! Many needs at once: a file of them in, a file of ranked answers out.
//!
//! The index of the record is made once and shared by all cores; the database is not touched again. Needs are read and
//! answered some at a time, so that memory does not grow with the file, and answers stand in the order of the needs.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use domain::value::nearest;
use domain::{Code, Problem, Viewer};
use formats::csv::{CellWriter, Sheet, SheetRow, Wanted};
use matching::{Answer, Index, Need, Weights};

use crate::matches::{self, LONGEST_TEXT};
use crate::{Error, Renkei, Result};

/// The columns of a file of needs.
const COLUMNS: &[Wanted] = &[
    Wanted { name: "id", required: true },
    Wanted { name: "lang", required: false },
    Wanted { name: "place", required: false },
    Wanted { name: "sector_hint", required: false },
    Wanted { name: "text", required: true },
];

/// The columns of a file of answers.
const ANSWERS: &[&str] = &["query_id", "kind", "rank", "id", "score", "confident"];

/// How many needs are read before they are answered, unless their texts are long.
const AT_ONCE: usize = 1_000;

/// How many bytes of text are read before they are answered.
const BYTES_AT_ONCE: usize = 16 * 1024 * 1024;

/// How many problems and remarks are kept with their words; all are counted.
const KEPT: usize = 1_000;

/// What became of a file of needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the file of answers was written; not when the header of the needs has faults.
    pub written: bool,
    /// How many needs were answered.
    pub answered: u64,
    /// How many of them something on record fits.
    pub fitting: u64,
    /// The first problems; each has kept one row, or the whole file, from being answered.
    pub problems: Vec<Problem>,
    /// The number of all problems.
    pub problem_total: u64,
    /// The first cells that were treated as blank, because nothing on record has that id.
    pub remarks: Vec<Problem>,
    /// The number of all such cells.
    pub remark_total: u64,
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The size of the file of needs.
    pub total_bytes: u64,
    /// How much of it has been read.
    pub bytes: u64,
    /// How many needs have been answered.
    pub answered: u64,
}

/// Answers every need of the file `from` and writes the ranking to the file `to`: for each need at most `limit`
/// offerings and as many schemes, best first, with how far to trust them (from 0.5 on something fits). A need for which
/// nothing ranks at all has one row without rank and id.
///
/// The file of answers is there in full or not at all.
///
/// # Errors
/// [`Error::File`] when a file cannot be read or written, [`Error::Store`] when the record cannot be read.
pub async fn file(
    renkei: &Renkei,
    viewer: &Viewer,
    from: &Path,
    to: &Path,
    limit: usize,
    watch: &mut dyn FnMut(Progress),
) -> Result<Outcome> {
    let input = File::open(from).map_err(|error| at(from, &error))?;
    let total_bytes = input.metadata().map_err(|error| at(from, &error))?.len();
    let name = from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let sheet = match Sheet::open(&name, COLUMNS, BufReader::new(input)) {
        Ok(sheet) => sheet,
        Err(problems) => {
            let problem_total = u64::try_from(problems.len()).unwrap_or(u64::MAX);
            return Ok(Outcome { problems, problem_total, ..Outcome::default() });
        }
    };
    let record = Known::read(renkei, viewer).await?;
    let part = beside(to);
    let mut run = Run { record: &record, limit, seen: HashSet::new(), outcome: Outcome::default() };
    let done = File::create(&part)
        .and_then(|out| run.answer_all(sheet, BufWriter::new(out), total_bytes, watch))
        .and_then(|()| std::fs::rename(&part, to));
    if let Err(error) = done {
        let _ = std::fs::remove_file(&part);
        return Err(at(to, &error));
    }
    run.outcome.written = true;
    Ok(run.outcome)
}

/// What the record knows that a need may name, with the index that answers.
struct Known {
    index: Arc<Index>,
    weights: Weights,
    /// Each place with the one in which it lies; blank for those that lie in none.
    within: HashMap<String, String>,
    sectors: BTreeSet<String>,
}

impl Known {
    async fn read(renkei: &Renkei, viewer: &Viewer) -> Result<Self> {
        let mut tx = renkei.store().read().await?;
        let index = matches::index(&mut tx, renkei, viewer).await?;
        let places = matches::all(&mut tx, viewer, "places").await?;
        let within = places.iter().map(|place| (place.id().to_owned(), place.text("within").to_owned()));
        let sectors = matches::all(&mut tx, viewer, "sectors").await?;
        let sectors = sectors.iter().map(|sector| sector.id().to_owned()).collect();
        Ok(Self { index, weights: renkei.known().weights, within: within.collect(), sectors })
    }

    /// The places in which a place lies, the nearest first.
    fn around(&self, place: &str) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        let mut at = self.within.get(place);
        while let Some(wider) =
            at.filter(|wider| !wider.is_empty() && *wider != place && !path.contains(wider))
        {
            path.push(wider.clone());
            at = self.within.get(wider);
        }
        path
    }

    /// The answers to some needs in their order, made on all cores.
    fn answer(&self, needs: &[Asked], limit: usize) -> Vec<Answer> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut made = Vec::new();
            while let at = next.fetch_add(1, Ordering::Relaxed)
                && let Some(asked) = needs.get(at)
            {
                made.push((at, self.index.answer(&asked.need, &self.weights, limit)));
            }
            made
        };
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(needs.len());
        let mut answers = thread::scope(|scope| {
            let helpers: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
            let mut answers = work();
            for helper in helpers {
                match helper.join() {
                    Ok(made) => answers.extend(made),
                    Err(fault) => std::panic::resume_unwind(fault),
                }
            }
            answers
        });
        answers.sort_unstable_by_key(|(at, _)| *at);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

/// A need with the name under which the file knows it.
struct Asked {
    id: String,
    need: Need,
}

struct Run<'k> {
    record: &'k Known,
    limit: usize,
    seen: HashSet<String>,
    outcome: Outcome,
}

impl Run<'_> {
    fn answer_all<R: Read>(
        &mut self,
        mut sheet: Sheet<R>,
        out: impl Write,
        total_bytes: u64,
        watch: &mut dyn FnMut(Progress),
    ) -> std::io::Result<()> {
        let mut cells = CellWriter::new(out, false)?;
        cells.write(ANSWERS)?;
        loop {
            let needs = self.some(&mut sheet);
            if needs.is_empty() {
                break;
            }
            for (asked, answer) in needs.iter().zip(self.record.answer(&needs, self.limit)) {
                self.outcome.answered += 1;
                self.outcome.fitting += u64::from(answer.verdict.fits);
                write(&mut cells, &asked.id, &answer)?;
            }
            watch(Progress { total_bytes, bytes: sheet.bytes_read(), answered: self.outcome.answered });
        }
        cells.finish()?.flush()
    }

    /// The next needs that can be answered; none only at the end of the file.
    fn some<R: Read>(&mut self, sheet: &mut Sheet<R>) -> Vec<Asked> {
        let mut needs = Vec::new();
        let mut bytes = 0;
        while needs.len() < AT_ONCE && bytes < BYTES_AT_ONCE {
            let read = match sheet.next() {
                None => break,
                Some(Ok(row)) => self.need(sheet, row),
                Some(Err(problem)) => Err(problem),
            };
            match read {
                Ok(asked) => {
                    bytes += asked.need.text.len();
                    needs.push(asked);
                }
                Err(problem) => keep(&mut self.outcome.problems, &mut self.outcome.problem_total, *problem),
            }
        }
        needs
    }

    fn need<R: Read>(&mut self, sheet: &Sheet<R>, row: SheetRow) -> std::result::Result<Asked, Box<Problem>> {
        let line = row.line;
        let mut cells = row.cells.into_iter();
        let [id, language, place, sector, text] = std::array::from_fn(|_| cells.next().unwrap_or_default());
        if id.is_empty() {
            return Err(Box::new(Problem::new(Code::MissingValue, sheet.at(line, "id"), "", "", None)));
        }
        if text.chars().nth(LONGEST_TEXT).is_some() {
            let expected = format!("≤ {LONGEST_TEXT}");
            return Err(Box::new(Problem::new(
                Code::CellTooLong,
                sheet.at(line, "text"),
                &text,
                &expected,
                None,
            )));
        }
        if !self.seen.insert(id.clone()) {
            return Err(Box::new(Problem::new(Code::RepeatedId, sheet.at(line, "id"), &id, "", None)));
        }
        let record = self.record;
        let place =
            self.known(place, || sheet.at(line, "place"), |id| record.within.contains_key(id), |_| None);
        let near = |code: &str| nearest(code, record.sectors.iter().map(String::as_str));
        let sector =
            self.known(sector, || sheet.at(line, "sector_hint"), |code| record.sectors.contains(code), near);
        let need = Need {
            text,
            language: Some(language).filter(|tag| !tag.is_empty()),
            place_ancestors: place.as_deref().map(|place| record.around(place)).unwrap_or_default(),
            place,
            sector,
            ..Need::default()
        };
        Ok(Asked { id, need })
    }

    /// An id if the record has it; else none, with a remark unless the cell is blank.
    fn known(
        &mut self,
        id: String,
        at: impl FnOnce() -> domain::At,
        is_known: impl FnOnce(&str) -> bool,
        near: impl FnOnce(&str) -> Option<String>,
    ) -> Option<String> {
        if id.is_empty() || is_known(&id) {
            return Some(id).filter(|id| !id.is_empty());
        }
        let remark = Problem::new(Code::UnknownReference, at(), &id, "", near(&id));
        keep(&mut self.outcome.remarks, &mut self.outcome.remark_total, remark);
        None
    }
}

fn keep(list: &mut Vec<Problem>, total: &mut u64, problem: Problem) {
    *total += 1;
    if list.len() < KEPT {
        list.push(problem);
    }
}

fn write<W: Write>(cells: &mut CellWriter<W>, query: &str, answer: &Answer) -> std::io::Result<()> {
    let confident = confident(answer);
    for (kind, list) in [("offering", &answer.offerings), ("scheme", &answer.schemes)] {
        for (one, rank) in list.iter().zip(1_usize..) {
            let (rank, score) = (rank.to_string(), format!("{:.3}", one.score));
            cells.write([query, kind, &rank, &one.id, &score, &confident])?;
        }
        if list.is_empty() {
            cells.write([query, kind, "", "", "", &confident])?;
        }
    }
    Ok(())
}

/// The confidence of an answer in a form in which 0.5 parts those that fit from those that do not, whatever the bar that
/// the office has set.
fn confident(answer: &Answer) -> String {
    let confidence = answer.verdict.confidence;
    let shown = if answer.verdict.fits { confidence.max(0.5) } else { confidence.min(0.499) };
    format!("{shown:.3}")
}

/// The file that is written until it is whole.
fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    to.with_file_name(name)
}

fn at(path: &Path, error: &std::io::Error) -> Error {
    Error::File { path: path.display().to_string(), reason: error.to_string() }
}
