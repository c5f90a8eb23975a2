//! One rule against one case, and all rules of a scheme together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use domain::When;
use serde::Serialize;

use super::cases::{Case, Location};
use super::rules::{Criterion, Rule, Test};

/// The likelihood from which on a sector counts as meant.
///
/// # Source
/// Ours: more likely than not.
pub const LIKELY: f64 = 0.5;

/// The likelihood up to which a sector counts as not meant.
///
/// # Source
/// Ours: one in ten.
pub const UNLIKELY: f64 = 0.1;

/// Whether a rule allows a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The rule allows it.
    Pass,
    /// The rule forbids it.
    Fail,
    /// The rule or the case does not say.
    Unknown,
}

/// What decided a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// These facts of the case are among the values of the rule.
    Among(Vec<String>),
    /// None of these facts of the case is among the values of the rule.
    NotAmong(Vec<String>),
    /// This amount or date of the case was compared with the rule's.
    Compared(String),
    /// The case does not say, or not closely enough.
    CaseSilent,
    /// No document on record states the rule.
    RuleUnstated,
    /// The rule did not bind at the time of the case.
    NotInForce,
    /// The rule compares what cannot be compared, such as a sector with an amount.
    Unreadable,
}

/// The verdict of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The id of the rule.
    pub rule: String,
    /// What the rule looks at.
    pub criterion: Criterion,
    /// Whether it allows the case.
    pub verdict: Verdict,
    /// What decided.
    pub why: Why,
}

/// The verdict of all rules of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Eligibility {
    /// Fail if any rule fails, else unknown if any is unknown or there is no rule at all, else pass.
    pub verdict: Verdict,
    /// The verdict of each rule, in the order in which the rules were given.
    pub outcomes: Vec<Outcome>,
}

impl Eligibility {
    /// The outcomes with a verdict, in order.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(move |outcome| outcome.verdict == verdict)
    }
}

/// Puts all rules of a scheme to a case.
///
/// # Source
/// Ours: conditions of a call hold together, so one that fails decides; silence is never taken for consent.
#[must_use]
pub fn assess(rules: &[Rule], case: &Case) -> Eligibility {
    let outcomes: Vec<Outcome> = rules.iter().map(|rule| evaluate(rule, case)).collect();
    let has = |verdict| outcomes.iter().any(|outcome| outcome.verdict == verdict);
    let verdict = if has(Verdict::Fail) {
        Verdict::Fail
    } else if has(Verdict::Unknown) || outcomes.is_empty() {
        Verdict::Unknown
    } else {
        Verdict::Pass
    };
    Eligibility { verdict, outcomes }
}

/// Puts one rule to a case. A rule that does not bind at the time of the case passes.
#[must_use]
pub fn evaluate(rule: &Rule, case: &Case) -> Outcome {
    let (verdict, why) = match binds(rule, case) {
        Some(false) => (Verdict::Pass, Why::NotInForce),
        Some(true) => compare(rule, case),
        None => match compare(rule, case) {
            (Verdict::Pass, why) => (Verdict::Pass, why),
            _ => (Verdict::Unknown, Why::CaseSilent),
        },
    };
    Outcome { rule: rule.id.clone(), criterion: rule.criterion, verdict, why }
}

/// Tells whether the rule binds at the date of the case; `None` if that cannot be told.
fn binds(rule: &Rule, case: &Case) -> Option<bool> {
    let Some(span) = &rule.in_force else { return Some(true) };
    let date = case.date.as_ref()?;
    let before = later(span.earliest(), date.latest());
    let after = later(date.earliest(), span.latest());
    if before || after {
        return Some(false);
    }
    let starts = span.earliest().is_none_or(|first| date.earliest().is_some_and(|day| first <= day));
    let ends = span.latest().is_none_or(|last| date.latest().is_some_and(|day| day <= last));
    (starts && ends).then_some(true)
}

fn later<T: PartialOrd>(first: Option<T>, second: Option<T>) -> bool {
    matches!((first, second), (Some(first), Some(second)) if first > second)
}

fn compare(rule: &Rule, case: &Case) -> (Verdict, Why) {
    let members = match (rule.criterion, rule.test) {
        (_, Test::Unstated) => return (Verdict::Unknown, Why::RuleUnstated),
        (Criterion::Amount, Test::AtLeast | Test::AtMost) => return amount(rule, case),
        (Criterion::Window, Test::From | Test::Until) => return window(rule, case),
        (Criterion::Amount | Criterion::Window, _)
        | (_, Test::AtLeast | Test::AtMost | Test::From | Test::Until) => {
            return (Verdict::Unknown, Why::Unreadable);
        }
        (Criterion::Applicant, _) => any_of(&case.applicants, "other", rule),
        (Criterion::Counterpart, _) => any_of(&case.counterparts, "other", rule),
        (Criterion::Purpose, _) => any_of(&case.purposes, "solution", rule),
        (Criterion::Stage, _) => any_of(&case.stages, "", rule),
        (Criterion::Home, _) => located(&case.home, rule),
        (Criterion::Country, _) => located(&case.place, rule),
        (Criterion::ProductOf, _) => located(&case.made_in, rule),
        (Criterion::Trait, _) => alike(&case.traits, rule),
        (Criterion::Sector, _) => likely(&case.sectors, rule),
    };
    members.judge(rule.test)
}

/// How the facts of a case stand to the values of a rule.
struct Members {
    /// Facts that are among the values.
    among: Vec<String>,
    /// Facts that are not.
    outside: Vec<String>,
    /// Whether the case leaves room for facts that it does not state.
    open: bool,
    /// Whether one fact outside the values is enough for `none_of`; else a fact among them forbids.
    one_is_enough: bool,
}

impl Members {
    fn judge(self, test: Test) -> (Verdict, Why) {
        let Self { among, outside, open, one_is_enough } = self;
        let (hit, missed) = (!among.is_empty(), !outside.is_empty());
        match test {
            Test::NoneOf if one_is_enough && missed => (Verdict::Pass, Why::NotAmong(outside)),
            Test::NoneOf if hit && !(one_is_enough && open) => (Verdict::Fail, Why::Among(among)),
            Test::NoneOf if open => (Verdict::Unknown, Why::CaseSilent),
            Test::NoneOf => (Verdict::Pass, Why::NotAmong(outside)),
            Test::UnclearFor if one_is_enough && missed => (Verdict::Pass, Why::NotAmong(outside)),
            Test::UnclearFor if hit => (Verdict::Unknown, Why::Among(among)),
            Test::UnclearFor if open => (Verdict::Unknown, Why::CaseSilent),
            Test::UnclearFor => (Verdict::Pass, Why::NotAmong(outside)),
            _ if hit => (Verdict::Pass, Why::Among(among)),
            _ if open => (Verdict::Unknown, Why::CaseSilent),
            Test::Includes => (Verdict::Unknown, Why::NotAmong(outside)),
            _ => (Verdict::Fail, Why::NotAmong(outside)),
        }
    }
}

/// Facts of which one that fits is enough. `vague` is the word that leaves open what the fact is.
fn any_of(facts: &BTreeSet<String>, vague: &str, rule: &Rule) -> Members {
    let open = facts.is_empty() || facts.contains(vague);
    let (among, outside) = facts
        .iter()
        .filter(|fact| *fact != vague)
        .cloned()
        .partition(|fact| rule.values.iter().any(|value| value == fact));
    Members { among, outside, open, one_is_enough: true }
}

/// A place against countries (in capitals) and ids of places.
fn located(place: &Location, rule: &Rule) -> Members {
    let is_country = |text: &String| text.chars().all(|letter| letter.is_ascii_uppercase());
    let knows_country = place.within.iter().any(is_country);
    let open = rule.values.iter().any(|value| if is_country(value) { !knows_country } else { !place.exact });
    let among: Vec<String> =
        rule.values.iter().filter(|value| place.within.contains(*value)).cloned().collect();
    let outside = place.within.iter().filter(|one| is_country(one)).cloned().collect();
    Members { among, outside, open, one_is_enough: false }
}

/// Traits of a place against `trait=value`.
fn alike(traits: &BTreeMap<String, String>, rule: &Rule) -> Members {
    let mut members = Members { among: Vec::new(), outside: Vec::new(), open: false, one_is_enough: false };
    for value in &rule.values {
        let Some((name, wanted)) = value.split_once('=') else { continue };
        match traits.get(name) {
            Some(found) if found == wanted => members.among.push(value.clone()),
            Some(found) => members.outside.push(format!("{name}={found}")),
            None => members.open = true,
        }
    }
    members
}

/// Likely sectors against those of the rule. As long as no sector is likely, the case is not closely enough known.
fn likely(sectors: &BTreeMap<String, f64>, rule: &Rule) -> Members {
    let of = |value: &String| sectors.get(value).copied().unwrap_or(0.0);
    let among: Vec<String> = rule.values.iter().filter(|value| of(value) >= LIKELY).cloned().collect();
    let outside: Vec<String> =
        sectors.iter().filter(|(_, p)| **p >= LIKELY).map(|(sector, _)| sector.clone()).collect();
    let undecided = rule.values.iter().any(|value| of(value) > UNLIKELY && of(value) < LIKELY);
    Members { among, open: outside.is_empty() || undecided, outside, one_is_enough: false }
}

fn amount(rule: &Rule, case: &Case) -> (Verdict, Why) {
    let Some((limit, currency)) = &rule.limit else { return (Verdict::Unknown, Why::Unreadable) };
    let Some((asked, _)) = case.amount.as_ref().filter(|(_, asked_in)| asked_in == currency) else {
        return (Verdict::Unknown, Why::CaseSilent);
    };
    let (passes, fails) = if rule.test == Test::AtLeast {
        (asked.low() >= limit.high(), asked.high() < limit.low())
    } else {
        (asked.high() <= limit.low(), asked.low() > limit.high())
    };
    decided(passes, fails, || format!("{} {currency}", asked.written()))
}

fn window(rule: &Rule, case: &Case) -> (Verdict, Why) {
    let [value] = rule.values.as_slice() else { return (Verdict::Unknown, Why::Unreadable) };
    let Ok(edge) = When::parse(value) else { return (Verdict::Unknown, Why::Unreadable) };
    let Some(date) = &case.date else { return (Verdict::Unknown, Why::CaseSilent) };
    let compared = if rule.test == Test::From {
        (order(date.earliest(), edge.earliest()), order(date.latest(), edge.earliest()))
    } else {
        (order(edge.latest(), date.latest()), order(edge.latest(), date.earliest()))
    };
    let passes = compared.0.is_some_and(Ordering::is_ge);
    let fails = compared.1.is_some_and(Ordering::is_lt);
    decided(passes, fails, || date.written().to_owned())
}

fn order<T: PartialOrd>(first: Option<T>, second: Option<T>) -> Option<Ordering> {
    first?.partial_cmp(&second?)
}

fn decided(passes: bool, fails: bool, fact: impl Fn() -> String) -> (Verdict, Why) {
    if passes {
        (Verdict::Pass, Why::Compared(fact()))
    } else if fails {
        (Verdict::Fail, Why::Compared(fact()))
    } else {
        (Verdict::Unknown, Why::CaseSilent)
    }
}

#[cfg(test)]
mod tests;
