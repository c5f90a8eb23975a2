//! Search over everything, in every language at once.

use domain::{Kind, Record, Texts, Value, Viewer};
use store::Names;
use store::search::{Marker, Piece};

use crate::{BadParameter, Error, Expected, Renkei, Result};

/// The longest text that is searched for, in characters.
pub const LONGEST_TEXT: usize = 200;
/// How many hits of one kind are shown; the list of the kind shows the rest.
pub const MOST_OF_A_KIND: usize = 6;
/// How many of the best hits over all kinds are looked at.
const MOST_HITS: usize = 200;
/// How long a shown passage is, in characters.
const PASSAGE: usize = 180;

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What was asked.
    pub text: String,
    /// Hits by kind, the kind with the best hit first.
    pub groups: Vec<Group>,
    /// How many records were found in all.
    pub total: u64,
    /// Whether no record met every word, so that those meeting some are shown.
    pub loosened: bool,
    /// What the references of the hits stand for.
    pub names: Names,
}

/// The hits of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The kind.
    pub kind: &'static Kind,
    /// How many records of it were found.
    pub total: u64,
    /// The best of them.
    pub hits: Vec<Hit>,
}

/// One record that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record.
    pub record: Record,
    /// The passage of the record that met best, marked; blank when only the title met.
    pub passage: Vec<Piece>,
    /// The language that the passage is really in.
    pub passage_language: String,
}

/// Finds records by words. `language` is the reader's.
///
/// # Errors
/// [`Error::BadParameter`] when the text is too long, [`Error::Store`] when index or record cannot be read.
pub async fn find(renkei: &Renkei, viewer: &Viewer, text: &str, language: &str) -> Result<Found> {
    let text = text.trim();
    if text.chars().count() > LONGEST_TEXT {
        return Err(Error::BadParameter(BadParameter {
            parameter: "q".to_owned(),
            found: text.chars().take(20).collect::<String>() + "…",
            expected: Expected::Shorter(LONGEST_TEXT),
        }));
    }
    let found = renkei.index()?.find(viewer, text, None, MOST_HITS)?;
    let marker = Marker::new(text);
    let mut tx = renkei.store().read().await?;
    let mut names = Names::new();
    let mut groups: Vec<Group> = Vec::new();
    for hit in &found.hits {
        if !groups.iter().any(|group| group.kind == hit.kind) {
            let total = found.totals.get(hit.kind.plural).copied().unwrap_or(0);
            groups.push(Group { kind: hit.kind, total, hits: Vec::new() });
        }
    }
    for group in &mut groups {
        let of_kind = found.hits.iter().filter(|hit| hit.kind == group.kind);
        let ids: Vec<String> = of_kind.take(MOST_OF_A_KIND).map(|hit| hit.id.clone()).collect();
        let records = store::by_ids(&mut tx, viewer, group.kind, &ids).await?;
        let linked: Vec<String> =
            records.iter().flat_map(|r| r.links().map(|(_, id)| id.to_owned()).collect::<Vec<_>>()).collect();
        let linked = store::heads(&mut tx, viewer, linked).await?;
        let shown = |id: &String| records.iter().find(|record| record.id() == id);
        group.hits =
            ids.iter().filter_map(shown).map(|record| hit(record, &linked, &marker, language)).collect();
        names.extend(linked);
    }
    groups.retain(|group| !group.hits.is_empty());
    let total = found.totals.values().sum();
    Ok(Found { text: text.to_owned(), groups, total, loosened: found.loosened, names })
}

fn hit(record: &Record, names: &Names, marker: &Marker, language: &str) -> Hit {
    let title = record.title(&|id| names.get(id).map(|head| head.title.clone()));
    let (_, title_text) = title.read(language).unwrap_or(("", record.id()));
    let mut best: Option<(usize, bool, &str, &str)> = None;
    for texts in record.fields().filter_map(|(_, value)| texts(value)) {
        for (tag, text) in texts.iter().filter(|(_, text)| *text != title_text) {
            let candidate = (marker.hits(text), tag == language, tag, text);
            if candidate.0 > 0 && best.is_none_or(|b| (candidate.0, candidate.1) > (b.0, b.1)) {
                best = Some(candidate);
            }
        }
    }
    let (passage_language, passage) =
        best.map_or(("", Vec::new()), |(_, _, tag, text)| (tag, marker.excerpt(text, PASSAGE)));
    Hit { record: record.clone(), passage, passage_language: passage_language.to_owned() }
}

fn texts(value: Option<&Value>) -> Option<&Texts> {
    match value {
        Some(Value::Texts(texts)) => Some(texts),
        _ => None,
    }
}
