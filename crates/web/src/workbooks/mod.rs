//! Bringing files back: sending one, looking at what it would change, choosing, and what became of it.
//!
//! A file is sent once and kept for an hour under a name that only its sender knows, as a browser cannot send it again
//! with the choice. The address of the preview holds that name, so that the page can be loaded anew and read in the
//! other language.

mod pages;

use std::collections::HashSet;

use app::workbooks::{Choice, Group, Options, RowChange, Source, uploads};
use axum::Router;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, Multipart, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::io::AsyncWriteExt as _;

use self::pages::{PreviewPage, ResultPage, UploadPage};
use crate::Site;
use crate::errors::Error;
use crate::forms::{TOKEN, Token};
use crate::layout::page;
use crate::readers::{Reader, pairs};

/// The largest body with a file in it, in bytes: the file and a little for the fields beside it.
const LARGEST_BODY: usize = 33 * 1024 * 1024;

/// The longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// The addresses of bringing back: `/import`, and below it one for each file that was sent.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/import", get(ask).post(send).layer(DefaultBodyLimit::max(LARGEST_BODY)))
        .route("/import/{token}", get(look).post(store))
}

async fn ask(State(site): State<Site>, reader: Reader, headers: HeaderMap) -> Result<Response, Error> {
    if !app::workbooks::may_bring(&reader.viewer) {
        return Err(Error::Forbidden);
    }
    let token = site.forms.token(&headers);
    with_cookie(page(&UploadPage::new(&reader, &token.text, None))?, token)
}

/// Takes a file, and leads to its preview.
async fn send(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    mut form: Multipart,
) -> Result<Response, Error> {
    if !app::workbooks::may_bring(&reader.viewer) {
        return Err(Error::Forbidden);
    }
    let mut is_ours = false;
    let mut blanks_clear = false;
    let mut sent: Option<(String, uploads::Upload)> = None;
    while let Some(field) = form.next_field().await.map_err(|error| refused(&error))? {
        match field.name().unwrap_or_default() {
            TOKEN => {
                let token = field.text().await.map_err(|error| refused(&error))?;
                site.forms.check(&headers, &token)?;
                is_ours = true;
            }
            "blanks" => blanks_clear = field.text().await.map_err(|error| refused(&error))? == "clear",
            // The token stands before the file, so that nothing of a foreign form is kept.
            "file" if is_ours && sent.is_none() => sent = keep(&site, &reader, field).await?,
            _ => return Err(if is_ours { Error::Malformed } else { Error::Stale }),
        }
    }
    if !is_ours {
        return Err(Error::Stale);
    }
    let Some((name, upload)) = sent else {
        let token = site.forms.token(&headers);
        let shown = page(&UploadPage::new(&reader, &token.text, Some("import-nothing-sent")))?;
        let mut response = with_cookie(shown, token)?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    };
    let address = address(&upload.token, &name, blanks_clear);
    let address = HeaderValue::from_str(&address).map_err(Error::internal)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response())
}

/// Writes a file to its place, piece by piece; `None` when none was chosen.
async fn keep(
    site: &Site,
    reader: &Reader,
    mut field: Field<'_>,
) -> Result<Option<(String, uploads::Upload)>, Error> {
    let name: String = field.file_name().unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(LONGEST_NAME).collect();
    if name.is_empty() {
        return Ok(None);
    }
    let upload = uploads::begin(&site.renkei, &reader.viewer)?;
    let mut file = tokio::fs::File::create(&upload.path).await.map_err(Error::internal)?;
    let mut size = 0_u64;
    let failed = |error: Error| {
        uploads::end(&site.renkei, &reader.viewer, &upload.token);
        error
    };
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                size = size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
                if size > uploads::LARGEST {
                    return Err(failed(Error::TooLarge));
                }
                file.write_all(&chunk).await.map_err(|error| failed(Error::internal(error)))?;
            }
            Ok(None) => break,
            Err(error) => return Err(failed(refused(&error))),
        }
    }
    file.flush().await.map_err(|error| failed(Error::internal(error)))?;
    Ok(Some((name, upload)))
}

fn refused(error: &MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::Malformed }
}

/// The address of the preview of a file.
fn address(token: &str, name: &str, blanks_clear: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("name", name);
    if blanks_clear {
        query.append_pair("blanks", "clear");
    }
    format!("/import/{token}?{}", query.finish())
}

/// A file that was sent, as its address tells it.
struct Sent {
    token: String,
    source: Source,
    options: Options,
}

impl Sent {
    /// Finds the file; a stale one is told as a stale form.
    fn find(site: &Site, reader: &Reader, token: String, query: Option<&str>) -> Result<Self, Error> {
        let pairs: Vec<(String, String)> = pairs(query.unwrap_or_default()).collect();
        let value =
            |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        if !app::workbooks::may_bring(&reader.viewer) {
            return Err(Error::Forbidden);
        }
        let path = uploads::find(&site.renkei, &reader.viewer, &token)?.ok_or(Error::Stale)?;
        let name: String = value("name").unwrap_or_default().chars().take(LONGEST_NAME).collect();
        let options = Options { blanks_clear: value("blanks") == Some("clear") };
        Ok(Self { token, source: Source::path(&name, path), options })
    }
}

async fn look(
    State(site): State<Site>,
    reader: Reader,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let sent = Sent::find(&site, &reader, token, query.as_deref())?;
    let preview =
        app::workbooks::preview(site.renkei.store(), &reader.viewer, &sent.source, sent.options).await?;
    let action = address(&sent.token, &sent.source.name, sent.options.blanks_clear);
    let token = site.forms.token(&headers);
    with_cookie(page(&PreviewPage::new(&reader, &sent.source.name, &action, &token.text, &preview))?, token)
}

/// Stores what was chosen.
async fn store(
    State(site): State<Site>,
    reader: Reader,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let chosen = Chosen::read(&body);
    site.forms.check(&headers, &chosen.token)?;
    let sent = Sent::find(&site, &reader, token, query.as_deref())?;
    let at = site.renkei.now().to_string();
    let choice = |change: &RowChange, group: Group| chosen.of(change, group);
    let (store, viewer) = (site.renkei.store(), &reader.viewer);
    let applied =
        app::workbooks::apply(store, viewer, &sent.source, sent.options, &at, false, &choice).await?;
    if applied.left == 0 && applied.overtaken.is_empty() {
        uploads::end(&site.renkei, viewer, &sent.token);
    }
    site.renkei.follow().await?;
    let again = (applied.left > 0 || !applied.overtaken.is_empty())
        .then(|| address(&sent.token, &sent.source.name, sent.options.blanks_clear));
    page(&ResultPage::new(&reader, &sent.source.name, again, &applied))
}

/// What somebody ticked.
#[derive(Debug, Default)]
struct Chosen {
    token: String,
    /// The rows that the page showed.
    shown: HashSet<String>,
    /// The rows that are ticked, each with the state of its record.
    ticked: HashSet<String>,
    /// The groups of which the rows that the page did not show are wanted, too.
    rest: HashSet<String>,
}

impl Chosen {
    fn read(body: &str) -> Self {
        let mut chosen = Self::default();
        for (name, value) in pairs(body) {
            match name.as_str() {
                TOKEN => chosen.token = value,
                "shown" => drop(chosen.shown.insert(value)),
                "row" => drop(chosen.ticked.insert(value)),
                "rest" => drop(chosen.rest.insert(value)),
                _ => {}
            }
        }
        chosen
    }

    fn of(&self, change: &RowChange, group: Group) -> Choice {
        let place = change.place();
        if self.ticked.contains(&change.key()) {
            return Choice::Take;
        }
        if self.shown.contains(&place) {
            let start = format!("{place}.");
            let was_ticked = self.ticked.iter().any(|key| key.starts_with(&start));
            return if was_ticked { Choice::Stale } else { Choice::Leave };
        }
        if self.rest.contains(pages::key(group)) { Choice::Take } else { Choice::Leave }
    }
}

fn with_cookie(mut response: Response, token: Token) -> Result<Response, Error> {
    if let Some(cookie) = token.cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
