//! Answers to needs: what on record can help, who pays, what happened before, and why.
//!
//! The judgement is made in `matching`; here the record is turned into the cards that it is handed, and kept until the
//! record changes.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use domain::concepts::Thesaurus;
use domain::{Kind, OfficeId, Record, Texts, Viewer, kind};
pub use matching::{
    Answer, Asked, Criterion, Evidence, Limit, Link, MeantConcept, Ranked, Reason, Signs, Understood,
    Verdict, Weights, Why,
};
use matching::{Index, Need, Surroundings, cards_of};
use store::{Names, Tx};

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
    /// What the ids in the answer stand for.
    pub names: Names,
    /// The preferred labels of the concepts in the answer.
    pub concepts: HashMap<String, Texts>,
    /// The records that are ranked, by id, for what pages show of them.
    pub records: HashMap<String, Record>,
}

/// An index with the office, the change and the generation of knowledge that it was made from.
type Kept = (OfficeId, i64, u64, Arc<Index>);

/// The index of one office's record at one moment.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    kept: RwLock<Option<Kept>>,
}

/// Answers a need that is on record.
///
/// # Errors
/// [`Error::NotFound`] when there is no such need, [`Error::Store`] when the record cannot be read.
pub async fn for_need(renkei: &Renkei, viewer: &Viewer, id: &str, limit: usize) -> Result<Answered> {
    let mut tx = renkei.store().read().await?;
    let found = match kind("needs") {
        Some(needs) => store::find(&mut tx, viewer, needs, id).await?,
        None => None,
    };
    let need = found.ok_or_else(|| Error::NotFound(format!("needs/{id}")))?;
    let question = question_of(&need);
    let index = index(&mut tx, renkei, viewer).await?;
    answer(&mut tx, renkei, viewer, &index, question, Some(need), limit).await
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
    let mut tx = renkei.store().read().await?;
    check(&mut tx, viewer, &question).await?;
    let index = index(&mut tx, renkei, viewer).await?;
    answer(&mut tx, renkei, viewer, &index, question, None, limit).await
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

/// Answers a question by an index, with what pages show of the answer.
pub(crate) async fn answer(
    tx: &mut Tx,
    renkei: &Renkei,
    viewer: &Viewer,
    index: &Index,
    question: Question,
    need: Option<Record>,
    limit: usize,
) -> Result<Answered> {
    let known = renkei.known();
    let place_ancestors = match &question.place {
        Some(place) => store::path(tx, viewer, place).await?,
        None => Vec::new(),
    };
    let exclude = need.iter().map(|need| need.id().to_owned()).collect();
    let asked = asked(&question, place_ancestors, exclude);
    let answer = index.answer(&asked, &known.weights, limit);
    let (ids, concepts) = spoken_of(&answer, &question);
    let mut names = store::heads(tx, viewer, &ids).await?;
    let mut records = HashMap::new();
    for plural in ["offerings", "schemes", "projects", "needs"] {
        let Some(kind) = kind(plural) else { continue };
        let ranked = answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents);
        let ranked = ranked.chain(&answer.ruled_out);
        let ids: Vec<String> = ranked
            .map(|r| r.id.clone())
            .filter(|id| names.get(id).is_some_and(|head| head.kind == kind))
            .collect();
        for record in store::by_ids(tx, viewer, kind, &ids).await? {
            records.insert(record.id().to_owned(), record);
        }
    }
    let linked: BTreeSet<String> = records
        .values()
        .flat_map(|record| record.links().map(|(_, id)| id.to_owned()).collect::<Vec<_>>())
        .collect();
    names.extend(store::heads(tx, viewer, linked).await?);
    let labels = |id: &String| known.thesaurus.get(id).map(|concept| (id.clone(), concept.preferred.clone()));
    let concepts = concepts.iter().filter_map(labels).collect();
    Ok(Answered { question, need, answer, names, concepts, records })
}

/// A question as it is put to an index.
pub(crate) fn asked(question: &Question, place_ancestors: Vec<String>, exclude: Vec<String>) -> Need {
    let mut asked = Need { text: question.text.clone(), place_ancestors, exclude, ..Need::default() };
    asked.place.clone_from(&question.place);
    asked.sector.clone_from(&question.sector);
    asked
}

/// The ids of records and of concepts that an answer speaks of.
fn spoken_of(answer: &Answer, question: &Question) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut ids: BTreeSet<String> = question.place.iter().chain(&question.sector).cloned().collect();
    let mut concepts = BTreeSet::new();
    ids.extend(answer.understood.sectors.iter().map(|(code, _)| code.clone()));
    concepts.extend(answer.understood.concepts.iter().map(|concept| concept.id.clone()));
    let listed = answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents);
    for ranked in listed.chain(&answer.ruled_out) {
        ids.insert(ranked.id.clone());
        for fact in ranked.reasons.iter().flat_map(|reason| &reason.facts) {
            match fact {
                Evidence::Concept { id, from, .. } => concepts.extend([id.clone(), from.clone()]),
                Evidence::Sector { code: id, .. }
                | Evidence::Result { record: id, .. }
                | Evidence::Place { id, .. }
                | Evidence::Precedent { record: id, .. } => {
                    ids.insert(id.clone());
                }
                Evidence::Problem { record: id, .. }
                | Evidence::Condition { record: id, .. }
                | Evidence::Rule { record: id, .. } => {
                    ids.extend(Some(id.clone()).filter(|id| !id.is_empty()));
                }
                Evidence::Words { .. } | Evidence::Form { .. } | Evidence::Purpose { .. } => {}
            }
        }
    }
    (ids, concepts)
}

/// The index of the office's record as it is now: made when first asked for, and anew when the record or the thesaurus has
/// changed.
pub(crate) async fn index(tx: &mut Tx, renkei: &Renkei, viewer: &Viewer) -> Result<Arc<Index>> {
    let latest = store::latest_change(tx, &viewer.office).await?;
    let known = renkei.known();
    let kept = &renkei.answers().kept;
    let before = kept.read().unwrap_or_else(PoisonError::into_inner).clone();
    let before = before
        .filter(|(office, _, generation, _)| (office, *generation) == (&viewer.office, known.generation));
    let index = match before {
        Some((_, seq, _, index)) if seq == latest => return Ok(index),
        Some((_, seq, _, index)) if !is_touched(tx, viewer, seq).await? => index,
        _ => Arc::new(index_of(&read(tx, viewer).await?, &known.thesaurus)),
    };
    let fresh = Some((viewer.office.clone(), latest, known.generation, Arc::clone(&index)));
    *kept.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    Ok(index)
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
