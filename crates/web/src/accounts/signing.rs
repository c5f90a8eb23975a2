//! The page of the sign-in, and signing out.

use app::accounts::{self, PERSONAS, Refusal};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Role;

use super::{Fields, form_page, sent_on, session_cookie, told};
use crate::Site;
use crate::errors::Error;
use crate::forms::TOKEN;
use crate::layout::Frame;
use crate::readers::{Reader, is_own, pairs};

/// The field with the address to go back to.
const BACK: &str = "back";

/// What is done after signing in.
pub(super) struct Kept {
    /// The address to which the form of the sign-in is sent.
    action: String,
    /// Fields to be sent along.
    hidden: Vec<(String, String)>,
    /// Whether the fields are of another form, which waits to be done.
    is_form: bool,
}

impl Kept {
    /// Going back to an address of this server.
    pub(super) fn address(back: &str) -> Self {
        let back = if is_own(back) { back } else { "/" };
        Self {
            action: "/sign-in".to_owned(),
            hidden: vec![(BACK.to_owned(), back.to_owned())],
            is_form: false,
        }
    }

    /// Sending a form again.
    pub(super) fn form(path: &str, fields: &[(String, String)]) -> Self {
        let hidden = fields.iter().filter(|(name, _)| name != TOKEN).cloned().collect();
        Self { action: path.to_owned(), hidden, is_form: path != "/sign-in" }
    }
}

/// The page of the sign-in.
#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
pub(super) struct SignInPage {
    frame: Frame,
    token: String,
    kept: Kept,
    email: String,
    refusal: Option<String>,
    personas: Vec<Persona>,
    back: String,
}

/// A person of the demonstration.
struct Persona {
    role: &'static str,
    label: String,
}

impl SignInPage {
    pub(super) fn new(
        reader: &Reader,
        token: &str,
        kept: Kept,
        email: &str,
        refusal: Option<Refusal>,
    ) -> Self {
        let words = reader.words();
        let persona = |(role, _): &(Role, &str)| Persona {
            role: role.as_str(),
            label: words.get(&format!("persona-{}", role.as_str())).into_owned(),
        };
        let back = kept.hidden.iter().find(|(name, _)| name == BACK && !kept.is_form);
        Self {
            frame: reader.frame(&words.get("sign-in")),
            token: token.to_owned(),
            email: email.chars().take(accounts::LONGEST_EMAIL).collect(),
            refusal: refusal.map(|refusal| told(words, refusal)),
            personas: if reader.demo { PERSONAS.iter().map(persona).collect() } else { Vec::new() },
            back: back.map(|(_, back)| back.clone()).unwrap_or_else(|| "/".to_owned()),
            kept,
        }
    }

    #[cfg(test)]
    fn samples(reader: &Reader) -> Vec<Self> {
        let field = |name: &str| (name.to_owned(), "<b>typed</b>".to_owned());
        let refused = Some(Refusal::Wait(7));
        vec![
            Self::new(reader, "t", Kept::address("/needs"), "", None),
            Self::new(reader, "t", Kept::form("/needs/<b>", &[field("a"), field(TOKEN)]), "<b>", refused),
        ]
    }
}

/// Shows the sign-in.
pub(super) async fn show(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let back = pairs(query.as_deref().unwrap_or_default()).find(|(name, _)| name == BACK);
    let back = back.map(|(_, back)| back).unwrap_or_else(|| "/".to_owned());
    let token = site.forms.token(&headers);
    let shown = SignInPage::new(&reader, &token.text, Kept::address(&back), "", None);
    form_page(&shown, token.cookie, None)
}

/// Goes back to where the person came from; the gate has signed them in.
pub(super) async fn go_back(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    if reader.person.is_none() {
        return Err(Error::Malformed);
    }
    sent_on(own_or_desk(fields.value(BACK)), None)
}

/// Ends the session.
pub(super) async fn sign_out(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    Fields::checked(&site, &headers, &body)?;
    if let Some(person) = &reader.person {
        accounts::end_session(&site.renkei, &reader.viewer, &person.session).await?;
    }
    sent_on("/", site.forms.cookies.set_session("", 0))
}

/// Signs in as a person of the demonstration.
pub(super) async fn sign_in_as(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let role = Role::parse(fields.value("role")).ok_or(Error::NotFound)?;
    let before = reader.origin.session.as_deref();
    let token = accounts::sign_in_as(&site.renkei, role, &reader.origin.agent, before).await?;
    sent_on(own_or_desk(fields.value(BACK)), session_cookie(&site, &token))
}

fn own_or_desk(back: &str) -> &str {
    if is_own(back) { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;

    #[test]
    fn the_page_keeps_what_was_typed_and_shows_it_to_nobody() {
        for language in Language::ALL {
            for sample in SignInPage::samples(&Reader::sample(*language)) {
                let html = sample.render().unwrap();
                assert!(
                    !html.contains("<b>") && html.contains("autocomplete=\"current-password\""),
                    "{html}"
                );
                assert!(
                    !html.contains(">account") && !html.contains(">persona"),
                    "a word is missing: {html}"
                );
            }
        }
        assert_eq!(Kept::address("//evil.example").hidden, [(BACK.to_owned(), "/".to_owned())]);
    }
}
