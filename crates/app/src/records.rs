//! The page of one record of any kind: its values, what it refers to, what refers to it, sources and conflicts.

use std::collections::HashMap;

use domain::{Citation, Kind, Record, Right, Shape, Value, Viewer};
use store::{Names, Tx};

use crate::{Error, Renkei, Result};

/// How many records that refer to this one are shown for each field; the list shows the rest.
pub const MOST_INBOUND: u32 = 20;

/// Everything on the page of a record.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// The record.
    pub record: Record,
    /// What the references on the page stand for.
    pub names: Names,
    /// The places around it, the nearest first, when the record is a place.
    pub path: Vec<String>,
    /// What refers to it, by kind and field; observations and conflicts stand apart.
    pub inbound: Vec<Inbound>,
    /// The values of indicators about it.
    pub observations: Vec<Record>,
    /// Where sources disagree about it.
    pub conflicts: Vec<Record>,
    /// The documents that it and its conflicts cite, by the name under which they are cited.
    pub sources: Sources,
    /// When the record is a source: how many records cite it, by kind and field.
    pub cited_by: Vec<store::Inbound>,
}

/// Documents by the name under which they are cited.
pub type Sources = HashMap<String, Record>;

/// The records of one kind that refer to a record in one field.
#[derive(Debug, Clone)]
pub struct Inbound {
    /// Their kind.
    pub kind: &'static Kind,
    /// The field in which they refer.
    pub field: &'static str,
    /// How many they are in all.
    pub total: u64,
    /// The first of them, by date.
    pub records: Vec<Record>,
}

/// Shows one record.
///
/// # Errors
/// [`Error::Forbidden`] when the kind is closed to the viewer, [`Error::NotFound`] when there is no record of this kind
/// with this id, [`Error::Store`] when it cannot be read.
pub async fn show(renkei: &Renkei, viewer: &Viewer, kind: &'static Kind, id: &str) -> Result<RecordPage> {
    if !viewer.may(Right::Read, Some(kind)) {
        return Err(Error::Forbidden);
    }
    let mut tx = renkei.store().read().await?;
    let Some(record) = store::find(&mut tx, viewer, kind, id).await? else {
        return Err(Error::NotFound(format!("{}/{id}", kind.plural)));
    };
    let path = if kind.plural == "places" { store::path(&mut tx, viewer, id).await? } else { Vec::new() };
    let own = [id.to_owned()];
    let mut page = RecordPage {
        path,
        record,
        names: Names::new(),
        inbound: Vec::new(),
        observations: Vec::new(),
        conflicts: Vec::new(),
        sources: Sources::new(),
        cited_by: Vec::new(),
    };
    for counted in store::inbound(&mut tx, viewer, id).await? {
        let limit = if is_apart(counted.kind) { 200 } else { MOST_INBOUND };
        let records = store::referring(&mut tx, viewer, counted.kind, counted.field, &own, limit).await?;
        match counted.kind.plural {
            "observations" => page.observations = records,
            "conflicts" => page.conflicts = records,
            _ => page.inbound.push(Inbound {
                kind: counted.kind,
                field: counted.field,
                total: counted.total,
                records,
            }),
        }
    }
    if kind.plural == "sources" {
        page.cited_by = store::citing(&mut tx, viewer, &names_of(&page.record)).await?;
    }
    page.sources = cited(&mut tx, viewer, page.records()).await?;
    let mut ids: Vec<String> = page.path.clone();
    for record in page.records() {
        ids.extend(record.links().map(|(_, id)| id.to_owned()));
    }
    page.names = store::heads(&mut tx, viewer, ids).await?;
    Ok(page)
}

/// Reads one record with the number of its last change, for programs.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not read records of the kind, [`Error::NotFound`] when there is none with
/// this id, [`Error::Store`] when it cannot be read.
pub async fn one(renkei: &Renkei, viewer: &Viewer, kind: &'static Kind, id: &str) -> Result<(Record, i64)> {
    if !viewer.may(Right::Read, Some(kind)) {
        return Err(Error::Forbidden);
    }
    let mut tx = renkei.store().read().await?;
    let record = store::find(&mut tx, viewer, kind, id).await?;
    let revision = store::revision(&mut tx, viewer, kind, id).await?;
    record.zip(revision).ok_or_else(|| Error::NotFound(format!("{}/{id}", kind.plural)))
}

/// Finds the kind of the record with this id.
///
/// # Errors
/// [`Error::NotFound`] when there is none, [`Error::Store`] when the record cannot be read.
pub async fn kind_of(renkei: &Renkei, viewer: &Viewer, id: &str) -> Result<&'static Kind> {
    let mut tx = renkei.store().read().await?;
    let heads = store::heads(&mut tx, viewer, [id]).await?;
    heads.get(id).map(|head| head.kind).ok_or_else(|| Error::NotFound(id.to_owned()))
}

/// Finds the documents that records cite, by the names under which they are cited.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn cited<'r>(
    tx: &mut Tx,
    viewer: &Viewer,
    records: impl IntoIterator<Item = &'r Record>,
) -> Result<Sources> {
    let mut wanted: Vec<String> = Vec::new();
    for citation in records.into_iter().flat_map(citations) {
        if !citation.document.is_empty() {
            wanted.push(citation.document.clone());
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = Sources::new();
    if let (Some(sources), false) = (domain::kind("sources"), wanted.is_empty()) {
        let by_name = store::Query::of(sources)
            .filtered(store::Filter::Is { field: "cited_as", any_of: wanted.clone() })
            .limited(1_000);
        for source in store::page(tx, viewer, &by_name).await? {
            found.insert(source.text("cited_as").to_owned(), source);
        }
        for source in store::by_ids(tx, viewer, sources, &wanted).await? {
            found.insert(source.id().to_owned(), source);
        }
    }
    Ok(found)
}

/// Every citation of a record, in the order of its fields.
pub fn citations(record: &Record) -> impl Iterator<Item = &Citation> {
    record.fields().filter(|(field, _)| matches!(field.shape, Shape::Citations)).flat_map(|(_, value)| {
        match value {
            Some(Value::Citations(citations)) => citations.as_slice(),
            _ => &[],
        }
    })
}

impl RecordPage {
    fn records(&self) -> impl Iterator<Item = &Record> {
        std::iter::once(&self.record)
            .chain(&self.observations)
            .chain(&self.conflicts)
            .chain(self.inbound.iter().flat_map(|inbound| &inbound.records))
    }

    /// The conflicts that touch a field of the record.
    pub fn conflicts_at(&self, field: &str) -> impl Iterator<Item = &Record> {
        self.conflicts.iter().filter(move |conflict| conflict.text("field") == field)
    }

    /// The conflicts about something that is not one of the record's fields.
    pub fn other_conflicts(&self) -> impl Iterator<Item = &Record> {
        self.conflicts.iter().filter(|conflict| self.record.kind().field(conflict.text("field")).is_none())
    }
}

/// The names under which a source is cited.
pub(crate) fn names_of(source: &Record) -> Vec<String> {
    vec![source.text("cited_as").to_owned(), source.id().to_owned()]
}

fn is_apart(kind: &Kind) -> bool {
    matches!(kind.plural, "observations" | "conflicts")
}
