//! The list of partners: by country, or in another order, narrowed by country and sector, by page.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::{Viewer, fold};
use store::Names;

use super::overview::first_key;
use super::{Overview, Partner};
use crate::{BadParameter, Error, Expected, Renkei, Result};

/// How many partners stand on one page.
pub const PAGE_SIZE: usize = 60;

/// The orders: by country and name, by name, by first year, by last activity, by numbers.
pub const SORTS: &[&str] =
    &["country", "name", "since", "last", "projects", "agreements", "needs", "results"];

/// What the list is asked for, as its address says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// The id of a country; blank for all.
    pub country: String,
    /// The code of a sector; blank for all.
    pub sector: String,
    /// One of [`SORTS`].
    pub sort: String,
    /// The page, from 1.
    pub page: usize,
}

/// One page of the list.
#[derive(Debug, Clone)]
pub struct List {
    /// What was asked.
    pub query: ListQuery,
    /// The partners on the page, in order.
    pub rows: Vec<Partner>,
    /// How many partners the list has on all pages.
    pub total: usize,
    /// How many pages there are; at least 1.
    pub pages: usize,
    /// The countries that have partners, with how many, most first.
    pub countries: Vec<(String, usize)>,
    /// The sectors of partners, with how many, most first.
    pub sectors: Vec<(String, usize)>,
    /// What the ids stand for.
    pub names: Names,
}

/// The most countries that are offered for narrowing.
const MOST_COUNTRIES: usize = 120;

impl ListQuery {
    /// Reads the parameters of an address: `country`, `sector`, `sort`, `page`. Blank values are passed over.
    ///
    /// # Errors
    /// [`Error::BadParameter`] for another name, an order that there is not, or a page that is not a number from 1.
    pub fn parse(parameters: &[(String, String)]) -> Result<Self> {
        let mut query = Self { sort: "country".to_owned(), page: 1, ..Self::default() };
        for (name, value) in parameters {
            let value = value.trim();
            let bad = |expected| {
                let (parameter, found) = (name.clone(), value.to_owned());
                Err(Error::BadParameter(BadParameter { parameter, found, expected }))
            };
            match name.as_str() {
                _ if value.is_empty() => {}
                "country" => value.clone_into(&mut query.country),
                "sector" => value.clone_into(&mut query.sector),
                "sort" if SORTS.contains(&value) => value.clone_into(&mut query.sort),
                "sort" => return bad(Expected::OneOf(SORTS.to_vec())),
                "page" => match value.parse() {
                    Ok(page) if page > 0 => query.page = page,
                    _ => return bad(Expected::Page(u64::MAX)),
                },
                "lang" => {}
                _ => return bad(Expected::Name(vec!["country", "sector", "sort", "page"])),
            }
        }
        Ok(query)
    }
}

/// Shows one page of the list, names in the reader's language deciding the order.
///
/// # Errors
/// [`Error::BadParameter`] when the page lies behind the last, [`Error::Store`] when the record cannot be read.
pub async fn list(renkei: &Renkei, viewer: &Viewer, query: &ListQuery, language: &str) -> Result<List> {
    let mut tx = renkei.store().read().await?;
    let overview: Arc<Overview> = super::of(&mut tx, renkei, viewer).await?;
    let sort = SORTS.iter().copied().find(|sort| *sort == query.sort).unwrap_or("country");
    let order = overview.order(sort, language, |order| put_in_order(order, &overview, sort, language));
    let in_order = order.iter().filter_map(|at| overview.partners.get(*at));
    let rows: Vec<&Partner> = in_order.filter(|partner| query.holds(partner)).collect();
    let total = rows.len();
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    if query.page > pages {
        return Err(Error::BadParameter(BadParameter {
            parameter: "page".to_owned(),
            found: query.page.to_string(),
            expected: Expected::Page(u64::try_from(pages).unwrap_or(u64::MAX)),
        }));
    }
    let rows: Vec<Partner> =
        rows.into_iter().skip((query.page - 1) * PAGE_SIZE).take(PAGE_SIZE).cloned().collect();
    let countries: Vec<(String, usize)> = overview.countries.iter().take(MOST_COUNTRIES).cloned().collect();
    let sectors = overview.sectors.clone();
    let mut ids: Vec<&str> = countries.iter().chain(&sectors).map(|(id, _)| id.as_str()).collect();
    ids.extend(rows.iter().map(|partner| partner.country.as_str()));
    ids.extend(rows.iter().flat_map(|partner| partner.sectors.iter().map(|sector| sector.code.as_str())));
    let names = store::heads(&mut tx, viewer, ids).await?;
    Ok(List { query: query.clone(), rows, total, pages, countries, sectors, names })
}

impl ListQuery {
    fn holds(&self, partner: &Partner) -> bool {
        let country = self.country.is_empty() || partner.country == self.country;
        country && (self.sector.is_empty() || partner.sectors.iter().any(|sector| sector.code == self.sector))
    }
}

fn put_in_order(order: &mut Vec<usize>, overview: &Overview, sort: &str, language: &str) {
    let mut rows: Vec<(usize, &Partner)> =
        order.iter().filter_map(|at| Some((*at, overview.partners.get(*at)?))).collect();
    let name = |partner: &Partner| fold(partner.name.text(language));
    let mut most = |total: fn(&Partner) -> u64| {
        rows.sort_by_cached_key(|(_, p)| (Reverse(total(p)), p.id.clone()));
    };
    match sort {
        "projects" => most(|p| p.totals.projects),
        "agreements" => most(|p| p.totals.agreements),
        "needs" => most(|p| p.totals.needs),
        "results" => most(|p| p.totals.results),
        "name" => rows.sort_by_cached_key(|(_, p)| (name(p), p.id.clone())),
        "since" => rows.sort_by_cached_key(|(_, p)| (first_key(p.since.as_ref()), name(p))),
        "last" => {
            rows.sort_by_cached_key(|(_, p)| (Reverse(p.last.as_ref().map(domain::When::sort_key)), name(p)));
        }
        // Countries with the most projects first, each before its cities.
        _ => rows.sort_by_cached_key(|(_, partner)| {
            let country = overview.partner(&partner.country);
            let projects = country.map_or(partner.totals.projects, |country| country.totals.projects);
            (
                partner.country.is_empty(),
                Reverse(projects),
                partner.country.clone(),
                partner.id != partner.country,
                Reverse(partner.totals.projects),
                name(partner),
            )
        }),
    }
    *order = rows.into_iter().map(|(at, _)| at).collect();
}
