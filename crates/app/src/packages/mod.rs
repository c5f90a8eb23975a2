//! Packages: what answers a need, put together so that somebody can act on it.
//!
//! A package is one offering, or two that belong together, with who gives and who takes it, money that the rules do not
//! forbid, the agreement under which it can happen, a case where it worked, and the first three steps. [`compose`] is
//! pure: it is handed an answer and the records around it. [`of`] reads these records.
//!
//! Deliberately not here: experts by name and free time, amounts, and the project itself: [`draft`] makes one that is
//! not stored.

mod frameworks;
mod material;
mod money;
mod parties;
mod precedents;
mod steps;
mod telling;

use std::collections::BTreeSet;

use domain::{Record, Texts, Value};
use serde::Serialize;

use crate::matches::{Answered, Evidence, Ranked};

pub use self::frameworks::Framework;
pub use self::material::{Material, Packages, beside, of};
pub use self::money::{Money, Open, Paying, Refusal};
pub use self::parties::Who;
pub use self::precedents::{Change, Precedent};
pub use self::steps::Step;
pub use self::telling::{Line, Piece, Row, Told, told};

/// How many packages are made at most.
pub const MOST_PACKAGES: usize = 3;

/// What share of the best score an offering needs to lead a package, and of its lead's to complement one.
///
/// # Source
/// Ours: below half of the best, offerings on the demonstration record share the words and not the matter.
const LEAST_SHARE: f64 = 0.5;

/// One way to act on a need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Package {
    /// The offering, and one that complements it if there is one.
    pub offerings: Vec<String>,
    /// A project in which both were used.
    pub used_together: Option<String>,
    /// The score of the first offering in the answer.
    pub score: f64,
    /// Who gives it, who takes it, who else helps.
    pub who: Who,
    /// What could pay.
    pub money: Money,
    /// Under what it can happen.
    pub framework: Framework,
    /// Where it worked before.
    pub precedent: Option<Precedent>,
    /// What to do first; at most three.
    pub steps: Vec<Step>,
}

/// Composes packages from an answer: none when nothing fits, at most [`MOST_PACKAGES`], each with another offering and,
/// where possible, other money.
#[must_use]
pub fn compose(answered: &Answered, material: &Material) -> Vec<Package> {
    let ranked = &answered.answer.offerings;
    let best = ranked.first().map_or(0.0, |first| first.score);
    if !answered.answer.verdict.fits || best <= 0.0 {
        return Vec::new();
    }
    let leads: Vec<&Ranked> = ranked
        .iter()
        .filter(|one| one.score >= LEAST_SHARE * best && material.get(&one.id).is_some())
        .collect();
    let mut packages: Vec<Package> = Vec::new();
    // First those that differ in kind of help or in who gives it, then whatever is left.
    for only_unlike in [true, false] {
        for lead in &leads {
            let is_used = packages.iter().any(|package| package.offerings.contains(&lead.id));
            let is_like = packages.iter().any(|package| is_like(material, package, &lead.id));
            if packages.len() < MOST_PACKAGES && !is_used && !(only_unlike && is_like) {
                packages.push(package(answered, material, lead, &packages));
            }
        }
    }
    packages.sort_by(|a, b| b.score.total_cmp(&a.score));
    packages
}

/// Tells whether an offering is of the kind, sector and provider of a package's lead.
fn is_like(material: &Material, package: &Package, id: &str) -> bool {
    let (Some(lead), Some(other)) =
        (package.offerings.first().and_then(|lead| material.get(lead)), material.get(id))
    else {
        return false;
    };
    ["kind", "provider"].iter().all(|field| lead.text(field) == other.text(field))
        && lead.references("sectors").first() == other.references("sectors").first()
}

fn package(answered: &Answered, material: &Material, lead: &Ranked, others: &[Package]) -> Package {
    let (complement, used_together) = complement(answered, material, lead, others).unzip();
    let offerings: Vec<String> = std::iter::once(lead.id.clone()).chain(complement).collect();
    around(answered, material, lead, offerings, used_together.flatten(), others)
}

/// A package of one offering for each of some, however near they come: what they are compared by.
#[must_use]
pub fn alone(answered: &Answered, material: &Material, offerings: &[Ranked]) -> Vec<Package> {
    let known = offerings.iter().filter(|one| material.get(&one.id).is_some());
    known.map(|one| around(answered, material, one, vec![one.id.clone()], None, &[])).collect()
}

/// Who, money, framework, precedent and steps around offerings.
fn around(
    answered: &Answered,
    material: &Material,
    lead: &Ranked,
    offerings: Vec<String>,
    used_together: Option<String>,
    others: &[Package],
) -> Package {
    let who = parties::who(answered, material, &lead.id);
    let spent: Vec<&str> = others
        .iter()
        .filter_map(|package| package.money.best.as_ref())
        .map(|paying| &*paying.scheme)
        .collect();
    let money = money::money(answered, material, &offerings, &who, &spent);
    let framework = frameworks::framework(answered, material, &lead.id, &who);
    let precedent = precedents::precedent(answered, material, &lead.id);
    let mut package = Package {
        offerings,
        used_together,
        score: lead.score,
        who,
        money,
        framework,
        precedent,
        steps: Vec::new(),
    };
    package.steps = steps::steps(answered, material, &package);
    package
}

/// What an offering is to a package.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Thing,
    Knowledge,
    Teaching,
}

fn part(kind: &str) -> Part {
    match kind {
        "technology" | "product" | "facility" => Part::Thing,
        "training" | "service" => Part::Teaching,
        _ => Part::Knowledge,
    }
}

/// The subjects of the need that something answers.
fn subjects(ranked: &Ranked) -> BTreeSet<&str> {
    let facts = ranked.reasons.iter().flat_map(|reason| &reason.facts);
    facts
        .filter_map(|fact| match fact {
            Evidence::Concept { from, .. } => Some(from.as_str()),
            _ => None,
        })
        .collect()
}

/// The offering that complements a lead: one of another part, such as training for equipment, that was used with it
/// before, else one that answers the same subject and is no lead of its own.
fn complement(
    answered: &Answered,
    material: &Material,
    lead: &Ranked,
    others: &[Package],
) -> Option<(String, Option<String>)> {
    let first = material.get(&lead.id)?;
    let is_free = |one: &&Ranked| {
        one.id != lead.id && !others.iter().any(|package| package.offerings.contains(&one.id))
    };
    let sectors = first.references("sectors");
    let fits = |one: &&Ranked| {
        material.get(&one.id).is_some_and(|record| {
            part(record.text("kind")) != part(first.text("kind"))
                && record.references("sectors").iter().any(|sector| sectors.contains(sector))
                && one.score >= LEAST_SHARE * lead.score
        })
    };
    let together = |one: &Ranked| {
        let has = |project: &&Record, id: &str| project.references("offerings").iter().any(|used| used == id);
        let both = |project: &&Record| has(project, &lead.id) && has(project, &one.id);
        material.projects.iter().find(both).map(|project| project.id().to_owned())
    };
    let ranked = answered.answer.offerings.iter();
    let mut candidates = ranked.clone().filter(is_free).filter(fits);
    if let Some(found) = candidates.clone().find_map(|one| Some((one.id.clone(), Some(together(one)?)))) {
        return Some(found);
    }
    let is_own_lead = |one: &&Ranked| ranked.clone().take(MOST_PACKAGES).any(|top| top.id == one.id);
    let answers_same = |one: &&Ranked| !subjects(one).is_disjoint(&subjects(lead));
    candidates.find(|one| !is_own_lead(one) && answers_same(one)).map(|one| (one.id.clone(), None))
}

/// Makes the record of a project from a package: a draft that is not stored, at the stage of a need.
#[must_use]
pub fn draft(answered: &Answered, material: &Material, package: &Package, id: &str) -> Option<Record> {
    let mut project = Record::new(domain::kind("projects")?, id);
    let one = |id: &Option<String>| id.clone().map(Value::Reference);
    let many = |ids: Vec<String>| (!ids.is_empty()).then_some(Value::References(ids));
    let lead = package.offerings.first().and_then(|lead| material.get(lead));
    project.set("title", lead.and_then(|lead| lead.texts("title")).map(|title| Value::Texts(title.clone())));
    project.set("partner_place", one(&answered.answer.understood.place));
    project.set("lead", one(&package.who.lead));
    project.set("partners", many(package.who.partner.iter().chain(&package.who.company).cloned().collect()));
    project.set("sectors", many(lead.map(|lead| lead.references("sectors").to_vec()).unwrap_or_default()));
    project.set("schemes", many(package.money.best.iter().map(|paying| paying.scheme.clone()).collect()));
    project.set("stage", Some(Value::Text("need".to_owned())));
    project.set("summary", Some(Value::Texts(summary(answered))));
    let need = answered.need.iter().map(|need| need.id().to_owned());
    project.set("related_need", many(need.collect()));
    project.set("offerings", many(package.offerings.clone()));
    project.set("agreement", many(package.framework.agreement().map(str::to_owned).into_iter().collect()));
    Some(project)
}

/// The need in its own words.
fn summary(answered: &Answered) -> Texts {
    match answered.need.as_ref().and_then(|need| need.texts("statement")) {
        Some(statement) => statement.clone(),
        None => Texts::of(&answered.answer.understood.language, &answered.question.text),
    }
}

#[cfg(test)]
mod tests;
