//! Offices: who keeps a record in this database.

use domain::{OfficeId, Texts};

use crate::engine::Row;
use crate::sql::Sql;
use crate::{Error, Result, Store, Tx};

/// An office and what it has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The key.
    pub id: OfficeId,
    /// The name.
    pub name: Texts,
    /// The place that is home; partners lie outside it. Blank when not set.
    pub home: String,
    /// Whether it holds the demo record.
    pub demo: bool,
}

/// Makes an office, or changes its name, home and demo mark.
///
/// # Errors
/// [`Error::Backend`] when the database fails.
pub async fn set_office(store: &Store, office: &Office) -> Result<()> {
    let mut tx = store.begin_write().await?;
    let mut sql = Sql::new("INSERT INTO offices (id, name, home, demo, feed, ordinal) VALUES (");
    sql.bind(office.id.as_str()).push(", ").bind(office.name.to_json().as_str()).push(", ");
    sql.bind(office.home.as_str()).push(", ").bind(i64::from(office.demo)).push(", 0, 0)");
    sql.push(
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, home = excluded.home, demo = excluded.demo",
    );
    tx.run(&sql.text, sql.params).await?;
    tx.commit().await
}

/// Lists the offices, in the order of their keys.
///
/// # Errors
/// [`Error::Corrupt`] when a stored value is damaged, [`Error::Backend`] when the database fails.
pub async fn offices(tx: &mut Tx) -> Result<Vec<Office>> {
    let rows = tx.rows("SELECT id, name, home, demo FROM offices ORDER BY id", Vec::new()).await?;
    rows.iter().map(read).collect()
}

/// Reads one office.
///
/// # Errors
/// [`Error::NoOffice`] when there is none with this key, [`Error::Corrupt`] when a stored value is damaged,
/// [`Error::Backend`] when the database fails.
pub async fn office(tx: &mut Tx, id: &OfficeId) -> Result<Office> {
    let mut sql = Sql::new("SELECT id, name, home, demo FROM offices WHERE id = ");
    sql.bind(id.as_str());
    let rows = tx.rows(&sql.text, sql.params).await?;
    rows.first().map_or_else(|| Err(Error::NoOffice(id.as_str().to_owned())), read)
}

fn read(row: &Row) -> Result<Office> {
    let key = row.word(0)?;
    let damaged = |column: &str| Error::Corrupt {
        table: "offices".to_owned(),
        column: column.to_owned(),
        row: key.clone(),
    };
    Ok(Office {
        id: OfficeId::parse(&key).ok_or_else(|| damaged("id"))?,
        name: Texts::from_json(&row.word(1)?).ok_or_else(|| damaged("name"))?,
        home: row.word(2)?,
        demo: row.int(3)? != 0,
    })
}
