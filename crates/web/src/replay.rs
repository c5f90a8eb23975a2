//! Past needs asked again as they were known: how far the record's memory can be trusted.

use app::Expected;
use app::replay::{Replay, Row};
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use language::Words;

use crate::Site;
use crate::errors::Error;
use crate::layout::{Frame, Section, page};
use crate::readers::{LANG, Reader, pairs};
use crate::values::{self, Link};

/// How many of the offerings that would have been proposed are named.
const PROPOSED: usize = 3;

/// The address of the replay.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/replay", get(show))
}

async fn show(
    State(site): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let mut with_notes = true;
    for (name, value) in pairs(query.as_deref().unwrap_or_default()) {
        match (name.as_str(), value.as_str()) {
            ("notes", "yes") | (LANG, _) => {}
            ("notes", "no") => with_notes = false,
            ("notes", other) => {
                return Err(Error::parameter("notes", other, Expected::OneOf(vec!["yes", "no"])));
            }
            (other, value) => return Err(Error::parameter(other, value, Expected::Name(vec!["notes"]))),
        }
    }
    let replay = app::replay::ready(&site.renkei, &reader.viewer, with_notes).await?;
    page(&ReplayPage::new(&reader, replay.as_deref(), with_notes))
}

/// The page of the replay.
#[derive(Template)]
#[template(path = "replay/show.html")]
struct ReplayPage {
    frame: Frame,
    /// Where to look again; `None` when everything is there.
    working: Option<&'static str>,
    found: String,
    notes: String,
    other: (&'static str, String),
    undated: String,
    sectors: Vec<(Link, String)>,
    rows: Vec<RowShown>,
}

struct RowShown {
    year: i16,
    need: Link,
    answers: String,
    place: Link,
    used: Vec<Link>,
    rank: String,
    is_found: bool,
    is_missed: bool,
    proposed: Vec<Link>,
}

impl ReplayPage {
    fn new(reader: &Reader, replay: Option<&Replay>, with_notes: bool) -> Self {
        let words = reader.words();
        let say = |key: &str| words.get(key).into_owned();
        let (notes, other) = if with_notes {
            ("replay-with-notes", ("/replay?notes=no", say("replay-leave-notes")))
        } else {
            ("replay-without-notes", ("/replay", say("replay-take-notes")))
        };
        let counts = |found: usize, asked: usize| [("found", found.into()), ("asked", asked.into())];
        let undated = replay.map_or(0, |replay| replay.undated);
        Self {
            frame: reader
                .frame(&words.get("replay"))
                .section(Section::More("replay"))
                .step("/needs", &words.get("layout-needs")),
            working: replay.is_none().then_some(if with_notes { "/replay" } else { "/replay?notes=no" }),
            found: replay
                .map(|replay| words.with("replay-found", &counts(replay.found, replay.asked)))
                .unwrap_or_default(),
            notes: say(notes),
            other,
            undated: match undated {
                0 => String::new(),
                count => words.with("replay-undated", &[("count", count.into())]),
            },
            sectors: replay
                .into_iter()
                .flat_map(|replay| replay.sectors.iter().map(move |line| (replay, line)))
                .map(|(replay, line)| {
                    let share = words.with("replay-of", &counts(line.found, line.asked));
                    (values::link(words, &replay.names, &line.sector), share)
                })
                .collect(),
            rows: replay
                .into_iter()
                .flat_map(|replay| replay.rows.iter().map(move |row| (replay, row)))
                .map(|(replay, row)| RowShown::new(words, replay, row))
                .collect(),
        }
    }

    #[cfg(test)]
    fn samples(reader: &Reader) -> Vec<Self> {
        let row = |rank, used: &[&str]| Row {
            need: "need-x".to_owned(),
            year: 1993,
            place: "dalian".to_owned(),
            sector: "water-supply".to_owned(),
            used: used.iter().map(|id| (*id).to_owned()).collect(),
            rank,
            proposed: vec!["off-y".to_owned(); 5],
            fits: true,
        };
        let replay = Replay {
            with_notes: true,
            rows: vec![
                row(Some(1), &["off-x"]),
                row(Some(9), &["off-x"]),
                row(None, &["off-x"]),
                row(None, &[]),
            ],
            asked: 3,
            found: 1,
            sectors: vec![app::replay::Sector { sector: "water-supply".to_owned(), asked: 3, found: 1 }],
            undated: 2,
            names: store::Names::new(),
        };
        vec![
            Self::new(reader, Some(&replay), true),
            Self::new(reader, Some(&replay), false),
            Self::new(reader, None, true),
        ]
    }
}

impl RowShown {
    fn new(words: Words, replay: &Replay, row: &Row) -> Self {
        let link = |id: &String| values::link(words, &replay.names, id);
        let has_used = !row.used.is_empty();
        Self {
            year: row.year,
            need: link(&row.need),
            answers: format!("/needs/{}/matches", row.need),
            place: link(&row.place),
            used: row.used.iter().map(link).collect(),
            rank: match row.rank {
                Some(rank) => rank.to_string(),
                None if has_used => words.get("replay-not-listed").into_owned(),
                None => words.get("replay-none-used").into_owned(),
            },
            is_found: row.is_found(),
            is_missed: has_used && !row.is_found(),
            proposed: row.proposed.iter().take(PROPOSED).map(link).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;

    #[test]
    fn the_page_renders_in_every_language_with_and_without_results() {
        for language in Language::ALL {
            let reader = Reader::sample(*language);
            for sample in ReplayPage::samples(&reader) {
                let html = sample.render().unwrap();
                assert!(
                    !html.contains(">replay ") && !html.contains("{ $") && !html.contains("style="),
                    "{html}"
                );
                assert_eq!(html.contains("<table"), sample.working.is_none());
            }
        }
    }
}
