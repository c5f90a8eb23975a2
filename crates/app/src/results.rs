//! Results over all places: indicators side by side, contracts, benefits by partner, awards beside what came before.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Number, Record, Viewer, kind};
use store::{Filter, Names, Query, Sort, Tx};

use crate::partners::{
    self, Evidence, Line, Measured, Overview, Recognised, Tree, about, is_aim, measured, steps,
};
use crate::records::Sources;
use crate::{Error, Renkei, Result};

/// How many indicators are offered.
const INDICATORS: u32 = 60;
/// How many values of one indicator are put side by side at most.
pub const MOST_VALUES: u32 = 120;
/// How many contracts are listed.
const CONTRACTS: u32 = 60;
/// How many partners have a line in the account of benefits.
const LINES: usize = 30;
/// How many recognitions are looked at.
const RECOGNITIONS: u32 = 60;
/// For how many places recognitions are shown, those with the most of them.
const HONOURED: usize = 8;
/// How many needs that state a baseline are looked at.
const NEEDS: u32 = 20;
/// How many values about one place are looked through.
const MOST_SUBJECTS: u32 = 2_000;

/// What came of the work, over all places.
#[derive(Debug, Clone)]
pub struct Results {
    /// Indicators with how many values each has, most first, without aims.
    pub indicators: Vec<(String, u64)>,
    /// How many values there are in all.
    pub values: u64,
    /// Contracts won, largest amounts first.
    pub contracts: Vec<Contract>,
    /// Whether more contracts are on record than are listed.
    pub more_contracts: bool,
    /// Benefits of the home side by partner, most first.
    pub account: Vec<Line>,
    /// Whether more partners are on record than have a line.
    pub more_lines: bool,
    /// The kinds of benefit in the account, most first.
    pub kinds: Vec<String>,
    /// Awards beside the results before them.
    pub recognitions: Vec<Recognised>,
    /// The documents that are cited, by the name under which they are cited.
    pub sources: Sources,
    /// What the ids stand for.
    pub names: Names,
}

/// A contract that was won: a benefit of that kind, a measured amount, or both of them for one project.
#[derive(Debug, Clone, PartialEq)]
pub struct Contract {
    /// The project, if one is named.
    pub project: Option<Record>,
    /// The companies that lead the project or take part in it.
    pub companies: Vec<String>,
    /// The partner place.
    pub place: String,
    /// The benefits and observations that tell of it.
    pub records: Vec<Record>,
    /// The amount and its currency, where one is on record.
    pub amount: Option<(Number, String)>,
}

/// One indicator side by side.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The indicator.
    pub indicator: String,
    /// The place to which it is narrowed.
    pub within: Option<Record>,
    /// The values, one group for each unit.
    pub groups: Vec<Measured>,
    /// How many values the indicator has in all, before narrowing.
    pub all: u64,
    /// Whether more values are on record than are shown.
    pub is_cut: bool,
    /// The countries of what was measured, with how many values, to narrow by.
    pub countries: Vec<(String, usize)>,
    /// Needs that state a baseline of the indicator there.
    pub needs: Vec<Record>,
    /// Where sources disagree about what was measured.
    pub conflicts: Vec<Record>,
    /// The documents that are cited, by the name under which they are cited.
    pub sources: Sources,
    /// What the ids stand for.
    pub names: Names,
}

/// Shows what came of the work.
///
/// # Errors
/// [`Error::Store`] when the record cannot be read.
pub async fn show(renkei: &Renkei, viewer: &Viewer) -> Result<Results> {
    let mut tx = renkei.store().read().await?;
    let overview = partners::of(&mut tx, renkei, viewer).await?;
    let (mut indicators, mut values) = (Vec::new(), 0);
    if let Some(kind) = kind("observations") {
        indicators = store::values(&mut tx, viewer, kind, "indicator", INDICATORS).await?;
        indicators.retain(|(indicator, _)| !is_aim(indicator));
        values = store::count(&mut tx, viewer, &Query::of(kind)).await?;
    }
    let (contracts, more_contracts) = contracts(&mut tx, viewer).await?;
    let account = &overview.account;
    let mut results = Results {
        indicators,
        values,
        contracts,
        more_contracts,
        more_lines: account.lines.len() > LINES,
        account: account.lines.iter().take(LINES).cloned().collect(),
        kinds: account.kinds.clone(),
        recognitions: recognised(&mut tx, renkei, viewer, &overview).await?,
        sources: Sources::new(),
        names: Names::new(),
    };
    let mut ids: BTreeSet<String> = results.account.iter().map(|line| line.partner.clone()).collect();
    for contract in &results.contracts {
        ids.extend(contract.companies.iter().cloned());
        ids.insert(contract.place.clone());
    }
    ids.extend(results.recognitions.iter().map(|one| one.place.clone()));
    for record in results.records() {
        ids.insert(record.id().to_owned());
        ids.extend(record.links().map(|(_, id)| id.to_owned()));
    }
    let sources = crate::records::cited(&mut tx, viewer, results.records()).await?;
    results.sources = sources;
    results.names = store::heads(&mut tx, viewer, ids).await?;
    Ok(results)
}

impl Results {
    fn records(&self) -> impl Iterator<Item = &Record> {
        let contracts = self.contracts.iter().flat_map(|one| one.records.iter().chain(&one.project));
        let steps = self.recognitions.iter().flat_map(|one| &one.steps);
        contracts.chain(steps.flat_map(|s| s.recognitions.iter().chain(&s.observations).chain(&s.projects)))
    }
}

async fn contracts(tx: &mut Tx, viewer: &Viewer) -> Result<(Vec<Contract>, bool)> {
    let mut found: Vec<Record> = Vec::new();
    let mut more = false;
    for (plural, field, value, sort) in [
        ("benefits", "kind", "contract", "amount"),
        ("observations", "indicator", "contract_amount", "value"),
    ] {
        let Some(kind) = kind(plural) else { continue };
        let filter = Filter::Is { field, any_of: vec![value.to_owned()] };
        let sort = Sort { field: sort, descending: true };
        let query = Query { sort, ..Query::of(kind).filtered(filter).limited(CONTRACTS) };
        let records = store::page(tx, viewer, &query).await?;
        more |= u32::try_from(records.len()).is_ok_and(|total| total >= CONTRACTS);
        found.extend(records);
    }
    let project_of = |record: &Record| {
        let project = record.text("project");
        if project.is_empty() { record.text("subject").to_owned() } else { project.to_owned() }
    };
    let ids: Vec<String> = found.iter().map(&project_of).collect();
    let projects = match kind("projects") {
        Some(kind) => store::by_ids(tx, viewer, kind, &ids).await?,
        None => Vec::new(),
    };
    let mut contracts: Vec<Contract> = Vec::new();
    for record in found {
        let id = project_of(&record);
        let project = projects.iter().find(|project| project.id() == id);
        let known = contracts.iter_mut().find(|one| one.project.is_some() && one.project.as_ref() == project);
        match known {
            Some(known) => known.take(record),
            None => {
                let place = project.map_or_else(String::new, |p| p.text("partner_place").to_owned());
                let mut contract = Contract {
                    project: project.cloned(),
                    companies: Vec::new(),
                    place,
                    records: Vec::new(),
                    amount: None,
                };
                contract.take(record);
                contracts.push(contract);
            }
        }
    }
    name_companies(tx, viewer, &mut contracts).await?;
    contracts.sort_by_cached_key(|one| {
        let amount = one.amount.as_ref().map(|(amount, currency)| (amount.high(), currency.clone()));
        (std::cmp::Reverse(amount), partners::first_key(one.records.first().and_then(Record::date)))
    });
    Ok((contracts, more))
}

impl Contract {
    fn take(&mut self, record: Record) {
        let told = match record.number("amount") {
            Some(amount) => Some((amount.clone(), record.text("currency").to_owned())),
            None => record.number("value").map(|value| (value.clone(), record.text("unit").to_owned())),
        };
        if self.amount.is_none() {
            self.amount = told;
        }
        if self.place.is_empty() {
            record.text("partner_place").clone_into(&mut self.place);
        }
        self.records.push(record);
    }

    /// The date of the first record of it that has one.
    #[must_use]
    pub fn when(&self) -> Option<&domain::When> {
        let own = self.records.iter().find_map(Record::date);
        own.or_else(|| self.project.as_ref().and_then(Record::date))
    }
}

async fn name_companies(tx: &mut Tx, viewer: &Viewer, contracts: &mut [Contract]) -> Result<()> {
    let bodies = |project: &Record| {
        let lead = project.references("lead").iter();
        lead.chain(project.references("partners")).cloned().collect::<Vec<String>>()
    };
    let ids: Vec<String> = contracts.iter().filter_map(|one| one.project.as_ref()).flat_map(bodies).collect();
    let Some(kind) = kind("organisations") else { return Ok(()) };
    let companies: BTreeSet<String> = store::by_ids(tx, viewer, kind, &ids)
        .await?
        .into_iter()
        .filter(|body| body.text("kind") == "company")
        .map(|body| body.id().to_owned())
        .collect();
    for contract in contracts {
        let bodies = contract.project.as_ref().map(bodies).unwrap_or_default();
        contract.companies = bodies.into_iter().filter(|body| companies.contains(body)).collect();
        contract.companies.dedup();
    }
    Ok(())
}

async fn recognised(
    tx: &mut Tx,
    renkei: &Renkei,
    viewer: &Viewer,
    overview: &Overview,
) -> Result<Vec<Recognised>> {
    let Some(kind) = kind("recognitions") else { return Ok(Vec::new()) };
    let recognitions = store::page(tx, viewer, &Query::of(kind).limited(RECOGNITIONS)).await?;
    let recipients: Vec<String> = recognitions.iter().map(|r| r.text("recipient").to_owned()).collect();
    let seats = partners::seats(tx, viewer, recipients.clone()).await?;
    let places = recipients.into_iter().chain(seats.values().cloned()).collect();
    let tree = Tree::of(tx, viewer, &renkei.office().home, places).await?;
    let own = |recognition: &Record| {
        let recipient = recognition.text("recipient");
        let place = seats.get(recipient).map_or(recipient, String::as_str);
        (place.to_owned(), tree.is_home(place))
    };
    let by_place = about(tx, viewer, overview, recognitions, own).await?;
    let mut by_place: Vec<(String, Vec<Record>)> = by_place.into_iter().collect();
    by_place.sort_by_key(|(_, recognitions)| std::cmp::Reverse(recognitions.len()));
    by_place.truncate(HONOURED);
    let mut recognised = Vec::with_capacity(by_place.len());
    for (place, recognitions) in by_place {
        let evidence = Evidence::of(tx, viewer, &place).await?;
        recognised.push(Recognised { steps: steps(recognitions, &evidence), place });
    }
    recognised.sort_by_key(|one| std::cmp::Reverse(one.steps.len()));
    Ok(recognised)
}

/// Puts the values of one indicator side by side, perhaps only those of one place and of what it takes in.
///
/// # Errors
/// [`Error::NotFound`] when the indicator has no value or the place is not on record, [`Error::Store`] when the record
/// cannot be read.
pub async fn compare(
    renkei: &Renkei,
    viewer: &Viewer,
    indicator: &str,
    within: Option<&str>,
) -> Result<Compared> {
    let mut tx = renkei.store().read().await?;
    let missing = |id: &str| Error::NotFound(id.to_owned());
    let (observations, places) =
        kind("observations").zip(kind("places")).ok_or_else(|| missing(indicator))?;
    let of_it = Query::of(observations)
        .filtered(Filter::Is { field: "indicator", any_of: vec![indicator.to_owned()] });
    let all = store::count(&mut tx, viewer, &of_it).await?;
    if all == 0 {
        return Err(missing(indicator));
    }
    let mut place = None;
    let values = match within {
        Some(id) => {
            place = Some(store::find(&mut tx, viewer, places, id).await?.ok_or_else(|| missing(id))?);
            let subjects = partners::subjects(&mut tx, viewer, id).await?;
            let about =
                store::referring(&mut tx, viewer, observations, "subject", &subjects, MOST_SUBJECTS).await?;
            let of_it = about.into_iter().filter(|value| value.text("indicator") == indicator);
            of_it.take(usize::try_from(MOST_VALUES).unwrap_or(usize::MAX)).collect()
        }
        None => {
            let sort = Sort { field: "year", descending: false };
            store::page(&mut tx, viewer, &Query { sort, ..of_it.limited(MOST_VALUES) }).await?
        }
    };
    let is_cut = u32::try_from(values.len()).is_ok_and(|total| total >= MOST_VALUES);
    let subjects: Vec<String> = values.iter().map(|value| value.text("subject").to_owned()).collect();
    let seats = partners::seats(&mut tx, viewer, subjects.clone()).await?;
    let seat = |id: &str| seats.get(id).map_or(id, String::as_str).to_owned();
    let tree = Tree::of(&mut tx, viewer, &renkei.office().home, subjects.iter().map(|id| seat(id)).collect())
        .await?;
    let countries = countries(&tree, subjects.iter().map(|id| seat(id)));
    let mut needs = Vec::new();
    if let Some(kind) = kind("needs") {
        let same = Filter::Is { field: "indicator", any_of: vec![indicator.to_owned()] };
        needs = store::page(&mut tx, viewer, &Query::of(kind).filtered(same).limited(NEEDS)).await?;
        let around = |need: &Record| tree.upwards(need.text("place")).any(|p| Some(p.id()) == within);
        needs.retain(|need| need.number("baseline_value").is_some() && (within.is_none() || around(need)));
    }
    let mut conflicts = Vec::new();
    if let Some(kind) = kind("conflicts") {
        conflicts = store::referring(&mut tx, viewer, kind, "subject", &subjects, MOST_VALUES).await?;
        let about = |conflict: &Record| matches!(conflict.text("field"), field if field == indicator);
        conflicts.retain(about);
    }
    let sources =
        crate::records::cited(&mut tx, viewer, values.iter().chain(&conflicts).chain(&needs)).await?;
    let mut ids: BTreeSet<String> = countries.iter().map(|(id, _)| id.clone()).collect();
    for record in values.iter().chain(&conflicts).chain(&needs).chain(&place) {
        ids.insert(record.id().to_owned());
        ids.extend(record.links().map(|(_, id)| id.to_owned()));
    }
    let names = store::heads(&mut tx, viewer, ids).await?;
    Ok(Compared {
        indicator: indicator.to_owned(),
        within: place,
        groups: measured(values, &[]),
        all,
        is_cut,
        countries,
        needs,
        conflicts,
        sources,
        names,
    })
}

/// The countries in which the places lie, with how many of them, most first.
fn countries(tree: &Tree, places: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for place in places {
        let country = tree.upwards(&place).find(|around| around.text("kind") == "country");
        if let Some(country) = country {
            *counts.entry(country.id().to_owned()).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    counts.truncate(40);
    counts
}
