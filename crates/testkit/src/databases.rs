//! Throwaway databases. PostgreSQL is used where `RENKEI_TEST_POSTGRES` holds the address of a server on which databases
//! may be made; the test command starts one and sets it.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use store::{Address, Store, set_office};
use tempfile::TempDir;

/// A database of one test, with the schema and the test office in it.
#[derive(Debug)]
pub struct Database {
    address: Address,
    store: Store,
    folder: TempDir,
}

impl Database {
    /// Where it is.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The open database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// A folder of its own that goes with it.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Runs a statement behind the program's back.
    ///
    /// # Panics
    /// When the statement fails.
    #[expect(clippy::expect_used, reason = "a wrong test must stop")]
    pub async fn run(&self, sql: &str) {
        match &self.address {
            Address::Sqlite(path) => run_on_file(path, sql).await,
            Address::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.expect("the server answers");
                connection.execute(AssertSqlSafe(sql.to_owned())).await.expect("the statement runs");
            }
        }
    }
}

/// Runs a statement on a SQLite file behind the program's back.
///
/// # Panics
/// When the file does not open or the statement fails.
#[expect(clippy::expect_used, reason = "a wrong test must stop")]
pub async fn run_on_file(path: &std::path::Path, sql: &str) {
    let url = format!("sqlite:{}", path.display());
    let mut connection = SqliteConnection::connect(&url).await.expect("the file opens");
    connection.execute(AssertSqlSafe(sql.to_owned())).await.expect("the statement runs");
    connection.close().await.expect("the file closes");
}

/// Makes a SQLite file as an older program left it: with an office, and with the schema up to this version.
///
/// # Panics
/// When it cannot be made.
#[expect(clippy::expect_used, reason = "a wrong test must stop")]
pub async fn older_database(path: &std::path::Path, newest: i64) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src/migrations");
    let mut migrations = sqlx::migrate::Migrator::new(folder).await.expect("the migrations can be read");
    migrations.migrations.to_mut().retain(|migration| migration.version <= newest);
    let url = format!("sqlite:{}?mode=rwc", path.display());
    let mut connection = SqliteConnection::connect(&url).await.expect("the file opens");
    migrations.run(&mut connection).await.expect("the schema can be made");
    let office =
        "INSERT INTO offices (id, name, home, demo, feed, ordinal) VALUES ('old', '{}', '', 0, 0, 0)";
    connection.execute(office).await.expect("the office can be made");
    connection.close().await.expect("the file closes");
}

/// An empty database on the PostgreSQL server of the tests; `None` where there is none.
///
/// # Panics
/// When it cannot be made.
pub async fn empty_postgres() -> Option<String> {
    let server = std::env::var("RENKEI_TEST_POSTGRES").ok()?;
    Some(made_on(&server).await)
}

/// One database of each sort that is at hand.
///
/// # Panics
/// When a database cannot be made.
pub async fn databases() -> Vec<Database> {
    let mut all = vec![sqlite().await];
    if let Ok(server) = std::env::var("RENKEI_TEST_POSTGRES") {
        all.push(postgres(&server).await);
    }
    all
}

/// A database in a file of its own.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite() -> Database {
    let folder = folder();
    let address = Address::Sqlite(folder.path().join("renkei.db"));
    opened(address, folder).await
}

async fn postgres(server: &str) -> Database {
    let address = Address::Postgres(made_on(server).await);
    opened(address, folder()).await
}

#[expect(clippy::expect_used, reason = "a wrong test must stop")]
fn folder() -> TempDir {
    TempDir::new().expect("a folder can be made")
}

/// Makes a database on a server and gives its address.
#[expect(clippy::expect_used, reason = "a wrong test must stop")]
async fn made_on(server: &str) -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let name = format!("renkei_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(server).await.expect("the server answers");
    let sql = format!("CREATE DATABASE {name} TEMPLATE template0");
    connection.execute(AssertSqlSafe(sql)).await.expect("a database can be made");
    let (base, _) = server.rsplit_once('/').expect("the address ends in a database");
    format!("{base}/{name}")
}

#[expect(clippy::expect_used, reason = "a wrong test must stop")]
async fn opened(address: Address, folder: TempDir) -> Database {
    let store = Store::migrate(&address).await.expect("the schema can be made");
    set_office(&store, &crate::office()).await.expect("the office can be made");
    Database { address, store, folder }
}
