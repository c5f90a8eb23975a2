//! The history of one record, and bringing an old state back.

use app::editing::Restored;
use app::history::{History, Told};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use language::Words;

use super::changes::{Changed, action};
use super::{About, names, see_other, telling, value, with_cookie};
use crate::Site;
use crate::errors::Error;
use crate::forms::{TOKEN, Token};
use crate::layout::{Frame, Said, Section, page};
use crate::readers::{Reader, pairs};
use crate::values;

/// The name of the input for the change whose state is brought back.
const CHANGE: &str = "form.change";

/// The page of a record's states.
#[derive(Template)]
#[template(path = "editing/history.html")]
pub(super) struct HistoryPage {
    frame: Frame,
    kind: String,
    title: Said,
    /// The record's page; `None` when it is gone.
    record: Option<String>,
    restore: String,
    token: String,
    revision: String,
    notices: Vec<String>,
    states: Vec<StateShown>,
}

struct StateShown {
    change: i64,
    who: String,
    at: String,
    stamp: String,
    action: &'static str,
    changed: Vec<Changed>,
    is_unknown: bool,
    restorable: bool,
}

pub(super) async fn show(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    shown(&site, &reader, &About::new(&plural, Some(&id))?, &headers, Vec::new()).await
}

async fn shown(
    site: &Site,
    reader: &Reader,
    about: &About,
    headers: &HeaderMap,
    notices: Vec<String>,
) -> Result<Response, Error> {
    let id = about.id.as_deref().ok_or(Error::NotFound)?;
    let history = app::history::of(&site.renkei, &reader.viewer, about.kind, id).await?;
    let token = site.forms.token(headers);
    with_cookie(page(&HistoryPage::new(reader, &history, &token, notices))?, token)
}

/// Brings an old state back.
pub(super) async fn restore(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let about = About::new(&plural, Some(&id))?;
    let sent: Vec<(String, String)> = pairs(&body).collect();
    site.forms.check(&headers, value(&sent, TOKEN))?;
    let change = value(&sent, CHANGE).parse().map_err(|_| Error::Malformed)?;
    let revision = match value(&sent, names::REVISION) {
        "" => None,
        number => Some(number.parse().map_err(|_| Error::Malformed)?),
    };
    let (renkei, viewer, words) = (&site.renkei, &reader.viewer, reader.words());
    let notices = match app::editing::restore(renkei, viewer, about.kind, &id, change, revision).await? {
        Restored::Done => return see_other(&about.back()),
        Restored::Overtaken => vec![words.get("history-overtaken").into_owned()],
        Restored::Faulty(faults) => {
            let told = faults.iter().map(|fault| {
                let label = words.field_named(about.kind.plural, &fault.input);
                format!("{label}: {}", telling::fault(words, about.kind, fault))
            });
            std::iter::once(words.get("history-faulty").into_owned()).chain(told).collect()
        }
    };
    let mut response = shown(&site, &reader, &about, &headers, notices).await?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

impl HistoryPage {
    pub(super) fn new(reader: &Reader, history: &History, token: &Token, notices: Vec<String>) -> Self {
        let (words, kind) = (reader.words(), history.record.kind());
        let title = values::title(words, &history.names, &history.record);
        let address = values::address(kind, history.record.id());
        let mut frame = reader
            .frame(&words.get("history"))
            .section(Section::of(kind))
            .step(&format!("/{}", kind.plural), &words.kind(kind));
        if history.revision.is_some() {
            frame = frame.step(&address, &title.text);
        }
        Self {
            frame,
            kind: words.kind(kind).into_owned(),
            title,
            restore: format!("{address}/restore"),
            record: history.revision.map(|_| address),
            token: token.text.clone(),
            revision: history.revision.map(|number| number.to_string()).unwrap_or_default(),
            notices,
            states: history.states.iter().map(|told| StateShown::new(words, history, told)).collect(),
        }
    }
}

impl StateShown {
    fn new(words: Words, history: &History, told: &Told) -> Self {
        let change = &told.state.change;
        let record = told.state.after.as_ref().or(told.state.before.as_ref()).unwrap_or(&history.record);
        let is_change = change.action == store::Action::Changed;
        Self {
            change: change.seq,
            who: telling::actor(words, &history.people, &change.actor),
            at: telling::moment(words, &change.at),
            stamp: change.at.clone(),
            action: action(change.action),
            changed: told.fields.iter().map(|one| Changed::new(words, &history.names, record, one)).collect(),
            is_unknown: is_change && (told.state.before.is_none() || told.state.after.is_none()),
            restorable: told.restorable,
        }
    }
}
