//! Precedents as a small timeline: a lane for each sector with its projects, past needs as marks above.

use app::matches::{Answered, Ranked};
use domain::Record;
use jiff::civil::Date;
use language::Words;
use reports::Size;
use reports::timeline::{Lane, Mark, MarkRow, MarkSort, Stage, Timeline, Work, draw};

use super::answers::title;
use crate::telling::is_running;
use crate::values;

/// How many precedents make a picture.
const FEWEST: usize = 2;

/// The picture for wide and for narrow screens; none when hardly anything has a date.
pub(super) fn drawn(words: Words, answered: &Answered, ranked: &[Ranked], today: Date) -> Vec<String> {
    let records: Vec<&Record> = ranked.iter().filter_map(|one| answered.records.get(&one.id)).collect();
    if records.iter().filter(|record| record.date().is_some()).count() < FEWEST {
        return Vec::new();
    }
    let of = |plural: &'static str| {
        records
            .iter()
            .copied()
            .filter(move |record| record.kind().plural == plural && record.date().is_some())
    };
    let marks = MarkRow {
        sort: MarkSort::Visit,
        name: words.get("layout-needs").into_owned(),
        marks: of("needs").filter_map(|need| mark(words, answered, need)).collect(),
    };
    let mut lanes: Vec<Lane> = Vec::new();
    for project in of("projects") {
        let sector = project.references("sectors").first().cloned().unwrap_or_default();
        let Some(work) = work(words, answered, project) else { continue };
        match lanes.iter_mut().find(|lane| lane.sector == sector) {
            Some(lane) => lane.works.push(work),
            None => lanes.push(Lane {
                name: if sector.is_empty() {
                    words.get("story-no-sector").into_owned()
                } else {
                    title(words, answered, &sector).text.text
                },
                sector,
                note: String::new(),
                works: vec![work],
            }),
        }
    }
    let picture = |size: Size, id: &str| {
        let timeline = Timeline {
            id: id.to_owned(),
            title: words.get("match-timeline").into_owned(),
            today,
            today_label: words.get("story-today").into_owned(),
            undated_label: words.get("story-undated").into_owned(),
            rows: vec![marks.clone()],
            lanes: lanes.clone(),
            size,
        };
        draw(&timeline).svg
    };
    vec![picture(Size::Wide, "precedents-wide"), picture(Size::Narrow, "precedents-narrow")]
}

fn mark(words: Words, answered: &Answered, need: &Record) -> Option<Mark> {
    let link = title(words, answered, need.id());
    let when = need.date()?.clone();
    let fact = told(words, &link.text.text, &words.when_short(&when));
    let label = answered.names.get(need.text("place")).map(|place| place.title.text(words.tag()).to_owned());
    Some(Mark { when, label: label.unwrap_or_default(), fact, href: Some(link.address) })
}

fn work(words: Words, answered: &Answered, project: &Record) -> Option<Work> {
    let link = title(words, answered, project.id());
    let when = |field: &str| project.when(field).map(|when| words.when_short(when)).unwrap_or_default();
    let span = match (when("start"), when("end")) {
        (start, end) if end.is_empty() || start == end => start,
        (start, end) => format!("{start}–{end}"),
    };
    Some(Work {
        fact: told(words, &link.text.text, &span),
        title: link.text.text,
        href: Some(values::address(project.kind(), project.id())),
        stage: Stage::from_code(project.text("stage"))?,
        start: project.when("start").cloned(),
        end: project.when("end").cloned(),
        running: is_running(project),
    })
}

fn told(words: Words, title: &str, when: &str) -> String {
    words.with("reason-noted", &[("text", title.into()), ("note", when.into())])
}
