//! Files that were sent to be looked at and are kept until somebody has chosen what to store: an hour at most, a few for
//! each person, in this node's own folder, under a name that nobody can guess.

use std::io;
use std::path::{Path, PathBuf};

use domain::Viewer;

use crate::{Error, Renkei, Result};

/// The largest file that is taken, in bytes.
///
/// # Source
/// Ours: a workbook of a hundred thousand rows is half of it.
pub const LARGEST: u64 = 32 * 1024 * 1024;

/// How long a file is kept, in seconds.
const KEPT: i64 = 60 * 60;

/// How many files are kept for one person; the oldest go.
const MOST_EACH: usize = 5;

/// How many files are kept in all, so that the folder never grows beyond what a disk has to spare.
const MOST: usize = 100;

/// A place for a file that is being sent.
#[derive(Debug)]
pub struct Upload {
    /// What brings the file back: the moment and 256 random bits.
    pub token: String,
    /// Where it is written.
    pub path: PathBuf,
}

/// Makes room for a file, and lets go of old ones.
///
/// # Errors
/// [`Error::File`] when the folder cannot be written or has no room, [`Error::Store`] when the system has no randomness.
pub fn begin(renkei: &Renkei, viewer: &Viewer) -> Result<Upload> {
    let root = root(renkei)?;
    let now = renkei.now().as_second();
    let failed =
        |error: io::Error| Error::File { path: root.display().to_string(), reason: error.to_string() };
    let folder = root.join(actor(viewer));
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let mut left = 0;
    for entry in std::fs::read_dir(&root).map_err(failed)?.flatten() {
        left += tidy(&entry.path(), now, MOST_EACH).map_err(failed)?;
    }
    if left >= MOST {
        return Err(failed(io::Error::other("too many files wait")));
    }
    tidy(&folder, now, MOST_EACH - 1).map_err(failed)?;
    let token = format!("{now}-{}", crate::accounts::fresh_token()?);
    Ok(Upload { path: folder.join(&token), token })
}

/// Finds a file that the viewer sent; `None` when it is too old or was never there.
///
/// # Errors
/// [`Error::File`] when there is no folder for such files.
pub fn find(renkei: &Renkei, viewer: &Viewer, token: &str) -> Result<Option<PathBuf>> {
    let is_plain = token.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let is_young = age(token, renkei.now().as_second()).is_some_and(|age| age < KEPT);
    let path = root(renkei)?.join(actor(viewer)).join(token);
    Ok((is_plain && is_young && path.is_file()).then_some(path))
}

/// Lets go of a file.
pub fn end(renkei: &Renkei, viewer: &Viewer, token: &str) {
    if let Ok(Some(path)) = find(renkei, viewer, token) {
        // What cannot be taken away now goes when it is too old.
        let _ = std::fs::remove_file(path);
    }
}

fn root(renkei: &Renkei) -> Result<PathBuf> {
    let missing = || Error::File { path: "uploads".to_owned(), reason: "no folder".to_owned() };
    Ok(renkei.folder().ok_or_else(missing)?.join("uploads").join(renkei.office().id.as_str()))
}

/// The viewer's part of the folder: what one person sent nobody else finds.
fn actor(viewer: &Viewer) -> String {
    let plain = |byte: u8| if byte.is_ascii_alphanumeric() { char::from(byte) } else { '-' };
    store::actor(viewer).bytes().map(plain).collect()
}

fn age(token: &str, now: i64) -> Option<i64> {
    let (at, _) = token.split_once('-')?;
    Some(now.saturating_sub(at.parse().ok()?))
}

/// Takes away what is too old, and the oldest beyond a number; tells how many files are left.
fn tidy(folder: &Path, now: i64, most: usize) -> io::Result<usize> {
    let mut young = Vec::new();
    for entry in std::fs::read_dir(folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        match age(&name, now) {
            Some(age) if (0..KEPT).contains(&age) => young.push((age, entry.path())),
            _ => std::fs::remove_file(entry.path())?,
        }
    }
    young.sort();
    for (_, path) in young.iter().skip(most) {
        std::fs::remove_file(path)?;
    }
    Ok(young.len().min(most))
}
