//! Backups of a record in an embedded database: one file that holds everything an office has, written while others work.
//!
//! The file is a zip archive: a manifest, a copy of the database of one moment, the office's own knowledge files and its
//! attachments. Each part is named in the manifest with its length and SHA-256. What can be made anew, such as the search
//! index, is not in it. On PostgreSQL the tools of PostgreSQL are used instead.

mod reading;
mod taking;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::knowledge::{THESAURUS, WEIGHTS};
use crate::{Error, Result};

pub use reading::restore;
pub use taking::take;

/// What the manifest calls itself.
const FORMAT: &str = "renkei-backup";
/// The version of the archive's own form.
const FORM: u32 = 1;
/// The name of the manifest in the archive.
const MANIFEST: &str = "manifest.json";
/// The name of the database in the archive, and in the folder.
const DATABASE: &str = "renkei.db";
/// The folder of attachments in the archive, and in the folder of the record.
const ATTACHMENTS: &str = "attachments";
/// The folder, inside that of the record, where backups before upgrades go.
pub const FOLDER: &str = "backups";
/// The folder of the search index inside that of the record.
const INDEX: &str = "search";

/// What a backup says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    form: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// The version of the database's schema.
    pub schema: i64,
    /// When it was taken, in UTC (RFC 3339).
    pub taken: String,
    /// How many records of each kind each office has.
    pub offices: BTreeMap<String, BTreeMap<String, u64>>,
    /// What is in the archive beside the manifest.
    pub parts: Vec<Part>,
}

/// One file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its path inside the folder of the record.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// Why a backup was not taken or not restored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file is no backup of Renkei.
    #[error("{0} is no backup of Renkei")]
    Foreign(String),
    /// The archive is cut off, or this part of it is not what the manifest says.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// The archive has a part that no backup has.
    #[error("the backup holds something that does not belong there: {0}")]
    Strange(String),
    /// A newer program wrote it.
    #[error("the backup was written by a newer program ({0})")]
    Newer(String),
    /// The folder is not empty.
    #[error("the folder is not empty: {0}")]
    Full(String),
    /// A server runs on the folder.
    #[error("a program is running on this folder: {0}")]
    Held(String),
    /// The backup would be written over another file.
    #[error("there is a file already: {0}")]
    There(String),
}

impl Manifest {
    /// How many records it holds, over all offices and kinds.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.offices.values().flat_map(BTreeMap::values).sum()
    }

    /// How many attachments it holds.
    #[must_use]
    pub fn attachments(&self) -> u64 {
        let found = self.parts.iter().filter(|part| part.name.contains('/')).count();
        u64::try_from(found).unwrap_or(u64::MAX)
    }

    /// The names of the office's own knowledge files in it.
    pub fn knowledge(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str()).filter(|name| [WEIGHTS, THESAURUS].contains(name))
    }
}

/// Counts what a database holds, by office and kind.
async fn holdings(store: &store::Store) -> Result<BTreeMap<String, BTreeMap<String, u64>>> {
    let mut tx = store.read().await?;
    let mut holdings = BTreeMap::new();
    for office in store::offices(&mut tx).await? {
        let counted = store::counted(&mut tx, &office.id).await?;
        holdings.insert(office.id.as_str().to_owned(), counted.into_iter().collect());
    }
    Ok(holdings)
}

/// Tells whether a part of this name may be in a backup: the database, a knowledge file, or an attachment whose path is
/// made of plain names.
fn may_hold(name: &str) -> bool {
    let is_plain = |step: &str| {
        !step.is_empty()
            && !step.starts_with('.')
            && step.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    match name.split_once('/') {
        None => [DATABASE, WEIGHTS, THESAURUS].contains(&name),
        Some((folder, rest)) => folder == ATTACHMENTS && rest.split('/').all(is_plain),
    }
}

/// Copies bytes, at most `most` and one more, and tells their number and SHA-256.
fn copy(from: &mut impl Read, to: &mut impl Write, most: u64) -> std::io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut from = from.take(most.saturating_add(1));
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = from.read(&mut buffer)?;
        let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
        hash.update(piece);
        to.write_all(piece)?;
        bytes += u64::try_from(read).unwrap_or(0);
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, sha256))
}

/// Makes a folder that only its owner may enter.
fn private_folder(path: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(failed(path))
}

/// Lets the disk keep the names in a folder, where the system can do that.
fn settle_folder(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> Error {
    let path = path.display().to_string();
    move |error| Error::File { path: path.clone(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_with_plain_names_may_be_in_a_backup() {
        for name in ["renkei.db", "weights.toml", "thesaurus.ttl", "attachments/ab/ab12.pdf", "attachments/x"]
        {
            assert!(may_hold(name), "{name}");
        }
        for name in [
            "",
            "manifest.json",
            "../renkei.db",
            "/etc/passwd",
            "attachments",
            "attachments/",
            "attachments/../renkei.db",
            "attachments/a/../../b",
            "attachments//b",
            "attachments/.hidden",
            "attachments/a\\b",
            "attachments/a b",
            "search/meta.json",
            "other/x",
        ] {
            assert!(!may_hold(name), "{name}");
        }
    }
}
