//! Writing records: many at a time, with their links, counts and the feed of changes, in one transaction.

use std::collections::HashMap;

use domain::{Kind, Record, Value, Viewer};
use rustc_hash::FxHashMap;

use crate::engine::Param;
use crate::records::by_ids;
use crate::sql::{MOST_PARAMS, Sql, column_values};
use crate::{Action, Error, Result, Store, Tx, history, schema};

/// What became of a record that was put into the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added,
    /// It was there with other values.
    Changed,
    /// It was there with the same values.
    Unchanged,
    /// The id belongs to a record of this other kind; nothing was done.
    Taken(&'static Kind),
}

/// What became of a record that was saved against an expected revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is stored, and has this revision now.
    Stored(Outcome, i64),
    /// Another was faster: the record has this revision, or is gone. Nothing was done.
    Overtaken(Option<i64>),
}

/// A transaction that writes to one office's record. Dropping it undoes everything.
#[derive(Debug)]
pub struct Writing {
    tx: Tx,
    viewer: Viewer,
    at: String,
    actor: String,
    feed: i64,
    ordinal: i64,
    tallies: FxHashMap<(&'static str, &'static str, String), i64>,
}

/// Counts waiting to be written; more are written out early, to keep memory bounded.
const MOST_TALLIES: usize = 50_000;

impl Writing {
    /// Starts writing as `actor` at the moment `at` (UTC, RFC 3339). Other writers to the same office wait.
    ///
    /// # Errors
    /// [`Error::NoOffice`] when the office does not exist, [`Error::Busy`] when another program holds the database,
    /// [`Error::Backend`] when it fails otherwise.
    pub async fn begin(store: &Store, viewer: &Viewer, actor: &str, at: &str) -> Result<Self> {
        let mut tx = store.begin_write().await?;
        let mut sql = Sql::new("UPDATE offices SET feed = feed WHERE id = ");
        sql.bind(viewer.office.as_str()).push(" RETURNING feed, ordinal");
        let rows = tx.rows(&sql.text, sql.params).await?;
        let Some(row) = rows.first() else { return Err(Error::NoOffice(viewer.office.as_str().to_owned())) };
        Ok(Self {
            feed: row.int(0)?,
            ordinal: row.int(1)?,
            tx,
            viewer: Viewer::local(viewer.office.clone()),
            at: at.to_owned(),
            actor: actor.to_owned(),
            tallies: FxHashMap::default(),
        })
    }

    /// The transaction, for reading what has been written so far.
    pub fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// Puts records of one kind into the store; no id may stand twice among them. References are not followed here.
    ///
    /// # Errors
    /// [`Error::DiskFull`] when there is no room, [`Error::Backend`] when the database fails.
    pub async fn put(&mut self, kind: &'static Kind, records: &[Record]) -> Result<Vec<Outcome>> {
        let ids: Vec<String> = records.iter().map(|record| record.id().to_owned()).collect();
        let known = crate::existing(&mut self.tx, &self.viewer.office, &ids).await?;
        let old_ids: Vec<String> =
            known.iter().filter(|(_, plural)| *plural == kind.plural).map(|(id, _)| id.clone()).collect();
        let before: HashMap<String, Record> = by_ids(&mut self.tx, &self.viewer, kind, &old_ids)
            .await?
            .into_iter()
            .map(|record| (record.id().to_owned(), record))
            .collect();
        let mut outcomes = Vec::with_capacity(records.len());
        let mut writes = Vec::new();
        for record in records {
            let outcome =
                match (before.get(record.id()), known.get(record.id()).and_then(|p| domain::kind(p))) {
                    (Some(old), _) if old == record => Outcome::Unchanged,
                    (Some(_), _) => Outcome::Changed,
                    (None, Some(other)) => Outcome::Taken(other),
                    (None, None) => Outcome::Added,
                };
            if matches!(outcome, Outcome::Added | Outcome::Changed) {
                writes.push((record, before.get(record.id())));
            }
            outcomes.push(outcome);
        }
        self.write(kind, &writes).await?;
        Ok(outcomes)
    }

    /// Puts one record into the store if it still has the revision that the writer knows; `None` for a new record.
    ///
    /// # Errors
    /// As [`Writing::put`].
    pub async fn save(&mut self, record: &Record, expected: Option<i64>) -> Result<Saved> {
        let kind = record.kind();
        let now = crate::revision(&mut self.tx, &self.viewer, kind, record.id()).await?;
        if now != expected {
            return Ok(Saved::Overtaken(now));
        }
        let outcomes = self.put(kind, std::slice::from_ref(record)).await?;
        let outcome = outcomes.first().copied().unwrap_or(Outcome::Unchanged);
        let revision = if matches!(outcome, Outcome::Unchanged) { expected } else { Some(self.feed) };
        Ok(Saved::Stored(outcome, revision.unwrap_or(self.feed)))
    }

    async fn write(&mut self, kind: &'static Kind, writes: &[(&Record, Option<&Record>)]) -> Result<()> {
        if writes.is_empty() {
            return Ok(());
        }
        let changed: Vec<&str> =
            writes.iter().filter(|(_, old)| old.is_some()).map(|(new, _)| new.id()).collect();
        if !changed.is_empty() {
            for table in ["links", "citations"] {
                let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE office = "));
                sql.bind(self.viewer.office.as_str()).push(" AND from_id IN ").list(changed.iter().copied());
                self.tx.run(&sql.text, sql.params).await?;
            }
        }
        let mut heads = Vec::with_capacity(writes.len());
        let mut rows = Vec::with_capacity(writes.len());
        let mut links = Vec::new();
        let mut citations = Vec::new();
        let mut changes = Vec::with_capacity(writes.len());
        for (new, old) in writes {
            let action = if old.is_some() { Action::Changed } else { Action::Added };
            changes.push(self.change(kind, new.id(), action, *old));
            heads.push(self.head(kind, new));
            rows.push(self.row(new));
            links.extend(links_of(kind, new));
            citations.extend(citations_of(kind, new));
            if let Some(old) = old {
                self.tally(kind, old, -1);
            }
            self.tally(kind, new, 1);
        }
        let columns = schema::columns(kind).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        self.insert("records", &["id", "kind", "title", "ordinal", "revision"], heads, HEAD_UPSERT).await?;
        let names: Vec<&str> = std::iter::once("id").chain(columns.iter().map(String::as_str)).collect();
        self.insert(kind.plural, &names, rows, &row_upsert(&columns)).await?;
        self.insert("links", &["from_id", "from_kind", "field", "position", "to_id"], links, "").await?;
        self.insert("citations", &["from_id", "from_kind", "field", "position", "document"], citations, "")
            .await?;
        self.insert("changes", CHANGE, changes, "").await?;
        if self.tallies.len() > MOST_TALLIES {
            self.write_tallies().await?;
        }
        Ok(())
    }

    /// Takes records of one kind away, with the references that they hold; unknown ids are passed over.
    ///
    /// References to them from elsewhere stay, and are found by [`crate::dangling`].
    ///
    /// # Errors
    /// [`Error::Backend`] when the database fails.
    pub async fn remove(&mut self, kind: &'static Kind, ids: &[String]) -> Result<u64> {
        let old = by_ids(&mut self.tx, &self.viewer, kind, ids).await?;
        let mut changes = Vec::with_capacity(old.len());
        for record in &old {
            self.tally(kind, record, -1);
            changes.push(self.change(kind, record.id(), Action::Removed, Some(record)));
        }
        for (table, column) in
            [("links", "from_id"), ("citations", "from_id"), (kind.plural, "id"), ("records", "id")]
        {
            for batch in old.chunks(1_000) {
                let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE office = "));
                sql.bind(self.viewer.office.as_str()).push(&format!(" AND {column} IN "));
                sql.list(batch.iter().map(Record::id));
                self.tx.run(&sql.text, sql.params).await?;
            }
        }
        self.insert("changes", CHANGE, changes, "").await?;
        Ok(u64::try_from(old.len()).unwrap_or(0))
    }

    /// Makes everything last.
    ///
    /// # Errors
    /// [`Error::DiskFull`] when there is no room, [`Error::Backend`] when the database fails; nothing is changed then.
    pub async fn commit(mut self) -> Result<()> {
        self.write_tallies().await?;
        let mut sql = Sql::new("UPDATE offices SET feed = ");
        sql.bind(self.feed).push(", ordinal = ").bind(self.ordinal).push(" WHERE id = ");
        sql.bind(self.viewer.office.as_str());
        self.tx.run(&sql.text, sql.params).await?;
        self.tx.commit().await
    }

    /// Undoes everything.
    ///
    /// # Errors
    /// [`Error::Backend`] when the database fails.
    pub async fn roll_back(self) -> Result<()> {
        self.tx.roll_back().await
    }

    /// What stands for the record; its revision is the change just told.
    fn head(&mut self, kind: &Kind, record: &Record) -> Vec<Param> {
        self.ordinal += 1;
        let title = record.title(&|_| None).to_json();
        vec![
            record.id().into(),
            kind.plural.into(),
            title.as_str().into(),
            self.ordinal.into(),
            self.feed.into(),
        ]
    }

    fn row(&self, record: &Record) -> Vec<Param> {
        let mut row = vec![record.id().into()];
        row.extend(column_values(record));
        row
    }

    fn change(&mut self, kind: &Kind, id: &str, action: Action, before: Option<&Record>) -> Vec<Param> {
        self.feed += 1;
        vec![
            self.feed.into(),
            id.into(),
            kind.plural.into(),
            action.as_str().into(),
            self.at.as_str().into(),
            self.actor.as_str().into(),
            before.map_or(Param::Text(None), history::kept),
        ]
    }

    fn tally(&mut self, kind: &'static Kind, record: &Record, by: i64) {
        *self.tallies.entry((kind.plural, "", String::new())).or_default() += by;
        for (field, value) in record.fields() {
            for word in value.map(|value| field.filter_values(value)).unwrap_or_default() {
                *self.tallies.entry((kind.plural, field.name, word.to_owned())).or_default() += by;
            }
        }
    }

    async fn write_tallies(&mut self) -> Result<()> {
        let mut rows: Vec<_> =
            std::mem::take(&mut self.tallies).into_iter().filter(|(_, by)| *by != 0).collect();
        rows.sort();
        let rows = rows
            .into_iter()
            .map(|((kind, field, value), by)| {
                vec![kind.into(), field.into(), value.as_str().into(), by.into()]
            })
            .collect();
        self.insert(
            "tallies",
            &["kind", "field", "value", "n"],
            rows,
            " ON CONFLICT (office, kind, field, value) DO UPDATE SET n = tallies.n + excluded.n",
        )
        .await
    }

    /// Inserts rows with the office before each, as many a statement as parameters allow.
    async fn insert(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Param>>,
        conflict: &str,
    ) -> Result<()> {
        let names = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let most = (MOST_PARAMS / (columns.len() + 1)).min(250);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut sql = Sql::new(&format!("INSERT INTO {table} (office, {names}) VALUES "));
            for (at, row) in rows.by_ref().take(most).enumerate() {
                sql.push(if at == 0 { "(" } else { ", (" }).bind(self.viewer.office.as_str());
                for param in row {
                    sql.push(", ").bind(param);
                }
                sql.push(")");
            }
            sql.push(conflict);
            self.tx.run(&sql.text, sql.params).await?;
        }
        Ok(())
    }
}

/// The columns of a change.
const CHANGE: &[&str] = &["seq", "id", "kind", "action", "at", "actor", "before"];

/// A record keeps its place in the order; its revision is the number of its last change.
const HEAD_UPSERT: &str =
    " ON CONFLICT (office, id) DO UPDATE SET title = excluded.title, revision = excluded.revision";

fn row_upsert(columns: &[String]) -> String {
    let sets =
        columns.iter().map(|name| format!("\"{name}\" = excluded.\"{name}\"")).collect::<Vec<_>>().join(", ");
    format!(" ON CONFLICT (office, id) DO UPDATE SET {sets}")
}

fn links_of(kind: &Kind, record: &Record) -> Vec<Vec<Param>> {
    let mut rows = Vec::new();
    for (field, value) in record.fields() {
        let ids = value.map_or(&[][..], Value::references);
        for (position, id) in (0_i64..).zip(ids) {
            let at = position.into();
            rows.push(vec![
                record.id().into(),
                kind.plural.into(),
                field.name.into(),
                at,
                id.as_str().into(),
            ]);
        }
    }
    rows
}

fn citations_of(kind: &Kind, record: &Record) -> Vec<Vec<Param>> {
    let mut rows = Vec::new();
    for (field, value) in record.fields() {
        let Some(Value::Citations(citations)) = value else { continue };
        for (position, citation) in (0_i64..).zip(citations) {
            let document = citation.document.as_str().into();
            rows.push(vec![
                record.id().into(),
                kind.plural.into(),
                field.name.into(),
                position.into(),
                document,
            ]);
        }
    }
    rows
}
