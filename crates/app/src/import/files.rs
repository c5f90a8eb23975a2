//! Which files are imported, and as what.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use domain::{At, Code, KINDS, Kind, Problem};
use formats::csv::Reader;

use crate::{Error, Result};

/// Files to import.
#[derive(Debug, Clone)]
pub enum Files {
    /// Those of a folder, or one file. Hidden files and folders within are passed over.
    Path(PathBuf),
    /// Names and contents held in memory, such as the demo record.
    Memory(Vec<(String, Cow<'static, [u8]>)>),
}

/// The name of the file in which refused rows are explained; it is no part of the record.
pub(super) const PROBLEMS_FILE: &str = "faults.csv";

/// What a reader reads from.
pub(super) trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// One file of records.
#[derive(Debug)]
pub(super) struct Input<'f> {
    /// Its name, without the folder.
    pub name: String,
    /// The kind of its records.
    pub kind: &'static Kind,
    /// Its size in bytes.
    pub size: u64,
    place: Place<'f>,
}

#[derive(Debug)]
enum Place<'f> {
    Path(PathBuf),
    Memory(&'f [u8]),
}

impl Files {
    /// How the user knows them.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Memory(_) => String::new(),
        }
    }

    /// The files of records in the order of the kinds, and remarks on those passed over.
    pub(super) fn inputs(&self) -> Result<(Vec<Input<'_>>, Vec<Problem>)> {
        let mut found = Found::default();
        match self {
            Self::Memory(files) => {
                for (name, bytes) in files {
                    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                    found.add(name, size, Place::Memory(bytes));
                }
            }
            Self::Path(path) => {
                let listed = list(path).map_err(|error| Error::File {
                    path: path.display().to_string(),
                    reason: error.to_string(),
                })?;
                listed.into_iter().for_each(|(name, size, path)| found.add(&name, size, Place::Path(path)));
            }
        }
        let place = |input: &Input<'_>| KINDS.iter().position(|kind| *kind == input.kind);
        found.inputs.sort_by(|a, b| (place(a), &a.name).cmp(&(place(b), &b.name)));
        found.ignored.sort_by(|a, b| a.at.cmp(&b.at));
        Ok((found.inputs, found.ignored))
    }
}

#[derive(Default)]
struct Found<'f> {
    inputs: Vec<Input<'f>>,
    ignored: Vec<Problem>,
}

impl<'f> Found<'f> {
    fn add(&mut self, name: &str, size: u64, place: Place<'f>) {
        if let Some(kind) = kind_of(name) {
            self.inputs.push(Input { name: name.to_owned(), kind, size, place });
        } else if name != PROBLEMS_FILE {
            let at = At { file: name.to_owned(), ..At::default() };
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let hint = domain::value::nearest(stem, KINDS.iter().map(|kind| kind.plural));
            let hint = hint.map(|plural| format!("{plural}.csv"));
            self.ignored.push(Problem::new(Code::IgnoredFile, at, name, "", hint));
        }
    }
}

/// The regular files at a path, with their names and sizes.
fn list(path: &Path) -> std::io::Result<Vec<(String, u64, PathBuf)>> {
    if !std::fs::metadata(path)?.is_dir() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(vec![(name, std::fs::metadata(path)?.len(), path.to_owned())]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        match std::fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => files.push((name, metadata.len(), path)),
            Ok(_) => {}
            // Reading it will tell what is wrong.
            Err(_) => files.push((name, 0, path)),
        }
    }
    Ok(files)
}

/// The kind whose records a file holds by its name: `needs.csv`, or `needs-2.csv` and the like for a part of them.
fn kind_of(name: &str) -> Option<&'static Kind> {
    let name = name.to_ascii_lowercase();
    let stem = name.strip_suffix(".csv")?;
    domain::kind(stem.split_once('-').map_or(stem, |(plural, _)| plural))
}

impl<'f> Input<'f> {
    /// Opens the file from its start.
    pub fn open(&self) -> std::result::Result<Reader<Box<dyn Source + 'f>>, Box<Problem>> {
        let source: Box<dyn Source + 'f> = match &self.place {
            Place::Memory(bytes) => Box::new(Cursor::new(*bytes)),
            Place::Path(path) => Box::new(File::open(path).map_err(|error| {
                let at = At { file: self.name.clone(), ..At::default() };
                Box::new(Problem::new(Code::UnreadableFile, at, &error.to_string(), "", None))
            })?),
        };
        Reader::open(&self.name, self.kind, source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kinds() {
        for (name, plural) in [
            ("needs.csv", Some("needs")),
            ("Needs.CSV", Some("needs")),
            ("sdg_links.csv", Some("sdg_links")),
            ("needs-2.csv", Some("needs")),
            ("needs.txt", None),
            ("need.csv", None),
            ("faults.csv", None),
        ] {
            assert_eq!(kind_of(name).map(|kind| kind.plural), plural, "{name}");
        }
    }

    #[test]
    fn files_come_in_the_order_of_kinds_and_others_are_remarked() {
        let names = ["needs.csv", "plases.csv", "README.md", "places.csv", "places-2.csv", "faults.csv"];
        let files = names.map(|name| (name.to_owned(), Cow::Borrowed(&b""[..])));
        let files = Files::Memory(files.into());
        let (inputs, ignored) = files.inputs().unwrap();
        let names: Vec<_> = inputs.iter().map(|input| input.name.as_str()).collect();
        assert_eq!(names, ["places-2.csv", "places.csv", "needs.csv"]);
        let remarks: Vec<_> = ignored.iter().map(|p| (p.at.file.as_str(), p.hint.as_deref())).collect();
        assert_eq!(remarks, [("README.md", None), ("plases.csv", Some("places.csv"))]);
    }
}
