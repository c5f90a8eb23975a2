//! Taking a record away: what depends on it is told first.

use app::editing::Removed;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::Record;
use store::{Inbound, Names};

use super::{About, names, see_other, value, with_cookie};
use crate::Site;
use crate::errors::Error;
use crate::forms::{TOKEN, Token};
use crate::layout::{Frame, Said, Section, page};
use crate::readers::{Reader, pairs};
use crate::values;

/// The name of the box by which the reader says that they know what depends on the record.
const CONFIRMED: &str = "form.confirmed";

/// The page that asks.
#[derive(Template)]
#[template(path = "editing/remove.html")]
pub(super) struct RemovePage {
    frame: Frame,
    kind: String,
    title: Said,
    action: String,
    back: String,
    token: String,
    revision: i64,
    /// What depends on it: how many records, of which kind, in which field; with the list of them.
    depending: Vec<Depending>,
    /// What to do before the page can be sent again.
    notice: Option<String>,
}

struct Depending {
    count: String,
    field: String,
    list: String,
}

/// Asks before a record is taken away.
pub(super) async fn ask(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    asked(&site, &reader, &About::new(&plural, Some(&id))?, &headers, None).await
}

async fn asked(
    site: &Site,
    reader: &Reader,
    about: &About,
    headers: &HeaderMap,
    notice: Option<&str>,
) -> Result<Response, Error> {
    let id = about.id.as_deref().ok_or(Error::NotFound)?;
    let (record, revision, inbound) =
        app::editing::dependents(&site.renkei, &reader.viewer, about.kind, id).await?;
    let cells = app::editing::Cells::of(&record, reader.viewer.sight(&record));
    let known = app::editing::names(&site.renkei, &reader.viewer, about.kind, &cells).await?;
    let token = site.forms.token(headers);
    let shown = RemovePage::new(reader, &record, revision, &inbound, &known, &token, notice);
    with_cookie(page(&shown)?, token)
}

/// Takes a record away.
pub(super) async fn remove(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let about = About::new(&plural, Some(&id))?;
    let sent: Vec<(String, String)> = pairs(&body).collect();
    site.forms.check(&headers, value(&sent, TOKEN))?;
    let revision = value(&sent, names::REVISION).parse().map_err(|_| Error::Malformed)?;
    let confirmed = value(&sent, CONFIRMED) == "yes";
    let (renkei, viewer) = (&site.renkei, &reader.viewer);
    let notice = match app::editing::remove(renkei, viewer, about.kind, &id, revision, confirmed).await? {
        Removed::Done => return see_other(&format!("{}/history", about.back())),
        Removed::Depended(_) => "remove-confirm-first",
        Removed::Overtaken => "remove-overtaken",
    };
    let mut response = asked(&site, &reader, &about, &headers, Some(notice)).await?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

impl RemovePage {
    pub(super) fn new(
        reader: &Reader,
        record: &Record,
        revision: i64,
        inbound: &[Inbound],
        known: &Names,
        token: &Token,
        notice: Option<&str>,
    ) -> Self {
        let (words, kind) = (reader.words(), record.kind());
        let title = values::title(words, known, record);
        let back = values::address(kind, record.id());
        let depending = inbound.iter().map(|one| {
            let cited = matches!(one.kind.field(one.field).map(|f| f.shape), Some(domain::Shape::Citations));
            let target = if cited { record.text("cited_as") } else { record.id() };
            let target: String = form_urlencoded::byte_serialize(target.as_bytes()).collect();
            Depending {
                count: words.counted(one.kind, one.total),
                field: words.field_named(one.kind.plural, one.field).into_owned(),
                list: format!("/{}?{}={target}", one.kind.plural, one.field),
            }
        });
        Self {
            frame: reader
                .frame(&words.get("remove"))
                .section(Section::of(kind))
                .step(&format!("/{}", kind.plural), &words.kind(kind))
                .step(&back, &title.text),
            kind: words.kind(kind).into_owned(),
            title,
            action: format!("{back}/remove"),
            back,
            token: token.text.clone(),
            revision,
            depending: depending.collect(),
            notice: notice.map(|key| words.get(key).into_owned()),
        }
    }
}
