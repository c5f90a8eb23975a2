//! What can go wrong with the database.

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address names neither a SQLite file nor a PostgreSQL database.
    #[error("{0} is not a database address; expected a file, sqlite:FILE or postgres://…")]
    BadAddress(String),
    /// The database was written by a newer Renkei; its schema has a migration that this program does not know.
    #[error(
        "the database is newer than this program (it has schema version {found}, this program knows {known})"
    )]
    Newer {
        /// The newest migration in the database.
        found: i64,
        /// The newest migration that this program knows.
        known: i64,
    },
    /// The database was written by an older Renkei and has not been migrated.
    #[error("the database has schema version {found}, this program needs {known}: run `renkei migrate`")]
    Older {
        /// The newest migration in the database.
        found: i64,
        /// The newest migration that this program knows.
        known: i64,
    },
    /// A stored value does not have the form that its field asks for.
    #[error("damaged value in table {table}, column {column}, row {row}")]
    Corrupt {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The id of the row.
        row: String,
    },
    /// The database is on PostgreSQL, and what was asked is done there with its own tools.
    #[error("the record is on PostgreSQL: use its own tools (pg_dump, pg_restore)")]
    NotEmbedded,
    /// No office has this key.
    #[error("there is no office {0}")]
    NoOffice(String),
    /// The disk is full.
    #[error("the disk is full: nothing was changed")]
    DiskFull,
    /// Another program holds the database for writing.
    #[error("another program is writing to the database; try again")]
    Busy,
    /// The search index cannot be read or written; it may be deleted and is then built anew.
    #[error("the search index: {0}")]
    Index(String),
    /// Anything else that the database says.
    #[error("the database: {0}")]
    Backend(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        if text.contains("disk is full") || text.contains("No space left") || text.contains("disk I/O error")
        {
            Self::DiskFull
        } else if text.contains("database is locked") {
            Self::Busy
        } else {
            Self::Backend(text)
        }
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.to_string())
    }
}
