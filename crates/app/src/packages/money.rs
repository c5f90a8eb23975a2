//! Money: the best scheme whose rules do not forbid it, with what is still unknown.

use std::collections::BTreeSet;

use domain::{Record, When};
use matching::eligibility::{Case, Criterion, Eligibility, Location, Rule, Verdict, Why, assess, traits_at};
use serde::Serialize;

use super::{Material, Who};
use crate::matches::Answered;

/// What could pay for a package.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Money {
    /// The best scheme that no rule forbids.
    pub best: Option<Paying>,
    /// Schemes that came near and that a rule forbids; at most two.
    pub refused: Vec<Refusal>,
    /// Whether schemes were looked for at all.
    pub is_sought: bool,
}

/// A scheme that could pay.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paying {
    /// The scheme.
    pub scheme: String,
    /// Whether all its rules pass, or some are unknown.
    pub verdict: Verdict,
    /// How many of its rules pass.
    pub passed: usize,
    /// The rules whose verdict is unknown, the most decisive first.
    pub unknown: Vec<Open>,
    /// A project with the same offering that it paid for.
    pub paid_for: Option<String>,
}

/// A rule whose verdict is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    /// The rule.
    pub rule: String,
    /// Whether the funder must be asked, as no document states the rule clearly; else the office and its partner must
    /// say how the case stands.
    pub asks_funder: bool,
}

/// A scheme that a rule forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The scheme.
    pub scheme: String,
    /// The rule that fails.
    pub rule: String,
}

/// What having paid for the same offering, passing every rule, and each unknown rule add to the points of a scheme.
///
/// # Source
/// Ours: money that was given once for the same thing is the best sign; a question costs a letter, not the case.
const PAID_BEFORE: f64 = 20.0;
const ALL_PASS: f64 = 10.0;
const EACH_UNKNOWN: f64 = -1.5;
/// What it takes away that a scheme gives credits and no money.
const ONLY_CREDITS: f64 = -15.0;

pub(super) fn money(
    answered: &Answered,
    material: &Material,
    offerings: &[String],
    who: &Who,
    spent: &[&str],
) -> Money {
    let case = case(answered, material, offerings, who);
    let lead = offerings.first().map(String::as_str).unwrap_or_default();
    let paid: Vec<(&str, &Record)> = material
        .using(lead)
        .flat_map(|project| {
            project.references("schemes").iter().map(move |scheme| (scheme.as_str(), project))
        })
        .collect();
    let ranked = answered.answer.schemes.iter().map(|one| one.id.as_str());
    let candidates: BTreeSet<&str> = ranked.chain(paid.iter().map(|(scheme, _)| *scheme)).collect();
    let mut found = Vec::new();
    let mut refused = Vec::new();
    for scheme in candidates.into_iter().filter(|scheme| material.get(scheme).is_some()) {
        let rules: Vec<Rule> = material.rules_of(scheme).filter_map(Rule::of).collect();
        let eligibility = assess(&rules, &case);
        let paid_for = paid.iter().find(|(id, _)| *id == scheme).map(|(_, project)| project.id().to_owned());
        let nearness =
            answered.answer.schemes.iter().find(|one| one.id == scheme).map_or(0.0, |one| one.score);
        let points = nearness
            + if paid_for.is_some() { PAID_BEFORE } else { 0.0 }
            + if eligibility.verdict == Verdict::Pass { ALL_PASS } else { 0.0 }
            + if is_credit(material, scheme) { ONLY_CREDITS } else { 0.0 }
            + eligibility.with(Verdict::Unknown).map(|_| EACH_UNKNOWN).sum::<f64>();
        match eligibility.with(Verdict::Fail).next() {
            Some(failing) => refused.push((points, scheme, failing.rule.clone())),
            None => found.push((points, paying(scheme, &eligibility, &rules, paid_for))),
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.scheme.cmp(&b.1.scheme)));
    refused.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let fresh = found.iter().position(|(_, paying)| !spent.contains(&&*paying.scheme)).unwrap_or(0);
    Money {
        best: found.into_iter().nth(fresh).map(|(_, paying)| paying),
        refused: refused
            .into_iter()
            .take(2)
            .map(|(_, scheme, rule)| Refusal { scheme: scheme.to_owned(), rule })
            .collect(),
        is_sought: answered.answer.verdict.pays,
    }
}

fn is_credit(material: &Material, scheme: &str) -> bool {
    material.get(scheme).is_some_and(|record| record.text("instrument") == "credit_mechanism")
}

fn paying(scheme: &str, eligibility: &Eligibility, rules: &[Rule], paid_for: Option<String>) -> Paying {
    let mut unknown: Vec<(usize, Open)> = eligibility
        .with(Verdict::Unknown)
        .filter(|outcome| rules.iter().any(|rule| rule.id == outcome.rule))
        .map(|outcome| {
            let asks_funder = outcome.why != Why::CaseSilent;
            (decisiveness(outcome.criterion), Open { rule: outcome.rule.clone(), asks_funder })
        })
        .collect();
    unknown.sort_by(|a, b| (a.0, &a.1.rule).cmp(&(b.0, &b.1.rule)));
    Paying {
        scheme: scheme.to_owned(),
        verdict: eligibility.verdict,
        passed: eligibility.with(Verdict::Pass).count(),
        unknown: unknown.into_iter().map(|(_, open)| open).collect(),
        paid_for,
    }
}

/// The order in which unknown rules are asked about: who and where before how much and when.
fn decisiveness(criterion: Criterion) -> usize {
    Criterion::ALL.iter().position(|one| *one == criterion).unwrap_or(usize::MAX)
}

/// The case as far as the package says it. Every stage is open, as a package may begin with a study.
fn case(answered: &Answered, material: &Material, offerings: &[String], who: &Who) -> Case {
    let kind_of = |id: &str| material.get(id).map(|record| record.text("kind").to_owned());
    let parent =
        who.lead.as_deref().and_then(|lead| material.get(lead)).map(|lead| lead.text("parent").to_owned());
    let givers = who.lead.iter().chain(&who.company).map(String::as_str).chain(parent.as_deref());
    let home = who.lead.as_deref().map(|lead| material.around_organisation(lead).collect::<Vec<_>>());
    let home = home.filter(|places| !places.is_empty());
    let home = home.unwrap_or_else(|| material.home.iter().map(String::as_str).collect());
    let places: Vec<&str> = material.places.iter().map(String::as_str).collect();
    let today = When::parse(&material.today).ok();
    let records: Vec<Record> = material.traits.clone();
    Case {
        applicants: givers.filter_map(kind_of).collect(),
        home: location(material, &home),
        counterparts: who.partner.as_deref().and_then(kind_of).into_iter().collect(),
        place: location(material, &places),
        traits: traits_at(&records, &material.places, today.as_ref()),
        sectors: sectors(answered, material, offerings),
        purposes: purposes(material, offerings),
        stages: ["feasibility", "demonstration", "implementation"].map(str::to_owned).into(),
        made_in: location(material, &home),
        amount: None,
        date: today,
    }
}

/// A place with all that it lies in and the code of its country.
fn location(material: &Material, places: &[&str]) -> Location {
    let records = places.iter().filter_map(|id| material.get(id));
    let countries = records.clone().map(|place| place.text("country_iso2")).filter(|code| !code.is_empty());
    Location {
        within: places.iter().copied().chain(countries.take(1)).map(str::to_owned).collect(),
        exact: records.clone().next().is_some_and(|place| matches!(place.text("kind"), "city" | "site")),
    }
}

/// The sectors of the offerings for certain, and those of the need as likely as they are understood.
fn sectors(
    answered: &Answered,
    material: &Material,
    offerings: &[String],
) -> std::collections::BTreeMap<String, f64> {
    let understood = answered.answer.understood.sectors.iter().cloned();
    let offered = offerings.iter().filter_map(|id| material.get(id));
    let first = offered.flat_map(|record| record.references("sectors").first().cloned());
    understood.chain(first.map(|sector| (sector, 1.0))).collect()
}

/// What money would be asked for, by the kind of the offerings.
fn purposes(material: &Material, offerings: &[String]) -> BTreeSet<String> {
    let of = |kind: &str| -> &'static [&'static str] {
        match kind {
            "technology" | "product" => &["equipment", "demonstration", "study"],
            "facility" => &["works", "equipment", "study"],
            "training" => &["training"],
            "planning_support" => &["plan", "study", "expert"],
            "service" => &["operation", "expert"],
            _ => &["expert", "training"],
        }
    };
    let kinds = offerings.iter().filter_map(|id| material.get(id)).map(|record| record.text("kind"));
    kinds.flat_map(of).map(|purpose| (*purpose).to_owned()).collect()
}
