//! How much each part of a record and each criterion counts: data that an office can see and change.

use serde::{Deserialize, Serialize};

use crate::answers::{Criterion, Link};
use crate::cards::FieldWeight;

/// The weights of a ranking. The defaults are what is used when an office says nothing.
///
/// # Source
/// Ours: set by hand on needs written for this purpose, from the meaning of each criterion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Points for a full match of words.
    pub words: f64,
    /// Points when a record is about all that is meant.
    pub concepts: f64,
    /// Points when the sector is certain and the record's main one.
    pub sector: f64,
    /// Points for much and good evidence, given only as far as the topic fits.
    pub proven: f64,
    /// Points for work in the very place; a third for its country or region. Given only as far as the topic fits.
    pub place: f64,
    /// Points for having answered a past need that is wholly alike.
    pub precedent: f64,
    /// The confidence from which on an answer is said to fit.
    pub fits_from: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            words: 20.0,
            concepts: 50.0,
            sector: 10.0,
            proven: 4.0,
            place: 4.0,
            precedent: 12.0,
            fits_from: 0.5,
        }
    }
}

impl Weights {
    /// The weight of one criterion: the most points it can give.
    #[must_use]
    pub fn of(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Words => self.words,
            Criterion::Concepts => self.concepts,
            Criterion::Sector => self.sector,
            Criterion::Proven => self.proven,
            Criterion::Place => self.place,
            Criterion::Precedent => self.precedent,
        }
    }
}

/// How much a word counts by the part of the record in which it stands; fixed when the index is built.
///
/// # Source
/// Ours: the name says most; conditions say least, as they often name what a thing is *not* for.
#[must_use]
pub fn part_weight(part: FieldWeight) -> f64 {
    match part {
        FieldWeight::Title => 2.0,
        FieldWeight::Problem => 1.5,
        FieldWeight::Description => 1.0,
        FieldWeight::Evidence => 0.5,
        FieldWeight::Form => 0.5,
        FieldWeight::Conditions => 0.3,
    }
}

/// How much of a concept's strength is left after one step along a link.
///
/// # Source
/// Ours: a remedy is nearly what is asked for; a wider concept is only the neighbourhood.
#[must_use]
pub fn link_decay(link: Link) -> f64 {
    match link {
        Link::Same => 1.0,
        Link::Remedy => 0.9,
        Link::CauseRemedy => 0.6,
        Link::Narrower => 0.6,
        Link::Cause => 0.5,
        Link::Related => 0.35,
        Link::Broader => 0.35,
    }
}
