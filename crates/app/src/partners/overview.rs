//! What is known of every partner at a glance: counts and first years, rolled up to cities and countries.
//!
//! It is read in a few passes over the record and kept until the record changes, so that a page that shows fifty of ten
//! thousand partners, or the desk, costs the same however long the record is.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use domain::{Kind, Record, Texts, Viewer, When, kind};
use store::{Filter, Query, Share, Sort, Tx};

use super::account::Account;
use super::story::Story;
use crate::{Renkei, Result};

/// Bodies of the state and of the world: seated in a city, they do not speak for it, only for their country.
pub(crate) const STATE: &[&str] = &["ministry", "development_agency"];
/// Bodies that speak for no place, wherever they are seated.
pub(crate) const BEYOND: &[&str] = &["bank", "un_agency", "network"];

/// How many of the newest facts, and of the records that need care, are kept by name.
const KEPT: u32 = 6;
/// How many of the newest facts are looked through for those about partners.
const LOOKED: u32 = 120;
/// How many agreements with a term are looked through.
const TERMS: u32 = 2_000;
/// How deep the tree of places may be.
const DEPTH: usize = 12;

/// One partner: a city, a country, or a region of a country, outside home.
#[derive(Debug, Clone, PartialEq)]
pub struct Partner {
    /// The id of the place.
    pub id: String,
    /// The kind of place: `city`, `country` or `region`.
    pub kind: String,
    /// The name.
    pub name: Texts,
    /// The id of the country; its own for a country, blank when it lies in none on record.
    pub country: String,
    /// The ids of the places around it, the nearest first.
    pub around: Vec<String>,
    /// The country's code, ISO 3166-1 alpha-2; may be blank.
    pub iso2: String,
    /// Latitude and longitude.
    pub location: Option<(f64, f64)>,
    /// The date of the first agreement or project.
    pub since: Option<When>,
    /// The date of the last agreement, project or activity.
    pub last: Option<When>,
    /// How many records of each kind it has, its sites and its own bodies included.
    pub totals: Totals,
    /// Its sectors, in the order of their first years.
    pub sectors: Vec<Sector>,
}

/// How many records of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Agreements to which it is a party.
    pub agreements: u64,
    /// Projects there.
    pub projects: u64,
    /// Needs on record.
    pub needs: u64,
    /// Activities there.
    pub activities: u64,
    /// Measured values.
    pub results: u64,
    /// Awards and praise.
    pub recognitions: u64,
    /// What came back home from there.
    pub benefits: u64,
}

/// The work in one sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// The code.
    pub code: String,
    /// When the first project of it began.
    pub first: Option<When>,
    /// How many projects.
    pub total: u64,
}

/// An order of partners: its name, and the language in which names are compared.
type Ordering = (&'static str, String);

/// Everything that is kept.
#[derive(Debug, Default)]
pub struct Overview {
    /// The partners that have facts, in the order of ids.
    pub partners: Vec<Partner>,
    /// What the home side gained, by partner.
    pub account: Account,
    /// The newest facts about partners.
    pub newest: Newest,
    /// What needs care.
    pub care: Care,
    /// The countries that have partners within them, with how many, most first.
    pub countries: Vec<(String, usize)>,
    /// The sectors of partners, with how many of them, most first.
    pub sectors: Vec<(String, usize)>,
    /// What the desk shows of the partners.
    pub(crate) desk: OnceLock<crate::desk::Kept>,
    at: HashMap<String, usize>,
    orders: Mutex<HashMap<Ordering, Arc<[usize]>>>,
    /// The stories last told, which are right as long as the overview is.
    stories: Mutex<VecDeque<Arc<Story>>>,
}

/// How many stories are kept beside an overview.
const STORIES: usize = 24;

/// The newest facts about partners.
#[derive(Debug, Default)]
pub struct Newest {
    /// Measured values, without aims.
    pub results: Vec<Record>,
    /// Awards and praise.
    pub recognitions: Vec<Record>,
    /// What came back home.
    pub benefits: Vec<Record>,
}

/// Records that need care.
#[derive(Debug, Default)]
pub struct Care {
    /// How many needs no project answers.
    pub unanswered: u64,
    /// The latest of them.
    pub unanswered_first: Vec<Record>,
    /// Agreements with a term and no renewal on record, the earliest term first.
    pub terms: Vec<Record>,
    /// The first conflicts.
    pub conflicts: Vec<Record>,
}

/// Overviews of offices, each as of one change of the record.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    kept: RwLock<Vec<(Viewer, i64, Arc<Overview>)>>,
}

/// How many offices are kept at once.
const OFFICES: usize = 64;

impl Cache {
    fn get(&self, viewer: &Viewer, seq: i64) -> Option<Arc<Overview>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(of, at, _)| of.sees_as(viewer) && *at == seq)
            .map(|(_, _, overview)| Arc::clone(overview))
    }

    fn put(&self, viewer: &Viewer, seq: i64, overview: &Arc<Overview>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, _, _)| !of.sees_as(viewer));
        if kept.len() >= OFFICES {
            kept.remove(0);
        }
        kept.push((viewer.clone(), seq, Arc::clone(overview)));
    }
}

impl Overview {
    /// Finds a partner by the id of its place.
    #[must_use]
    pub fn partner(&self, id: &str) -> Option<&Partner> {
        self.at.get(id).and_then(|at| self.partners.get(*at))
    }

    /// The story of a place, when it was told since the record last changed.
    pub(super) fn story(&self, id: &str) -> Option<Arc<Story>> {
        let stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        stories.iter().find(|story| story.place.id() == id).map(Arc::clone)
    }

    /// Keeps a story until the record changes or others push it out.
    pub(super) fn keep(&self, story: &Arc<Story>) {
        let mut stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        stories.truncate(STORIES - 1);
        stories.push_front(Arc::clone(story));
    }

    /// The places of the partners in an order, which is found once and kept.
    pub(super) fn order(
        &self,
        sort: &'static str,
        language: &str,
        find: impl FnOnce(&mut Vec<usize>),
    ) -> Arc<[usize]> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let order = orders.entry((sort, language.to_owned())).or_insert_with(|| {
            let mut order: Vec<usize> = (0..self.partners.len()).collect();
            find(&mut order);
            order.into()
        });
        Arc::clone(order)
    }
}

/// Gives the overview of the record as it is now.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read.
pub async fn overview(renkei: &Renkei, viewer: &Viewer) -> Result<Arc<Overview>> {
    let mut tx = renkei.store().read().await?;
    of(&mut tx, renkei, viewer).await
}

pub(crate) async fn of(tx: &mut Tx, renkei: &Renkei, viewer: &Viewer) -> Result<Arc<Overview>> {
    let seq = store::latest_change(tx, &viewer.office).await?;
    if let Some(known) = renkei.overviews().get(viewer, seq) {
        return Ok(known);
    }
    let built = Arc::new(build(tx, renkei, viewer).await?);
    renkei.overviews().put(viewer, seq, &built);
    Ok(built)
}

async fn build(tx: &mut Tx, renkei: &Renkei, viewer: &Viewer) -> Result<Overview> {
    let mut counted = Vec::new();
    for counts in COUNTS {
        let Some(kind) = kind(counts.plural) else { continue };
        counted.push((counts, store::shares(tx, viewer, kind, counts.field).await?));
    }
    let sectors = store::sector_shares(tx, viewer).await?;
    let benefits = store::benefit_shares(tx, viewer).await?;
    let ids = counted.iter().flat_map(|(_, shares)| shares.iter().map(|share| share.place.clone()));
    let ids = ids.chain(benefits.iter().map(|share| share.benefiting.clone()));
    let tree = Tree::of(tx, viewer, &renkei.office().home, ids.collect()).await?;
    let mut partners: BTreeMap<String, Partner> = BTreeMap::new();
    for (counts, shares) in &counted {
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        for share in shares {
            for place in tree.partners_of(&share.place, &share.body) {
                if share.record.is_empty() || seen.insert((place.id(), &share.record)) {
                    let partner =
                        partners.entry(place.id().to_owned()).or_insert_with(|| tree.partner(place));
                    counts.add(partner, share);
                }
            }
        }
    }
    for share in sectors {
        for place in tree.partners_of(&share.place, "") {
            if let Some(partner) = partners.get_mut(place.id()) {
                partner.add_sector(&share);
            }
        }
    }
    let mut partners: Vec<Partner> = partners.into_values().collect();
    partners.iter_mut().for_each(Partner::order_sectors);
    let at = partners.iter().enumerate().map(|(at, partner)| (partner.id.clone(), at)).collect();
    let inside = partners.iter().filter(|partner| partner.id != partner.country);
    let countries = most_first(inside.map(|partner| partner.country.as_str()));
    let cities = partners.iter().filter(|partner| partner.kind != "country");
    let sectors =
        most_first(cities.flat_map(|partner| partner.sectors.iter().map(|sector| sector.code.as_str())));
    let mut overview = Overview {
        partners,
        account: Account::of(&tree, benefits),
        newest: Newest::default(),
        care: care(tx, viewer).await?,
        countries,
        sectors,
        at,
        desk: OnceLock::new(),
        orders: Mutex::default(),
        stories: Mutex::default(),
    };
    overview.newest = newest(tx, renkei, viewer, &tree, &overview).await?;
    Ok(overview)
}

/// Counts values that are not blank, most first.
fn most_first<'p>(values: impl Iterator<Item = &'p str>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values.filter(|value| !value.is_empty()) {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(id, n)| (id.to_owned(), n)).collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}

/// How the records of a kind are counted for places.
struct Counts {
    plural: &'static str,
    field: &'static str,
    /// Where the number is kept.
    total: fn(&mut Totals) -> &mut u64,
    /// Whether cooperation can begin with it.
    begins: bool,
    /// Whether it shows that cooperation goes on.
    goes_on: bool,
}

const COUNTS: &[Counts] = &[
    Counts {
        plural: "agreements",
        field: "parties",
        total: |t| &mut t.agreements,
        begins: true,
        goes_on: true,
    },
    Counts {
        plural: "projects",
        field: "partner_place",
        total: |t| &mut t.projects,
        begins: true,
        goes_on: true,
    },
    Counts {
        plural: "activities",
        field: "place",
        total: |t| &mut t.activities,
        begins: false,
        goes_on: true,
    },
    Counts { plural: "needs", field: "place", total: |t| &mut t.needs, begins: false, goes_on: false },
    Counts {
        plural: "observations",
        field: "subject",
        total: |t| &mut t.results,
        begins: false,
        goes_on: false,
    },
    Counts {
        plural: "recognitions",
        field: "recipient",
        total: |t| &mut t.recognitions,
        begins: false,
        goes_on: false,
    },
    Counts {
        plural: "benefits",
        field: "partner_place",
        total: |t| &mut t.benefits,
        begins: false,
        goes_on: false,
    },
];

impl Counts {
    fn add(&self, partner: &mut Partner, share: &Share) {
        *(self.total)(&mut partner.totals) += share.total;
        if self.begins {
            partner.since = earlier(partner.since.take(), share.first.as_ref());
        }
        if self.goes_on {
            partner.last = later(partner.last.take(), share.last.as_ref());
        }
    }
}

impl Partner {
    fn add_sector(&mut self, share: &store::SectorShare) {
        match self.sectors.iter_mut().find(|sector| sector.code == share.sector) {
            Some(sector) => {
                sector.total += share.total;
                sector.first = earlier(sector.first.take(), share.first.as_ref());
            }
            None => self.sectors.push(Sector {
                code: share.sector.clone(),
                first: share.first.clone(),
                total: share.total,
            }),
        }
    }

    fn order_sectors(&mut self) {
        self.sectors.sort_by_cached_key(|sector| {
            (first_key(sector.first.as_ref()), std::cmp::Reverse(sector.total), sector.code.clone())
        });
    }
}

/// A key by which dates sort, those that are not known last.
pub(crate) fn first_key(when: Option<&When>) -> String {
    when.map_or_else(|| "~".to_owned(), When::sort_key)
}

fn earlier(known: Option<When>, other: Option<&When>) -> Option<When> {
    let other = other.filter(|other| known.as_ref().is_none_or(|known| other.sort_key() < known.sort_key()));
    other.cloned().or(known)
}

fn later(known: Option<When>, other: Option<&When>) -> Option<When> {
    let other = other.filter(|other| known.as_ref().is_none_or(|known| other.sort_key() > known.sort_key()));
    other.cloned().or(known)
}

/// The places that have facts and those around them.
pub(crate) struct Tree {
    places: HashMap<String, Record>,
    home: String,
    /// Home and the places around it, which are nobody's partners.
    above: HashSet<String>,
}

impl Tree {
    /// Reads the places and, step by step, those around them.
    pub async fn of(tx: &mut Tx, viewer: &Viewer, home: &str, mut wanted: HashSet<String>) -> Result<Self> {
        let mut tree = Self { places: HashMap::new(), home: home.to_owned(), above: HashSet::new() };
        let Some(kind) = kind("places") else { return Ok(tree) };
        wanted.insert(home.to_owned());
        for _ in 0..DEPTH {
            let mut ids: Vec<String> = wanted.drain().collect();
            ids.sort_unstable();
            for place in store::by_ids(tx, viewer, kind, &ids).await? {
                let around = place.text("within").to_owned();
                tree.places.insert(place.id().to_owned(), place);
                wanted.insert(around);
            }
            wanted.retain(|id| !id.is_empty() && !tree.places.contains_key(id));
            if wanted.is_empty() {
                break;
            }
        }
        tree.above = tree.upwards(home).map(|place| place.id().to_owned()).collect();
        Ok(tree)
    }

    /// The place and those around it, from near to far.
    pub fn upwards(&self, id: &str) -> impl Iterator<Item = &Record> {
        let start = self.places.get(id);
        std::iter::successors(start, |place| self.places.get(place.text("within"))).take(DEPTH)
    }

    pub fn is_home(&self, id: &str) -> bool {
        !self.home.is_empty() && self.upwards(id).any(|place| place.id() == self.home)
    }

    /// The partners to which a fact of this place belongs: it and those around it up to the country. `body` is the kind
    /// of the organisation that is named, blank for the place itself.
    fn partners_of<'a>(&'a self, id: &'a str, body: &'a str) -> impl Iterator<Item = &'a Record> {
        let is_home = BEYOND.contains(&body) || self.is_home(id);
        let up = if is_home { None } else { Some(self.upwards(id)) };
        up.into_iter().flatten().filter(move |place| {
            let speaks = place.text("kind") == "country" || !STATE.contains(&body);
            is_partner(place) && speaks && !self.above.contains(place.id())
        })
    }

    fn partner(&self, place: &Record) -> Partner {
        let country = self.upwards(place.id()).find(|place| place.text("kind") == "country");
        Partner {
            id: place.id().to_owned(),
            kind: place.text("kind").to_owned(),
            name: name(place),
            country: country.map_or_else(String::new, |country| country.id().to_owned()),
            around: self.upwards(place.id()).skip(1).map(|around| around.id().to_owned()).collect(),
            iso2: place.text("country_iso2").to_owned(),
            location: location(place),
            since: None,
            last: None,
            totals: Totals::default(),
            sectors: Vec::new(),
        }
    }
}

/// Tells whether a place can be a partner: a city, a country, or a region within one.
fn is_partner(place: &Record) -> bool {
    match place.text("kind") {
        "city" | "country" => true,
        "region" => !place.text("country_iso2").is_empty(),
        _ => false,
    }
}

/// The name of a place.
pub(crate) fn name(place: &Record) -> Texts {
    place.title(&|_| None)
}

/// Latitude and longitude of a place.
#[must_use]
pub fn location(place: &Record) -> Option<(f64, f64)> {
    Some((place.number("lat")?.approximate(), place.number("lon")?.approximate()))
}

async fn care(tx: &mut Tx, viewer: &Viewer) -> Result<Care> {
    let mut care = Care::default();
    if let Some(needs) = kind("needs") {
        let unanswered =
            Query::of(needs).filtered(Filter::NotReferredTo { by: "projects", field: "related_need" });
        care.unanswered = store::count(tx, viewer, &unanswered).await?;
        care.unanswered_first = store::page(tx, viewer, &unanswered.limited(KEPT)).await?;
    }
    if let Some(agreements) = kind("agreements") {
        let sort = Sort { field: "term_end", descending: false };
        let dated = Filter::Years { field: "term_end", from: None, to: None };
        let query = Query { sort, ..Query::of(agreements).filtered(dated).limited(TERMS) };
        care.terms = store::page(tx, viewer, &query).await?;
        care.terms.retain(|agreement| agreement.get("renewals").is_none());
    }
    if let Some(conflicts) = kind("conflicts") {
        care.conflicts = store::page(tx, viewer, &Query::of(conflicts).limited(KEPT)).await?;
    }
    Ok(care)
}

async fn newest(
    tx: &mut Tx,
    renkei: &Renkei,
    viewer: &Viewer,
    tree: &Tree,
    overview: &Overview,
) -> Result<Newest> {
    let until = renkei.today().year();
    let mut newest = Newest::default();
    for (plural, field) in
        [("observations", "subject"), ("recognitions", "recipient"), ("benefits", "partner_place")]
    {
        let Some(kind) = kind(plural) else { continue };
        let records = latest(tx, viewer, kind, until).await?;
        let seats =
            seats(tx, viewer, records.iter().map(|record| record.text(field).to_owned()).collect()).await?;
        let is_told = |record: &Record| {
            let id = record.text(field);
            let place = seats.get(id).map_or(id, String::as_str);
            let about_partner = tree.upwards(place).any(|place| overview.partner(place.id()).is_some());
            let about_home = plural == "recognitions" && tree.is_home(place);
            (about_partner || about_home) && !is_expected(record)
        };
        let told = records.into_iter().filter(is_told);
        let kept = usize::try_from(KEPT).unwrap_or(usize::MAX);
        let mut subjects: HashMap<String, usize> = HashMap::new();
        let told: Vec<Record> = told
            .filter(|record| {
                // One subject does not fill the list.
                let times = subjects.entry(record.text(field).to_owned()).or_default();
                *times += 1;
                *times <= 2 || plural != "observations"
            })
            .take(kept)
            .collect();
        match plural {
            "observations" => newest.results = told,
            "recognitions" => newest.recognitions = told,
            _ => newest.benefits = told,
        }
    }
    Ok(newest)
}

async fn latest(tx: &mut Tx, viewer: &Viewer, kind: &'static Kind, until: i16) -> Result<Vec<Record>> {
    let Some(field) = kind.date else { return Ok(Vec::new()) };
    let query = Query {
        sort: Sort { field, descending: true },
        ..Query::of(kind).filtered(Filter::Years { field, from: None, to: Some(until) }).limited(LOOKED)
    };
    Ok(store::page(tx, viewer, &query).await?)
}

/// The places of organisations and projects, by their ids; other ids are left out.
pub(crate) async fn seats(
    tx: &mut Tx,
    viewer: &Viewer,
    mut ids: Vec<String>,
) -> Result<HashMap<String, String>> {
    ids.sort_unstable();
    ids.dedup();
    let mut seats = HashMap::new();
    for (plural, field) in [("organisations", "place"), ("projects", "partner_place")] {
        let Some(kind) = kind(plural) else { continue };
        for record in store::by_ids(tx, viewer, kind, &ids).await? {
            seats.insert(record.id().to_owned(), record.text(field).to_owned());
        }
    }
    Ok(seats)
}

/// What values can be about when they are told of a place: it and the places within it, their bodies and projects.
pub(crate) async fn subjects(tx: &mut Tx, viewer: &Viewer, place: &str) -> Result<Vec<String>> {
    const MOST: u32 = 2_000;
    let mut subjects = store::within(tx, viewer, place).await?;
    subjects.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let places = subjects.clone();
    for (plural, field) in [("organisations", "place"), ("projects", "partner_place")] {
        let Some(kind) = kind(plural) else { continue };
        let records = store::referring(tx, viewer, kind, field, &places, MOST).await?;
        subjects.extend(records.into_iter().map(|record| record.id().to_owned()));
    }
    Ok(subjects)
}

/// The words in the names of indicators and in the notes of values that mark what was not measured but aimed at or
/// foreseen.
///
/// # Source
/// Ours: the words that the documents of the demo record use.
const EXPECTED: &[&str] =
    &["target", "targets", "planned", "goal", "goals", "aim", "forecast", "expected", "projected"];

/// Tells whether an indicator is an aim or a forecast and not a result.
#[must_use]
pub fn is_aim(indicator: &str) -> bool {
    indicator.split('_').any(|word| EXPECTED.contains(&word))
}

/// Tells whether a value is an aim or a forecast: by its indicator, or by what its note says.
#[must_use]
pub fn is_expected(value: &Record) -> bool {
    let note = value.texts("note").and_then(|texts| texts.get("en")).unwrap_or_default();
    let said = note.split(|c: char| !c.is_alphanumeric()).any(|word| EXPECTED.contains(&word));
    is_aim(value.text("indicator")) || said
}
