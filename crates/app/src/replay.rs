//! Replay: each past need asked again as it was known then, to see how far the record's memory can be trusted.
//!
//! What is dated later than the year in which the need was raised is hidden: projects, needs, spread, and the clauses of
//! texts that name a later year. A problem that an offering solves is as old as its oldest evidence. What has no date
//! and rests on notes of the field only can be left out; what a thing is, its scheme's rules and the thesaurus have no
//! date and stay.

mod hindsight;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;

use domain::{Record, Viewer, When};
use matching::{Index, Weights};
use serde::Serialize;
use store::Names;

pub use self::hindsight::known_then;
use crate::matches::{self, Answered, Question};
use crate::{Error, Renkei, Result};

/// Among how many of the first offerings the one really used must be.
pub const FIRST: usize = 5;

/// The past needs asked again.
#[derive(Debug, Clone, Serialize)]
pub struct Replay {
    /// Whether notes of the field without a date took part.
    pub with_notes: bool,
    /// Each need with a year, by year.
    pub rows: Vec<Row>,
    /// How many needs name an offering that was used.
    pub asked: usize,
    /// For how many of these it was among the first.
    pub found: usize,
    /// The same by sector, most needs first.
    pub sectors: Vec<Sector>,
    /// How many needs have no year on record, so that they cannot be asked again.
    pub undated: usize,
    /// What the ids stand for.
    #[serde(skip)]
    pub names: Names,
}

/// One need asked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The need.
    pub need: String,
    /// The year in which it was raised.
    pub year: i16,
    /// The place that had it.
    pub place: String,
    /// Its sector.
    pub sector: String,
    /// The offerings that its projects really used.
    pub used: Vec<String>,
    /// The rank of the best of them, from 1 on; `None` when none was listed.
    pub rank: Option<usize>,
    /// The first offerings that would have been proposed.
    pub proposed: Vec<String>,
    /// Whether the answer would have been that something fits.
    pub fits: bool,
}

/// The needs of one sector that name an offering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sector {
    /// The code.
    pub sector: String,
    /// How many.
    pub asked: usize,
    /// For how many the offering used was among the first.
    pub found: usize,
}

impl Row {
    /// Tells whether an offering really used was among the first.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.rank.is_some_and(|rank| rank <= FIRST)
    }
}

/// The last replay of each sort, as long as record, thesaurus and weights stay.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    kept: RwLock<Vec<(Key, Arc<Replay>)>>,
    /// Those that are being worked out.
    begun: RwLock<Vec<Key>>,
}

/// The office, its last change, the thesaurus, the weights and whether notes took part.
type Key = (String, i64, u64, Weights, bool);

/// Asks every past need again; what was worked out before is given back as long as nothing has changed.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn run(renkei: &Renkei, viewer: &Viewer, with_notes: bool) -> Result<Arc<Replay>> {
    let key = key(renkei, viewer, with_notes).await?;
    if let Some(replay) = renkei.replays().get(&key) {
        return Ok(replay);
    }
    let known = renkei.known();
    let mut tx = renkei.store().read().await?;
    let records = read(&mut tx, viewer).await?;
    drop(tx);
    let work = move || of(&records, &known.thesaurus, &known.weights, with_notes);
    let failed = |error: tokio::task::JoinError| store::Error::Backend(error.to_string());
    let mut replay = tokio::task::spawn_blocking(work).await.map_err(failed)?;
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for row in &replay.rows {
        ids.extend([row.need.clone(), row.place.clone(), row.sector.clone()]);
        ids.extend(row.used.iter().chain(&row.proposed).cloned());
    }
    let mut tx = renkei.store().read().await?;
    replay.names = store::heads(&mut tx, viewer, ids).await?;
    let replay = Arc::new(replay);
    renkei.replays().put(key, Arc::clone(&replay));
    Ok(replay)
}

/// The replay if it is worked out; else it is begun in the background, as it takes longer than a page may.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn ready(renkei: &Renkei, viewer: &Viewer, with_notes: bool) -> Result<Option<Arc<Replay>>> {
    let key = key(renkei, viewer, with_notes).await?;
    if let Some(replay) = renkei.replays().get(&key) {
        return Ok(Some(replay));
    }
    if renkei.replays().begin(&key) {
        let (renkei, viewer) = (renkei.clone(), viewer.clone());
        tokio::spawn(async move {
            if let Err(error) = run(&renkei, &viewer, with_notes).await {
                tracing::error!(%error, "past needs could not be asked again");
            }
            renkei.replays().end(&key);
        });
    }
    Ok(None)
}

async fn key(renkei: &Renkei, viewer: &Viewer, with_notes: bool) -> Result<Key> {
    let known = renkei.known();
    let mut tx = renkei.store().read().await?;
    let latest = store::latest_change(&mut tx, &viewer.office).await?;
    Ok((viewer.office.as_str().to_owned(), latest, known.generation, known.weights, with_notes))
}

impl Cache {
    fn get(&self, key: &Key) -> Option<Arc<Replay>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(of, _)| of == key).map(|(_, replay)| Arc::clone(replay))
    }

    /// Keeps a replay in the place of the last one of its sort.
    fn put(&self, key: Key, replay: Arc<Replay>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, _)| of.0 != key.0 || of.4 != key.4);
        kept.push((key, replay));
    }

    /// Tells whether the work on this replay may begin: it is not under way.
    fn begin(&self, key: &Key) -> bool {
        let mut begun = self.begun.write().unwrap_or_else(PoisonError::into_inner);
        let is_new = !begun.contains(key);
        if is_new {
            begun.push(key.clone());
        }
        is_new
    }

    fn end(&self, key: &Key) {
        self.begun.write().unwrap_or_else(PoisonError::into_inner).retain(|one| one != key);
    }
}

/// Answers a need on record or a question in words as it could have been answered in a year.
///
/// # Errors
/// [`Error::NotFound`] when there is no such need, [`Error::BadParameter`] when the question cannot be asked,
/// [`Error::Store`] when the record cannot be read.
pub async fn as_of(
    renkei: &Renkei,
    viewer: &Viewer,
    asked: std::result::Result<&str, Question>,
    year: i16,
    limit: usize,
) -> Result<Answered> {
    let mut tx = renkei.store().read().await?;
    let records = read(&mut tx, viewer).await?;
    let (question, need) = match asked {
        Ok(id) => {
            let found = records.iter().find(|one| one.kind().plural == "needs" && one.id() == id);
            let need = found.ok_or_else(|| Error::NotFound(format!("needs/{id}")))?;
            (matches::question_of(need), Some(need.clone()))
        }
        Err(question) => {
            matches::check(&mut tx, viewer, &question).await?;
            (question, None)
        }
    };
    let own: BTreeSet<&str> = need.iter().flat_map(|need| answering(&records, need.id())).collect();
    let then = known_then(&records, year, true, &own);
    let index = matches::index_of(&then, &renkei.known().thesaurus);
    matches::answer(&mut tx, renkei, viewer, &index, question, need, limit).await
}

async fn read(tx: &mut store::Tx, viewer: &Viewer) -> Result<Vec<Record>> {
    let mut records = matches::read(tx, viewer).await?;
    records.extend(matches::all(tx, viewer, "observations").await?);
    Ok(records)
}

/// The ids of the projects that answered a need.
fn answering<'r>(records: &'r [Record], need: &str) -> impl Iterator<Item = &'r str> {
    let answers = move |project: &&Record| {
        project.kind().plural == "projects"
            && project.references("related_need").iter().any(|one| one == need)
    };
    records.iter().filter(answers).map(Record::id)
}

/// Asks every past need again, over these records.
#[must_use]
pub fn of(
    records: &[Record],
    thesaurus: &domain::concepts::Thesaurus,
    weights: &Weights,
    with_notes: bool,
) -> Replay {
    let needs: Vec<&Record> = records.iter().filter(|record| record.kind().plural == "needs").collect();
    let mut dated: Vec<(i16, &Record)> =
        needs.iter().filter_map(|need| Some((need.when("raised")?.year(), *need))).collect();
    dated.sort_by_key(|(year, need)| (*year, need.id()));
    let within: BTreeMap<&str, &str> = records
        .iter()
        .filter(|record| record.kind().plural == "places")
        .map(|place| (place.id(), place.text("within")))
        .collect();
    // Needs of one year share an index, unless a project of that year or before answers them.
    let mut groups: BTreeMap<(i16, Vec<&str>), Vec<&Record>> = BTreeMap::new();
    for (year, need) in &dated {
        let own: BTreeSet<&str> = answering(records, need.id()).collect();
        let known = records.iter().filter(|record| own.contains(record.id()));
        let known = known.filter(|one| year_of(one).is_some_and(|start| start <= *year)).map(Record::id);
        groups.entry((*year, known.collect())).or_default().push(need);
    }
    let groups: Vec<_> = groups.into_iter().collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some(((year, own), needs)) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            let own: BTreeSet<&str> = own.iter().copied().collect();
            let index = matches::index_of(&known_then(records, *year, with_notes, &own), thesaurus);
            made.extend(needs.iter().map(|need| row(&index, weights, records, &within, need, *year)));
        }
        made
    };
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut rows = thread::scope(|scope| {
        let helpers: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mut rows = work();
        rows.extend(helpers.into_iter().filter_map(|helper| helper.join().ok()).flatten());
        rows
    });
    rows.sort_by(|a, b| (a.year, &a.need).cmp(&(b.year, &b.need)));
    let (asked, found, sectors) = summary(&rows);
    let undated = needs.len() - dated.len();
    Replay { with_notes, rows, asked, found, sectors, undated, names: Names::new() }
}

fn row(
    index: &Index,
    weights: &Weights,
    records: &[Record],
    within: &BTreeMap<&str, &str>,
    need: &Record,
    year: i16,
) -> Row {
    let mut around = Vec::new();
    let mut at = need.text("place");
    while let Some(wider) =
        within.get(at).filter(|wider| !wider.is_empty() && !around.contains(&(**wider).to_owned()))
    {
        around.push((*wider).to_owned());
        at = wider;
    }
    let mut asked = matches::asked(&matches::question_of(need), around, vec![need.id().to_owned()]);
    asked.as_of = Some(year);
    let answer = index.answer(&asked, weights, usize::MAX);
    let own: BTreeSet<&str> = answering(records, need.id()).collect();
    let projects = records.iter().filter(|record| own.contains(record.id()));
    let used: BTreeSet<&String> = projects.flat_map(|project| project.references("offerings")).collect();
    let rank = answer.offerings.iter().position(|one| used.contains(&one.id)).map(|at| at + 1);
    Row {
        need: need.id().to_owned(),
        year,
        place: need.text("place").to_owned(),
        sector: need.text("sector").to_owned(),
        used: used.into_iter().cloned().collect(),
        rank,
        proposed: answer.offerings.iter().take(FIRST).map(|one| one.id.clone()).collect(),
        fits: answer.verdict.fits,
    }
}

/// How many needs name an offering, for how many it was among the first, and the same by sector.
fn summary(rows: &[Row]) -> (usize, usize, Vec<Sector>) {
    let mut sectors: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.used.is_empty()) {
        let counts = sectors.entry(&row.sector).or_default();
        counts.0 += 1;
        counts.1 += usize::from(row.is_found());
    }
    let asked = sectors.values().map(|(asked, _)| asked).sum();
    let found = sectors.values().map(|(_, found)| found).sum();
    let mut lines: Vec<Sector> = sectors
        .into_iter()
        .map(|(sector, (asked, found))| Sector { sector: sector.to_owned(), asked, found })
        .collect();
    lines.sort_by(|a, b| b.asked.cmp(&a.asked).then_with(|| a.sector.cmp(&b.sector)));
    (asked, found, lines)
}

/// The year of a record's date.
fn year_of(record: &Record) -> Option<i16> {
    record.date().map(When::year)
}
