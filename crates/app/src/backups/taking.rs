//! Taking a backup: first the copy of the database, then the files beside it, last the manifest.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use store::Store;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{ATTACHMENTS, DATABASE, FORM, FORMAT, MANIFEST, Manifest, Part, Refusal, copy, failed, holdings};
use crate::knowledge::{THESAURUS, WEIGHTS};
use crate::{Error, Result};

/// Takes a backup of the record in `folder` into a new file. Others may write meanwhile: the copy of the database is of
/// one moment, and attachments are never changed once they are there.
///
/// # Errors
/// [`Refusal::There`] when the file exists, [`Error::File`] when it cannot be written, [`Error::Store`] when the database
/// cannot be read or is on PostgreSQL.
pub async fn take(store: &Store, folder: &Path, file: &Path, taken: jiff::Timestamp) -> Result<Manifest> {
    if file.symlink_metadata().is_ok() {
        return Err(Refusal::There(file.display().to_string()).into());
    }
    let mut work = file.as_os_str().to_owned();
    work.push(".part");
    let work = Work::begin(PathBuf::from(work))?;
    let copied = work.0.join(DATABASE);
    store.copy_to(&copied).await?;
    // What is told of the database is told of the copy: the record goes on changing.
    let copy = Store::as_is(&store::Address::Sqlite(copied.clone())).await?;
    let (schema, offices) = (copy.schema().await?, holdings(&copy).await?);
    copy.close().await;
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        taken: taken.to_string(),
        offices,
        parts: Vec::new(),
    };
    let archive = work.0.join("archive");
    pack(&archive, &files(folder, copied)?, &mut manifest)?;
    if file.symlink_metadata().is_ok() {
        return Err(Refusal::There(file.display().to_string()).into());
    }
    std::fs::rename(&archive, file).map_err(failed(file))?;
    file.parent().into_iter().for_each(super::settle_folder);
    Ok(manifest)
}

/// Writes the archive, and into the manifest what went into it.
fn pack(archive: &Path, files: &[(String, PathBuf)], manifest: &mut Manifest) -> Result<()> {
    let broken = |error: zip::result::ZipError| Error::File {
        path: archive.display().to_string(),
        reason: error.to_string(),
    };
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .large_file(true)
        .unix_permissions(0o600);
    let mut zip = ZipWriter::new(BufWriter::new(private(archive)?));
    for (name, path) in files {
        zip.start_file(name.as_str(), options).map_err(broken)?;
        let mut from = File::open(path).map_err(failed(path))?;
        let (bytes, sha256) = copy(&mut from, &mut zip, u64::MAX).map_err(failed(archive))?;
        manifest.parts.push(Part { name: name.clone(), bytes, sha256 });
    }
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| failed(archive)(error.into()))?;
    zip.start_file(MANIFEST, options).map_err(broken)?;
    zip.write_all(&text).map_err(failed(archive))?;
    let inner = zip.finish().map_err(broken)?;
    let file = inner.into_inner().map_err(|error| failed(archive)(error.into_error()))?;
    file.sync_all().map_err(failed(archive))
}

/// The files that a backup takes, by their names in the archive.
fn files(folder: &Path, database: PathBuf) -> Result<Vec<(String, PathBuf)>> {
    let mut files = vec![(DATABASE.to_owned(), database)];
    for name in [WEIGHTS, THESAURUS] {
        let path = folder.join(name);
        if path.is_file() {
            files.push((name.to_owned(), path));
        }
    }
    let mut open = vec![(ATTACHMENTS.to_owned(), folder.join(ATTACHMENTS))];
    while let Some((name, path)) = open.pop() {
        let entries = match std::fs::read_dir(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            entries => entries.map_err(failed(&path))?,
        };
        for entry in entries {
            let entry = entry.map_err(failed(&path))?;
            let sort = entry.file_type().map_err(failed(&path))?;
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            if sort.is_dir() {
                open.push((name, entry.path()));
            } else if sort.is_file() && super::may_hold(&name) {
                files.push((name, entry.path()));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// A folder beside the file where the backup is put together, for nobody else to read; gone when dropped.
struct Work(PathBuf);

impl Work {
    fn begin(path: PathBuf) -> Result<Self> {
        // A backup that was killed leaves its folder behind.
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(&path)(error)),
            _ => {}
        }
        super::private_folder(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Makes a file that only its owner may read: a backup holds what screens hide.
fn private(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(failed(path))
}
