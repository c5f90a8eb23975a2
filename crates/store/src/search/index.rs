//! The index itself: a folder that belongs to one node.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{Kind, OfficeId, Record, Value, Viewer, Visibility};
use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    FAST, Field as Slot, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
    Value as _,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{IndexReader, IndexWriter, Searcher, TantivyDocument, Term};

use super::question::Question;
use super::totals::{KIND, Totals};
use super::words::{Word, words};
use crate::records::is_open;
use crate::{Change, Error, Result, Store, Tx, by_ids, changes_after, heads, latest_change, offices};

/// Further words under which a record is found, such as the labels of its codes in every language.
pub type Labels = fn(&Record) -> String;

/// A word index over every office's record.
pub struct Index {
    index: tantivy::Index,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    slots: Slots,
    labels: Labels,
    /// Held while the index follows: two that follow at once could leave an old state of a record behind a new position.
    following: tokio::sync::Mutex<()>,
}

/// How far an index has come with one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The number of the last change that is in it.
    pub seq: i64,
    /// How many records are in it.
    pub records: u64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// How many records of each kind meet the words, by plural.
    pub totals: HashMap<String, u64>,
    /// Whether no record met every word, so that those meeting some are shown.
    pub loosened: bool,
}

/// One record that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: &'static Kind,
    /// How well it meets the words.
    pub score: f32,
}

/// The parts of an indexed document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slots {
    key: Slot,
    id: Slot,
    office: Slot,
    kind: Slot,
    pub(crate) title: Slot,
    pub(crate) all: Slot,
    pub(crate) inner: Slot,
}

/// How far the index has followed one office: the change's number and what it was, so that another history is noticed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Position {
    seq: i64,
    mark: String,
}

/// Memory for documents that wait to be written, in bytes: the least that the library takes for one thread.
const WRITER_MEMORY: usize = 15_000_000;
const ANALYSIS: &str = "words";
const BATCH: u32 = 1_000;

impl Index {
    /// Opens the index in a folder; one that is missing, damaged or of another version is made anew and empty.
    ///
    /// # Errors
    /// [`Error::Index`] when the folder cannot be written or another program holds it.
    pub fn open(folder: &Path, labels: Labels) -> Result<Self> {
        let (schema, slots) = schema();
        let refused = |error: std::io::Error| Error::Index(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(refused)?;
        let made = || -> Result<tantivy::Index> {
            let directory = MmapDirectory::open(folder).map_err(|e| Error::Index(e.to_string()))?;
            Ok(tantivy::Index::open_or_create(directory, schema.clone())?)
        };
        let sound = |index: &tantivy::Index| index.load_metas().is_ok() && index.reader().is_ok();
        let index = match made() {
            Ok(index) if sound(&index) => index,
            _ => {
                std::fs::remove_dir_all(folder).map_err(refused)?;
                std::fs::create_dir_all(folder).map_err(refused)?;
                made()?
            }
        };
        index.tokenizers().register(ANALYSIS, Analysis::default());
        let writer = index.writer_with_num_threads(1, WRITER_MEMORY)?;
        let following = tokio::sync::Mutex::default();
        Ok(Self { reader: index.reader()?, writer: Mutex::new(writer), index, slots, labels, following })
    }

    /// Tells whether a program has the index in this folder open: a server that runs on it.
    #[must_use]
    pub fn is_held(folder: &Path) -> bool {
        std::fs::File::open(folder.join(tantivy::directory::INDEX_WRITER_LOCK.filepath.as_path()))
            .is_ok_and(|file| matches!(file.try_lock(), Err(std::fs::TryLockError::WouldBlock)))
    }

    /// Looks at the index in a folder without opening it for writing, so that a server may have it; `None` when there is
    /// no index that this program can read, which a server then makes anew.
    #[must_use]
    pub fn look(folder: &Path, office: &OfficeId) -> Option<Standing> {
        let index = tantivy::Index::open_in_dir(folder).ok()?;
        let (own, slots) = schema();
        if index.schema() != own {
            return None;
        }
        standing(&index, &index.reader().ok()?, slots, office)
    }

    /// Tells how far the index has come with an office.
    #[must_use]
    pub fn standing(&self, office: &OfficeId) -> Option<Standing> {
        standing(&self.index, &self.reader, self.slots, office)
    }

    /// Brings the index up to the record, for every office. Gives how many records were indexed.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be written, and what reading the record may fail with.
    pub async fn follow(&self, store: &Store) -> Result<usize> {
        let _alone = self.following.lock().await;
        let mut positions = self.positions();
        let mut done = 0;
        let mut tx = store.read().await?;
        for office in offices(&mut tx).await? {
            let viewer = Viewer::local(office.id);
            let mut at = positions.remove(viewer.office.as_str()).unwrap_or_default();
            if !is_of_this_history(&mut tx, &viewer.office, &at).await? {
                let all = Term::from_field_text(self.slots.office, viewer.office.as_str());
                self.writer().delete_term(all);
                at = Position::default();
            }
            loop {
                let changes = changes_after(&mut tx, &viewer.office, at.seq, BATCH).await?;
                let Some(last) = changes.last() else { break };
                at = Position { seq: last.seq, mark: mark(last) };
                done += self.apply(&mut tx, &viewer, &changes).await?;
            }
            self.positions_set(viewer.office.as_str(), &at)?;
        }
        if done > 0 {
            self.reader.reload()?;
        }
        Ok(done)
    }

    /// Finds records by words; `kind` narrows to one kind. At most `limit` hits, with the totals of all.
    ///
    /// # Errors
    /// [`Error::Index`] when the index cannot be read.
    pub fn find(&self, viewer: &Viewer, text: &str, kind: Option<&Kind>, limit: usize) -> Result<Found> {
        let searcher = self.reader.searcher();
        for loosened in [false, true] {
            let inner = viewer.may_see(Visibility::Office);
            let question = Question { searcher: &searcher, slots: &self.slots, loosened, inner };
            let Some(query) = question.ask(text)? else { break };
            let found = self.run(&searcher, viewer, query, kind, limit, loosened)?;
            if loosened || !found.hits.is_empty() {
                return Ok(found);
            }
        }
        Ok(Found { hits: Vec::new(), totals: HashMap::new(), loosened: false })
    }

    fn run(
        &self,
        searcher: &Searcher,
        viewer: &Viewer,
        query: Box<dyn Query>,
        kind: Option<&Kind>,
        limit: usize,
        loosened: bool,
    ) -> Result<Found> {
        let is = |slot, text: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(slot, text), IndexRecordOption::Basic))
        };
        let mut parts =
            vec![(Occur::Must, query), (Occur::Must, is(self.slots.office, viewer.office.as_str()))];
        if let Some(kind) = kind {
            parts.push((Occur::Must, is(self.slots.kind, kind.plural)));
        }
        for closed in domain::KINDS.iter().filter(|kind| !is_open(viewer, kind)) {
            parts.push((Occur::MustNot, is(self.slots.kind, closed.plural)));
        }
        let all = BooleanQuery::new(parts);
        let best = TopDocs::with_limit(limit.max(1)).order_by_score();
        let (best, totals) = searcher.search(&all, &(best, Totals))?;
        let mut hits = Vec::with_capacity(best.len());
        for (score, address) in best {
            let document: TantivyDocument = searcher.doc(address)?;
            let text = |slot| document.get_first(slot).and_then(|v| v.as_str()).unwrap_or_default();
            if let Some(kind) = domain::kind(text(self.slots.kind)) {
                hits.push(Hit { id: text(self.slots.id).to_owned(), kind, score });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        Ok(Found { hits, totals, loosened })
    }

    async fn apply(&self, tx: &mut Tx, viewer: &Viewer, changes: &[Change]) -> Result<usize> {
        let mut by_kind: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for change in changes {
            by_kind.entry(&change.kind).or_default().push(change.id.clone());
        }
        let mut done = 0;
        for (plural, mut ids) in by_kind {
            ids.sort_unstable();
            ids.dedup();
            let Some(kind) = domain::kind(plural) else { continue };
            let records = by_ids(tx, viewer, kind, &ids).await?;
            let linked: Vec<&str> =
                records.iter().flat_map(|r| r.links().map(|(_, id)| id).collect::<Vec<_>>()).collect();
            let names = heads(tx, viewer, linked).await?;
            let writer = self.writer();
            for id in &ids {
                writer.delete_term(Term::from_field_text(self.slots.key, &key(&viewer.office, id)));
            }
            for record in &records {
                writer.add_document(self.document(&viewer.office, record, &names))?;
            }
            done += ids.len();
        }
        Ok(done)
    }

    fn document(&self, office: &OfficeId, record: &Record, names: &crate::Names) -> TantivyDocument {
        let slots = &self.slots;
        let mut document = TantivyDocument::default();
        document.add_text(slots.key, key(office, record.id()));
        document.add_text(slots.id, record.id());
        document.add_text(slots.office, office.as_str());
        document.add_text(slots.kind, record.kind().plural);
        let title = record.title(&|id| names.get(id).map(|head| head.title.clone()));
        document.add_text(slots.all, record.id().replace('-', " "));
        for (_, text) in title.iter() {
            document.add_text(slots.title, text);
            document.add_text(slots.all, text);
        }
        for (field, value) in record.fields() {
            let slot = if field.visibility == Visibility::Public { slots.all } else { slots.inner };
            match value {
                Some(Value::Texts(texts)) => texts.iter().for_each(|(_, text)| document.add_text(slot, text)),
                Some(Value::Text(text)) => document.add_text(slot, text.replace(['_', '-'], " ")),
                Some(Value::Reference(_) | Value::References(_)) if slot == slots.all => {
                    let linked = value.map(Value::references).unwrap_or_default();
                    for head in linked.iter().filter_map(|id| names.get(id)) {
                        head.title.iter().for_each(|(_, text)| document.add_text(slots.all, text));
                    }
                }
                Some(other) => document.add_text(slot, other.cell()),
                None => {}
            }
        }
        document.add_text(slots.all, (self.labels)(record));
        document
    }

    fn writer(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn positions(&self) -> HashMap<String, Position> {
        positions(&self.index)
    }

    /// Writes out what waits, together with how far it goes, so that the two are never apart.
    fn positions_set(&self, office: &str, at: &Position) -> Result<()> {
        let mut positions = self.positions();
        if positions.get(office) == Some(at) {
            return Ok(());
        }
        positions.insert(office.to_owned(), at.clone());
        let lines = positions.iter().map(|(office, p)| format!("{office}\t{}\t{}", p.seq, p.mark));
        let payload = lines.collect::<Vec<_>>().join("\n");
        let mut writer = self.writer();
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        Ok(())
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("positions", &self.positions()).finish_non_exhaustive()
    }
}

fn positions(index: &tantivy::Index) -> HashMap<String, Position> {
    let payload = index.load_metas().ok().and_then(|metas| metas.payload).unwrap_or_default();
    let lines = payload.lines().filter_map(|line| {
        let mut parts = line.splitn(3, '\t');
        let (office, seq, mark) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        Some((office.to_owned(), Position { seq, mark: mark.to_owned() }))
    });
    lines.collect()
}

fn standing(
    index: &tantivy::Index,
    reader: &IndexReader,
    slots: Slots,
    office: &OfficeId,
) -> Option<Standing> {
    let seq = positions(index).get(office.as_str()).map_or(0, |position| position.seq);
    let of_office = Term::from_field_text(slots.office, office.as_str());
    let all = TermQuery::new(of_office, IndexRecordOption::Basic);
    let records = reader.searcher().search(&all, &tantivy::collector::Count).ok()?;
    Some(Standing { seq, records: u64::try_from(records).unwrap_or(u64::MAX) })
}

fn key(office: &OfficeId, id: &str) -> String {
    format!("{}/{id}", office.as_str())
}

fn mark(change: &Change) -> String {
    format!("{} {}", change.id, change.at)
}

async fn is_of_this_history(tx: &mut Tx, office: &OfficeId, at: &Position) -> Result<bool> {
    if at.seq == 0 {
        return Ok(true);
    }
    if latest_change(tx, office).await? < at.seq {
        return Ok(false);
    }
    let change = changes_after(tx, office, at.seq - 1, 1).await?;
    Ok(change.first().is_some_and(|change| mark(change) == at.mark))
}

fn schema() -> (Schema, Slots) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYSIS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let slots = Slots {
        key: builder.add_text_field("key", STRING),
        id: builder.add_text_field("id", STRING | STORED),
        office: builder.add_text_field("office", STRING),
        kind: builder.add_text_field(KIND, STRING | STORED | FAST),
        title: builder.add_text_field("title", text.clone()),
        all: builder.add_text_field("all", text.clone()),
        inner: builder.add_text_field("inner", text),
    };
    (builder.build(), slots)
}

/// Our way of cutting words, as the library wants it.
#[derive(Debug, Clone, Default)]
struct Analysis {
    token: Token,
}

struct Tokens<'a> {
    words: std::vec::IntoIter<Word>,
    token: &'a mut Token,
}

impl Tokenizer for Analysis {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        self.token.reset();
        Tokens { words: words(text).into_iter(), token: &mut self.token }
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = word.from;
        self.token.offset_to = word.to;
        self.token.text = word.text;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
