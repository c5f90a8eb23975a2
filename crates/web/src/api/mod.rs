//! What programs ask for, under `/api/v1`: JSON for every kind from its definition.
//!
//! Programs read and write through the functions that pages use, so that both show and refuse the same. Who calls is
//! found out in [`callers`]; whatever is refused comes as problem details, see [`faults`]. The description of all
//! operations, as OpenAPI and as a page, is made from one list in [`describing`]. No other site is let in: nothing here
//! answers CORS.

mod answers;
mod bodies;
mod callers;
mod describing;
mod faults;
mod feeds;
mod limits;
mod lists;
mod parameters;
mod records;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use domain::{Kind, Record, Viewer};
use serde_json::Value;

use crate::Site;

pub(crate) use self::faults::dress;
pub(crate) use self::limits::Limiter;

/// Where the interface begins.
pub(crate) const ROOT: &str = "/api/v1";

/// The largest body of a request, in bytes.
const LARGEST_BODY: usize = 1024 * 1024;

/// How many requests a program may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Requests a minute of each token, or of each network address without one.
    pub per_minute: u32,
}

impl Default for Limits {
    /// Ten requests a second.
    ///
    /// # Source
    /// Ours: docs/decisions/0014-api.md.
    fn default() -> Self {
        Self { per_minute: 600 }
    }
}

/// The addresses for programs.
pub(crate) fn routes(site: &Site) -> Router<Site> {
    let one = get(records::show).put(records::replace).patch(records::change).delete(records::remove);
    Router::new()
        .route("/api/v1", get(describing::show))
        .route("/api/v1/openapi.json", get(describing::document))
        .route("/api/v1/changes", get(feeds::show))
        .route("/api/v1/matches", get(answers::ask))
        .route("/api/v1/needs/{id}/matches", get(answers::of_need))
        .route("/api/v1/{plural}", get(lists::show).post(records::create))
        .route("/api/v1/{plural}/{id}", one)
        .route("/api/v1/{plural}/{id}/{*rest}", any(async || faults::Fault::not_found()))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(site.clone(), callers::know))
}

/// An address as programs ask for it: with the path under which a proxy shows the pages.
fn outside(site: &Site, rest: &str) -> String {
    format!("{}{ROOT}{rest}", site.settings.base.as_str())
}

/// Finds the kind that an address names.
fn kind(plural: &str) -> Result<&'static Kind, faults::Fault> {
    domain::kind(plural).ok_or_else(faults::Fault::not_found)
}

/// A record as JSON, without the fields that the viewer may not see.
fn shown(viewer: &Viewer, record: &Record) -> Value {
    let sight = viewer.sight(record);
    let mut value = record.to_json();
    if let Value::Object(members) = &mut value {
        for field in record.kind().fields.iter().filter(|field| field.visibility < sight) {
            members.shift_remove(field.name);
        }
    }
    value
}

/// Answers with JSON.
fn json(value: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::VARY, HeaderValue::from_static("Accept-Language, Authorization, Cookie")),
    ];
    (headers, value.to_string()).into_response()
}
