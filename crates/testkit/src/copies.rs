//! Large records made from a small one: the same folder of CSV files, copied under new ids and new names.
//!
//! The first copy is the record itself. In each further one every id ends in the number of the copy (`-c07`) and every
//! name in a word that no other copy has, in each language; references lead to the records of the same copy. What all
//! offices share stays as it is: sectors, factors and sources.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use csv::StringRecord;
use domain::kind::{Kind, Shape, Title};
use domain::kinds::KINDS;

/// Kinds of which all copies share one set of records.
pub(crate) const SHARED: &[&str] = &["sectors", "factors", "sources"];

/// Syllables of the words that tell the copies apart, in Latin letters and in katakana.
pub(crate) const SYLLABLES: &[(&str, &str)] = &[
    ("ka", "カ"),
    ("ri", "リ"),
    ("mo", "モ"),
    ("se", "セ"),
    ("tu", "ツ"),
    ("na", "ナ"),
    ("hi", "ヒ"),
    ("yo", "ヨ"),
    ("re", "レ"),
    ("ku", "ク"),
    ("ta", "タ"),
    ("mi", "ミ"),
    ("so", "ソ"),
    ("ne", "ネ"),
    ("ru", "ル"),
    ("wa", "ワ"),
];

/// Writes a record of `copies` copies of the folder `from` into the folder `to`; returns the number of rows.
///
/// # Errors
/// When a file cannot be read or written.
pub fn copy_record(from: &Path, to: &Path, copies: usize) -> io::Result<u64> {
    std::fs::create_dir_all(to)?;
    let files = Source::all(from)?;
    let ids: BTreeSet<String> = files.iter().flat_map(Source::ids).collect();
    let mut rows = 0;
    for file in &files {
        let mut writer = csv::Writer::from_path(to.join(file.name()))?;
        writer.write_record(&file.header)?;
        let copies = if SHARED.contains(&file.kind.plural) { 1 } else { copies };
        for copy in 0..copies {
            let mark = Mark::new(copy, copies);
            for row in &file.rows {
                let cells =
                    file.columns.iter().zip(row).map(|(column, cell)| column.copied(cell, &mark, &ids));
                writer.write_record(cells)?;
                rows += 1;
            }
        }
        writer.flush()?;
    }
    Ok(rows)
}

/// The rows of one kind.
pub(crate) struct Source {
    pub(crate) kind: &'static Kind,
    pub(crate) header: StringRecord,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<StringRecord>,
}

impl Source {
    /// The files of a folder; kinds of which it has no record have none.
    pub(crate) fn all(folder: &Path) -> io::Result<Vec<Self>> {
        let kinds = KINDS.iter().filter(|kind| folder.join(format!("{}.csv", kind.plural)).exists());
        kinds.map(|kind| Self::read(folder, kind)).collect()
    }

    fn read(folder: &Path, kind: &'static Kind) -> io::Result<Self> {
        let mut reader = csv::Reader::from_path(folder.join(format!("{}.csv", kind.plural)))?;
        let header = reader.headers()?.clone();
        let columns = header.iter().map(|name| Column::of(kind, name)).collect();
        let rows = reader.records().collect::<Result<_, _>>()?;
        Ok(Self { kind, header, columns, rows })
    }

    pub(crate) fn name(&self) -> String {
        format!("{}.csv", self.kind.plural)
    }

    /// The ids that differ from copy to copy.
    pub(crate) fn ids(&self) -> Vec<String> {
        let id = self.columns.iter().position(|column| *column == Column::Id);
        let Some(id) = id.filter(|_| !SHARED.contains(&self.kind.plural)) else { return Vec::new() };
        self.rows.iter().filter_map(|row| row.get(id)).map(str::to_owned).collect()
    }
}

/// How a column changes from copy to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Id,
    References,
    Name { japanese: bool },
    Other,
}

impl Column {
    fn of(kind: &Kind, header: &str) -> Self {
        if header == kind.id_column() {
            return Self::Id;
        }
        let (name, language) = match header.rsplit_once('_') {
            Some((name, language)) if language.len() == 2 && kind.field(header).is_none() => (name, language),
            _ => (header, "en"),
        };
        match kind.field(name).map(|field| field.shape) {
            Some(Shape::Reference(_) | Shape::References(_)) => Self::References,
            Some(Shape::Texts { .. }) if matches!(kind.title, Title::Field(title) if title == name) => {
                Self::Name { japanese: language == "ja" }
            }
            _ => Self::Other,
        }
    }

    pub(crate) fn copied(self, cell: &str, mark: &Mark, ids: &BTreeSet<String>) -> String {
        if mark.suffix.is_empty() || cell.is_empty() {
            return cell.to_owned();
        }
        match self {
            Self::Id => format!("{cell}{}", mark.suffix),
            Self::References => {
                let marked = |id: &str| {
                    let id = id.trim();
                    if ids.contains(id) { format!("{id}{}", mark.suffix) } else { id.to_owned() }
                };
                cell.split(';').map(marked).collect::<Vec<_>>().join(";")
            }
            Self::Name { japanese: false } => format!("{cell} {}", mark.latin),
            Self::Name { japanese: true } => format!("{cell}{}", mark.katakana),
            Self::Other => cell.to_owned(),
        }
    }
}

/// What tells one copy from the others; blank for the first.
pub(crate) struct Mark {
    pub(crate) suffix: String,
    pub(crate) latin: String,
    pub(crate) katakana: String,
}

impl Mark {
    pub(crate) fn new(copy: usize, copies: usize) -> Self {
        if copy == 0 {
            return Self { suffix: String::new(), latin: String::new(), katakana: String::new() };
        }
        let width = copies.saturating_sub(1).to_string().len().max(2);
        let (mut latin, mut katakana) = (String::new(), String::new());
        // Four syllables tell 65,536 copies apart; the odd factor spreads neighbours over all words.
        let mut rest = copy.wrapping_mul(40_503) % 65_536;
        for _ in 0..4 {
            let (letters, signs) = SYLLABLES.get(rest % SYLLABLES.len()).copied().unwrap_or_default();
            latin.push_str(letters);
            katakana.push_str(signs);
            rest /= SYLLABLES.len();
        }
        let (first, others) = latin.split_at(1);
        Self {
            suffix: format!("-c{copy:0width$}"),
            latin: format!("{}{others}", first.to_uppercase()),
            katakana,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo")
    }

    fn kinds() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|kind| kind.plural).filter(|kind| demo().join(format!("{kind}.csv")).exists())
    }

    fn rows(folder: &Path, kind: &str) -> Vec<StringRecord> {
        csv::Reader::from_path(folder.join(format!("{kind}.csv")))
            .unwrap()
            .records()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn one_copy_is_the_record_itself() {
        let folder = tempfile::tempdir().unwrap();
        copy_record(&demo(), folder.path(), 1).unwrap();
        for kind in kinds() {
            assert_eq!(rows(folder.path(), kind), rows(&demo(), kind), "{kind}");
        }
    }

    #[test]
    fn ids_and_names_differ_and_references_stay_within_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let written = copy_record(&demo(), folder.path(), 3).unwrap();
        let counted: usize = kinds().map(|kind| rows(folder.path(), kind).len()).sum();
        assert_eq!(usize::try_from(written).unwrap(), counted);

        let places = rows(folder.path(), "places");
        assert_eq!(places.len(), 3 * rows(&demo(), "places").len());
        for column in 0..2 {
            let distinct: BTreeSet<&str> = places.iter().map(|row| &row[column]).collect();
            let in_one: BTreeSet<String> =
                rows(&demo(), "places").iter().map(|row| row[column].to_owned()).collect();
            assert_eq!(distinct.len(), 3 * in_one.len(), "column {column}");
        }
        let city = places.iter().find(|row| &row[0] == "phnom-penh-c02").unwrap();
        assert_eq!(city.iter().next_back(), Some("cambodia-c02"));

        assert_eq!(rows(folder.path(), "sectors"), rows(&demo(), "sectors"));
        let need = rows(folder.path(), "needs").into_iter().find(|row| row[0].ends_with("-c01")).unwrap();
        assert!(need[1].ends_with("-c01") && !need[3].ends_with("-c01"), "{need:?}");
    }

    #[test]
    fn words_of_copies_are_distinct() {
        let words: BTreeSet<String> = (1..2000).map(|copy| Mark::new(copy, 2000).latin).collect();
        assert_eq!(words.len(), 1999);
    }
}
