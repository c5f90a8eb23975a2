//! Who reads and in which language: by the address (`?lang=ja`), else by the cookie, else by what the browser asks for.
//!
//! A language asked for by the address is remembered, so that the links of that page stay in it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use app::accounts::{self, SignedIn};

use axum::Router;
use axum::extract::{ConnectInfo, FromRequestParts, Path, RawQuery, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Viewer;
use language::{Language, Words};

use crate::Site;
use crate::cookies;
use crate::errors::Error;
use crate::layout::Frame;

/// The parameter and the cookie that name the language.
pub const LANG: &str = "lang";

/// The person who asked for the page.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The language of the page.
    pub language: Language,
    /// Who is looking, for every read of the record.
    pub viewer: Viewer,
    /// The address that was asked for, path and query without the language.
    pub here: String,
    /// Whether the record is the demonstration.
    pub demo: bool,
    /// The person who is signed in.
    pub person: Option<Arc<SignedIn>>,
    /// The token for the forms of the frame; blank when nobody is signed in.
    pub(crate) token: String,
    /// Where the request comes from.
    pub(crate) origin: Origin,
}

/// Where a request comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The network address; blank when it is not known.
    pub(crate) address: String,
    /// What the browser calls itself.
    pub(crate) agent: String,
    /// The token of the session that it brings, good or not.
    pub(crate) session: Option<String>,
}

impl Reader {
    /// Reads the reader off a request. Nobody is looked for behind a request for a file of the look.
    pub(crate) async fn of(site: &Site, address: &Uri, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let session = site.forms.cookies.session(headers);
        let person = match &session {
            Some(token) if !address.path().starts_with("/static/") => {
                match accounts::signed_in(&site.renkei, site.settings.limits, token).await {
                    Ok(person) => person,
                    Err(error) => {
                        tracing::error!(%error, "it could not be found out who is signed in");
                        None
                    }
                }
            }
            _ => None,
        };
        let public = || Viewer::public(site.renkei.office().id.clone());
        let language = asked(address)
            .or_else(|| remembered(headers))
            .or_else(|| person.as_ref().and_then(|person| Language::parse(&person.language)))
            .unwrap_or_else(|| Language::negotiate(&text(headers, header::ACCEPT_LANGUAGE)));
        Self {
            language,
            viewer: person.as_ref().map_or_else(public, |person| person.viewer.clone()),
            here: without_language(address),
            demo: site.settings.demo,
            token: person.as_ref().map(|_| site.forms.token(headers).text).unwrap_or_default(),
            person,
            origin: Origin {
                address: address_of(site, headers, extensions),
                agent: text(headers, header::USER_AGENT),
                session,
            },
        }
    }

    /// A reader for tests.
    #[cfg(test)]
    pub(crate) fn sample(language: Language) -> Self {
        let office = domain::OfficeId::parse("sample").unwrap();
        Self {
            language,
            viewer: Viewer::local(office),
            here: "/needs?page=2".to_owned(),
            demo: true,
            person: None,
            token: String::new(),
            origin: Origin::default(),
        }
    }

    /// The words of the reader's language.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// The frame of a page with this title.
    #[must_use]
    pub fn frame(&self, title: &str) -> Frame {
        Frame::new(self, title)
    }
}

impl FromRequestParts<Site> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().cloned();
        Ok(match known {
            Some(known) => known,
            None => Self::of(site, &parts.uri, &parts.headers, &parts.extensions).await,
        })
    }
}

/// The pairs of a query, decoded.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned()
}

fn asked(address: &Uri) -> Option<Language> {
    pairs(address.query()?).find(|(name, _)| name == LANG).and_then(|(_, tag)| Language::parse(&tag))
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    Language::parse(&cookies::value(headers, LANG)?)
}

/// The network address of the browser: of the connection, or what the proxy in front says, which is the last entry; the
/// ones before it can be made up.
fn address_of(site: &Site, headers: &HeaderMap, extensions: &Extensions) -> String {
    let forwarded =
        headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).map(str::trim);
    match last.filter(|_| site.settings.is_behind_tls) {
        Some(address) => address.to_owned(),
        None => extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|from| from.0.ip().to_string())
            .unwrap_or_default(),
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> String {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).unwrap_or_default()
}

fn without_language(address: &Uri) -> String {
    let Some(query) = address.query() else { return address.path().to_owned() };
    let kept: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs(query).filter(|(name, _)| name != LANG))
        .finish();
    if kept.is_empty() { address.path().to_owned() } else { format!("{}?{kept}", address.path()) }
}

/// Remembers the language when the address names one.
pub(crate) async fn remember(request: Request, next: Next) -> Response {
    let language = asked(request.uri());
    let mut response = next.run(request).await;
    if let Some(language) = language {
        response.headers_mut().append(header::SET_COOKIE, cookie(language));
    }
    response
}

pub(crate) fn cookie(language: Language) -> HeaderValue {
    let text = format!("{LANG}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", language.tag());
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// The address of the switch.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/language/{tag}", get(choose))
}

/// Remembers the language and goes back to the page it was chosen on.
async fn choose(
    State(_): State<Site>,
    Path(tag): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let language = Language::ALL.iter().copied().find(|one| one.tag() == tag).ok_or(Error::NotFound)?;
    let back = pairs(query.as_deref().unwrap_or_default()).find(|(name, _)| name == "back");
    let back =
        back.map(|(_, address)| address).filter(|address| is_own(address)).unwrap_or_else(|| "/".to_owned());
    let back = HeaderValue::from_str(&back).unwrap_or(HeaderValue::from_static("/"));
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, back), (header::SET_COOKIE, cookie(language))])
        .into_response())
}

/// Tells whether an address stays on this server: a path of its own, not `//elsewhere` nor `/\elsewhere`.
pub(crate) fn is_own(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && address.parse::<Uri>().is_ok_and(|uri| uri.authority().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_addresses_are_gone_back_to() {
        for own in ["/", "/needs?q=%E6%B0%B4", "/places/dalian"] {
            assert!(is_own(own), "{own}");
        }
        for foreign in
            ["", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "/a\r\nb", "/\t/evil"]
        {
            assert!(!is_own(foreign), "{foreign:?}");
        }
    }

    #[test]
    fn the_language_is_taken_out_of_the_address() {
        for (address, here) in [
            ("/needs", "/needs"),
            ("/needs?lang=ja", "/needs"),
            ("/needs?q=a+b&lang=ja&page=2", "/needs?q=a+b&page=2"),
            ("/needs?q=%E6%B0%B4", "/needs?q=%E6%B0%B4"),
        ] {
            assert_eq!(without_language(&address.parse().unwrap()), here);
        }
    }
}
