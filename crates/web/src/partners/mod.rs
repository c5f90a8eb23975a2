//! Partners: the list of cities and countries outside home, and the story of each place.

mod honours;
mod list;
mod measures;
mod passages;
mod show;
mod timeline;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use domain::value::is_id;

pub(crate) use self::honours::Honours;
use self::list::PartnersPage;
pub(crate) use self::measures::{Row as MeasureRow, quantity, row as measure_row, shown, side_by_side};
use self::show::StoryPage;
use crate::Site;
use crate::errors::Error;
use crate::layout::page;
use crate::readers::{Reader, pairs};

/// The addresses of the list and of the stories.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/partners", get(list)).route("/partners/{id}", get(show))
}

async fn list(
    State(site): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let asked: Vec<(String, String)> = pairs(query.as_deref().unwrap_or_default()).collect();
    let query = app::partners::ListQuery::parse(&asked)?;
    let list = app::partners::list(&site.renkei, &reader.viewer, &query, reader.language.tag()).await?;
    page(&PartnersPage::new(&reader, &list))
}

async fn show(State(site): State<Site>, reader: Reader, Path(id): Path<String>) -> Result<Response, Error> {
    if !is_id(&id) {
        return Err(Error::NotFound);
    }
    let story = app::partners::show(&site.renkei, &reader.viewer, &id).await?;
    page(&StoryPage::new(&reader, &story, site.renkei.today()))
}
