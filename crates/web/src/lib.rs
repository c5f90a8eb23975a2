//! The pages: routes, page structs and their templates, the look, the reader's language, errors.
//!
//! Each folder holds the handlers of one set of addresses with the page structs; the templates have the same name under
//! `templates/`. Pages read through `app` and never write SQL. Everything works without scripts.

mod accounts;
mod api;
pub mod assets;
mod cookies;
mod desk;
pub mod errors;
mod forms;
pub mod layout;
mod lists;
mod matches;
mod partners;
pub mod readers;
mod records;
mod replay;
mod results;
mod search;
mod telling;
mod tokens;
pub mod values;
mod wrapping;

use std::sync::Arc;

use app::Renkei;
use axum::Router;

pub use api::Limits;
pub use errors::Error;
pub use layout::{Frame, Said, Section, page};
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
}

/// The state of every handler.
#[derive(Debug, Clone)]
pub struct Site {
    /// The running application, which every page reads through.
    pub renkei: Renkei,
    settings: Arc<Settings>,
    forms: Arc<forms::Forms>,
    limiter: Arc<api::Limiter>,
}

/// Every address of the server.
pub fn router(renkei: Renkei, settings: Settings) -> Router {
    let forms = forms::Forms { cookies: cookies::Cookies { is_secure: settings.is_behind_tls } };
    let (settings, forms) = (Arc::new(settings), Arc::new(forms));
    let site = Site { renkei, settings, forms, limiter: Arc::default() };
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
        .merge(tokens::routes())
        .merge(records::routes())
        .merge(lists::routes());
    let programs = wrapping::wrap_programs(api::routes(&site), &site);
    wrapping::wrap(pages, &site).merge(programs).with_state(site)
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
