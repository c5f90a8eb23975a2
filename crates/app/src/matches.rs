//! Answers to needs: what on record can help, who pays, what happened before, and why.
//!
//! The judgement is made in `matching`; here the record is turned into the cards that it is handed, and kept until the
//! record changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use domain::concepts::Thesaurus;
use domain::{Kind, OfficeId, Record, Texts, Viewer, kind};
pub use matching::{
    Answer, Criterion, Evidence, Link, MeantConcept, Ranked, Reason, Understood, Verdict, Weights, Why,
};
use matching::{Card, CardKind, Fact, FieldWeight, Index, Need};
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

/// The index of one office's record at one moment.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    kept: RwLock<Option<(OfficeId, i64, Arc<Index>)>>,
}

/// The thesaurus of the field that comes with the program.
#[must_use]
pub fn thesaurus() -> &'static Thesaurus {
    static READ: OnceLock<Thesaurus> = OnceLock::new();
    READ.get_or_init(|| {
        let (thesaurus, problems) =
            formats::turtle::read("thesaurus.ttl", include_bytes!("../../../data/thesaurus.ttl"));
        for problem in &problems {
            tracing::error!(?problem, "the thesaurus has a fault");
        }
        thesaurus
    })
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
    let mut text = String::new();
    for field in ["statement", "constraints"] {
        for (_, words) in need.texts(field).into_iter().flat_map(Texts::iter) {
            text.push_str(words);
            text.push_str(". ");
        }
    }
    text.push_str(&need.text("indicator").replace('_', " "));
    let some = |field: &str| Some(need.text(field).to_owned()).filter(|text| !text.is_empty());
    let question = Question { text, place: some("place"), sector: some("sector") };
    answer(&mut tx, renkei, viewer, question, Some(need), limit).await
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
    if question.text.chars().count() > LONGEST_TEXT {
        return Err(Error::BadParameter(BadParameter {
            parameter: "text".to_owned(),
            found: question.text.chars().take(20).collect::<String>() + "…",
            expected: Expected::Shorter(LONGEST_TEXT),
        }));
    }
    let mut tx = renkei.store().read().await?;
    for (parameter, plural, id) in
        [("place", "places", &question.place), ("sector", "sectors", &question.sector)]
    {
        let (Some(id), Some(kind)) = (id, kind(plural)) else { continue };
        if store::find(&mut tx, viewer, kind, id).await?.is_none() {
            let expected = Expected::Id(kind);
            return Err(Error::BadParameter(BadParameter {
                parameter: parameter.to_owned(),
                found: id.clone(),
                expected,
            }));
        }
    }
    answer(&mut tx, renkei, viewer, question, None, limit).await
}

async fn answer(
    tx: &mut Tx,
    renkei: &Renkei,
    viewer: &Viewer,
    question: Question,
    need: Option<Record>,
    limit: usize,
) -> Result<Answered> {
    let index = index(tx, renkei, viewer).await?;
    let place_ancestors = match &question.place {
        Some(place) => store::path(tx, viewer, place).await?,
        None => Vec::new(),
    };
    let asked = Need {
        text: question.text.clone(),
        language: None,
        place: question.place.clone(),
        place_ancestors,
        sector: question.sector.clone(),
        exclude: need.iter().map(|need| need.id().to_owned()).collect(),
    };
    let answer = index.answer(&asked, &Weights::default(), limit);
    let (ids, concepts) = spoken_of(&answer, &question);
    let mut names = store::heads(tx, viewer, &ids).await?;
    let mut records = HashMap::new();
    for plural in ["offerings", "schemes", "projects", "needs"] {
        let Some(kind) = kind(plural) else { continue };
        let ranked = answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents);
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
    let labels = |id: &String| thesaurus().get(id).map(|concept| (id.clone(), concept.preferred.clone()));
    let concepts = concepts.iter().filter_map(labels).collect();
    Ok(Answered { question, need, answer, names, concepts, records })
}

/// The ids of records and of concepts that an answer speaks of.
fn spoken_of(answer: &Answer, question: &Question) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut ids: BTreeSet<String> = question.place.iter().chain(&question.sector).cloned().collect();
    let mut concepts = BTreeSet::new();
    ids.extend(answer.understood.sectors.iter().map(|(code, _)| code.clone()));
    concepts.extend(answer.understood.concepts.iter().map(|concept| concept.id.clone()));
    for ranked in answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents) {
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
                Evidence::Words { .. } => {}
            }
        }
    }
    (ids, concepts)
}

/// The index of the office's record as it is now: made when first asked for, and anew when the record has changed.
pub(crate) async fn index(tx: &mut Tx, renkei: &Renkei, viewer: &Viewer) -> Result<Arc<Index>> {
    let latest = store::latest_change(tx, &viewer.office).await?;
    let kept = &renkei.answers().kept;
    if let Some((office, seq, index)) = &*kept.read().unwrap_or_else(PoisonError::into_inner)
        && *office == viewer.office
        && *seq == latest
    {
        return Ok(Arc::clone(index));
    }
    let index = Arc::new(build(tx, viewer).await?);
    let fresh = Some((viewer.office.clone(), latest, Arc::clone(&index)));
    *kept.write().unwrap_or_else(PoisonError::into_inner) = fresh;
    Ok(index)
}

/// Makes the index of an office's record.
async fn build(tx: &mut Tx, viewer: &Viewer) -> Result<Index> {
    let mut sectors = Vec::new();
    for sector in all(tx, viewer, "sectors").await? {
        sectors.push((sector.id().to_owned(), sector.texts("name").cloned().unwrap_or_default()));
    }
    let around = Around::read(&all(tx, viewer, "places").await?);
    let projects = all(tx, viewer, "projects").await?;
    let spread = all(tx, viewer, "spread").await?;
    let offerings = all(tx, viewer, "offerings").await?;
    let schemes = all(tx, viewer, "schemes").await?;
    let needs = all(tx, viewer, "needs").await?;
    let uses = Uses::read(&projects, &spread, &around);
    let cards = offerings
        .iter()
        .map(|record| offering(record, &uses))
        .chain(schemes.iter().map(|record| scheme(record, &uses)))
        .chain(needs.iter().map(|record| past_need(record, &uses, &around)))
        .chain(projects.iter().map(|record| past_project(record, &around)))
        .collect();
    Ok(Index::build(cards, &sectors, thesaurus()))
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

/// Which place lies in which.
struct Around(HashMap<String, String>);

impl Around {
    fn read(places: &[Record]) -> Self {
        let within = |place: &Record| (place.id().to_owned(), place.text("within").to_owned());
        Self(places.iter().map(within).filter(|(_, within)| !within.is_empty()).collect())
    }

    /// The place and what it lies in, the nearest first.
    fn of(&self, place: &str) -> Vec<String> {
        let mut path = Vec::new();
        let mut at = Some(place).filter(|place| !place.is_empty());
        while let Some(place) = at.filter(|place| !path.iter().any(|seen: &String| seen == place)) {
            path.push(place.to_owned());
            at = self.0.get(place).map(String::as_str);
        }
        path
    }
}

/// Where and in which projects an offering or scheme was used.
#[derive(Default)]
struct Uses {
    projects: BTreeMap<String, BTreeSet<String>>,
    places: BTreeMap<String, BTreeSet<String>>,
    results: BTreeMap<String, Vec<Fact>>,
    answered: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    fn read(projects: &[Record], spread: &[Record], around: &Around) -> Self {
        let mut uses = Self::default();
        for project in projects {
            let places = around.of(project.text("partner_place"));
            let known = project.references("offerings").iter().chain(project.references("schemes"));
            for id in known {
                uses.projects.entry(id.clone()).or_default().insert(project.id().to_owned());
                uses.places.entry(id.clone()).or_default().extend(places.iter().cloned());
                if matches!(project.text("stage"), "implementation" | "business" | "completed") {
                    let year = project.when("end").or(project.when("start")).map(domain::When::year);
                    let text = project.texts("title").cloned().unwrap_or_default();
                    let fact = Fact { text, record: project.id().to_owned(), year };
                    uses.results.entry(id.clone()).or_default().push(fact);
                }
                for need in project.references("related_need") {
                    uses.answered.entry(need.clone()).or_default().insert(id.clone());
                }
            }
        }
        for record in spread {
            let id = record.text("offering_or_project").to_owned();
            uses.places.entry(id).or_default().extend(around.of(record.text("to_place")));
        }
        uses
    }

    fn on(&self, card: &mut Card) {
        let list = |map: &BTreeMap<String, BTreeSet<String>>, id: &str| -> Vec<String> {
            map.get(id).into_iter().flatten().cloned().collect()
        };
        card.places = list(&self.places, &card.id);
        card.used_for = list(&self.projects, &card.id);
        card.results.extend(self.results.get(&card.id).into_iter().flatten().cloned());
    }
}

fn offering(record: &Record, uses: &Uses) -> Card {
    let title = record.texts("title").cloned().unwrap_or_default();
    let mut card = Card::new(CardKind::Offering, record.id(), title)
        .with(FieldWeight::Form, Some(&form(record.text("kind"))))
        .with(FieldWeight::Description, record.texts("description"))
        .with(FieldWeight::Evidence, record.texts("evidence"))
        .with(FieldWeight::Conditions, record.texts("conditions"));
    card.sectors = record.references("sectors").to_vec();
    card.provider = Some(record.text("provider").to_owned()).filter(|id| !id.is_empty());
    if let Some(text) = record.texts("evidence") {
        card.results.push(Fact { text: text.clone(), record: record.id().to_owned(), year: None });
    }
    uses.on(&mut card);
    card
}

fn scheme(record: &Record, uses: &Uses) -> Card {
    let title = record.texts("name").cloned().unwrap_or_default();
    let mut card = Card::new(CardKind::Scheme, record.id(), title)
        .with(FieldWeight::Form, Some(&form(record.text("instrument"))))
        .with(FieldWeight::Description, record.texts("for_what"))
        .with(FieldWeight::Conditions, record.texts("who_may_apply"));
    card.provider = Some(record.text("funder").to_owned()).filter(|id| !id.is_empty());
    uses.on(&mut card);
    card
}

fn past_need(record: &Record, uses: &Uses, around: &Around) -> Card {
    let title = record.texts("statement").cloned().unwrap_or_default();
    let mut card = Card::new(CardKind::Precedent, record.id(), title)
        .with(FieldWeight::Conditions, record.texts("constraints"));
    card.sectors = vec![record.text("sector").to_owned()];
    card.places = around.of(record.text("place"));
    card.answered_by = uses.answered.get(record.id()).into_iter().flatten().cloned().collect();
    card.year = record.when("raised").map(domain::When::year);
    card
}

fn past_project(record: &Record, around: &Around) -> Card {
    let title = record.texts("title").cloned().unwrap_or_default();
    let mut card = Card::new(CardKind::Precedent, record.id(), title)
        .with(FieldWeight::Description, record.texts("summary"));
    card.sectors = record.references("sectors").to_vec();
    card.places = around.of(record.text("partner_place"));
    card.stage = Some(record.text("stage").to_owned());
    card.answered_by =
        record.references("offerings").iter().chain(record.references("schemes")).cloned().collect();
    card.year = record.when("start").map(domain::When::year);
    card
}

/// The words of a code, so that "training" is found by those who ask for training.
fn form(code: &str) -> Texts {
    Texts::of(domain::text::PLAIN_LANGUAGE, &code.replace('_', " "))
}
