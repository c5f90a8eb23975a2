//! What those who run the server watch: a line in the log and counts for each request, `GET /health`, `GET /metrics`.
//!
//! A request is told by the template of its route. Its address, its query and its headers are never written down: they
//! hold what people search for and who they are.

mod metrics;

use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tracing::Instrument as _;

pub(crate) use self::metrics::Metrics;
use crate::Site;
use crate::proxies::Client;

/// How long the database may take before the server says that it is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a request is called that no route is for.
const NO_ROUTE: &str = "none";

/// Makes the numbers of requests.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    /// Another at each start, so that numbers of several nodes differ.
    key: RandomState,
    next: AtomicU64,
}

impl Numbers {
    fn next(&self) -> String {
        format!("{:016x}", self.key.hash_one(self.next.fetch_add(1, Ordering::Relaxed)))
    }
}

/// The addresses of this module; no page is made for them, also not when they fail.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/health", get(health)).route("/metrics", get(metrics))
}

/// The template of the route that a request met.
pub(crate) fn route(extensions: &Extensions) -> String {
    extensions.get::<MatchedPath>().map_or(NO_ROUTE, MatchedPath::as_str).to_owned()
}

/// Counts and logs a request, and gives it the number under which it stands in the log.
pub(crate) async fn watch(State(site): State<Site>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let number = site.numbers.next();
    let (method, route) = (request.method().clone(), route(request.extensions()));
    let flight = site.metrics.begin();
    let span = tracing::error_span!("request", id = number);
    let mut response = next.run(request).instrument(span).await;
    let (took, status) = (start.elapsed(), response.status().as_u16());
    drop(flight);
    let milliseconds = (took.as_secs_f64() * 100_000.0).round() / 100.0;
    tracing::info!(target: "renkei::requests", id = number, %method, route, status, ms = milliseconds, "request");
    site.metrics.count(&method, route, status, took);
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

/// Tells whether the server can answer: 200 when it can, 503 when the database does not answer in time.
async fn health(State(site): State<Site>) -> Response {
    let condition = tokio::time::timeout(PATIENCE, app::condition::now(&site.renkei)).await;
    let (status, body) = match condition {
        Ok(Ok(condition)) => {
            (StatusCode::OK, format!("{{\"ready\":true,\"index_behind\":{}}}\n", condition.behind()))
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "the server is not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "{\"ready\":false,\"why\":\"database\"}\n".to_owned())
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "{\"ready\":false,\"why\":\"out of time\"}\n".to_owned()),
    };
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body).into_response()
}

/// The figures, for a program on the same machine or one that brings the token.
async fn metrics(State(site): State<Site>, headers: HeaderMap, client: Option<Client>) -> Response {
    if !may_measure(site.settings.metrics_token.as_deref(), &headers, client) {
        return (StatusCode::FORBIDDEN, [(header::CACHE_CONTROL, "no-store")]).into_response();
    }
    let condition = tokio::time::timeout(PATIENCE, app::condition::now(&site.renkei)).await;
    let condition = condition.ok().and_then(Result::ok);
    let memory = site.settings.memory.and_then(|memory| memory());
    let text = site.metrics.text(condition.as_ref(), memory);
    let form = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, form), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

/// Tells whether a request may see the figures: by the token, or because nobody but this machine stands behind it.
fn may_measure(token: Option<&str>, headers: &HeaderMap, client: Option<Client>) -> bool {
    let brought = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let brought = brought.and_then(|text| text.strip_prefix("Bearer "));
    match (token, brought) {
        (Some(token), Some(brought)) => app::accounts::key_of(token) == app::accounts::key_of(brought),
        _ => client.is_some_and(|client| client.is_direct && is_here(client.address)),
    }
}

fn is_here(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_for_this_machine_or_for_who_has_the_token() {
        let client = |address: &str, is_direct| Client {
            address: address.parse().unwrap(),
            is_direct,
            is_secure: false,
        };
        let bearer = |token: &str| {
            HeaderMap::from_iter([(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap())])
        };
        let none = HeaderMap::new();
        for (token, headers, client, may) in [
            (None, none.clone(), Some(client("127.0.0.1", true)), true),
            (None, none.clone(), Some(client("::1", true)), true),
            (None, none.clone(), Some(client("::ffff:127.0.0.1", true)), true),
            (None, none.clone(), Some(client("127.0.0.1", false)), false),
            (None, none.clone(), Some(client("192.0.2.7", true)), false),
            (None, none.clone(), None, false),
            (None, bearer("secret"), Some(client("192.0.2.7", true)), false),
            (Some("secret"), bearer("secret"), Some(client("192.0.2.7", false)), true),
            (Some("secret"), bearer("secret"), None, true),
            (Some("secret"), bearer("guess"), Some(client("192.0.2.7", true)), false),
            (Some("secret"), bearer("guess"), Some(client("127.0.0.1", true)), false),
            (Some("secret"), none.clone(), Some(client("127.0.0.1", true)), true),
        ] {
            assert_eq!(may_measure(token, &headers, client), may, "{token:?} {headers:?} {client:?}");
        }
    }

    #[test]
    fn numbers_of_requests_differ() {
        let (one, other) = (Numbers::default(), Numbers::default());
        let all = [one.next(), one.next(), other.next(), other.next()];
        assert!(all.iter().all(|number| number.len() == 16));
        assert_eq!(std::collections::BTreeSet::from(all).len(), 4);
    }
}
