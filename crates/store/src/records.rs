//! Reading records of any kind.

use std::collections::HashMap;

use domain::{Kind, OfficeId, Record, Right, Texts, Viewer};

use crate::engine::Param;
use crate::sql::{Sql, field_columns, record};
use crate::{Error, Result, Tx};

/// What an id stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: &'static Kind,
    /// How the record is called.
    pub title: Texts,
}

/// What a set of ids stands for: the names to show for references.
pub type Names = HashMap<String, Head>;

const BATCH: usize = 1_000;

/// Tells whether the viewer may read anything at all of a kind. Of a kind that is closed to them there are no records,
/// titles, references or counts.
pub(crate) fn is_open(viewer: &Viewer, kind: &Kind) -> bool {
    viewer.may(Right::Read, Some(kind))
}

/// Finds what ids stand for; unknown ones, and those of kinds that are closed to the viewer, are left out.
///
/// # Errors
/// [`Error::Corrupt`] when a title or kind is damaged, [`Error::Backend`] when the database fails.
pub async fn heads<I>(tx: &mut Tx, viewer: &Viewer, ids: I) -> Result<Names>
where
    I: IntoIterator<Item: AsRef<str>> + Send,
{
    let mut wanted: Vec<String> = ids.into_iter().map(|id| id.as_ref().to_owned()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut names = Names::with_capacity(wanted.len());
    for batch in wanted.chunks(BATCH) {
        let mut sql = Sql::new("SELECT id, kind, title FROM records WHERE office = ");
        sql.bind(viewer.office.as_str()).push(" AND id IN ").list(batch.iter().map(String::as_str));
        for row in tx.rows(&sql.text, sql.params).await? {
            let (id, kind, title) = (row.word(0)?, row.word(1)?, row.word(2)?);
            let damaged = |column: &str| Error::Corrupt {
                table: "records".to_owned(),
                column: column.to_owned(),
                row: id.clone(),
            };
            let kind = domain::kind(&kind).ok_or_else(|| damaged("kind"))?;
            if !is_open(viewer, kind) {
                continue;
            }
            let title = Texts::from_json(&title).ok_or_else(|| damaged("title"))?;
            names.insert(id.clone(), Head { id, kind, title });
        }
    }
    Ok(names)
}

/// Finds one record of a kind; `None` when there is none with this id.
///
/// # Errors
/// [`Error::Corrupt`] when a stored value is damaged, [`Error::Backend`] when the database fails.
pub async fn find(tx: &mut Tx, viewer: &Viewer, kind: &'static Kind, id: &str) -> Result<Option<Record>> {
    Ok(by_ids(tx, viewer, kind, &[id.to_owned()]).await?.pop())
}

/// Reads the records of a kind with these ids, in the order in which they were made; unknown ids are left out.
///
/// # Errors
/// As [`find`].
pub async fn by_ids(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &'static Kind,
    ids: &[String],
) -> Result<Vec<Record>> {
    let mut found = Vec::with_capacity(ids.len());
    if !is_open(viewer, kind) {
        return Ok(found);
    }
    for batch in ids.chunks(BATCH) {
        let mut sql = Sql::new(&format!("SELECT {} FROM {} k", field_columns(kind, "k"), kind.plural));
        sql.push(" JOIN records r ON r.office = k.office AND r.id = k.id WHERE k.office = ");
        sql.bind(viewer.office.as_str()).push(" AND k.id IN ").list(batch.iter().map(String::as_str));
        sql.push(" ORDER BY r.ordinal");
        for row in tx.rows(&sql.text, sql.params).await? {
            found.push(record(kind, &row, viewer)?);
        }
    }
    Ok(found)
}

/// Reads records of a kind in the order in which they were made, from behind an ordinal on. Gives the last ordinal with
/// them, to go on from; an empty list ends the walk.
///
/// # Errors
/// As [`find`].
pub async fn in_order(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &'static Kind,
    after: i64,
    limit: usize,
) -> Result<(Vec<Record>, i64)> {
    if !is_open(viewer, kind) {
        return Ok((Vec::new(), after));
    }
    let columns = field_columns(kind, "k");
    let mut sql = Sql::new(&format!("SELECT {columns}, r.ordinal FROM records r JOIN {} k", kind.plural));
    sql.push(" ON k.office = r.office AND k.id = r.id WHERE r.office = ").bind(viewer.office.as_str());
    sql.push(" AND r.kind = ").bind(kind.plural).push(" AND r.ordinal > ").bind(after);
    sql.push(" ORDER BY r.ordinal LIMIT ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let mut last = after;
    let mut found = Vec::with_capacity(limit);
    for row in tx.rows(&sql.text, sql.params).await? {
        last = row.int(kind.fields.len() + 1)?;
        found.push(record(kind, &row, viewer)?);
    }
    Ok((found, last))
}

/// Finds which of the ids exist, with the plural of their kinds.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn existing(tx: &mut Tx, office: &OfficeId, ids: &[String]) -> Result<HashMap<String, String>> {
    let mut found = HashMap::with_capacity(ids.len());
    for batch in ids.chunks(BATCH) {
        let mut sql = Sql::new("SELECT id, kind FROM records WHERE office = ");
        sql.bind(office.as_str()).push(" AND id IN ").list(batch.iter().map(String::as_str));
        for row in tx.rows(&sql.text, sql.params).await? {
            found.insert(row.word(0)?, row.word(1)?);
        }
    }
    Ok(found)
}

/// Finds the id of one of the kinds that a mistyped id most likely means, among those that begin alike.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn nearest_id(
    tx: &mut Tx,
    office: &OfficeId,
    kinds: &[&str],
    wrong: &str,
) -> Result<Option<String>> {
    const ALIKE: usize = 400;
    let mut candidates = Vec::new();
    for length in [6, 2, 0] {
        let start: String = wrong.chars().take(length).collect();
        let mut sql = Sql::new("SELECT id, kind FROM records WHERE office = ");
        sql.bind(office.as_str()).push(" AND id >= ").bind(start.as_str()).push(" AND id < ");
        sql.bind(format!("{start}~").as_str());
        if !kinds.is_empty() {
            sql.push(" AND kind IN ").list(kinds.iter().copied());
        }
        sql.push(" ORDER BY id LIMIT ").bind(i64::try_from(ALIKE).unwrap_or(0));
        for row in tx.rows(&sql.text, sql.params).await? {
            candidates.push(row.word(0)?);
        }
        if let Some(near) = domain::value::nearest(wrong, candidates.iter().map(String::as_str)) {
            return Ok(Some(near));
        }
    }
    Ok(None)
}

/// How many records are looked through for a title that is not written as it is asked for.
const LOOKED_THROUGH: i64 = 5_000;

/// Finds records of the kinds by part of their title or id, at most `limit`: those that begin with it first. Case,
/// width and accents do not matter in a record of a few thousand; in a larger one only the case of ASCII letters does
/// not.
///
/// # Errors
/// As [`find`].
pub async fn titled(
    tx: &mut Tx,
    viewer: &Viewer,
    kinds: &[&'static Kind],
    part: &str,
    limit: usize,
) -> Result<Vec<Head>> {
    let folded = domain::fold(part.trim());
    let like = folded.replace(['%', '_', '\\', '"'], "_");
    let among = |sql: &mut Sql| {
        sql.bind(viewer.office.as_str());
        sql.push(" AND kind IN ").list(kinds.iter().map(|kind| kind.plural));
    };
    let mut sql = Sql::new("SELECT id FROM records WHERE office = ");
    among(&mut sql);
    sql.push(" AND (lower(title) LIKE ").bind(format!("%{like}%").as_str());
    sql.push(" OR id LIKE ").bind(format!("%{like}%").as_str()).push(") ORDER BY kind, ordinal LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(0) * 4);
    let mut ids = words(tx, &sql.text, sql.params).await?;
    if ids.len() < limit {
        let mut sql = Sql::new("SELECT id FROM records WHERE office = ");
        among(&mut sql);
        sql.push(" ORDER BY kind, ordinal LIMIT ").bind(LOOKED_THROUGH);
        ids.extend(words(tx, &sql.text, sql.params).await?);
    }
    let place = |head: &Head| {
        let at = |text: &str| domain::fold(text).find(&folded);
        let titles = head.title.iter().filter_map(|(_, title)| at(title)).min();
        titles.into_iter().chain(at(&head.id)).min()
    };
    let mut found: Vec<(usize, Head)> = Vec::new();
    for head in heads(tx, viewer, ids).await?.into_values() {
        found.extend(place(&head).map(|at| (at.min(1), head)));
    }
    found.sort_by(|(a, one), (b, other)| {
        (a, one.title.text("en"), &one.id).cmp(&(b, other.title.text("en"), &other.id))
    });
    found.truncate(limit);
    Ok(found.into_iter().map(|(_, head)| head).collect())
}

/// Reads the first column of every row as text.
pub(crate) async fn words(tx: &mut Tx, sql: &str, params: Vec<Param>) -> Result<Vec<String>> {
    tx.rows(sql, params).await?.iter().map(|row| row.word(0)).collect()
}
