//! The desk: what the office holds, where its partners are, what is new, what needs care.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::{KINDS, Kind, Record, Viewer, Visibility};
use store::Names;

use crate::knowledge::Fault;
use crate::partners::{self, Overview, Partner, first_key};
use crate::{Renkei, Result};

/// How many places the map shows at most.
pub const MOST_POINTS: usize = 90;
/// With more partner cities than this the map shows countries.
const MOST_CITIES: usize = 400;
/// How many first years are shown.
const FIRST: usize = 10;
/// How many places are offered beside the question.
const OFFERED: usize = 60;
/// How many records of each sort that need care are named.
const NAMED: usize = 3;

/// Everything on the desk.
#[derive(Debug, Clone)]
pub struct Desk {
    /// How many records of each kind are held.
    pub totals: Vec<(&'static Kind, u64)>,
    /// How many partner cities there are.
    pub cities: usize,
    /// How many partner countries there are.
    pub countries: usize,
    /// The places on the map, most projects first.
    pub points: Vec<Partner>,
    /// Whether the points are countries, because there are too many cities.
    pub by_country: bool,
    /// Home, for the map.
    pub home: Option<Record>,
    /// Partners in the order in which cooperation began.
    pub first: Vec<Partner>,
    /// Partners offered beside the question, most projects first.
    pub offered: Vec<Partner>,
    /// Agreements past their term, without a renewal on record.
    pub expired: Vec<Record>,
    /// How many agreements are past their term.
    pub expired_total: usize,
    /// How many conflicts are on record.
    pub conflicts_total: u64,
    /// The first conflicts.
    pub conflicts: Vec<Record>,
    /// Files of the office's folder that have faults, so that they are not in use.
    pub faults: Vec<Fault>,
    /// The latest needs that no project answers.
    pub unanswered: Vec<Record>,
    /// Counts, newest facts and what else is kept.
    pub overview: Arc<Overview>,
    /// What the ids stand for.
    pub names: Names,
}

/// What the desk shows of the partners, found once for each state of the record.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    cities: usize,
    countries: usize,
    by_country: bool,
    points: Vec<Partner>,
    first: Vec<Partner>,
    offered: Vec<Partner>,
}

impl Kept {
    fn of(overview: &Overview) -> Self {
        let of_kind = |kind: &str| overview.partners.iter().filter(|partner| partner.kind == kind).count();
        let (cities, countries) = (of_kind("city"), of_kind("country"));
        let by_country = cities > MOST_CITIES;
        Self {
            cities,
            countries,
            by_country,
            points: points(overview, by_country),
            first: first(overview),
            offered: by_projects(overview.partners.iter(), OFFERED),
        }
    }
}

/// Shows the desk.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read.
pub async fn show(renkei: &Renkei, viewer: &Viewer) -> Result<Desk> {
    let mut tx = renkei.store().read().await?;
    let overview = partners::of(&mut tx, renkei, viewer).await?;
    let held = store::totals(&mut tx, viewer).await?;
    let total = |kind: &&'static Kind| (*kind, held.get(kind.plural).copied().unwrap_or(0));
    let kept = overview.desk.get_or_init(|| Kept::of(&overview)).clone();
    let today = renkei.today();
    let is_past = |agreement: &&Record| {
        agreement.when("term_end").and_then(domain::When::latest).is_some_and(|last| last < today)
    };
    let expired: Vec<Record> = overview.care.terms.iter().filter(is_past).cloned().collect();
    let home = match domain::kind("places") {
        Some(kind) => store::find(&mut tx, viewer, kind, &renkei.office().home).await?,
        None => None,
    };
    let mut desk = Desk {
        totals: KINDS.iter().map(total).collect(),
        cities: kept.cities,
        countries: kept.countries,
        points: kept.points,
        by_country: kept.by_country,
        home,
        first: kept.first,
        offered: kept.offered,
        expired_total: expired.len(),
        expired: expired.into_iter().take(NAMED).collect(),
        conflicts_total: held.get("conflicts").copied().unwrap_or(0),
        faults: if viewer.may_see(Visibility::Office) { renkei.faults() } else { Vec::new() },
        conflicts: overview.care.conflicts.iter().take(NAMED).cloned().collect(),
        unanswered: overview.care.unanswered_first.iter().take(NAMED).cloned().collect(),
        names: HashMap::new(),
        overview,
    };
    let mut ids: Vec<String> = Vec::new();
    let newest = &desk.overview.newest;
    let lists = [&newest.results, &newest.recognitions, &newest.benefits, &desk.expired];
    for record in lists.into_iter().flatten().chain(&desk.conflicts).chain(&desk.unanswered) {
        ids.push(record.id().to_owned());
        ids.extend(record.links().map(|(_, id)| id.to_owned()));
    }
    ids.extend(desk.first.iter().chain(&desk.points).map(|partner| partner.country.clone()));
    ids.extend(
        desk.first.iter().flat_map(|partner| partner.sectors.iter().map(|sector| sector.code.clone())),
    );
    desk.names = store::heads(&mut tx, viewer, ids).await?;
    Ok(desk)
}

/// The places on the map: cities, and regions and countries that no partner within them stands for.
fn points(overview: &Overview, by_country: bool) -> Vec<Partner> {
    let with_projects = overview.partners.iter().filter(|partner| partner.totals.projects > 0);
    let parents: HashSet<&str> =
        with_projects.flat_map(|partner| partner.around.iter().map(String::as_str)).collect();
    let told = |partner: &&Partner| {
        let is_told =
            if by_country { partner.kind == "country" } else { !parents.contains(partner.id.as_str()) };
        is_told && partner.location.is_some() && partner.totals.projects > 0
    };
    by_projects(overview.partners.iter().filter(told), MOST_POINTS)
}

fn by_projects<'p>(partners: impl Iterator<Item = &'p Partner>, most: usize) -> Vec<Partner> {
    let mut partners: Vec<&Partner> = partners.collect();
    partners.sort_by_key(|partner| (Reverse(partner.totals.projects), &partner.id));
    partners.into_iter().take(most).cloned().collect()
}

fn first(overview: &Overview) -> Vec<Partner> {
    let mut cities: Vec<&Partner> = overview
        .partners
        .iter()
        .filter(|partner| partner.kind == "city" && partner.since.is_some() && partner.totals.projects > 0)
        .collect();
    cities.sort_by_cached_key(|partner| (first_key(partner.since.as_ref()), partner.id.clone()));
    cities.into_iter().take(FIRST).cloned().collect()
}
