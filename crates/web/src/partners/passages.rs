//! The passages of a story as tables: agreements, needs, gains, spread, bodies.

use app::partners::{Answered, Given, Story};
use domain::Record;
use domain::vocabularies::ORGANISATION_KINDS;
use reports::Size;
use reports::map::{Map, Point, Route, Window, draw};

use crate::layout::Said;
use crate::telling::{Origin, Teller};
use crate::values::{self, Link, Shown};

/// An agreement.
pub(super) struct AgreementRow {
    pub(super) link: Link,
    pub(super) kind: String,
    pub(super) signed: String,
    pub(super) term: String,
    pub(super) renewals: Option<Said>,
    pub(super) parties: Vec<Link>,
    pub(super) sectors: Vec<Link>,
    pub(super) origin: Origin,
}

impl AgreementRow {
    pub(super) fn new(teller: &Teller, story: &Story, record: &Record) -> Self {
        Self {
            link: teller.to(record),
            kind: teller.code(record, "kind"),
            signed: teller.when(record, "signed"),
            term: teller.when(record, "term_end"),
            renewals: teller.said(record, "renewals"),
            parties: teller.links(record.references("parties")),
            sectors: teller.links(record.references("sectors")),
            origin: teller.origin(record, story.conflicts_of(record.id())),
        }
    }
}

/// A sector with its first year.
pub(super) struct SectorRow {
    pub(super) link: Link,
    pub(super) first: String,
    /// The first project of it.
    pub(super) project: Option<Link>,
    pub(super) count: String,
}

/// The sectors of a story, by first year; `list` is the list of projects behind each.
pub(super) fn sectors(teller: &Teller, story: &Story) -> Vec<SectorRow> {
    let row = |sector: &app::partners::Sector| {
        let first = story.projects.iter().find(|p| p.references("sectors").contains(&sector.code));
        let mut link = teller.link(&sector.code);
        if !story.is_home {
            link.address = format!("/projects?partner_place={}&sectors={}", story.place.id(), sector.code);
        }
        SectorRow {
            link,
            first: sector.first.as_ref().map(|when| teller.date(when)).unwrap_or_default(),
            project: first.map(|project| teller.to(project)),
            count: teller.words.with("count-projects", &[("count", sector.total.into())]),
        }
    };
    story.sectors.iter().map(row).collect()
}

/// A need with what answered it.
pub(super) struct NeedRow {
    pub(super) link: Link,
    pub(super) matches: String,
    pub(super) raised: String,
    pub(super) sector: Link,
    pub(super) baseline: String,
    pub(super) answers: Vec<Answer>,
    pub(super) origin: Origin,
}

/// A project that answers a need.
pub(super) struct Answer {
    pub(super) link: Link,
    pub(super) stage: String,
    pub(super) span: String,
    pub(super) offerings: Vec<Link>,
}

impl NeedRow {
    pub(super) fn new(teller: &Teller, story: &Story, answered: &Answered) -> Self {
        let need = &answered.need;
        let baseline = need.number("baseline_value").map(|number| {
            let quantity = teller.words.quantity(number, need.text("unit"));
            let indicator = teller.words.indicator(need.text("indicator")).into_owned();
            teller
                .words
                .with("story-baseline", &[("indicator", indicator.into()), ("value", quantity.into())])
        });
        let answer = |project: &Record| Answer {
            link: teller.to(project),
            stage: teller.code(project, "stage"),
            span: teller.span(project),
            offerings: teller.links(project.references("offerings")),
        };
        Self {
            link: teller.to(need),
            matches: format!("/needs/{}/matches", need.id()),
            raised: teller.when(need, "raised"),
            sector: teller.link(need.text("sector")),
            baseline: baseline.unwrap_or_default(),
            answers: answered.projects.iter().map(answer).collect(),
            origin: teller.origin(need, story.conflicts_of(need.id())),
        }
    }
}

/// What was gained.
pub(super) struct GainRow {
    pub(super) kind: String,
    pub(super) when: String,
    pub(super) link: Link,
    pub(super) partner: Link,
    pub(super) amount: String,
    pub(super) project: Option<Link>,
    pub(super) origin: Origin,
}

/// Gains in the order of kinds and dates. `other` is the field of the place on the other side.
pub(super) fn gains(teller: &Teller, story: &Story, gained: &[Record], other: &str) -> Vec<GainRow> {
    let codes = domain::vocabularies::BENEFIT_KINDS.codes;
    let mut ordered: Vec<&Record> = gained.iter().collect();
    ordered.sort_by_key(|gain| codes.iter().position(|code| *code == gain.text("kind")));
    let row = |gain: &Record| GainRow {
        kind: teller.code(gain, "kind"),
        when: teller.when(gain, "year"),
        link: teller.to(gain),
        partner: teller.link(gain.text(other)),
        amount: teller.amount(gain, "amount", "currency"),
        project: Some(gain.text("project")).filter(|id| !id.is_empty()).map(|id| teller.link(id)),
        origin: teller.origin(gain, story.conflicts_of(gain.id())),
    };
    ordered.into_iter().map(row).collect()
}

/// A practice that went from one place to another.
pub(super) struct SpreadRow {
    pub(super) practice: Link,
    pub(super) from: Option<Link>,
    pub(super) to: Link,
    pub(super) when: String,
    pub(super) how: Option<Said>,
    pub(super) origin: Origin,
}

impl SpreadRow {
    pub(super) fn new(teller: &Teller, story: &Story, record: &Record) -> Self {
        let from = record.text("from_place");
        Self {
            practice: teller.link(record.text("offering_or_project")),
            from: (!from.is_empty()).then(|| teller.link(from)),
            to: teller.link(record.text("to_place")),
            when: teller.when(record, "year"),
            how: teller.said(record, "how"),
            origin: teller.origin(record, story.conflicts_of(record.id())),
        }
    }
}

/// The map of where practices went from here; `None` below two places, as a table says that better.
pub(super) fn spread_map(teller: &Teller, story: &Story) -> Option<String> {
    let mut points: Vec<Point> = Vec::new();
    let mut routes: Vec<Route> = Vec::new();
    for spread in &story.spread_from {
        let (from, to) = (spread.text("from_place"), spread.text("to_place"));
        let Some((start, end)) = story.locations.get(from).zip(story.locations.get(to)) else { continue };
        for (id, at) in [(from, start), (to, end)] {
            let link = teller.link(id);
            match points.iter_mut().find(|point| point.name == link.text.text) {
                Some(point) if id == to => point.count += 1.0,
                Some(_) => {}
                None => points.push(Point {
                    fact: link.text.text.clone(),
                    name: link.text.text,
                    label: String::new(),
                    href: Some(link.address),
                    latitude: at.0,
                    longitude: at.1,
                    count: 1.0,
                    home: id == from,
                }),
            }
        }
        let practice = teller.link(spread.text("offering_or_project")).text.text;
        let when = teller.when(spread, "year");
        let fact = [practice, when].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let fact = fact.join(&teller.words.get("story-and"));
        match routes.iter_mut().find(|route| route.from == *start && route.to == *end) {
            Some(route) => route.fact = format!("{}; {fact}", route.fact),
            None => routes.push(Route {
                from: *start,
                to: *end,
                fact: format!("{}: {fact}", teller.link(to).text.text),
                href: Some(values::address(spread.kind(), spread.id())),
            }),
        }
    }
    (routes.len() > 1).then(|| {
        let title = teller.words.get("story-spread").into_owned();
        let credit = teller.words.get("map-credit").into_owned();
        let (id, size) = ("spread".to_owned(), Size::Wide);
        draw(&Map { id, title, window: Window::Fit, points, routes, credit, size }).svg
    })
}

/// Bodies of one kind.
pub(super) struct Bodies {
    pub(super) kind: String,
    pub(super) links: Vec<Link>,
}

/// The bodies of a place, by kind.
pub(super) fn bodies(teller: &Teller, organisations: &[Record]) -> Vec<Bodies> {
    let of_kind = |code: &&'static str| {
        let bodies = organisations.iter().filter(|body| body.text("kind") == *code);
        let links: Vec<Link> = bodies.map(|body| teller.to(body)).collect();
        (!links.is_empty())
            .then(|| Bodies { kind: teller.words.code(&ORGANISATION_KINDS, code).into_owned(), links })
    };
    ORGANISATION_KINDS.codes.iter().filter_map(of_kind).collect()
}

/// A network or association to which somebody belongs.
pub(super) struct MembershipRow {
    pub(super) group: Link,
    pub(super) member: Link,
    pub(super) since: String,
    pub(super) note: Option<Said>,
    pub(super) origin: Origin,
}

impl MembershipRow {
    pub(super) fn new(teller: &Teller, story: &Story, record: &Record) -> Self {
        Self {
            group: teller.link(record.text("group")),
            member: teller.link(record.text("member")),
            since: teller.when(record, "from"),
            note: teller.said(record, "note"),
            origin: teller.origin(record, story.conflicts_of(record.id())),
        }
    }
}

/// A plan or law.
pub(super) struct PolicyRow {
    pub(super) link: Link,
    pub(super) when: String,
    pub(super) owner: Link,
    pub(super) summary: Option<Said>,
    pub(super) origin: Origin,
}

impl PolicyRow {
    pub(super) fn new(teller: &Teller, story: &Story, record: &Record) -> Self {
        Self {
            link: teller.to(record),
            when: teller.when(record, "date"),
            owner: teller.link(record.text("owner")),
            summary: teller.said(record, "summary"),
            origin: teller.origin(record, story.conflicts_of(record.id())),
        }
    }
}

/// A project or activity in a plain list.
pub(super) struct ActRow {
    pub(super) when: String,
    pub(super) link: Link,
    pub(super) kind: String,
    pub(super) place: Option<Link>,
    pub(super) project: Option<Link>,
    pub(super) people: Shown,
    pub(super) origin: Origin,
}

impl ActRow {
    pub(super) fn activity(teller: &Teller, story: &Story, record: &Record) -> Self {
        let some =
            |field: &str| Some(record.text(field)).filter(|id| !id.is_empty()).map(|id| teller.link(id));
        let people = record.number("people").map(|n| values::quantity(teller.words, n, ""));
        Self {
            when: teller.when(record, "start"),
            link: teller.to(record),
            kind: teller.code(record, "kind"),
            place: some("place").filter(|_| record.text("place") != story.place.id()),
            project: some("project"),
            people: people.unwrap_or(Shown::Blank),
            origin: teller.origin(record, story.conflicts_of(record.id())),
        }
    }

    pub(super) fn project(teller: &Teller, story: &Story, record: &Record) -> Self {
        let place = record.text("partner_place");
        Self {
            when: teller.span(record),
            link: teller.to(record),
            kind: teller.code(record, "stage"),
            place: (!place.is_empty()).then(|| teller.link(place)),
            project: None,
            people: Shown::Blank,
            origin: teller.origin(record, story.conflicts_of(record.id())),
        }
    }
}

/// A partner for which a place at home works.
pub(super) struct GivenRow {
    pub(super) place: Link,
    pub(super) since: String,
    pub(super) projects: String,
    pub(super) sectors: Vec<Link>,
}

impl GivenRow {
    pub(super) fn new(teller: &Teller, given: &Given) -> Self {
        let total = u64::try_from(given.projects.len()).unwrap_or(u64::MAX);
        Self {
            place: teller.link(&given.place),
            since: given.since.as_ref().map(|when| teller.date(when)).unwrap_or_default(),
            projects: teller.words.count(total),
            sectors: teller.links(&given.sectors),
        }
    }
}

/// A disagreement between sources.
pub(super) struct DisputeRow {
    pub(super) id: String,
    pub(super) address: String,
    pub(super) subject: Link,
    pub(super) about: String,
    pub(super) a: (Option<Said>, Vec<crate::telling::Ref>),
    pub(super) b: (Option<Said>, Vec<crate::telling::Ref>),
    pub(super) used: Option<Said>,
    pub(super) note: Option<Said>,
}

impl DisputeRow {
    pub(super) fn new(teller: &Teller, conflict: &Record) -> Self {
        let subject = conflict.text("subject");
        let field = conflict.text("field");
        let kind = teller.names.get(subject).map(|head| head.kind);
        let about = match kind.filter(|kind| kind.field(field).is_some()) {
            Some(kind) => teller.words.field_named(kind.plural, field).into_owned(),
            None => teller.words.indicator(field).into_owned(),
        };
        let side = |value: &str, source: &str| (teller.said(conflict, value), teller.refs(conflict, source));
        Self {
            id: conflict.id().to_owned(),
            address: values::address(conflict.kind(), conflict.id()),
            subject: teller.link(subject),
            about,
            a: side("value_a", "source_a"),
            b: side("value_b", "source_b"),
            used: teller.said(conflict, "used_in_record"),
            note: teller.said(conflict, "note"),
        }
    }
}
