//! Who: the provider leads, an organisation of the partner takes part, a company delivers, a network helps.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::{Record, When};
use serde::Serialize;

use super::Material;
use crate::matches::Answered;

/// Who takes part in a package, by the ids of organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Who {
    /// Who gives the offering.
    pub lead: Option<String>,
    /// The organisation on the partner's side.
    pub partner: Option<String>,
    /// A company that delivered the offering in projects on record.
    pub company: Option<String>,
    /// The projects in which it did, the latest first.
    pub delivered: Vec<String>,
    /// An association or network to which both sides, or at least one, belong.
    pub network: Option<String>,
    /// Whether both sides belong to it.
    pub links_both: bool,
}

pub(super) fn who(answered: &Answered, material: &Material, offering: &str) -> Who {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let lead = material.get(offering).and_then(|record| some(record.text("provider")));
    let partner = partner(answered, material, offering);
    let (company, delivered) = match company(material, offering, lead.as_deref()) {
        Some((company, delivered)) => (Some(company), delivered),
        None => (None, Vec::new()),
    };
    let mut who = Who { lead, partner, company, delivered, network: None, links_both: false };
    if let Some((network, links_both)) = network(material, &who) {
        (who.network, who.links_both) = (Some(network), links_both);
    }
    who
}

/// The kinds of organisation that take up work of a sector, the likeliest first.
///
/// # Source
/// Ours: on the demonstration record water and sewerage go to utilities, everything else to city halls.
fn fitting(sector: &str) -> &'static [&'static str] {
    match sector {
        "water-supply" | "sewerage-drainage" => &["utility", "local_government", "ministry"],
        "business-sme" => &["local_government", "association", "company", "ministry"],
        _ => &["local_government", "utility", "ministry"],
    }
}

/// The organisation at the place that would take part: the one that raised the need, else one of a fitting kind, those
/// with past work in the sector first.
fn partner(answered: &Answered, material: &Material, offering: &str) -> Option<String> {
    if let Some(need) = &answered.need
        && !need.text("organisation").is_empty()
    {
        return Some(need.text("organisation").to_owned());
    }
    let place = answered.answer.understood.place.as_deref()?;
    let sectors = material.get(offering).map(|record| record.references("sectors")).unwrap_or_default();
    let kinds = fitting(sectors.first().map(String::as_str).unwrap_or_default());
    let worked = |id: &str| {
        let takes_part = |project: &&Record| {
            project.references("sectors").iter().any(|sector| sectors.contains(sector))
                && (project.text("lead") == id || project.references("partners").iter().any(|one| one == id))
        };
        material.projects.iter().filter(takes_part).count()
    };
    let rank = |record: &&Record| {
        let kind = kinds.iter().position(|kind| *kind == record.text("kind"))?;
        Some((kind, Reverse(worked(record.id())), record.id().to_owned()))
    };
    let here = material.organisations().filter(|record| record.text("place") == place);
    here.filter_map(|record| rank(&record)).min().map(|(_, _, id)| id)
}

/// The company with most projects of this offering, then the latest.
fn company(material: &Material, offering: &str, lead: Option<&str>) -> Option<(String, Vec<String>)> {
    let mut delivered: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for project in material.using(offering) {
        let parties = project.references("partners").iter().map(String::as_str).chain([project.text("lead")]);
        for id in parties.filter(|id| Some(*id) != lead) {
            if material.get(id).is_some_and(|record| record.text("kind") == "company") {
                delivered.entry(id).or_default().push(project);
            }
        }
    }
    let latest = |projects: &[&Record]| projects.iter().filter_map(|one| one.date().map(When::year)).max();
    let (company, mut projects) =
        delivered.into_iter().min_by_key(|(id, all)| (Reverse(all.len()), Reverse(latest(all)), *id))?;
    projects.sort_by_key(|project| (Reverse(project.date().map(When::year)), project.id().to_owned()));
    Some((company.to_owned(), projects.into_iter().map(|project| project.id().to_owned()).collect()))
}

/// The network to which most of the parties belong; one that both sides belong to goes first.
fn network(material: &Material, who: &Who) -> Option<(String, bool)> {
    let given = [&who.lead, &who.company].into_iter().flatten().map(String::as_str);
    let home_places = who.lead.iter().flat_map(|lead| material.around_organisation(lead));
    let ours: Vec<&str> =
        given.chain(home_places.take(1)).chain(material.home.first().map(String::as_str)).collect();
    let theirs: Vec<&str> =
        who.partner.iter().map(String::as_str).chain(material.places.first().map(String::as_str)).collect();
    let mut groups: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for membership in &material.memberships {
        if membership.when("to").is_some() {
            continue;
        }
        let (member, found) =
            (membership.text("member"), groups.entry(membership.text("group")).or_default());
        found.0 |= ours.contains(&member);
        found.1 |= theirs.contains(&member);
    }
    let rank = |(ours, theirs): &(bool, bool)| u8::from(*ours) + 2 * u8::from(*theirs);
    let (group, sides) = groups
        .into_iter()
        .filter(|(_, sides)| sides.0 || sides.1)
        .min_by_key(|(group, sides)| (Reverse(rank(sides)), *group))?;
    Some((group.to_owned(), sides.0 && sides.1))
}
