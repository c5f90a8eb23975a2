//! What goes out: one list as a workbook for machines, for paper, or as CSV; or the whole record as one workbook.

use std::io::{self, Cursor, Seek, Write};

use domain::{Kind, Number, Record, Right, Shape as FieldShape, Viewer};
use formats::csv::{CellWriter, Layout};
use formats::xlsx::{Book, LONGEST_TEXT, Sheet};
use language::{Language, Words};
use store::{Mark, Query, Store, Tx};

use super::columns::{Out, columns};
use super::{UNCHANGED, instructions, prints};
use crate::lists::ListQuery;
use crate::{Error, Renkei, Result};

/// In which shape a list goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A workbook that can be brought back.
    Machine,
    /// A workbook for paper.
    Print,
    /// CSV that can be brought back, in UTF-8 with a byte order mark.
    Csv,
}

/// How many records are held at a time.
const AT_A_TIME: u32 = 2_000;

/// Where records come from.
enum Walk {
    /// A list, from behind a place; `None` for one that is sorted by what the viewer may not see, which goes by count.
    List(Box<Query>, Option<Mark>),
    /// All of a kind, from behind an ordinal.
    Whole(&'static Kind, i64),
}

impl Walk {
    /// The same from its start.
    fn again(&self) -> Self {
        match self {
            Self::List(query, _) => Self::List(Box::new(Query { offset: 0, ..(**query).clone() }), None),
            Self::Whole(kind, _) => Self::Whole(kind, i64::MIN),
        }
    }

    /// The next records; none at the end.
    async fn next(&mut self, tx: &mut Tx, viewer: &Viewer) -> Result<Vec<Record>> {
        match self {
            Self::List(query, behind) => {
                (query.behind, query.limit) = (behind.take(), AT_A_TIME);
                let records = store::page(tx, viewer, query).await?;
                let field = query.kind.field(query.sort.field);
                if field.is_some_and(|field| viewer.may_see(field.visibility)) {
                    *behind = records.last().map(|last| Mark::of(last, query.sort));
                } else {
                    query.offset += u64::from(AT_A_TIME);
                }
                Ok(records)
            }
            Self::Whole(kind, after) => {
                let most = usize::try_from(AT_A_TIME).unwrap_or(usize::MAX);
                let (records, last) = store::in_order(tx, viewer, kind, *after, most).await?;
                *after = last;
                Ok(records)
            }
        }
    }
}

/// Gives a list as a file: every record of all its pages that the viewer may read, with every field that they may see.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not read records of the kind, [`Error::TooMany`] when the list is longer
/// than a sheet, or than anybody prints, [`Error::NotFound`] when it is narrowed by a field that the viewer may not see,
/// [`Error::File`] when no temporary file can be written, [`Error::Store`] when the record cannot be read.
pub async fn list(
    renkei: &Renkei,
    viewer: &Viewer,
    words: Words,
    query: &ListQuery,
    shape: Shape,
) -> Result<Vec<u8>> {
    let kind = query.kind;
    if !viewer.may(Right::Read, Some(kind)) {
        return Err(Error::Forbidden);
    }
    let mut tx = renkei.store().read().await?;
    let asked = Query { offset: 0, ..crate::lists::asked(&mut tx, renkei, viewer, query).await? };
    let total = store::count(&mut tx, viewer, &asked).await?;
    let most = match shape {
        Shape::Machine => u64::from(formats::xlsx::MOST_ROWS),
        Shape::Print => prints::MOST_PRINTED,
        Shape::Csv => u64::MAX,
    };
    if total > most {
        return Err(Error::TooMany(most));
    }
    let mut out = Cursor::new(Vec::new());
    if shape == Shape::Print {
        let mut walk = Walk::List(Box::new(asked), None);
        let mut rows = Vec::new();
        let day = renkei.today();
        let mut print = prints::head(words, &renkei.office().name, query, day, renkei.now().as_second());
        loop {
            let records = walk.next(&mut tx, viewer).await?;
            if records.is_empty() {
                break;
            }
            let names = crate::lists::names(&mut tx, viewer, query, &records, &[]).await?;
            rows.extend(records.iter().map(|record| prints::row(words, &names, record)));
        }
        prints::finish(words, query, &mut print);
        formats::xlsx::print(&print, &rows, &mut out).map_err(failed)?;
        return Ok(out.into_inner());
    }
    let walk = Walk::List(Box::new(asked), None);
    let layout = layout(&mut tx, viewer, kind, walk.again()).await?;
    let plan = columns(kind, viewer, &layout);
    if shape == Shape::Csv {
        let mut writer = CellWriter::new(Vec::new(), true).map_err(failed)?;
        writer.write(plan.iter().map(|column| column.name(kind))).map_err(failed)?;
        let mut sink = |cells: Vec<String>| writer.write(cells.into_iter().map(tame));
        rows(&mut tx, viewer, words, kind, &plan, walk, &mut sink).await?;
        return writer.finish().map_err(failed);
    }
    let kinds = vec![(kind, plan)];
    let mut book = Book::new(renkei.now().as_second(), lists(&kinds)).map_err(failed)?;
    for (kind, plan) in &kinds {
        sheet(&mut book, kind, plan, words).map_err(failed)?;
        let mut sink = |cells: Vec<String>| book.row(cells.into_iter().map(short));
        rows(&mut tx, viewer, words, kind, plan, walk.again(), &mut sink).await?;
    }
    book.prose(instructions::NAME, instructions::WIDTHS, &instructions::rows(&kinds)).map_err(failed)?;
    book.finish(&LIST_HEADS, &mut out).map_err(failed)?;
    Ok(out.into_inner())
}

/// Writes the record, or the records of some kinds, as one workbook, a sheet for each kind. Tells how many records of
/// each kind it holds. `made_at` is the moment in seconds since 1970 (UTC).
///
/// # Errors
/// [`Error::TooMany`] when a kind has more records than a sheet can hold, [`Error::File`] when the output cannot be
/// written, [`Error::Store`] when the record cannot be read.
pub async fn whole<W: Write + Seek + Send>(
    store: &Store,
    viewer: &Viewer,
    words: Words,
    kinds: &[&'static Kind],
    made_at: i64,
    out: W,
) -> Result<Vec<(&'static Kind, u64)>> {
    let mut tx = store.read().await?;
    let totals = store::totals(&mut tx, viewer).await?;
    let mut plans = Vec::new();
    for kind in kinds.iter().copied().filter(|kind| viewer.may(Right::Read, Some(kind))) {
        if totals.get(kind.plural).copied().unwrap_or(0) > u64::from(formats::xlsx::MOST_ROWS) {
            return Err(Error::TooMany(u64::from(formats::xlsx::MOST_ROWS)));
        }
        let layout = layout(&mut tx, viewer, kind, Walk::Whole(kind, i64::MIN)).await?;
        plans.push((kind, columns(kind, viewer, &layout)));
    }
    let mut book = Book::new(made_at, lists(&plans)).map_err(failed)?;
    book.prose(instructions::NAME, instructions::WIDTHS, &instructions::rows(&plans)).map_err(failed)?;
    let mut written = Vec::with_capacity(plans.len());
    for (kind, plan) in &plans {
        sheet(&mut book, kind, plan, words).map_err(failed)?;
        let mut sink = |cells: Vec<String>| book.row(cells.into_iter().map(short));
        let walk = Walk::Whole(kind, i64::MIN);
        written.push((*kind, rows(&mut tx, viewer, words, kind, plan, walk, &mut sink).await?));
    }
    book.finish(&LIST_HEADS, out).map_err(failed)?;
    Ok(written)
}

/// The heads of the sheet of codes.
const LIST_HEADS: [&str; 4] = ["list", "code", "English", "日本語"];

/// The lists from which codes of these columns are chosen, with the labels of each code in every language.
fn lists(plans: &[(&'static Kind, Vec<Out>)]) -> Vec<(String, Vec<Vec<String>>)> {
    let mut found: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    for vocabulary in plans.iter().flat_map(|(_, columns)| columns).filter_map(vocabulary) {
        if found.iter().any(|(name, _)| name == vocabulary.name) {
            continue;
        }
        let row = |code: &&str| {
            let labels =
                Language::ALL.iter().map(|language| Words::of(*language).code(vocabulary, code).into_owned());
            std::iter::once((*code).to_owned()).chain(labels).collect()
        };
        found.push((vocabulary.name.to_owned(), vocabulary.codes.iter().map(row).collect()));
    }
    found
}

fn vocabulary(column: &Out) -> Option<&'static domain::vocabularies::Vocabulary> {
    match column {
        Out::Value(_, field) => match field.shape {
            FieldShape::Code(vocabulary) => Some(vocabulary),
            _ => None,
        },
        _ => None,
    }
}

fn sheet(book: &mut Book, kind: &'static Kind, plan: &[Out], words: Words) -> io::Result<()> {
    let place = |name: &str| book.list(name);
    let columns = plan.iter().map(|column| column.on_sheet(kind, words, place)).collect();
    book.sheet(&Sheet { name: kind.plural.to_owned(), columns })
}

/// The languages that the texts of the records are in.
async fn layout(tx: &mut Tx, viewer: &Viewer, kind: &'static Kind, mut walk: Walk) -> Result<Layout> {
    let mut layout = Layout::new(kind);
    loop {
        let records = walk.next(tx, viewer).await?;
        if records.is_empty() {
            return Ok(layout);
        }
        records.iter().for_each(|record| layout.see(record));
    }
}

/// Gives the cells of every record to a sink; tells how many records there were.
async fn rows(
    tx: &mut Tx,
    viewer: &Viewer,
    words: Words,
    kind: &'static Kind,
    plan: &[Out],
    mut walk: Walk,
    sink: &mut (dyn FnMut(Vec<String>) -> io::Result<()> + Send),
) -> Result<u64> {
    let mut written = 0;
    loop {
        let records = walk.next(tx, viewer).await?;
        if records.is_empty() {
            return Ok(written);
        }
        let ids: Vec<String> = records.iter().map(|record| record.id().to_owned()).collect();
        let revisions = store::revisions(tx, viewer, kind, &ids).await?;
        let linked: Vec<String> = records
            .iter()
            .flat_map(|record| record.links().map(|(_, id)| id.to_owned()).collect::<Vec<_>>())
            .collect();
        let names = store::heads(tx, viewer, linked).await?;
        for record in &records {
            let revision = revisions.get(record.id()).copied();
            let cells = plan.iter().map(|column| column.text(record, revision, &names, words)).collect();
            sink(cells).map_err(failed)?;
            written += 1;
        }
    }
}

/// A text that fits a cell, or the word that leaves it as it is.
fn short(cell: String) -> String {
    if cell.len() > LONGEST_TEXT && cell.chars().count() > LONGEST_TEXT { UNCHANGED.to_owned() } else { cell }
}

/// Keeps spreadsheets from running a cell as a formula: one that starts with `=`, `+`, `-`, `@`, a tab or a line break
/// and is not a number gets an apostrophe in front. Bringing it back takes the apostrophe away.
///
/// # Source
/// OWASP, "CSV Injection". Ours: numbers stay as they are, so that programs can read negative ones.
fn tame(cell: String) -> String {
    if is_risky(&cell) && Number::parse(&cell).is_err() { format!("'{cell}") } else { cell }
}

/// Tells whether a spreadsheet might take a cell of CSV for a formula.
pub(super) fn is_risky(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

#[expect(clippy::needless_pass_by_value, reason = "the signature that map_err asks for")]
pub(super) fn failed(error: io::Error) -> Error {
    Error::File { path: "xlsx".to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_tamed_and_numbers_are_not() {
        for (cell, tamed) in [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("+81 93", "'+81 93"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("\t=1", "'\t=1"),
            ("-7.26", "-7.26"),
            ("72", "72"),
            ("11-20", "11-20"),
            ("水 = water", "水 = water"),
            ("", ""),
        ] {
            assert_eq!(tame(cell.to_owned()), tamed);
        }
    }
}
