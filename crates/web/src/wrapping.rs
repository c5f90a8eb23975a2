//! What happens around every request: limits, time, compression, headers, errors dressed as pages.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::Site;
use crate::accounts::gate;
use crate::api;
use crate::errors::{Error, dress, panicked};
use crate::{proxies, readers, watching};

/// The longest address, path and query, in bytes.
pub const LONGEST_ADDRESS: usize = 4096;

/// The largest head of a request, in bytes, names and values together.
pub const LARGEST_HEAD: usize = 32 * 1024;

/// The largest body of a request, in bytes.
pub const LARGEST_BODY: usize = 64 * 1024;

/// How long a page may take before the reader is told to come back.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// Scripts, styles and pictures come from this server only; nothing may frame a page or send its forms elsewhere.
const POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The headers that every response carries.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Wraps the pages: from the inside out limits, the gate for people who are not signed in, panics, time, errors, language, compression, headers.
pub(crate) fn wrap(pages: Router<Site>, site: &Site) -> Router<Site> {
    pages
        .fallback(async || Error::NotFound)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(site.clone(), gate::pass))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_WAIT))
        .layer(from_fn(limit))
        .layer(from_fn_with_state(site.clone(), dress))
        .layer(from_fn(readers::remember))
        .layer(from_fn_with_state(site.clone(), proxies::leave))
        .layer(CompressionLayer::new())
        .layer(from_fn(label))
        .layer(from_fn_with_state(site.clone(), watching::watch))
}

/// Wraps what programs ask for in the same way. There is no gate, and refusals are told as problem details.
pub(crate) fn wrap_programs(routes: Router<Site>, site: &Site) -> Router<Site> {
    routes
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_WAIT))
        .layer(from_fn(limit))
        .layer(from_fn_with_state(site.clone(), api::dress))
        .layer(from_fn_with_state(site.clone(), proxies::leave))
        .layer(CompressionLayer::new())
        .layer(from_fn(label))
        .layer(from_fn_with_state(site.clone(), watching::watch))
}

async fn limit(request: Request, next: Next) -> Result<Response, Error> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > LONGEST_ADDRESS {
        return Err(Error::AddressTooLong);
    }
    let head: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if head > LARGEST_HEAD {
        return Err(Error::HeadTooLarge);
    }
    Ok(next.run(request).await)
}

/// Adds the headers, and the time that the answer took (`Server-Timing: app;dur=<ms>`).
async fn label(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let spent = format!("app;dur={:.2}", start.elapsed().as_secs_f64() * 1000.0);
    if let Ok(value) = HeaderValue::from_str(&spent) {
        headers.insert(HeaderName::from_static("server-timing"), value);
    }
    response
}
