//! What the reader of an answer puts right in what was understood: parts taken away, parts added.

use std::collections::BTreeSet;
use std::fmt;

use crate::answers::{Asked, Limit, Need};
use crate::index::Index;
use crate::judging::Meant;
use crate::postings::{number, position};
use crate::understanding::{Cues, Sort};

/// How likely a sector is that the reader adds.
///
/// # Source
/// Ours: as much as a sector named by the asker gets.
const ADDED_SECTOR: f64 = 0.6;

/// What the reader puts right. What is both taken away and added is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Parts that were not meant.
    pub without: BTreeSet<Part>,
    /// Parts that were meant and not understood.
    pub with: BTreeSet<Part>,
}

/// One part of what is understood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A concept of the thesaurus, by id.
    Concept(String),
    /// A sector, by code.
    Sector(String),
    /// A circumstance that is missing, by code.
    Missing(String),
    /// A circumstance that holds, by code.
    Present(String),
    /// The amounts of a unit.
    Amount(String),
    /// A form of help.
    Form(String),
    /// A kind of organisation that asks.
    Asker(String),
    /// The place that the text names, by id.
    Place(String),
}

impl Part {
    /// Reads a part from the text that [`fmt::Display`] gives, such as `concept:leakage`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (sort, code) = text.split_once(':')?;
        let code = Some(code.to_owned()).filter(|code| !code.is_empty())?;
        Some(match sort {
            "concept" => Self::Concept(code),
            "sector" => Self::Sector(code),
            "missing" => Self::Missing(code),
            "present" => Self::Present(code),
            "amount" => Self::Amount(code),
            "form" => Self::Form(code),
            "asker" => Self::Asker(code),
            "place" => Self::Place(code),
            _ => return None,
        })
    }

    /// The part that a limit is.
    #[must_use]
    pub fn of_limit(limit: &Limit) -> Self {
        match limit {
            Limit::Circumstance { code, present: true, .. } => Self::Present(code.clone()),
            Limit::Circumstance { code, .. } => Self::Missing(code.clone()),
            Limit::Quantity { unit, .. } => Self::Amount(unit.clone()),
        }
    }

    fn sort(&self) -> (&'static str, &str) {
        match self {
            Self::Concept(code) => ("concept", code),
            Self::Sector(code) => ("sector", code),
            Self::Missing(code) => ("missing", code),
            Self::Present(code) => ("present", code),
            Self::Amount(code) => ("amount", code),
            Self::Form(code) => ("form", code),
            Self::Asker(code) => ("asker", code),
            Self::Place(code) => ("place", code),
        }
    }

    /// The id or code.
    #[must_use]
    pub fn code(&self) -> &str {
        self.sort().1
    }

    /// The parts that can be told and understood beside subject, sector and place: limits, forms of help, who asks.
    #[must_use]
    pub fn heard() -> BTreeSet<Self> {
        let part = |(sort, code): (Sort, &str)| match sort {
            Sort::Lack | Sort::Without => Some(Self::Missing(code.to_owned())),
            Sort::With => Some(Self::Present(code.to_owned())),
            Sort::Form => Some(Self::Form(code.to_owned())),
            Sort::Asker => Some(Self::Asker(code.to_owned())),
            Sort::Given | Sort::Hint => None,
        };
        Cues::known().codes().filter_map(part).collect()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sort, code) = self.sort();
        write!(f, "{sort}:{code}")
    }
}

impl Corrections {
    /// Tells whether nothing is put right.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.without.is_empty() && self.with.is_empty()
    }

    /// The codes that are added, by what reads them from a part.
    fn added(&self, code: impl Fn(&Part) -> Option<&String>) -> Vec<String> {
        let added = self.with.difference(&self.without);
        added.filter_map(|part| code(part).cloned()).collect()
    }

    pub(crate) fn limits(&self, mut limits: Vec<Limit>) -> Vec<Limit> {
        limits.retain(|limit| !self.without.contains(&Part::of_limit(limit)));
        for part in self.with.difference(&self.without) {
            let (code, present) = match part {
                Part::Missing(code) => (code, false),
                Part::Present(code) => (code, true),
                _ => continue,
            };
            limits.retain(|limit| !matches!(limit, Limit::Circumstance { code: known, .. } if known == code));
            limits.push(Limit::Circumstance { code: code.clone(), present, words: String::new() });
        }
        limits
    }

    pub(crate) fn asked(&self, mut asked: Vec<Asked>) -> Vec<Asked> {
        asked.retain(|one| !self.without.contains(&Part::Form(one.form.clone())));
        let forms = self.added(|part| if let Part::Form(form) = part { Some(form) } else { None });
        for form in forms {
            if !asked.iter().any(|one| one.form == form) {
                asked.push(Asked { form, words: Vec::new() });
            }
        }
        asked
    }

    pub(crate) fn askers(&self, mut askers: Vec<String>) -> Vec<String> {
        askers.retain(|kind| !self.without.contains(&Part::Asker(kind.clone())));
        for kind in self.added(|part| if let Part::Asker(kind) = part { Some(kind) } else { None }) {
            if !askers.contains(&kind) {
                askers.push(kind);
            }
        }
        askers
    }

    pub(crate) fn place(&self, place: Option<String>) -> Option<String> {
        place.filter(|place| !self.without.contains(&Part::Place(place.clone())))
    }
}

impl Index {
    /// Tells whether the reader took a concept away.
    pub(crate) fn is_dropped(&self, need: &Need, concept: u32) -> bool {
        let id = self.concept_ids.get(position(concept));
        id.is_some_and(|id| need.corrections.without.contains(&Part::Concept(id.clone())))
    }

    /// The concepts that the reader added, as surely meant as a concept can be; unknown ones are passed over.
    pub(crate) fn added_concepts(&self, need: &Need) -> Vec<Meant> {
        let added = need.corrections.added(|part| if let Part::Concept(id) = part { Some(id) } else { None });
        added
            .iter()
            .filter_map(|id| self.concept_ids.binary_search(id).ok())
            .map(|at| Meant {
                concept: number(at),
                strength: 1.0,
                named: true,
                words: Vec::new(),
                starts: Vec::new(),
            })
            .collect()
    }

    /// Sectors without those that the reader took away, whose likelihood goes to the others, and with those added.
    pub(crate) fn corrected_sectors(&self, need: &Need, mut sectors: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
        if need.corrections.is_empty() {
            return sectors;
        }
        let total =
            |sectors: &[(u32, f64)]| -> f64 { sectors.iter().map(|(_, likelihood)| likelihood).sum() };
        let before = total(&sectors);
        let code = |sector: u32| self.sector_codes.get(position(sector)).cloned().unwrap_or_default();
        sectors.retain(|(sector, _)| !need.corrections.without.contains(&Part::Sector(code(*sector))));
        let mut share = before / total(&sectors).max(f64::MIN_POSITIVE);
        let added =
            need.corrections.added(|part| if let Part::Sector(code) = part { Some(code) } else { None });
        let added: Vec<u32> = added
            .iter()
            .filter_map(|code| self.sector_codes.iter().position(|known| known == code).map(number))
            .collect();
        if !added.is_empty() {
            share *= 1.0 - ADDED_SECTOR;
        }
        for (_, likelihood) in &mut sectors {
            *likelihood *= share;
        }
        let each = ADDED_SECTOR / crate::postings::count(added.len()).max(1.0);
        for sector in added {
            match sectors.iter_mut().find(|(known, _)| *known == sector) {
                Some((_, likelihood)) => *likelihood += each,
                None => sectors.push((sector, each)),
            }
        }
        sectors.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sectors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(texts: &[&str]) -> BTreeSet<Part> {
        texts.iter().map(|text| Part::parse(text).unwrap()).collect()
    }

    #[test]
    fn parts_are_read_as_they_are_written() {
        for text in ["concept:leakage", "missing:electricity", "amount:t/day", "place:phnom-penh"] {
            assert_eq!(Part::parse(text).unwrap().to_string(), text);
        }
        for text in ["leakage", "concept:", "word:leak", ""] {
            assert_eq!(Part::parse(text), None, "{text}");
        }
    }

    #[test]
    fn limits_forms_and_askers_go_and_come() {
        let given = Corrections {
            without: parts(&["missing:land", "amount:people", "form:money", "place:dalian"]),
            with: parts(&[
                "missing:electricity",
                "present:lab",
                "form:visit",
                "asker:utility",
                "missing:land",
            ]),
        };
        let limit = |code: &str, present| Limit::Circumstance {
            code: code.to_owned(),
            present,
            words: "x".to_owned(),
        };
        let people = Limit::Quantity { value: 5.0, unit: "people".to_owned(), words: String::new() };
        let kept = given.limits(vec![limit("land", false), limit("lab", false), people]);
        let kept: Vec<Part> = kept.iter().map(Part::of_limit).collect();
        assert_eq!(kept, [Part::Missing("electricity".to_owned()), Part::Present("lab".to_owned())]);
        let asked = given.asked(vec![Asked { form: "money".to_owned(), words: Vec::new() }]);
        assert_eq!(asked.iter().map(|one| one.form.as_str()).collect::<Vec<_>>(), ["visit"]);
        assert_eq!(given.askers(vec!["company".to_owned()]), ["company", "utility"]);
        assert_eq!(given.place(Some("dalian".to_owned())), None);
        assert_eq!(given.place(Some("hue".to_owned())).as_deref(), Some("hue"));
    }

    #[test]
    fn what_can_be_told_covers_limits_forms_and_askers() {
        let heard = Part::heard();
        for part in ["missing:electricity", "present:saline_water", "form:training", "asker:utility"] {
            assert!(heard.contains(&Part::parse(part).unwrap()), "{part}");
        }
    }
}
