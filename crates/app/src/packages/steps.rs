//! The first three steps, by rules from what is on record and what is missing.

use serde::Serialize;

use super::{Framework, Material, Package};
use crate::matches::Answered;

/// How many steps a package names.
const STEPS: usize = 3;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Step {
    /// Ask whether an organisation can lead.
    Contact {
        /// The organisation.
        organisation: String,
        /// What it would give.
        offering: String,
    },
    /// Find out who gives the offering today, as no provider is on record.
    FindProvider {
        /// The offering.
        offering: String,
    },
    /// Ask a funder about a rule that is unknown.
    AskFunder {
        /// The scheme.
        scheme: String,
        /// The rule.
        rule: String,
    },
    /// Settle with the partner how the case stands to a rule.
    Settle {
        /// The scheme.
        scheme: String,
        /// The rule.
        rule: String,
    },
    /// Look for money, as no scheme on record allows it.
    FindMoney,
    /// Measure where the partner stands now.
    Measure {
        /// What to measure.
        indicator: String,
    },
    /// Agree with the partner on what is measured.
    AgreeMeasure,
    /// Renew an agreement that has ended.
    Renew {
        /// The agreement.
        agreement: String,
    },
    /// Conclude an agreement.
    Conclude {
        /// Its kind.
        kind: String,
    },
    /// Check a condition of the offering with the partner.
    CheckCondition {
        /// The condition.
        condition: String,
    },
    /// Ask those who did it before.
    AskPrecedent {
        /// The project.
        project: String,
        /// Who led it.
        organisation: String,
    },
}

/// Contact first; then what could stop the work; then what shows later whether it helped.
pub(super) fn steps(answered: &Answered, material: &Material, package: &Package) -> Vec<Step> {
    let offering = package.offerings.first().cloned().unwrap_or_default();
    let mut steps = vec![match &package.who.lead {
        Some(lead) => Step::Contact { organisation: lead.clone(), offering: offering.clone() },
        None => Step::FindProvider { offering: offering.clone() },
    }];
    let mut blocking = Vec::new();
    match &package.money.best {
        Some(paying) => blocking.extend(paying.unknown.first().map(|open| {
            let (scheme, rule) = (paying.scheme.clone(), open.rule.clone());
            if open.asks_funder { Step::AskFunder { scheme, rule } } else { Step::Settle { scheme, rule } }
        })),
        None => blocking.push(Step::FindMoney),
    }
    blocking.extend(
        material
            .conditions
            .iter()
            .find(|one| one.text("offering") == offering && one.text("effect") == "requires")
            .map(|one| Step::CheckCondition { condition: one.id().to_owned() }),
    );
    match &package.framework {
        Framework::Ended { agreement } => blocking.push(Step::Renew { agreement: agreement.clone() }),
        other => {
            blocking.extend(other.conclude().map(|kind| Step::Conclude { kind: kind.to_owned() }));
        }
    }
    if let Some(precedent) = &package.precedent
        && let Some(project) = material.get(&precedent.project)
        && !project.text("lead").is_empty()
    {
        let organisation = project.text("lead").to_owned();
        blocking.push(Step::AskPrecedent { project: precedent.project.clone(), organisation });
    }
    let baseline = baseline(answered, material, package);
    let room = STEPS - 1 - usize::from(baseline.is_some());
    steps.extend(blocking.into_iter().take(room));
    steps.extend(baseline);
    steps
}

/// The measurement before the work, unless the need states its baseline.
fn baseline(answered: &Answered, material: &Material, package: &Package) -> Option<Step> {
    let need = answered.need.as_ref();
    if need.is_some_and(|need| need.number("baseline_value").is_some()) {
        return None;
    }
    let some = |indicator: &str| Some(indicator.to_owned()).filter(|indicator| !indicator.is_empty());
    let precedent = package.precedent.as_ref();
    let changed = || precedent?.change.as_ref().and_then(|change| some(&change.indicator));
    let related = || {
        let project = material.get(&precedent?.project)?;
        project.references("related_need").iter().find_map(|need| some(material.get(need)?.text("indicator")))
    };
    let indicator = need.and_then(|need| some(need.text("indicator"))).or_else(changed).or_else(related);
    Some(indicator.map_or(Step::AgreeMeasure, |indicator| Step::Measure { indicator }))
}
