//! Whether what is kept twice agrees: the feed with its changes, counts with what they count, records with the tables of
//! their kinds, citations with sources, parts with accounts.

use domain::{KINDS, Kind, OfficeId, Shape};

use crate::sql::Sql;
use crate::{Result, Tx};

/// Two things that should agree and do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The feed of changes has a gap, or its end is not where the office says.
    Feed {
        /// The number of the last change, as the office has it.
        said: i64,
        /// The highest number among the changes.
        last: i64,
        /// How many changes there are.
        count: i64,
    },
    /// A count that is kept differs from what it counts.
    Tally {
        /// The plural of the kind.
        kind: String,
        /// The field by whose values is counted; blank for the records of the kind.
        field: String,
        /// The value; blank for all.
        value: String,
        /// What is kept.
        said: i64,
        /// What is there.
        count: i64,
    },
    /// A record that is not in the table of its kind.
    Missing {
        /// The plural of the kind.
        kind: String,
        /// The record.
        id: String,
    },
    /// A part in the office of an account that is not there.
    Part {
        /// The account.
        account: String,
    },
}

/// Counts the records of each kind, by counting them.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn counted(tx: &mut Tx, office: &OfficeId) -> Result<Vec<(String, u64)>> {
    let mut sql = Sql::new("SELECT kind, COUNT(*) FROM records WHERE office = ");
    sql.bind(office.as_str()).push(" GROUP BY kind ORDER BY kind");
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| Ok((row.word(0)?, u64::try_from(row.int(1)?).unwrap_or(0)))).collect()
}

/// Looks for what does not agree, at most `limit` of each sort.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn troubles(tx: &mut Tx, office: &OfficeId, limit: u32) -> Result<Vec<Trouble>> {
    let mut found = feed(tx, office).await?;
    for kind in KINDS {
        found.extend(missing(tx, office, kind, limit).await?);
        found.extend(tallies(tx, office, kind, None, limit).await?);
        for field in kind.fields.iter().filter(|field| matches!(field.shape, Shape::Code(_))) {
            found.extend(tallies(tx, office, kind, Some(field.name), limit).await?);
        }
    }
    let mut sql = Sql::new("SELECT r.account FROM roles r LEFT JOIN accounts a ON a.id = r.account");
    sql.push(" WHERE r.office = ").bind(office.as_str()).push(" AND a.id IS NULL ORDER BY 1 LIMIT ");
    sql.bind(i64::from(limit));
    for row in tx.rows(&sql.text, sql.params).await? {
        found.push(Trouble::Part { account: row.word(0)? });
    }
    Ok(found)
}

/// Finds documents that are cited and are no source of the record, at most `limit`. That is no fault: a document may be
/// cited before somebody describes it.
///
/// # Errors
/// [`crate::Error::Backend`] when the database fails.
pub async fn undescribed(tx: &mut Tx, office: &OfficeId, limit: u32) -> Result<Vec<String>> {
    let mut sql = Sql::new("SELECT DISTINCT c.document FROM citations c WHERE c.office = ");
    sql.bind(office.as_str()).push(" AND c.document <> '' AND NOT EXISTS (SELECT 1 FROM sources s");
    sql.push(" WHERE s.office = c.office AND (s.id = c.document OR s.cited_as = c.document))");
    sql.push(" ORDER BY 1 LIMIT ").bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| row.word(0)).collect()
}

async fn feed(tx: &mut Tx, office: &OfficeId) -> Result<Vec<Trouble>> {
    let mut sql =
        Sql::new("SELECT o.feed, (SELECT COALESCE(MAX(c.seq), 0) FROM changes c WHERE c.office = o.id)");
    sql.push(", (SELECT COUNT(*) FROM changes c WHERE c.office = o.id) FROM offices o WHERE o.id = ");
    sql.bind(office.as_str());
    let mut found = Vec::new();
    for row in tx.rows(&sql.text, sql.params).await? {
        let (said, last, count) = (row.int(0)?, row.int(1)?, row.int(2)?);
        if said != last || last != count {
            found.push(Trouble::Feed { said, last, count });
        }
    }
    Ok(found)
}

async fn missing(tx: &mut Tx, office: &OfficeId, kind: &Kind, limit: u32) -> Result<Vec<Trouble>> {
    let mut sql = Sql::new("SELECT r.id FROM records r WHERE r.office = ");
    sql.bind(office.as_str()).push(" AND r.kind = ").bind(kind.plural);
    sql.push(&format!(" AND NOT EXISTS (SELECT 1 FROM {} k", kind.plural));
    sql.push(" WHERE k.office = r.office AND k.id = r.id) ORDER BY 1 LIMIT ").bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter().map(|row| Ok(Trouble::Missing { kind: kind.plural.to_owned(), id: row.word(0)? })).collect()
}

/// Holds the counts of a kind, or of the values of one of its fields, against what is there. Codes are counted by their
/// own column; lists of values are left to the tests of writing.
async fn tallies(
    tx: &mut Tx,
    office: &OfficeId,
    kind: &Kind,
    field: Option<&str>,
    limit: u32,
) -> Result<Vec<Trouble>> {
    let value = field.map_or_else(|| "''".to_owned(), |field| format!("k.\"{field}\""));
    let mut sql = Sql::new("SELECT COALESCE(t.value, k.value), COALESCE(t.n, 0), COALESCE(k.n, 0) FROM ");
    sql.push("(SELECT value, n FROM tallies WHERE n <> 0 AND office = ").bind(office.as_str());
    sql.push(" AND kind = ").bind(kind.plural).push(" AND field = ").bind(field.unwrap_or_default());
    sql.push(&format!(") t FULL JOIN (SELECT {value} AS value, COUNT(*) AS n FROM {} k", kind.plural));
    sql.push(" WHERE k.office = ").bind(office.as_str());
    sql.push(&format!(" AND {value} IS NOT NULL GROUP BY 1) k ON k.value = t.value"));
    sql.push(" WHERE COALESCE(t.n, 0) <> COALESCE(k.n, 0) ORDER BY 1 LIMIT ").bind(i64::from(limit));
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.iter()
        .map(|row| {
            Ok(Trouble::Tally {
                kind: kind.plural.to_owned(),
                field: field.unwrap_or_default().to_owned(),
                value: row.word(0)?,
                said: row.int(1)?,
                count: row.int(2)?,
            })
        })
        .collect()
}
