//! The precedent: a project on record with this offering, and what changed.

use std::cmp::Reverse;

use domain::{Record, When};
use serde::Serialize;

use super::Material;
use crate::matches::Answered;

/// A project that used the offering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Precedent {
    /// The project.
    pub project: String,
    /// The years from start to end, both counted; `None` when one of them is not on record.
    pub years: Option<i16>,
    /// What was measured before and after.
    pub change: Option<Change>,
}

/// A value that was measured around a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What was measured.
    pub indicator: String,
    /// The record of the value before: an observation or the need itself.
    pub before: Option<String>,
    /// The observation of the last value.
    pub after: String,
}

/// How far after the end of a project a value may lie to be told with it, in years.
///
/// # Source
/// Ours: results of works and training show within a few years; later ones have other causes too.
const LATEST_AFTER: i16 = 5;

pub(super) fn precedent(answered: &Answered, material: &Material, offering: &str) -> Option<Precedent> {
    let own = answered.need.as_ref().map(Record::id);
    let is_own =
        |project: &Record| project.references("related_need").iter().any(|need| Some(need.as_str()) == own);
    let rank = |project: &&Record| {
        let change = change(answered, material, project);
        let listed = answered.answer.precedents.iter().position(|one| one.id == project.id());
        (
            is_own(project),
            Reverse(reached(project)),
            Reverse(change.is_some_and(|change| change.before.is_some())),
            distance(material, project.text("partner_place")),
            listed.unwrap_or(usize::MAX),
            Reverse(project.date().map(When::year)),
            project.id().to_owned(),
        )
    };
    let project = material.using(offering).min_by_key(rank).filter(|project| reached(project) > 0)?;
    let (start, end) = (project.when("start").map(When::year), project.when("end").map(When::year));
    Some(Precedent {
        project: project.id().to_owned(),
        years: start.zip(end).map(|(start, end)| end - start + 1).filter(|years| *years > 0),
        change: change(answered, material, project),
    })
}

/// How far a project came: 2 when work was done, 1 when it was tried, 0 when it stayed on paper.
fn reached(project: &Record) -> u8 {
    match project.text("stage") {
        "implementation" | "business" | "completed" => 2,
        "demonstration" => 1,
        _ => 0,
    }
}

/// 0 for the very place, 1 for its country or region, 2 for elsewhere.
fn distance(material: &Material, place: &str) -> u8 {
    let around = material.around.get(place).map(Vec::as_slice).unwrap_or_default();
    let near: Vec<&str> = material.near_places().collect();
    if material.places.first().is_some_and(|own| own == place) {
        0
    } else if around.iter().chain([&place.to_owned()]).any(|one| near.contains(&one.as_str())) {
        1
    } else {
        2
    }
}

/// What was measured before and after a project: its own indicators, else those of needs of its place and sector.
fn change(answered: &Answered, material: &Material, project: &Record) -> Option<Change> {
    let started = project.when("start").map(When::year)?;
    let ended = project.when("end").map_or(started, When::year);
    let needs: Vec<&Record> = needs(answered, material, project);
    let place = project.text("partner_place");
    let tells = |observation: &&Record| {
        let indicator = observation.text("indicator");
        let of_project = observation.text("subject") == project.id();
        let of_place = observation.text("subject") == place
            && needs.iter().any(|need| need.text("indicator") == indicator);
        let is_near = observation.date().is_some_and(|when| when.year() <= ended + LATEST_AFTER);
        (of_project || of_place)
            && is_near
            && observation.number("value").is_some()
            && !crate::partners::is_expected(observation)
    };
    let mut told: Vec<&Record> = material.observations.iter().filter(tells).collect();
    told.sort_by_key(|observation| (observation.date().map(When::sort_key), observation.id().to_owned()));
    let mut last = told.iter().rev().filter(|one| one.date().is_some_and(|when| when.year() >= started));
    let pair = last.clone().find_map(|after| Some((before(&told, &needs, after)?, *after)));
    let (before, after) = match pair {
        Some((before, after)) => (Some(before), after),
        None => (None, *last.find(|one| one.text("subject") == project.id() && is_share(one))?),
    };
    Some(Change { indicator: after.text("indicator").to_owned(), before, after: after.id().to_owned() })
}

/// The needs that a project answered, the one that is asked about, and others of its place and sector.
fn needs<'m>(answered: &'m Answered, material: &'m Material, project: &Record) -> Vec<&'m Record> {
    let mut needs: Vec<&Record> =
        project.references("related_need").iter().filter_map(|need| material.get(need)).collect();
    needs.extend(&answered.need);
    needs.extend(material.records.values().filter(|record| {
        record.kind().plural == "needs"
            && record.text("place") == project.text("partner_place")
            && project.references("sectors").iter().any(|sector| sector == record.text("sector"))
    }));
    needs.retain(|need| !need.text("indicator").is_empty());
    needs
}

/// The record of an earlier and different value: an observation, else what a need states.
fn before(told: &[&Record], needs: &[&Record], after: &Record) -> Option<String> {
    let is_alike = |one: &Record| {
        one.text("indicator") == after.text("indicator") && one.text("unit") == after.text("unit")
    };
    let is_earlier = |one: &Record| one.date().map(When::sort_key) < after.date().map(When::sort_key);
    let value = after.number("value").map(domain::Number::written);
    let differs =
        |one: &Record, field: &str| one.number(field).is_some_and(|before| Some(before.written()) != value);
    let observed = told.iter().find(|one| is_alike(one) && is_earlier(one) && differs(one, "value"));
    let stated =
        || needs.iter().find(|need| is_alike(need) && is_earlier(need) && differs(need, "baseline_value"));
    observed.or_else(stated).map(|record| record.id().to_owned())
}

/// Tells whether a value says how much changed rather than how much was put in.
///
/// # Source
/// Ours: on the demonstration record shares are results, and people, years and money are what was put in.
fn is_share(observation: &Record) -> bool {
    observation.text("unit") == "%"
}
