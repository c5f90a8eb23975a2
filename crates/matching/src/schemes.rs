//! Who could pay: whether the rules allow the case, then how well the scheme suits what is asked and what answers it.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{Criterion, Evidence, Ranked};
use crate::cards::{Card, CardKind};
use crate::eligibility::{self, Case, Location, Outcome, Rule, Verdict, evaluate};
use crate::judging::{Judged, Known, Scored, by_score};
use crate::postings::{CardNo, count, position};
use crate::retrieval::Best;
use crate::rule_sets::{RuleSet, RuleSets, Sponsor, nth, values_of};

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
    // A method or a teaching aid that its giver does not sell.
    (
        "taught",
        &[("outreach", 1.0), ("training", 0.9), ("expert", 0.7), ("event", 0.3), ("demonstration", 0.2)],
    ),
    ("money", &[("works", 0.7), ("equipment", 0.5), ("study", 0.4), ("demonstration", 0.3)]),
    ("low_carbon", &[("credit", 0.6), ("equipment", 0.5), ("study", 0.4)]),
];

/// The sectors in which work cuts emissions, so that credits may pay for it.
pub(crate) const LOW_CARBON: [&str; 4] =
    ["climate-low-carbon", "energy-efficiency", "renewable-energy", "transport"];
/// How likely such a sector must be.
const LEAST_LOW_CARBON: f64 = 0.35;
/// What is left of a scheme for cutting emissions where nothing is cut, and of one that on record was used in other
/// sectors.
const NOTHING_CUT: f64 = 0.45;
const OTHER_SECTOR: f64 = 0.8;
/// How likely work that cuts emissions must be for a scheme for it to count in full.
const SURELY_CUT: f64 = 0.35;
/// How much of what else is looked for counts beside what the main question is: who pays.
const BESIDE_MONEY: f64 = 0.3;
/// How far firms must lead to count among those who apply.
const MOSTLY_FIRMS: f64 = 0.7;
/// How far firms lead at least when business is asked for, or a firm asks who pays.
const BUSINESS_ASKED: f64 = 0.9;
/// How far firms lead at least when a thing is asked for.
const THING_ASKED: f64 = 0.5;
/// What is left of what firms would lead when people are asked for.
const PEOPLE_ASKED: f64 = 0.5;

/// How much the first, second and third offering say about what would be done, if they score alike; less for one that
/// falls behind.
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

/// How many schemes are judged in full beyond those asked for: the last digits of their scores may differ.
const SPARE_SCHEMES: usize = 20;

/// What is put to the rules, with what is looked for beside them.
pub(crate) struct Asking {
    case: Case,
    purposes: BTreeMap<&'static str, f64>,
    /// How far firms would lead the work, 0-1; the rest is led by cities.
    by_firms: f64,
    /// Where the partner is and where the asker is.
    around: BTreeSet<String>,
}

/// What a rule makes of a case.
struct Judgement {
    fails: bool,
    /// What it is worth that the rule allows the case; nothing when no document states the rule.
    worth: Option<f64>,
    /// Whether it names the country or place of the case.
    is_here: bool,
}

/// What a set of rules makes of a case, each 0-1.
struct Weighed {
    shut: bool,
    allowed: f64,
    fits: f64,
    sector: f64,
    /// What is left of it by its sectors and by who would lead.
    left: f64,
    is_here: bool,
    narrow: bool,
}

impl Judged<'_> {
    /// The best schemes; those that a rule shuts out come last, if at all.
    pub(crate) fn schemes(&self, offerings: &[Ranked], limit: usize) -> Vec<Ranked> {
        let asking = self.case(offerings);
        let sets = &self.index.rule_sets;
        let weighed = weigh(sets, &asking);
        let homes = sets.homes(asking.around.iter());
        let of = self.index.numbers(CardKind::Scheme);
        let covers = self.index.coverage(&self.query, &of);
        let used = self.meaning.place.as_deref().into_iter().chain(self.around());
        let used: BTreeSet<CardNo> = sets.used_at(used);
        let mut best = Best::of(limit.saturating_add(SPARE_SCHEMES));
        let at_most: Vec<f64> = weighed.iter().map(|set| self.at_most(set)).collect();
        for ((no, sponsor), covered) in of.zip(&sets.schemes).zip(covers.iter()) {
            let is_out = nth(&at_most, sponsor.set).is_none_or(|at_most| !best.beats(*at_most));
            if is_out && !used.contains(&no) && !self.precedents.contains_key(&no) {
                continue;
            }
            let Some(set) = nth(&weighed, sponsor.set) else { continue };
            let known =
                if used.contains(&no) { self.card(no).and_then(|card| self.place(card)) } else { None };
            let values =
                self.scheme_values(no, sponsor, set, &homes, known.as_ref(), f64::from(*covered), &asking);
            let score: f64 = values
                .iter()
                .map(|(criterion, value)| self.weights.of(CardKind::Scheme, *criterion) * value)
                .sum();
            if best.beats(score) && self.takes_part(no) {
                best.add(score, no);
            }
        }
        let scored =
            best.finish().into_iter().filter_map(|no| self.scored_scheme(no, &asking, &weighed, &homes));
        let mut scored: Vec<Scored> = scored.filter(|one| one.score > 0.0).collect();
        scored.sort_by(by_score);
        scored.iter().take(limit).filter_map(|one| self.told_scheme(one, &asking)).collect()
    }

    /// At most how many points a scheme with these rules has that was not used at the place or for a need like this one.
    fn at_most(&self, set: &Weighed) -> f64 {
        let points = |criterion| self.weights.of(CardKind::Scheme, criterion).max(0.0);
        let open = if set.shut { self.weights.schemes.shut } else { set.left };
        let rules = if set.shut { 0.0 } else { open * set.allowed };
        let besides = points(Criterion::Purpose) * set.fits
            + points(Criterion::Sector) * set.sector
            + points(Criterion::Place) * if set.is_here { 0.5 } else { 0.0 }
            + points(Criterion::Proven)
            + points(Criterion::Concepts);
        points(Criterion::Rules) * rules + open * besides
    }

    /// What speaks for a scheme, each 0-1, and -0.25 for one that a rule shuts out.
    #[expect(clippy::too_many_arguments, reason = "what is known of all schemes is worked out once")]
    fn scheme_values(
        &self,
        no: CardNo,
        sponsor: &Sponsor,
        set: &Weighed,
        homes: &[u32],
        known: Option<&Known<'_>>,
        covered: f64,
        asking: &Asking,
    ) -> [(Criterion, f64); 7] {
        let open = if set.shut {
            self.weights.schemes.shut
        } else if sponsor.budget.is_some_and(|home| !home.is_some_and(|home| homes.contains(&home))) {
            BUDGET_ELSEWHERE
        } else if asking.case.place.within.is_empty() && set.narrow {
            PLACE_UNTOLD * set.left
        } else {
            set.left
        };
        // Use at the place counts in full, in its country half.
        let near = match known {
            Some(Known { same: true, .. }) => 1.0,
            Some(_) => 0.5,
            None if set.is_here => 0.5,
            None => 0.0,
        };
        [
            (Criterion::Rules, if set.shut { -0.25 } else { open * set.allowed }),
            (Criterion::Purpose, open * set.fits),
            (Criterion::Sector, open * set.sector),
            (Criterion::Place, open * near),
            (Criterion::Precedent, open * self.precedent(no)),
            (Criterion::Proven, open * (f64::from(sponsor.used_for) / 20.0).min(1.0).sqrt()),
            (Criterion::Concepts, open * covered),
        ]
    }

    fn scored_scheme(
        &self,
        no: CardNo,
        asking: &Asking,
        weighed: &[Weighed],
        homes: &[u32],
    ) -> Option<Scored> {
        let card = self.card(no)?;
        let at = no.checked_sub(self.index.numbers(CardKind::Scheme).start)?;
        let sponsor = nth(&self.index.rule_sets.schemes, at)?;
        let set = nth(weighed, sponsor.set)?;
        let known = self.place(card);
        let values = self.scheme_values(no, sponsor, set, homes, known.as_ref(), self.covers(no), asking);
        let points = values.into_iter().filter_map(|(criterion, value)| {
            Some((criterion, self.points(CardKind::Scheme, criterion, value)?))
        });
        Some(Scored::of(no, points.collect(), false))
    }

    fn told_scheme(&self, scored: &Scored, asking: &Asking) -> Option<Ranked> {
        let card = self.card(scored.no)?;
        Some(scored.told(&card.id, |criterion| match criterion {
            Criterion::Rules => rules_of(card, &asking.case),
            Criterion::Purpose => purposes_of(card, &asking.purposes),
            Criterion::Sector => sectors_of(card, &asking.case),
            Criterion::Place => self.place(card).map(Known::fact).into_iter().collect(),
            Criterion::Precedent => self.lenders(scored.no),
            Criterion::Proven => used_of(card),
            Criterion::Concepts => self.shared_concepts(scored.no),
            _ => Vec::new(),
        }))
    }

    /// The score of one scheme as the sum of its reasons.
    pub(crate) fn scheme(&self, no: CardNo, asking: &Asking) -> Option<Ranked> {
        let sets = &self.index.rule_sets;
        let homes = sets.homes(asking.around.iter());
        let scored = self.scored_scheme(no, asking, &weigh(sets, asking), &homes)?;
        self.told_scheme(&scored, asking)
    }

    /// The case that is put to the rules: the need, with what the best offerings add.
    pub(crate) fn case(&self, offerings: &[Ranked]) -> Asking {
        let top = offerings.first().map_or(0.0, |one| one.score).max(f64::MIN_POSITIVE);
        let shares: Vec<f64> =
            offerings.iter().zip(BEST).map(|(one, share)| share * (one.score / top).powi(2)).collect();
        let all: f64 = shares.iter().sum();
        let best: Vec<(f64, &Card)> = offerings
            .iter()
            .zip(&shares)
            .filter_map(|(one, share)| Some((share / all, self.card(*self.index.by_id.get(&one.id)?)?)))
            .collect();
        let purposes = self.purposes(&best);
        let date = self.index.surroundings.date(self.need.as_of);
        let surroundings = &self.index.surroundings;
        let told = surroundings.resolved(self.meaning.place.as_deref(), &self.need.text);
        let is_at_home = told.is_some_and(|place| surroundings.is_in_home_country(place));
        // Who asks from where help comes from has a partner elsewhere, if anywhere.
        let place = if is_at_home { surroundings.named(&self.need.text) } else { told };
        let mut giving = self.home(&best);
        if let Some(home) = told.filter(|_| is_at_home) {
            let home = surroundings.location(home);
            giving.within.extend(home.within);
            giving.exact |= home.exact;
        }
        let is_firm = is_at_home && self.meaning.askers.iter().any(|asker| asker == "company");
        let by_firms = if is_firm { 1.0 } else { self.by_firms(&best) };
        let location =
            |place: Option<&str>| place.map(|place| surroundings.location(place)).unwrap_or_default();
        let around = location(told).within.into_iter().chain(location(place).within).collect();
        let case = Case {
            applicants: self.applicants(&best, is_firm, by_firms),
            home: giving.clone(),
            counterparts: self.counterparts(),
            place: location(place),
            traits: place.map(|place| surroundings.traits(place, date.as_ref())).unwrap_or_default(),
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
        Asking { case, purposes, by_firms, around }
    }

    /// How far what answers is something that a firm sells, 0-1; less when people are asked for.
    fn by_firms(&self, best: &[(f64, &Card)]) -> f64 {
        let (sold, all) = best.iter().fold((0.0, 0.0), |(sold, all), (share, card)| {
            (sold + if is_sold(card) { *share } else { 0.0 }, all + share)
        });
        let people = self.meaning.asked.iter().any(|one| matches!(one.form.as_str(), "training" | "expert"));
        let thing = self.meaning.asked.iter().any(|one| one.form == "equipment");
        let sold = if all > 0.0 { sold / all } else { 0.0 };
        let asks_money = self.meaning.asked.iter().any(|one| one.form == "money");
        let is_business =
            |card: &Card| self.index.by_id.get(&card.id).is_some_and(|no| self.has_form(*no, "company"));
        let by_firm = self.meaning.askers.iter().any(|asker| asker == "company");
        if best.first().is_some_and(|(_, card)| is_business(card)) || (by_firm && asks_money) {
            return sold.max(BUSINESS_ASKED);
        }
        match (people, thing) {
            (true, false) => sold * PEOPLE_ASKED,
            (_, true) => sold.max(THING_ASKED),
            _ => sold,
        }
    }

    fn purposes(&self, best: &[(f64, &Card)]) -> BTreeMap<&'static str, f64> {
        let mut sums: BTreeMap<&'static str, f64> = BTreeMap::new();
        let asked = self.meaning.asked.iter().map(|asked| (0.7, asked.form.as_str()));
        let by_firm = |card: &Card| card.giver.as_ref().is_some_and(|giver| giver.kind == "company");
        let form = |card: &Card| match card.form.as_str() {
            _ if by_firm(card) => "product".to_owned(),
            "product" | "technology" if !is_sold(card) => "taught".to_owned(),
            form => form.to_owned(),
        };
        let pays = |card: &Card| self.index.by_id.get(&card.id).is_some_and(|no| self.has_form(*no, "money"));
        let main = if best.first().is_some_and(|(_, card)| pays(card)) { BESIDE_MONEY } else { 1.0 };
        let others = best.iter().filter(|(_, card)| !pays(card));
        let answers: Vec<(f64, String)> = others.map(|(share, card)| (main * share, form(card))).collect();
        let answers = answers.iter().map(|(share, form)| (*share, form.as_str()));
        let sectors = self.case_sectors(best);
        let cut = low_carbon(&sectors);
        let cuts = (cut >= LEAST_LOW_CARBON).then_some((cut, "low_carbon"));
        for (share, form) in asked.chain(answers).chain(cuts) {
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

    /// Cities and utilities may always ask; a firm when one asks, or when what answers is a firm's product. A firm that
    /// asks at home asks for itself.
    fn applicants(&self, best: &[(f64, &Card)], is_firm: bool, by_firms: f64) -> BTreeSet<String> {
        if is_firm {
            return BTreeSet::from(["company".to_owned()]);
        }
        let mut kinds: BTreeSet<String> =
            ["local_government", "utility", "ministry"].into_iter().map(str::to_owned).collect();
        kinds.extend(self.meaning.askers.iter().cloned());
        if by_firms >= MOSTLY_FIRMS {
            kinds.insert("company".to_owned());
        }
        for (share, card) in best {
            let giver = card.giver.as_ref().map(|giver| giver.kind.clone());
            kinds.extend(giver.filter(|kind| kind != "company" || *share >= 0.3));
            if is_sold(card) && *share >= 0.3 {
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
}

/// How likely the work cuts emissions, 0-1.
fn low_carbon(sectors: &BTreeMap<String, f64>) -> f64 {
    LOW_CARBON.iter().filter_map(|sector| sectors.get(*sector)).copied().fold(0.0, f64::max)
}

/// Tells whether something is a thing that firms sell: also where the firm is not named, and where a utility runs it.
fn is_sold(card: &Card) -> bool {
    let giver = card.giver.as_ref().map_or("company", |giver| giver.kind.as_str());
    match card.form.as_str() {
        "technology" | "product" | "facility" => matches!(giver, "company" | "utility" | ""),
        "service" => giver == "company" && card.giver.is_some(),
        _ => false,
    }
}

/// Puts a case to all rules and what else schemes ask for.
fn weigh(sets: &RuleSets, asking: &Asking) -> Vec<Weighed> {
    let case = &asking.case;
    let judged: Vec<Judgement> = sets.rules.iter().map(|rule| judged(rule, case)).collect();
    let fits: Vec<f64> = sets.purposes.iter().map(|paid| fits(paid, &asking.purposes)).collect();
    let sectors: Vec<f64> = sets.sectors.iter().map(|own| sector_of(own, case)).collect();
    let value = |values: &[f64], at: u32| nth(values, at).copied().unwrap_or_default();
    let likeliest = case.sectors.values().copied().fold(0.0, f64::max);
    let cut = low_carbon(&case.sectors);
    let left = |set: &RuleSet| {
        let (firms, cities) = set.open_to.suits();
        let led = asking.by_firms * firms + (1.0 - asking.by_firms) * cities;
        let meets =
            if likeliest > 0.0 { (value(&sectors, set.sectors) / (0.85 * likeliest)).min(1.0) } else { 1.0 };
        let (least, meets) =
            if set.low_carbon { (NOTHING_CUT, meets.min(cut / SURELY_CUT)) } else { (OTHER_SECTOR, meets) };
        led * (least + (1.0 - least) * meets)
    };
    sets.sets
        .iter()
        .map(|set| {
            let rules = || set.rules.iter().filter_map(|rule| nth(&judged, *rule));
            Weighed {
                shut: rules().any(|rule| rule.fails),
                allowed: allowed(rules().filter_map(|rule| rule.worth)),
                fits: value(&fits, set.purposes),
                sector: value(&sectors, set.sectors),
                left: left(set),
                is_here: rules().any(|rule| rule.is_here),
                narrow: set.narrow,
            }
        })
        .collect()
}

/// Puts a case to a rule.
fn judged(rule: &Rule, case: &Case) -> Judgement {
    use eligibility::{Test, Why};
    let outcome = evaluate(rule, case);
    let worth = match (outcome.verdict, &outcome.why) {
        (_, Why::RuleUnstated | Why::Unreadable) => None,
        (Verdict::Pass, _) => Some(1.0),
        (Verdict::Fail, _) => Some(0.0),
        (Verdict::Unknown, Why::NotAmong(_)) if rule.test == Test::Includes => Some(ELSEWHERE),
        (Verdict::Unknown, Why::Among(_)) => Some(ELSEWHERE),
        (Verdict::Unknown, _) => Some(UNASKED),
    };
    let is_here = rule.criterion == eligibility::Criterion::Country
        && rule.values.iter().any(|value| case.place.within.contains(value));
    Judgement { fails: outcome.verdict == Verdict::Fail, worth, is_here }
}

/// How far the rules allow a case that none of them forbids, 0-1. What no document states is left out.
fn allowed(worths: impl Iterator<Item = f64>) -> f64 {
    let (mut worth, mut asked) = (0.0, 0.0);
    for one in worths {
        worth += one;
        asked += 1.0;
    }
    if asked > 0.0 { worth / asked } else { UNASKED }
}

/// How well what it pays for suits what is wanted, 0-1: mostly the purpose that is wanted most, partly how much of what
/// is wanted, partly how little else.
fn fits(paid: &BTreeSet<String>, wanted: &BTreeMap<&'static str, f64>) -> f64 {
    let all: f64 = wanted.values().sum();
    let met: Vec<f64> =
        wanted.iter().filter(|(purpose, _)| paid.contains(**purpose)).map(|(_, weight)| *weight).collect();
    let most = met.iter().copied().fold(0.0, f64::max);
    let sum: f64 = met.iter().sum();
    if all > 0.0 { 0.5 * most + 0.25 * sum / all + 0.25 * sum / count(paid.len()).max(1.0) } else { 0.0 }
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
fn sector_of(own: &BTreeSet<String>, case: &Case) -> f64 {
    if own.is_empty() {
        return 0.25;
    }
    let of = |sector: &String| case.sectors.get(sector).copied().unwrap_or_default();
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
fn rules_of(card: &Card, case: &Case) -> Vec<Evidence> {
    let mut told: Vec<(Outcome, &Rule)> =
        card.rules.iter().map(|rule| (evaluate(rule, case), rule)).collect();
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
