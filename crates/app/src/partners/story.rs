//! The story of one place: who agreed what and when, which work was done, what came of it, what came back.
//!
//! A city takes in its sites and the bodies seated there, a country its cities. Bodies of the state speak for their
//! country and not for the city where they sit; banks, agencies of the United Nations and networks speak for no place.
//! Home itself and what lies around it is told by its own facts only, as everything on record would belong to it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use domain::{Kind, Number, Record, Viewer, When, kind};
use store::{Names, Tx};

use super::overview::{BEYOND, STATE, first_key, location};
use super::{Evidence, Measured, Overview, Partner, Recognised, Sector, Tree, about, measured, steps};
use crate::records::Sources;
use crate::{Error, Renkei, Result};

/// The most records of one kind that are told in one story.
pub const MOST: u32 = 400;
/// The most places that are taken in.
const MOST_PLACES: usize = 2_000;

/// The story of a place, without a word of any language.
#[derive(Debug, Clone)]
pub struct Story {
    /// The place.
    pub place: Record,
    /// Whether it lies at home: its story is then what it gives and gains.
    pub is_home: bool,
    /// The places around it up to its country, the nearest first; all of them when it lies in no country.
    pub path: Vec<String>,
    /// The partners within it, most projects first.
    pub partners: Vec<Partner>,
    /// The places directly within it that are no partners: sites, wards, cities at home.
    pub places: Vec<Record>,
    /// The first fact of cooperation.
    pub since: Option<Since>,
    /// Agreements to which it or its bodies are parties, by date.
    pub agreements: Vec<Record>,
    /// Sectors of the projects, by first year.
    pub sectors: Vec<Sector>,
    /// Projects there, by start; of a place at home, projects that it or its bodies lead or take part in.
    pub projects: Vec<Record>,
    /// Projects elsewhere in which its bodies take part.
    pub elsewhere: Vec<Record>,
    /// Of a place at home: the places for which it works, by first year.
    pub gives: Vec<Given>,
    /// Dated acts there and in the projects.
    pub activities: Vec<Record>,
    /// Needs, each with what answered it.
    pub needs: Vec<Answered>,
    /// Measured values.
    pub results: Vec<Measured>,
    /// What the home side gained: through this place, or this place itself when it lies at home.
    pub gained_home: Vec<Record>,
    /// What the partner side gained.
    pub gained_partner: Vec<Record>,
    /// Sums of the amounts that the home side gained, by currency.
    pub amounts: BTreeMap<String, Number>,
    /// Where a practice went from here.
    pub spread_from: Vec<Record>,
    /// Practices that came here.
    pub spread_to: Vec<Record>,
    /// Awards beside the results before them.
    pub recognitions: Vec<Recognised>,
    /// Bodies seated there.
    pub organisations: Vec<Record>,
    /// Networks and associations to which it or its bodies belong.
    pub memberships: Vec<Record>,
    /// Plans and laws of its bodies.
    pub policies: Vec<Record>,
    /// Where sources disagree about anything told here.
    pub conflicts: Vec<Record>,
    /// Documents by how many of the records told here cite them, most first.
    pub cited: Vec<(String, usize)>,
    /// The documents, by the name under which they are cited.
    pub sources: Sources,
    /// What the ids stand for.
    pub names: Names,
    /// Where the places are between which practices went: latitude and longitude.
    pub locations: HashMap<String, (f64, f64)>,
    /// Kinds of which more is on record than is told.
    pub cut: Vec<&'static Kind>,
}

/// The first fact of cooperation.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// Its date.
    pub when: When,
    /// The agreement or project.
    pub record: String,
}

/// A need and what answered it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The need.
    pub need: Record,
    /// The projects that answer it, by start.
    pub projects: Vec<Record>,
}

/// The work of a home place for one partner.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The partner: a city where there is one, else the place named.
    pub place: String,
    /// The id of its country; blank when it lies in none.
    pub country: String,
    /// The ids of the projects, by start.
    pub projects: Vec<String>,
    /// When the first began.
    pub since: Option<When>,
    /// The sectors, in the order in which they were taken up.
    pub sectors: Vec<String>,
}

/// Tells the story of a place.
///
/// # Errors
/// [`Error::NotFound`] when there is no such place, [`Error::Store`] when the record cannot be read.
pub async fn show(renkei: &Renkei, viewer: &Viewer, id: &str) -> Result<Arc<Story>> {
    let mut tx = renkei.store().read().await?;
    let overview = super::of(&mut tx, renkei, viewer).await?;
    if let Some(told) = overview.story(id) {
        return Ok(told);
    }
    let mut reading = Reading::new(&mut tx, viewer, &renkei.office().home, id).await?;
    let mut story = reading.gather().await?;
    story.partners = inside(&overview, &story);
    story.recognitions = reading.recognised(&overview, &mut story).await?;
    story.cut = reading.cut;
    let story = Arc::new(finish(&mut tx, viewer, story).await?);
    overview.keep(&story);
    Ok(story)
}

/// What is known while the story is read.
struct Reading<'a> {
    tx: &'a mut Tx,
    viewer: &'a Viewer,
    home: &'a str,
    place: Record,
    path: Vec<String>,
    is_home: bool,
    /// The place and those it takes in.
    places: Vec<String>,
    /// The organisations that speak for it.
    bodies: Vec<String>,
    organisations: Vec<Record>,
    observations: Vec<Record>,
    cut: Vec<&'static Kind>,
}

impl<'a> Reading<'a> {
    async fn new(tx: &'a mut Tx, viewer: &'a Viewer, home: &'a str, id: &str) -> Result<Self> {
        let missing = || Error::NotFound(format!("places/{id}"));
        let kind = kind("places").ok_or_else(missing)?;
        let place = store::find(tx, viewer, kind, id).await?.ok_or_else(missing)?;
        let path = store::path(tx, viewer, id).await?;
        let around_home = if home.is_empty() { Vec::new() } else { store::path(tx, viewer, home).await? };
        let is_home = !home.is_empty() && (id == home || path.iter().any(|step| step == home));
        let is_wide = id == home
            || around_home.iter().any(|step| step == id)
            || (place.text("kind") == "region" && place.text("country_iso2").is_empty());
        let mut places = if is_wide { vec![id.to_owned()] } else { store::within(tx, viewer, id).await? };
        places.truncate(MOST_PLACES);
        let mut reading = Self {
            tx,
            viewer,
            home,
            place,
            path,
            is_home,
            places,
            bodies: Vec::new(),
            organisations: Vec::new(),
            observations: Vec::new(),
            cut: Vec::new(),
        };
        reading.organisations = reading.referring("organisations", "place", &reading.places.clone()).await?;
        let is_country = reading.place.text("kind") == "country";
        let speaks = |body: &&Record| {
            let kind = body.text("kind");
            !BEYOND.contains(&kind) && (is_country || !STATE.contains(&kind))
        };
        reading.bodies = ids(reading.organisations.iter().filter(speaks));
        Ok(reading)
    }

    async fn referring(&mut self, plural: &str, field: &str, to: &[String]) -> Result<Vec<Record>> {
        let Some(kind) = kind(plural).filter(|_| !to.is_empty()) else { return Ok(Vec::new()) };
        let records = store::referring(self.tx, self.viewer, kind, field, to, MOST).await?;
        let full = u32::try_from(records.len()).is_ok_and(|total| total >= MOST);
        if full && !self.cut.contains(&kind) {
            self.cut.push(kind);
        }
        Ok(records)
    }

    async fn gather(&mut self) -> Result<Story> {
        let (places, bodies) = (self.places.clone(), self.bodies.clone());
        let both: Vec<String> = places.iter().chain(&bodies).cloned().collect();
        let (projects, elsewhere) = self.projects(&places, &bodies, &both).await?;
        let agreements = self.referring("agreements", "parties", &both).await?;
        let in_projects = ids(&projects);
        let activities = merged([
            self.referring("activities", "place", &places).await?,
            self.referring("activities", "project", &in_projects).await?,
        ]);
        let needs = merged([
            self.referring("needs", "place", &places).await?,
            self.referring("needs", "organisation", &bodies).await?,
        ]);
        let measured_on: Vec<String> = both.iter().chain(&in_projects).cloned().collect();
        self.observations = self.referring("observations", "subject", &measured_on).await?;
        let benefits = merged([
            self.referring("benefits", "partner_place", &places).await?,
            self.referring("benefits", "place_benefiting", &places).await?,
        ]);
        let (gained_home, gained_partner) = self.sides(benefits).await?;
        let gives = if self.is_home { self.gives(&projects).await? } else { Vec::new() };
        let own = [self.place.id().to_owned()];
        let spread_from = self.referring("spread", "from_place", &places).await?;
        let mut spread_to = self.referring("spread", "to_place", &places).await?;
        spread_to.retain(|one| !spread_from.iter().any(|from| from.id() == one.id()));
        Ok(Story {
            is_home: self.is_home,
            path: self.path_to_country().await?,
            partners: Vec::new(),
            places: self.referring("places", "within", &own).await?,
            since: since(&[&agreements, &projects]),
            sectors: sectors(&projects),
            gives,
            needs: self.answered(needs).await?,
            results: measured(self.observations.clone(), &places),
            amounts: amounts(&gained_home),
            gained_home,
            gained_partner,
            spread_from,
            spread_to,
            recognitions: Vec::new(),
            memberships: self.referring("memberships", "member", &both).await?,
            policies: self.referring("policies", "owner", &bodies).await?,
            organisations: self.organisations.clone(),
            place: self.place.clone(),
            agreements,
            projects,
            elsewhere,
            activities,
            conflicts: Vec::new(),
            cited: Vec::new(),
            sources: Sources::new(),
            names: Names::new(),
            locations: HashMap::new(),
            cut: Vec::new(),
        })
    }

    async fn path_to_country(&mut self) -> Result<Vec<String>> {
        let Some(kind) = kind("places") else { return Ok(self.path.clone()) };
        let around = store::by_ids(self.tx, self.viewer, kind, &self.path).await?;
        let is_country = |id: &String| around.iter().any(|p| p.id() == id && p.text("kind") == "country");
        let last = self.path.iter().position(is_country).map_or(self.path.len(), |at| at + 1);
        let is_country_itself = self.place.text("kind") == "country";
        Ok(self.path.iter().take(if is_country_itself { 0 } else { last }).cloned().collect())
    }

    async fn projects(
        &mut self,
        places: &[String],
        bodies: &[String],
        both: &[String],
    ) -> Result<(Vec<Record>, Vec<Record>)> {
        let there = self.referring("projects", "partner_place", places).await?;
        let part = merged([
            self.referring("projects", "lead", bodies).await?,
            self.referring("projects", "partners", both).await?,
        ]);
        if self.is_home {
            return Ok((merged([there, part]), Vec::new()));
        }
        let known: HashSet<&str> = there.iter().map(Record::id).collect();
        let elsewhere = part.into_iter().filter(|project| !known.contains(project.id())).collect();
        Ok((there, elsewhere))
    }

    /// Parts benefits into those of the home side and those of the partner side.
    async fn sides(&mut self, benefits: Vec<Record>) -> Result<(Vec<Record>, Vec<Record>)> {
        let gaining = benefits.iter().map(|benefit| benefit.text("place_benefiting").to_owned()).collect();
        let tree = Tree::of(self.tx, self.viewer, self.home, gaining).await?;
        Ok(benefits.into_iter().partition(|benefit| tree.is_home(benefit.text("place_benefiting"))))
    }

    async fn answered(&mut self, needs: Vec<Record>) -> Result<Vec<Answered>> {
        let projects = self.referring("projects", "related_need", &ids(&needs)).await?;
        Ok(needs
            .into_iter()
            .map(|need| {
                let answers =
                    |project: &&Record| project.references("related_need").iter().any(|id| id == need.id());
                let projects = projects.iter().filter(answers).cloned().collect();
                Answered { need, projects }
            })
            .collect())
    }

    /// Sorts the projects of a home place by the city or country for which they are.
    async fn gives(&mut self, projects: &[Record]) -> Result<Vec<Given>> {
        let named = projects.iter().map(|project| project.text("partner_place").to_owned()).collect();
        let tree = Tree::of(self.tx, self.viewer, self.home, named).await?;
        let mut gives: Vec<Given> = Vec::new();
        for project in projects {
            let place = project.text("partner_place");
            if place.is_empty() || tree.is_home(place) {
                continue;
            }
            let city = tree.upwards(place).find(|around| around.text("kind") != "site");
            let country = tree.upwards(place).find(|around| around.text("kind") == "country");
            let place = city.map_or(place, Record::id);
            let at = gives.iter().position(|given| given.place == place);
            let given = match at.and_then(|at| gives.get_mut(at)) {
                Some(given) => given,
                None => {
                    gives.push(Given {
                        place: place.to_owned(),
                        country: country.map_or_else(String::new, |country| country.id().to_owned()),
                        projects: Vec::new(),
                        since: project.date().cloned(),
                        sectors: Vec::new(),
                    });
                    let Some(given) = gives.last_mut() else { continue };
                    given
                }
            };
            given.projects.push(project.id().to_owned());
            for sector in project.references("sectors") {
                if !given.sectors.contains(sector) {
                    given.sectors.push(sector.clone());
                }
            }
        }
        gives.sort_by_cached_key(|given| (first_key(given.since.as_ref()), given.place.clone()));
        Ok(gives)
    }

    async fn recognised(&mut self, overview: &Overview, story: &mut Story) -> Result<Vec<Recognised>> {
        let both: Vec<String> = self.places.iter().chain(&self.bodies).cloned().collect();
        let recognitions = self.referring("recognitions", "recipient", &both).await?;
        let (own, is_home) = (self.place.id().to_owned(), self.is_home);
        let by_place =
            about(self.tx, self.viewer, overview, recognitions, |_| (own.clone(), is_home)).await?;
        let mut recognised = Vec::with_capacity(by_place.len());
        for (place, recognitions) in by_place {
            let evidence = if place == own {
                Evidence { observations: self.observations.clone(), projects: story.projects.clone() }
            } else {
                Evidence::of(self.tx, self.viewer, &place).await?
            };
            recognised.push(Recognised { steps: steps(recognitions, &evidence), place });
        }
        recognised.sort_by_key(|one| one.place != own);
        Ok(recognised)
    }
}

impl Evidence {
    /// Reads the results of a place and of what it takes in.
    pub(crate) async fn of(tx: &mut Tx, viewer: &Viewer, place: &str) -> Result<Self> {
        let mut places = store::within(tx, viewer, place).await?;
        places.truncate(MOST_PLACES);
        let (Some(projects), Some(observations)) = (kind("projects"), kind("observations")) else {
            return Ok(Self::default());
        };
        let projects = store::referring(tx, viewer, projects, "partner_place", &places, MOST).await?;
        let subjects: Vec<String> = places.into_iter().chain(ids(&projects)).collect();
        let observations = store::referring(tx, viewer, observations, "subject", &subjects, MOST).await?;
        Ok(Self { observations, projects })
    }
}

/// The partners within a place, most projects first.
fn inside(overview: &Overview, story: &Story) -> Vec<Partner> {
    let id = story.place.id();
    let mut inside: Vec<Partner> =
        overview.partners.iter().filter(|p| p.around.iter().any(|around| around == id)).cloned().collect();
    inside.sort_by_cached_key(|p| {
        (std::cmp::Reverse(p.totals.projects), first_key(p.since.as_ref()), p.id.clone())
    });
    inside
}

/// Reads what all the records together need: conflicts, documents, names.
async fn finish(tx: &mut Tx, viewer: &Viewer, mut story: Story) -> Result<Story> {
    let mut subjects: Vec<String> = ids(story.told());
    subjects.sort_unstable();
    subjects.dedup();
    if let Some(kind) = kind("conflicts") {
        story.conflicts = store::referring(tx, viewer, kind, "subject", &subjects, MOST).await?;
    }
    let mut counts: HashMap<String, HashSet<&str>> = HashMap::new();
    for record in story.told().chain(&story.conflicts) {
        for citation in crate::records::citations(record).filter(|citation| !citation.document.is_empty()) {
            counts.entry(citation.document.clone()).or_default().insert(record.id());
        }
    }
    let mut cited: Vec<(String, usize)> =
        counts.into_iter().map(|(document, records)| (document, records.len())).collect();
    cited.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let sources = crate::records::cited(tx, viewer, story.told().chain(&story.conflicts)).await?;
    let mut wanted: HashSet<&str> = story.path.iter().map(String::as_str).collect();
    for record in story.told().chain(&story.conflicts) {
        let named = record.links().filter(|(field, _)| is_named(record, field.name));
        wanted.extend(named.map(|(_, id)| id));
    }
    for project in story.needs.iter().flat_map(|one| &one.projects) {
        wanted.extend(project.references("offerings").iter().map(String::as_str));
    }
    wanted.extend(story.since.iter().map(|since| since.record.as_str()));
    wanted.extend(story.gives.iter().flat_map(|given| [given.place.as_str(), given.country.as_str()]));
    wanted.extend(story.recognitions.iter().map(|one| one.place.as_str()));
    for partner in &story.partners {
        wanted.extend(partner.sectors.iter().map(|sector| sector.code.as_str()));
    }
    let names = store::heads(tx, viewer, wanted).await?;
    let ends = story.spread_from.iter().chain(&story.spread_to);
    let ends: Vec<String> =
        ends.flat_map(|one| [one.text("from_place").to_owned(), one.text("to_place").to_owned()]).collect();
    if let Some(kind) = kind("places") {
        let places = store::by_ids(tx, viewer, kind, &ends).await?;
        // A wide region has no point that means anything.
        let is_narrow = |place: &&Record| !place.text("country_iso2").is_empty();
        let located = places
            .iter()
            .filter(is_narrow)
            .filter_map(|place| Some((place.id().to_owned(), location(place)?)));
        story.locations = located.collect();
    }
    story.cited = cited;
    story.sources = sources;
    story.names = names;
    Ok(story)
}

/// Tells whether a story names what a record refers to in a field. Of projects, which are many, it names few.
fn is_named(record: &Record, field: &str) -> bool {
    match record.kind().plural {
        "projects" => matches!(field, "partner_place" | "sectors"),
        "organisations" | "places" => false,
        _ => true,
    }
}

impl Story {
    /// Every record that is told, some of them twice.
    fn told(&self) -> impl Iterator<Item = &Record> {
        let needs = self.needs.iter().flat_map(|one| std::iter::once(&one.need).chain(&one.projects));
        let values = self.results.iter().flat_map(|m| m.subjects.iter().flat_map(|s| &s.values));
        let steps = self.recognitions.iter().flat_map(|one| &one.steps);
        let steps = steps.flat_map(|s| s.recognitions.iter().chain(&s.observations).chain(&s.projects));
        [
            std::slice::from_ref(&self.place),
            &self.places,
            &self.agreements,
            &self.projects,
            &self.elsewhere,
            &self.activities,
            &self.gained_home,
            &self.gained_partner,
            &self.spread_from,
            &self.spread_to,
            &self.organisations,
            &self.memberships,
            &self.policies,
        ]
        .into_iter()
        .flatten()
        .chain(needs)
        .chain(values)
        .chain(steps)
    }

    /// The visits of leaders, by date.
    pub fn visits(&self) -> impl Iterator<Item = &Record> {
        self.activities.iter().filter(|activity| activity.text("kind") == "mayor_visit")
    }

    /// Every recognition, by date within each place.
    pub fn honours(&self) -> impl Iterator<Item = &Record> {
        self.recognitions.iter().flat_map(|one| &one.steps).flat_map(|step| &step.recognitions)
    }

    /// The conflicts about a record.
    pub fn conflicts_of(&self, id: &str) -> impl Iterator<Item = &Record> {
        self.conflicts.iter().filter(move |conflict| conflict.text("subject") == id)
    }

    /// A project of the story by its id.
    #[must_use]
    pub fn project(&self, id: &str) -> Option<&Record> {
        self.projects.iter().find(|project| project.id() == id)
    }

    /// Tells whether nothing at all is on record but the place itself.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.agreements.is_empty()
            && self.projects.is_empty()
            && self.elsewhere.is_empty()
            && self.activities.is_empty()
            && self.needs.is_empty()
            && self.results.is_empty()
            && self.gained_home.is_empty()
            && self.gained_partner.is_empty()
            && self.spread_from.is_empty()
            && self.spread_to.is_empty()
            && self.recognitions.is_empty()
            && self.organisations.is_empty()
            && self.memberships.is_empty()
            && self.policies.is_empty()
    }
}

fn ids<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<String> {
    records.into_iter().map(|record| record.id().to_owned()).collect()
}

/// Joins lists of one kind, each record once, in the order of dates.
fn merged<const N: usize>(lists: [Vec<Record>; N]) -> Vec<Record> {
    let mut seen = HashSet::new();
    let mut all: Vec<Record> =
        lists.into_iter().flatten().filter(|record| seen.insert(record.id().to_owned())).collect();
    all.sort_by_cached_key(|record| (first_key(record.date()), record.id().to_owned()));
    all
}

/// The earliest dated record of all.
fn since(lists: &[&[Record]]) -> Option<Since> {
    let dated = lists.iter().copied().flatten().filter_map(|record| Some((record.date()?, record)));
    let (when, record) = dated.min_by_key(|(when, _)| when.sort_key())?;
    Some(Since { when: when.clone(), record: record.id().to_owned() })
}

/// The sectors of projects, by first year.
fn sectors(projects: &[Record]) -> Vec<Sector> {
    let mut sectors: Vec<Sector> = Vec::new();
    for project in projects {
        for code in project.references("sectors") {
            match sectors.iter_mut().find(|sector| sector.code == *code) {
                Some(sector) => sector.total += 1,
                // Projects come by date, so the first of a sector is its earliest.
                None => sectors.push(Sector { code: code.clone(), first: project.date().cloned(), total: 1 }),
            }
        }
    }
    sectors.sort_by_cached_key(|sector| {
        (first_key(sector.first.as_ref()), std::cmp::Reverse(sector.total), sector.code.clone())
    });
    sectors
}

/// Sums amounts by currency, ranges as ranges.
pub(crate) fn amounts<'r>(records: impl IntoIterator<Item = &'r Record>) -> BTreeMap<String, Number> {
    let mut sums: BTreeMap<String, Number> = BTreeMap::new();
    for record in records {
        let Some(amount) = record.number("amount") else { continue };
        let currency = record.text("currency").to_owned();
        let sum = match sums.get(&currency) {
            Some(sum) => sum.plus(amount),
            None => Some(amount.clone()),
        };
        if let Some(sum) = sum {
            sums.insert(currency, sum);
        }
    }
    sums
}
