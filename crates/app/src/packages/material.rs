//! The records around an answer, and reading them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Record, Viewer, kind};
use serde::Serialize;
use store::{Names, Tx};

use super::{Package, alone, compose};
use crate::matches::Answered;
use crate::{Renkei, Result};

/// How many offerings of an answer are looked at.
const MOST_LEADS: usize = 12;
/// How many records of one sort are read around an answer.
const MOST_AROUND: u32 = 300;

/// What packages are composed from.
#[derive(Debug, Clone, Default)]
pub struct Material {
    /// The day, as `2026-04-01`.
    pub today: String,
    /// The place of the need and what it lies in, the nearest first; none when no place is named.
    pub places: Vec<String>,
    /// The office's home and what it lies in, the nearest first.
    pub home: Vec<String>,
    /// What each place lies in, the nearest first.
    pub around: BTreeMap<String, Vec<String>>,
    /// Offerings, schemes, organisations, places, needs, projects and agreements by id.
    pub records: BTreeMap<String, Record>,
    /// Projects with these offerings, and projects at the place.
    pub projects: Vec<Record>,
    /// Agreements with a party of the partner's side.
    pub agreements: Vec<Record>,
    /// Who of either side belongs to which group.
    pub memberships: Vec<Record>,
    /// What was measured in these projects and at their places.
    pub observations: Vec<Record>,
    /// The rules of the schemes.
    pub rules: Vec<Record>,
    /// What the place and what it lies in are like.
    pub traits: Vec<Record>,
    /// What the offerings require.
    pub conditions: Vec<Record>,
}

/// Packages with the records that they speak of.
#[derive(Debug, Clone, Default)]
pub struct Packages {
    /// The packages, best first.
    pub list: Vec<Package>,
    /// What they were composed from.
    pub material: Material,
    /// What the ids stand for.
    pub names: Names,
}

impl Serialize for Packages {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl Material {
    /// A record by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(id)
    }

    /// The projects that used an offering.
    pub fn using<'m>(&'m self, offering: &'m str) -> impl Iterator<Item = &'m Record> {
        self.projects
            .iter()
            .filter(move |project| project.references("offerings").iter().any(|used| used == offering))
    }

    /// The organisations.
    pub fn organisations(&self) -> impl Iterator<Item = &Record> {
        self.records.values().filter(|record| record.kind().plural == "organisations")
    }

    /// The rules of a scheme.
    pub fn rules_of<'m>(&'m self, scheme: &'m str) -> impl Iterator<Item = &'m Record> {
        self.rules.iter().filter(move |rule| rule.text("scheme") == scheme)
    }

    /// The place of the need and what it lies in, up to its country: both sides share a continent.
    pub fn near_places(&self) -> impl Iterator<Item = &str> {
        self.up_to_country(self.places.iter().map(String::as_str))
    }

    /// The place of an organisation and what it lies in, up to its country.
    pub fn around_organisation(&self, id: &str) -> impl Iterator<Item = &str> {
        let place = self.get(id).map(|record| record.text("place")).filter(|place| !place.is_empty());
        let wider = place.and_then(|place| self.around.get(place)).into_iter().flatten();
        self.up_to_country(place.into_iter().chain(wider.map(String::as_str)))
    }

    fn up_to_country<'m>(&'m self, places: impl Iterator<Item = &'m str>) -> impl Iterator<Item = &'m str> {
        let mut is_over = false;
        places.take_while(move |place| {
            let was_over = is_over;
            is_over |= self.get(place).is_some_and(|record| record.text("kind") == "country");
            !was_over
        })
    }

    /// Keeps records by their ids.
    pub fn keep(&mut self, records: impl IntoIterator<Item = Record>) {
        self.records.extend(records.into_iter().map(|record| (record.id().to_owned(), record)));
    }
}

/// Composes the packages of an answer.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read.
pub async fn of(renkei: &Renkei, viewer: &Viewer, answered: &Answered) -> Result<Packages> {
    if !answered.answer.verdict.fits {
        return Ok(Packages::default());
    }
    packed(renkei, viewer, answered, compose).await
}

/// A package of one offering for each of those listed in an answer, however near they come; for answers that are held
/// beside each other.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read.
pub async fn beside(renkei: &Renkei, viewer: &Viewer, answered: &Answered) -> Result<Packages> {
    packed(renkei, viewer, answered, |answered, material| {
        alone(answered, material, &answered.answer.offerings)
    })
    .await
}

async fn packed(
    renkei: &Renkei,
    viewer: &Viewer,
    answered: &Answered,
    compose: impl Fn(&Answered, &Material) -> Vec<Package>,
) -> Result<Packages> {
    let mut tx = renkei.store().read().await?;
    let mut reading = Reading { tx: &mut tx, viewer, material: Material::default() };
    reading.material.today = renkei.today().to_string();
    reading.read(answered, &renkei.office().home).await?;
    let material = reading.material;
    let list = compose(answered, &material);
    let ids = list.iter().flat_map(|package| spoken_of(package, &material));
    let names = store::heads(&mut tx, viewer, ids.collect::<BTreeSet<String>>()).await?;
    Ok(Packages { list, material, names })
}

/// The ids that a package speaks of.
fn spoken_of(package: &Package, material: &Material) -> BTreeSet<String> {
    let who = &package.who;
    let mut ids: BTreeSet<String> = package.offerings.iter().cloned().collect();
    ids.extend([&who.lead, &who.partner, &who.company, &who.network].into_iter().flatten().cloned());
    ids.extend(who.delivered.iter().chain(&package.used_together).cloned());
    if let Some(paying) = &package.money.best {
        ids.insert(paying.scheme.clone());
        ids.extend(paying.unknown.iter().map(|open| &open.rule).chain(&paying.paid_for).cloned());
    }
    for refusal in &package.money.refused {
        ids.extend([refusal.scheme.clone(), refusal.rule.clone()]);
    }
    ids.extend(package.framework.agreement().map(str::to_owned));
    ids.extend(package.precedent.iter().map(|precedent| precedent.project.clone()));
    let records = ids.iter().filter_map(|id| material.get(id));
    let linked: Vec<String> =
        records.flat_map(|record| record.links().map(|(_, id)| id.to_owned()).collect::<Vec<_>>()).collect();
    ids.extend(linked);
    ids
}

struct Reading<'r> {
    tx: &'r mut Tx,
    viewer: &'r Viewer,
    material: Material,
}

impl Reading<'_> {
    async fn read(&mut self, answered: &Answered, home: &str) -> Result<()> {
        let asked = &answered.answer;
        let leads: Vec<String> = asked.offerings.iter().take(MOST_LEADS).map(|one| one.id.clone()).collect();
        self.by_ids("offerings", &leads).await?;
        if let Some(place) = &answered.answer.understood.place {
            self.material.places = self.upwards(place).await?;
        }
        if !home.is_empty() {
            self.material.home = self.upwards(home).await?;
        }
        let here: Vec<String> = answered.answer.understood.place.iter().cloned().collect();
        self.material.projects = self.referring("projects", "offerings", &leads).await?;
        let at_place = self.referring("projects", "partner_place", &here).await?;
        for project in at_place {
            if !self.material.projects.iter().any(|known| known.id() == project.id()) {
                self.material.projects.push(project);
            }
        }
        self.parties(answered, &here).await?;
        let mut schemes: BTreeSet<String> = asked.schemes.iter().map(|one| one.id.clone()).collect();
        let mut needs: BTreeSet<String> = BTreeSet::new();
        let mut subjects: BTreeSet<String> = BTreeSet::new();
        for project in &self.material.projects {
            schemes.extend(project.references("schemes").iter().cloned());
            needs.extend(project.references("related_need").iter().cloned());
            subjects.extend([project.id().to_owned(), project.text("partner_place").to_owned()]);
        }
        let schemes: Vec<String> = schemes.into_iter().collect();
        self.by_ids("schemes", &schemes).await?;
        self.by_ids("needs", &needs.into_iter().collect::<Vec<_>>()).await?;
        self.material.rules = self.referring("rules", "scheme", &schemes).await?;
        self.material.traits = self.referring("traits", "place", &self.material.places.clone()).await?;
        self.material.conditions = self.referring("conditions", "offering", &leads).await?;
        let subjects: Vec<String> = subjects.into_iter().filter(|id| !id.is_empty()).collect();
        self.material.observations = self.referring("observations", "subject", &subjects).await?;
        let material = &mut self.material;
        for list in [
            material.projects.clone(),
            material.agreements.clone(),
            material.observations.clone(),
            material.rules.clone(),
            material.conditions.clone(),
        ] {
            material.keep(list);
        }
        material.keep(answered.need.clone());
        Ok(())
    }

    /// The organisations of both sides with their places, agreements and groups.
    async fn parties(&mut self, answered: &Answered, here: &[String]) -> Result<()> {
        let near: Vec<String> = self.material.near_places().map(str::to_owned).collect();
        let theirs = self.referring("organisations", "place", &near).await?;
        let mut members: BTreeSet<String> = here.iter().cloned().collect();
        members.extend(
            theirs
                .iter()
                .filter(|one| here.contains(&one.text("place").to_owned()))
                .map(|one| one.id().to_owned()),
        );
        let their_side: Vec<String> =
            near.iter().cloned().chain(theirs.iter().map(|one| one.id().to_owned())).collect();
        self.material.keep(theirs);
        self.material.agreements = self.referring("agreements", "parties", &their_side).await?;
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        let mut ours: BTreeSet<String> = self.material.home.first().into_iter().cloned().collect();
        for offering in self.material.records.values().filter(|one| one.kind().plural == "offerings") {
            ours.insert(offering.text("provider").to_owned());
        }
        for project in &self.material.projects {
            ours.insert(project.text("lead").to_owned());
            ours.extend(project.references("partners").iter().cloned());
        }
        wanted.extend(ours.iter().cloned());
        wanted.extend(answered.need.iter().map(|need| need.text("organisation").to_owned()));
        wanted.extend(self.material.agreements.iter().flat_map(|one| one.references("parties").to_vec()));
        wanted.retain(|id| !id.is_empty());
        self.by_ids("organisations", &wanted.into_iter().collect::<Vec<_>>()).await?;
        let parents: BTreeSet<String> = self
            .material
            .organisations()
            .map(|one| one.text("parent").to_owned())
            .filter(|parent| !parent.is_empty() && self.material.get(parent).is_none())
            .collect();
        self.by_ids("organisations", &parents.into_iter().collect::<Vec<_>>()).await?;
        let places: BTreeSet<String> =
            self.material.organisations().map(|one| one.text("place").to_owned()).collect();
        let projects = self.material.projects.iter().map(|one| one.text("partner_place").to_owned());
        let named: BTreeSet<String> =
            places.into_iter().chain(projects).filter(|place| !place.is_empty()).collect();
        self.look_upwards(&named).await?;
        let providers =
            ours.iter().filter_map(|id| self.material.get(id)).map(|one| one.text("place").to_owned());
        members.extend(providers.filter(|place| !place.is_empty()).collect::<Vec<_>>());
        members.extend(ours.into_iter().filter(|id| !id.is_empty()));
        members.extend(answered.need.iter().map(|need| need.text("organisation").to_owned()));
        let members: Vec<String> = members.into_iter().filter(|id| !id.is_empty()).collect();
        self.material.memberships = self.referring("memberships", "member", &members).await?;
        Ok(())
    }

    /// A place with what it lies in, the nearest first; the records of all of them are kept.
    async fn upwards(&mut self, place: &str) -> Result<Vec<String>> {
        self.look_upwards(&BTreeSet::from([place.to_owned()])).await?;
        let wider = self.material.around.get(place).into_iter().flatten();
        Ok(std::iter::once(place.to_owned()).chain(wider.cloned()).collect())
    }

    /// Finds what each of the places lies in, level by level and not place by place.
    async fn look_upwards(&mut self, places: &BTreeSet<String>) -> Result<()> {
        let mut seen: BTreeSet<String> = places.clone();
        let mut level: Vec<String> = places.iter().cloned().collect();
        while !level.is_empty() {
            let missing: Vec<String> =
                level.iter().filter(|id| self.material.get(id).is_none()).cloned().collect();
            self.by_ids("places", &missing).await?;
            let wider = level.iter().filter_map(|id| self.material.get(id)).map(|one| one.text("within"));
            level = wider.filter(|id| !id.is_empty()).map(str::to_owned).collect();
            level.retain(|id| seen.insert(id.clone()));
        }
        for place in places {
            let mut wider: Vec<String> = Vec::new();
            let mut at = place.as_str();
            while let Some(next) = self.material.get(at).map(|one| one.text("within")) {
                if next.is_empty() || next == place || wider.iter().any(|known| known == next) {
                    break;
                }
                wider.push(next.to_owned());
                at = next;
            }
            self.material.around.insert(place.clone(), wider);
        }
        Ok(())
    }

    async fn by_ids(&mut self, plural: &str, ids: &[String]) -> Result<()> {
        if let (Some(kind), false) = (kind(plural), ids.is_empty()) {
            let found = store::by_ids(self.tx, self.viewer, kind, ids).await?;
            self.material.keep(found);
        }
        Ok(())
    }

    async fn referring(&mut self, plural: &str, field: &str, ids: &[String]) -> Result<Vec<Record>> {
        match kind(plural) {
            Some(kind) if !ids.is_empty() => {
                Ok(store::referring(self.tx, self.viewer, kind, field, ids, MOST_AROUND).await?)
            }
            _ => Ok(Vec::new()),
        }
    }
}
