//! The history of the schema. Migrations only go forward; a database that is newer than the program is refused.

use sqlx::migrate::{MigrateError, Migration, MigrationType};
use sqlx::{AssertSqlSafe, SqlSafeStr};

use crate::{Error, Result, Store};

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "record", include_str!("migrations/0001_record.sql")),
    (2, "kinds", include_str!("migrations/0002_kinds.sql")),
    (3, "knowledge of offerings", include_str!("migrations/0003_knowledge_of_offerings.sql")),
    (4, "knowledge of schemes", include_str!("migrations/0004_knowledge_of_schemes.sql")),
    (5, "decisions", include_str!("migrations/0005_decisions.sql")),
    (6, "accounts", include_str!("migrations/0006_accounts.sql")),
    (7, "history", include_str!("migrations/0007_history.sql")),
    (8, "tokens", include_str!("migrations/0008_tokens.sql")),
];

/// Brings the schema up to this program's.
pub(crate) async fn run(store: &Store) -> Result<()> {
    let migrations = MIGRATIONS
        .iter()
        .map(|(version, name, sql)| {
            let sql = AssertSqlSafe(store.dialect(sql)).into_sql_str();
            Migration::new(*version, (*name).into(), MigrationType::Simple, sql, false)
        })
        .collect();
    store.apply(migrations).await.map_err(|error| match error {
        MigrateError::VersionMissing(found) => Error::Newer { found, known: known() },
        other => Error::Backend(other.to_string()),
    })
}

/// The newest schema that this program knows.
#[must_use]
pub fn newest_schema() -> i64 {
    known()
}

impl Store {
    /// The schema that the database has; 0 when it has none.
    ///
    /// # Errors
    /// [`Error::Backend`] when the database does not answer.
    pub async fn schema(&self) -> Result<i64> {
        let mut tx = self.read().await?;
        let rows =
            tx.rows("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations WHERE success", Vec::new()).await;
        match rows {
            Ok(rows) => rows.first().map_or(Ok(0), |row| row.int(0)),
            Err(_) => Ok(0),
        }
    }
}

/// Refuses a database whose schema is not this program's.
pub(crate) async fn check(store: &Store) -> Result<()> {
    match store.schema().await? {
        found if found > known() => Err(Error::Newer { found, known: known() }),
        found if found < known() => Err(Error::Older { found, known: known() }),
        _ => Ok(()),
    }
}

fn known() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, _, _)| *version)
}
