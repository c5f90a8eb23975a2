//! How much each part of a record and each criterion counts: data that an office can see and change.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::answers::{Criterion, Link, Signs};
use crate::cards::{CardKind, FieldWeight};

/// The weights that come with the program.
const KNOWN: &str = include_str!("../../../data/weights.toml");

/// Weights by which nothing counts: what is left if the file that comes with the program were broken.
const NOTHING: Weights = Weights {
    words: 0.0,
    concepts: 0.0,
    problems: 0.0,
    sector: 0.0,
    proven: 0.0,
    place: 0.0,
    precedent: 0.0,
    form: 0.0,
    limits: 0.0,
    schemes: SchemeWeights {
        rules: 0.0,
        purpose: 0.0,
        sector: 0.0,
        place: 0.0,
        precedent: 0.0,
        proven: 0.0,
        concepts: 0.0,
        shut: 0.0,
    },
    confidence: Confidence {
        constant: 0.0,
        cover: 0.0,
        problem: 0.0,
        explained: 0.0,
        surest: 0.0,
        sector: 0.0,
        missing: 0.0,
        answered: 0.0,
        served: 0.0,
        unserved: 0.0,
        score: 0.0,
        asked: 0.0,
    },
};

static DEFAULT: LazyLock<Weights> =
    LazyLock::new(|| toml::from_str::<StoredWeights>(KNOWN).map_or(NOTHING, Weights::from));

/// Defines weights twice: as they are used, where a file of an office may leave out what it does not change, and as they
/// are stored in the file that comes with the program, which must be whole.
macro_rules! weights {
    ($(#[doc = $about:literal])+ $name:ident from $stored:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty, $plain:ty;)+
    } by $known:expr) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[doc = $doc])+ pub $field: $type,)+ }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $stored { $($field: $plain,)+ }

        impl From<$stored> for $name {
            fn from(stored: $stored) -> Self {
                Self { $($field: stored.$field.into(),)+ }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                $known
            }
        }
    };
}

weights! {
    /// The weights of a ranking. The defaults are those of `data/weights.toml`, which says what each means.
    Weights from StoredWeights {
        /// Points for a full match of words.
        words: f64, f64;
        /// Points when a record is about all that is meant.
        concepts: f64, f64;
        /// Points when a statement of a problem that it solves meets the need.
        problems: f64, f64;
        /// Points when the sector is certain and the record's main one.
        sector: f64, f64;
        /// Points for much and good evidence, given only as far as the topic fits.
        proven: f64, f64;
        /// Points for work in the very place; a third for its country or region. Given only as far as the topic fits.
        place: f64, f64;
        /// Points for having answered a past need that is wholly alike.
        precedent: f64, f64;
        /// Points for the form of help that was asked for; taken away for a form that nobody asked for.
        form: f64, f64;
        /// Points taken away when limits of the need stand against it.
        limits: f64, f64;
        /// The points of schemes.
        schemes: SchemeWeights, StoredSchemeWeights;
        /// How sure an answer is.
        confidence: Confidence, StoredConfidence;
    } by *DEFAULT
}

weights! {
    /// The points of schemes.
    SchemeWeights from StoredSchemeWeights {
        /// Points when all rules pass.
        rules: f64, f64;
        /// Points for paying for what is asked and for what the best answers are.
        purpose: f64, f64;
        /// Points for use in the same sector.
        sector: f64, f64;
        /// Points for use at the place.
        place: f64, f64;
        /// Points for having answered a past need like this one.
        precedent: f64, f64;
        /// Points for much use.
        proven: f64, f64;
        /// Points for the subject.
        concepts: f64, f64;
        /// What is left of the points of a scheme that a rule shuts out, 0-1.
        shut: f64, f64;
    } by DEFAULT.schemes
}

weights! {
    /// The coefficients of a logistic function: how each sign raises the confidence.
    Confidence from StoredConfidence {
        /// What remains without any sign.
        constant: f64, f64;
        /// For [`Signs::cover`].
        cover: f64, f64;
        /// For [`Signs::problem`].
        problem: f64, f64;
        /// For [`Signs::explained`].
        explained: f64, f64;
        /// For [`Signs::surest`].
        surest: f64, f64;
        /// For [`Signs::sector`].
        sector: f64, f64;
        /// For [`Signs::missing`]; below zero, as it speaks against an answer.
        missing: f64, f64;
        /// For [`Signs::answered`].
        answered: f64, f64;
        /// For [`Signs::served`].
        served: f64, f64;
        /// For [`Signs::unserved`]; below zero, as it speaks against an answer.
        unserved: f64, f64;
        /// For [`Signs::score`].
        score: f64, f64;
        /// For [`Signs::asked`].
        asked: f64, f64;
    } by DEFAULT.confidence
}

impl Confidence {
    /// How likely it is that something on record fits, 0-1.
    #[must_use]
    pub fn of(&self, signs: &Signs) -> f64 {
        let sum = self.constant
            + self.cover * signs.cover
            + self.problem * signs.problem
            + self.explained * signs.explained
            + self.surest * signs.surest
            + self.sector * signs.sector
            + self.missing * signs.missing
            + self.answered * signs.answered
            + self.served * signs.served
            + self.unserved * signs.unserved
            + self.score * signs.score
            + self.asked * signs.asked;
        1.0 / (1.0 + (-sum).exp())
    }
}

impl Weights {
    /// The weight of one criterion for one kind: the most points it can give or take.
    #[must_use]
    pub fn of(&self, kind: CardKind, criterion: Criterion) -> f64 {
        if kind == CardKind::Scheme {
            return self.schemes.of(criterion);
        }
        match criterion {
            Criterion::Words => self.words,
            Criterion::Concepts => self.concepts,
            Criterion::Problems => self.problems,
            Criterion::Sector => self.sector,
            Criterion::Proven => self.proven,
            Criterion::Place => self.place,
            Criterion::Precedent => self.precedent,
            Criterion::Form => self.form,
            Criterion::Limits => self.limits,
            Criterion::Rules | Criterion::Purpose => 0.0,
        }
    }
}

impl SchemeWeights {
    fn of(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Rules => self.rules,
            Criterion::Purpose => self.purpose,
            Criterion::Sector => self.sector,
            Criterion::Place => self.place,
            Criterion::Precedent => self.precedent,
            Criterion::Proven => self.proven,
            Criterion::Concepts => self.concepts,
            _ => 0.0,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_come_with_the_program_are_read() {
        let read = Weights::from(toml::from_str::<StoredWeights>(KNOWN).unwrap());
        assert_eq!(Weights::default(), read);
        assert!(read.problems > 0.0 && read.confidence.constant < 0.0);
    }

    #[test]
    fn a_file_may_leave_out_what_it_does_not_change() {
        let read: Weights = toml::from_str("words = 3.5\n[schemes]\nrules = 1.0\n").unwrap();
        let known = Weights::default();
        let schemes = SchemeWeights { rules: 1.0, ..known.schemes };
        assert_eq!(read, Weights { words: 3.5, schemes, ..known });
        assert!(toml::from_str::<Weights>("worlds = 1.0").is_err());
    }
}
