//! The timeline of a story: for a partner a lane per sector, for a place at home a lane per place it works for.

use app::partners::{Given, Story};
use domain::Record;
use domain::vocabularies::{ACTIVITY_KINDS, STAGES};
use jiff::civil::Date;
use reports::Size;
use reports::timeline::{Key, Lane, Mark, MarkRow, MarkSort, Stage, Timeline, Work, draw, key};

use crate::layout::Said;
use crate::telling::{Teller, is_running};
use crate::values::Link;

/// The picture with what explains it.
pub(super) struct Drawn {
    pub(super) wide: String,
    pub(super) narrow: String,
    pub(super) key_wide: String,
    pub(super) key_narrow: String,
    /// The same facts, by date.
    pub(super) rows: Vec<Row>,
}

/// One fact of the timeline.
pub(super) struct Row {
    pub(super) when: String,
    pub(super) link: Link,
    pub(super) what: String,
    pub(super) sectors: Vec<Link>,
    sort: String,
}

/// Draws the timeline of a story; `None` when nothing in it has a date.
pub(super) fn drawn(teller: &Teller, story: &Story, today: Date) -> Option<Drawn> {
    let rows = marks(teller, story);
    let lanes = if story.is_home { by_place(teller, story) } else { by_sector(teller, story) };
    let dated =
        lanes.iter().flat_map(|lane| &lane.works).any(|work| work.start.is_some() || work.end.is_some());
    if !dated && rows.iter().all(|row| row.marks.is_empty()) {
        return None;
    }
    let say = |key: &str| teller.words.get(key).into_owned();
    let name = Said::of(&story.place.title(&|_| None), teller.words.language()).text;
    let timeline = |size: Size, id: &str| Timeline {
        id: id.to_owned(),
        title: teller.words.with("story-timeline-of", &[("place", (&name).into())]),
        today,
        today_label: say("story-today"),
        undated_label: say("story-undated"),
        rows: rows.clone(),
        lanes: lanes.clone(),
        size,
    };
    let used = |stage: &Stage| lanes.iter().flat_map(|lane| &lane.works).any(|work| work.stage == *stage);
    let stages = Stage::ALL.iter().zip(STAGES.codes).filter(|(stage, _)| used(stage));
    let stages: Vec<(Stage, String)> = stages
        .map(|(stage, code)| match (story.is_home, stage) {
            (true, Stage::Implementation) => (*stage, say("story-goes-on")),
            (true, _) => (*stage, say("story-done")),
            _ => (*stage, teller.words.code(&STAGES, code).into_owned()),
        })
        .collect();
    let soft = lanes.iter().flat_map(|lane| &lane.works).any(|work| work.start.as_ref().is_some_and(is_soft));
    let fading =
        lanes.iter().flat_map(|lane| &lane.works).any(|work| work.end.is_none() && work.start.is_some());
    let explained = |size: Size, id: &str| Key {
        id: id.to_owned(),
        title: say("story-key"),
        stages: stages.clone(),
        marks: rows
            .iter()
            .filter(|row| !row.marks.is_empty())
            .map(|row| (row.sort, row.name.clone()))
            .collect(),
        fading: if fading { say("story-key-fading") } else { String::new() },
        soft: if soft { say("story-key-soft") } else { String::new() },
        size,
    };
    Some(Drawn {
        wide: draw(&timeline(Size::Wide, "timeline-wide")).svg,
        narrow: draw(&timeline(Size::Narrow, "timeline-narrow")).svg,
        key_wide: key(&explained(Size::Wide, "key-wide")).svg,
        key_narrow: key(&explained(Size::Narrow, "key-narrow")).svg,
        rows: table(teller, story),
    })
}

fn is_soft(when: &domain::When) -> bool {
    !matches!(when.shape(), domain::when::Shape::Day | domain::when::Shape::Month)
}

fn marks(teller: &Teller, story: &Story) -> Vec<MarkRow> {
    let row = |sort, key: &str, records: Vec<&Record>, field: &str| MarkRow {
        sort,
        name: teller.words.get(key).into_owned(),
        marks: records.into_iter().filter_map(|record| mark(teller, record, field)).collect(),
    };
    vec![
        row(MarkSort::Agreement, "story-agreements", story.agreements.iter().collect(), "kind"),
        row(MarkSort::Visit, "story-visits", story.visits().collect(), "kind"),
        row(MarkSort::Recognition, "story-recognitions", story.honours().collect(), "title"),
    ]
}

fn mark(teller: &Teller, record: &Record, label: &str) -> Option<Mark> {
    let link = teller.to(record);
    let label = match label {
        "title" => link.text.text.clone(),
        field => teller.code(record, field),
    };
    Some(Mark {
        when: record.date()?.clone(),
        fact: fact(teller, record, &label, &teller.date(record.date()?)),
        label,
        href: Some(link.address),
    })
}

/// The whole fact in words, with its source.
fn fact(teller: &Teller, record: &Record, what: &str, when: &str) -> String {
    let title = teller.to(record).text.text;
    let source = teller.source_words(record);
    let key = if source.is_empty() { "story-fact-unsourced" } else { "story-fact" };
    let what = if what == title { "" } else { what };
    let joined = [what, when].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
    let about = joined.join(&teller.words.get("story-and"));
    let arguments = [("title", title.into()), ("about", about.into()), ("source", source.into())];
    teller.words.with(key, &arguments)
}

fn work(teller: &Teller, project: &Record) -> Option<Work> {
    let link = teller.to(project);
    let fact = fact(teller, project, &teller.code(project, "stage"), &teller.span(project));
    Some(Work {
        title: link.text.text,
        fact,
        href: Some(link.address),
        stage: Stage::from_code(project.text("stage"))?,
        start: project.when("start").cloned(),
        end: project.when("end").cloned(),
        running: is_running(project),
    })
}

fn by_sector(teller: &Teller, story: &Story) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = story
        .sectors
        .iter()
        .map(|sector| {
            let in_it = |project: &&Record| project.references("sectors").contains(&sector.code);
            Lane {
                sector: sector.code.clone(),
                name: teller.link(&sector.code).text.text,
                note: sector.first.as_ref().map(|when| first(teller, when)).unwrap_or_default(),
                works: story.projects.iter().filter(in_it).filter_map(|p| work(teller, p)).collect(),
            }
        })
        .collect();
    let bare: Vec<Work> = story
        .projects
        .iter()
        .filter(|project| project.references("sectors").is_empty())
        .filter_map(|project| work(teller, project))
        .collect();
    if !bare.is_empty() {
        let name = teller.words.get("story-no-sector").into_owned();
        lanes.push(Lane { sector: String::new(), name, note: String::new(), works: bare });
    }
    lanes
}

/// For a place at home: a lane per country, a bar for each partner from the first project to the last.
fn by_place(teller: &Teller, story: &Story) -> Vec<Lane> {
    let mut lanes: Vec<(&str, Lane)> = Vec::new();
    for given in &story.gives {
        let of = if given.country.is_empty() { &given.place } else { &given.country };
        let work = partnership(teller, story, given);
        match lanes.iter_mut().find(|(known, _)| known == of) {
            Some((_, lane)) => lane.works.push(work),
            None => {
                let note = given.since.as_ref().map(|when| first(teller, when)).unwrap_or_default();
                let name = teller.link(of).text.text;
                lanes.push((of, Lane { sector: String::new(), name, note, works: vec![work] }));
            }
        }
    }
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

fn partnership(teller: &Teller, story: &Story, given: &Given) -> Work {
    let projects: Vec<&Record> = given.projects.iter().filter_map(|id| story.project(id)).collect();
    let running = projects.iter().any(|project| is_running(project));
    let last = |project: &&Record| project.when("end").or_else(|| project.when("start")).cloned();
    let end = projects.iter().filter_map(last).max_by_key(domain::When::sort_key).filter(|_| !running);
    let link = teller.link(&given.place);
    let count = teller.words.with("count-projects", &[("count", projects.len().into())]);
    let sectors = teller.links(&given.sectors).into_iter().map(|sector| sector.text.text);
    let about = [vec![count], sectors.collect()].concat().join(&teller.words.get("story-and"));
    Work {
        title: teller.words.with(
            "story-partner-projects",
            &[("place", (&link.text.text).into()), ("count", projects.len().into())],
        ),
        fact: teller
            .words
            .with("story-partner-fact", &[("place", link.text.text.into()), ("about", about.into())]),
        href: Some(link.address),
        stage: if running { Stage::Implementation } else { Stage::Completed },
        start: given.since.clone(),
        end,
        running,
    }
}

/// The words for the first year of a lane.
fn first(teller: &Teller, when: &domain::When) -> String {
    teller.words.with("story-first", &[("year", teller.date(when).into())])
}

fn table(teller: &Teller, story: &Story) -> Vec<Row> {
    let row = |record: &Record, what: String, when: String| Row {
        when,
        link: teller.to(record),
        what,
        sectors: teller.links(record.references("sectors")),
        sort: record.date().map_or_else(|| "~".to_owned(), domain::When::sort_key),
    };
    let dated = |record: &Record, what: String| {
        let when = record.date().map(|when| teller.date(when));
        row(record, what, when.unwrap_or_else(|| teller.words.get("common-blank").into_owned()))
    };
    let kind = |key: &str| teller.words.get(key).into_owned();
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(story.agreements.iter().map(|record| dated(record, teller.code(record, "kind"))));
    let visit = teller.words.code(&ACTIVITY_KINDS, "mayor_visit");
    rows.extend(story.visits().map(|record| dated(record, visit.clone().into_owned())));
    rows.extend(story.honours().map(|record| dated(record, kind("kind-recognitions-one"))));
    // The partnerships of a place at home stand in a table of their own.
    let projects = story.projects.iter().filter(|_| !story.is_home);
    rows.extend(projects.map(|project| row(project, teller.code(project, "stage"), teller.span(project))));
    rows.sort_by(|a, b| a.sort.cmp(&b.sort));
    rows
}
