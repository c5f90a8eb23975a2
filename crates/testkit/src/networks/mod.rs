//! The record of a whole network: many offices, each with its own places, names and words, writing in five languages.
//!
//! Every office has the structure of the demo record, as copies have; but its texts are made anew, so that a search over
//! all of them meets as many different words as it would in life. The first office is the demo record itself.

mod words;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use csv::StringRecord;
use domain::kind::Shape;

use crate::copies::{Column, Mark, SHARED, SYLLABLES, Source};
use words::{LANGUAGES, Words, mix, pick};

/// How the offices write, in turns: `None` in English, else in one of [`LANGUAGES`].
const TURNS: [Option<usize>; 10] =
    [None, None, Some(0), None, Some(1), Some(2), None, Some(0), Some(3), Some(1)];

/// What parts of a town are called, in English and in each of [`LANGUAGES`].
const QUARTERS: [&[&str]; 5] = [
    &["ward", "district", "quarter", "bay", "hill", "new town", "river bank"],
    &["区", "地区", "町", "団地"],
    &["phường", "quận", "khu phố", "xã"],
    &["kelurahan", "kecamatan", "kampung"],
    &["区", "街道", "新区"],
];

/// Writes the record of a network of `offices` offices, made from the folder `from`, into the folder `to`; returns the
/// number of rows. The same folder and number always give the same files.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write_network(from: &Path, to: &Path, offices: usize) -> io::Result<u64> {
    std::fs::create_dir_all(to)?;
    let files = Source::all(from)?;
    let ids: BTreeSet<String> = files.iter().flat_map(Source::ids).collect();
    let words = Words::read();
    let mut rows = 0;
    for file in &files {
        let layout = Layout::of(file);
        let mut writer = csv::Writer::from_path(to.join(file.name()))?;
        writer.write_record(file.header.iter().chain(layout.added.iter().map(String::as_str)))?;
        let offices = if SHARED.contains(&file.kind.plural) { 1 } else { offices };
        for number in 0..offices {
            let office = Office::new(number, offices);
            for row in &file.rows {
                writer.write_record(layout.row(file, row, &office, &words, &ids))?;
                rows += 1;
            }
        }
        writer.flush()?;
    }
    Ok(rows)
}

/// One office of the network.
struct Office {
    number: u64,
    mark: Mark,
    /// The language it writes in, besides English or instead of it.
    language: Option<usize>,
    /// Whether it has its texts in English too.
    english: bool,
}

impl Office {
    fn new(number: usize, offices: usize) -> Self {
        let mark = Mark::new(number, offices);
        let language = TURNS.get(number % TURNS.len()).copied().flatten();
        let number = u64::try_from(number).unwrap_or_default();
        Self {
            number,
            mark,
            language,
            english: language.is_none() || mix(number, "english").is_multiple_of(2),
        }
    }
}

/// A text in several columns.
struct Told {
    /// The column of the English text.
    english: usize,
    /// For each of [`LANGUAGES`] the column in the file made, which may be beyond those of the source.
    others: [usize; 4],
    is_name: bool,
}

/// Which columns of a file hold texts, and which columns are added for further languages.
struct Layout {
    told: Vec<Told>,
    added: Vec<String>,
}

impl Layout {
    fn of(file: &Source) -> Self {
        let mut layout = Self { told: Vec::new(), added: Vec::new() };
        for field in file.kind.fields {
            let Shape::Texts { by_language } = field.shape else { continue };
            let named = |name: &str| file.header.iter().position(|column| column == name);
            let english = if by_language { format!("{}_en", field.name) } else { field.name.to_owned() };
            let Some(english) = named(&english) else { continue };
            let mut others = [0; 4];
            for (at, language) in others.iter_mut().zip(LANGUAGES) {
                let name = format!("{}_{language}", field.name);
                *at = named(&name).unwrap_or_else(|| {
                    layout.added.push(name);
                    file.header.len() + layout.added.len() - 1
                });
            }
            let is_name = matches!(file.columns.get(english), Some(Column::Name { .. }));
            layout.told.push(Told { english, others, is_name });
        }
        layout
    }

    /// The row of one office.
    fn row(
        &self,
        file: &Source,
        row: &StringRecord,
        office: &Office,
        words: &Words,
        ids: &BTreeSet<String>,
    ) -> Vec<String> {
        let mut cells: Vec<String> = file
            .columns
            .iter()
            .zip(row)
            .map(|(column, cell)| column.copied(cell, &office.mark, ids))
            .chain(self.added.iter().map(|_| String::new()))
            .collect();
        if office.mark.suffix.is_empty() {
            return cells;
        }
        for told in &self.told {
            let text = row.get(told.english).unwrap_or_default();
            for (language, at) in told.others.iter().enumerate() {
                let own = office.language == Some(language);
                let said =
                    if own { told.own(row, *at, text, language, office, words) } else { String::new() };
                if let Some(cell) = cells.get_mut(*at) {
                    *cell = said;
                }
            }
            let own_words = office.language.and_then(|language| cells.get(*told.others.get(language)?));
            let english = office.english || told.is_name || own_words.is_none_or(String::is_empty);
            if let Some(cell) = cells.get_mut(told.english) {
                *cell = if english {
                    told.finished(&words.varied(text, office.number), None, office)
                } else {
                    String::new()
                };
            }
        }
        cells
    }
}

impl Told {
    /// The text in the office's own language: the record's where it has one, else the gist of the English.
    fn own(
        &self,
        row: &StringRecord,
        at: usize,
        english: &str,
        language: usize,
        office: &Office,
        words: &Words,
    ) -> String {
        let known = row.get(at).filter(|text| !text.is_empty()).map(str::to_owned);
        let text = known.unwrap_or_else(|| words.translated(english, language, office.number));
        self.finished(&text, Some(language), office)
    }

    /// Adds what makes a text the office's own: its name to names, the name of a quarter of its town to most others.
    fn finished(&self, text: &str, language: Option<usize>, office: &Office) -> String {
        if text.is_empty() {
            return String::new();
        }
        let seed = mix(office.number, text);
        let latin = !matches!(language, Some(0));
        if self.is_name {
            let name = if latin { &office.mark.latin } else { &office.mark.katakana };
            let gap = if matches!(language, Some(0 | 3)) { "" } else { " " };
            return format!("{text}{gap}{name}");
        }
        let quarters = QUARTERS.get(language.map_or(0, |language| language + 1)).copied().unwrap_or_default();
        let quarter = pick(quarters, seed >> 20).unwrap_or_default();
        let name = name_of(seed >> 32, latin);
        match (seed % 3, language) {
            (0, _) => text.to_owned(),
            (_, None) => format!("{text}; {name} {quarter}"),
            (_, Some(0 | 3)) => format!("{text}、{name}{quarter}"),
            (_, Some(_)) => format!("{text}, {quarter} {name}"),
        }
    }
}

/// A name of three syllables.
fn name_of(seed: u64, latin: bool) -> String {
    let mut name = String::new();
    let mut rest = seed;
    let count = u64::try_from(SYLLABLES.len()).unwrap_or(1);
    for _ in 0..3 {
        let at = usize::try_from(rest % count).unwrap_or_default();
        let (letters, signs) = SYLLABLES.get(at).copied().unwrap_or_default();
        name.push_str(if latin { letters } else { signs });
        rest /= count;
    }
    match name.split_at_checked(1) {
        Some((first, others)) if latin => format!("{}{others}", first.to_uppercase()),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::kinds::KINDS;

    fn demo() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo")
    }

    fn is_there(kind: &domain::Kind) -> bool {
        demo().join(format!("{}.csv", kind.plural)).exists()
    }

    fn write(offices: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        write_network(&demo(), folder.path(), offices).unwrap();
        folder
    }

    fn table(folder: &Path, kind: &str) -> (StringRecord, Vec<StringRecord>) {
        let mut reader = csv::Reader::from_path(folder.join(format!("{kind}.csv"))).unwrap();
        (reader.headers().unwrap().clone(), reader.records().map(Result::unwrap).collect())
    }

    #[test]
    fn the_same_number_gives_the_same_files() {
        let (one, other) = (write(6), write(6));
        for kind in KINDS.iter().filter(|kind| is_there(kind)) {
            let bytes = |folder: &tempfile::TempDir| {
                std::fs::read(folder.path().join(format!("{}.csv", kind.plural))).unwrap()
            };
            assert!(bytes(&one) == bytes(&other), "{}", kind.plural);
        }
    }

    #[test]
    fn every_file_is_sound_and_the_first_office_is_the_record_itself() {
        let folder = write(11);
        for kind in KINDS.iter().filter(|kind| is_there(kind)) {
            let name = format!("{}.csv", kind.plural);
            let read = |folder: &Path| {
                let file = std::fs::File::open(folder.join(&name)).unwrap();
                let reader = formats::csv::Reader::open(&name, kind, file).unwrap();
                assert!(reader.faults().is_empty(), "{:?}", reader.faults());
                reader.map(|row| row.unwrap().record.unwrap()).collect::<Vec<_>>()
            };
            let (made, demo) = (read(folder.path()), read(&demo()));
            let offices = if SHARED.contains(&kind.plural) { 1 } else { 11 };
            assert_eq!(made.len(), offices * demo.len(), "{name}");
            assert!(made.iter().zip(&demo).all(|(made, demo)| made == demo), "{name}");
        }
    }

    #[test]
    fn offices_write_in_their_own_words_and_languages() {
        let folder = write(10);
        let (header, rows) = table(folder.path(), "offerings");
        let column = |name: &str| header.iter().position(|column| column == name).unwrap();
        let per_office = rows.len() / 10;
        for (language, offices) in [("ja", 2), ("vi", 2), ("id", 1), ("zh", 1)] {
            let told = rows.iter().filter(|row| !row[column(&format!("description_{language}"))].is_empty());
            let told = told.count();
            assert!(
                told > offices * per_office * 9 / 10 && told <= offices * per_office,
                "{language}: {told}"
            );
        }
        let distinct = |name: &str| -> usize {
            let cells: BTreeSet<&str> = rows.iter().map(|row| &row[column(name)]).collect();
            cells.len()
        };
        assert_eq!(distinct("title"), rows.len());
        assert!(distinct("description") > 5 * per_office, "{}", distinct("description"));
    }
}
