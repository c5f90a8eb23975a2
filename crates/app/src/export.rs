//! Exporting the record as a folder of files with the columns from which it can be imported again.
//!
//! All files are of one moment. Each is written under a hidden name first and renamed when all are whole, so that
//! neither a full disk nor a kill leaves half a file under a name that somebody trusts.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use domain::{KINDS, Kind, Viewer, Visibility};
use formats::csv::{Layout, Writer};
use store::{Store, Tx};

use crate::{Error, Result};

/// The files that an export wrote.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// One for each kind that has records, in the order of the kinds; one of only a header where a file of a kind that has
    /// none any more was replaced.
    pub files: Vec<Written>,
}

/// One file of an export.
#[derive(Debug, Clone)]
pub struct Written {
    /// The kind of its records.
    pub kind: &'static Kind,
    /// Where it is.
    pub path: PathBuf,
    /// How many records it holds.
    pub records: u64,
}

/// How far an export is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// The kind whose file is written.
    pub kind: &'static Kind,
    /// How many records have been written of all kinds.
    pub records: u64,
}

/// How many records are held at a time.
const AT_A_TIME: usize = 500;

/// Writes what the viewer may see of the record into a folder, one file per kind that has any, records in the order in which they
/// were made. The folder is made if it is not there; files of the same names are replaced.
///
/// # Errors
/// [`Error::NotFound`] when the viewer is not of the office, [`Error::File`] when a file cannot be written,
/// [`Error::Store`] when the database fails. Files of the same names are then as they were.
pub async fn folder(
    store: &Store,
    viewer: &Viewer,
    path: &Path,
    watch: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Outcome> {
    if !viewer.may_see(Visibility::Office) {
        return Err(Error::NotFound(viewer.office.as_str().to_owned()));
    }
    std::fs::create_dir_all(path).map_err(|error| failed(path, &error))?;
    let mut parts = Parts::default();
    let mut tx = store.read().await?;
    let mut outcome = Outcome::default();
    let mut written = 0;
    for kind in KINDS {
        let part = path.join(format!(".{}.csv.part", kind.plural));
        parts.paths.push(part.clone());
        let mut tell = |records| watch(&Progress { kind, records: written + records });
        let records = file(&mut tx, viewer, kind, &part, &mut tell).await?;
        written += records;
        let named = path.join(format!("{}.csv", kind.plural));
        // A kind without records needs no file, unless an older one would say otherwise.
        if records == 0 && !named.exists() {
            drop(parts.paths.pop().map(std::fs::remove_file));
            continue;
        }
        outcome.files.push(Written { kind, path: named, records });
    }
    for (part, file) in parts.paths.iter().zip(&outcome.files) {
        std::fs::rename(part, &file.path).map_err(|error| failed(&file.path, &error))?;
    }
    Ok(outcome)
}

/// Files under their hidden names; those that are left when this goes are taken away.
#[derive(Default)]
struct Parts {
    paths: Vec<PathBuf>,
}

impl Drop for Parts {
    fn drop(&mut self) {
        for path in &self.paths {
            // Most are renamed by now; what cannot be taken away is overwritten by the next export.
            let _ = std::fs::remove_file(path);
        }
    }
}

async fn file(
    tx: &mut Tx,
    viewer: &Viewer,
    kind: &'static Kind,
    path: &Path,
    tell: &mut (dyn FnMut(u64) + Send),
) -> Result<u64> {
    let mut layout = Layout::new(kind);
    let mut after = i64::MIN;
    loop {
        let (records, last) = store::in_order(tx, viewer, kind, after, AT_A_TIME).await?;
        if records.is_empty() {
            break;
        }
        records.iter().for_each(|record| layout.see(record));
        after = last;
    }
    let failed = |error: io::Error| failed(path, &error);
    let mut writer = File::create(path).and_then(|file| Writer::new(&layout, file, false)).map_err(failed)?;
    let mut after = i64::MIN;
    let mut written = 0;
    loop {
        let (records, last) = store::in_order(tx, viewer, kind, after, AT_A_TIME).await?;
        if records.is_empty() {
            break;
        }
        for record in &records {
            writer.write(record).map_err(failed)?;
        }
        after = last;
        written += u64::try_from(records.len()).unwrap_or_default();
        tell(written);
    }
    writer.finish().and_then(|file| file.sync_all()).map_err(failed)?;
    Ok(written)
}

fn failed(path: &Path, error: &io::Error) -> Error {
    Error::File { path: path.display().to_string(), reason: error.to_string() }
}
