//! What can keep a request from getting its page: one type, with a status and a page in the reader's language for each.
//!
//! A handler returns an [`Error`]; the page is made by [`dress`], which knows the reader. What goes wrong inside is
//! logged and never shown. Texts that readers type into search are not logged.

use std::any::Any;
use std::sync::Arc;

use app::{BadParameter, Expected};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use language::Words;

use crate::Site;
use crate::accounts;
use crate::layout::{Frame, page};
use crate::readers::Reader;
use crate::watching;

/// Why a request gets no page.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A part of the address after `?` is not what it should be.
    #[error("parameter {} is wrong", .0.parameter)]
    Parameter(Arc<BadParameter>),
    /// The request itself cannot be read.
    #[error("malformed request")]
    Malformed,
    /// Nothing is at this address.
    #[error("not found")]
    NotFound,
    /// A form that was made too long ago, or that another site sent.
    #[error("stale or foreign form")]
    Stale,
    /// The reader's part in the office does not allow it.
    #[error("forbidden")]
    Forbidden,
    /// Something with an account was refused.
    #[error(transparent)]
    Refused(app::accounts::Refusal),
    /// The page cannot be asked for in this way.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// What was sent is larger than the limit.
    #[error("content too large")]
    TooLarge,
    /// The address is longer than the limit.
    #[error("address too long")]
    AddressTooLong,
    /// The head of the request is larger than the limit.
    #[error("head of the request too large")]
    HeadTooLarge,
    /// The record cannot answer now: locked, full, or out of time.
    #[error("not available: {0}")]
    Unavailable(String),
    /// Something is wrong inside. The text is for the log.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// A parameter that cannot be used.
    #[must_use]
    pub fn parameter(name: &str, found: &str, expected: Expected) -> Self {
        let (parameter, found) = (name.to_owned(), found.to_owned());
        Self::Parameter(Arc::new(BadParameter { parameter, found, expected }))
    }

    /// Something that cannot be unless the program or the database is wrong.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Parameter(_) | Self::Malformed | Self::Refused(_) => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Stale | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error that a bare status stands for, as the router gives for a wrong method.
    fn of(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Self::NotFound),
            StatusCode::METHOD_NOT_ALLOWED => Some(Self::MethodNotAllowed),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Self::TooLarge),
            StatusCode::URI_TOO_LONG => Some(Self::AddressTooLong),
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Some(Self::HeadTooLarge),
            StatusCode::SERVICE_UNAVAILABLE => Some(Self::Unavailable("out of time".to_owned())),
            status if status.is_client_error() => Some(Self::Malformed),
            status if status.is_server_error() => Some(Self::Internal(format!("status {status}"))),
            _ => None,
        }
    }

    /// The middle part of the keys of its words.
    fn key(&self) -> &'static str {
        match self {
            Self::Parameter(_) => "parameter",
            Self::Malformed => "malformed",
            Self::NotFound => "missing",
            Self::Stale => "stale",
            Self::Forbidden => "forbidden",
            Self::Refused(_) => "refused",
            Self::MethodNotAllowed => "method",
            Self::TooLarge => "large",
            Self::AddressTooLong => "address",
            Self::HeadTooLarge => "head",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<app::Error> for Error {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound(_) => Self::NotFound,
            app::Error::Forbidden => Self::Forbidden,
            app::Error::TooMany(_) => Self::TooLarge,
            app::Error::BadParameter(parameter) => Self::Parameter(Arc::new(parameter)),
            app::Error::Account(refusal) => Self::Refused(refusal),
            app::Error::Store(store::Error::Busy | store::Error::DiskFull) => {
                Self::Unavailable(error.to_string())
            }
            other => Self::internal(other),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::internal(error)
    }
}

/// The page for a request that gets no other.
#[derive(Template)]
#[template(path = "errors/show.html")]
pub(crate) struct ErrorPage {
    frame: Frame,
    status: u16,
    what: String,
    todo: String,
    parameter: Option<ParameterShown>,
}

pub(crate) struct ParameterShown {
    pub(crate) name: String,
    pub(crate) found: String,
    pub(crate) expected: String,
    pub(crate) values: Vec<&'static str>,
}

impl ErrorPage {
    /// Makes the page of an error.
    pub(crate) fn new(reader: &Reader, error: &Error) -> Self {
        let words = reader.words();
        let say = |part: &str| match (error, part) {
            (Error::Refused(refusal), "-what") => accounts::told(words, *refusal),
            _ => words.get(&format!("error-{}{part}", error.key())).into_owned(),
        };
        let parameter = match error {
            Error::Parameter(parameter) => Some(ParameterShown::new(words, parameter)),
            _ => None,
        };
        Self {
            frame: reader.frame(&say("")),
            status: error.status().as_u16(),
            what: say("-what"),
            todo: say("-todo"),
            parameter,
        }
    }

    #[cfg(test)]
    pub(crate) fn samples(reader: &Reader) -> Vec<Self> {
        let parameter = |expected| Error::parameter("stage", "<b>feasability</b>", expected);
        [
            parameter(Expected::OneOf(vec!["need", "feasibility"])),
            parameter(Expected::Name(vec!["q", "sort"])),
            parameter(Expected::Id(&domain::kinds::places::KIND)),
            parameter(Expected::Page(7)),
            parameter(Expected::Page(u64::MAX)),
            parameter(Expected::Year),
            parameter(Expected::Given),
            Error::Stale,
            Error::Forbidden,
            Error::Refused(app::accounts::Refusal::LastAdministrator),
            parameter(Expected::Shorter(200)),
            Error::Malformed,
            Error::NotFound,
            Error::MethodNotAllowed,
            Error::TooLarge,
            Error::AddressTooLong,
            Error::HeadTooLarge,
            Error::Unavailable("disk full".into()),
            Error::internal("secret"),
        ]
        .iter()
        .map(|error| Self::new(reader, error))
        .collect()
    }
}

impl ParameterShown {
    pub(crate) fn new(words: Words, parameter: &BadParameter) -> Self {
        let say = |key: &str| words.get(key).into_owned();
        let (expected, values) = match &parameter.expected {
            Expected::Name(names) => (say("error-expected-name"), names.as_slice()),
            Expected::OneOf(values) => (say("error-expected-one-of"), values.as_slice()),
            Expected::Id(kind) => {
                let kind = words.kind_one(kind).into_owned();
                (words.with("error-expected-id", &[("kind", kind.into())]), &[][..])
            }
            Expected::Page(u64::MAX) => (say("error-expected-any-page"), &[][..]),
            Expected::Page(last) => (words.with("error-expected-page", &[("last", (*last).into())]), &[][..]),
            Expected::Year => (say("error-expected-year"), &[][..]),
            Expected::Given => (say("error-expected-given"), &[][..]),
            Expected::Shorter(most) => {
                (words.with("error-expected-text", &[("most", (*most).into())]), &[][..])
            }
        };
        Self {
            name: shorten(&parameter.parameter),
            found: shorten(&parameter.found),
            expected,
            values: values.to_vec(),
        }
    }
}

/// Shortens what is repeated to the reader.
fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(domain::problem::LONGEST_FOUND).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Gives every response without a page of its own the page of its error, in the reader's language, and logs it.
pub(crate) async fn dress(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let lent = site.forms.lend(request.headers_mut());
    let mut response = dressed(&site, request, next).await;
    if let Some(cookie) = lent {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn dressed(site: &Site, request: Request, next: Next) -> Response {
    let reader = Reader::of(site, request.uri(), request.headers(), request.extensions()).await;
    let (method, route) = (request.method().clone(), watching::route(request.extensions()));
    let mut response = {
        let mut request = request;
        request.extensions_mut().insert(reader.clone());
        next.run(request).await
    };
    let bare = || if is_page(response.headers()) { None } else { Error::of(response.status()) };
    let Some(error) = response.extensions().get::<Error>().cloned().or_else(bare) else { return response };
    if error.status().is_server_error() {
        tracing::error!(%method, route, %error, "request failed");
    } else {
        tracing::debug!(%method, route, %error, "request refused");
    }
    let mut dressed = page(&ErrorPage::new(&reader, &error)).unwrap_or_else(IntoResponse::into_response);
    *dressed.status_mut() = error.status();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers_mut().remove(&name) {
            dressed.headers_mut().insert(name, value);
        }
    }
    dressed
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html"))
}

/// Turns a panic into an [`Error::Internal`], so that one bad page does not end the server.
#[expect(clippy::needless_pass_by_value, reason = "the signature that the layer asks for")]
pub(crate) fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("panic");
    Error::Internal(format!("panic: {text}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;

    #[test]
    fn a_panic_becomes_an_internal_error() {
        let causes: [(Box<dyn Any + Send>, &str); 3] = [
            (Box::new("bad"), "internal: panic: bad"),
            (Box::new("bad".to_owned()), "internal: panic: bad"),
            (Box::new(7), "internal: panic: panic"),
        ];
        for (cause, text) in causes {
            let response = panicked(cause);
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(response.extensions().get::<Error>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn every_error_has_its_page_in_every_language() {
        for language in Language::ALL {
            let reader = Reader::sample(*language);
            for sample in ErrorPage::samples(&reader) {
                let html = sample.render().unwrap();
                assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())));
                assert!(!html.contains("<b>") && !html.contains("secret") && !html.contains("disk full"));
                assert!(!html.contains("error "), "a word is missing: {html}");
            }
        }
    }
}
