//! The record on disk and labelled needs, for the programs that are run by hand.

use std::collections::BTreeMap;
use std::error::Error;

use domain::{KINDS, Texts, Value};
use matching::{Index, Need, Surroundings, cards_of};

const FOLDER: &str = "data/demo";
const THESAURUS: &str = "data/thesaurus.ttl";

/// A labelled need as its columns.
pub type Row = BTreeMap<String, String>;

/// The index of the record, and which place lies in which.
pub struct Record {
    pub index: Index,
    within: BTreeMap<String, String>,
}

impl Record {
    /// Reads the record and builds its index.
    pub fn read() -> Result<Self, Box<dyn Error>> {
        let records = records()?;
        let (thesaurus, problems) = formats::turtle::read(THESAURUS, &std::fs::read(THESAURUS)?);
        if let Some(problem) = problems.first() {
            return Err(format!("{THESAURUS}:{} {} {}", problem.at.line, problem.code, problem.found).into());
        }
        let of_kind =
            |plural: &'static str| records.iter().filter(move |record| record.kind().plural == plural);
        let sectors: Vec<(String, Texts)> = of_kind("sectors")
            .map(|record| (record.id().to_owned(), record.texts("name").cloned().unwrap_or_default()))
            .collect();
        let within = of_kind("places")
            .map(|record| (record.id().to_owned(), record.text("within").to_owned()))
            .filter(|(_, within)| !within.is_empty())
            .collect();
        let index = Index::build(cards_of(&records), &sectors, &thesaurus);
        Ok(Self { index: index.with_surroundings(Surroundings::of(&records)), within })
    }

    /// The need of a row, with or without the sector that the asker named.
    pub fn need(&self, row: &Row, hints: bool) -> Need {
        let cell = |name: &str| row.get(name).filter(|cell| !cell.is_empty()).cloned();
        let place = cell("place");
        let first = place.as_deref().and_then(|place| self.within.get(place));
        let ancestors = std::iter::successors(first, |at| self.within.get(*at));
        Need {
            text: cell("text").unwrap_or_default(),
            language: cell("lang"),
            place_ancestors: ancestors.take(8).cloned().collect(),
            place,
            sector: cell("sector_hint").filter(|_| hints),
            ..Need::default()
        }
    }
}

/// The rows of a table of labelled needs.
pub fn rows(path: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    Ok(csv::Reader::from_path(path)?.deserialize().collect::<Result<_, _>>()?)
}

/// Reads the record without judging it; a cell that cannot be read is left blank.
fn records() -> Result<Vec<domain::Record>, Box<dyn Error>> {
    let mut records = Vec::new();
    for kind in KINDS.iter().copied() {
        let path = format!("{FOLDER}/{}.csv", kind.plural);
        if !std::path::Path::new(&path).exists() {
            continue;
        }
        let mut reader = csv::Reader::from_path(path)?;
        let header = reader.headers()?.clone();
        for row in reader.records() {
            let row = row?;
            let cell =
                |name: &str| header.iter().position(|column| column == name).and_then(|at| row.get(at));
            let mut record = domain::Record::new(kind, cell(kind.id_column()).unwrap_or_default());
            for field in kind.fields {
                let value = if matches!(field.shape, domain::Shape::Texts { .. }) {
                    texts(field.name, &cell).map(Value::Texts)
                } else {
                    cell(field.name)
                        .filter(|cell| !cell.is_empty())
                        .and_then(|cell| Value::parse(field, cell).ok())
                };
                record.set(field.name, value);
            }
            records.push(record);
        }
    }
    Ok(records)
}

fn texts<'r>(name: &str, cell: &impl Fn(&str) -> Option<&'r str>) -> Option<Texts> {
    let mut texts = Texts::default();
    for (language, column) in
        [("en", name.to_owned()), ("en", format!("{name}_en")), ("ja", format!("{name}_ja"))]
    {
        if let Some(text) = cell(&column).filter(|text| !text.is_empty()) {
            texts.set(language, text);
        }
    }
    Some(texts).filter(|texts| !texts.is_empty())
}
