//! The facts behind each criterion.

use super::{Judged, LEAST_VALUE, SPECIAL_SHARE};
use crate::answers::{Evidence, Link};
use crate::cards::{Card, Fact};
use crate::forms::{Forms, Hosting};
use crate::postings::{CardNo, position};

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
            let ways = self.index.reach.get(position(meant.concept)).into_iter().flatten();
            let best = ways
                .filter_map(|to| {
                    let about = self.index.about.weight(to.concept, no)?;
                    Some((to.decay * f64::from(about), to.concept, to.link))
                })
                .fold(None, |best: Option<(f64, u32, Link)>, way| match best {
                    Some(best) if best.0 >= way.0 => Some(best),
                    _ => Some(way),
                });
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

    /// More results count more, results with figures most; and only as far as the card is about the need.
    pub(super) fn proven(&self, no: CardNo, card: &Card) -> (f64, Vec<Evidence>) {
        let known: Vec<&Fact> = card.results.iter().filter(|fact| self.is_known(fact)).collect();
        let worth: f64 = known
            .iter()
            .map(|fact| if fact.text.iter().any(|(_, text)| has_figure(text)) { 0.5 } else { 0.25 })
            .sum();
        let facts = known.into_iter().map(|fact| Evidence::Result {
            text: fact.text.clone(),
            record: fact.record.clone(),
            year: fact.year,
        });
        (self.topic(no) * (1.0 - (-worth).exp()), facts.collect())
    }

    /// Whether a result was known at the time asked for: its year, and every year that its text names.
    fn is_known(&self, fact: &Fact) -> bool {
        let Some(as_of) = self.need.as_of else { return true };
        let told = fact.text.iter().flat_map(|(_, text)| years_in(text));
        fact.year.into_iter().chain(told).all(|year| year <= as_of)
    }

    /// Work in the very place counts in full, in its country a third.
    pub(crate) fn place(&self, no: CardNo, card: &Card) -> (f64, Vec<Evidence>) {
        let Some(place) = self.meaning.place.as_deref() else { return (0.0, Vec::new()) };
        let known = |place: &str| {
            let late =
                self.need.as_of.zip(card.since.get(place)).is_some_and(|(as_of, since)| *since > as_of);
            !late && card.places.iter().any(|known| known == place)
        };
        if known(place) {
            let fact = Evidence::Place { id: place.to_owned(), same: true };
            return (self.topic(no), vec![fact]);
        }
        // The widest ancestors, such as a continent, say nothing; the nearest shared one within two steps does.
        let on_record = self.index.surroundings.path(place).iter().skip(1);
        let mut wider = self.need.place_ancestors.iter().chain(on_record).take(2);
        match wider.find(|wider| known(wider)) {
            Some(wider) => {
                let fact = Evidence::Place { id: wider.clone(), same: false };
                (self.topic(no) / 3.0, vec![fact])
            }
            None => (0.0, Vec::new()),
        }
    }

    /// The problem that meets the need best.
    pub(super) fn solved(&self, no: CardNo, card: &Card) -> Vec<Evidence> {
        let met = self.meaning.met.get(&no).and_then(|met| card.problems.get(position(met.problem)));
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
    pub(super) fn form(&self, no: CardNo, card: &Card) -> (f64, Vec<Evidence>) {
        let Some(forms) = self.index.forms.get(position(no)) else { return (0.0, Vec::new()) };
        let asked = Forms::of(&self.meaning.asked);
        let suit = forms.suit(asked, self.breadth(), self.hosting(card));
        let surely = if forms.serves(asked) { SPECIAL_SHARE } else { USUAL_SHARE };
        let facts = forms.names().map(|name| Evidence::Form {
            form: name.to_owned(),
            asked: self.meaning.asked.iter().any(|asked| asked.form == name),
        });
        let mut facts: Vec<Evidence> = facts.collect();
        facts.sort_by_key(|fact| matches!(fact, Evidence::Form { asked: false, .. }));
        (suit * (surely + (1.0 - surely) * self.topic(no)), facts)
    }
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
