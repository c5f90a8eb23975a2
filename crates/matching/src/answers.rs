//! What the index says to a need: what it understood, what fits and why, and how sure it is.
//!
//! Everything here is data without sentences, so that each screen can say it in the reader's language.

use domain::Texts;
use serde::Serialize;

use crate::corrections::Corrections;

/// A problem in words, as it is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Need {
    /// The problem in the words of those who have it, in any language.
    pub text: String,
    /// The BCP 47 tag of the text's language, if known.
    pub language: Option<String>,
    /// The id of the place that has the problem.
    pub place: Option<String>,
    /// The ids of the country and regions in which the place lies, the nearest first.
    pub place_ancestors: Vec<String>,
    /// The code of the sector, if the asker named one.
    pub sector: Option<String>,
    /// The ids of records that must not take part, such as the stored need itself.
    pub exclude: Vec<String>,
    /// The year as of which it is asked: what is dated later is not known. All is known if there is none.
    pub as_of: Option<i16>,
    /// What the reader puts right in what is understood.
    pub corrections: Corrections,
}

/// The answer to a need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What was understood.
    pub understood: Understood,
    /// What can help, best first.
    pub offerings: Vec<Ranked>,
    /// What could pay or support, best first.
    pub schemes: Vec<Ranked>,
    /// What was done about the like before, nearest first.
    pub precedents: Vec<Ranked>,
    /// What would be among the best, but is ruled out by a limit of the need; the facts say by which.
    pub ruled_out: Vec<Ranked>,
    /// How far to trust the answer.
    pub verdict: Verdict,
}

/// What was understood of a need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Understood {
    /// The BCP 47 tag of the language, `und` if it cannot be told.
    pub language: String,
    /// The words that carry meaning, as written, in the order of the text.
    pub terms: Vec<String>,
    /// The concepts meant, strongest first.
    pub concepts: Vec<MeantConcept>,
    /// The sectors meant with their likelihoods, which add up to at most 1; likeliest first.
    pub sectors: Vec<(String, f64)>,
    /// The limits told.
    pub limits: Vec<Limit>,
    /// The forms of help asked for, in the order of the text.
    pub asked: Vec<Asked>,
    /// The kinds of organisation that ask, as far as the text tells.
    pub askers: Vec<String>,
    /// The id of the place: the one named by the asker, else the first one in the text.
    pub place: Option<String>,
}

/// A limit that a need tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Limit {
    /// Something that is so, or is missing, where the need is.
    Circumstance {
        /// The code of the circumstance.
        code: String,
        /// Whether it is so, rather than missing.
        present: bool,
        /// The words that tell it.
        words: String,
    },
    /// An amount.
    Quantity {
        /// How much.
        value: f64,
        /// The unit as profiles and conditions name it.
        unit: String,
        /// The words that tell it.
        words: String,
    },
}

/// A form of help that a need asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The form: `training`, `visit`, `expert`, `plan`, `money`, `company`, `equipment` or `exchange`.
    pub form: String,
    /// The words that ask for it.
    pub words: Vec<String>,
}

/// A concept that a text means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeantConcept {
    /// The id in the thesaurus.
    pub id: String,
    /// Its preferred labels.
    pub label: Texts,
    /// How surely it is meant, 0-1.
    pub strength: f64,
    /// The words of the text that raised it, as written.
    pub words: Vec<String>,
    /// Whether its very name was found, rather than signs of it.
    pub named: bool,
}

/// One thing that may fit, with why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// The id of the record.
    pub id: String,
    /// The sum of the points of the reasons, exactly.
    pub score: f64,
    /// Why, strongest first. Every reason has points other than 0; those below 0 speak against it.
    pub reasons: Vec<Reason>,
}

/// One reason why something fits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// What was looked at.
    pub criterion: Criterion,
    /// What it adds to the score.
    pub points: f64,
    /// The facts behind it.
    pub facts: Vec<Evidence>,
}

/// What is looked at when something is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// It speaks the same words.
    Words,
    /// It is about what is meant, or about what answers it.
    Concepts,
    /// It belongs to a sector that is meant.
    Sector,
    /// It has results on record.
    Proven,
    /// It was used in the same place or country.
    Place,
    /// It answered a past need like this one.
    Precedent,
    /// It solves a problem that people put in the same way.
    Problems,
    /// It is the form of help that is asked for.
    Form,
    /// Limits of the need stand against it.
    Limits,
    /// Its rules allow it.
    Rules,
    /// It pays for what is asked.
    Purpose,
}

impl Criterion {
    /// Every criterion, in the order in which it is judged.
    pub const ALL: &[Self] = &[
        Self::Words,
        Self::Concepts,
        Self::Sector,
        Self::Proven,
        Self::Place,
        Self::Precedent,
        Self::Problems,
        Self::Form,
        Self::Limits,
        Self::Rules,
        Self::Purpose,
    ];

    /// The name under which labels and files know it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Concepts => "concepts",
            Self::Sector => "sector",
            Self::Proven => "proven",
            Self::Place => "place",
            Self::Precedent => "precedent",
            Self::Problems => "problems",
            Self::Form => "form",
            Self::Limits => "limits",
            Self::Rules => "rules",
            Self::Purpose => "purpose",
        }
    }
}

/// A fact behind a reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Evidence {
    /// Words that need and record share, as the need writes them.
    Words {
        /// The words.
        words: Vec<String>,
    },
    /// A concept that the record is about.
    Concept {
        /// The concept of the record.
        id: String,
        /// The concept of the need that leads to it; the same one when `link` is [`Link::Same`].
        from: String,
        /// How the one leads to the other.
        link: Link,
    },
    /// A sector that need and record share.
    Sector {
        /// The code.
        code: String,
        /// How likely the need means it, 0-1.
        likelihood: f64,
    },
    /// A result on record.
    Result {
        /// The result in words.
        text: Texts,
        /// The record that states it.
        record: String,
        /// The year of the result.
        year: Option<i16>,
    },
    /// A place where it was used.
    Place {
        /// The place that need and record share.
        id: String,
        /// Whether it is the very place, rather than its country or region.
        same: bool,
    },
    /// A past need or project like this one.
    Precedent {
        /// Its record.
        record: String,
        /// How like it is, 0-1.
        likeness: f64,
    },
    /// A problem that it solves, in the words of one who has it.
    Problem {
        /// The record that states it.
        record: String,
        /// The problem in words.
        text: Texts,
    },
    /// A form of help.
    Form {
        /// The form.
        form: String,
        /// Whether it was asked for.
        asked: bool,
    },
    /// A condition against which a limit of the need stands.
    Condition {
        /// The record that states it; blank for the size at which the thing works or what it costs.
        record: String,
        /// The condition in words; blank as the record.
        text: Texts,
        /// The words of the need that tell the limit.
        words: String,
        /// Whether it rules the thing out, rather than warns.
        rules_out: bool,
    },
    /// A rule of a scheme.
    Rule {
        /// The record that states it.
        record: String,
        /// The rule in words.
        text: Texts,
        /// Whether it allows the case.
        verdict: crate::eligibility::Verdict,
    },
    /// A purpose for which a scheme pays.
    Purpose {
        /// The code of the purpose.
        purpose: String,
    },
}

/// How one concept leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// It is the same concept.
    Same,
    /// It answers the concept.
    Remedy,
    /// It answers what brings the concept about.
    CauseRemedy,
    /// It brings the concept about.
    Cause,
    /// It is a part or kind of the concept.
    Narrower,
    /// The concept is a part or kind of it.
    Broader,
    /// People often need both.
    Related,
}

/// How far to trust an answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Verdict {
    /// How sure it is that something on record fits, 0-1.
    pub confidence: f64,
    /// Whether something on record fits. When not, the offerings listed are only the nearest.
    pub fits: bool,
    /// What speaks against a fit most, or that nothing does.
    pub why: Why,
    /// Whether schemes are listed because one may be used.
    pub pays: bool,
    /// What the confidence was taken from.
    pub signs: Signs,
}

/// What the confidence is taken from, each 0-1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Signs {
    /// How well the best offering answers by subject.
    pub cover: f64,
    /// How well its best statement of a problem meets the need.
    pub problem: f64,
    /// The share of the need's words that are understood.
    pub explained: f64,
    /// How surely the surest subject is meant.
    pub surest: f64,
    /// How likely the likeliest sector is.
    pub sector: f64,
    /// How surely a subject is meant that no offering serves.
    pub missing: f64,
    /// The share of the need's words, rare ones most, that one of the best offerings takes up.
    pub answered: f64,
    /// How surely a subject is meant that the best offerings serve.
    pub served: f64,
    /// The share of what is meant that no offering at all serves.
    pub unserved: f64,
    /// The points of the best offering, of a hundred.
    pub score: f64,
    /// Whether the best offering is of a special form that was asked for.
    pub asked: f64,
}

/// Where something stands among the answers to a need, and what it lacks beside the best.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Its place in the ranking of its kind, from 1; `None` if it is ruled out or nothing speaks for it.
    pub rank: Option<usize>,
    /// Its reasons, and the limits that rule it out.
    pub ranked: Ranked,
    /// The id of the best of its kind.
    pub best: Option<String>,
    /// The criteria in which the best has more, with how many points, most first.
    pub missing: Vec<(Criterion, f64)>,
}

/// What decides a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Something on record is about what is meant.
    Fits,
    /// The text is blank or carries no meaning.
    NoText,
    /// The text is too short to tell what is meant.
    TooShort,
    /// The text is about nothing that the thesaurus or the record knows.
    OutsideField,
    /// The text is understood, but nothing on record is about it.
    NothingOnRecord,
    /// Something on record touches it, but not closely.
    OnlyNear,
}
