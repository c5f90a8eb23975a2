//! What could stand in an input, for the small script that completes what is typed.

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{telling, value};
use crate::Site;
use crate::errors::Error;
use crate::readers::{Reader, pairs};

/// Suggests up to a dozen values with their labels, one on each line, parted by a tab.
pub(super) async fn suggest(
    State(site): State<Site>,
    reader: Reader,
    Path(plural): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let kind = domain::kind(&plural).ok_or(Error::NotFound)?;
    let asked: Vec<(String, String)> = pairs(query.as_deref().unwrap_or_default()).collect();
    let (field, part) = (value(&asked, "field"), value(&asked, "q"));
    let found = app::editing::suggest(&site.renkei, &reader.viewer, kind, field, part).await?;
    let told: String = found.iter().map(|one| line(telling::suggestion(reader.words(), one))).collect();
    let headers =
        [(header::CACHE_CONTROL, "private, no-store"), (header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((headers, told).into_response())
}

fn line((value, label): (String, String)) -> String {
    let plain = |text: String| text.replace(char::is_control, " ");
    format!("{}\t{}\n", plain(value), plain(label))
}
