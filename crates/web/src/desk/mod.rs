//! The desk: the first page of the office.

use app::desk::Desk;
use app::partners::Partner;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::Record;
use language::Words;
use reports::Size;
use reports::map::{Map, Point, Window, draw};

use crate::Site;
use crate::errors::Error;
use crate::layout::{Frame, Said, Section, page};
use crate::partners::quantity;
use crate::readers::Reader;
use crate::telling::{Teller, story};
use crate::values::{self, Link};

/// The kinds whose numbers stand on the desk, in order.
const HELD: &[&str] =
    &["projects", "agreements", "needs", "offerings", "schemes", "observations", "organisations", "sources"];

/// The address of the desk.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/", get(show))
}

async fn show(State(site): State<Site>, reader: Reader) -> Result<Response, Error> {
    let desk = app::desk::show(&site.renkei, &reader.viewer).await?;
    page(&DeskPage::new(&reader, &desk, &Said::of(&site.renkei.office().name, reader.language)))
}

/// The page of the desk.
#[derive(Template)]
#[template(path = "desk/show.html")]
struct DeskPage {
    frame: Frame,
    office: Said,
    numbers: Vec<Held>,
    offered: Vec<(String, String)>,
    map_wide: String,
    map_narrow: String,
    map_note: String,
    has_points: bool,
    first: Vec<First>,
    results: Vec<Newest>,
    recognitions: Vec<Newest>,
    benefits: Vec<Newest>,
    /// The files that are refused, each with its line and what is wrong.
    faults: Vec<String>,
    conflicts_total: String,
    conflicts: Vec<Link>,
    unanswered_total: String,
    unanswered: Vec<Link>,
    expired_total: String,
    expired: Vec<(Link, String)>,
    is_empty: bool,
}

struct Held {
    count: String,
    label: String,
    address: String,
}

struct First {
    when: String,
    link: Link,
    country: String,
    sectors: Vec<Link>,
}

/// A new fact.
struct Newest {
    when: String,
    link: Link,
    value: String,
    about: Option<Link>,
}

impl DeskPage {
    fn new(reader: &Reader, desk: &Desk, office: &Said) -> Self {
        let words = reader.words();
        let sources = app::records::Sources::new();
        let teller = Teller::new(words, &desk.names, &sources, []);
        let newest = &desk.overview.newest;
        let told =
            |records: &[Record], field| records.iter().map(|r| Newest::new(&teller, r, field)).collect();
        let care = &desk.overview.care;
        let counted = |total: u64| if total == 0 { String::new() } else { words.count(total) };
        let mut offered: Vec<(String, String)> = desk
            .offered
            .iter()
            .map(|partner| (partner.id.clone(), Said::of(&partner.name, reader.language).text))
            .collect();
        offered.sort_by(|a, b| a.1.cmp(&b.1));
        Self {
            frame: reader.frame(&words.get("layout-desk")).section(Section::Desk),
            office: office.clone(),
            numbers: numbers(words, desk),
            offered,
            map_wide: map(words, desk, Size::Wide, "map-wide"),
            map_narrow: map(words, desk, Size::Narrow, "map-narrow"),
            map_note: map_note(words, desk),
            has_points: !desk.points.is_empty(),
            first: desk.first.iter().map(|partner| First::new(&teller, partner)).collect(),
            results: told(&newest.results, "subject"),
            recognitions: told(&newest.recognitions, "recipient"),
            benefits: told(&newest.benefits, "partner_place"),
            faults: desk.faults.iter().map(|fault| fault.told(words)).collect(),
            conflicts_total: counted(desk.conflicts_total),
            conflicts: desk.conflicts.iter().map(|conflict| dispute(&teller, conflict)).collect(),
            unanswered_total: counted(care.unanswered),
            unanswered: desk.unanswered.iter().map(|need| teller.to(need)).collect(),
            expired_total: counted(u64::try_from(desk.expired_total).unwrap_or(u64::MAX)),
            expired: desk.expired.iter().map(|one| (teller.to(one), teller.when(one, "term_end"))).collect(),
            is_empty: desk.totals.iter().all(|(_, total)| *total == 0),
        }
    }
}

fn dispute(teller: &Teller, conflict: &Record) -> Link {
    let subject = teller.link(conflict.text("subject")).text;
    let address = values::address(conflict.kind(), conflict.id());
    Link { address, text: subject, sector: None }
}

fn numbers(words: Words, desk: &Desk) -> Vec<Held> {
    let counted = |total: usize| words.count(u64::try_from(total).unwrap_or(u64::MAX));
    let places = [("desk-cities", desk.cities, "/partners"), ("desk-countries", desk.countries, "/partners")];
    let places = places.into_iter().map(|(key, total, address)| Held {
        count: counted(total),
        label: words.get(key).into_owned(),
        address: address.to_owned(),
    });
    let kinds = HELD.iter().filter_map(|plural| {
        let (kind, total) = desk.totals.iter().find(|(kind, _)| kind.plural == *plural)?;
        (*total > 0).then(|| Held {
            count: words.count(*total),
            label: words.kind(kind).into_owned(),
            address: format!("/{plural}"),
        })
    });
    places.filter(|held| held.count != "0").chain(kinds).collect()
}

fn map(words: Words, desk: &Desk, size: Size, id: &str) -> String {
    let point = |partner: &Partner| {
        let (latitude, longitude) = partner.location?;
        let name = Said::of(&partner.name, words.language()).text;
        let projects = words.with("count-projects", &[("count", partner.totals.projects.into())]);
        let fact = match &partner.since {
            Some(when) => words.with(
                "desk-point-since",
                &[
                    ("place", (&name).into()),
                    ("projects", projects.into()),
                    ("since", words.when_short(when).into()),
                ],
            ),
            None => words.with("desk-point", &[("place", (&name).into()), ("projects", projects.into())]),
        };
        Some(Point {
            fact,
            name,
            label: words.count(partner.totals.projects),
            href: Some(story(&partner.id)),
            latitude,
            longitude,
            count: f64::from(u32::try_from(partner.totals.projects).unwrap_or(u32::MAX)),
            home: false,
        })
    };
    let points: Vec<Point> = desk.points.iter().filter_map(point).collect();
    draw(&Map {
        id: id.to_owned(),
        title: words.get("desk-map").into_owned(),
        window: Window::World { middle: 150.0 },
        points,
        routes: Vec::new(),
        credit: words.get("map-credit").into_owned(),
        size,
    })
    .svg
}

fn map_note(words: Words, desk: &Desk) -> String {
    let key = if desk.by_country { "desk-map-countries" } else { "desk-map-cities" };
    words.with(key, &[("count", desk.points.len().into())])
}

impl First {
    fn new(teller: &Teller, partner: &Partner) -> Self {
        let codes: Vec<String> = partner.sectors.iter().take(3).map(|sector| sector.code.clone()).collect();
        Self {
            when: partner.since.as_ref().map(|when| teller.date(when)).unwrap_or_default(),
            link: Link {
                address: story(&partner.id),
                text: Said::of(&partner.name, teller.words.language()),
                sector: None,
            },
            country: teller.link(&partner.country).text.text,
            sectors: teller.links(&codes),
        }
    }
}

impl Newest {
    fn new(teller: &Teller, record: &Record, about: &str) -> Self {
        let mut link = teller.to(record);
        let value = match record.kind().plural {
            "observations" => {
                let indicator = record.text("indicator");
                link.text = Said::plain(&teller.words.indicator(indicator));
                quantity(teller.words, record)
            }
            "benefits" => teller.amount(record, "amount", "currency"),
            _ => String::new(),
        };
        Self {
            when: record.date().map(|when| teller.date(when)).unwrap_or_default(),
            link,
            value,
            about: Some(record.text(about)).filter(|id| !id.is_empty()).map(|id| teller.link(id)),
        }
    }
}
