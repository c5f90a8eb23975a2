//! What the index is handed: one card for each thing that can answer a need.

use domain::Texts;

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

/// One thing that can answer a need, as the index sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    }
}
