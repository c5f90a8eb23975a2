//! The thesaurus of the field: concepts with their labels in several languages and the links between them.
//!
//! Pure data. Reading and writing Turtle lives in `formats`; finding concepts in a text lives in `matching`.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Texts;

/// Words or phrases in several languages, keyed by BCP 47 tag; within a language in the order of the alphabet.
pub type Phrases = BTreeMap<String, BTreeSet<String>>;

/// The start of the address of every concept of a thesaurus that names none of its own.
pub const DEFAULT_BASE: &str = "urn:renkei:concept:";

/// A thesaurus: concepts by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thesaurus {
    /// The start of every concept's address; the id follows it.
    pub base: String,
    /// The name of the thesaurus.
    pub title: Texts,
    /// The concepts by id.
    pub concepts: BTreeMap<String, Concept>,
}

impl Default for Thesaurus {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.to_owned(), title: Texts::default(), concepts: BTreeMap::new() }
    }
}

/// One thing that people of the field speak of: a problem, its cause, a remedy, a technique, a form of help.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concept {
    /// The label to show, one per language.
    pub preferred: Texts,
    /// Other names that people of the field use.
    pub alternative: Phrases,
    /// Spellings and loose words that find the concept but are never shown.
    pub hidden: Phrases,
    /// How those who have the problem say it, without the field's words.
    pub symptoms: Phrases,
    /// What is meant, in a sentence.
    pub definition: Texts,
    /// Concepts of which this one is a part or a kind.
    pub broader: BTreeSet<String>,
    /// Concepts that people often need together with this one; holds in both directions.
    pub related: BTreeSet<String>,
    /// Concepts that bring this one about.
    pub causes: BTreeSet<String>,
    /// Concepts that answer this one when it is a problem.
    pub remedies: BTreeSet<String>,
    /// Codes of the sectors to which it belongs.
    pub sectors: BTreeSet<String>,
    /// DAC purpose codes of the nearest aid purposes.
    pub purposes: BTreeSet<String>,
    /// Targets of the Sustainable Development Goals, such as `6.4`.
    pub targets: BTreeSet<String>,
    /// Names of indicators on record that measure it.
    pub indicators: BTreeSet<String>,
    /// Works whose vocabulary it follows.
    pub sources: BTreeSet<String>,
}

/// Something that makes a thesaurus contradict itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contradiction {
    /// A concept names another that does not exist.
    Missing {
        /// The concept that names it.
        concept: String,
        /// The id that no concept has.
        names: String,
    },
    /// A concept is broader than itself, directly or through others.
    Circular {
        /// One concept of the circle.
        concept: String,
    },
    /// A concept has no preferred label in any language.
    Unlabelled {
        /// The concept.
        concept: String,
    },
}

impl Concept {
    /// Every id that the concept names, in any link.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        [&self.broader, &self.related, &self.causes, &self.remedies]
            .into_iter()
            .flat_map(|ids| ids.iter().map(String::as_str))
    }
}

impl Thesaurus {
    /// The concept with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Concept> {
        self.concepts.get(id)
    }

    /// For each concept that has any, the concepts of which it is the broader one.
    #[must_use]
    pub fn narrower(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut narrower: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (id, concept) in &self.concepts {
            for broader in &concept.broader {
                narrower.entry(broader).or_default().insert(id);
            }
        }
        narrower
    }

    /// Makes `related` hold in both directions, as the standard means it.
    pub fn relate_both_ways(&mut self) {
        let pairs: Vec<(String, String)> = self
            .concepts
            .iter()
            .flat_map(|(id, concept)| concept.related.iter().map(move |other| (other.clone(), id.clone())))
            .collect();
        for (from, to) in pairs {
            if let Some(concept) = self.concepts.get_mut(&from) {
                concept.related.insert(to);
            }
        }
    }

    /// Lists what does not fit together, by id of the concept.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for (id, concept) in &self.concepts {
            if concept.preferred.is_empty() {
                found.push(Contradiction::Unlabelled { concept: id.clone() });
            }
            for named in concept.links().filter(|named| !self.concepts.contains_key(*named)) {
                found.push(Contradiction::Missing { concept: id.clone(), names: named.to_owned() });
            }
            if self.is_broader_than_itself(id) {
                found.push(Contradiction::Circular { concept: id.clone() });
            }
        }
        found
    }

    fn is_broader_than_itself(&self, id: &str) -> bool {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = vec![id];
        while let Some(at) = open.pop() {
            for broader in self.concepts.get(at).into_iter().flat_map(|concept| &concept.broader) {
                if broader == id {
                    return true;
                }
                if seen.insert(broader) {
                    open.push(broader);
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thesaurus(concepts: &[(&str, &[&str], &[&str])]) -> Thesaurus {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let concepts = concepts
            .iter()
            .map(|(id, broader, related)| {
                let concept = Concept {
                    preferred: Texts::of("en", id),
                    broader: owned(broader),
                    related: owned(related),
                    ..Concept::default()
                };
                ((*id).to_owned(), concept)
            })
            .collect();
        Thesaurus { concepts, ..Thesaurus::default() }
    }

    #[test]
    fn related_holds_both_ways() {
        let mut thesaurus = thesaurus(&[("leak", &[], &["pressure"]), ("pressure", &[], &[])]);
        thesaurus.relate_both_ways();
        assert!(thesaurus.get("pressure").unwrap().related.contains("leak"));
    }

    #[test]
    fn narrower_is_the_other_side_of_broader() {
        let thesaurus = thesaurus(&[("loss", &[], &[]), ("leak", &["loss"], &[]), ("theft", &["loss"], &[])]);
        assert_eq!(thesaurus.narrower()["loss"], BTreeSet::from(["leak", "theft"]));
    }

    #[test]
    fn contradictions_are_named() {
        let mut broken = thesaurus(&[("a", &["b"], &[]), ("b", &["a"], &[]), ("c", &["a", "nowhere"], &[])]);
        broken.concepts.insert("d".to_owned(), Concept::default());
        assert_eq!(
            broken.contradictions(),
            [
                Contradiction::Circular { concept: "a".to_owned() },
                Contradiction::Circular { concept: "b".to_owned() },
                Contradiction::Missing { concept: "c".to_owned(), names: "nowhere".to_owned() },
                Contradiction::Unlabelled { concept: "d".to_owned() },
            ]
        );
        assert_eq!(thesaurus(&[("a", &[], &["b"]), ("b", &["a"], &[])]).contradictions(), []);
    }
}
