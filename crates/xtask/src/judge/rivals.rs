//! What full text of the databases does with the same needs: SQLite FTS5 and PostgreSQL.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::databases::{Postgres, VARIABLE};
use crate::programs::succeed;
use crate::workspace::Workspace;

/// A database whose full text is compared.
pub struct Rival {
    /// How it is called in the tables, and by the program that asks it.
    pub name: &'static str,
    /// The server, where it has one; gone with the rival.
    server: Option<Postgres>,
}

/// Builds the program that asks the databases, and starts what they need.
///
/// # Errors
/// When the program does not build, or PostgreSQL does not start.
pub fn all(workspace: &Workspace) -> Result<Vec<Rival>> {
    succeed(workspace.cargo().args([
        "build",
        "--locked",
        "--release",
        "-p",
        "testkit",
        "--bin",
        "fulltext",
    ]))?;
    let server = Postgres::start()?;
    Ok(vec![Rival { name: "sqlite-fts5", server: None }, Rival { name: "postgresql", server: Some(server) }])
}

impl Rival {
    /// Tells whether it is a server of its own.
    pub fn is_server(&self) -> bool {
        self.server.is_some()
    }

    /// Ranks the needs of a file over a record; says how many milliseconds one need took, p50 and p99.
    ///
    /// # Errors
    /// When the database fails.
    pub fn answer(
        &mut self,
        workspace: &Workspace,
        record: &Path,
        needs: &Path,
        ranked: &Path,
    ) -> Result<(f64, f64)> {
        let mut command = Command::new(workspace.target.join("release/fulltext"));
        command.arg(self.name).arg(record).arg(needs).arg(ranked);
        if let Some(server) = &self.server {
            command.env(VARIABLE, server.url());
        }
        let said = succeed(&mut command)?;
        let line = said.lines().find(|line| line.starts_with('{')).context("no figures")?;
        let figures: serde_json::Value = serde_json::from_str(line)?;
        let of = |name: &str| figures.get(name).and_then(serde_json::Value::as_f64).context("no figures");
        Ok((of("p50_ms")?, of("p99_ms")?))
    }
}
