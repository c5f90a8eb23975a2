//! What became of records over time: the states of one record, and what was done in the office.
//!
//! A change keeps what the record was before it, so the state after a change is what stands before the next one, and
//! after the last change the record itself.

use domain::{Kind, OfficeId, Record, Texts, Value, Viewer};

use crate::engine::{Param, Row};
use crate::sql::Sql;
use crate::{Action, Change, Error, Result, Tx, find};

/// How many changes of one record are told, the latest first.
const MOST_STATES: i64 = 500;

/// How many rows of the office's changes are read in one go.
const AT_A_TIME: i64 = 100;

/// How many changes of one run are told by themselves; the rest are counted.
const MOST_NAMED: usize = 5;

/// A change of a record with what the record was before and after it, as far as the viewer may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The change.
    pub change: Change,
    /// The record before; `None` when it was new, or when the change is older than the keeping of history.
    pub before: Option<Record>,
    /// The record after; `None` when it was taken away, or when what followed is older than the keeping of history.
    pub after: Option<Record>,
}

/// What of the office's changes is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Changes of records of these kinds.
    pub kinds: Vec<&'static Kind>,
    /// Changes by this actor.
    pub actor: Option<String>,
    /// Changes from this moment on (UTC, RFC 3339).
    pub from: Option<String>,
    /// Changes before this moment.
    pub until: Option<String>,
    /// Changes with a lower number than this: the number of the last run of the page before.
    pub before: Option<i64>,
}

/// Changes that were made in one go to records of one kind: by the same actor at the same moment, one after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The number of its first change; the next page begins before it.
    pub first: i64,
    /// When, in UTC (RFC 3339).
    pub at: String,
    /// Who.
    pub actor: String,
    /// The kind.
    pub kind: &'static Kind,
    /// How many records were added, changed and removed.
    pub counts: Vec<(Action, u64)>,
    /// A few of the changes, the latest first, with the title of the record where it is known.
    pub named: Vec<(Change, Option<Texts>)>,
}

/// The number of the last change of a record; `None` when there is no record of this kind with this id.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn revision(tx: &mut Tx, viewer: &Viewer, kind: &Kind, id: &str) -> Result<Option<i64>> {
    let mut sql = Sql::new("SELECT revision FROM records WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND id = ").bind(id).push(" AND kind = ").bind(kind.plural);
    tx.rows(&sql.text, sql.params).await?.first().map(|row| row.int(0)).transpose()
}

/// The plural of the kind of the first record that ever had this id; `None` when there never was one.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn first_kind(tx: &mut Tx, office: &OfficeId, id: &str) -> Result<Option<String>> {
    let mut sql = Sql::new("SELECT kind FROM changes WHERE office = ");
    sql.bind(office.as_str()).push(" AND id = ").bind(id).push(" ORDER BY seq LIMIT 1");
    tx.rows(&sql.text, sql.params).await?.first().map(|row| row.word(0)).transpose()
}

/// A record as it was when it had this revision; `None` when it never had it or when that was not kept.
///
/// # Errors
/// [`Error::Corrupt`] when a stored value is damaged, [`Error::Backend`] when the database fails.
pub async fn as_of(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &'static Kind,
    id: &str,
    revision: i64,
) -> Result<Option<Record>> {
    if self::revision(tx, viewer, kind, id).await? == Some(revision) {
        return find(tx, viewer, kind, id).await;
    }
    let states = history(tx, viewer, kind, id).await?;
    Ok(states.into_iter().find(|state| state.change.seq == revision).and_then(|state| state.after))
}

/// The states of a record of a kind, the latest first. It may have been taken away.
///
/// # Errors
/// [`Error::Corrupt`] when a stored value is damaged, [`Error::Backend`] when the database fails.
pub async fn history(tx: &mut Tx, viewer: &Viewer, kind: &'static Kind, id: &str) -> Result<Vec<State>> {
    let mut sql = Sql::new("SELECT seq, id, kind, action, at, actor, before FROM changes WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND id = ").bind(id).push(" AND kind = ").bind(kind.plural);
    sql.push(" ORDER BY seq DESC LIMIT ").bind(MOST_STATES);
    let rows = tx.rows(&sql.text, sql.params).await?;
    let mut after = find(tx, viewer, kind, id).await?;
    let mut states = Vec::with_capacity(rows.len());
    for row in &rows {
        let change = Change::read(row)?;
        let before = before(row, 6, kind, id, viewer)?;
        states.push(State { change, after, before: before.clone() });
        after = before;
    }
    Ok(states)
}

/// What was done in the office, the latest first: at most `limit` runs of changes.
///
/// # Errors
/// [`Error::Corrupt`] when a title or stored value is damaged, [`Error::Backend`] when the database fails.
pub async fn activity(tx: &mut Tx, viewer: &Viewer, wanted: &Wanted, limit: usize) -> Result<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before = wanted.before.unwrap_or(i64::MAX);
    while runs.len() < limit {
        let mut sql = Sql::new("SELECT seq, id, kind, action, at, actor, before FROM changes");
        meeting(&mut sql, viewer, wanted, before);
        sql.push(" ORDER BY seq DESC LIMIT ").bind(AT_A_TIME);
        let rows = tx.rows(&sql.text, sql.params).await?;
        let Some(first) = rows.first().map(Change::read).transpose()? else { break };
        let Some(kind) = domain::kind(&first.kind) else { break };
        let mut named = Vec::new();
        for row in rows.iter().take(MOST_NAMED) {
            let change = Change::read(row)?;
            if is_of_run(&change, &first) {
                let was = self::before(row, 6, kind, &change.id, viewer)?;
                named.push((change, was.map(|record| record.title(&|_| None))));
            } else {
                break;
            }
        }
        let heads = crate::heads(tx, viewer, named.iter().map(|(change, _)| change.id.clone())).await?;
        for (change, title) in &mut named {
            let now = heads.get(&change.id).filter(|head| head.kind == kind);
            *title = now.map(|head| head.title.clone()).or(title.take());
        }
        let end = end_of_run(tx, viewer, wanted, before, &first).await?;
        let (counts, lowest) = counted(tx, viewer, wanted, (end, before), &first).await?;
        runs.push(Run { first: lowest, at: first.at, actor: first.actor, kind, counts, named });
        before = lowest;
    }
    Ok(runs)
}

/// Everybody who made a change, in order.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn actors(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<String>> {
    const MOST: usize = 500;
    let mut found: Vec<String> = Vec::new();
    // Each step is one look into the index, however many changes an actor made.
    while found.len() < MOST {
        let mut sql = Sql::new("SELECT MIN(actor) FROM changes WHERE office = ");
        sql.bind(viewer.office.as_str()).push(" AND actor > ");
        sql.bind(found.last().map_or("", String::as_str));
        let rows = tx.rows(&sql.text, sql.params).await?;
        let Some(next) = rows.first().map(|row| row.text(0)).transpose()?.flatten() else { break };
        found.push(next);
    }
    Ok(found)
}

/// The changes that are asked for, before a number.
fn meeting(sql: &mut Sql, viewer: &Viewer, wanted: &Wanted, before: i64) {
    sql.push(" WHERE office = ").bind(viewer.office.as_str()).push(" AND seq < ").bind(before);
    sql.push(" AND kind IN ").list(wanted.kinds.iter().map(|kind| kind.plural));
    if let Some(actor) = &wanted.actor {
        sql.push(" AND actor = ").bind(actor.as_str());
    }
    if let Some(from) = &wanted.from {
        sql.push(" AND at >= ").bind(from.as_str());
    }
    if let Some(until) = &wanted.until {
        sql.push(" AND at < ").bind(until.as_str());
    }
}

fn is_of_run(change: &Change, first: &Change) -> bool {
    change.at == first.at && change.actor == first.actor && change.kind == first.kind
}

/// The number of the last change before a run; 0 when the run is the first.
async fn end_of_run(
    tx: &mut Tx,
    viewer: &Viewer,
    wanted: &Wanted,
    before: i64,
    first: &Change,
) -> Result<i64> {
    let mut sql = Sql::new("SELECT seq FROM changes");
    meeting(&mut sql, viewer, wanted, before);
    sql.push(" AND NOT (at = ").bind(first.at.as_str()).push(" AND actor = ").bind(first.actor.as_str());
    sql.push(" AND kind = ").bind(first.kind.as_str()).push(") ORDER BY seq DESC LIMIT 1");
    tx.rows(&sql.text, sql.params).await?.first().map_or(Ok(0), |row| row.int(0))
}

/// What a run did to how many records, and the number of its first change.
async fn counted(
    tx: &mut Tx,
    viewer: &Viewer,
    wanted: &Wanted,
    (end, before): (i64, i64),
    first: &Change,
) -> Result<(Vec<(Action, u64)>, i64)> {
    let mut sql = Sql::new("SELECT action, COUNT(*), MIN(seq) FROM changes");
    meeting(&mut sql, viewer, wanted, before);
    sql.push(" AND seq > ").bind(end).push(" GROUP BY action ORDER BY action");
    let mut counts = Vec::new();
    let mut lowest = first.seq;
    for row in tx.rows(&sql.text, sql.params).await? {
        counts.push((Action::parse(&row.word(0)?), u64::try_from(row.int(1)?).unwrap_or(0)));
        lowest = lowest.min(row.int(2)?);
    }
    Ok((counts, lowest))
}

/// The form in which a change keeps what a record was.
pub(crate) fn kept(record: &Record) -> Param {
    let values = record.fields().filter_map(|(field, value)| Some((field.name.to_owned(), value?.stored())));
    let values: serde_json::Map<String, serde_json::Value> =
        values.map(|(name, stored)| (name, stored.into())).collect();
    Param::Text(Some(serde_json::Value::Object(values).to_string()))
}

/// Reads what a record was; a field that its kind no longer has is left out.
pub(crate) fn before(
    row: &Row,
    at: usize,
    kind: &'static Kind,
    id: &str,
    viewer: &Viewer,
) -> Result<Option<Record>> {
    let Some(kept) = row.text(at)? else { return Ok(None) };
    let damaged = |column: &str| Error::Corrupt {
        table: "changes".to_owned(),
        column: column.to_owned(),
        row: id.to_owned(),
    };
    let values: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&kept).map_err(|_| damaged("before"))?;
    let mut record = Record::new(kind, id);
    for (name, stored) in values {
        let Some(field) = kind.field(&name) else { continue };
        let value = Value::from_stored(field, &stored).ok_or_else(|| damaged(field.name))?;
        record.set(field.name, Some(value));
    }
    Ok(Some(record.for_viewer(viewer)))
}
