//! Writing records from the screen: opening one as a form, saving what was typed, taking it away and bringing it back.
//!
//! Everything is done in one transaction: load, may the viewer, decide, save. A record is saved against the revision
//! that its form was made from; when another was faster, both versions are given back and nothing is stored. Fields
//! that the viewer may not see, and fields that the form does not have, stay as they are.

mod cells;
mod drafts;
mod ids;
mod references;
mod removal;
mod starts;

use domain::rights::Reach;
use domain::value::CellFault;
use domain::{At, Code, Field, Kind, Problem, Record, Right, Shape, Value, Viewer};
use store::{Change, Head, Names, Outcome, Tx, Writing};

pub use cells::{Cells, LOCATOR, LONGEST_CELL, Slot, open_fields};
pub use drafts::{LONGEST_DRAFT, discard_draft, draft, keep_draft};
pub use ids::is_chosen;
pub use references::{MOST_SUGGESTED, Suggestion, allowed, suggest};
pub use removal::{Removed, Restored, dependents, remove, restore};
pub use starts::{Start, starts};

use crate::history::People;
use crate::{Error, Renkei, Result};

/// The name of the input for the id of a new record.
pub const ID: &str = "id";

/// A record opened as a form.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The record, as far as the viewer may see it; a new one has no id.
    pub record: Record,
    /// The number of its last change; `None` for a new record.
    pub revision: Option<i64>,
    /// What stands in the inputs.
    pub cells: Cells,
}

/// What a form sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The kind of the record.
    pub kind: &'static Kind,
    /// The record; `None` for a new one.
    pub id: Option<String>,
    /// The id that the writer wishes for a new record; blank when the program shall make one.
    pub wished: String,
    /// The revision from which the form was made.
    pub revision: Option<i64>,
    /// What stood in the inputs.
    pub cells: Cells,
}

/// What is wrong with one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The name of the input; blank when the record as a whole is meant.
    pub input: String,
    /// Which of several inputs of this name, from 0.
    pub position: usize,
    /// What is wrong.
    pub problem: Problem,
    /// Records that may be meant.
    pub matches: Vec<Head>,
}

/// What became of what a form sent.
#[derive(Debug, Clone)]
pub enum Saved {
    /// The record is stored, or was the same already.
    Stored(Record),
    /// Something typed cannot be; nothing is stored.
    Faulty(Vec<Fault>),
    /// Another changed the record since the form was made; nothing is stored.
    Overtaken(Box<Overtaken>),
    /// Another took the record away since the form was made; nothing is stored.
    Gone,
}

/// Two versions of a record, as far as the viewer may see them.
#[derive(Debug, Clone)]
pub struct Overtaken {
    /// The record from which both began, where it was kept.
    pub base: Option<Record>,
    /// What is stored now.
    pub theirs: Record,
    /// The revision of what is stored now.
    pub revision: i64,
    /// The last change: who and when.
    pub change: Option<Change>,
    /// The name of who made it, by account.
    pub people: People,
    /// What the viewer wants to store.
    pub mine: Record,
}

/// Opens a record as a form.
///
/// # Errors
/// [`Error::NotFound`] when there is no such record, [`Error::Forbidden`] when the viewer may not change it,
/// [`Error::Store`] when it cannot be read.
pub async fn open(renkei: &Renkei, viewer: &Viewer, kind: &'static Kind, id: &str) -> Result<Opened> {
    let mut tx = renkei.store().read().await?;
    let record = found(&mut tx, viewer, kind, id).await?;
    if !viewer.may_with(Right::Change, &record) {
        return Err(Error::Forbidden);
    }
    let revision = store::revision(&mut tx, viewer, kind, id).await?;
    let cells = Cells::of(&record, viewer.sight(&record));
    Ok(Opened { record: record.for_viewer(viewer), revision, cells })
}

/// Opens the form of a new record, with what is known filled in. Somebody who may only add what is their own finds
/// their place or body filled in.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not add records of the kind, [`Error::Store`] when the record cannot be
/// read.
pub async fn fresh(renkei: &Renkei, viewer: &Viewer, kind: &'static Kind, given: Cells) -> Result<Opened> {
    let mut record = Record::new(kind, "");
    let reach = viewer.reach(Right::Create, Some(kind));
    if reach == Reach::None {
        return Err(Error::Forbidden);
    }
    let mut cells = given;
    if reach == Reach::Own {
        let mut tx = renkei.store().read().await?;
        let own = store::heads(&mut tx, viewer, viewer.own()).await?;
        for field in kind.fields {
            if cells.has(field.name) {
                continue;
            }
            let kinds = allowed(viewer, field);
            let fits = |id: &&String| own.get(*id).is_some_and(|head| kinds.contains(&head.kind));
            let mut fitting = viewer.own().iter().filter(fits);
            let (Shape::Reference(_), Some(id), None) = (field.shape, fitting.next(), fitting.next()) else {
                continue;
            };
            let mut owned = Record::new(kind, "");
            owned.set(field.name, Some(Value::Reference(id.clone())));
            if viewer.owns(&owned) {
                cells.set(field.name, vec![id.clone()]);
                record = owned;
            }
        }
    }
    Ok(Opened { record, revision: None, cells })
}

/// Finds what the ids in the inputs stand for.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn names(renkei: &Renkei, viewer: &Viewer, kind: &'static Kind, cells: &Cells) -> Result<Names> {
    let mut ids: Vec<String> = Vec::new();
    for field in kind.fields {
        if let Shape::Reference(_) | Shape::References(_) = field.shape {
            ids.extend(cells.all(field.name).iter().map(|id| id.trim().to_owned()));
        }
    }
    let mut tx = renkei.store().read().await?;
    let mut names = store::heads(&mut tx, viewer, ids).await?;
    names.retain(|_, head| viewer.may(Right::Read, Some(head.kind)));
    Ok(names)
}

/// Saves what a form sent.
///
/// # Errors
/// [`Error::NotFound`] when there never was such a record, [`Error::Forbidden`] when the viewer may not add or change
/// it, [`Error::Store`] when the record cannot be read or written.
pub async fn save(renkei: &Renkei, viewer: &Viewer, sent: &Sent) -> Result<Saved> {
    let right = if sent.id.is_some() { Right::Change } else { Right::Create };
    if !viewer.may(right, Some(sent.kind)) {
        return Err(Error::Forbidden);
    }
    let at = renkei.now().to_string();
    let mut writing = Writing::begin(renkei.store(), viewer, store::actor(viewer), &at).await?;
    match decide(&mut writing, viewer, sent).await {
        Ok(Saved::Stored(record)) => {
            writing.commit().await?;
            renkei.follow().await?;
            Ok(Saved::Stored(record))
        }
        refused => {
            writing.roll_back().await?;
            refused
        }
    }
}

async fn decide(writing: &mut Writing, viewer: &Viewer, sent: &Sent) -> Result<Saved> {
    let whole = Viewer::local(viewer.office.clone());
    let Some(id) = &sent.id else { return add(writing, viewer, sent).await };
    let now = store::find(writing.tx(), &whole, sent.kind, id).await?;
    let Some(now) = now else {
        return match store::first_kind(writing.tx(), &viewer.office, id).await? {
            Some(kind) if kind == sent.kind.plural => Ok(Saved::Gone),
            _ => Err(Error::NotFound(format!("{}/{id}", sent.kind.plural))),
        };
    };
    if !viewer.may_with(Right::Change, &now) {
        return Err(Error::Forbidden);
    }
    let revision = store::revision(writing.tx(), &whole, sent.kind, id).await?.unwrap_or_default();
    let base = match sent.revision {
        Some(known) if known != revision => store::as_of(writing.tx(), &whole, sent.kind, id, known).await?,
        _ => Some(now.clone()),
    };
    let start = base.as_ref().unwrap_or(&now);
    let (mine, faults) = filled(writing.tx(), viewer, start, &sent.cells).await?;
    if !faults.is_empty() {
        return Ok(Saved::Faulty(faults));
    }
    if !viewer.may_with(Right::Change, &mine) {
        return Ok(Saved::Faulty(vec![not_own()]));
    }
    if mine == now || base.as_ref() == Some(&mine) {
        return Ok(Saved::Stored(now.for_viewer(viewer)));
    }
    if sent.revision != Some(revision) {
        let states = store::history(writing.tx(), &whole, sent.kind, id).await?;
        let change = states.into_iter().next().map(|state| state.change);
        let actor = change.iter().map(|change: &Change| change.actor.as_str());
        let people = crate::history::people(writing.tx(), actor).await?;
        let seen = |record: Record| record.for_viewer(viewer);
        return Ok(Saved::Overtaken(Box::new(Overtaken {
            base: base.map(seen),
            theirs: seen(now),
            revision,
            change,
            people,
            mine: seen(mine),
        })));
    }
    put(writing, viewer, mine, Some(revision)).await
}

async fn add(writing: &mut Writing, viewer: &Viewer, sent: &Sent) -> Result<Saved> {
    let blank = Record::new(sent.kind, "");
    let (mut record, mut faults) = filled(writing.tx(), viewer, &blank, &sent.cells).await?;
    if faults.is_empty() && !viewer.may_with(Right::Create, &record) {
        faults.push(not_own());
    }
    match ids::free(writing.tx(), viewer, &record, &sent.wished).await? {
        Ok(id) => record.set_id(id),
        Err(fault) => faults.insert(0, fault),
    }
    if !faults.is_empty() {
        return Ok(Saved::Faulty(faults));
    }
    put(writing, viewer, record, None).await
}

/// Writes a record whose fields are sound, and looks at what can only be known then.
async fn put(writing: &mut Writing, viewer: &Viewer, record: Record, revision: Option<i64>) -> Result<Saved> {
    match writing.save(&record, revision).await? {
        store::Saved::Stored(Outcome::Taken(_), _) | store::Saved::Overtaken(_) => {
            Err(Error::Store(store::Error::Backend(format!("{} was not stored", record.id()))))
        }
        store::Saved::Stored(..) => {
            if record.kind().plural == "places" {
                let circular = store::circular_places(writing.tx(), &viewer.office).await?;
                if circular.iter().any(|id| id == record.id()) {
                    let found = record.text("within").to_owned();
                    return Ok(Saved::Faulty(vec![fault("within", Code::CircularPlace, &found, "")]));
                }
            }
            Ok(Saved::Stored(record.for_viewer(viewer)))
        }
    }
}

/// A record with what the inputs say in the fields that the viewer may see, and what is wrong with them.
async fn filled(tx: &mut Tx, viewer: &Viewer, start: &Record, cells: &Cells) -> Result<(Record, Vec<Fault>)> {
    let mut cells = cells.clone();
    let mut record = start.clone();
    let mut faults: Vec<Fault> = Vec::new();
    // What a new record will be decides what of it its writer may see; the fields that say so are open to all.
    let is_new = start.id().is_empty();
    let fields: Vec<&'static Field> = match is_new {
        true => start.kind().fields.iter().collect(),
        false => open_fields(start.kind(), viewer, start).collect(),
    };
    for field in fields {
        let old = start.get(field.name);
        if !cells.slots(start.kind(), field).iter().any(|slot| cells.has(&slot.name)) {
            continue;
        }
        match field.shape {
            Shape::Reference(_) | Shape::References(_) => {
                let found = references::settle(tx, viewer, field, &mut cells, old).await?;
                if !found.is_empty() {
                    faults.extend(found);
                    continue;
                }
            }
            Shape::Citations => references::settle_documents(tx, viewer, field, &mut cells).await?,
            _ => {}
        }
        match cells.value(start.kind(), field, old) {
            Ok(value) => record.set(field.name, value),
            Err((input, CellFault { code, expected, hint })) => {
                let found = cells.all(&input).join(";");
                let mut fault = fault(&input, code, &found, &expected);
                fault.problem.hint = hint;
                faults.push(fault);
            }
        }
    }
    if is_new {
        record = record.for_viewer(viewer);
    }
    let faulty: Vec<String> = faults.iter().map(|fault| fault.input.clone()).collect();
    for found in record.check() {
        let slots = record.kind().field(found.field).map(|field| cells.slots(record.kind(), field));
        let input =
            slots.and_then(|slots| slots.into_iter().next()).map(|slot| slot.name).unwrap_or_default();
        let is_told = faulty.iter().any(|name| {
            name == &input
                || Slot::named(record.kind(), name).is_some_and(|slot| slot.field.name == found.field)
        });
        if !is_told {
            let text = record.get(found.field).map(Value::cell).unwrap_or_default();
            faults.push(fault(&input, found.fault, &text, &found.expected));
        }
    }
    let place = |fault: &Fault| {
        Slot::named(record.kind(), &fault.input).and_then(|slot| record.kind().position(slot.field.name))
    };
    faults.sort_by_key(place);
    Ok((record, faults))
}

fn fault(input: &str, code: Code, found: &str, expected: &str) -> Fault {
    let at = At { column: input.to_owned(), ..At::default() };
    let problem = Problem::new(code, at, found, expected, None);
    Fault { input: input.to_owned(), position: 0, problem, matches: Vec::new() }
}

fn not_own() -> Fault {
    fault("", Code::NotOwn, "", "")
}

/// Finds a record with all of its fields, for deciding about it; the viewer sees less of it.
async fn found(tx: &mut Tx, viewer: &Viewer, kind: &'static Kind, id: &str) -> Result<Record> {
    let whole = Viewer::local(viewer.office.clone());
    let record = store::find(tx, &whole, kind, id).await?;
    record
        .filter(|_| viewer.may(Right::Read, Some(kind)))
        .ok_or_else(|| Error::NotFound(format!("{}/{id}", kind.plural)))
}

#[cfg(test)]
mod tests;
