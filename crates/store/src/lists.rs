//! Lists of one kind: narrowed, sorted, counted, by page.

use domain::{Kind, Record, Shape, Value, Viewer};

use crate::engine::Param;
use crate::sql::{Sql, field_columns, record};
use crate::{Result, Tx, records, schema};

/// What a list shows.
#[derive(Debug, Clone)]
pub struct Query {
    /// The kind.
    pub kind: &'static Kind,
    /// Every one of these must hold.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Sort,
    /// The record behind which the list goes on, for walking through it while it changes.
    pub behind: Option<Mark>,
    /// How many records to pass over.
    pub offset: u64,
    /// How many records to give.
    pub limit: u32,
}

/// One condition on the records of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The field holds one of the values.
    Is {
        /// The name of the field.
        field: &'static str,
        /// Codes, terms or ids.
        any_of: Vec<String>,
    },
    /// The field is blank.
    Blank {
        /// The name of the field.
        field: &'static str,
    },
    /// The date field starts in these calendar years, both included.
    Years {
        /// The name of the date field.
        field: &'static str,
        /// The first year.
        from: Option<i16>,
        /// The last year.
        to: Option<i16>,
    },
    /// The record is one of these, as search found them.
    Ids(Vec<String>),
    /// The field cites one of the documents.
    Cites {
        /// The name of the field of citations.
        field: &'static str,
        /// The names under which the document is cited.
        documents: Vec<String>,
    },
    /// No record of the other kind refers to it in the named field.
    NotReferredTo {
        /// The plural of the other kind.
        by: &'static str,
        /// The field of the other kind.
        field: &'static str,
    },
}

/// The place of a record in a list: it stays the same when records before it come and go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What the list is sorted by; `None` when that is blank.
    pub key: Option<String>,
    /// The id.
    pub id: String,
}

impl Mark {
    /// The place of a record in a list of this order.
    #[must_use]
    pub fn of(record: &Record, sort: Sort) -> Self {
        let field = record.kind().field(sort.field);
        let value = record.get(sort.field);
        let key = match field {
            Some(field) if schema::key_column(field).is_some() => match crate::sql::key(field, value) {
                Param::Text(text) => text,
                Param::Real(number) => number.map(|number| number.to_string()),
                Param::Int(number) => Some(number.to_string()),
            },
            _ => value.map(Value::stored),
        };
        Self { key, id: record.id().to_owned() }
    }
}

/// The order of a list. Records without the value come last; ties are in the order of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The name of the field.
    pub field: &'static str,
    /// From high to low.
    pub descending: bool,
}

impl Query {
    /// The whole list of a kind in its own first order.
    #[must_use]
    pub fn of(kind: &'static Kind) -> Self {
        let descending = kind.sort.starts_with('-');
        let sort = Sort { field: kind.sort.trim_start_matches('-'), descending };
        Self { kind, filters: Vec::new(), sort, behind: None, offset: 0, limit: 50 }
    }

    /// Adds a condition.
    #[must_use]
    pub fn filtered(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    /// Sets how many records to give.
    #[must_use]
    pub fn limited(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }
}

/// Reads one page of a list.
///
/// # Errors
/// [`crate::Error::Corrupt`] when a stored value is damaged, [`crate::Error::Backend`] when the database fails.
pub async fn page(tx: &mut Tx, viewer: &Viewer, query: &Query) -> Result<Vec<Record>> {
    if !is_open(viewer, query) {
        return Ok(Vec::new());
    }
    let kind = query.kind;
    let mut sql = Sql::new(&format!("SELECT {} FROM {} k", field_columns(kind, "k"), kind.plural));
    narrow(&mut sql, viewer, query);
    if let Some(mark) = &query.behind {
        go_on(&mut sql, query, mark);
    }
    let direction = if query.sort.descending { "DESC" } else { "ASC" };
    if let Some(field) = kind.field(query.sort.field).filter(|field| viewer.may_see(field.visibility)) {
        let column = schema::sort_column(field);
        sql.push(&format!(" ORDER BY k.\"{column}\" {direction} NULLS LAST, k.id"));
    }
    sql.push(" LIMIT ").bind(i64::from(query.limit)).push(" OFFSET ");
    sql.bind(i64::try_from(query.offset).unwrap_or(i64::MAX));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| record(kind, row, viewer)).collect()
}

/// Leaves out what stands in the list up to a place.
fn go_on(sql: &mut Sql, query: &Query, mark: &Mark) {
    let Some(field) = query.kind.field(query.sort.field) else { return };
    let column = format!("k.\"{}\"", schema::sort_column(field));
    let Some(key) = &mark.key else {
        sql.push(&format!(" AND {column} IS NULL AND k.id > ")).bind(mark.id.as_str());
        return;
    };
    let key = || match field.shape {
        Shape::Number => Param::Real(key.parse().ok()),
        _ => Param::from(key.as_str()),
    };
    let behind = if query.sort.descending { "<" } else { ">" };
    sql.push(&format!(" AND ({column} {behind} ")).bind(key()).push(&format!(" OR ({column} = ")).bind(key());
    sql.push(" AND k.id > ").bind(mark.id.as_str()).push(&format!(") OR {column} IS NULL)"));
}

/// Counts the records of a list.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn count(tx: &mut Tx, viewer: &Viewer, query: &Query) -> Result<u64> {
    if !is_open(viewer, query) {
        return Ok(0);
    }
    if query.filters.is_empty() {
        let totals = crate::totals(tx, viewer).await?;
        return Ok(totals.get(query.kind.plural).copied().unwrap_or(0));
    }
    if let [Filter::Is { field, any_of }] = query.filters.as_slice()
        && let [value] = any_of.as_slice()
    {
        return crate::tallies::of(tx, viewer, query.kind, field, value).await;
    }
    let mut sql = Sql::new(&format!("SELECT COUNT(*) FROM {} k", query.kind.plural));
    narrow(&mut sql, viewer, query);
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.first().map_or(Ok(0), |row| Ok(u64::try_from(row.int(0)?).unwrap_or(0)))
}

/// Counts the records of a list by the values of a field, most first; at most `limit` values.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn facet(
    tx: &mut Tx,
    viewer: &Viewer,
    query: &Query,
    field: &'static str,
    limit: u32,
) -> Result<Vec<(String, u64)>> {
    if !is_open(viewer, query) || !may_see(viewer, query.kind, field) {
        return Ok(Vec::new());
    }
    if query.filters.is_empty() {
        return crate::values(tx, viewer, query.kind, field, limit).await;
    }
    let many = query.kind.field(field).is_some_and(|f| matches!(f.shape, Shape::References(_)));
    let table = query.kind.plural;
    let mut sql = if many {
        let mut sql = Sql::new(&format!(
            "SELECT l.to_id, COUNT(*) FROM {table} k JOIN links l ON l.office = k.office AND l.from_id = k.id AND l.field = "
        ));
        sql.bind(field);
        sql
    } else {
        Sql::new(&format!("SELECT k.\"{field}\", COUNT(*) FROM {table} k"))
    };
    narrow(&mut sql, viewer, query);
    if !many {
        sql.push(&format!(" AND k.\"{field}\" IS NOT NULL"));
    }
    sql.push(" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ").bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| Ok((row.word(0)?, u64::try_from(row.int(1)?).unwrap_or(0)))).collect()
}

/// The same list, named by the ids of its records when these are at most `most`: for a list that takes long to find and
/// is then counted by many fields.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn settled(tx: &mut Tx, viewer: &Viewer, query: &Query, most: u32) -> Result<Query> {
    let mut sql = Sql::new(&format!("SELECT k.id FROM {} k", query.kind.plural));
    narrow(&mut sql, viewer, query);
    sql.push(" LIMIT ").bind(i64::from(most) + 1);
    let ids = crate::records::words(tx, &sql.text, sql.params).await?;
    let mut settled = query.clone();
    if u32::try_from(ids.len()).is_ok_and(|found| found <= most) {
        settled.filters = vec![Filter::Ids(ids)];
    }
    Ok(settled)
}

/// Tells whether a list may be shown: its kind is open to the viewer, and so is each field by which it is narrowed, since
/// what is found under a value tells the value.
fn is_open(viewer: &Viewer, query: &Query) -> bool {
    let is_seen = |filter: &Filter| match filter {
        Filter::Is { field, .. }
        | Filter::Blank { field }
        | Filter::Years { field, .. }
        | Filter::Cites { field, .. } => may_see(viewer, query.kind, field),
        Filter::Ids(_) => true,
        Filter::NotReferredTo { by, field } => {
            domain::kind(by).is_some_and(|by| records::is_open(viewer, by) && may_see(viewer, by, field))
        }
    };
    records::is_open(viewer, query.kind) && query.filters.iter().all(is_seen)
}

fn may_see(viewer: &Viewer, kind: &Kind, field: &str) -> bool {
    kind.field(field).is_some_and(|field| viewer.may_see(field.visibility))
}

fn narrow(sql: &mut Sql, viewer: &Viewer, query: &Query) {
    sql.push(" WHERE k.office = ").bind(viewer.office.as_str());
    for filter in &query.filters {
        sql.push(" AND ");
        condition(sql, viewer, query.kind, filter);
    }
}

fn condition(sql: &mut Sql, viewer: &Viewer, kind: &Kind, filter: &Filter) {
    match filter {
        Filter::Is { field, any_of } => match kind.field(field).map(|f| f.shape) {
            Some(Shape::References(_)) => {
                sql.push("k.id IN (SELECT l.from_id FROM links l WHERE l.office = ")
                    .bind(viewer.office.as_str());
                sql.push(" AND l.from_kind = ").bind(kind.plural).push(" AND l.field = ").bind(*field);
                sql.push(" AND l.to_id IN ").list(any_of.iter().map(String::as_str)).push(")");
            }
            Some(Shape::Terms) => {
                sql.push("(1 = 0");
                for term in any_of {
                    let escaped = term.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                    sql.push(&format!(" OR (';' || k.\"{field}\" || ';') LIKE "));
                    sql.bind(format!("%;{escaped};%").as_str()).push(" ESCAPE '\\'");
                }
                sql.push(")");
            }
            _ => {
                sql.push(&format!("k.\"{field}\" IN ")).list(any_of.iter().map(String::as_str));
            }
        },
        Filter::Blank { field } => {
            sql.push(&format!("k.\"{field}\" IS NULL"));
        }
        Filter::Years { field, from, to } => {
            let column = format!("k.\"{field}_key\"");
            sql.push(&column).push(" >= ").bind(format!("{:04}", from.unwrap_or(0)).as_str());
            sql.push(" AND ").push(&column).push(" < ");
            sql.bind(format!("{:04}", to.unwrap_or(9998) + 1).as_str());
        }
        Filter::Ids(ids) => {
            sql.push("k.id IN ").list(ids.iter().map(String::as_str));
        }
        Filter::Cites { field, documents } => {
            sql.push("k.id IN (SELECT c.from_id FROM citations c WHERE c.office = ")
                .bind(viewer.office.as_str());
            sql.push(" AND c.from_kind = ").bind(kind.plural).push(" AND c.field = ").bind(*field);
            sql.push(" AND c.document IN ").list(documents.iter().map(String::as_str)).push(")");
        }
        Filter::NotReferredTo { by, field } => {
            sql.push("NOT EXISTS (SELECT 1 FROM links l WHERE l.office = k.office AND l.to_id = k.id AND l.from_kind = ");
            sql.bind(*by).push(" AND l.field = ").bind(*field).push(")");
        }
    }
}
