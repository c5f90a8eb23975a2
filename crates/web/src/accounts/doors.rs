//! Links that let people in, and what to do about a forgotten password.

use app::accounts::{self, Door, LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD, Newcomer, Refusal};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use store::accounts::Purpose;

use super::{Fields, form_page, refused, sent_on, session_cookie, told};
use crate::Site;
use crate::errors::Error;
use crate::layout::{Frame, page};
use crate::readers::Reader;

/// The page behind a link.
#[derive(Template)]
#[template(path = "accounts/door.html")]
struct DoorPage {
    frame: Frame,
    token: String,
    lead: String,
    /// The address of the account; `None` when it is asked for.
    email: Option<String>,
    asks_name: bool,
    /// What was typed before.
    typed_email: String,
    typed_name: String,
    refusal: Option<String>,
}

impl DoorPage {
    fn new(reader: &Reader, token: &str, door: &Door, typed: &Newcomer, refusal: Option<Refusal>) -> Self {
        let words = reader.words();
        let (title, lead) = match door.purpose {
            Purpose::Invitation => ("door-invitation", "door-invitation-lead"),
            Purpose::Reset => ("door-reset", "door-reset-lead"),
            Purpose::First => ("door-first", "door-first-lead"),
        };
        let shorten = |text: &str, most: usize| text.chars().take(most).collect();
        Self {
            frame: reader.frame(&words.get(title)),
            token: token.to_owned(),
            lead: words.get(lead).into_owned(),
            email: (door.purpose != Purpose::First).then(|| door.email.clone()),
            asks_name: door.purpose != Purpose::Reset,
            typed_email: shorten(&typed.email, LONGEST_EMAIL),
            typed_name: shorten(if typed.name.is_empty() { &door.name } else { &typed.name }, LONGEST_NAME),
            refusal: refusal.map(|refusal| told(words, refusal)),
        }
    }

    #[cfg(test)]
    fn samples(reader: &Reader) -> Vec<Self> {
        let door =
            |purpose| Door { purpose, email: "<b>@example.org".to_owned(), name: "<b>Keo</b>".to_owned() };
        let typed = Newcomer { email: "<b>".to_owned(), ..Newcomer::default() };
        [Purpose::Invitation, Purpose::Reset, Purpose::First]
            .map(|purpose| Self::new(reader, "t", &door(purpose), &typed, Some(Refusal::Weak)))
            .into()
    }
}

/// Shows what a link is for.
pub(super) async fn show(
    State(site): State<Site>,
    reader: Reader,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let door = accounts::look_at(&site.renkei, &token).await?;
    let form = site.forms.token(&headers);
    form_page(&DoorPage::new(&reader, &form.text, &door, &Newcomer::default(), None), form.cookie, None)
}

/// Lets a person in.
pub(super) async fn enter(
    State(site): State<Site>,
    reader: Reader,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let newcomer = Newcomer {
        email: fields.value("email").to_owned(),
        name: fields.value("name").to_owned(),
        password: fields.value("password").to_owned(),
        language: reader.language.tag().to_owned(),
        agent: reader.origin.agent.clone(),
        before: reader.origin.session.clone(),
    };
    let door = accounts::look_at(&site.renkei, &token).await?;
    match refused(accounts::enter(&site.renkei, &token, &newcomer).await)? {
        Ok(session) => sent_on("/", session_cookie(&site, &session)),
        Err(refusal) => {
            let form = site.forms.token(&headers);
            let shown = DoorPage::new(&reader, &form.text, &door, &newcomer, Some(refusal));
            form_page(&shown, form.cookie, Some(refusal))
        }
    }
}

/// The page for a forgotten password.
#[derive(Template)]
#[template(path = "accounts/forgotten.html")]
struct ForgottenPage {
    frame: Frame,
    token: String,
    is_noted: bool,
    refusal: Option<String>,
}

impl ForgottenPage {
    fn new(reader: &Reader, token: &str, is_noted: bool, refusal: Option<Refusal>) -> Self {
        let words = reader.words();
        Self {
            frame: reader.frame(&words.get("forgotten")).step("/sign-in", &words.get("sign-in")),
            token: token.to_owned(),
            is_noted,
            refusal: refusal.map(|refusal| told(words, refusal)),
        }
    }
}

/// Asks for the e-mail address.
pub(super) async fn forgotten(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let form = site.forms.token(&headers);
    form_page(&ForgottenPage::new(&reader, &form.text, false, None), form.cookie, None)
}

/// Notes that a password was forgotten, and says the same whoever asks.
pub(super) async fn forget(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let noted = accounts::forgotten(&site.renkei, fields.value("email"), &reader.origin.address).await;
    match refused(noted)? {
        Ok(()) => page(&ForgottenPage::new(&reader, "", true, None)),
        Err(refusal) => {
            let form = site.forms.token(&headers);
            let shown = ForgottenPage::new(&reader, &form.text, false, Some(refusal));
            form_page(&shown, form.cookie, Some(refusal))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;

    #[test]
    fn the_pages_are_made_in_every_language() {
        for language in Language::ALL {
            let reader = Reader::sample(*language);
            let doors = DoorPage::samples(&reader).into_iter().map(|page| page.render().unwrap());
            let forgotten = [true, false].map(|noted| ForgottenPage::new(&reader, "t", noted, None));
            for html in doors.chain(forgotten.map(|page| page.render().unwrap())) {
                assert!(!html.contains("<b>") && !html.contains("<h1>door"), "{html}");
                assert!(!html.contains(">account-"), "a word is missing: {html}");
            }
        }
    }
}
