//! The people of the office: who has which part, inviting, giving and taking parts, links for those who cannot get in.

use app::Names;
use app::accounts::{self, Invitation, LONGEST_EMAIL, Person, Refusal, Subjects, someone_forgot};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Role;
use language::Words;
use store::Head;
use store::accounts::Event;

use super::own::moment;
use super::{Fields, form_page, refused, sent_on, told};
use crate::Site;
use crate::errors::Error;
use crate::layout::{Frame, Said};
use crate::readers::Reader;
use crate::values::{self, Link};

/// How many events are shown on the page.
const SHOWN_EVENTS: usize = 30;

/// The page of the people.
#[derive(Template)]
#[template(path = "accounts/people.html")]
struct PeoplePage {
    frame: Frame,
    token: String,
    people: Vec<PersonShown>,
    roles: Vec<(&'static str, String)>,
    places: Vec<(String, Said)>,
    organisations: Vec<(String, Said)>,
    events: Vec<EventShown>,
    /// A link that was made just now: for whom, and its address.
    made: Option<(String, String)>,
    /// What was done for whom, when no link was made.
    given: Option<String>,
    refusal: Option<String>,
    typed: Typed,
}

/// What was typed into the form of an invitation.
#[derive(Default)]
struct Typed {
    email: String,
    role: String,
    subject: String,
}

/// A person in the list.
struct PersonShown {
    id: String,
    name: String,
    email: String,
    role: Role,
    part: String,
    subject: Option<Link>,
    subject_id: String,
    state: &'static str,
    is_own: bool,
}

/// Something that happened.
struct EventShown {
    when: String,
    what: String,
    whom: String,
    actor: String,
    detail: String,
}

/// What has been read for the page.
struct Material {
    people: Vec<Person>,
    names: Names,
    subjects: Subjects,
    events: Vec<Event>,
}

impl PeoplePage {
    fn new(reader: &Reader, token: &str, material: &Material) -> Self {
        let words = reader.words();
        let roles = Role::ALL.iter().filter(|role| **role != Role::Public);
        let heads = |heads: &[Head]| {
            heads.iter().map(|head| (head.id.clone(), Said::of(&head.title, reader.language))).collect()
        };
        let own = reader.viewer.account().unwrap_or_default();
        let events = material.events.iter().take(SHOWN_EVENTS);
        Self {
            frame: reader.frame(&words.get("people")).at_desk(),
            token: token.to_owned(),
            people: material.people.iter().map(|person| shown(words, material, person, own)).collect(),
            roles: roles.map(|role| (role.as_str(), super::role(words, *role))).collect(),
            places: heads(&material.subjects.places),
            organisations: heads(&material.subjects.organisations),
            events: events.map(|event| told_event(words, &material.people, event)).collect(),
            made: None,
            given: None,
            refusal: None,
            typed: Typed { role: Role::Contributor.as_str().to_owned(), ..Typed::default() },
        }
    }
}

fn shown(words: Words, material: &Material, person: &Person, own: &str) -> PersonShown {
    let (account, part) = (&person.account, &person.part);
    let state = if account.disabled {
        "people-disabled"
    } else if account.id.starts_with("acc-demo-") {
        "people-demo"
    } else if account.password.is_empty() {
        "people-invited"
    } else if someone_forgot(&material.events, &account.id) {
        "people-forgot"
    } else {
        ""
    };
    PersonShown {
        id: account.id.clone(),
        name: if account.name.is_empty() { account.email.clone() } else { account.name.clone() },
        email: account.email.clone(),
        role: part.role,
        part: super::role(words, part.role),
        subject: Some(&part.subject)
            .filter(|id| !id.is_empty())
            .map(|id| values::link(words, &material.names, id)),
        subject_id: part.subject.clone(),
        state,
        is_own: account.id == own,
    }
}

fn told_event(words: Words, people: &[Person], event: &Event) -> EventShown {
    let name = |id: &str| {
        let found = people.iter().find(|person| person.account.id == id);
        found.map_or_else(|| id.to_owned(), |person| person.account.email.clone())
    };
    let actor = match event.actor.as_str() {
        "" => words.get("people-at-machine").into_owned(),
        actor if actor == event.account => String::new(),
        actor => name(actor),
    };
    let (given, rest) = event.detail.split_once(' ').unwrap_or((&event.detail, ""));
    let detail = Role::parse(given).map(|role| format!("{} {rest}", super::role(words, role)));
    EventShown {
        when: moment(words, event.at),
        what: words.get(&format!("event-{}", event.what)).into_owned(),
        whom: name(&event.account),
        actor,
        detail: detail.unwrap_or_default().trim().to_owned(),
    }
}

async fn made(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
) -> Result<(PeoplePage, Option<axum::http::HeaderValue>), Error> {
    let (people, names) = accounts::people(&site.renkei, &reader.viewer).await?;
    let material = Material {
        people,
        names,
        subjects: accounts::subjects(&site.renkei, &reader.viewer).await?,
        events: accounts::recent(&site.renkei, &reader.viewer).await?,
    };
    let form = site.forms.token(headers);
    Ok((PeoplePage::new(reader, &form.text, &material), form.cookie))
}

/// Shows the people of the office.
pub(super) async fn show(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let (shown, cookie) = made(&site, &reader, &headers).await?;
    form_page(&shown, cookie, None)
}

/// Invites a person, and shows the link to be handed to them.
pub(super) async fn invite(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let invitation = Invitation {
        email: fields.value("email").to_owned(),
        role: Role::parse(fields.value("role")).ok_or(Error::Malformed)?,
        subject: fields.value("subject").trim().to_owned(),
        language: reader.language.tag().to_owned(),
    };
    let result = refused(accounts::invite(&site.renkei, &reader.viewer, &invitation).await)?;
    let (mut shown, cookie) = made(&site, &reader, &headers).await?;
    let refusal = match result {
        Ok(Some(token)) => {
            shown.made = Some((invitation.email.clone(), link(&site, &headers, &token)));
            None
        }
        Ok(None) => {
            shown.given = Some(invitation.email.clone());
            None
        }
        Err(refusal) => {
            shown.refusal = Some(told(reader.words(), refusal));
            let email = invitation.email.chars().take(LONGEST_EMAIL).collect();
            let subject = invitation.subject.chars().take(LONGEST_EMAIL).collect();
            shown.typed = Typed { email, role: invitation.role.as_str().to_owned(), subject };
            Some(refusal)
        }
    };
    form_page(&shown, cookie, refusal)
}

/// Changes a person's part, takes it away, or makes them a link.
pub(super) async fn change(
    State(site): State<Site>,
    reader: Reader,
    Path(account): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields = Fields::checked(&site, &headers, &body)?;
    let (renkei, viewer) = (&site.renkei, &reader.viewer);
    let result = match fields.value("do") {
        "give" => {
            let role = Role::parse(fields.value("role")).ok_or(Error::Malformed)?;
            let subject = fields.value("subject").trim();
            refused(accounts::give(renkei, viewer, &account, role, subject).await)?.map(|()| None)
        }
        "take" => refused(accounts::take(renkei, viewer, &account).await)?.map(|()| None),
        "link" => refused(accounts::reset_door(renkei, viewer, &account).await)?.map(Some),
        _ => return Err(Error::Malformed),
    };
    let refusal: Refusal = match result {
        Ok(None) => return sent_on("/people", None),
        Ok(Some(token)) => {
            let (mut shown, cookie) = made(&site, &reader, &headers).await?;
            let person = shown.people.iter().find(|person| person.id == account);
            let email = person.map(|person| person.email.clone()).unwrap_or_default();
            shown.made = Some((email, link(&site, &headers, &token)));
            return form_page(&shown, cookie, None);
        }
        Err(refusal) => refusal,
    };
    let (mut shown, cookie) = made(&site, &reader, &headers).await?;
    shown.refusal = Some(told(reader.words(), refusal));
    form_page(&shown, cookie, Some(refusal))
}

/// The address of a link, as a browser elsewhere has to be given it. It is only shown, to who asked for it.
fn link(site: &Site, headers: &HeaderMap, token: &str) -> String {
    let host =
        headers.get(axum::http::header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = if site.settings.is_behind_tls { "https" } else { "http" };
    format!("{scheme}://{host}/doors/{token}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;
    use app::accounts::{Account, Part};

    fn person(id: &str, role: Role, password: &str, disabled: bool) -> Person {
        let account = Account {
            id: id.to_owned(),
            email: format!("{id}@example.org"),
            name: "<b>Keo</b>".to_owned(),
            language: "en".to_owned(),
            password: password.to_owned(),
            disabled,
            created: 0,
        };
        let part = Part { account: id.to_owned(), role, subject: "phnom-penh".to_owned(), given: 0 };
        Person { account, part }
    }

    fn event(what: &str, detail: &str) -> Event {
        Event {
            id: what.to_owned(),
            at: 0,
            account: "acc-1".to_owned(),
            actor: "acc-2".to_owned(),
            what: what.to_owned(),
            detail: detail.to_owned(),
        }
    }

    #[test]
    fn the_page_is_made_in_every_language_and_shows_hostile_texts_as_text() {
        let people = vec![
            person("acc-1", Role::Partner, "$", false),
            person("acc-2", Role::Administrator, "", false),
            person("acc-3", Role::Reader, "$", true),
            person("acc-demo-reader", Role::Reader, "", false),
        ];
        let events = [
            "password-forgotten",
            "signed-in",
            "password-changed",
            "invitation",
            "reset",
            "first",
            "link-made",
            "part-taken",
            "disabled",
            "enabled",
        ];
        let mut events: Vec<Event> = events.iter().map(|what| event(what, "")).collect();
        events.push(event("part-given", "partner phnom-penh"));
        let material = Material { people, names: Names::new(), subjects: Subjects::default(), events };
        for language in Language::ALL {
            let mut page = PeoplePage::new(&Reader::sample(*language), "t", &material);
            page.made = Some(("<b>".to_owned(), "http://here/doors/<b>".to_owned()));
            let html = page.render().unwrap();
            assert!(!html.contains("<b>"), "{html}");
            for missing in [">people", ">role", ">event", ">account"] {
                assert!(!html.contains(missing), "{missing}: {html}");
            }
        }
    }
}
