//! Who might know, when nothing on record fits: networks whose members work in the field of the need.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use domain::{Record, Viewer, kind};
use store::{Names, Tx};

use super::Answered;
use crate::{Renkei, Result};

/// How likely a sector must be for its networks to be named.
///
/// # Source
/// Ours: below one in six, a sector is more often guessed than meant.
const LEAST_LIKELIHOOD: f64 = 0.16;
/// How many sectors, networks and members of each are named.
const MOST_SECTORS: usize = 2;
const MOST_NETWORKS: usize = 4;
const MOST_MEMBERS: usize = 4;
/// How many records of one sort are read.
const MOST_READ: u32 = 500;

/// A network that might know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knower {
    /// The network or association.
    pub network: String,
    /// Its members with work in the sectors of the need, those with most projects first; none when the office's own
    /// side belongs to it and nothing more is known.
    pub members: Vec<String>,
    /// How many such members there are.
    pub count: usize,
}

/// The networks whose members have projects in the likeliest sectors of a need, those with most such members first. When
/// no sector is likely or no such network is on record, the networks to which the office's home belongs.
///
/// # Errors
/// [`crate::Error::Store`] when the record cannot be read.
pub async fn who_may_know(
    renkei: &Renkei,
    viewer: &Viewer,
    answered: &Answered,
) -> Result<(Vec<Knower>, Names)> {
    let mut tx = renkei.store().read().await?;
    let mut reading = Reading { tx: &mut tx, viewer };
    let sectors = answered.answer.understood.sectors.iter();
    let likely = sectors.filter(|(_, likelihood)| *likelihood >= LEAST_LIKELIHOOD).take(MOST_SECTORS);
    let likely: Vec<String> = likely.map(|(code, _)| code.clone()).collect();
    let mut knowers = reading.working_in(&likely).await?;
    if knowers.is_empty() {
        knowers = reading.at_home(&renkei.office().home).await?;
    }
    let ids = knowers.iter().flat_map(|one| std::iter::once(&one.network).chain(&one.members)).chain(&likely);
    let ids: BTreeSet<String> = ids.cloned().collect();
    let names = store::heads(&mut tx, viewer, ids).await?;
    Ok((knowers, names))
}

struct Reading<'r> {
    tx: &'r mut Tx,
    viewer: &'r Viewer,
}

impl Reading<'_> {
    async fn working_in(&mut self, sectors: &[String]) -> Result<Vec<Knower>> {
        let mut work: BTreeMap<String, usize> = BTreeMap::new();
        for project in self.referring("projects", "sectors", sectors).await? {
            let own = [project.text("lead"), project.text("partner_place")];
            let parties = project.references("partners").iter().map(String::as_str).chain(own);
            for id in parties.filter(|id| !id.is_empty()).collect::<BTreeSet<_>>() {
                *work.entry(id.to_owned()).or_default() += 1;
            }
        }
        let members: Vec<String> = work.keys().cloned().collect();
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (group, member) in self.memberships(&members).await? {
            groups.entry(group).or_default().push(member);
        }
        let mut knowers: Vec<Knower> = groups
            .into_iter()
            .map(|(network, mut members)| {
                members.sort_by_key(|member| (Reverse(work.get(member).copied()), member.clone()));
                members.dedup();
                let count = members.len();
                members.truncate(MOST_MEMBERS);
                Knower { network, members, count }
            })
            .collect();
        knowers.sort_by(|a, b| (Reverse(a.count), &a.network).cmp(&(Reverse(b.count), &b.network)));
        knowers.truncate(MOST_NETWORKS);
        Ok(knowers)
    }

    async fn at_home(&mut self, home: &str) -> Result<Vec<Knower>> {
        let here = [home.to_owned()];
        let own = self.referring("organisations", "place", &here).await?;
        let members: Vec<String> =
            own.iter().map(|one| one.id().to_owned()).chain(here).filter(|id| !id.is_empty()).collect();
        let groups: BTreeSet<String> =
            self.memberships(&members).await?.into_iter().map(|(group, _)| group).collect();
        let knower = |network| Knower { network, members: Vec::new(), count: 0 };
        Ok(groups.into_iter().take(MOST_NETWORKS).map(knower).collect())
    }

    /// The networks and associations to which members belong today, each with the member.
    async fn memberships(&mut self, members: &[String]) -> Result<Vec<(String, String)>> {
        let memberships = self.referring("memberships", "member", members).await?;
        let open: Vec<&Record> = memberships.iter().filter(|one| one.when("to").is_none()).collect();
        let groups: BTreeSet<String> = open.iter().map(|one| one.text("group").to_owned()).collect();
        let Some(organisations) = kind("organisations") else { return Ok(Vec::new()) };
        let groups: Vec<String> = groups.into_iter().collect();
        let groups = store::by_ids(self.tx, self.viewer, organisations, &groups).await?;
        let is_network = |id: &str| {
            groups.iter().any(|one| one.id() == id && matches!(one.text("kind"), "network" | "association"))
        };
        let pairs = open.into_iter().filter(|one| is_network(one.text("group")));
        Ok(pairs.map(|one| (one.text("group").to_owned(), one.text("member").to_owned())).collect())
    }

    async fn referring(&mut self, plural: &str, field: &str, ids: &[String]) -> Result<Vec<Record>> {
        match kind(plural) {
            Some(kind) if !ids.is_empty() => {
                Ok(store::referring(self.tx, self.viewer, kind, field, ids, MOST_READ).await?)
            }
            _ => Ok(Vec::new()),
        }
    }
}
