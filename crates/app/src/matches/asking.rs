//! What is asked, how an answer is narrowed and put right, and where one record stands in it.

use domain::vocabularies::OFFERING_KINDS;
use domain::{Record, Viewer, kind};
use matching::{Corrections, Index, Need, Standing};
use store::{Head, Tx};

use super::dressing::dress;
use super::{Answered, Question, check, index, question_of};
use crate::{BadParameter, Error, Expected, Renkei, Result};

/// How many times as many offerings are looked at when only those of one kind are wanted.
const WIDER: usize = 10;
/// How many records are named when several are called alike.
const MOST_CALLED: usize = 12;

/// What an answer is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A need on record, by its id.
    Need(String),
    /// A question in words.
    Question(Question),
}

/// How an answer is narrowed and put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refinement {
    /// What the reader puts right in what was understood.
    pub corrections: Corrections,
    /// The kind of offering that is wanted alone, by its code.
    pub kind: Option<String>,
}

/// A question with the need behind it and the way it is refined.
pub(super) struct Put {
    pub question: Question,
    pub need: Option<Record>,
    pub refinement: Refinement,
}

impl Put {
    async fn of(tx: &mut Tx, viewer: &Viewer, about: &About, refinement: &Refinement) -> Result<Self> {
        if let Some(code) = refinement.kind.as_ref().filter(|code| !OFFERING_KINDS.holds(code)) {
            return Err(bad("kind", code, Expected::OneOf(OFFERING_KINDS.codes.to_vec())));
        }
        let refinement = refinement.clone();
        match about {
            About::Need(id) => {
                let found = match kind("needs") {
                    Some(needs) => store::find(tx, viewer, needs, id).await?,
                    None => None,
                };
                let need = found.ok_or_else(|| Error::NotFound(format!("needs/{id}")))?;
                Ok(Self { question: question_of(&need), need: Some(need), refinement })
            }
            About::Question(question) => {
                check(tx, viewer, question).await?;
                Ok(Self { question: question.clone(), need: None, refinement })
            }
        }
    }

    /// As it is put to an index.
    async fn asked(&self, tx: &mut Tx, viewer: &Viewer) -> Result<Need> {
        let place_ancestors = match &self.question.place {
            Some(place) => store::path(tx, viewer, place).await?,
            None => Vec::new(),
        };
        let exclude = self.need.iter().map(|need| need.id().to_owned()).collect();
        let corrections = self.refinement.corrections.clone();
        Ok(Need { corrections, ..asked(&self.question, place_ancestors, exclude) })
    }
}

/// A question as it is put to an index.
pub(crate) fn asked(question: &Question, place_ancestors: Vec<String>, exclude: Vec<String>) -> Need {
    let mut asked = Need { text: question.text.clone(), place_ancestors, exclude, ..Need::default() };
    asked.place.clone_from(&question.place);
    asked.sector.clone_from(&question.sector);
    asked
}

/// Answers a need on record or a question, narrowed and put right.
///
/// # Errors
/// [`Error::NotFound`] when there is no such need, [`Error::BadParameter`] when the text is too long or no such place,
/// sector or kind is on record, [`Error::Store`] when the record cannot be read.
pub async fn ask(
    renkei: &Renkei,
    viewer: &Viewer,
    about: &About,
    refinement: &Refinement,
    limit: usize,
) -> Result<Answered> {
    Ok(explain(renkei, viewer, about, refinement, &[], limit).await?.0)
}

/// Answers as [`ask`] does, and tells where some offerings, schemes or past cases stand, whether they are listed or not.
///
/// # Errors
/// As [`ask`]; [`Error::BadParameter`] too when one of the ids is nothing that can answer.
pub async fn explain(
    renkei: &Renkei,
    viewer: &Viewer,
    about: &About,
    refinement: &Refinement,
    ids: &[String],
    limit: usize,
) -> Result<(Answered, Vec<Standing>)> {
    let mut tx = renkei.store().read().await?;
    let put = Put::of(&mut tx, viewer, about, refinement).await?;
    let index = index(&mut tx, renkei, viewer).await?;
    let asked = put.asked(&mut tx, viewer).await?;
    let weights = renkei.known().weights;
    let mut standings = Vec::new();
    for id in ids {
        let standing = index.explain(&asked, &weights, id);
        let missing = || kind("offerings").map(|kind| bad("id", id, Expected::Id(kind)));
        standings.push(standing.ok_or_else(|| missing().unwrap_or_else(|| Error::NotFound(id.clone())))?);
    }
    let wide = if refinement.kind.is_some() { limit.saturating_mul(WIDER) } else { limit };
    let mut answer = index.answer(&asked, &weights, wide);
    if let (Some(code), Some(offerings)) = (&refinement.kind, kind("offerings")) {
        let listed = answer.offerings.iter().chain(&answer.ruled_out).map(|one| one.id.clone());
        let listed: Vec<String> = listed.collect();
        let found = store::by_ids(&mut tx, viewer, offerings, &listed).await?;
        let is_wanted = |id: &str| found.iter().any(|one| one.id() == id && one.text("kind") == code);
        for list in [&mut answer.offerings, &mut answer.ruled_out] {
            list.retain(|one| is_wanted(&one.id));
            list.truncate(limit);
        }
        answer.schemes.truncate(limit);
        answer.precedents.truncate(limit);
    }
    let answered = dress(&mut tx, renkei, viewer, put, answer, &standings).await?;
    Ok((answered, standings))
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
    let put = Put { question, need, refinement: Refinement::default() };
    let asked = put.asked(tx, viewer).await?;
    let answer = index.answer(&asked, &renkei.known().weights, limit);
    dress(tx, renkei, viewer, put, answer, &[]).await
}

/// The subject of the field that a few words name best.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn subject(renkei: &Renkei, viewer: &Viewer, words: &str) -> Result<Option<String>> {
    let mut tx = renkei.store().read().await?;
    let index = index(&mut tx, renkei, viewer).await?;
    let text = words.chars().take(crate::search::LONGEST_TEXT).collect();
    let answer = index.answer(&Need { text, ..Need::default() }, &renkei.known().weights, 1);
    let concepts = answer.understood.concepts;
    let best = concepts.iter().find(|concept| concept.named).or_else(|| concepts.first());
    Ok(best.map(|concept| concept.id.clone()))
}

/// The offerings and schemes that somebody means by an id or by words of a title; none if the words are blank.
///
/// # Errors
/// [`Error::BadParameter`] when the words are too many, [`Error::Store`] when the record cannot be read.
pub async fn those_called(
    renkei: &Renkei,
    viewer: &Viewer,
    words: &str,
    language: &str,
) -> Result<Vec<Head>> {
    let answers = |plural: &str| matches!(plural, "offerings" | "schemes");
    let mut tx = renkei.store().read().await?;
    let named = store::heads(&mut tx, viewer, [words.trim()]).await?;
    if let Some(head) = named.into_values().find(|head| answers(head.kind.plural)) {
        return Ok(vec![head]);
    }
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = crate::search::find(renkei, viewer, words, language).await?;
    let groups = found.groups.into_iter().filter(|group| answers(group.kind.plural));
    let hits: Vec<String> =
        groups.flat_map(|group| group.hits).map(|hit| hit.record.id().to_owned()).collect();
    let mut heads = store::heads(&mut tx, viewer, &hits).await?;
    Ok(hits.iter().filter_map(|id| heads.remove(id)).take(MOST_CALLED).collect())
}

fn bad(parameter: &str, found: &str, expected: Expected) -> Error {
    Error::BadParameter(BadParameter { parameter: parameter.to_owned(), found: found.to_owned(), expected })
}
