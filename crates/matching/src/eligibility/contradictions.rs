//! Rules of one scheme that cannot all be meant.

use std::collections::BTreeSet;

use domain::When;
use serde::Serialize;

use super::rules::{Criterion, Rule, Test};

/// Two rules of one scheme that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// The id of the scheme.
    pub scheme: String,
    /// The id of the rule that comes first.
    pub first: String,
    /// The id of the rule that comes later.
    pub second: String,
    /// How they contradict.
    pub quarrel: Quarrel,
}

/// How two rules contradict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quarrel {
    /// One allows these values, the other forbids them.
    AllowedAndForbidden(Vec<String>),
    /// No value is allowed by both, and a case has only one.
    NothingInCommon,
    /// The least is more than the most, or the first day comes after the last.
    Reversed,
    /// One says what no document is said to state.
    StatedAndUnstated,
}

/// Every contradiction between two rules of the same scheme and criterion that bind at the same time, in the order of
/// the rules.
///
/// Countries are not compared with cities in them: that a country is allowed and one of its cities is not may be meant.
#[must_use]
pub fn contradictions(rules: &[Rule]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (at, first) in rules.iter().enumerate() {
        let others = rules.iter().skip(at + 1).filter(|second| {
            second.scheme == first.scheme && second.criterion == first.criterion && overlap(first, second)
        });
        found.extend(others.filter_map(|second| {
            let quarrel = quarrel(first, second).or_else(|| quarrel(second, first))?;
            let (scheme, first, second) = (first.scheme.clone(), first.id.clone(), second.id.clone());
            Some(Contradiction { scheme, first, second, quarrel })
        }));
    }
    found
}

fn quarrel(one: &Rule, other: &Rule) -> Option<Quarrel> {
    match (one.test, other.test) {
        (Test::OneOf | Test::Includes, Test::NoneOf) => {
            let both = common(one, other);
            (!both.is_empty()).then_some(Quarrel::AllowedAndForbidden(both))
        }
        (Test::OneOf, Test::OneOf | Test::Includes)
            if has_one_value(one, other) && common(one, other).is_empty() =>
        {
            Some(Quarrel::NothingInCommon)
        }
        (Test::AtLeast, Test::AtMost) => {
            let (least, most) = (one.limit.as_ref()?, other.limit.as_ref()?);
            (least.1 == most.1 && least.0.low() > most.0.high()).then_some(Quarrel::Reversed)
        }
        (Test::From, Test::Until) => {
            let (first, last) = (date(one)?.earliest()?, date(other)?.latest()?);
            (first > last).then_some(Quarrel::Reversed)
        }
        (Test::Unstated, test) if !matches!(test, Test::Unstated | Test::Includes) => {
            Some(Quarrel::StatedAndUnstated)
        }
        _ => None,
    }
}

fn common(one: &Rule, other: &Rule) -> Vec<String> {
    let others: BTreeSet<&String> = other.values.iter().collect();
    one.values.iter().filter(|value| others.contains(value)).cloned().collect()
}

/// A case lies in one country, but may have several applicants, purposes, sectors and traits.
fn has_one_value(one: &Rule, other: &Rule) -> bool {
    let mut values = one.values.iter().chain(&other.values);
    matches!(one.criterion, Criterion::Country | Criterion::Home)
        && values.all(|value| value.chars().all(|letter| letter.is_ascii_uppercase()))
}

fn date(rule: &Rule) -> Option<When> {
    rule.values.first().and_then(|value| When::parse(value).ok())
}

fn overlap(one: &Rule, other: &Rule) -> bool {
    let (Some(one), Some(other)) = (&one.in_force, &other.in_force) else { return true };
    let apart = |first: &When, second: &When| matches!((first.latest(), second.earliest()), (Some(last), Some(start)) if last < start);
    !apart(one, other) && !apart(other, one)
}

#[cfg(test)]
mod tests {
    use domain::{Number, Texts};

    use super::*;

    fn rule(line: &str) -> Rule {
        let cells: Vec<&str> = line.split(' ').collect();
        let amount = Number::parse(cells[3]).ok().filter(|_| cells[1] == "amount");
        Rule {
            id: line.to_owned(),
            scheme: cells[0].to_owned(),
            criterion: Criterion::of(cells[1]).unwrap(),
            test: Test::of(cells[2]).unwrap(),
            values: cells[3].split(';').map(str::to_owned).collect(),
            limit: amount.map(|amount| (amount, cells[4].to_owned())),
            in_force: cells.get(4).and_then(|text| When::parse(text).ok()),
            statement: Texts::default(),
        }
    }

    #[test]
    fn rules_that_cannot_all_be_meant_are_reported() {
        let forbidden = |values: &[&str]| {
            Some(Quarrel::AllowedAndForbidden(values.iter().map(|value| (*value).to_owned()).collect()))
        };
        for (first, second, expected) in [
            ("a country one_of ID", "a country none_of ID", forbidden(&["ID"])),
            ("a country none_of ID;VN", "a country one_of VN;KH", forbidden(&["VN"])),
            ("a country includes CN", "a country none_of CN", forbidden(&["CN"])),
            ("a country one_of ID", "a country none_of CN", None),
            ("a country one_of ID", "b country none_of ID", None),
            ("a country one_of ID", "a home none_of ID", None),
            ("a country includes CN ../2018", "a country none_of CN 2019/..", None),
            ("a country includes CN ../2019-06", "a country none_of CN 2019/..", forbidden(&["CN"])),
            ("a country one_of ID", "a country one_of VN", Some(Quarrel::NothingInCommon)),
            ("a country one_of ID", "a country one_of surabaya", None),
            ("a applicant one_of company", "a applicant one_of ngo", None),
            ("a amount at_least 100 JPY", "a amount at_most 50 JPY", Some(Quarrel::Reversed)),
            ("a amount at_most 50 JPY", "a amount at_least 100 JPY", Some(Quarrel::Reversed)),
            ("a amount at_least 100 JPY", "a amount at_most 50 USD", None),
            ("a amount at_least 50 JPY", "a amount at_most 50 JPY", None),
            ("a window from 2020", "a window until 2018", Some(Quarrel::Reversed)),
            ("a window from 2018", "a window until 2018", None),
            ("a amount unstated -", "a amount at_most 50 JPY", Some(Quarrel::StatedAndUnstated)),
            ("a country unstated -", "a country includes ID", None),
        ] {
            let rules = [rule(first), rule(second)];
            let found = contradictions(&rules);
            let found = found.into_iter().next().map(|one| {
                assert_eq!((one.first.as_str(), one.second.as_str()), (first, second));
                one.quarrel
            });
            assert_eq!(found, expected, "{first} | {second}");
        }
    }
}
