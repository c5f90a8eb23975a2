//! What was done about the like before, in the order of the years.

use app::matches::{Answered, Ranked};
use app::reasons;
use domain::{Record, When};
use language::Words;

use super::answers::{field, title};
use super::cards::Reasons;
use crate::values::{self, Link, Shown};

/// How many of the nearest stand on paper.
const MOST_PRINTED: usize = 3;

/// A past need or project.
pub(super) struct Event {
    pub(super) id: String,
    /// The year in which it began; blank if it is not on record.
    pub(super) year: String,
    pub(super) title: Link,
    pub(super) place: Option<Shown>,
    pub(super) stage: Option<String>,
    pub(super) amount: Option<Shown>,
    /// The offerings and schemes that were used.
    pub(super) used: Vec<Link>,
    pub(super) why: String,
    /// Whether it is the nearest of all.
    pub(super) is_nearest: bool,
    /// Whether it is left out on paper.
    pub(super) is_further: bool,
    pub(super) reasons: Reasons,
}

/// Past needs and projects by year; those without a year last.
pub(super) fn events(words: Words, answered: &Answered, ranked: &[Ranked]) -> Vec<Event> {
    let mut dated: Vec<(Option<i16>, usize, &Ranked)> = ranked
        .iter()
        .enumerate()
        .map(|(rank, one)| (answered.records.get(&one.id).and_then(began), rank, one))
        .collect();
    dated.sort_by_key(|(year, rank, _)| (year.is_none(), *year, *rank));
    dated.into_iter().map(|(year, rank, one)| Event::new(words, answered, one, year, rank)).collect()
}

fn began(record: &Record) -> Option<i16> {
    record.date().map(When::year)
}

impl Event {
    fn new(words: Words, answered: &Answered, ranked: &Ranked, year: Option<i16>, rank: usize) -> Self {
        let record = answered.records.get(&ranked.id);
        let of = |name: &str| record.and_then(|record| field(words, answered, record, name));
        let is_need = record.is_some_and(|record| record.kind().plural == "needs");
        let used = record
            .into_iter()
            .flat_map(|record| record.references("offerings").iter().chain(record.references("schemes")));
        Self {
            id: ranked.id.clone(),
            year: year.map(|year| year.to_string()).unwrap_or_default(),
            title: title(words, answered, &ranked.id),
            place: of(if is_need { "place" } else { "partner_place" }),
            stage: if is_need {
                Some(words.get("match-past-need").into_owned())
            } else {
                of("stage").map(|stage| match stage {
                    Shown::Labels(labels) => labels.join(" "),
                    _ => String::new(),
                })
            },
            amount: if is_need { None } else { of("amount") },
            used: used.map(|id| values::link(words, &answered.names, id)).collect(),
            why: reasons::sentence(words, answered, ranked),
            is_nearest: rank == 0,
            is_further: rank >= MOST_PRINTED,
            reasons: Reasons::new(words, answered, ranked),
        }
    }
}
