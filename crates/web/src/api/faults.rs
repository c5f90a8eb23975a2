//! What keeps a program from getting its answer, as problem details in the reader's language.
//!
//! # Source
//! RFC 9457, Problem Details for HTTP APIs. Ours beside it: `code`, and `errors` with one entry for each fault, which has
//! the field, the code of the catalogue of problems, what was found and expected, and a hint.

use app::{BadParameter, Expected};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Problem;
use language::Words;
use serde_json::{Map, Value, json};

use super::outside;
use crate::errors::{Error, ParameterShown};
use crate::readers::Reader;
use crate::{Site, watching};

/// The sorts of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A parameter of the address is wrong.
    Parameter,
    /// A parameter of the address names what is not there.
    UnknownValue,
    /// The request or its body cannot be read.
    Malformed,
    /// The body has another shape than the description says.
    Shape,
    /// The caller is nobody who is known.
    Unknown,
    /// The caller may not do this.
    Forbidden,
    /// The token is for reading only.
    ReadOnly,
    /// A browser writes without the token of its forms.
    Foreign,
    /// Nothing is at this address.
    Missing,
    /// The address cannot be asked in this way.
    Method,
    /// Other records depend on the record.
    Depended,
    /// Somebody else changed the record since it was read.
    Overtaken,
    /// The body is too large.
    TooLarge,
    /// The address is too long.
    AddressTooLong,
    /// The body is of a media type that is not taken.
    Media,
    /// The values cannot be on record.
    Faulty,
    /// A change does not say which state of the record it starts from.
    NoState,
    /// The caller asks too often.
    TooOften,
    /// The head is too large.
    HeadTooLarge,
    /// Something is wrong inside.
    Internal,
    /// The record cannot answer now.
    Unavailable,
}

impl Trouble {
    /// Every sort, in the order of statuses.
    pub(super) const ALL: [Self; 21] = [
        Self::Parameter,
        Self::Malformed,
        Self::Shape,
        Self::Unknown,
        Self::Forbidden,
        Self::ReadOnly,
        Self::Foreign,
        Self::Missing,
        Self::Method,
        Self::Depended,
        Self::Overtaken,
        Self::TooLarge,
        Self::AddressTooLong,
        Self::Media,
        Self::UnknownValue,
        Self::Faulty,
        Self::NoState,
        Self::TooOften,
        Self::HeadTooLarge,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The status and the stable code.
    fn names(self) -> (u16, &'static str) {
        match self {
            Self::Parameter => (400, "parameter"),
            Self::Malformed => (400, "malformed"),
            Self::Shape => (400, "shape"),
            Self::Unknown => (401, "unknown-caller"),
            Self::Forbidden => (403, "forbidden"),
            Self::ReadOnly => (403, "read-only"),
            Self::Foreign => (403, "foreign-form"),
            Self::Missing => (404, "missing"),
            Self::Method => (405, "method"),
            Self::Depended => (409, "depended-on"),
            Self::Overtaken => (412, "overtaken"),
            Self::TooLarge => (413, "too-large"),
            Self::AddressTooLong => (414, "address-too-long"),
            Self::Media => (415, "media-type"),
            Self::UnknownValue => (422, "unknown-value"),
            Self::Faulty => (422, "faulty"),
            Self::NoState => (428, "no-state"),
            Self::TooOften => (429, "too-often"),
            Self::HeadTooLarge => (431, "head-too-large"),
            Self::Internal => (500, "internal"),
            Self::Unavailable => (503, "unavailable"),
        }
    }

    pub(super) fn code(self) -> &'static str {
        self.names().1
    }

    pub(super) fn status(self) -> StatusCode {
        StatusCode::from_u16(self.names().0).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What it is, in words.
    pub(super) fn title(self, words: Words) -> String {
        words.get(&format!("api-problem-{}", self.code())).into_owned()
    }

    /// What to do.
    pub(super) fn advice(self, words: Words) -> String {
        words.get(&format!("api-advice-{}", self.code())).into_owned()
    }
}

/// A refusal with what explains it.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    trouble: Trouble,
    wrongs: Vec<Wrong>,
    /// Further members of the answer.
    members: Box<Map<String, Value>>,
    /// Seconds to wait.
    wait: Option<i64>,
    /// For the log.
    cause: String,
}

/// One fault in what was sent.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wrong {
    /// A field, as a path of names (`title.ja`, `sectors[2]`); blank when the record as a whole is meant.
    Field(String, Problem),
    /// A parameter of the address.
    Parameter(BadParameter),
    /// A parameter whose value is not of this form.
    Form(String, String, &'static str),
    /// Records that depend on the record: their kind, the field and how many there are.
    Dependent(&'static str, &'static str, u64),
}

impl Wrong {
    fn told(&self, words: Words) -> Value {
        match self {
            Self::Field(field, problem) => json!({
                "code": problem.code.as_str(),
                "field": field,
                "found": problem.found,
                "expected": problem.expected,
                "hint": problem.hint,
                "detail": words.problem(problem),
            }),
            Self::Parameter(parameter) => {
                let shown = ParameterShown::new(words, parameter);
                json!({
                    "code": "parameter",
                    "field": shown.name,
                    "found": shown.found,
                    "expected": shown.values.join(", "),
                    "hint": Value::Null,
                    "detail": shown.expected,
                })
            }
            Self::Form(name, found, expected) => json!({
                "code": "parameter",
                "field": name,
                "found": found.chars().take(domain::problem::LONGEST_FOUND).collect::<String>(),
                "expected": expected,
                "hint": Value::Null,
                "detail": words.with("api-expected-form", &[("expected", (*expected).into())]),
            }),
            Self::Dependent(kind, field, total) => json!({
                "code": "dependent",
                "field": format!("{kind}.{field}"),
                "found": total.to_string(),
                "expected": "",
                "hint": Value::Null,
                "detail": words.with("api-dependent", &[("count", (*total).into())]),
            }),
        }
    }
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        Self { trouble, wrongs: Vec::new(), members: Box::default(), wait: None, cause: String::new() }
    }
}

impl Fault {
    /// Nothing is there.
    pub(super) fn not_found() -> Self {
        Trouble::Missing.into()
    }

    /// Something is wrong inside.
    pub(super) fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: cause.to_string(), ..Trouble::Internal.into() }
    }

    /// The caller asks too often.
    pub(super) fn wait(seconds: i64) -> Self {
        Self { wait: Some(seconds), ..Trouble::TooOften.into() }
    }

    /// A parameter does not have the form that is expected.
    pub(super) fn form(name: &str, found: &str, expected: &'static str) -> Self {
        Self::of(Trouble::Parameter, vec![Wrong::Form(name.to_owned(), found.to_owned(), expected)])
    }

    /// A parameter has the right form and names nothing that is there.
    pub(super) fn unknown(name: &str, found: &str) -> Self {
        Self { trouble: Trouble::UnknownValue, ..Self::form(name, found, "next") }
    }

    /// A parameter is wrong.
    pub(super) fn parameter(name: &str, found: &str, expected: Expected) -> Self {
        let bad = BadParameter { parameter: name.to_owned(), found: found.to_owned(), expected };
        Self::of(Trouble::Parameter, vec![Wrong::Parameter(bad)])
    }

    /// A refusal with the faults that explain it.
    pub(super) fn of(trouble: Trouble, wrongs: Vec<Wrong>) -> Self {
        Self { wrongs, ..trouble.into() }
    }

    /// Adds a member to the answer.
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// The faults that explain it, in words.
    pub(super) fn told(&self, words: Words) -> Vec<Value> {
        self.wrongs.iter().map(|wrong| wrong.told(words)).collect()
    }

    /// The answer.
    fn respond(&self, site: &Site, words: Words) -> Response {
        let (status, code, errors) = (self.trouble.status(), self.trouble.code(), self.told(words));
        let mut body = json!({
            "type": outside(site, &format!("#{code}")),
            "title": self.trouble.title(words),
            "status": status.as_u16(),
            "detail": self.trouble.advice(words),
            "code": code,
            "errors": errors,
        });
        if let Value::Object(members) = &mut body {
            members.extend((*self.members).clone());
        }
        let mut response = (status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(words.tag()));
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"renkei\"");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        if let Some(seconds) = self.wait {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.trouble.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<app::Error> for Fault {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound(_) => Self::not_found(),
            app::Error::Forbidden => Trouble::Forbidden.into(),
            app::Error::BadParameter(parameter) => {
                let trouble = match parameter.expected {
                    Expected::Id(_) => Trouble::UnknownValue,
                    _ => Trouble::Parameter,
                };
                Self::of(trouble, vec![Wrong::Parameter(parameter)])
            }
            app::Error::Store(store::Error::Busy | store::Error::DiskFull) => {
                Self { cause: error.to_string(), ..Trouble::Unavailable.into() }
            }
            other => Self::internal(other),
        }
    }
}

impl From<&Error> for Fault {
    fn from(error: &Error) -> Self {
        let trouble = match error {
            Error::Parameter(parameter) => {
                return Self::of(Trouble::Parameter, vec![Wrong::Parameter((**parameter).clone())]);
            }
            Error::NotFound => Trouble::Missing,
            Error::Stale => Trouble::Foreign,
            Error::Forbidden => Trouble::Forbidden,
            Error::MethodNotAllowed => Trouble::Method,
            Error::TooLarge => Trouble::TooLarge,
            Error::AddressTooLong => Trouble::AddressTooLong,
            Error::HeadTooLarge => Trouble::HeadTooLarge,
            Error::Unavailable(_) => Trouble::Unavailable,
            Error::Internal(_) => Trouble::Internal,
            _ => Trouble::Malformed,
        };
        Self { cause: error.to_string(), ..trouble.into() }
    }
}

/// Gives every refusal its problem details, in the reader's language, and logs it.
pub(crate) async fn dress(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let reader = Reader::of(&site, request.uri(), request.headers(), request.extensions()).await;
    let is_nobody = reader.person.is_none() && !request.headers().contains_key(header::AUTHORIZATION);
    let (method, route) = (request.method().clone(), watching::route(request.extensions()));
    request.extensions_mut().insert(reader.clone());
    let mut response = next.run(request).await;
    let status = response.status();
    let known = response.extensions().get::<Fault>().cloned();
    let known = known.or_else(|| response.extensions().get::<Error>().map(Fault::from));
    let bare = || match status {
        StatusCode::BAD_REQUEST => Some(Trouble::Malformed),
        _ => Trouble::ALL.into_iter().find(|trouble| trouble.status() == status),
    };
    let Some(mut fault) = known.or_else(|| bare().map(Fault::from)) else { return response };
    // Whoever is not known may get further by saying who they are.
    if is_nobody && fault.trouble == Trouble::Forbidden {
        fault.trouble = Trouble::Unknown;
    }
    let (code, cause) = (fault.trouble.code(), &fault.cause);
    if fault.trouble.status().is_server_error() {
        tracing::error!(%method, route, code, cause, "request failed");
    } else {
        tracing::debug!(%method, route, code, "request refused");
    }
    let mut dressed = fault.respond(&site, reader.words());
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers_mut().remove(&name) {
            dressed.headers_mut().insert(name, value);
        }
    }
    dressed
}
