//! The pages: routes, page structs and their templates, the look, the reader's language, errors.
//!
//! Each folder holds the handlers of one set of addresses with the page structs; the templates have the same name under
//! `templates/`. Pages read through `app` and never write SQL. Everything works without scripts.

mod accounts;
mod api;
pub mod assets;
mod cookies;
mod desk;
mod editing;
pub mod errors;
mod forms;
pub mod layout;
mod lists;
mod matches;
mod partners;
mod proxies;
pub mod readers;
mod records;
mod replay;
mod results;
mod search;
mod telling;
mod tokens;
pub mod values;
mod watching;
mod workbooks;
mod wrapping;

use std::sync::Arc;

use app::Renkei;
use axum::Router;
use axum::middleware::from_fn_with_state;

pub use api::Limits;
pub use errors::Error;
pub use layout::{Frame, Said, Section, page};
pub use proxies::{BasePath, Client, Network};
pub use readers::Reader;

/// What the pages need to know of how the server was started.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Whether the record is the demonstration; pages say so.
    pub demo: bool,
    /// Whether browsers reach the server through TLS, which ends in a proxy in front of it. Cookies are then sent over TLS
    /// only, and the proxy is believed about where a request comes from.
    pub is_behind_tls: bool,
    /// How long people stay signed in.
    pub limits: app::accounts::Limits,
    /// How many requests programs may make.
    pub programs: Limits,
    /// From where a proxy may speak for others.
    pub trusted: Vec<Network>,
    /// The path under which a proxy shows the pages.
    pub base: BasePath,
    /// What a program on another machine has to bring to see the figures; without it only this machine sees them.
    pub metrics_token: Option<String>,
    /// Tells the resident memory of the program in bytes, where the system tells it.
    pub memory: Option<fn() -> Option<u64>>,
}

/// The state of every handler.
#[derive(Debug, Clone)]
pub struct Site {
    /// The running application, which every page reads through.
    pub renkei: Renkei,
    settings: Arc<Settings>,
    forms: Arc<forms::Forms>,
    limiter: Arc<api::Limiter>,
    metrics: Arc<watching::Metrics>,
    numbers: Arc<watching::Numbers>,
}

/// Every address of the server.
pub fn router(renkei: Renkei, settings: Settings) -> Router {
    let forms = forms::Forms { cookies: cookies::Cookies { is_secure: settings.is_behind_tls } };
    let site = Site {
        renkei,
        settings: Arc::new(settings),
        forms: Arc::new(forms),
        limiter: Arc::default(),
        metrics: Arc::default(),
        numbers: Arc::default(),
    };
    let pages = Router::new()
        .merge(assets::routes())
        .merge(readers::routes())
        .merge(accounts::routes())
        .merge(search::routes())
        .merge(matches::routes())
        .merge(desk::routes())
        .merge(partners::routes())
        .merge(results::routes())
        .merge(replay::routes())
        .merge(editing::routes())
        .merge(tokens::routes())
        .merge(workbooks::routes())
        .merge(records::routes())
        .merge(lists::routes());
    let programs = wrapping::wrap_programs(api::routes(&site), &site);
    let pages = wrapping::wrap(pages, &site).merge(programs).with_state(site.clone());
    let watched = watching::routes().with_state(site.clone()).fallback_service(pages);
    // The way of a request is settled before any route is looked for.
    Router::new().fallback_service(watched).layer(from_fn_with_state(site, proxies::arrive))
}

/// Serves the pages until `stop` is done, then lets what is under way finish.
///
/// # Errors
/// What the system says when the listener fails.
pub async fn serve(
    pages: Router,
    listener: tokio::net::TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let pages = pages.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, pages).with_graceful_shutdown(stop).await
}
