//! Writing from the screen: the forms of every kind, two versions side by side, taking away, history, activity.
//!
//! Every form is made from the definition of its kind. What was typed is never lost: a form that cannot be saved comes
//! back as it was, with what is wrong at each input; a stale token asks only to send once more.

mod activity;
mod changes;
mod drafts;
mod form;
mod history;
mod inputs;
pub(crate) mod links;
mod merging;
mod pressed;
mod removing;
#[cfg(test)]
mod samples;
mod suggesting;
mod telling;

use app::editing::{Cells, ID, Opened, Saved, Sent};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::Kind;
use domain::value::is_id;

use self::form::{FormPage, Notice};
use self::merging::MergePage;
use self::pressed::Pressed;
use crate::Site;
use crate::errors::Error;
use crate::forms::{TOKEN, Token};
use crate::layout::page;
use crate::readers::{Reader, pairs};

/// The largest form, in bytes.
const LARGEST_FORM: usize = 1024 * 1024;

/// The addresses of the forms and of history.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/{plural}/new", get(new).post(create).layer(DefaultBodyLimit::max(LARGEST_FORM)))
        .route("/{plural}/suggest", get(suggesting::suggest))
        .route("/{plural}/{id}/edit", get(edit).post(update).layer(DefaultBodyLimit::max(LARGEST_FORM)))
        .route("/{plural}/{id}/remove", get(removing::ask).post(removing::remove))
        .route("/{plural}/{id}/history", get(history::show))
        .route("/{plural}/{id}/restore", post(history::restore))
        .route("/{plural}/{id}/draft", post(drafts::keep).layer(DefaultBodyLimit::max(LARGEST_FORM)))
        .route("/activity", get(activity::show))
}

/// The names of inputs that are not fields of the record.
mod names {
    pub(super) const REVISION: &str = "form.revision";
    pub(super) const DRAFT: &str = "form.draft";
}

/// What a form is about.
#[derive(Debug, Clone)]
struct About {
    kind: &'static Kind,
    /// The record; `None` for a new one.
    id: Option<String>,
}

impl About {
    /// The form at an address; `new` stands for a new record.
    fn new(plural: &str, id: Option<&str>) -> Result<Self, Error> {
        let id = id.filter(|id| *id != "new");
        let kind = domain::kind(plural).ok_or(Error::NotFound)?;
        match id {
            Some(id) if !is_id(id) => Err(Error::NotFound),
            _ => Ok(Self { kind, id: id.map(str::to_owned) }),
        }
    }

    fn address(&self) -> String {
        match &self.id {
            Some(id) => format!("/{}/{id}/edit", self.kind.plural),
            None => format!("/{}/new", self.kind.plural),
        }
    }

    fn draft(&self) -> String {
        match &self.id {
            Some(id) => format!("/{}/{id}/draft", self.kind.plural),
            None => format!("/{}/new/draft", self.kind.plural),
        }
    }

    fn back(&self) -> String {
        match &self.id {
            Some(id) => format!("/{}/{id}", self.kind.plural),
            None => format!("/{}", self.kind.plural),
        }
    }
}

async fn new(
    State(site): State<Site>,
    reader: Reader,
    Path(plural): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let about = About::new(&plural, None)?;
    open(&site, &reader, &about, query.as_deref(), &headers).await
}

async fn edit(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let about = About::new(&plural, Some(&id))?;
    open(&site, &reader, &about, query.as_deref(), &headers).await
}

/// Shows a form as the record is, with what the address gives, or with the draft when that is asked for.
async fn open(
    site: &Site,
    reader: &Reader,
    about: &About,
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let given: Vec<(String, String)> = pairs(query.unwrap_or_default()).collect();
    let mut opened = opened(site, reader, about, Cells::sent(about.kind, &given)).await?;
    let draft = app::editing::draft(&site.renkei, &reader.viewer, about.kind, about.id.as_deref()).await?;
    let wants_draft = given.iter().any(|(name, value)| name == names::DRAFT && value == "open");
    let mut shown = FormState::new(about);
    match draft {
        Some(draft) if wants_draft => {
            let typed = Pressed::read(about.kind, &draft.body);
            overlay(&mut opened.cells, &typed.cells);
            opened.revision = typed.revision.or(opened.revision);
            shown.wished = typed.wished;
            shown.notice = Some(Notice::DraftOpened(draft.at));
        }
        Some(draft) => shown.notice = Some(Notice::DraftOffered(draft.at)),
        None => {}
    }
    show(site, reader, &opened, shown, headers).await
}

/// What a form shows besides the record.
struct FormState<'a> {
    about: &'a About,
    wished: String,
    notice: Option<Notice>,
    faults: Vec<app::editing::Fault>,
    /// The field that gets more inputs.
    more: Option<String>,
    /// An input with what could stand in it.
    found: Option<(String, usize, Vec<app::editing::Suggestion>)>,
}

impl<'a> FormState<'a> {
    fn new(about: &'a About) -> Self {
        Self { about, wished: String::new(), notice: None, faults: Vec::new(), more: None, found: None }
    }
}

async fn opened(site: &Site, reader: &Reader, about: &About, given: Cells) -> Result<Opened, Error> {
    let (renkei, viewer) = (&site.renkei, &reader.viewer);
    Ok(match &about.id {
        Some(id) => {
            let mut opened = app::editing::open(renkei, viewer, about.kind, id).await?;
            overlay(&mut opened.cells, &given);
            opened
        }
        None => app::editing::fresh(renkei, viewer, about.kind, given).await?,
    })
}

/// Lays what was typed over what is on record.
fn overlay(cells: &mut Cells, typed: &Cells) {
    for (name, texts) in typed.iter() {
        cells.set(name, texts.to_vec());
    }
}

async fn show(
    site: &Site,
    reader: &Reader,
    opened: &Opened,
    shown: FormState<'_>,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let known = app::editing::names(&site.renkei, &reader.viewer, shown.about.kind, &opened.cells).await?;
    let token = site.forms.token(headers);
    let form = FormPage::new(reader, opened, &shown, &known, &token);
    with_cookie(page(&form)?, token)
}

/// Gives the browser the cookie of its forms, when it has none yet.
fn with_cookie(mut response: Response, token: Token) -> Result<Response, Error> {
    if let Some(cookie) = token.cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn create(
    State(site): State<Site>,
    reader: Reader,
    Path(plural): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    take(&site, &reader, &About::new(&plural, None)?, &headers, &body).await
}

async fn update(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    take(&site, &reader, &About::new(&plural, Some(&id))?, &headers, &body).await
}

/// Takes what a form sent: saves it, or does what another of its buttons asks for.
async fn take(
    site: &Site,
    reader: &Reader,
    about: &About,
    headers: &HeaderMap,
    body: &str,
) -> Result<Response, Error> {
    let pressed = Pressed::read(about.kind, body);
    let mut shown = FormState { wished: pressed.wished.clone(), ..FormState::new(about) };
    if site.forms.check(headers, &pressed.token).is_err() {
        shown.notice = Some(Notice::Stale);
        return again(site, reader, pressed, shown, headers).await;
    }
    if let Some(field) = &pressed.more {
        shown.more = Some(field.clone());
        return again(site, reader, pressed, shown, headers).await;
    }
    if let Some((name, position)) = pressed.find.clone() {
        let part = pressed.cells.all(&name).get(position).cloned().unwrap_or_default();
        let found = app::editing::suggest(&site.renkei, &reader.viewer, about.kind, &name, &part).await?;
        shown.found = Some((name, position, found));
        return again(site, reader, pressed, shown, headers).await;
    }
    if pressed.took {
        return again(site, reader, pressed, shown, headers).await;
    }
    if pressed.keeps_draft {
        let (renkei, viewer) = (&site.renkei, &reader.viewer);
        app::editing::keep_draft(renkei, viewer, about.kind, about.id.as_deref(), body).await?;
        shown.notice = Some(Notice::DraftKept);
        return again(site, reader, pressed, shown, headers).await;
    }
    save(site, reader, pressed, shown, headers).await
}

/// Shows the form again with everything that was typed.
async fn again(
    site: &Site,
    reader: &Reader,
    pressed: Pressed,
    shown: FormState<'_>,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let mut opened = opened(site, reader, shown.about, Cells::default()).await?;
    overlay(&mut opened.cells, &pressed.cells);
    opened.revision = pressed.revision.or(opened.revision);
    show(site, reader, &opened, shown, headers).await
}

async fn save(
    site: &Site,
    reader: &Reader,
    pressed: Pressed,
    mut shown: FormState<'_>,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let about = shown.about;
    let sent = Sent {
        kind: about.kind,
        id: about.id.clone(),
        wished: pressed.wished.clone(),
        revision: pressed.known(),
        cells: pressed.chosen(about.kind),
    };
    match app::editing::save(&site.renkei, &reader.viewer, &sent).await? {
        Saved::Stored(record) => {
            let (renkei, viewer) = (&site.renkei, &reader.viewer);
            app::editing::discard_draft(renkei, viewer, about.kind, about.id.as_deref()).await?;
            see_other(&format!("/{}/{}", about.kind.plural, record.id()))
        }
        Saved::Faulty(faults) => {
            shown.faults = faults;
            let mut response = again(site, reader, pressed, shown, headers).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Saved::Overtaken(both) => {
            let known = app::editing::names(
                &site.renkei,
                &reader.viewer,
                about.kind,
                &both_cells(&both, &reader.viewer),
            )
            .await?;
            let token = site.forms.token(headers);
            let merge = MergePage::new(reader, about, &both, &pressed, &known, &token);
            let mut response = with_cookie(page(&merge)?, token)?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Saved::Gone => {
            let gone = About { kind: about.kind, id: None };
            let old = about.id.clone().unwrap_or_default();
            let state = FormState { notice: Some(Notice::Gone(old)), ..FormState::new(&gone) };
            let mut pressed = pressed;
            pressed.revision = None;
            let mut response = Box::pin(again(site, reader, pressed, state, headers)).await?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
    }
}

/// The inputs of all versions, so that every reference in them gets its name.
fn both_cells(both: &app::editing::Overtaken, viewer: &domain::Viewer) -> Cells {
    let mut all = Cells::default();
    for record in both.base.iter().chain([&both.theirs, &both.mine]) {
        for (name, texts) in Cells::of(record, viewer.sight(record)).iter() {
            let mut known = all.all(name).to_vec();
            known.extend_from_slice(texts);
            all.set(name, known);
        }
    }
    all
}

fn see_other(address: &str) -> Result<Response, Error> {
    let address = HeaderValue::from_str(address).map_err(Error::internal)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response())
}

/// The value of a name among pairs; blank when there is none.
fn value<'p>(pairs: &'p [(String, String)], name: &str) -> &'p str {
    pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
}

#[cfg(test)]
mod tests;
