//! What people do with their own account: name, language, password, sessions.

use app::accounts::{self, LONGEST_NAME, LONGEST_PASSWORD, Refusal, SignedIn};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use language::{Language, Words};

use super::{Fields, form_page, refused, sent_on, told};
use crate::Site;
use crate::errors::Error;
use crate::layout::Frame;
use crate::readers::{self, Reader};

/// The page of the own account.
#[derive(Template)]
#[template(path = "accounts/own.html")]
struct AccountPage {
    frame: Frame,
    token: String,
    name: String,
    email: String,
    part: String,
    /// Tag, name and whether it is chosen.
    languages: Vec<(&'static str, &'static str, bool)>,
    sessions: Vec<SessionShown>,
    /// What was refused of the profile, and of the password.
    profile_refusal: Option<String>,
    password_refusal: Option<String>,
}

/// A session in the list.
struct SessionShown {
    key: String,
    agent: String,
    begun: String,
    seen: String,
    is_this: bool,
}

impl AccountPage {
    fn new(reader: &Reader, person: &SignedIn, token: &str, sessions: &[accounts::Session]) -> Self {
        let words = reader.words();
        let chosen = Language::parse(&person.language).unwrap_or(reader.language);
        Self {
            frame: reader.frame(&words.get("account")).at_desk(),
            token: token.to_owned(),
            name: person.name.clone(),
            email: person.email.clone(),
            part: super::role(words, person.viewer.role),
            languages: Language::ALL
                .iter()
                .map(|language| (language.tag(), language.native_name(), *language == chosen))
                .collect(),
            sessions: sessions
                .iter()
                .map(|session| SessionShown {
                    key: session.key.clone(),
                    agent: agent(words, &session.agent),
                    begun: moment(words, session.created),
                    seen: moment(words, session.seen),
                    is_this: session.key == person.session,
                })
                .collect(),
            profile_refusal: None,
            password_refusal: None,
        }
    }
}

/// What a browser calls itself, shortened; texts of browsers are long and say little.
fn agent(words: Words, agent: &str) -> String {
    let known = ["Edg", "Firefox", "OPR", "Chrome", "Safari"].into_iter().find(|name| agent.contains(name));
    let browser = match known {
        Some("Edg") => "Edge",
        Some("OPR") => "Opera",
        Some(name) => name,
        None => return words.get("account-browser-unknown").into_owned(),
    };
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let system = systems.into_iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| name);
    format!("{browser} {system}").trim().to_owned()
}

/// A moment as day and time, in UTC.
pub(crate) fn moment(words: Words, seconds: i64) -> String {
    let Ok(at) = jiff::Timestamp::from_second(seconds) else { return String::new() };
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    let day =
        domain::When::parse(&at.date().to_string()).map(|day| words.when_short(&day)).unwrap_or_default();
    format!("{day} {:02}:{:02} UTC", at.hour(), at.minute())
}

async fn made(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
) -> Result<(AccountPage, Option<axum::http::HeaderValue>), Error> {
    let person = reader.person.as_ref().ok_or(Error::Forbidden)?;
    let sessions = accounts::sessions(&site.renkei, &reader.viewer).await?;
    let form = site.forms.token(headers);
    Ok((AccountPage::new(reader, person, &form.text, &sessions), form.cookie))
}

/// Shows the own account.
pub(super) async fn show(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (shown, cookie) = made(&site, &reader, &headers).await?;
    form_page(&shown, cookie, None)
}

/// Changes name and language.
pub(super) async fn set_profile(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let language = Language::parse(fields.value("language")).unwrap_or(reader.language);
    let (name, tag) = (fields.value("name"), language.tag());
    match refused(accounts::set_profile(&site.renkei, &reader.viewer, name, tag).await)? {
        Ok(()) => sent_on("/account", Some(readers::cookie(language))),
        Err(refusal) => {
            again(&site, &reader, &headers, refusal, |page, told| page.profile_refusal = told).await
        }
    }
}

/// Changes the password.
pub(super) async fn change_password(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let session = reader.person.as_ref().ok_or(Error::Forbidden)?.session.clone();
    let (old, new) = (fields.value("old"), fields.value("new"));
    match refused(accounts::change_password(&site.renkei, &reader.viewer, &session, old, new).await)? {
        Ok(()) => sent_on("/account", None),
        Err(refusal) => {
            again(&site, &reader, &headers, refusal, |page, told| page.password_refusal = told).await
        }
    }
}

/// Ends one session, or all others.
pub(super) async fn end_sessions(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let session = reader.person.as_ref().ok_or(Error::Forbidden)?.session.clone();
    match fields.value("end") {
        "" => accounts::end_other_sessions(&site.renkei, &reader.viewer, &session).await?,
        key => accounts::end_session(&site.renkei, &reader.viewer, key).await?,
    }
    sent_on("/account", None)
}

async fn again(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
    refusal: Refusal,
    place: impl Fn(&mut AccountPage, Option<String>),
) -> Result<Response, Error> {
    let (mut shown, cookie) = made(site, reader, headers).await?;
    place(&mut shown, Some(told(reader.words(), refusal)));
    form_page(&shown, cookie, Some(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_made_in_every_language_and_shows_hostile_texts_as_text() {
        for language in Language::ALL {
            let reader = Reader::sample(*language);
            let person = SignedIn {
                viewer: reader.viewer.clone(),
                name: "<b>Keo</b>".to_owned(),
                email: "keo@example.org".to_owned(),
                language: "ja".to_owned(),
                session: "k1".to_owned(),
            };
            let session = |key: &str, agent: &str| accounts::Session {
                key: key.to_owned(),
                account: "acc-1".to_owned(),
                office: reader.viewer.office.clone(),
                agent: agent.to_owned(),
                created: 0,
                seen: 60,
                revoked: false,
            };
            let sessions =
                [session("k1", "Mozilla/5.0 (Windows NT 10.0) Firefox/150.0"), session("k2", "<b>")];
            let html = AccountPage::new(&reader, &person, "t", &sessions).render().unwrap();
            assert!(
                !html.contains("<b>") && html.contains("Firefox Windows") && html.contains("00:01 UTC"),
                "{html}"
            );
            assert!(!html.contains(">account") && !html.contains(">role"), "a word is missing: {html}");
        }
    }
}
