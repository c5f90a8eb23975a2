//! The page of a story.

use app::partners::{Partner, Story};
use askama::Template;
use domain::Record;
use domain::vocabularies::PLACE_KINDS;
use jiff::civil::Date;
use language::Words;

use super::honours::Honours;
use super::measures::{Course, Row as MeasureRow, parted};
use super::passages::{
    ActRow, AgreementRow, Bodies, DisputeRow, GainRow, GivenRow, MembershipRow, NeedRow, PolicyRow,
    SectorRow, SpreadRow, bodies, gains, sectors, spread_map,
};
use super::timeline::{Drawn, drawn};
use crate::editing::links;
use crate::layout::{Crumb, Frame, Said, Section};
use crate::readers::Reader;
use crate::telling::{Document, Teller};
use crate::values::{self, Link};

/// The most partners within a country that are listed.
const MOST_INSIDE: usize = 40;
/// The most places within a place that are named.
const MOST_PLACES: usize = 60;

/// The page of one place's story.
#[derive(Template)]
#[template(path = "partners/show.html")]
pub(super) struct StoryPage {
    frame: Frame,
    name: Said,
    /// The name in the other languages, with their tags.
    other_names: Vec<(String, String)>,
    kind: String,
    /// The record's own page, with every field.
    record: String,
    /// What the reader may do with the record of the place, and add here.
    tools: Vec<Crumb>,
    adds: Vec<Crumb>,
    is_home: bool,
    since: Option<(String, Link)>,
    numbers: Vec<Number>,
    inside: Vec<Inside>,
    places: Vec<Link>,
    timeline: Option<Drawn>,
    /// The projects as a table, when none has a date to draw.
    undated: Vec<ActRow>,
    agreements: Vec<AgreementRow>,
    sectors: Vec<SectorRow>,
    gives: Vec<GivenRow>,
    needs: Vec<NeedRow>,
    courses: Vec<Course>,
    values: Vec<MeasureRow>,
    gained_home: Vec<GainRow>,
    gained_partner: Vec<GainRow>,
    /// The keys of the words for the place on the other side of either.
    other_home: &'static str,
    other_partner: &'static str,
    amounts: Vec<String>,
    /// Whether any gain of the partner side has an amount.
    partner_amounts: bool,
    spread_from: Vec<SpreadRow>,
    spread_to: Vec<SpreadRow>,
    map: Option<String>,
    honours: Vec<Honours>,
    activities: Vec<ActRow>,
    elsewhere: Vec<ActRow>,
    bodies: Vec<Bodies>,
    memberships: Vec<MembershipRow>,
    policies: Vec<PolicyRow>,
    disputes: Vec<DisputeRow>,
    documents: Vec<Document>,
    /// The kinds of which more is on record than is told, with the lists that have all.
    cut: Vec<(String, String)>,
    is_bare: bool,
}

/// How many records of a kind the story tells, with the passage that does.
struct Number {
    count: String,
    label: String,
    anchor: &'static str,
}

/// A partner within a country.
struct Inside {
    link: Link,
    since: String,
    projects: String,
    sectors: Vec<Link>,
}

impl StoryPage {
    pub(super) fn new(reader: &Reader, story: &Story, today: Date) -> Self {
        let words = reader.words();
        let documents: Vec<&str> = story.cited.iter().map(|(document, _)| document.as_str()).collect();
        let teller = Teller::new(words, &story.names, &story.sources, documents);
        let name = Said::of(&story.place.title(&|_| None), words.language());
        let (courses, values) =
            parted(&teller, &story.results, story.place.id(), |value| measured_in(story, value));
        let spread = |record: &Record| SpreadRow::new(&teller, story, record);
        let is_home = story.is_home;
        let timeline = drawn(&teller, story, today);
        Self {
            frame: frame(reader, &teller, story, &name),
            other_names: other_names(story, &name, reader.language.tag()),
            kind: kind(&teller, story),
            record: values::address(story.place.kind(), story.place.id()),
            tools: links::tools(reader, &story.place),
            adds: links::adds(reader, &story.place),
            is_home,
            since: story.since.as_ref().map(|since| (teller.date(&since.when), teller.link(&since.record))),
            numbers: numbers(words, story),
            inside: story.partners.iter().take(MOST_INSIDE).map(|p| Inside::new(&teller, p)).collect(),
            places: places(&teller, story),
            undated: if timeline.is_none() {
                story.projects.iter().map(|one| ActRow::project(&teller, story, one)).collect()
            } else {
                Vec::new()
            },
            timeline,
            agreements: story.agreements.iter().map(|one| AgreementRow::new(&teller, story, one)).collect(),
            sectors: sectors(&teller, story),
            gives: story.gives.iter().map(|given| GivenRow::new(&teller, given)).collect(),
            needs: story.needs.iter().map(|one| NeedRow::new(&teller, story, one)).collect(),
            courses,
            values,
            gained_home: gains(&teller, story, &story.gained_home, other(is_home)),
            gained_partner: gains(&teller, story, &story.gained_partner, other(!is_home)),
            other_home: if is_home { "story-through" } else { "story-for" },
            other_partner: if is_home { "story-for" } else { "story-through" },
            partner_amounts: story.gained_partner.iter().any(|gain| gain.number("amount").is_some()),
            amounts: story.amounts.iter().map(|(currency, sum)| teller.money(sum, currency)).collect(),
            spread_from: story.spread_from.iter().map(spread).collect(),
            spread_to: story.spread_to.iter().map(spread).collect(),
            map: spread_map(&teller, story),
            honours: story
                .recognitions
                .iter()
                .map(|one| Honours::new(&teller, one, |record| story.conflicts_of(record.id()).collect()))
                .collect(),
            activities: story.activities.iter().map(|one| ActRow::activity(&teller, story, one)).collect(),
            elsewhere: story.elsewhere.iter().map(|one| ActRow::project(&teller, story, one)).collect(),
            bodies: bodies(&teller, &story.organisations),
            memberships: story
                .memberships
                .iter()
                .map(|one| MembershipRow::new(&teller, story, one))
                .collect(),
            policies: story.policies.iter().map(|one| PolicyRow::new(&teller, story, one)).collect(),
            disputes: story.conflicts.iter().map(|one| DisputeRow::new(&teller, one)).collect(),
            documents: teller.documents(&story.cited),
            cut: story
                .cut
                .iter()
                .map(|kind| (format!("/{}", kind.plural), words.kind(kind).into_owned()))
                .collect(),
            is_bare: story.is_bare(),
            name,
        }
    }
}

impl StoryPage {
    /// A message with a count in it.
    fn many(&self, key: &str, total: usize) -> String {
        self.frame.say_with(key, "count", total)
    }
}

/// The field of a benefit that names the other side.
fn other(is_home: bool) -> &'static str {
    if is_home { "partner_place" } else { "place_benefiting" }
}

/// The conflicts about a value: those about what was measured that name the indicator, and those about the value itself.
fn measured_in<'s>(story: &'s Story, value: &Record) -> Vec<&'s Record> {
    let about = story.conflicts_of(value.text("subject"));
    let indicator = value.text("indicator").to_owned();
    about
        .filter(|conflict| conflict.text("field") == indicator)
        .chain(story.conflicts_of(value.id()))
        .collect()
}

fn frame(reader: &Reader, teller: &Teller, story: &Story, name: &Said) -> Frame {
    let words = reader.words();
    let mut frame = reader
        .frame("")
        .titled(name)
        .section(Section::Partners)
        .step("/partners", &words.get("layout-partners"));
    for id in story.path.iter().rev() {
        let link = teller.link(id);
        frame = frame.step(&link.address, &link.text.text);
    }
    frame
}

fn other_names(story: &Story, name: &Said, page: &str) -> Vec<(String, String)> {
    let shown = name.tag.as_deref().unwrap_or(page);
    let texts = story.place.texts("name").into_iter().flat_map(domain::Texts::iter);
    texts
        .filter(|(tag, text)| *tag != shown && *text != name.text)
        .map(|(tag, text)| (tag.to_owned(), text.to_owned()))
        .collect()
}

/// The kind of place with the country: "City in Cambodia".
fn kind(teller: &Teller, story: &Story) -> String {
    let code = story.place.text("kind");
    let kind = teller.words.code(&PLACE_KINDS, code).into_owned();
    match story.path.first() {
        Some(around) if code != "country" => {
            let around = teller.link(around).text.text;
            teller.words.with("story-kind-in", &[("kind", kind.into()), ("place", around.into())])
        }
        _ => kind,
    }
}

fn numbers(words: Words, story: &Story) -> Vec<Number> {
    let results: usize = story.results.iter().map(app::partners::Measured::total).sum();
    [
        ("agreements", story.agreements.len(), "agreements"),
        ("projects", story.projects.len(), "timeline"),
        ("needs", story.needs.len(), "needs"),
        ("activities", story.activities.len(), "activities"),
        ("observations", results, "results"),
        ("recognitions", story.honours().count(), "recognitions"),
        ("benefits", story.gained_home.len() + story.gained_partner.len(), "benefits"),
        ("conflicts", story.conflicts.len(), "conflicts"),
    ]
    .into_iter()
    .filter(|(_, total, _)| *total > 0)
    .filter_map(|(plural, total, anchor)| {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        Some(Number {
            count: words.count(total),
            label: words.kind(domain::kind(plural)?).into_owned(),
            anchor,
        })
    })
    .collect()
}

/// The places directly within that do not stand among the partners.
fn places(teller: &Teller, story: &Story) -> Vec<Link> {
    let is_partner = |place: &&Record| !story.partners.iter().any(|partner| partner.id == place.id());
    story.places.iter().filter(is_partner).take(MOST_PLACES).map(|place| teller.to(place)).collect()
}

impl Inside {
    fn new(teller: &Teller, partner: &Partner) -> Self {
        let codes: Vec<String> = partner.sectors.iter().map(|sector| sector.code.clone()).collect();
        let mut link = teller.link(&partner.id);
        link.address = crate::telling::story(&partner.id);
        link.text = Said::of(&partner.name, teller.words.language());
        Self {
            link,
            since: partner.since.as_ref().map(|when| teller.date(when)).unwrap_or_default(),
            projects: teller.words.count(partner.totals.projects),
            sectors: teller.links(&codes),
        }
    }
}
