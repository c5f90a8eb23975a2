//! One-time links: how a person gets in who has no password, or has forgotten it.

use domain::{OfficeId, Right, Role, Viewer};
use store::accounts::{self, Account, Link, Part, Purpose};

use super::{Refusal, check_email, check_name, key_of, note, passwords, signing, tokens};
use crate::{Error, Renkei, Result};

/// How long an invitation is good, in seconds.
const INVITATION: i64 = 14 * 86_400;
/// How long a link for another password is good, in seconds.
const RESET: i64 = 86_400;
/// How long the link of the first administrator is good, in seconds.
const FIRST: i64 = 7 * 86_400;

/// What stands behind a link that is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// What the link is for.
    pub purpose: Purpose,
    /// The e-mail address of the account; blank for the first administrator.
    pub email: String,
    /// The name of the person, where it is known.
    pub name: String,
}

/// What a person says who comes by a link.
#[derive(Debug, Clone, Default)]
pub struct Newcomer {
    /// Their e-mail address; asked for of the first administrator only.
    pub email: String,
    /// Their name; not asked for when only the password is forgotten.
    pub name: String,
    /// The password they choose.
    pub password: String,
    /// The BCP 47 tag of their language.
    pub language: String,
    /// What the browser calls itself.
    pub agent: String,
    /// The token of the session that the browser had before.
    pub before: Option<String>,
}

/// Looks at what a link is for, without using it.
///
/// # Errors
/// [`Refusal::Link`] when it is good no more, [`Error::Store`] when the database fails.
pub async fn look_at(renkei: &Renkei, token: &str) -> Result<Door> {
    let (link, account) = find(renkei, token).await?;
    let (email, name) = account.map(|account| (account.email, account.name)).unwrap_or_default();
    Ok(Door { purpose: link.purpose, email, name })
}

/// Lets a person in by a link: their name and password are kept, the link is used up, and they are signed in. Gives the
/// token of the session.
///
/// # Errors
/// [`Refusal::Link`] when the link is good no more, [`Refusal::Length`], [`Refusal::Weak`], [`Refusal::Name`] or
/// [`Refusal::Email`] when what was said is not what it should be, [`Refusal::Taken`] when the first administrator's
/// address has an account, [`Error::Store`] when the database fails.
pub async fn enter(renkei: &Renkei, token: &str, newcomer: &Newcomer) -> Result<String> {
    let (link, known) = find(renkei, token).await?;
    let name = match link.purpose {
        Purpose::Reset => known.as_ref().map(|account| account.name.clone()).unwrap_or_default(),
        Purpose::Invitation | Purpose::First => check_name(&newcomer.name)?.to_owned(),
    };
    let email = match &known {
        Some(account) => account.email.clone(),
        None => check_email(&newcomer.email)?.to_owned(),
    };
    passwords::check(&newcomer.password, &[&email, &name])?;
    let password = passwords::hash(&newcomer.password).await?;
    let now = renkei.now().as_second();
    let store = renkei.store();
    if !accounts::use_link(store, &key_of(token), now).await? {
        return Err(Refusal::Link.into());
    }
    let account = match known {
        Some(account) => Account { name, password, ..account },
        None => {
            let made = signing::new_account(renkei, &email, &name, &newcomer.language).await?;
            let first = Part {
                account: made.id.clone(),
                role: Role::Administrator,
                subject: String::new(),
                given: now,
            };
            accounts::set_part(store, &link.office, &first).await?;
            Account { password, ..made }
        }
    };
    accounts::set_account(store, &account).await?;
    accounts::revoke_sessions(store, &account.id, "").await?;
    renkei.signed_in().forget();
    note(renkei, &link.office, &account.id, &account.id, link.purpose.as_str(), "").await?;
    signing::begin(renkei, &account, &newcomer.agent, newcomer.before.as_deref()).await
}

async fn find(renkei: &Renkei, token: &str) -> Result<(Link, Option<Account>)> {
    let gone = || Error::from(Refusal::Link);
    if !tokens::is_token(token) {
        return Err(gone());
    }
    let mut tx = renkei.store().read().await?;
    let link = accounts::link(&mut tx, &key_of(token)).await?.ok_or_else(gone)?;
    if link.used || link.until <= renkei.now().as_second() || link.office != renkei.office().id {
        return Err(gone());
    }
    if link.purpose == Purpose::First {
        return Ok((link, None));
    }
    let account = accounts::account(&mut tx, &link.account).await?.filter(|account| !account.disabled);
    Ok((link, Some(account.ok_or_else(gone)?)))
}

async fn open(
    renkei: &Renkei,
    office: &OfficeId,
    account: &str,
    purpose: Purpose,
    seconds: i64,
) -> Result<String> {
    let (token, made) = (tokens::fresh_token()?, renkei.now().as_second());
    let link = Link {
        key: key_of(&token),
        purpose,
        account: account.to_owned(),
        office: office.clone(),
        made,
        until: made + seconds,
        used: false,
    };
    accounts::add_link(renkei.store(), &link).await?;
    Ok(token)
}

/// Makes the link for an invitation.
pub(super) async fn invitation(renkei: &Renkei, office: &OfficeId, account: &str) -> Result<String> {
    open(renkei, office, account, Purpose::Invitation, INVITATION).await
}

/// Makes the link of the first administrator; `None` when the office has one, or is the demonstration.
///
/// # Errors
/// [`Error::Store`] when the database fails.
pub async fn first_door(renkei: &Renkei) -> Result<Option<String>> {
    let office = renkei.office();
    let mut tx = renkei.store().read().await?;
    let parts = accounts::parts(&mut tx, &office.id).await?;
    drop(tx);
    let has_one = |(part, account): &(Part, Account)| part.role == Role::Administrator && !account.disabled;
    if office.demo || parts.iter().any(has_one) {
        return Ok(None);
    }
    open(renkei, &office.id, "", Purpose::First, FIRST).await.map(Some)
}

/// Makes a link by which a person of the office chooses another password, or accepts the invitation anew.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may not look after people, [`Error::NotFound`] when the person has no part in
/// the office, [`Refusal::Elsewhere`] when they have a part in another office too, [`Error::Store`] when the database
/// fails.
pub async fn reset_door(renkei: &Renkei, viewer: &Viewer, account: &str) -> Result<String> {
    if !viewer.may(Right::People, None) {
        return Err(Error::Forbidden);
    }
    let mut tx = renkei.store().read().await?;
    let missing = || Error::NotFound(account.to_owned());
    accounts::part(&mut tx, &viewer.office, account).await?.ok_or_else(missing)?;
    let known = accounts::account(&mut tx, account).await?.ok_or_else(missing)?;
    if accounts::offices_of(&mut tx, account).await?.len() > 1 {
        return Err(Refusal::Elsewhere.into());
    }
    drop(tx);
    let actor = viewer.account().unwrap_or_default();
    note(renkei, &viewer.office, actor, account, "link-made", "").await?;
    again(renkei, &viewer.office, &known).await
}

/// Makes such a link from the machine, whichever offices the person has a part in.
///
/// # Errors
/// [`Error::NotFound`] when the address has no account, [`Error::Store`] when the database fails.
pub async fn reset_door_of(renkei: &Renkei, email: &str) -> Result<String> {
    let mut tx = renkei.store().read().await?;
    let known = accounts::account_of(&mut tx, email).await?;
    drop(tx);
    let known = known.ok_or_else(|| Error::NotFound(email.to_owned()))?;
    let office = &renkei.office().id;
    note(renkei, office, "", &known.id, "link-made", "").await?;
    again(renkei, office, &known).await
}

async fn again(renkei: &Renkei, office: &OfficeId, account: &Account) -> Result<String> {
    if account.password.is_empty() {
        invitation(renkei, office, &account.id).await
    } else {
        open(renkei, office, &account.id, Purpose::Reset, RESET).await
    }
}

/// The word under which a forgotten password stands in the audit.
const FORGOTTEN: &str = "password-forgotten";

/// Notes that somebody has forgotten a password, so that an administrator can make them a link. What the caller is told
/// is the same whether the address has an account or not, and takes the same time: the noting happens afterwards.
///
/// # Errors
/// [`Refusal::Wait`] when it is asked for too often from one address, [`Error::Store`] when the database fails.
pub async fn forgotten(renkei: &Renkei, email: &str, address: &str) -> Result<()> {
    let pair = key_of(&format!("forgotten\n{}\n{address}", accounts::email_key(email)));
    signing::slow_down(renkei, &pair, address).await?;
    let (renkei, email) = (renkei.clone(), email.to_owned());
    tokio::spawn(async move {
        if let Err(error) = noted(&renkei, &email).await {
            tracing::warn!(%error, "a forgotten password could not be noted");
        }
    });
    Ok(())
}

async fn noted(renkei: &Renkei, email: &str) -> Result<()> {
    let mut tx = renkei.store().read().await?;
    let Some(account) = accounts::account_of(&mut tx, email).await? else { return Ok(()) };
    let office = &renkei.office().id;
    let has_part = accounts::part(&mut tx, office, &account.id).await?.is_some();
    drop(tx);
    if has_part { note(renkei, office, &account.id, &account.id, FORGOTTEN, "").await } else { Ok(()) }
}

/// Tells whether the latest that happened with an account is that its password was forgotten.
#[must_use]
pub fn someone_forgot(events: &[accounts::Event], account: &str) -> bool {
    events.iter().find(|event| event.account == account).is_some_and(|event| event.what == FORGOTTEN)
}
