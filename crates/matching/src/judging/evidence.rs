//! The facts behind each criterion.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use super::{Judged, LEAST_VALUE, SPECIAL_SHARE};
use crate::answers::{Evidence, Link};
use crate::cards::{Card, Fact};
use crate::forms::Hosting;
use crate::postings::{CardNo, position, single};

/// How much of the points for its form anything else surely gets.
const USUAL_SHARE: f64 = 0.3;

impl Judged<'_> {
    pub(super) fn shared_words(&self, no: CardNo) -> Vec<Evidence> {
        let mut shared: Vec<(f64, &str)> = self
            .meaning
            .terms
            .iter()
            .filter_map(|(term, weight, word)| {
                self.index.words.weight(*term, no).map(|adds| (weight * f64::from(adds), word.as_str()))
            })
            .collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let words: Vec<String> = shared.into_iter().map(|(_, word)| word.to_owned()).collect();
        if words.is_empty() { Vec::new() } else { vec![Evidence::Words { words }] }
    }

    pub(crate) fn shared_concepts(&self, no: CardNo) -> Vec<Evidence> {
        let name = |concept: u32| self.index.concept_ids.get(position(concept)).cloned().unwrap_or_default();
        let mut facts: Vec<(f64, Evidence)> = Vec::new();
        for meant in &self.meaning.concepts {
            let Some(most) = self.index.served.weight(meant.concept, no) else { continue };
            let mut best: Option<(f64, u32, Link)> = None;
            for to in self.index.reach.get(position(meant.concept)).into_iter().flatten() {
                let Some(about) = self.index.about.weight(to.concept, no) else { continue };
                let covers = to.decay * f64::from(about);
                if best.is_none_or(|(known, _, _)| covers > known) {
                    best = Some((covers, to.concept, to.link));
                }
                // Ways come by falling strength: the first that serves as well as any is the one.
                if single(to.decay) * about >= most {
                    break;
                }
            }
            if let Some((covers, concept, link)) = best {
                let fact = Evidence::Concept { id: name(concept), from: name(meant.concept), link };
                facts.push((covers * self.index.weight_of(meant), fact));
            }
        }
        facts.sort_by(|a, b| b.0.total_cmp(&a.0));
        facts.into_iter().map(|(_, fact)| fact).collect()
    }

    pub(super) fn shared_sectors(&self, card: &Card) -> Vec<Evidence> {
        self.meaning
            .sectors
            .iter()
            .filter_map(|(sector, likelihood)| {
                let code = self.index.sector_codes.get(position(*sector))?;
                let shared = card.sectors.contains(code) && *likelihood >= LEAST_VALUE;
                shared.then(|| Evidence::Sector { code: code.clone(), likelihood: *likelihood })
            })
            .collect()
    }

    /// More results count more, results with figures most.
    pub(super) fn proven(&self, no: CardNo, card: &Card) -> f64 {
        let worth = match (self.need.as_of, self.index.proofs.get(position(no))) {
            (None, Some(proof)) => proof.worth,
            _ => card.results.iter().filter(|fact| self.is_known(fact)).map(worth_of).sum(),
        };
        1.0 - (-worth).exp()
    }

    pub(super) fn proofs(&self, card: &Card) -> Vec<Evidence> {
        let known = card.results.iter().filter(|fact| self.is_known(fact));
        let told = known.map(|fact| Evidence::Result {
            text: fact.text.clone(),
            record: fact.record.clone(),
            year: fact.year,
        });
        told.collect()
    }

    /// Whether a result was known at the time asked for: its year, and every year that its text names.
    fn is_known(&self, fact: &Fact) -> bool {
        let Some(as_of) = self.need.as_of else { return true };
        let told = fact.text.iter().flat_map(|(_, text)| years_in(text));
        fact.year.into_iter().chain(told).all(|year| year <= as_of)
    }

    /// The nearest place that a card and the need share.
    pub(crate) fn place(&self, card: &Card) -> Option<Known<'_>> {
        let place = self.meaning.place.as_deref()?;
        let known = |place: &str| {
            let late =
                self.need.as_of.zip(card.since.get(place)).is_some_and(|(as_of, since)| *since > as_of);
            !late && card.places.iter().any(|known| known == place)
        };
        if known(place) {
            return Some(Known { place, same: true });
        }
        self.around().find(|wider| known(wider)).map(|wider| Known { place: wider, same: false })
    }

    /// What the place of the need lies in. The widest, such as a continent, say nothing; the nearest shared one within
    /// two steps does.
    pub(crate) fn around(&self) -> impl Iterator<Item = &str> {
        let place = self.meaning.place.as_deref().unwrap_or_default();
        let on_record = self.index.surroundings.path(place).iter().skip(1);
        self.need.place_ancestors.iter().chain(on_record).take(2).map(String::as_str)
    }

    /// The problem that meets the need best.
    pub(super) fn solved(&self, no: CardNo, card: &Card) -> Vec<Evidence> {
        let met = self.values(no).met.and_then(|met| card.problems.get(position(met.problem)));
        met.map(|problem| Evidence::Problem { record: problem.id.clone(), text: problem.text.clone() })
            .into_iter()
            .collect()
    }

    /// The past needs and projects like this one that the card answered.
    pub(crate) fn lenders(&self, no: CardNo) -> Vec<Evidence> {
        let lent = self.precedents.get(&no).map(Vec::as_slice).unwrap_or_default();
        let facts = lent.iter().filter_map(|(precedent, likeness)| {
            let record = self.card(*precedent)?.id.clone();
            Some(Evidence::Precedent { record, likeness: *likeness })
        });
        facts.collect()
    }

    /// Whether it is given where the text says that the guest will be or the firm is at home.
    fn hosting(&self, card: &Card) -> Hosting {
        if self.meaning.hosts.is_empty() {
            return Hosting::Untold;
        }
        let home = card.giver.iter().flat_map(|giver| &giver.home);
        if home.into_iter().any(|place| self.meaning.hosts.contains(place)) {
            Hosting::There
        } else {
            Hosting::Elsewhere
        }
    }

    /// How the form of help suits what was asked for.
    pub(super) fn form(&self, no: CardNo, card: &Card, topic: f64) -> f64 {
        let Some(forms) = self.index.forms.get(position(no)) else { return 0.0 };
        let asked = self.asked;
        let suit = forms.suit(asked, self.breadth(), self.hosting(card));
        let surely = if forms.serves(asked) { SPECIAL_SHARE } else { USUAL_SHARE };
        suit * (surely + (1.0 - surely) * topic)
    }

    pub(super) fn forms(&self, no: CardNo) -> Vec<Evidence> {
        let names = self.index.forms.get(position(no)).into_iter().flat_map(|forms| forms.names());
        let facts = names.map(|name| Evidence::Form {
            form: name.to_owned(),
            asked: self.meaning.asked.iter().any(|asked| asked.form == name),
        });
        let mut facts: Vec<Evidence> = facts.collect();
        facts.sort_by_key(|fact| matches!(fact, Evidence::Form { asked: false, .. }));
        facts
    }
}

/// A place that a card and the need share.
pub(crate) struct Known<'j> {
    place: &'j str,
    /// Whether it is the very place of the need.
    pub same: bool,
}

impl Known<'_> {
    /// How much it counts: work in the very place in full, in its country a third.
    pub(super) fn worth(&self) -> f64 {
        if self.same { 1.0 } else { 1.0 / 3.0 }
    }

    pub(crate) fn fact(self) -> Evidence {
        Evidence::Place { id: self.place.to_owned(), same: self.same }
    }
}

/// What one result is worth.
pub(crate) fn worth_of(fact: &Fact) -> f64 {
    if fact.text.iter().any(|(_, text)| has_figure(text)) { 0.5 } else { 0.25 }
}

fn has_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// The years that a text names.
fn years_in(text: &str) -> impl Iterator<Item = i16> + '_ {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1900..2200).contains(year))
}
