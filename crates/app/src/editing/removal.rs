//! Taking a record away, and bringing an old state back.

use domain::{Kind, Record, Right, Viewer};
use store::{Action, Inbound, Tx, Writing};

use super::{Cells, Fault, filled, found};
use crate::records::names_of;
use crate::{Error, Renkei, Result};

/// What became of the wish to take a record away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    /// It is gone, and can be brought back.
    Done,
    /// Other records depend on it, and it was not said that this is known; nothing is done.
    Depended(Vec<Inbound>),
    /// Another changed it since the page was made; nothing is done.
    Overtaken,
}

/// What became of the wish to bring back an old state.
#[derive(Debug, Clone)]
pub enum Restored {
    /// The record is again as it was then.
    Done,
    /// It cannot be again as it was; nothing is done.
    Faulty(Vec<Fault>),
    /// Another changed it since the page was made; nothing is done.
    Overtaken,
}

/// A record with its revision and what depends on it: what refers to it, and what cites it when it is a source.
///
/// # Errors
/// [`Error::NotFound`] when there is no such record, [`Error::Forbidden`] when the viewer may not take it away,
/// [`Error::Store`] when it cannot be read.
pub async fn dependents(
    renkei: &Renkei,
    viewer: &Viewer,
    kind: &'static Kind,
    id: &str,
) -> Result<(Record, i64, Vec<Inbound>)> {
    let mut tx = renkei.store().read().await?;
    let record = found(&mut tx, viewer, kind, id).await?;
    if !viewer.may_with(Right::Remove, &record) {
        return Err(Error::Forbidden);
    }
    let revision = store::revision(&mut tx, viewer, kind, id).await?.unwrap_or_default();
    let inbound = depending(&mut tx, viewer, &record).await?;
    Ok((record.for_viewer(viewer), revision, inbound))
}

async fn depending(tx: &mut Tx, viewer: &Viewer, record: &Record) -> Result<Vec<Inbound>> {
    let mut inbound = store::inbound(tx, viewer, record.id()).await?;
    if record.kind().plural == "sources" {
        inbound.extend(store::citing(tx, viewer, &names_of(record)).await?);
    }
    Ok(inbound)
}

/// Takes a record away. `confirmed` says that the viewer knows what depends on it.
///
/// # Errors
/// [`Error::NotFound`] when there is no such record, [`Error::Forbidden`] when the viewer may not take it away,
/// [`Error::Store`] when it cannot be read or written.
pub async fn remove(
    renkei: &Renkei,
    viewer: &Viewer,
    kind: &'static Kind,
    id: &str,
    revision: i64,
    confirmed: bool,
) -> Result<Removed> {
    let mut writing = begin(renkei, viewer, Right::Remove, kind).await?;
    let removed = take_away(&mut writing, viewer, kind, id, revision, confirmed).await;
    end(renkei, writing, matches!(removed, Ok(Removed::Done))).await?;
    removed
}

async fn take_away(
    writing: &mut Writing,
    viewer: &Viewer,
    kind: &'static Kind,
    id: &str,
    revision: i64,
    confirmed: bool,
) -> Result<Removed> {
    let record = found(writing.tx(), viewer, kind, id).await?;
    if !viewer.may_with(Right::Remove, &record) {
        return Err(Error::Forbidden);
    }
    if store::revision(writing.tx(), viewer, kind, id).await? != Some(revision) {
        return Ok(Removed::Overtaken);
    }
    let depending = depending(writing.tx(), viewer, &record).await?;
    if !depending.is_empty() && !confirmed {
        return Ok(Removed::Depended(depending));
    }
    writing.remove(kind, &[id.to_owned()]).await?;
    Ok(Removed::Done)
}

/// Brings a record back to the state after one of its changes; for a removal, to the state before it. `revision` is the
/// one that the viewer knows, `None` for a record that is gone. Fields that the viewer may not see stay as they are.
///
/// # Errors
/// [`Error::NotFound`] when the record had no such state, [`Error::Forbidden`] when the viewer may not change it or bring
/// it back, [`Error::Store`] when it cannot be read or written.
pub async fn restore(
    renkei: &Renkei,
    viewer: &Viewer,
    kind: &'static Kind,
    id: &str,
    change: i64,
    revision: Option<i64>,
) -> Result<Restored> {
    let right = if revision.is_some() { Right::Change } else { Right::Remove };
    let mut writing = begin(renkei, viewer, right, kind).await?;
    let restored = bring_back(&mut writing, viewer, (kind, id), change, revision).await;
    end(renkei, writing, matches!(restored, Ok(Restored::Done))).await?;
    restored
}

async fn bring_back(
    writing: &mut Writing,
    viewer: &Viewer,
    (kind, id): (&'static Kind, &str),
    change: i64,
    revision: Option<i64>,
) -> Result<Restored> {
    let whole = Viewer::local(viewer.office.clone());
    let states = store::history(writing.tx(), &whole, kind, id).await?;
    let state = states.into_iter().find(|state| state.change.seq == change);
    let then = state.and_then(|state| match state.change.action {
        Action::Removed => state.before,
        Action::Added | Action::Changed => state.after,
    });
    let then = then.ok_or_else(|| Error::NotFound(format!("{}/{id}@{change}", kind.plural)))?;
    let now = store::find(writing.tx(), &whole, kind, id).await?;
    if store::revision(writing.tx(), &whole, kind, id).await? != revision {
        return Ok(Restored::Overtaken);
    }
    let right = if now.is_some() { Right::Change } else { Right::Remove };
    let concerned = now.as_ref().unwrap_or(&then);
    if !viewer.may_with(right, concerned) || !viewer.may_with(right, &then) {
        return Err(Error::Forbidden);
    }
    // What the old state refers to must still be there, so the old values go in as if they were typed anew.
    let start = now.unwrap_or_else(|| Record::new(kind, id));
    let sight = if revision.is_some() { viewer.sight(&start) } else { whole.sight(&start) };
    let seeing = if revision.is_some() { viewer } else { &whole };
    let (_, faults) = filled(writing.tx(), seeing, &start, &Cells::of(&then, sight)).await?;
    if !faults.is_empty() {
        return Ok(Restored::Faulty(faults));
    }
    let mut record = start;
    for (field, value) in then.fields().filter(|(field, _)| field.visibility >= sight) {
        record.set(field.name, value.cloned());
    }
    match writing.save(&record, revision).await? {
        store::Saved::Stored(..) => Ok(Restored::Done),
        store::Saved::Overtaken(_) => Ok(Restored::Overtaken),
    }
}

async fn begin(renkei: &Renkei, viewer: &Viewer, right: Right, kind: &'static Kind) -> Result<Writing> {
    if !viewer.may(right, Some(kind)) {
        return Err(Error::Forbidden);
    }
    let at = renkei.now().to_string();
    Ok(Writing::begin(renkei.store(), viewer, store::actor(viewer), &at).await?)
}

async fn end(renkei: &Renkei, writing: Writing, is_done: bool) -> Result<()> {
    if !is_done {
        return Ok(writing.roll_back().await?);
    }
    writing.commit().await?;
    renkei.follow().await?;
    Ok(())
}
