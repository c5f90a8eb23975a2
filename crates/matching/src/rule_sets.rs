//! The rules of all schemes, each rule kept once however many schemes have it, so that a need is put to all of them at
//! the price of a few.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::cards::{Card, CardKind};
use crate::eligibility::{Criterion, Rule, Test};
use crate::postings::{CardNo, Terms, number, position};
use crate::schemes::LOW_CARBON;

/// What every scheme asks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleSets {
    /// Every rule once, whatever its id and words.
    pub rules: Vec<Rule>,
    /// Every set of purposes that schemes pay for, once.
    pub purposes: Vec<BTreeSet<String>>,
    /// Every set of sectors that schemes are for, once.
    pub sectors: Vec<BTreeSet<String>>,
    /// Every set of rules, purposes and sectors, once.
    pub sets: Vec<RuleSet>,
    /// The schemes in the order of their numbers.
    pub schemes: Vec<Sponsor>,
    /// Places to the schemes that were used there, in order.
    used: FxHashMap<String, Vec<CardNo>>,
    homes: Terms,
}

/// What a scheme asks for, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RuleSet {
    pub rules: Vec<u32>,
    pub purposes: u32,
    pub sectors: u32,
    /// Whether it names one country only.
    pub narrow: bool,
    /// Who may apply.
    pub open_to: OpenTo,
    /// Whether it pays for cutting emissions: at least half of the sectors that its rules name are such.
    pub low_carbon: bool,
}

/// Who may apply, as far as that tells who would lead the work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct OpenTo {
    /// Firms may.
    pub firms: bool,
    /// Cities or their utilities may.
    pub cities: bool,
    /// Any rule says who may.
    pub told: bool,
}

impl OpenTo {
    fn of(card: &Card) -> Self {
        let may =
            |kinds: &[&str]| values_of(card, Criterion::Applicant).any(|kind| kinds.contains(&kind.as_str()));
        Self {
            firms: may(&["company"]),
            cities: may(&["local_government", "utility"]),
            told: values_of(card, Criterion::Applicant).next().is_some(),
        }
    }

    /// How well that suits work which firms lead, and work which cities lead, each 0-1.
    ///
    /// # Source
    /// Ours: what a firm sells is tried with the schemes of firms, what a city knows is shared with those of cities; who
    /// may also apply comes second.
    pub(crate) fn suits(self) -> (f64, f64) {
        match (self.told, self.firms, self.cities) {
            (false, ..) => (0.8, 0.8),
            (_, true, false) => (1.0, 0.3),
            (_, true, true) => (0.7, 1.0),
            (_, false, true) => (0.45, 1.0),
            (_, false, false) => (0.45, 0.6),
        }
    }
}

/// What tells a scheme from others with the same rules.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sponsor {
    /// Which set of rules it has.
    pub set: u32,
    /// For the budget of a city: the number of its home, if known.
    pub budget: Option<Option<u32>>,
    /// In how many needs and projects it was used.
    pub used_for: u32,
}

impl RuleSets {
    /// Reads the rules of all schemes among the cards.
    pub(crate) fn of(cards: &[Card]) -> Self {
        let mut made = Self::default();
        let mut rules: FxHashMap<String, u32> = FxHashMap::default();
        let mut sets: FxHashMap<RuleSet, u32> = FxHashMap::default();
        let (mut purposes, mut sectors) = (Numbered::default(), Numbered::default());
        for (card, no) in cards.iter().zip(0..).filter(|(card, _)| card.kind == CardKind::Scheme) {
            let numbered = card.rules.iter().map(|rule| {
                let key = format!(
                    "{:?} {:?} {:?} {:?}",
                    (rule.criterion, rule.test),
                    rule.values,
                    rule.limit,
                    rule.in_force
                );
                *rules.entry(key).or_insert_with(|| {
                    made.rules.push(rule.clone());
                    number(made.rules.len() - 1)
                })
            });
            let set = RuleSet {
                rules: numbered.collect(),
                purposes: purposes.of(values_of(card, Criterion::Purpose).cloned().collect()),
                sectors: sectors
                    .of(values_of(card, Criterion::Sector).chain(&card.sectors).cloned().collect()),
                narrow: card.rules.iter().any(is_narrow),
                open_to: OpenTo::of(card),
                low_carbon: is_low_carbon(card),
            };
            let set = *sets.entry(set).or_insert_with_key(|set| {
                made.sets.push(set.clone());
                number(made.sets.len() - 1)
            });
            let home = card.giver.as_ref().and_then(|giver| giver.home.first());
            let budget = (card.form == "municipal_budget").then(|| home.map(|home| made.homes.intern(home)));
            made.schemes.push(Sponsor { set, budget, used_for: number(card.used_for.len()) });
            for place in &card.places {
                made.used.entry(place.clone()).or_default().push(no);
            }
        }
        made.purposes = purposes.sets;
        made.sectors = sectors.sets;
        made
    }

    /// The schemes that were used at one of some places.
    pub(crate) fn used_at<'a>(&'a self, places: impl Iterator<Item = &'a str>) -> BTreeSet<CardNo> {
        places.filter_map(|place| self.used.get(place)).flatten().copied().collect()
    }

    /// The numbers under which some places are homes of schemes.
    pub(crate) fn homes<'a>(&self, places: impl Iterator<Item = &'a String>) -> Vec<u32> {
        places.filter_map(|place| self.homes.find(place)).collect()
    }
}

/// Sets, each with a number.
#[derive(Default)]
struct Numbered {
    known: FxHashMap<BTreeSet<String>, u32>,
    sets: Vec<BTreeSet<String>>,
}

impl Numbered {
    fn of(&mut self, set: BTreeSet<String>) -> u32 {
        let sets = &mut self.sets;
        *self.known.entry(set).or_insert_with_key(|set| {
            sets.push(set.clone());
            number(sets.len() - 1)
        })
    }
}

/// Tells whether at least half of the sectors that the rules of a scheme name are those in which emissions are cut.
fn is_low_carbon(card: &Card) -> bool {
    let named = values_of(card, Criterion::Sector).count();
    let cutting = values_of(card, Criterion::Sector).filter(|sector| LOW_CARBON.contains(&sector.as_str()));
    named > 0 && cutting.count() * 2 >= named
}

/// Tells whether a rule names one country only.
fn is_narrow(rule: &Rule) -> bool {
    rule.criterion == Criterion::Country && rule.test == Test::OneOf && rule.values.len() == 1
}

/// The values of all rules of a scheme that look at one thing.
pub(crate) fn values_of(card: &Card, criterion: Criterion) -> impl Iterator<Item = &String> {
    card.rules.iter().filter(move |rule| rule.criterion == criterion).flat_map(|rule| &rule.values)
}

/// One of a list by its number.
pub(crate) fn nth<T>(list: &[T], at: u32) -> Option<&T> {
    list.get(position(at))
}
