//! Answers to needs: what on record can help, who pays, what happened before, and why.
//!
//! The judgement is made in `matching`; here the record is turned into the cards that it is handed, and kept until the
//! record changes.

mod asking;
mod dressing;
mod networks;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::concepts::Thesaurus;
use domain::{Kind, OfficeId, Record, Texts, Viewer, Visibility, kind};
pub use matching::{
    Answer, Asked, Corrections, Criterion, Evidence, Limit, Link, MeantConcept, Part, Ranked, Reason, Signs,
    Standing, Understood, Verdict, Weights, Why, eligibility,
};
use matching::{Index, Surroundings, cards_of};
use store::{Names, Tx};

pub use self::asking::{About, Refinement, ask, explain, subject, those_called};
pub(crate) use self::asking::{answer, asked};
pub use self::networks::{Knower, who_may_know};

use crate::{BadParameter, Error, Expected, Renkei, Result};

/// The longest text of a need that is read, in characters: about fifty pages.
pub const LONGEST_TEXT: usize = 200_000;

/// What somebody asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The problem in plain words, in any language.
    pub text: String,
    /// The id of the place that has it.
    pub place: Option<String>,
    /// The code of the sector.
    pub sector: Option<String>,
}

/// An answer with the names of what it speaks of.
#[derive(Debug, Clone)]
pub struct Answered {
    /// What was asked.
    pub question: Question,
    /// The stored need that was asked about, if one was.
    pub need: Option<Record>,
    /// The answer.
    pub answer: Answer,
    /// What the ids in the answer stand for, and the documents that its records cite, by the names used there.
    pub names: Names,
    /// The preferred labels of the concepts in the answer.
    pub concepts: HashMap<String, Texts>,
    /// The records that are ranked, and the conditions and rules that are held against them, by id.
    pub records: HashMap<String, Record>,
    /// How the answer was narrowed and put right.
    pub refinement: Refinement,
}

/// An index with the office, the sight, the change and the generation of knowledge that it was made from.
type Kept = (OfficeId, Visibility, i64, u64, Arc<Index>);

/// The indexes of an office's record at one moment, one for each sight of it that differs.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    kept: RwLock<Vec<Kept>>,
}

/// Makes what answers are found with, so that the first who asks need not wait for it.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn prepare(renkei: &Renkei, viewer: &Viewer) -> Result<()> {
    let mut tx = renkei.store().read().await?;
    index(&mut tx, renkei, viewer).await?;
    Ok(())
}

/// Answers a need that is on record.
///
/// # Errors
/// [`Error::NotFound`] when there is no such need, [`Error::Store`] when the record cannot be read.
pub async fn for_need(renkei: &Renkei, viewer: &Viewer, id: &str, limit: usize) -> Result<Answered> {
    ask(renkei, viewer, &About::Need(id.to_owned()), &Refinement::default(), limit).await
}

/// The question that a need on record asks.
pub(crate) fn question_of(need: &Record) -> Question {
    let mut text = String::new();
    for field in ["statement", "constraints"] {
        for (_, words) in need.texts(field).into_iter().flat_map(Texts::iter) {
            text.push_str(words);
            text.push_str(". ");
        }
    }
    text.push_str(&need.text("indicator").replace('_', " "));
    let some = |field: &str| Some(need.text(field).to_owned()).filter(|text| !text.is_empty());
    Question { text, place: some("place"), sector: some("sector") }
}

/// Answers a problem in plain words.
///
/// # Errors
/// [`Error::BadParameter`] when the text is too long or no such place or sector is on record, [`Error::Store`] when the
/// record cannot be read.
pub async fn for_text(
    renkei: &Renkei,
    viewer: &Viewer,
    question: Question,
    limit: usize,
) -> Result<Answered> {
    ask(renkei, viewer, &About::Question(question), &Refinement::default(), limit).await
}

/// Checks that a question is not too long and names only what is on record.
pub(crate) async fn check(tx: &mut Tx, viewer: &Viewer, question: &Question) -> Result<()> {
    if question.text.chars().count() > LONGEST_TEXT {
        return Err(Error::BadParameter(BadParameter {
            parameter: "text".to_owned(),
            found: question.text.chars().take(20).collect::<String>() + "…",
            expected: Expected::Shorter(LONGEST_TEXT),
        }));
    }
    for (parameter, plural, id) in
        [("place", "places", &question.place), ("sector", "sectors", &question.sector)]
    {
        let (Some(id), Some(kind)) = (id, kind(plural)) else { continue };
        if store::find(tx, viewer, kind, id).await?.is_none() {
            let expected = Expected::Id(kind);
            return Err(Error::BadParameter(BadParameter {
                parameter: parameter.to_owned(),
                found: id.clone(),
                expected,
            }));
        }
    }
    Ok(())
}

/// The index of the office's record as it is now: made when first asked for, and anew when the record or the thesaurus has
/// changed.
pub(crate) async fn index(tx: &mut Tx, renkei: &Renkei, viewer: &Viewer) -> Result<Arc<Index>> {
    let latest = store::latest_change(tx, &viewer.office).await?;
    let known = renkei.known();
    let kept = &renkei.answers().kept;
    let sight = sight_of(viewer);
    let is_it = |(office, of, _, generation, _): &&Kept| {
        (office, *of, *generation) == (&viewer.office, sight, known.generation)
    };
    let before = kept.read().unwrap_or_else(PoisonError::into_inner).iter().find(is_it).cloned();
    let index = match before {
        Some((_, _, seq, _, index)) if seq == latest => return Ok(index),
        Some((_, _, seq, _, index)) if !is_touched(tx, viewer, seq).await? => index,
        _ => {
            // What is somebody's own does not take part: the index is for all who have the same sight.
            let anybody = Viewer::new(viewer.office.clone(), viewer.role);
            let (records, thesaurus) = (read(tx, &anybody).await?, Arc::clone(&known.thesaurus));
            let made = tokio::task::spawn_blocking(move || index_of(&records, &thesaurus)).await;
            Arc::new(made.map_err(|error| store::Error::Backend(error.to_string()))?)
        }
    };
    let fresh = (viewer.office.clone(), sight, latest, known.generation, Arc::clone(&index));
    let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|(office, of, ..)| (office, *of) != (&viewer.office, sight));
    kept.push(fresh);
    Ok(index)
}

/// What a viewer sees of the kinds from which an index is made: that of the office, when nothing of them is closed.
fn sight_of(viewer: &Viewer) -> Visibility {
    let mut fields = READ.iter().filter_map(|plural| kind(plural)).flat_map(|kind| kind.fields);
    if fields.all(|field| viewer.may_see(field.visibility)) {
        Visibility::Office
    } else {
        viewer.general_sight()
    }
}

/// Tells whether something was written behind a number of the feed that an index is made from.
async fn is_touched(tx: &mut Tx, viewer: &Viewer, seq: i64) -> Result<bool> {
    const MOST: u32 = 500;
    let changes = store::changes_after(tx, &viewer.office, seq, MOST).await?;
    let is_cut = u32::try_from(changes.len()).is_ok_and(|count| count >= MOST);
    Ok(is_cut || changes.iter().any(|change| READ.contains(&change.kind.as_str())))
}

/// The kinds of record from which an index is made.
const READ: &[&str] = &[
    "sectors",
    "places",
    "organisations",
    "offerings",
    "problems",
    "conditions",
    "profiles",
    "schemes",
    "rules",
    "traits",
    "needs",
    "projects",
    "spread",
];

/// Reads what an index is made from.
pub(crate) async fn read(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for plural in READ {
        records.extend(all(tx, viewer, plural).await?);
    }
    Ok(records)
}

/// Makes an index from records.
pub(crate) fn index_of(records: &[Record], thesaurus: &Thesaurus) -> Index {
    let sectors = records.iter().filter(|record| record.kind().plural == "sectors");
    let named = |sector: &Record| (sector.id().to_owned(), sector.texts("name").cloned().unwrap_or_default());
    let sectors: Vec<(String, Texts)> = sectors.map(named).collect();
    Index::build(cards_of(records), &sectors, thesaurus).with_surroundings(Surroundings::of(records))
}

pub(crate) async fn all(tx: &mut Tx, viewer: &Viewer, plural: &str) -> Result<Vec<Record>> {
    let Some(kind): Option<&'static Kind> = kind(plural) else { return Ok(Vec::new()) };
    let mut records = Vec::new();
    let mut after = 0;
    loop {
        let (batch, last) = store::in_order(tx, viewer, kind, after, 1_000).await?;
        if batch.is_empty() {
            return Ok(records);
        }
        after = last;
        records.extend(batch);
    }
}
