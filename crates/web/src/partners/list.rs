//! The list of partners.

use app::partners::{List, ListQuery, Partner};
use askama::Template;
use language::Words;

use crate::layout::{Frame, Said, Section};
use crate::readers::Reader;
use crate::telling::story;
use crate::values::{self, Link};

/// The most sectors that are named for one partner.
const MOST_SECTORS: usize = 3;

/// The page of the list.
#[derive(Template)]
#[template(path = "partners/list.html")]
pub(super) struct PartnersPage {
    frame: Frame,
    count: String,
    columns: Vec<Column>,
    countries: Vec<Choice>,
    sectors: Vec<Choice>,
    sort: String,
    is_narrowed: bool,
    /// Whether the order is by country, so that countries head their cities.
    by_country: bool,
    rows: Vec<Row>,
    place: String,
    before: Option<String>,
    after: Option<String>,
}

struct Column {
    label: String,
    address: Option<String>,
    is_current: bool,
    /// How `aria-sort` calls the order.
    order: &'static str,
    is_number: bool,
}

struct Choice {
    id: String,
    label: String,
    is_chosen: bool,
}

struct Row {
    link: Link,
    is_country: bool,
    kind: String,
    country: Option<Link>,
    since: String,
    last: String,
    numbers: [(String, String); 4],
    sectors: Vec<Link>,
    more: usize,
}

impl PartnersPage {
    pub(super) fn new(reader: &Reader, list: &List) -> Self {
        let words = reader.words();
        let query = &list.query;
        let choice = |(id, total): &(String, usize), chosen: &str| Choice {
            label: format!("{} ({total})", values::link(words, &list.names, id).text.text),
            is_chosen: id == chosen,
            id: id.clone(),
        };
        let total = u64::try_from(list.total).unwrap_or(u64::MAX);
        let place = words.with(
            "common-page-of",
            &[("page", query.page.to_string().into()), ("last", list.pages.to_string().into())],
        );
        let page = |page: usize| address(&ListQuery { page, ..query.clone() });
        let mut countries: Vec<Choice> =
            list.countries.iter().map(|one| choice(one, &query.country)).collect();
        countries.sort_by(|a, b| a.label.cmp(&b.label));
        Self {
            frame: reader.frame(&words.get("layout-partners")).section(Section::Partners),
            count: words.with("partners-count", &[("count", total.into())]),
            columns: columns(words, query),
            countries,
            sectors: list.sectors.iter().map(|one| choice(one, &query.sector)).collect(),
            sort: query.sort.clone(),
            is_narrowed: !query.country.is_empty() || !query.sector.is_empty(),
            by_country: query.sort == "country",
            rows: list.rows.iter().map(|partner| Row::new(words, list, partner)).collect(),
            place: if list.pages > 1 { place } else { String::new() },
            before: (query.page > 1).then(|| page(query.page - 1)),
            after: (query.page < list.pages).then(|| page(query.page + 1)),
        }
    }
}

impl Row {
    fn new(words: Words, list: &List, partner: &Partner) -> Self {
        let link = |id: &str| values::link(words, &list.names, id);
        let date = |when: &Option<domain::When>| {
            when.as_ref().map(|when| words.when_short(when)).unwrap_or_default()
        };
        let totals = partner.totals;
        let is_country = partner.kind == "country";
        let anchored = |total: u64, anchor: &str| {
            let text = if total == 0 { String::new() } else { words.count(total) };
            (text, format!("{}#{anchor}", story(&partner.id)))
        };
        let mut country = link(&partner.country);
        country.address = story(&partner.country);
        Self {
            link: Link {
                address: story(&partner.id),
                text: Said::of(&partner.name, words.language()),
                sector: None,
            },
            is_country,
            kind: words.code(&domain::vocabularies::PLACE_KINDS, &partner.kind).into_owned(),
            country: (!partner.country.is_empty() && !is_country).then_some(country),
            since: date(&partner.since),
            last: date(&partner.last),
            numbers: [
                anchored(totals.agreements, "agreements"),
                anchored(totals.projects, "timeline"),
                anchored(totals.needs, "needs"),
                anchored(totals.results, "results"),
            ],
            sectors: partner.sectors.iter().take(MOST_SECTORS).map(|sector| link(&sector.code)).collect(),
            more: partner.sectors.len().saturating_sub(MOST_SECTORS),
        }
    }
}

/// The address of a list, with only what differs from the plain one.
fn address(query: &ListQuery) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value, plain) in
        [("country", &query.country, ""), ("sector", &query.sector, ""), ("sort", &query.sort, "country")]
    {
        if value != plain {
            text.append_pair(name, value);
        }
    }
    if query.page > 1 {
        text.append_pair("page", &query.page.to_string());
    }
    match text.finish() {
        plain if plain.is_empty() => "/partners".to_owned(),
        query => format!("/partners?{query}"),
    }
}

fn columns(words: Words, query: &ListQuery) -> Vec<Column> {
    [
        ("partners-name", Some("name"), false),
        ("partners-country", Some("country"), false),
        ("partners-since", Some("since"), false),
        ("partners-agreements", Some("agreements"), true),
        ("partners-projects", Some("projects"), true),
        ("partners-needs", Some("needs"), true),
        ("partners-results", Some("results"), true),
        ("partners-sectors", None, false),
        ("partners-last", Some("last"), false),
    ]
    .into_iter()
    .map(|(key, sort, is_number)| Column {
        label: words.get(key).into_owned(),
        is_current: sort == Some(query.sort.as_str()),
        order: if matches!(sort, Some("name" | "country" | "since")) { "ascending" } else { "descending" },
        address: sort.map(|sort| address(&ListQuery { sort: sort.to_owned(), page: 1, ..query.clone() })),
        is_number,
    })
    .collect()
}
