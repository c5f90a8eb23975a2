//! The pages: routes, page structs and their templates, the look, the reader's language, errors.
//!
//! Each folder holds the handlers of one set of addresses with the page structs; the templates have the same name under
//! `templates/`. Pages read through `app` and never write SQL. Everything works without scripts.

pub mod assets;
pub mod errors;
pub mod layout;
pub mod readers;
pub mod values;
mod wrapping;

use std::sync::Arc;

use axum::Router;
use domain::{OfficeId, Viewer};

pub use errors::Error;
pub use layout::{Frame, Said, Section, page};
pub use readers::Reader;

/// What the pages need to know of how the server was started.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The office whose record is served.
    pub office: OfficeId,
    /// Whether the record is the demonstration; pages say so.
    pub demo: bool,
}

/// The state of every handler.
#[derive(Debug, Clone)]
pub struct Site {
    settings: Arc<Settings>,
}

impl Site {
    fn viewer(&self) -> Viewer {
        Viewer::local(self.settings.office.clone())
    }
}

/// Every address of the server.
pub fn router(settings: Settings) -> Router {
    let site = Site { settings: Arc::new(settings) };
    let pages = Router::new().merge(assets::routes()).merge(readers::routes());
    wrapping::wrap(pages, &site).with_state(site)
}
