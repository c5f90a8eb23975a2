//! What the index is handed: one card for each thing that can answer a need.

use std::collections::BTreeMap;

use domain::Texts;

use crate::eligibility::Rule;

/// What a card stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// Know-how, technology, service, training, facility, product or planning support.
    Offering,
    /// A funding scheme or another form of support.
    Scheme,
    /// A past project, or a past need with what answered it.
    Precedent,
}

/// Which part of a record a text comes from; the [`crate::Weights`] say how much each part counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldWeight {
    /// The name of the thing.
    Title,
    /// What kind of thing it is: the words for a code, such as "training".
    Form,
    /// The problems it solves, in the words of those who have them.
    Problem,
    /// What it is and does.
    Description,
    /// What it achieved.
    Evidence,
    /// What it needs or cannot do.
    Conditions,
}

impl FieldWeight {
    /// Every part, in the order of the enumeration.
    pub const ALL: &[Self] =
        &[Self::Title, Self::Form, Self::Problem, Self::Description, Self::Evidence, Self::Conditions];
}

/// A result on record that shows that something worked, or did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// The result in words.
    pub text: Texts,
    /// The id of the record that states it.
    pub record: String,
    /// The year of the result, where the record has one.
    pub year: Option<i16>,
}

/// A problem that a thing solves, in the words of one who has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// The id of its record.
    pub id: String,
    /// The problem in words.
    pub text: Texts,
    /// The concept of the thesaurus that it is about, if the record says.
    pub concept: Option<String>,
}

/// What a thing needs, what rules it out, or what warns against it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// The id of its record.
    pub id: String,
    /// The code of the effect: `requires`, `rules_out` or `warns`.
    pub effect: String,
    /// The code of the circumstance.
    pub circumstance: String,
    /// The code of the test: `present`, `absent`, `below` or `above`.
    pub test: String,
    /// The amount of a test with an amount.
    pub limit: Option<f64>,
    /// The unit of the amount.
    pub unit: String,
    /// The condition in words.
    pub statement: Texts,
}

/// At what size a thing works.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scale {
    /// The smallest size.
    pub from: Option<f64>,
    /// The largest size.
    pub to: Option<f64>,
    /// The unit of the size.
    pub unit: String,
}

/// Who gives a thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Giver {
    /// The kind of organisation.
    pub kind: String,
    /// The place where it is at home, with all in which that lies, the nearest first.
    pub home: Vec<String>,
}

/// One thing that can answer a need, as the index sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What it is.
    pub kind: CardKind,
    /// The id of its record.
    pub id: String,
    /// Its name.
    pub title: Texts,
    /// Its other texts, by part.
    pub words: Vec<(FieldWeight, Texts)>,
    /// The codes of its sectors, the main one first.
    pub sectors: Vec<String>,
    /// The ids of the places where it was used or is offered, with the countries and regions in which they lie.
    pub places: Vec<String>,
    /// The first year on record in which it was used at a place; a place without one counts as known always.
    pub since: BTreeMap<String, i16>,
    /// The code of its form: of the kind of an offering, or of the instrument of a scheme.
    pub form: String,
    /// The problems that it solves.
    pub problems: Vec<Statement>,
    /// What it needs and what rules it out.
    pub conditions: Vec<Condition>,
    /// At what size it works.
    pub scale: Option<Scale>,
    /// The code of what it costs the partner.
    pub cost: String,
    /// The rules of a scheme.
    pub rules: Vec<Rule>,
    /// Who gives it.
    pub giver: Option<Giver>,
    /// The id of the organisation that gives it.
    pub provider: Option<String>,
    /// The stage that a past project reached.
    pub stage: Option<String>,
    /// Results on record.
    pub results: Vec<Fact>,
    /// The ids of past needs or projects in which it was used.
    pub used_for: Vec<String>,
    /// For a precedent: the ids of the offerings and schemes that answered it.
    pub answered_by: Vec<String>,
    /// The year from which it was known.
    pub year: Option<i16>,
}

impl Card {
    /// Makes a card that has only a name.
    #[must_use]
    pub fn new(kind: CardKind, id: &str, title: Texts) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            title,
            words: Vec::new(),
            sectors: Vec::new(),
            places: Vec::new(),
            since: BTreeMap::new(),
            form: String::new(),
            problems: Vec::new(),
            conditions: Vec::new(),
            scale: None,
            cost: String::new(),
            rules: Vec::new(),
            giver: None,
            provider: None,
            stage: None,
            results: Vec::new(),
            used_for: Vec::new(),
            answered_by: Vec::new(),
            year: None,
        }
    }

    /// Adds a text of one part, if there is one.
    #[must_use]
    pub fn with(mut self, part: FieldWeight, text: Option<&Texts>) -> Self {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.words.push((part, text.clone()));
        }
        self
    }

    /// Every text with its part, the name first.
    pub fn texts(&self) -> impl Iterator<Item = (FieldWeight, &Texts)> {
        std::iter::once((FieldWeight::Title, &self.title))
            .chain(self.words.iter().map(|(part, texts)| (*part, texts)))
            .chain(self.problems.iter().map(|problem| (FieldWeight::Problem, &problem.text)))
    }
}
