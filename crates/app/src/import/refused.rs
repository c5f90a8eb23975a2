//! The folder of refused rows: one file for each file that had some, with its own header and cells, so that they can
//! be mended and imported again, and a file that says what is wrong with each.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use domain::kind::Identity;
use domain::{Kind, Problem};
use formats::csv::{CellWriter, Reader, Row};

use super::explain::Explained;
use super::files::PROBLEMS_FILE;
use crate::{Error, Result};

/// The folder while it is written.
pub(super) struct RefusedRows {
    folder: PathBuf,
    problems: CellWriter<File>,
    file: Option<RefusedFile>,
}

/// The refused rows of one file.
struct RefusedFile {
    name: String,
    header: Vec<String>,
    /// Ids that follow from fields are written first, as the rows no longer stand among those that number them.
    with_id: bool,
    cells: Option<CellWriter<File>>,
    /// The line on which the next row begins.
    line: u64,
}

const PROBLEM_COLUMNS: [&str; 8] =
    ["file", "line", "column", "problem", "found", "expected", "did_you_mean", "line_here"];

impl RefusedRows {
    /// Makes a folder `refused-<n>` that was not there.
    pub fn create(parent: &PathBuf) -> Result<Self> {
        std::fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
        let mut number = 1_u32;
        loop {
            let folder = parent.join(format!("refused-{number}"));
            match std::fs::create_dir(&folder) {
                Ok(()) => return Self::start(folder),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    number = number.saturating_add(1)
                }
                Err(error) => return Err(failed(&folder, &error)),
            }
        }
    }

    fn start(folder: PathBuf) -> Result<Self> {
        let mut problems = create(&folder.join(PROBLEMS_FILE))?;
        problems.write(PROBLEM_COLUMNS).map_err(|error| failed(&folder, &error))?;
        Ok(Self { folder, problems, file: None })
    }

    /// Turns to the next file. It is made when its first row is refused.
    pub fn next_file<R>(&mut self, kind: &'static Kind, name: &str, reader: &Reader<R>) -> Result<()> {
        self.close_file()?;
        let with_id = matches!(kind.identity, Identity::Fields { .. })
            && !reader.has_id_column()
            && reader.faults().is_empty();
        let header: Vec<String> = with_id
            .then(|| kind.id_column().to_owned())
            .into_iter()
            .chain(reader.header().iter().cloned())
            .collect();
        self.file = Some(RefusedFile { name: name.to_owned(), header, with_id, cells: None, line: 1 });
        Ok(())
    }

    /// Writes a refused row and its problems.
    pub fn row(&mut self, row: &Row, problems: &[Explained]) -> Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let path = self.folder.join(&file.name);
        let line = file.row(&path, row)?;
        for explained in problems {
            self.problem(&explained.problem, line)?;
        }
        Ok(())
    }

    /// Writes a problem with the line of its row in the refused file.
    pub fn problem(&mut self, problem: &Problem, line_here: u64) -> Result<()> {
        let cells = [
            problem.at.file.as_str(),
            &problem.at.line.to_string(),
            &problem.at.column,
            problem.code.as_str(),
            &problem.found,
            &problem.expected,
            problem.hint.as_deref().unwrap_or_default(),
            &line_here.to_string(),
        ];
        self.problems.write(cells).map_err(|error| failed(&self.folder, &error))
    }

    /// Makes sure that everything is on the disk, and gives the folder.
    pub fn finish(mut self) -> Result<PathBuf> {
        self.close_file()?;
        close(self.problems).map_err(|error| failed(&self.folder, &error))?;
        Ok(self.folder)
    }

    /// Takes the folder away again, as nothing will be stored.
    pub fn abandon(&self) {
        // What cannot be taken away is left over, which harms nothing.
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    fn close_file(&mut self) -> Result<()> {
        let cells = self.file.take().and_then(|file| file.cells);
        cells.map_or(Ok(()), close).map_err(|error| failed(&self.folder, &error))
    }
}

impl RefusedFile {
    /// Writes a row as it was found; gives the line on which it now begins.
    fn row(&mut self, path: &Path, row: &Row) -> Result<u64> {
        let mut cells = match self.cells.take() {
            Some(cells) => cells,
            None => {
                let mut cells = create(path)?;
                cells.write(&self.header).map_err(|error| failed(path, &error))?;
                self.line += 1 + self.header.iter().map(|name| line_ends(name)).sum::<u64>();
                cells
            }
        };
        let line = self.line;
        let id = self.with_id.then(|| row.id.clone().unwrap_or_default().into());
        self.line += 1 + row.cells.iter().map(|cell| line_ends(&cell)).sum::<u64>();
        cells
            .write(id.into_iter().chain(row.cells.iter()).map(Cell))
            .map_err(|error| failed(path, &error))?;
        self.cells = Some(cells);
        Ok(line)
    }
}

struct Cell<'c>(std::borrow::Cow<'c, str>);

impl AsRef<[u8]> for Cell<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

fn line_ends(text: &str) -> u64 {
    text.bytes().map(|byte| u64::from(byte == b'\n')).sum()
}

/// Makes a file for spreadsheets, which know UTF-8 by its mark.
fn create(path: &Path) -> Result<CellWriter<File>> {
    File::create_new(path).and_then(|file| CellWriter::new(file, true)).map_err(|error| failed(path, &error))
}

fn close(cells: CellWriter<File>) -> io::Result<()> {
    cells.finish()?.sync_all()
}

fn failed(path: &Path, error: &io::Error) -> Error {
    Error::File { path: path.display().to_string(), reason: error.to_string() }
}
