//! The package: a ZIP archive whose parts are unpacked under limits that hold whatever its directory says.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::reader::Fault;

/// How many bytes a workbook may unpack to.
///
/// # Source
/// Ours: two hundred thousand rows of twenty cells are half of it.
pub const MOST_UNPACKED: u64 = 512 * 1024 * 1024;

/// How many times larger than packed a part may be, beyond its first mebibyte.
///
/// # Source
/// Ours: sheets of one value repeated reach a hundred; bombs begin near a thousand, the most that DEFLATE can do.
pub const STEEPEST: u64 = 250;

/// The most parts in a package.
const MOST_PARTS: usize = 5_000;

/// A part may unpack to this much whatever its size in the package.
const FREE: u64 = 1024 * 1024;

/// The longest piece of markup or text between two tags, in bytes.
const LONGEST_PIECE: u64 = 4 * 1024 * 1024;

/// An open package.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    /// How much may still be unpacked.
    left: u64,
}

/// A part that is being unpacked.
pub(super) type Part<'a, R> = BufReader<Bounded<ZipFile<'a, R>>>;

impl<R: Read + Seek> Archive<R> {
    pub fn open(mut file: R) -> Result<Self, Fault> {
        check_start(&mut file)?;
        check_directory(&mut file)?;
        let zip = ZipArchive::new(file).map_err(|error| Fault::NotAWorkbook(error.to_string()))?;
        Ok(Self { zip, left: MOST_UNPACKED })
    }

    /// The names of all parts.
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect()
    }

    /// Opens a part; `None` when there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<Part<'_, R>>, Fault> {
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let file = self.zip.by_index(at).map_err(|error| Fault::NotAWorkbook(error.to_string()))?;
        let steep = FREE.saturating_add(file.compressed_size().saturating_mul(STEEPEST));
        if file.size() > steep || file.size() > self.left {
            return Err(Fault::TooLarge(format!("{name}: {}", mebibytes(file.size()))));
        }
        let most = steep.min(self.left);
        // What the part says of itself is taken off at once, so that many parts together keep the limit too.
        self.left = self.left.saturating_sub(file.size());
        let bounded = Bounded { inner: file, left: most, piece: LONGEST_PIECE };
        Ok(Some(BufReader::with_capacity(64 * 1024, bounded)))
    }
}

/// Bytes in words of people.
fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes / (1024 * 1024))
}

/// Tells apart what people take for a workbook by its first bytes.
fn check_start<R: Read + Seek>(file: &mut R) -> Result<(), Fault> {
    let mut start = [0; 8];
    let failed = |error: io::Error| Fault::NotAWorkbook(error.to_string());
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    let read = file.read(&mut start).map_err(failed)?;
    let start = start.get(..read).unwrap_or_default();
    if start.starts_with(b"PK") {
        return Ok(());
    }
    let what =
        if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) { "Excel 97-2003 / password" } else { "no ZIP" };
    Err(Fault::NotAWorkbook(what.to_owned()))
}

/// Looks at how many parts the directory tells of before anything makes room for them.
fn check_directory<R: Read + Seek>(file: &mut R) -> Result<(), Fault> {
    const LONGEST_END: u64 = 65_557;
    let failed = |error: io::Error| Fault::NotAWorkbook(error.to_string());
    let size = file.seek(SeekFrom::End(0)).map_err(failed)?;
    file.seek(SeekFrom::Start(size.saturating_sub(LONGEST_END))).map_err(failed)?;
    let mut end = Vec::new();
    file.take(LONGEST_END).read_to_end(&mut end).map_err(failed)?;
    let Some(at) = end.windows(4).rposition(|mark| mark == b"PK\x05\x06") else {
        return Err(Fault::NotAWorkbook("no end of the archive".to_owned()));
    };
    let count = |offset: usize| match (end.get(at + offset), end.get(at + offset + 1)) {
        (Some(low), Some(high)) => usize::from(*low) | usize::from(*high) << 8,
        _ => usize::MAX,
    };
    if count(8).max(count(10)) > MOST_PARTS {
        return Err(Fault::TooLarge(format!("> {MOST_PARTS} parts")));
    }
    Ok(())
}

/// Reads no more than it may: of the part, and between two calls of [`Bounded::breathe`].
pub(super) struct Bounded<R> {
    inner: R,
    left: u64,
    piece: u64,
}

impl<R> Bounded<R> {
    /// Starts a new piece.
    pub fn breathe(&mut self) {
        self.piece = LONGEST_PIECE;
    }
}

/// What the limit says through readers that only know failures of input.
pub(super) const OVER: &str = "over the limit";

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let bytes = u64::try_from(read).unwrap_or(u64::MAX);
        match (self.left.checked_sub(bytes), self.piece.checked_sub(bytes)) {
            (Some(left), Some(piece)) => {
                (self.left, self.piece) = (left, piece);
                Ok(read)
            }
            _ => Err(io::Error::other(OVER)),
        }
    }
}
