//! Who could pay: whether the rules allow the case, then how well the scheme suits what is asked and what answers it.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{Criterion, Evidence, Ranked};
use crate::cards::{Card, CardKind};
use crate::eligibility::{self, Case, Location, Outcome, Rule, Verdict, assess};
use crate::judging::{Judged, ranked, sort};
use crate::postings::{CardNo, count, position};

/// What forms of help, and forms of offerings, are in the words of schemes, with how much of each.
///
/// # Source
/// Ours: know-how travels with experts and courses; a product is tried on site before it is bought.
const PURPOSES: &[(&str, &[(&str, f64)])] = &[
    ("training", &[("training", 1.0), ("expert", 0.5), ("outreach", 0.3)]),
    ("visit", &[("visit", 1.0), ("training", 0.5)]),
    ("expert", &[("expert", 1.0), ("training", 0.7), ("operation", 0.3)]),
    ("plan", &[("plan", 1.0), ("study", 0.9), ("expert", 0.3)]),
    ("equipment", &[("equipment", 0.8), ("demonstration", 0.9), ("business", 0.5)]),
    ("company", &[("business", 1.0), ("introduction", 0.9), ("study", 0.6), ("event", 0.4)]),
    ("exchange", &[("event", 1.0), ("introduction", 0.7), ("training", 0.5)]),
    ("know_how", &[("expert", 0.9), ("training", 0.9), ("plan", 0.3), ("outreach", 0.4), ("operation", 0.3)]),
    (
        "technology",
        &[("demonstration", 1.0), ("equipment", 0.8), ("business", 0.6), ("study", 0.5), ("works", 0.4)],
    ),
    ("product", &[("demonstration", 1.0), ("business", 0.9), ("equipment", 0.8), ("study", 0.7)]),
    (
        "facility",
        &[("demonstration", 0.9), ("study", 0.7), ("works", 0.6), ("equipment", 0.6), ("expert", 0.3)],
    ),
    (
        "service",
        &[("business", 0.6), ("introduction", 0.5), ("study", 0.5), ("training", 0.4), ("expert", 0.4)],
    ),
    ("planning_support", &[("plan", 1.0), ("study", 1.0), ("expert", 0.4)]),
];

/// How much the first, second and third offering say about what would be done.
const BEST: [f64; 3] = [0.6, 0.25, 0.15];
/// How much of a purpose must be meant to be put to the rules.
const LEAST_PURPOSE: f64 = 0.25;
/// What a rule is worth that is not known to hold: that nobody put to the case, and that names only what was paid so far.
///
/// # Source
/// Ours: an open question is better than even, use on record elsewhere only is worse.
const UNASKED: f64 = 0.6;
const ELSEWHERE: f64 = 0.3;

/// What is left of a scheme that is for one place or country when the need does not say where it is, and of the budget of
/// a city that is not the need's own.
///
/// # Source
/// Ours: a budget is spent at home or by its own choice; one of many countries is rarely the right one.
const PLACE_UNTOLD: f64 = 0.4;
const BUDGET_ELSEWHERE: f64 = 0.3;

/// What is put to the rules, with what is looked for beside them.
pub(crate) struct Asking {
    case: Case,
    purposes: BTreeMap<&'static str, f64>,
}

impl Judged<'_> {
    /// The best schemes; those that a rule shuts out come last, if at all.
    pub(crate) fn schemes(&self, offerings: &[Ranked], limit: usize) -> Vec<Ranked> {
        let asking = self.case(offerings);
        let mut list: Vec<Ranked> = self
            .of_kind(CardKind::Scheme)
            .filter_map(|no| self.scheme(no, &asking))
            .filter(|one| one.score > 0.0)
            .collect();
        sort(&mut list);
        list.truncate(limit);
        list
    }

    /// The case that is put to the rules: the need, with what the best offerings add.
    pub(crate) fn case(&self, offerings: &[Ranked]) -> Asking {
        let best: Vec<(f64, &Card)> = offerings
            .iter()
            .zip(BEST)
            .filter_map(|(one, share)| Some((share, self.card(*self.index.by_id.get(&one.id)?)?)))
            .collect();
        let purposes = self.purposes(&best);
        let date = self.index.surroundings.date(self.need.as_of);
        let place = self.meaning.place.as_deref();
        let giving = self.home(&best);
        let case = Case {
            applicants: self.applicants(&best),
            home: giving.clone(),
            counterparts: self.counterparts(),
            place: place.map(|place| self.index.surroundings.location(place)).unwrap_or_default(),
            traits: place
                .map(|place| self.index.surroundings.traits(place, date.as_ref()))
                .unwrap_or_default(),
            sectors: self.case_sectors(&best),
            purposes: purposes
                .iter()
                .filter(|(_, weight)| **weight >= LEAST_PURPOSE)
                .map(|(purpose, _)| (*purpose).to_owned())
                .collect(),
            made_in: giving,
            date,
            ..Case::default()
        };
        Asking { case, purposes }
    }

    fn purposes(&self, best: &[(f64, &Card)]) -> BTreeMap<&'static str, f64> {
        let mut sums: BTreeMap<&'static str, f64> = BTreeMap::new();
        let asked = self.meaning.asked.iter().map(|asked| (0.7, asked.form.as_str()));
        let by_firm = |card: &Card| card.giver.as_ref().is_some_and(|giver| giver.kind == "company");
        let form = |card: &'_ Card| if by_firm(card) { "product".to_owned() } else { card.form.clone() };
        let answers: Vec<(f64, String)> = best.iter().map(|(share, card)| (*share, form(card))).collect();
        let answers = answers.iter().map(|(share, form)| (*share, form.as_str()));
        for (share, form) in asked.chain(answers) {
            let known = PURPOSES.iter().find(|(name, _)| *name == form);
            for (purpose, weight) in known.map(|(_, purposes)| *purposes).unwrap_or_default() {
                *sums.entry(purpose).or_default() += share * weight;
            }
        }
        let most = sums.values().copied().fold(0.0, f64::max);
        if most > 0.0 {
            sums.values_mut().for_each(|weight| *weight /= most);
        }
        sums
    }

    /// Cities and utilities may always ask; a firm when one asks, or when what answers is a firm's product.
    fn applicants(&self, best: &[(f64, &Card)]) -> BTreeSet<String> {
        let mut kinds: BTreeSet<String> =
            ["local_government", "utility", "ministry"].into_iter().map(str::to_owned).collect();
        kinds.extend(self.meaning.askers.iter().cloned());
        for (share, card) in best {
            let giver = card.giver.as_ref().map(|giver| giver.kind.clone());
            kinds.extend(giver.filter(|kind| kind != "company" || *share >= 0.3));
            if matches!(card.form.as_str(), "technology" | "product" | "facility") && *share >= 0.3 {
                kinds.insert("company".to_owned());
            }
        }
        kinds
    }

    fn counterparts(&self) -> BTreeSet<String> {
        let told = self.meaning.askers.iter().filter(|kind| *kind != "company").cloned();
        told.chain(["local_government".to_owned(), "utility".to_owned()]).collect()
    }

    /// Where the giving side is at home.
    fn home(&self, best: &[(f64, &Card)]) -> Location {
        let mut home = Location::default();
        for place in best.iter().filter_map(|(_, card)| card.giver.as_ref()?.home.first()) {
            let found = self.index.surroundings.location(place);
            home.within.extend(found.within);
            home.exact |= found.exact;
        }
        home
    }

    /// The sectors of the need, made surer by those of the best offerings.
    fn case_sectors(&self, best: &[(f64, &Card)]) -> BTreeMap<String, f64> {
        let codes = &self.index.sector_codes;
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for (sector, likelihood) in &self.meaning.sectors {
            if let Some(code) = codes.get(position(*sector)) {
                *sums.entry(code.clone()).or_default() += 0.6 * likelihood;
            }
        }
        for (share, card) in best {
            for (nth, sector) in card.sectors.iter().enumerate() {
                *sums.entry(sector.clone()).or_default() += if nth == 0 { 0.7 } else { 0.4 } * share;
            }
        }
        sums.values_mut().for_each(|likelihood| *likelihood = likelihood.min(1.0));
        sums
    }

    /// The score of one scheme as the sum of its reasons.
    pub(crate) fn scheme(&self, no: CardNo, asking: &Asking) -> Option<Ranked> {
        let card = self.card(no)?;
        let found = assess(&card.rules, &asking.case);
        let shut = found.verdict == Verdict::Fail;
        let open = if shut { self.weights.schemes.shut } else { likely_open(card, &asking.case) };
        let values = [
            (
                Criterion::Rules,
                if shut { -0.25 } else { open * allowed(&card.rules, &found.outcomes) },
                rules_of(card, &found.outcomes),
            ),
            (Criterion::Purpose, open * fits(card, &asking.purposes), purposes_of(card, &asking.purposes)),
            (Criterion::Sector, open * sector_of(card, &asking.case), sectors_of(card, &asking.case)),
            (Criterion::Place, open * self.near(no, card, &asking.case), self.place(no, card).1),
            (Criterion::Precedent, open * self.precedent(no), self.lenders(no)),
            (Criterion::Proven, open * (count(card.used_for.len()) / 20.0).min(1.0).sqrt(), used_of(card)),
            (Criterion::Concepts, open * self.covers(no), self.shared_concepts(no)),
        ];
        let reasons = values
            .into_iter()
            .filter_map(|(criterion, value, facts)| self.reason(CardKind::Scheme, criterion, value, facts));
        Some(ranked(&card.id, reasons.collect()))
    }

    /// Use at the place counts in full, in its country half.
    fn near(&self, no: CardNo, card: &Card, case: &Case) -> f64 {
        match self.place(no, card).1.first() {
            Some(Evidence::Place { same: true, .. }) => 1.0,
            Some(_) => 0.5,
            None => {
                let paid = card.rules.iter().filter(|rule| rule.criterion == eligibility::Criterion::Country);
                let country = |value: &String| case.place.within.contains(value);
                if paid.flat_map(|rule| &rule.values).any(country) { 0.5 } else { 0.0 }
            }
        }
    }
}

/// What is left of a scheme by where it is meant to be used.
fn likely_open(card: &Card, case: &Case) -> f64 {
    let home = card.giver.as_ref().and_then(|giver| giver.home.first());
    if card.form == "municipal_budget" && !home.is_some_and(|home| case.place.within.contains(home)) {
        return BUDGET_ELSEWHERE;
    }
    let narrow = |rule: &Rule| {
        rule.criterion == eligibility::Criterion::Country
            && rule.test == eligibility::Test::OneOf
            && rule.values.len() == 1
    };
    if case.place.within.is_empty() && card.rules.iter().any(narrow) { PLACE_UNTOLD } else { 1.0 }
}

/// How far the rules allow a case that none of them forbids, 0-1. What no document states is left out.
fn allowed(rules: &[Rule], outcomes: &[Outcome]) -> f64 {
    let mut worth = 0.0;
    let mut asked = 0.0;
    for (outcome, rule) in outcomes.iter().zip(rules) {
        use eligibility::{Test, Why};
        let value = match (outcome.verdict, &outcome.why) {
            (_, Why::RuleUnstated | Why::Unreadable) => continue,
            (Verdict::Pass, _) => 1.0,
            (Verdict::Fail, _) => 0.0,
            (Verdict::Unknown, Why::NotAmong(_)) if rule.test == Test::Includes => ELSEWHERE,
            (Verdict::Unknown, Why::Among(_)) => ELSEWHERE,
            (Verdict::Unknown, _) => UNASKED,
        };
        worth += value;
        asked += 1.0;
    }
    if asked > 0.0 { worth / asked } else { UNASKED }
}

fn values_of(card: &Card, criterion: eligibility::Criterion) -> impl Iterator<Item = &String> {
    card.rules.iter().filter(move |rule| rule.criterion == criterion).flat_map(|rule| &rule.values)
}

/// How well what it pays for suits what is wanted, 0-1: mostly the purpose that is wanted most, partly how many.
fn fits(card: &Card, wanted: &BTreeMap<&'static str, f64>) -> f64 {
    let paid: BTreeSet<&str> = values_of(card, eligibility::Criterion::Purpose).map(String::as_str).collect();
    let all: f64 = wanted.values().sum();
    let met: Vec<f64> =
        wanted.iter().filter(|(purpose, _)| paid.contains(**purpose)).map(|(_, weight)| *weight).collect();
    let most = met.iter().copied().fold(0.0, f64::max);
    if all > 0.0 { 0.6 * most + 0.4 * met.iter().sum::<f64>() / all } else { 0.0 }
}

fn purposes_of(card: &Card, wanted: &BTreeMap<&'static str, f64>) -> Vec<Evidence> {
    let mut met: Vec<(f64, &String)> = values_of(card, eligibility::Criterion::Purpose)
        .filter_map(|purpose| Some((*wanted.get(purpose.as_str())?, purpose)))
        .collect();
    met.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    met.into_iter().map(|(_, purpose)| Evidence::Purpose { purpose: purpose.clone() }).collect()
}

/// How likely the sector is one of the scheme's. A scheme for one sector counts in full, one open to many less, one
/// that names none a quarter.
fn sector_of(card: &Card, case: &Case) -> f64 {
    let own: BTreeSet<&String> =
        values_of(card, eligibility::Criterion::Sector).chain(&card.sectors).collect();
    if own.is_empty() {
        return 0.25;
    }
    let of = |sector: &&String| case.sectors.get(*sector).copied().unwrap_or_default();
    let likely = own.iter().map(of).fold(0.0, f64::max);
    likely * if own.len() <= 2 { 1.0 } else { 0.85 }
}

fn sectors_of(card: &Card, case: &Case) -> Vec<Evidence> {
    let own: BTreeSet<&String> =
        values_of(card, eligibility::Criterion::Sector).chain(&card.sectors).collect();
    let mut shared: Vec<(&String, f64)> = own
        .into_iter()
        .filter_map(|sector| Some((sector, *case.sectors.get(sector)?)))
        .filter(|(_, likelihood)| *likelihood > 0.05)
        .collect();
    shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    shared.into_iter().map(|(code, likelihood)| Evidence::Sector { code: code.clone(), likelihood }).collect()
}

/// The rules with their verdicts: what forbids first, then what is not known, then what allows.
fn rules_of(card: &Card, outcomes: &[Outcome]) -> Vec<Evidence> {
    let mut told: Vec<(&Outcome, &Rule)> = outcomes.iter().zip(&card.rules).collect();
    told.sort_by_key(|(outcome, _)| match outcome.verdict {
        Verdict::Fail => 0,
        Verdict::Unknown => 1,
        Verdict::Pass => 2,
    });
    told.into_iter()
        .map(|(outcome, rule)| Evidence::Rule {
            record: rule.id.clone(),
            text: rule.statement.clone(),
            verdict: outcome.verdict,
        })
        .collect()
}

fn used_of(card: &Card) -> Vec<Evidence> {
    let fact = |record: &String| Evidence::Precedent { record: record.clone(), likeness: 0.0 };
    let results = card.results.iter().map(|fact| Evidence::Result {
        text: fact.text.clone(),
        record: fact.record.clone(),
        year: fact.year,
    });
    let results: Vec<Evidence> = results.collect();
    if results.is_empty() { card.used_for.iter().take(1).map(fact).collect() } else { results }
}
