//! The people of an office: their parts, given and taken by its administrators.

use domain::{Right, Role, Viewer, kind};
use store::Tx;
use store::accounts::{self, Account, Event, Part};

use super::{Refusal, check_email, doors, note, signing};
use crate::{Error, Names, Renkei, Result};

/// How many events are shown.
const MOST_EVENTS: u32 = 200;

/// Somebody who is given a part.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The e-mail address.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The id of a partner's place or a member's organisation; else blank.
    pub subject: String,
    /// The BCP 47 tag of the language in which they are written to.
    pub language: String,
}

/// A person of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// Their part.
    pub part: Part,
}

/// Lists the people of the office, with the names of their places and organisations.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not look after people, [`Error::Store`] when the database fails.
pub async fn people(renkei: &Renkei, viewer: &Viewer) -> Result<(Vec<Person>, Names)> {
    allowed(viewer)?;
    let mut tx = renkei.store().read().await?;
    let people: Vec<Person> = accounts::parts(&mut tx, &viewer.office)
        .await?
        .into_iter()
        .map(|(part, account)| Person { account, part })
        .collect();
    let names = store::heads(&mut tx, viewer, people.iter().map(|person| &person.part.subject)).await?;
    Ok((people, names))
}

/// Lists what happened with accounts lately, the latest first.
///
/// # Errors
/// As [`people`].
pub async fn recent(renkei: &Renkei, viewer: &Viewer) -> Result<Vec<Event>> {
    allowed(viewer)?;
    let mut tx = renkei.store().read().await?;
    Ok(accounts::events(&mut tx, &viewer.office, MOST_EVENTS).await?)
}

/// Invites a person: gives them a part, and an account if they have none. Gives the token of the link by which they come
/// in; `None` when they have a password, or a part in another office, which alone may let them in.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not look after people, [`Refusal::Email`] when the address is none,
/// [`Refusal::Subject`] when the role needs a place or organisation and it is not on record,
/// [`Refusal::LastAdministrator`] when the person is the only administrator, [`Error::Store`] when the database fails.
pub async fn invite(renkei: &Renkei, viewer: &Viewer, invitation: &Invitation) -> Result<Option<String>> {
    allowed(viewer)?;
    let email = check_email(&invitation.email)?;
    let known = {
        let mut tx = renkei.store().read().await?;
        check_subject(&mut tx, viewer, invitation.role, &invitation.subject).await?;
        accounts::account_of(&mut tx, email).await?
    };
    let account = match known {
        Some(account) => account,
        None => signing::new_account(renkei, email, "", &invitation.language).await?,
    };
    give(renkei, viewer, &account.id, invitation.role, &invitation.subject).await?;
    let mut tx = renkei.store().read().await?;
    let offices = accounts::offices_of(&mut tx, &account.id).await?;
    drop(tx);
    if !account.password.is_empty() || account.disabled || offices.len() > 1 {
        return Ok(None);
    }
    doors::invitation(renkei, &viewer.office, &account.id).await.map(Some)
}

/// Gives a person another part in the office.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not look after people, [`Error::NotFound`] when there is no such account,
/// [`Refusal::Subject`] and [`Refusal::LastAdministrator`] as in [`invite`], [`Error::Store`] when the database fails.
pub async fn give(renkei: &Renkei, viewer: &Viewer, account: &str, role: Role, subject: &str) -> Result<()> {
    allowed(viewer)?;
    let needs_subject = matches!(role, Role::Partner | Role::Member);
    let subject = if needs_subject { subject } else { "" };
    {
        let mut tx = renkei.store().read().await?;
        let missing = || Error::NotFound(account.to_owned());
        accounts::account(&mut tx, account).await?.ok_or_else(missing)?;
        check_subject(&mut tx, viewer, role, subject).await?;
        if role != Role::Administrator {
            stays_administered(&mut tx, viewer, account).await?;
        }
    }
    let given = renkei.now().as_second();
    let part = Part { account: account.to_owned(), role, subject: subject.to_owned(), given };
    accounts::set_part(renkei.store(), &viewer.office, &part).await?;
    renkei.signed_in().forget();
    let detail = format!("{} {subject}", role.as_str());
    note(renkei, &viewer.office, viewer.account().unwrap_or_default(), account, "part-given", detail.trim())
        .await
}

/// Takes a person's part in the office away. Their account stays; they see what anybody sees.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not look after people, [`Refusal::LastAdministrator`] when they are the only
/// administrator, [`Error::Store`] when the database fails.
pub async fn take(renkei: &Renkei, viewer: &Viewer, account: &str) -> Result<()> {
    allowed(viewer)?;
    {
        let mut tx = renkei.store().read().await?;
        stays_administered(&mut tx, viewer, account).await?;
    }
    accounts::take_part(renkei.store(), &viewer.office, account).await?;
    renkei.signed_in().forget();
    note(renkei, &viewer.office, viewer.account().unwrap_or_default(), account, "part-taken", "").await
}

fn allowed(viewer: &Viewer) -> Result<()> {
    if viewer.may(Right::People, None) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Refuses to leave the office without an administrator.
async fn stays_administered(tx: &mut Tx, viewer: &Viewer, without: &str) -> Result<()> {
    let parts = accounts::parts(tx, &viewer.office).await?;
    let administers =
        |(part, account): &&(Part, Account)| part.role == Role::Administrator && !account.disabled;
    let mut administrators = parts.iter().filter(administers).map(|(part, _)| part.account.as_str());
    match (administrators.next(), administrators.next()) {
        (Some(only), None) if only == without => Err(Refusal::LastAdministrator.into()),
        _ => Ok(()),
    }
}

/// A partner is of a place, a member of an organisation, and nobody is given the part of anybody.
async fn check_subject(tx: &mut Tx, viewer: &Viewer, role: Role, subject: &str) -> Result<()> {
    let plural = match role {
        Role::Partner => "places",
        Role::Member => "organisations",
        Role::Public => return Err(Refusal::Subject.into()),
        _ => return Ok(()),
    };
    let Some(kind) = kind(plural) else { return Ok(()) };
    match store::find(tx, viewer, kind, subject).await? {
        Some(_) => Ok(()),
        None => Err(Refusal::Subject.into()),
    }
}
