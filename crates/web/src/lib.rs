//! The pages: routes, page structs and their templates, the look, the reader's language, errors.
//!
//! Each folder holds the handlers of one set of addresses with the page structs; the templates have the same name under
//! `templates/`. Pages read through `app` and never write SQL. Everything works without scripts.

mod accounts;
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
pub mod values;
mod wrapping;

use std::sync::Arc;

use app::Renkei;
use axum::Router;

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
}

/// The state of every handler.
#[derive(Debug, Clone)]
pub struct Site {
    /// The running application, which every page reads through.
    pub renkei: Renkei,
    settings: Arc<Settings>,
    forms: Arc<forms::Forms>,
}

/// Every address of the server.
pub fn router(renkei: Renkei, settings: Settings) -> Router {
    let forms = forms::Forms { cookies: cookies::Cookies { is_secure: settings.is_behind_tls } };
    let site = Site { renkei, settings: Arc::new(settings), forms: Arc::new(forms) };
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
        .merge(records::routes())
        .merge(lists::routes());
    wrapping::wrap(pages, &site).with_state(site)
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
