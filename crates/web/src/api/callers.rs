//! Who calls: a program with a token, a browser with its session, or anybody.
//!
//! A token is brought in `Authorization: Bearer`. A browser that writes must also bring the token of its forms, in
//! `X-Form-Token`: no other site can know it.

use app::tokens;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::{Right, Viewer};
use language::Words;

use super::faults::{Fault, Trouble};
use crate::Site;
use crate::readers::Reader;

/// The header that brings the token of a browser's forms.
const FORM_TOKEN: &str = "x-form-token";

/// Who calls.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// For whom it acts.
    pub(super) viewer: Viewer,
    /// The words of the language in which it is answered.
    pub(super) words: Words,
}

impl Caller {
    /// Checks that the caller may do this with at least some records of a kind.
    pub(super) fn may(&self, right: Right, kind: &domain::Kind) -> Result<(), Fault> {
        if self.viewer.may(right, Some(kind)) { Ok(()) } else { Err(Trouble::Forbidden.into()) }
    }
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Fault> {
        let known = parts.extensions.get::<Self>().cloned();
        known.ok_or_else(|| Fault::internal("nobody found out who calls"))
    }
}

/// Finds out who calls, holds back who calls too often, and refuses to let the public and tokens for reading write.
pub(super) async fn know(
    State(site): State<Site>,
    reader: Reader,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let now = site.renkei.now().as_microsecond();
    let limit = |caller: &str| site.limiter.count(caller, site.settings.programs.per_minute, now);
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let address = format!("address {}", reader.origin.address);
    let words = reader.words();
    let viewer = match request.headers().get(header::AUTHORIZATION) {
        Some(value) => {
            let text = value.to_str().unwrap_or_default();
            let token = text.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
            let found = match token {
                Some((_, token)) => tokens::holder(&site.renkei, token.trim()).await?,
                None => None,
            };
            let Some(holder) = found else {
                limit(&address).map_err(Fault::wait)?;
                return Err(Trouble::Unknown.into());
            };
            limit(&format!("token {}", holder.token)).map_err(Fault::wait)?;
            if writes && !holder.writes {
                return Err(Trouble::ReadOnly.into());
            }
            holder.viewer
        }
        None => {
            limit(&address).map_err(Fault::wait)?;
            match &reader.person {
                None if writes => return Err(Trouble::Unknown.into()),
                Some(_) if writes => check_form(&site, request.headers())?,
                _ => {}
            }
            reader.viewer
        }
    };
    request.extensions_mut().insert(Caller { viewer, words });
    Ok(next.run(request).await)
}

fn check_form(site: &Site, headers: &HeaderMap) -> Result<(), Fault> {
    let token = headers.get(FORM_TOKEN).and_then(|value| value.to_str().ok()).unwrap_or_default();
    site.forms.check(headers, token).map_err(|_| Trouble::Foreign.into())
}
