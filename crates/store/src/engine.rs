//! The two databases: opening them, transactions, and what differs between them. Nothing else in the workspace knows
//! which one is used.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, PgPool, Postgres, Row as _, Sqlite, SqlitePool, Transaction};

use crate::{Error, Result, migrations};

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// A PostgreSQL server.
    Postgres(String),
}

impl Address {
    /// Reads `postgres://…`, `sqlite:FILE` or the path of a file.
    ///
    /// # Errors
    /// [`Error::BadAddress`] for any other scheme.
    pub fn parse(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if path.is_empty() || path.contains("://") {
            return Err(Error::BadAddress(without_secret(text)));
        }
        Ok(Self::Sqlite(Path::new(path).to_path_buf()))
    }
}

/// An address without what stands before its host, which may hold a password.
fn without_secret(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => address.to_owned(),
    }
}

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pools: Pools,
}

/// The connections of one pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// The name of the pool.
    pub pool: &'static str,
    /// How many are open, in use or not.
    pub open: u32,
    /// How many wait for work.
    pub idle: u32,
    /// How many there may be.
    pub most: u32,
}

#[derive(Debug, Clone)]
enum Pools {
    /// Many readers, one writer: SQLite allows no more, and waiting in a queue is fairer than retrying.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction on either database.
#[derive(Debug)]
pub enum Tx {
    /// On the embedded database.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// One value handed to a statement, typed also when it is blank.
#[derive(Debug, Clone)]
pub(crate) enum Param {
    Text(Option<String>),
    Int(i64),
    Real(Option<f64>),
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

/// One row of an answer, read by position.
pub(crate) enum Row {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

impl Row {
    /// The text at a position; `None` when it is null.
    pub(crate) fn text(&self, at: usize) -> Result<Option<String>> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }

    /// The text at a position that is never null.
    pub(crate) fn word(&self, at: usize) -> Result<String> {
        Ok(self.text(at)?.unwrap_or_default())
    }

    /// The whole number at a position that is never null.
    pub(crate) fn int(&self, at: usize) -> Result<i64> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(at)?,
            Self::Postgres(row) => row.try_get(at)?,
        })
    }
}

const READERS: u32 = 4;
/// How many rows the embedded database reads ahead before it waits: as many as most pages need, so that its thread and
/// ours do not take turns row by row.
const ROWS_AHEAD: usize = 1_000;
const PATIENCE: Duration = Duration::from_secs(20);

impl Store {
    /// Opens a database whose schema is this program's. A missing SQLite file is made, with the schema.
    ///
    /// # Errors
    /// [`Error::Newer`] or [`Error::Older`] when the schema is another, [`Error::Backend`] when it cannot be opened.
    pub async fn open(address: &Address) -> Result<Self> {
        let fresh = matches!(address, Address::Sqlite(path) if !path.exists());
        let store = Self::connect(address).await?;
        if fresh {
            migrations::run(&store).await?;
        }
        migrations::check(&store).await?;
        Ok(store)
    }

    /// Opens a database and brings its schema up to this program's.
    ///
    /// # Errors
    /// [`Error::Newer`] when the schema is newer than this program, [`Error::Backend`] when it cannot be opened.
    pub async fn migrate(address: &Address) -> Result<Self> {
        let store = Self::connect(address).await?;
        migrations::run(&store).await?;
        Ok(store)
    }

    /// Opens a database as it is, whatever its schema, to look at it or to copy it.
    ///
    /// # Errors
    /// [`Error::Backend`] when it cannot be opened.
    pub async fn as_is(address: &Address) -> Result<Self> {
        Self::connect(address).await
    }

    async fn connect(address: &Address) -> Result<Self> {
        let pools = match address {
            Address::Sqlite(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(true)
                    .foreign_keys(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Normal)
                    .busy_timeout(PATIENCE)
                    .statement_cache_capacity(200)
                    .row_buffer_size(ROWS_AHEAD);
                let writer = SqlitePoolOptions::new()
                    .max_connections(1)
                    .acquire_timeout(PATIENCE)
                    .connect_with(options.clone())
                    .await?;
                let readers = SqlitePoolOptions::new()
                    .max_connections(READERS)
                    .acquire_timeout(PATIENCE)
                    .connect_with(options)
                    .await?;
                Pools::Sqlite { readers, writer }
            }
            Address::Postgres(url) => {
                let options =
                    PgConnectOptions::from_str(url).map_err(|e| Error::BadAddress(e.to_string()))?;
                let pool = PgPoolOptions::new()
                    .max_connections(8)
                    .acquire_timeout(PATIENCE)
                    .connect_with(options)
                    .await?;
                Pools::Postgres(pool)
            }
        };
        Ok(Self { pools })
    }

    /// Starts reading: everything read in the transaction is of one moment.
    ///
    /// # Errors
    /// [`Error::Backend`] when the database does not answer.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .execute(&mut *tx)
                    .await?;
                Tx::Postgres(tx)
            }
        })
    }

    /// Starts a write transaction; on SQLite it takes the write lock at once.
    pub(crate) async fn begin_write(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Runs the migrations that the database does not have yet; each in a transaction of its own.
    pub(crate) async fn apply(
        &self,
        migrations: Vec<sqlx::migrate::Migration>,
    ) -> std::result::Result<(), sqlx::migrate::MigrateError> {
        let migrator = sqlx::migrate::Migrator::with_migrations(migrations);
        match &self.pools {
            Pools::Sqlite { writer, .. } => migrator.run(writer).await,
            Pools::Postgres(pool) => migrator.run(pool).await,
        }
    }

    /// Puts a migration into the words of this database: PostgreSQL compares text by bytes, as SQLite does, so that
    /// both sort alike whatever the server's own language is.
    pub(crate) fn dialect(&self, sql: &str) -> String {
        match &self.pools {
            Pools::Sqlite { .. } => sql.to_owned(),
            Pools::Postgres(_) => sql.replace(" TEXT", " TEXT COLLATE \"C\""),
        }
    }

    /// Gives the planner fresh figures about the tables: worth it after a large import.
    ///
    /// # Errors
    /// [`Error::Backend`] when the database refuses.
    pub async fn analyse(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                sqlx::query("PRAGMA analysis_limit=400").execute(writer).await?;
                sqlx::query("ANALYZE").execute(writer).await?;
                sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await?;
            }
            Pools::Postgres(pool) => {
                sqlx::query("ANALYZE").execute(pool).await?;
            }
        }
        Ok(())
    }

    /// Asks the database to check itself; an empty list means that it is sound.
    ///
    /// # Errors
    /// [`Error::Backend`] when the database does not answer.
    pub async fn integrity(&self) -> Result<Vec<String>> {
        let Pools::Sqlite { readers, .. } = &self.pools else { return Ok(Vec::new()) };
        let rows = sqlx::query("PRAGMA integrity_check").fetch_all(readers).await?;
        let lines =
            rows.iter().map(|row| row.try_get::<String, _>(0)).collect::<std::result::Result<Vec<_>, _>>()?;
        let mut faults: Vec<String> = lines.into_iter().filter(|line| line != "ok").collect();
        for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(readers).await? {
            let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
            let id: Option<i64> = row.try_get(1)?;
            faults.push(format!("{table}, row {}: nothing in {parent}", id.unwrap_or_default()));
        }
        Ok(faults)
    }

    /// Writes a copy of the embedded database, as it is at one moment, into a new file. Others go on reading and writing.
    ///
    /// # Errors
    /// [`Error::NotEmbedded`] on PostgreSQL, which has tools of its own; [`Error::DiskFull`] and [`Error::Backend`] when
    /// the file cannot be written.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        let Pools::Sqlite { readers, .. } = &self.pools else { return Err(Error::NotEmbedded) };
        let name = file.to_str().ok_or_else(|| Error::BadAddress(file.display().to_string()))?;
        sqlx::query("VACUUM INTO ?").bind(name).execute(readers).await?;
        Ok(())
    }

    /// Tells how many connections are open, idle, and allowed, for each pool by name.
    #[must_use]
    pub fn connections(&self) -> Vec<Connections> {
        fn of<D: sqlx::Database>(pool: &'static str, it: &sqlx::Pool<D>) -> Connections {
            let idle = u32::try_from(it.num_idle()).unwrap_or(u32::MAX);
            Connections { pool, open: it.size(), idle, most: it.options().get_max_connections() }
        }
        match &self.pools {
            Pools::Sqlite { readers, writer } => vec![of("readers", readers), of("writer", writer)],
            Pools::Postgres(pool) => vec![of("postgres", pool)],
        }
    }

    /// Closes every connection, folding SQLite's log back into its file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// Takes the numbers of parameters away: each is used once and in order. SQLite takes `$1` for a name and goes through
/// all names for each, which was most of the time of a large import.
fn unnumbered(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut parts = sql.split('$');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        text.push_str(if rest.len() < part.len() { "?" } else { "$" });
        text.push_str(rest);
    }
    text
}

macro_rules! bound {
    ($sql:expr, $params:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for param in $params {
            query = match param {
                Param::Text(text) => query.bind(text),
                Param::Int(number) => query.bind(number),
                Param::Real(number) => query.bind(number),
            };
        }
        query
    }};
}

impl Tx {
    /// Reads rows. The text of the statement is ours; all values go in as parameters.
    pub(crate) async fn rows(&mut self, sql: &str, params: Vec<Param>) -> Result<Vec<Row>> {
        Ok(match self {
            Self::Sqlite(tx) => {
                let rows = bound!(unnumbered(sql), params).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let rows = bound!(sql.to_owned(), params).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Runs a statement and tells how many rows it touched.
    pub(crate) async fn run(&mut self, sql: &str, params: Vec<Param>) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(tx) => bound!(unnumbered(sql), params).execute(&mut **tx).await?.rows_affected(),
            Self::Postgres(tx) => bound!(sql.to_owned(), params).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Makes everything in the transaction last.
    pub(crate) async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes everything in the transaction.
    pub(crate) async fn roll_back(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_address_does_not_tell_its_password() {
        for (address, told) in [
            ("mysql://renkei:secret@db/renkei", "mysql://…@db/renkei"),
            ("mysql://renkei:s@cret@db/renkei", "mysql://…@db/renkei"),
            ("mysql://db/renkei", "mysql://db/renkei"),
            ("", ""),
        ] {
            let Err(Error::BadAddress(text)) = Address::parse(address) else {
                panic!("{address} is refused")
            };
            assert_eq!(text, told);
        }
    }

    #[test]
    fn parameters_lose_their_numbers_and_nothing_else_changes() {
        for (numbered, plain) in [
            ("SELECT 1", "SELECT 1"),
            (
                "SELECT a FROM b WHERE c = $1 AND d IN ($2, $13)",
                "SELECT a FROM b WHERE c = ? AND d IN (?, ?)",
            ),
            ("$1", "?"),
            ("a $ b$c", "a $ b$c"),
        ] {
            assert_eq!(unnumbered(numbered), plain);
        }
    }
}
