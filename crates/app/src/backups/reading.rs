//! Restoring a backup: everything is unpacked and checked beside the folder, which then appears in one step.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};

use store::{Address, Store};
use zip::ZipArchive;

use super::{
    DATABASE, FORM, FORMAT, INDEX, MANIFEST, Manifest, Part, Refusal, copy, failed, holdings, may_hold,
    private_folder, settle_folder,
};
use crate::{Error, Result};

/// The longest manifest, in bytes: some two million attachments.
const LONGEST_MANIFEST: u64 = 256 * 1024 * 1024;

type Archive = ZipArchive<BufReader<File>>;

/// Restores a backup into a folder that is empty or not there. With `aside`, a folder that is not empty is first moved
/// there. Whatever happens on the way, the folder holds all of the backup or nothing of it.
///
/// # Errors
/// A [`Refusal`] when the backup is not whole, not ours, newer than this program, or the folder is in use;
/// [`Error::File`] when something cannot be read or written.
pub async fn restore(file: &Path, folder: &Path, aside: Option<&Path>) -> Result<Manifest> {
    let is_full = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    let said = folder.display().to_string();
    if is_full && aside.is_none() {
        return Err(Refusal::Full(said).into());
    }
    if store::search::Index::is_held(&folder.join(INDEX)) {
        return Err(Refusal::Held(said).into());
    }
    let mut archive = open(file)?;
    let manifest = manifest(&mut archive, file)?;
    let staging = Staging::begin(folder)?;
    for part in &manifest.parts {
        unpack(&mut archive, part, &staging.0)?;
    }
    examine(&staging.0.join(DATABASE), &manifest).await?;
    for name in folders(&staging.0)? {
        settle_folder(&name);
    }
    if let (true, Some(aside)) = (is_full, aside) {
        std::fs::rename(folder, aside).map_err(failed(aside))?;
    }
    std::fs::rename(&staging.0, folder).map_err(failed(folder))?;
    folder.parent().into_iter().for_each(settle_folder);
    Ok(manifest)
}

fn open(file: &Path) -> Result<Archive> {
    let mut reader = BufReader::new(File::open(file).map_err(failed(file))?);
    let mut start = [0; 4];
    let is_archive = reader.read_exact(&mut start).is_ok() && &start == b"PK\x03\x04";
    if !is_archive {
        return Err(Refusal::Foreign(file.display().to_string()).into());
    }
    ZipArchive::new(reader).map_err(|_| Refusal::Damaged(file.display().to_string()).into())
}

/// Reads the manifest and holds the names in the archive against it.
fn manifest(archive: &mut Archive, file: &Path) -> Result<Manifest> {
    let foreign = || Error::from(Refusal::Foreign(file.display().to_string()));
    let mut text = Vec::new();
    {
        let entry = archive.by_name(MANIFEST).map_err(|_| foreign())?;
        let read = entry.take(LONGEST_MANIFEST).read_to_end(&mut text);
        read.map_err(|_| Refusal::Damaged(MANIFEST.to_owned()))?;
    }
    let value: serde_json::Value = serde_json::from_slice(&text).map_err(|_| foreign())?;
    if value.get("format").and_then(serde_json::Value::as_str) != Some(FORMAT) {
        return Err(foreign());
    }
    let program = value.get("program").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    if value.get("form").and_then(serde_json::Value::as_u64).is_none_or(|form| form > u64::from(FORM)) {
        return Err(Refusal::Newer(program).into());
    }
    let manifest: Manifest =
        serde_json::from_value(value).map_err(|_| Refusal::Damaged(MANIFEST.to_owned()))?;
    if manifest.schema > store::newest_schema() {
        return Err(Refusal::Newer(program).into());
    }
    let mut named: Vec<&str> = manifest.parts.iter().map(|part| part.name.as_str()).collect();
    named.sort_unstable();
    let twice = named.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some(*one),
        _ => None,
    });
    let strange = named.iter().copied().find(|name| !may_hold(name)).or(twice);
    if let Some(name) = strange {
        return Err(Refusal::Strange(name.to_owned()).into());
    }
    for name in archive.file_names() {
        let name = name.map_err(|_| Refusal::Damaged(file.display().to_string()))?;
        if name != MANIFEST && named.binary_search(&name.as_ref()).is_err() {
            return Err(Refusal::Strange(name.into_owned()).into());
        }
    }
    if named.binary_search(&DATABASE).is_err() {
        return Err(Refusal::Damaged(DATABASE.to_owned()).into());
    }
    Ok(manifest)
}

/// Writes one part into the staging folder and holds it against the manifest.
fn unpack(archive: &mut Archive, part: &Part, staging: &Path) -> Result<()> {
    let damaged = || Error::from(Refusal::Damaged(part.name.clone()));
    let mut entry = archive.by_name(&part.name).map_err(|_| damaged())?;
    let path = staging.join(&part.name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
    }
    let mut to = File::create_new(&path).map_err(failed(&path))?;
    let (bytes, sha256) = copy(&mut entry, &mut to, part.bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge => failed(&path)(error),
        _ => damaged(),
    })?;
    if bytes != part.bytes || sha256 != part.sha256 {
        return Err(damaged());
    }
    to.sync_all().map_err(failed(&path))
}

/// Looks whether the database is sound and holds what the manifest says.
async fn examine(database: &Path, manifest: &Manifest) -> Result<()> {
    let damaged = || Error::from(Refusal::Damaged(DATABASE.to_owned()));
    let store = Store::as_is(&Address::Sqlite(database.to_owned())).await.map_err(|_| damaged())?;
    let is_sound = store.integrity().await.is_ok_and(|faults| faults.is_empty());
    let is_same = store.schema().await.is_ok_and(|schema| schema == manifest.schema)
        && holdings(&store).await.is_ok_and(|holdings| holdings == manifest.offices);
    store.close().await;
    if is_sound && is_same { Ok(()) } else { Err(damaged()) }
}

/// A folder beside the one that is restored; gone when dropped, unless it has become that one.
struct Staging(PathBuf);

impl Staging {
    fn begin(folder: &Path) -> Result<Self> {
        let mut name = std::ffi::OsString::from(".");
        name.push(folder.file_name().unwrap_or_default());
        name.push(".restoring");
        let path = folder.with_file_name(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        // A restore that was killed leaves its folder behind.
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(&path)(error)),
            _ => {}
        }
        private_folder(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A folder and all folders in it.
fn folders(top: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![top.to_owned()];
    let mut at = 0;
    while let Some(folder) = found.get(at).cloned() {
        for entry in std::fs::read_dir(&folder).map_err(failed(&folder))? {
            let entry = entry.map_err(failed(&folder))?;
            if entry.file_type().is_ok_and(|sort| sort.is_dir()) {
                found.push(entry.path());
            }
        }
        at += 1;
    }
    Ok(found)
}
