//! People: signing in and out, links that let them in, their own account, the people of the office.
//!
//! Anybody can ask for these pages; what they show and do is decided in [`app::accounts`]. Whoever does something for
//! which they have to be signed in meets the sign-in at that place, see [`gate`].

mod doors;
pub(crate) mod gate;
mod own;
mod people;
mod signing;

pub(crate) use self::own::moment;

use app::accounts::{Refusal, SignedIn};
use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::Role;
use language::Words;

use crate::Site;
use crate::errors::Error;
use crate::forms::TOKEN;
use crate::layout::page;
use crate::readers::pairs;

/// The addresses of people and their accounts.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", get(signing::show))
        .route("/sign-in", post(signing::go_back))
        .route("/sign-out", post(signing::sign_out))
        .route("/demo/sign-in", post(signing::sign_in_as))
        .route("/forgotten", get(doors::forgotten))
        .route("/forgotten", post(doors::forget))
        .route("/doors/{token}", get(doors::show))
        .route("/doors/{token}", post(doors::enter))
        .route("/account", get(own::show))
        .route("/account/profile", post(own::set_profile))
        .route("/account/password", post(own::change_password))
        .route("/account/sessions", post(own::end_sessions))
        .route("/people", get(people::show))
        .route("/people", post(people::invite))
        .route("/people/{account}", post(people::change))
}

/// What a refusal says.
pub(crate) fn told(words: Words, refusal: Refusal) -> String {
    match refusal {
        Refusal::Wait(seconds) => words.with(refusal.key(), &[("seconds", seconds.into())]),
        _ => words.get(refusal.key()).into_owned(),
    }
}

/// The word for a role.
pub(crate) fn role(words: Words, role: Role) -> String {
    words.get(&format!("role-{}", role.as_str())).into_owned()
}

/// How a person is called; by the e-mail address where they have not said it.
pub(crate) fn name_of(words: Words, demo: bool, person: &SignedIn) -> String {
    match person.name.as_str() {
        "" if demo => words.get("account-demo-person").into_owned(),
        "" => person.email.clone(),
        name => name.to_owned(),
    }
}

/// The address of the sign-in that comes back to an address of this server.
pub(crate) fn sign_in_address(back: &str) -> String {
    let is_sign_in = back.starts_with("/sign-in") || back.starts_with("/doors/");
    if back == "/" || is_sign_in {
        return "/sign-in".to_owned();
    }
    let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
    format!("/sign-in?back={back}")
}

/// The fields of a form, in order.
struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a form, and checks where it comes from.
    fn checked(site: &Site, headers: &HeaderMap, body: &str) -> Result<Self, Error> {
        let fields = Self(pairs(body).collect());
        site.forms.check(headers, fields.value(TOKEN))?;
        Ok(fields)
    }

    /// The value of a field; blank when there is none.
    fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }
}

/// Sends the browser on, with cookies to set.
fn sent_on(address: &str, cookies: impl IntoIterator<Item = HeaderValue>) -> Result<Response, Error> {
    let address = HeaderValue::from_str(address).map_err(Error::internal)?;
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A page with a form: with the cookie of its token, and the status of what is said on it.
fn form_page(
    template: &impl askama::Template,
    cookie: Option<HeaderValue>,
    refusal: Option<Refusal>,
) -> Result<Response, Error> {
    let mut response = page(template)?;
    *response.status_mut() = match refusal {
        None => StatusCode::OK,
        Some(Refusal::Wait(_)) => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if let Some(Refusal::Wait(seconds)) = refusal {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Takes a refusal for itself, to be told on the page of the form; other errors get their own page.
fn refused<T>(result: app::Result<T>) -> Result<Result<T, Refusal>, Error> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(app::Error::Account(refusal)) => Ok(Err(refusal)),
        Err(other) => Err(other.into()),
    }
}

/// The session with which a browser goes on.
fn session_cookie(site: &Site, token: &str) -> Option<HeaderValue> {
    site.forms.cookies.set_session(token, site.settings.limits.absolute)
}
