//! What was done in the office, the latest first.

use app::history::{Activity, ActivityQuery};
use app::{BadParameter, Expected};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::{KINDS, Kind, Right};
use form_urlencoded::Serializer;
use language::Words;
use store::Run;

use super::changes::action;
use super::inputs::Choice;
use super::{telling, value};
use crate::Site;
use crate::errors::Error;
use crate::layout::{Frame, Said, Section, page};
use crate::readers::{Reader, pairs};
use crate::values;

/// The page of the office's activity.
#[derive(Template)]
#[template(path = "editing/activity.html")]
pub(super) struct ActivityPage {
    frame: Frame,
    kinds: Vec<Choice>,
    people: Vec<Choice>,
    day: String,
    runs: Vec<RunShown>,
    next: Option<String>,
}

struct RunShown {
    at: String,
    stamp: String,
    who: String,
    kind: String,
    /// What was done to how many records: the word, and how many.
    done: Vec<(&'static str, String)>,
    records: Vec<RecordShown>,
    /// Whether there are more than those named.
    is_cut: bool,
}

struct RecordShown {
    history: String,
    title: Said,
    action: &'static str,
}

pub(super) async fn show(
    State(site): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let asked: Vec<(String, String)> = pairs(query.as_deref().unwrap_or_default()).collect();
    let activity = app::history::activity(&site.renkei, &reader.viewer, parse(&asked)?).await?;
    page(&ActivityPage::new(&reader, &activity))
}

fn parse(asked: &[(String, String)]) -> Result<ActivityQuery, Error> {
    let bad = |name: &str, expected| {
        let (parameter, found) = (name.to_owned(), value(asked, name).to_owned());
        Error::from(app::Error::BadParameter(BadParameter { parameter, found, expected }))
    };
    let mut query = ActivityQuery::default();
    if let plural @ [_, ..] = value(asked, "kind").as_bytes() {
        let plurals = || Expected::OneOf(KINDS.iter().map(|kind| kind.plural).collect());
        let found = KINDS.iter().copied().find(|kind| kind.plural.as_bytes() == plural);
        query.kind = Some(found.ok_or_else(|| bad("kind", plurals()))?);
    }
    query.actor = Some(value(asked, "who").to_owned()).filter(|actor| !actor.is_empty());
    if !value(asked, "day").is_empty() {
        let day = value(asked, "day").parse();
        query.day = Some(day.map_err(|_| bad("day", Expected::OneOf(vec!["2026-04-01"])))?);
    }
    if !value(asked, "before").is_empty() {
        let before = value(asked, "before").parse();
        query.before = Some(before.map_err(|_| bad("before", Expected::Page(u64::MAX)))?);
    }
    Ok(query)
}

impl ActivityPage {
    pub(super) fn new(reader: &Reader, activity: &Activity) -> Self {
        let words = reader.words();
        let query = &activity.query;
        let seen = KINDS.iter().filter(|kind| reader.viewer.may(Right::History, Some(kind)));
        let kind = |kind: &&&'static Kind| Choice {
            value: kind.plural.to_owned(),
            label: words.kind(kind).into_owned(),
            is_chosen: query.kind == Some(**kind),
        };
        let person = |actor: &String| Choice {
            value: actor.clone(),
            label: telling::actor(words, &activity.people, actor),
            is_chosen: query.actor.as_ref() == Some(actor),
        };
        Self {
            frame: reader.frame(&words.get("activity")).section(Section::More("activity")).at_desk(),
            kinds: seen.collect::<Vec<_>>().iter().map(kind).collect(),
            people: activity.actors.iter().map(person).collect(),
            day: query.day.map(|day| day.to_string()).unwrap_or_default(),
            runs: activity.runs.iter().map(|run| RunShown::new(words, activity, run)).collect(),
            next: activity.next.map(|before| address(query, before)),
        }
    }
}

impl RunShown {
    fn new(words: Words, activity: &Activity, run: &Run) -> Self {
        let total: u64 = run.counts.iter().map(|(_, count)| count).sum();
        Self {
            at: telling::moment(words, &run.at),
            stamp: run.at.clone(),
            who: telling::actor(words, &activity.people, &run.actor),
            kind: words.kind(run.kind).into_owned(),
            done: run
                .counts
                .iter()
                .map(|(what, count)| (action(*what), words.counted(run.kind, *count)))
                .collect(),
            records: run
                .named
                .iter()
                .map(|(change, title)| RecordShown {
                    history: format!("{}/history", values::address(run.kind, &change.id)),
                    title: title
                        .as_ref()
                        .map_or_else(|| Said::plain(&change.id), |title| Said::of(title, words.language())),
                    action: action(change.action),
                })
                .collect(),
            is_cut: u64::try_from(run.named.len()).is_ok_and(|named| named < total),
        }
    }
}

fn address(query: &ActivityQuery, before: i64) -> String {
    let mut parameters = Serializer::new(String::new());
    parameters.extend_pairs(query.kind.map(|kind| ("kind", kind.plural)));
    parameters.extend_pairs(query.actor.as_deref().map(|actor| ("who", actor)));
    parameters.extend_pairs(query.day.map(|day| ("day", day.to_string())));
    parameters.append_pair("before", &before.to_string());
    format!("/activity?{}", parameters.finish())
}
