//! Opening a workbook: what it is, which sheets it has, and why it is refused.

use std::io::{BufReader, Read, Seek};

use domain::{At, Code, Problem};
use zip::read::ZipFile;

use super::archive::{Archive, MOST_UNPACKED};
use super::forms::Form;
use super::parts;
use super::sheets::Rows;
use super::strings::Strings;

/// Why a workbook is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is something else, or damaged; with what the reader says.
    #[error("{0}")]
    NotAWorkbook(String),
    /// It holds macros, in this part.
    #[error("macros: {0}")]
    Macros(String),
    /// It unpacks to more than the limits allow, at this place.
    #[error("too large: {0}")]
    TooLarge(String),
}

impl Fault {
    /// The fault as a problem of a file.
    #[must_use]
    pub fn problem(&self, file: &str) -> Problem {
        let at = At { file: file.to_owned(), ..At::default() };
        match self {
            Self::NotAWorkbook(what) => Problem::new(Code::NotAWorkbook, at, what, "", None),
            Self::Macros(what) => Problem::new(Code::WorkbookMacros, at, what, "", None),
            Self::TooLarge(what) => {
                let most = format!("{} MiB", MOST_UNPACKED / (1024 * 1024));
                Problem::new(Code::WorkbookTooLarge, at, what, &most, None)
            }
        }
    }
}

/// One sheet by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
}

/// An open workbook.
pub struct Workbook<R> {
    archive: Archive<R>,
    sheets: Vec<(SheetInfo, String)>,
    strings: Strings,
    forms: Vec<Form>,
    from_1904: bool,
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens a workbook and reads everything but its rows.
    ///
    /// # Errors
    /// A [`Fault`] when it is no workbook, holds macros, or is larger than the limits.
    pub fn open(file: R) -> Result<Self, Fault> {
        let mut archive = Archive::open(file)?;
        let plan = parts::read(&mut archive)?;
        let strings = match &plan.strings {
            Some(name) => Strings::read(&mut archive, name)?,
            None => Strings::default(),
        };
        let (sheets, forms, from_1904) = (plan.sheets, plan.forms, plan.counts_from_1904);
        Ok(Self { archive, sheets, strings, forms, from_1904 })
    }

    /// The sheets of cells, in the order of their tabs.
    pub fn sheets(&self) -> impl Iterator<Item = &SheetInfo> {
        self.sheets.iter().map(|(info, _)| info)
    }

    /// The rows of a sheet by its place in the order.
    ///
    /// # Errors
    /// A [`Fault`] when there is no such sheet or it is larger than the limits.
    pub fn rows(&mut self, at: usize) -> Result<Rows<'_, ZipFile<'_, R>>, Fault> {
        let missing = || Fault::NotAWorkbook("no such sheet".to_owned());
        let (_, name) = self.sheets.get(at).ok_or_else(missing)?;
        let part: BufReader<_> = self.archive.part(name)?.ok_or_else(missing)?;
        Ok(Rows::new(name, part, &self.strings, &self.forms, self.from_1904))
    }
}
