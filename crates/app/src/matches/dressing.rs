//! An answer with the names, labels, records and documents of what it speaks of.

use std::collections::{BTreeSet, HashMap};

use domain::{Viewer, kind};
use matching::{Answer, Evidence, Part, Ranked, Standing};
use store::{Head, Tx};

use super::Answered;
use super::asking::Put;
use crate::{Renkei, Result, records};

/// The kinds of record of which more than the name is shown.
const SHOWN: [&str; 6] = ["offerings", "schemes", "projects", "needs", "conditions", "rules"];

/// Reads what pages show of an answer and of where further records stand in it.
pub(super) async fn dress(
    tx: &mut Tx,
    renkei: &Renkei,
    viewer: &Viewer,
    put: Put,
    answer: Answer,
    standings: &[Standing],
) -> Result<Answered> {
    let known = renkei.known();
    let Spoken { ids, concepts } = Spoken::of(&answer, &put, standings);
    let mut names = store::heads(tx, viewer, &ids).await?;
    let mut records = HashMap::new();
    for plural in SHOWN {
        let Some(kind) = kind(plural) else { continue };
        let ids: Vec<String> =
            names.values().filter(|head| head.kind == kind).map(|head| head.id.clone()).collect();
        for record in store::by_ids(tx, viewer, kind, &ids).await? {
            records.insert(record.id().to_owned(), record);
        }
    }
    let linked: BTreeSet<String> = records
        .values()
        .flat_map(|record| record.links().map(|(_, id)| id.to_owned()).collect::<Vec<_>>())
        .collect();
    names.extend(store::heads(tx, viewer, linked).await?);
    for (cited_as, source) in records::cited(tx, viewer, records.values()).await? {
        let head = Head { id: source.id().to_owned(), kind: source.kind(), title: source.title(&|_| None) };
        names.insert(cited_as, head);
    }
    let labels = |id: &String| known.thesaurus.get(id).map(|concept| (id.clone(), concept.preferred.clone()));
    let concepts = concepts.iter().filter_map(labels).collect();
    let Put { question, need, refinement } = put;
    Ok(Answered { question, need, answer, names, concepts, records, refinement })
}

/// The ids of records and of concepts that an answer speaks of.
#[derive(Default)]
struct Spoken {
    ids: BTreeSet<String>,
    concepts: BTreeSet<String>,
}

impl Spoken {
    fn of(answer: &Answer, put: &Put, standings: &[Standing]) -> Self {
        let mut spoken = Self::default();
        let understood = &answer.understood;
        spoken
            .ids
            .extend(put.question.place.iter().chain(&put.question.sector).chain(&understood.place).cloned());
        spoken.ids.extend(understood.sectors.iter().map(|(code, _)| code.clone()));
        spoken.concepts.extend(understood.concepts.iter().map(|concept| concept.id.clone()));
        let corrections = &put.refinement.corrections;
        for part in corrections.without.iter().chain(&corrections.with) {
            match part {
                Part::Concept(id) => spoken.concepts.insert(id.clone()),
                Part::Sector(id) | Part::Place(id) => spoken.ids.insert(id.clone()),
                _ => false,
            };
        }
        let listed = answer.offerings.iter().chain(&answer.schemes).chain(&answer.precedents);
        for ranked in listed.chain(&answer.ruled_out).chain(standings.iter().map(|one| &one.ranked)) {
            spoken.ranked(ranked);
        }
        spoken.ids.extend(standings.iter().filter_map(|one| one.best.clone()));
        spoken
    }

    fn ranked(&mut self, ranked: &Ranked) {
        self.ids.insert(ranked.id.clone());
        for fact in ranked.reasons.iter().flat_map(|reason| &reason.facts) {
            match fact {
                Evidence::Concept { id, from, .. } => self.concepts.extend([id.clone(), from.clone()]),
                Evidence::Sector { code: id, .. }
                | Evidence::Result { record: id, .. }
                | Evidence::Place { id, .. }
                | Evidence::Precedent { record: id, .. }
                | Evidence::Problem { record: id, .. }
                | Evidence::Condition { record: id, .. }
                | Evidence::Rule { record: id, .. } => {
                    self.ids.extend(Some(id.clone()).filter(|id| !id.is_empty()));
                }
                Evidence::Words { .. } | Evidence::Form { .. } | Evidence::Purpose { .. } => {}
            }
        }
    }
}
