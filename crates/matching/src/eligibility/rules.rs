//! A rule of a scheme as plain data.

use domain::{Number, Record, Texts, When};
use serde::Serialize;

/// One rule of a scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The id of the rule's record.
    pub id: String,
    /// The id of the scheme.
    pub scheme: String,
    /// What it looks at.
    pub criterion: Criterion,
    /// How it compares.
    pub test: Test,
    /// Codes, countries, ids of places or sectors, `trait=value`, or one date, as the criterion asks.
    pub values: Vec<String>,
    /// The amount, with its currency.
    pub limit: Option<(Number, String)>,
    /// The time in which the rule binds; always, as far as is known, if there is none.
    pub in_force: Option<When>,
    /// The rule in words.
    pub statement: Texts,
}

macro_rules! codes {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $code:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every one, in the order of the vocabulary.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code of the vocabulary.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one with this code.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

codes! {
    /// What a rule looks at.
    Criterion {
        /// The kinds of organisation among which one applies.
        Applicant = "applicant",
        /// Where the applicant is at home.
        Home = "home",
        /// The kinds of organisation on the partner's side.
        Counterpart = "counterpart",
        /// The partner's country or place.
        Country = "country",
        /// What the partner's place is like.
        Trait = "trait",
        /// The field of work.
        Sector = "sector",
        /// What is asked for.
        Purpose = "purpose",
        /// The step that the work would reach.
        Stage = "stage",
        /// Where the product is made.
        ProductOf = "product_of",
        /// The money needed.
        Amount = "amount",
        /// When the work would start.
        Window = "window",
    }
}

codes! {
    /// How a rule compares.
    Test {
        /// One of the values must fit.
        OneOf = "one_of",
        /// None of the values may fit.
        NoneOf = "none_of",
        /// The values are accepted; others may be.
        Includes = "includes",
        /// Whether the values are accepted must be asked; others are.
        UnclearFor = "unclear_for",
        /// The amount or more.
        AtLeast = "at_least",
        /// The amount or less.
        AtMost = "at_most",
        /// That date or later.
        From = "from",
        /// That date or earlier.
        Until = "until",
        /// No document says.
        Unstated = "unstated",
    }
}

impl Rule {
    /// Reads a rule from its record; `None` when the record is of another kind or has a code that is not known here.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        if record.kind().plural != "rules" {
            return None;
        }
        Some(Self {
            id: record.id().to_owned(),
            scheme: record.text("scheme").to_owned(),
            criterion: Criterion::of(record.text("criterion"))?,
            test: Test::of(record.text("test"))?,
            values: record.terms("values").to_vec(),
            limit: record.number("limit").map(|n| (n.clone(), record.text("currency").to_owned())),
            in_force: record.when("in_force").cloned(),
            statement: record.texts("statement").cloned().unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::vocabularies::{CRITERIA, RULE_TESTS};

    use super::*;

    #[test]
    fn every_code_of_the_vocabularies_is_evaluated() {
        assert_eq!(Criterion::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), CRITERIA.codes);
        assert_eq!(Test::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(), RULE_TESTS.codes);
    }
}
