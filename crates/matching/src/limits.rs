//! The limits of a need against the conditions of an offering: what rules it out, and what warns against it.
//!
//! # Source
//! Ours: docs/decisions/0006-matching.md; set by hand and checked on needs of our own.

use domain::Texts;

use crate::answers::{Evidence, Limit};
use crate::cards::{Card, Condition};

/// How much each kind of conflict stands against an offering, 0-1.
///
/// # Source
/// Ours: what is required and missing is nearly as bad as what rules it out; a warning can be lived with.
const UNMET: f64 = 0.6;
const WARNED: f64 = 0.35;
const OUT_OF_SCALE: f64 = 0.4;
const TOO_DEAR: f64 = 0.5;
const RATHER_DEAR: f64 = 0.25;

/// What stands against something.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Against {
    /// How much, 0-1.
    pub value: f64,
    /// Whether a limit rules it out.
    pub ruled_out: bool,
    /// The conditions and the words of the need.
    pub facts: Vec<Evidence>,
}

/// Holds the limits of a need against an offering. `place` is the place of the need.
pub(crate) fn against(card: &Card, limits: &[Limit], place: Option<&str>) -> Against {
    let mut found = Against::default();
    for condition in &card.conditions {
        let Some((words, weight, rules_out)) = broken(card, condition, limits, place) else { continue };
        found.value = 1.0 - (1.0 - found.value) * (1.0 - weight);
        found.ruled_out |= rules_out;
        found.facts.push(Evidence::Condition {
            record: condition.id.clone(),
            text: condition.statement.clone(),
            words,
            rules_out,
        });
    }
    for (weight, words) in out_of_scale(card, limits).into_iter().chain(too_dear(card, limits)) {
        found.value = 1.0 - (1.0 - found.value) * (1.0 - weight);
        let (record, text) = (String::new(), Texts::default());
        found.facts.push(Evidence::Condition { record, text, words, rules_out: false });
    }
    found
}

/// Whether a condition is broken: by which words, how badly, and whether that rules the offering out.
fn broken(
    card: &Card,
    condition: &Condition,
    limits: &[Limit],
    place: Option<&str>,
) -> Option<(String, f64, bool)> {
    let weigh = |words: &str| {
        let weight = match condition.effect.as_str() {
            "requires" => UNMET,
            "rules_out" => 1.0,
            _ => WARNED,
        };
        (words.to_owned(), weight, condition.effect == "rules_out")
    };
    if condition.circumstance == "place" {
        let place = place?;
        let known = card.places.iter().any(|used| used == place);
        return (!known).then(|| weigh(place));
    }
    let wants_present = condition.test == "present";
    match condition.test.as_str() {
        "present" | "absent" => limits.iter().find_map(|limit| match limit {
            Limit::Circumstance { code, present, words } if *code == condition.circumstance => {
                let holds = *present == wants_present;
                let breaks = if condition.effect == "requires" { !holds } else { holds };
                breaks.then(|| weigh(words))
            }
            _ => None,
        }),
        "below" | "above" => {
            let edge = condition.limit?;
            limits.iter().find_map(|limit| match limit {
                Limit::Quantity { value, unit, words } if same_unit(unit, condition) => {
                    let breaks = if condition.test == "below" { *value < edge } else { *value > edge };
                    breaks.then(|| weigh(words))
                }
                _ => None,
            })
        }
        _ => None,
    }
}

fn same_unit(unit: &str, condition: &Condition) -> bool {
    unit == condition.unit
}

/// Whether an amount lies outside the scale of the offering, growing with the ratio: twice is little, tenfold much.
fn out_of_scale(card: &Card, limits: &[Limit]) -> Option<(f64, String)> {
    let scale = card.scale.as_ref()?;
    limits.iter().find_map(|limit| {
        let Limit::Quantity { value, unit, words } = limit else { return None };
        if *unit != scale.unit || *value <= 0.0 {
            return None;
        }
        let below = scale.from.map_or(1.0, |from| from / value);
        let above = scale.to.map_or(1.0, |to| value / to);
        let ratio = below.max(above);
        (ratio > 1.5).then(|| (OUT_OF_SCALE * (ratio.log10()).clamp(0.3, 1.0), words.clone()))
    })
}

/// Whether it costs more than somebody without money can pay.
fn too_dear(card: &Card, limits: &[Limit]) -> Option<(f64, String)> {
    let weight = match card.cost.as_str() {
        "high" | "very_high" => TOO_DEAR,
        "medium" => RATHER_DEAR,
        _ => return None,
    };
    limits.iter().find_map(|limit| match limit {
        Limit::Circumstance { code, present: false, words } if code == "capital_budget" => {
            Some((weight, words.clone()))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{CardKind, Scale};

    fn condition(effect: &str, circumstance: &str, test: &str, limit: Option<f64>, unit: &str) -> Condition {
        Condition {
            id: format!("cnd-{circumstance}"),
            effect: effect.to_owned(),
            circumstance: circumstance.to_owned(),
            test: test.to_owned(),
            limit,
            unit: unit.to_owned(),
            statement: Texts::of("en", "x"),
        }
    }

    fn missing(code: &str) -> Limit {
        Limit::Circumstance { code: code.to_owned(), present: false, words: String::new() }
    }

    fn amount(value: f64, unit: &str) -> Limit {
        Limit::Quantity { value, unit: unit.to_owned(), words: String::new() }
    }

    #[test]
    fn limits_rule_out_or_warn() {
        for (given, limit, ruled_out, warned) in [
            (condition("requires", "electricity", "present", None, ""), missing("electricity"), false, true),
            (condition("requires", "electricity", "present", None, ""), missing("land"), false, false),
            (
                condition("rules_out", "separation_at_source", "absent", None, ""),
                missing("separation_at_source"),
                true,
                true,
            ),
            (
                condition("rules_out", "throughput", "below", Some(20.0), "t/day"),
                amount(15.0, "t/day"),
                true,
                true,
            ),
            (
                condition("rules_out", "throughput", "below", Some(20.0), "t/day"),
                amount(25.0, "t/day"),
                false,
                false,
            ),
            (
                condition("warns", "throughput", "above", Some(20.0), "t/day"),
                amount(25.0, "m3/day"),
                false,
                false,
            ),
        ] {
            let card = Card {
                conditions: vec![given.clone()],
                ..Card::new(CardKind::Offering, "off-a", Texts::of("en", "x"))
            };
            let found = against(&card, &[limit], None);
            assert_eq!((found.ruled_out, found.value > 0.0), (ruled_out, warned), "{given:?}");
        }
    }

    #[test]
    fn sizes_and_prices_beyond_reach_warn() {
        let card = Card {
            scale: Some(Scale { from: Some(100.0), to: None, unit: "t/day".to_owned() }),
            cost: "high".to_owned(),
            ..Card::new(CardKind::Offering, "off-a", Texts::of("en", "x"))
        };
        for (limits, expected) in [
            (vec![amount(10.0, "t/day")], true),
            (vec![amount(90.0, "t/day")], false),
            (vec![missing("capital_budget")], true),
        ] {
            let found = against(&card, &limits, None);
            assert_eq!((found.value > 0.0, found.ruled_out), (expected, false), "{limits:?}");
        }
    }
}
