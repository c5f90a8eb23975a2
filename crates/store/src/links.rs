//! Following references against their direction.

use domain::{Field, Kind, OfficeId, Record, Shape, Viewer};

use crate::records::is_open;
use crate::sql::{Sql, field_columns, record};
use crate::{Result, Tx};

/// How many records of a kind refer to a record in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The kind of the records that refer.
    pub kind: &'static Kind,
    /// The field in which they refer.
    pub field: &'static str,
    /// How many they are.
    pub total: u64,
}

/// A reference to a record of a kind that cannot stand in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misdirected {
    /// The record that refers.
    pub from_id: String,
    /// Its kind.
    pub from_kind: String,
    /// The field.
    pub field: String,
    /// The record referred to.
    pub to_id: String,
    /// The plural of its kind; `None` when there is no such record.
    pub to_kind: Option<String>,
}

/// Counts what refers to a record, by kind and field, in the order of the kinds.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn inbound(tx: &mut Tx, viewer: &Viewer, id: &str) -> Result<Vec<Inbound>> {
    let mut sql = Sql::new("SELECT from_kind, field, COUNT(*) FROM links WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND to_id = ").bind(id).push(" GROUP BY from_kind, field");
    counted(tx, viewer, sql).await
}

/// Counts what cites a document, by kind and field, in the order of the kinds. `names` are those under which it is cited.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn citing(tx: &mut Tx, viewer: &Viewer, names: &[String]) -> Result<Vec<Inbound>> {
    let mut sql = Sql::new("SELECT from_kind, field, COUNT(DISTINCT from_id) FROM citations WHERE office = ");
    sql.bind(viewer.office.as_str()).push(" AND document IN ").list(names.iter().map(String::as_str));
    sql.push(" GROUP BY from_kind, field");
    counted(tx, viewer, sql).await
}

async fn counted(tx: &mut Tx, viewer: &Viewer, sql: Sql) -> Result<Vec<Inbound>> {
    let mut counted = Vec::new();
    for row in tx.rows(&sql.text, sql.params).await? {
        let Some(kind) = domain::kind(&row.word(0)?) else { continue };
        let Some(field) = kind.field(&row.word(1)?) else { continue };
        if is_open(viewer, kind) && viewer.may_see(field.visibility) {
            counted.push(Inbound { kind, field: field.name, total: u64::try_from(row.int(2)?).unwrap_or(0) });
        }
    }
    let place = |inbound: &Inbound| {
        let kind = domain::KINDS.iter().position(|kind| *kind == inbound.kind);
        (kind, inbound.kind.position(inbound.field))
    };
    counted.sort_by_key(place);
    Ok(counted)
}

/// Reads the records of a kind that refer to any of the ids in a field, in the order of their dates, at most `limit`.
///
/// # Errors
/// [`crate::Error::Corrupt`] when a stored value is damaged, [`crate::Error::Backend`] when the database fails.
pub async fn referring(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &'static Kind,
    field: &str,
    ids: &[String],
    limit: u32,
) -> Result<Vec<Record>> {
    let is_seen = |field: &&Field| is_open(viewer, kind) && viewer.may_see(field.visibility);
    let Some(field) = kind.field(field).filter(is_seen) else {
        return Ok(Vec::new());
    };
    let mut sql = Sql::new(&format!("SELECT {} FROM {} k", field_columns(kind, "k"), kind.plural));
    sql.push(" WHERE k.office = ").bind(viewer.office.as_str());
    if matches!(field.shape, Shape::Reference(_)) {
        sql.push(&format!(" AND k.\"{}\" IN ", field.name)).list(ids.iter().map(String::as_str));
    } else {
        sql.push(" AND k.id IN (SELECT l.from_id FROM links l WHERE l.office = ")
            .bind(viewer.office.as_str());
        sql.push(" AND l.from_kind = ").bind(kind.plural).push(" AND l.field = ").bind(field.name);
        sql.push(" AND l.to_id IN ").list(ids.iter().map(String::as_str)).push(")");
    }
    // The order is by an expression, so that no database walks the index of the order instead of that of the field.
    match kind.date {
        Some(date) => {
            sql.push(&format!(" ORDER BY k.\"{date}_key\" || '' ASC NULLS LAST, k.id || '' LIMIT "))
        }
        None => sql.push(" ORDER BY k.id || '' LIMIT "),
    };
    sql.bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| record(kind, row, viewer)).collect()
}

/// Finds references to records that do not exist, at most `limit`.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn dangling(tx: &mut Tx, office: &OfficeId, limit: u32) -> Result<Vec<Misdirected>> {
    let mut sql = Sql::new("SELECT l.from_id, l.from_kind, l.field, l.to_id, r.kind FROM links l");
    sql.push(" LEFT JOIN records r ON r.office = l.office AND r.id = l.to_id WHERE l.office = ");
    sql.bind(office.as_str()).push(" AND r.id IS NULL ORDER BY l.from_id, l.field, l.position LIMIT ");
    sql.bind(i64::from(limit));
    misdirections(tx, sql).await
}

/// Finds references to records of a kind that their field does not allow, at most `limit`.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn misdirected(tx: &mut Tx, office: &OfficeId, limit: u32) -> Result<Vec<Misdirected>> {
    let mut sql = Sql::new("SELECT l.from_id, l.from_kind, l.field, l.to_id, r.kind FROM links l");
    sql.push(" JOIN records r ON r.office = l.office AND r.id = l.to_id WHERE l.office = ")
        .bind(office.as_str());
    sql.push(" AND (1 = 0");
    for kind in domain::KINDS {
        for field in kind.fields {
            let (Shape::Reference(allowed) | Shape::References(allowed)) = field.shape else { continue };
            if !allowed.is_empty() {
                sql.push(" OR (l.from_kind = ").bind(kind.plural).push(" AND l.field = ").bind(field.name);
                sql.push(" AND r.kind NOT IN ").list(allowed.iter().copied()).push(")");
            }
        }
    }
    sql.push(") ORDER BY l.from_id, l.field, l.position LIMIT ").bind(i64::from(limit));
    misdirections(tx, sql).await
}

async fn misdirections(tx: &mut Tx, sql: Sql) -> Result<Vec<Misdirected>> {
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter()
        .map(|row| {
            Ok(Misdirected {
                from_id: row.word(0)?,
                from_kind: row.word(1)?,
                field: row.word(2)?,
                to_id: row.word(3)?,
                to_kind: row.text(4)?,
            })
        })
        .collect()
}
