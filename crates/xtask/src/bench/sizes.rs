//! One record measured from import to export.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::pages::{self, Page};
use crate::programs::succeed;
use crate::server::{Server, renkei};

/// What was measured of a record of one size.
pub struct Size {
    /// Rows in all files, headers not counted.
    pub rows: u32,
    /// From the folder of files into a new database, until the program ends.
    pub import: Duration,
    /// The same folder once more, which changes nothing.
    pub import_again: Duration,
    /// From the database into a new folder of files.
    pub export: Duration,
    /// From starting the server for the first time, when it builds its search index, to the end of its first page.
    pub first_start: Duration,
    /// The same when the index is there.
    pub start: Duration,
    /// Resident memory after all pages were asked for, in KiB.
    pub resident: u32,
    /// The highest that it was, in KiB.
    pub highest: u32,
    /// The database and the search index on disk, in bytes.
    pub disk: u64,
    /// The pages.
    pub pages: Vec<Page>,
}

impl Size {
    /// Imports a folder of files, serves it, asks for every page, exports it.
    ///
    /// # Errors
    /// When a command of the program fails.
    pub fn measure(program: &Path, name: &str, files: &Path, scratch: &Path) -> Result<Self> {
        let data = scratch.join(format!("{name}-data"));
        let out = scratch.join(format!("{name}-out"));
        let import = || time(renkei(program).arg("import").arg(files).arg("--data").arg(&data));
        let (first, again) = (import()?, import()?);
        let folder = data.to_str().context("the temporary folder has a name that is not UTF-8")?;
        let serve = ["serve", "--data", folder, "--home", "kitakyushu"];
        let first_start = Server::start(program, &serve)?.took;
        let server = Server::start(program, &serve)?;
        let pages = pages::measure(&server)?;
        let (resident, highest) = server.memory()?;
        let start = server.took;
        drop(server);
        let export = time(renkei(program).arg("export").arg(&out).arg("--data").arg(&data))?;
        let disk = weigh(&data)?;
        Ok(Self {
            rows: rows(files)?,
            import: first,
            import_again: again,
            export,
            first_start,
            start,
            resident,
            highest,
            disk,
            pages,
        })
    }
}

fn time(command: &mut Command) -> Result<Duration> {
    let start = Instant::now();
    succeed(command)?;
    Ok(start.elapsed())
}

/// Counts the lines below the headers. No cell of the demo record holds a line break.
fn rows(folder: &Path) -> Result<u32> {
    let mut rows = 0;
    for entry in std::fs::read_dir(folder)? {
        let lines = std::fs::read_to_string(entry?.path())?.lines().count();
        rows += u32::try_from(lines.saturating_sub(1))?;
    }
    Ok(rows)
}

fn weigh(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        bytes += if about.is_dir() { weigh(&entry.path())? } else { about.len() };
    }
    Ok(bytes)
}
