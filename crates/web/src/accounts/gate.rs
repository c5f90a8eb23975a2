//! The gate: whoever may not do something, and is not signed in, is asked to sign in at that place, and then it is done.
//!
//! A form that comes after the session has ended is not lost: the page of the sign-in holds its fields, hidden, and sends
//! them to the same address again together with e-mail address and password. Any form can bring these two fields; they
//! are taken out before anybody else sees the form.

use app::accounts::Attempt;
use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::signing::{Kept, SignInPage};
use super::{form_page, refused, session_cookie};
use crate::Site;
use crate::errors::Error;
use crate::forms::TOKEN;
use crate::readers::{Reader, pairs};

/// The field with the e-mail address of the sign-in.
pub(super) const EMAIL: &str = "sign-in-email";
/// The field with the password of the sign-in.
pub(super) const PASSWORD: &str = "sign-in-password";

/// The largest form that is kept through a sign-in, in bytes; it goes through the page twice.
const LARGEST_KEPT: usize = 512 * 1024;

/// Lets a request through, and asks for a sign-in where one is needed.
pub(crate) async fn pass(
    State(site): State<Site>,
    reader: Reader,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    if request.method() != Method::POST {
        let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
        let headers = request.headers().clone();
        let response = next.run(request).await;
        return if is_page && is_refused(&reader, &response) {
            ask(&site, &reader, &headers, Kept::address(&reader.here))
        } else {
            Ok(response)
        };
    }
    if !is_small_form(&request) {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LARGEST_KEPT).await.map_err(|_| Error::TooLarge)?;
    let fields: Vec<(String, String)> =
        pairs(std::str::from_utf8(&body).map_err(|_| Error::Malformed)?).collect();
    let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let headers = parts.headers.clone();
    if fields.iter().any(|(name, _)| name == EMAIL) {
        let request = Request::from_parts(parts, Body::empty());
        return sign_in(&site, &reader, request, fields, &path, next).await;
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if !is_refused(&reader, &response) {
        return Ok(response);
    }
    let token = fields.iter().find(|(name, _)| name == TOKEN).map_or("", |(_, value)| value);
    site.forms.check(&headers, token)?;
    ask(&site, &reader, &headers, Kept::form(&path, &fields))
}

/// Signs in with what a form brings, then hands the rest of the form on.
async fn sign_in(
    site: &Site,
    reader: &Reader,
    mut request: Request,
    mut fields: Vec<(String, String)>,
    path: &str,
    next: Next,
) -> Result<Response, Error> {
    let value = |name: &str| fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone());
    site.forms.check(request.headers(), &value(TOKEN).unwrap_or_default())?;
    let attempt = Attempt {
        email: value(EMAIL).unwrap_or_default(),
        password: value(PASSWORD).unwrap_or_default(),
        address: reader.origin.address.clone(),
        agent: reader.origin.agent.clone(),
        before: reader.origin.session.clone(),
    };
    fields.retain(|(name, _)| name != EMAIL && name != PASSWORD);
    let session = match refused(app::accounts::sign_in(&site.renkei, &attempt).await)? {
        Ok(session) => session,
        Err(refusal) => {
            let token = site.forms.token(request.headers());
            let kept = Kept::form(path, &fields);
            let shown = SignInPage::new(reader, &token.text, kept, &attempt.email, Some(refusal));
            return form_page(&shown, token.cookie, Some(refusal));
        }
    };
    let cookies = site.forms.cookies;
    if let Some(cookie) = cookies.sent_session(&session) {
        // The new session stands before the old one, and the first is taken.
        let others: Vec<_> = request.headers().get_all(header::COOKIE).iter().cloned().collect();
        request.headers_mut().insert(header::COOKIE, cookie);
        for other in others {
            request.headers_mut().append(header::COOKIE, other);
        }
    }
    let known = Reader::of(site, request.uri(), request.headers(), request.extensions()).await;
    request.extensions_mut().insert(known);
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    request.headers_mut().insert(header::CONTENT_LENGTH, body.len().into());
    *request.body_mut() = Body::from(Bytes::from(body));
    let mut response = next.run(request).await;
    if let Some(cookie) = session_cookie(site, &session) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Tells whether a request was refused to somebody who is not signed in.
fn is_refused(reader: &Reader, response: &Response) -> bool {
    let error = response.extensions().get::<Error>();
    reader.person.is_none() && matches!(error, Some(Error::Forbidden))
}

fn ask(site: &Site, reader: &Reader, headers: &HeaderMap, kept: Kept) -> Result<Response, Error> {
    let token = site.forms.token(headers);
    let shown = SignInPage::new(reader, &token.text, kept, "", None);
    let mut response = form_page(&shown, token.cookie, None)?.into_response();
    *response.status_mut() = StatusCode::FORBIDDEN;
    Ok(response)
}

fn is_small_form(request: &Request) -> bool {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_form = media.is_some_and(|media| media.starts_with("application/x-www-form-urlencoded"));
    let length = request.body().size_hint().exact().and_then(|length| usize::try_from(length).ok());
    is_form && length.is_some_and(|length| length <= LARGEST_KEPT)
}
