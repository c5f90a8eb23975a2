//! Drafts that a page keeps by itself, and letting go of one.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{About, names, see_other, value};
use crate::Site;
use crate::errors::Error;
use crate::forms::TOKEN;
use crate::readers::{Reader, pairs};

/// Keeps the draft of a form, or lets go of it.
pub(super) async fn keep(
    State(site): State<Site>,
    reader: Reader,
    Path((plural, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let about = About::new(&plural, Some(&id))?;
    let sent: Vec<(String, String)> = pairs(&body).collect();
    site.forms.check(&headers, value(&sent, TOKEN))?;
    let (renkei, viewer, id) = (&site.renkei, &reader.viewer, about.id.as_deref());
    if value(&sent, names::DRAFT) == "discard" {
        app::editing::discard_draft(renkei, viewer, about.kind, id).await?;
        return see_other(&about.address());
    }
    app::editing::keep_draft(renkei, viewer, about.kind, id, &body).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
