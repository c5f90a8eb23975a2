//! Labelled needs and rankings, as files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::measures::{Grades, Ranking, is_unsure};

/// A kind of answer: the word in rankings, the column of grades in labelled sets.
pub const KINDS: [(&str, &str); 2] = [("offering", "rel_offerings"), ("scheme", "rel_schemes")];

/// The columns that a program under judgement may read.
const SEEN: [&str; 5] = ["id", "lang", "place", "sector_hint", "text"];

/// A file of labelled needs.
#[derive(Debug)]
pub struct Set {
    /// The name of the file.
    pub name: String,
    /// The needs in their order.
    pub needs: Vec<Need>,
}

/// A labelled need.
#[derive(Debug)]
pub struct Need {
    /// What a program may see, in the order of its columns.
    seen: [String; 5],
    /// The grades of its answers, by kind of answer.
    pub grades: [Grades; 2],
}

impl Need {
    /// The name under which rankings know it.
    pub fn id(&self) -> &str {
        &self.seen[0]
    }

    /// The tag of its language.
    pub fn language(&self) -> &str {
        &self.seen[1]
    }
}

/// Reads a labelled file, or every labelled file of a folder in the order of their names.
///
/// # Errors
/// When there is none, or one cannot be read.
pub fn read(place: &Path) -> Result<Vec<Set>> {
    let mut files: Vec<PathBuf> = if place.is_dir() {
        let entries = std::fs::read_dir(place)?.collect::<std::io::Result<Vec<_>>>()?;
        entries.into_iter().map(|entry| entry.path()).collect()
    } else {
        vec![place.to_path_buf()]
    };
    files.retain(|file| file.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    let mut sets = Vec::new();
    for file in &files {
        sets.extend(Set::read(file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    ensure!(
        !sets.is_empty(),
        "{} holds no labelled needs: a CSV file with the columns id, text, rel_offerings and rel_schemes",
        place.display()
    );
    Ok(sets)
}

impl Set {
    /// Reads a file; nothing when it is not labelled.
    fn read(file: &Path) -> Result<Option<Self>> {
        let (columns, rows) = table(file)?;
        let column = |name: &str| columns.iter().position(|column| column == name);
        let (Some(offerings), Some(schemes), Some(_), Some(_)) =
            (column(KINDS[0].1), column(KINDS[1].1), column("id"), column("text"))
        else {
            return Ok(None);
        };
        let mut needs = Vec::new();
        let mut ids = BTreeSet::new();
        for row in &rows {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
            let seen = SEEN.map(|name| cell(column(name)).to_owned());
            ensure!(ids.insert(seen[0].clone()), "the id {:?} stands twice", seen[0]);
            let grades = [grades(cell(Some(offerings)))?, grades(cell(Some(schemes)))?];
            needs.push(Need { seen, grades });
        }
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Some(Self { name, needs }))
    }

    /// Writes what a program may see to a file, with or without the hints.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, file: &Path, hints: bool) -> Result<()> {
        let mut out = csv::Writer::from_path(file)?;
        out.write_record(SEEN)?;
        for need in &self.needs {
            let [id, language, place, hint, text] = &need.seen;
            out.write_record([id.as_str(), language, place, if hints { hint.as_str() } else { "" }, text])?;
        }
        Ok(out.flush()?)
    }
}

/// Reads grades written as `id:grade;id:grade`.
fn grades(cell: &str) -> Result<Grades> {
    let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (id, grade) = part.rsplit_once(':').with_context(|| format!("no grade in {part:?}"))?;
            let grade: u8 = grade.trim().parse().with_context(|| format!("no grade in {part:?}"))?;
            ensure!(grade <= 3, "a grade above 3 in {part:?}");
            Ok((id.trim().to_owned(), grade))
        })
        .collect()
}

/// The rankings of a file by need and kind of answer.
pub type Rankings = BTreeMap<(String, usize), Ranking>;

/// The rank and the id of a row, and whether it is unsure.
type Ranked = (u32, String, bool);

/// Reads a file of rankings with the columns query_id, kind, rank and id, and perhaps confident.
///
/// # Errors
/// When it cannot be read, lacks a column, or has an unknown kind.
pub fn rankings(file: &Path) -> Result<Rankings> {
    let (columns, rows) = table(file)?;
    let column = |name: &str| columns.iter().position(|column| column == name);
    let needed = |name: &str| column(name).with_context(|| format!("no column {name}"));
    let (query, kind, rank, id) = (needed("query_id")?, needed("kind")?, needed("rank")?, needed("id")?);
    let confident = column("confident");
    let mut lists: BTreeMap<(String, usize), Vec<Ranked>> = BTreeMap::new();
    for row in &rows {
        let cell = |at: usize| row.get(at).unwrap_or_default().trim();
        let Some(of) = KINDS.iter().position(|(name, _)| *name == cell(kind)) else {
            bail!("unknown kind {:?}", cell(kind));
        };
        let rank =
            if cell(rank).is_empty() { 0 } else { cell(rank).parse().context("a rank is no number")? };
        let unsure = confident.is_some_and(|at| is_unsure(cell(at)));
        lists.entry((cell(query).to_owned(), of)).or_default().push((rank, cell(id).to_owned(), unsure));
    }
    let ranking = |mut rows: Vec<Ranked>| {
        rows.sort_by_key(|(rank, _, _)| *rank);
        let mut known = BTreeSet::new();
        let ids: Vec<String> = rows
            .iter()
            .filter(|(_, id, _)| !id.is_empty() && known.insert(id.clone()))
            .map(|(_, id, _)| id.clone())
            .collect();
        Ranking { quiet: ids.is_empty() || rows.iter().all(|(_, _, unsure)| *unsure), ids }
    };
    Ok(lists.into_iter().map(|(key, rows)| (key, ranking(rows))).collect())
}

/// The header and the rows of a CSV file in UTF-8.
fn table(file: &Path) -> Result<(Vec<String>, Vec<csv::StringRecord>)> {
    let bytes = std::fs::read(file)?;
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let columns = reader.headers()?.iter().map(|name| name.trim().to_owned()).collect();
    Ok((columns, reader.records().collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str, text: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("renkei-judge-test-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("set.csv"), text).unwrap();
        folder
    }

    #[test]
    fn labelled_files_of_a_folder_are_read_and_hints_left_out_on_request() {
        let folder = scratch(
            "sets",
            "\u{feff}id,lang,place,sector_hint,text,rel_offerings,rel_schemes,note\n\
             a,en,hue,water-supply,\"taps, dry\",off-a:3; off-b:1,,x\nb,ja,,,水,,sch-a:2,\n",
        );
        std::fs::write(folder.join("other.csv"), "id,text\na,b\n").unwrap();
        let sets = read(&folder).unwrap();
        assert_eq!((sets.len(), sets[0].needs.len()), (1, 2));
        let need = &sets[0].needs[0];
        assert_eq!((need.id(), need.language(), need.grades[0]["off-b"]), ("a", "en", 1));
        assert!(need.grades[1].is_empty());
        sets[0].write(&folder.join("seen.txt"), false).unwrap();
        let seen = std::fs::read_to_string(folder.join("seen.txt")).unwrap();
        assert_eq!(seen, "id,lang,place,sector_hint,text\na,en,hue,,\"taps, dry\"\nb,ja,,,水\n");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn rankings_are_ordered_by_rank_and_doubt_must_be_unanimous() {
        let folder = scratch(
            "rankings",
            "query_id,kind,rank,id,confident\na,offering,2,y,0.9\na,offering,1,x,0.2\na,offering,3,x,0.2\n\
             a,scheme,1,s,0.1\nb,offering,,,\n",
        );
        let rankings = rankings(&folder.join("set.csv")).unwrap();
        let of = |id: &str, kind: usize| rankings.get(&(id.to_owned(), kind)).cloned().unwrap();
        assert_eq!(of("a", 0), Ranking { ids: vec!["x".to_owned(), "y".to_owned()], quiet: false });
        assert_eq!(of("a", 1), Ranking { ids: vec!["s".to_owned()], quiet: true });
        assert_eq!(of("b", 0), Ranking { ids: vec![], quiet: true });
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_labelled_set_is_refused() {
        for (name, text) in [
            ("none", "id,text\na,b\n"),
            ("grade", "id,text,rel_offerings,rel_schemes\na,b,off-a:9,\n"),
            ("twice", "id,text,rel_offerings,rel_schemes\na,b,,\na,b,,\n"),
        ] {
            let folder = scratch(name, text);
            assert!(read(&folder).is_err(), "{text}");
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
