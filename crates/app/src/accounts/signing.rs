//! Signing in and out, and what people do with their own account.

use store::accounts::{self, Account, Session};

use domain::Viewer;

use super::{Refusal, check_email, check_name, key_of, note, own, passwords, tokens};
use crate::{Error, Renkei, Result};

/// How many failed attempts at one account from one network address have no pause.
///
/// # Source
/// Ours: docs/decisions/0011-sign-in.md.
const FREE_OF_PAIR: i64 = 5;
/// How many failed attempts at any account from one network address have no pause; whole offices sit behind one.
///
/// # Source
/// Ours: docs/decisions/0011-sign-in.md.
const FREE_OF_ADDRESS: i64 = 50;
/// How much of what a browser calls itself is kept, in characters.
const LONGEST_AGENT: usize = 200;

/// Somebody at the sign-in.
#[derive(Debug, Clone, Default)]
pub struct Attempt {
    /// The e-mail address that was typed.
    pub email: String,
    /// The password that was typed.
    pub password: String,
    /// The network address from which it comes.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
    /// The token of the session that the browser had before; it ends.
    pub before: Option<String>,
}

/// Signs a person in and gives the token of the new session.
///
/// # Errors
/// [`Refusal::Wrong`] when address and password do not belong together or the account is disabled, [`Refusal::Wait`]
/// when attempts come too fast, [`Error::Store`] when the database fails.
pub async fn sign_in(renkei: &Renkei, attempt: &Attempt) -> Result<String> {
    let is_sane = attempt.email.chars().count() <= super::LONGEST_EMAIL
        && attempt.password.chars().count() <= super::LONGEST_PASSWORD;
    let email = if is_sane { accounts::email_key(&attempt.email) } else { String::new() };
    let pair = key_of(&format!("pair\n{email}\n{}", attempt.address));
    slow_down(renkei, &pair, &attempt.address).await?;
    let found = {
        let mut tx = renkei.store().read().await?;
        accounts::account_of(&mut tx, &email).await?
    };
    let hash = found.as_ref().filter(|account| !account.disabled).map_or("", |account| &account.password);
    let fits = passwords::verify(if is_sane { &attempt.password } else { "" }, hash).await?;
    let Some(account) = found.filter(|_| fits) else {
        tracing::info!("a sign-in failed");
        return Err(Refusal::Wrong.into());
    };
    accounts::forgive(renkei.store(), &pair).await?;
    begin(renkei, &account, &attempt.agent, attempt.before.as_deref()).await
}

/// Counts an attempt, and refuses it while there is a pause.
pub(super) async fn slow_down(renkei: &Renkei, pair: &str, address: &str) -> Result<()> {
    let now = renkei.now().as_second();
    let of_address = key_of(&format!("address\n{address}"));
    for (key, free) in [(pair, FREE_OF_PAIR), (of_address.as_str(), FREE_OF_ADDRESS)] {
        if let Some(seconds) = accounts::attempt(renkei.store(), key, free, now).await? {
            return Err(Refusal::Wait(seconds).into());
        }
    }
    Ok(())
}

/// Begins a session under a new token and ends the one before, so that a token that was set from outside is worth
/// nothing.
pub(super) async fn begin(
    renkei: &Renkei,
    account: &Account,
    agent: &str,
    before: Option<&str>,
) -> Result<String> {
    if let Some(before) = before.map(key_of) {
        let mut tx = renkei.store().read().await?;
        let known = accounts::session(&mut tx, &before).await?;
        drop(tx);
        if let Some(session) = known {
            accounts::revoke_session(renkei.store(), &session.account, &before).await?;
            renkei.signed_in().forget();
        }
    }
    let (token, now, office) = (tokens::fresh_token()?, renkei.now().as_second(), &renkei.office().id);
    let session = Session {
        key: key_of(&token),
        account: account.id.clone(),
        office: office.clone(),
        agent: agent.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect(),
        created: now,
        seen: now,
        revoked: false,
    };
    accounts::add_session(renkei.store(), &session).await?;
    note(renkei, office, &account.id, &account.id, "signed-in", "").await?;
    Ok(token)
}

/// Lists the viewer's own sessions that were not ended, the latest first.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in, [`Error::Store`] when the database fails.
pub async fn sessions(renkei: &Renkei, viewer: &Viewer) -> Result<Vec<Session>> {
    let account = viewer.account().ok_or(Error::Forbidden)?;
    let mut tx = renkei.store().read().await?;
    Ok(accounts::sessions(&mut tx, account).await?)
}

/// Ends one of the viewer's own sessions.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in, [`Error::Store`] when the database fails.
pub async fn end_session(renkei: &Renkei, viewer: &Viewer, key: &str) -> Result<()> {
    let account = viewer.account().ok_or(Error::Forbidden)?;
    accounts::revoke_session(renkei.store(), account, key).await?;
    renkei.signed_in().forget();
    Ok(())
}

/// Ends the viewer's own sessions, all but the one with this key.
///
/// # Errors
/// As [`end_session`].
pub async fn end_other_sessions(renkei: &Renkei, viewer: &Viewer, key: &str) -> Result<()> {
    let account = viewer.account().ok_or(Error::Forbidden)?;
    accounts::revoke_sessions(renkei.store(), account, key).await?;
    renkei.signed_in().forget();
    Ok(())
}

/// Changes the viewer's own password; every other session ends.
///
/// # Errors
/// [`Refusal::Wrong`] when the old password is not theirs, [`Refusal::Length`] or [`Refusal::Weak`] for the new one,
/// [`Refusal::Wait`] when attempts come too fast, [`Error::Forbidden`] when nobody is signed in, [`Error::Store`] when
/// the database fails.
pub async fn change_password(
    renkei: &Renkei,
    viewer: &Viewer,
    session: &str,
    old: &str,
    new: &str,
) -> Result<()> {
    let mut account = own(renkei, viewer).await?;
    let pair = key_of(&format!("change\n{}", account.id));
    slow_down(renkei, &pair, &pair).await?;
    if !passwords::verify(old, &account.password).await? {
        return Err(Refusal::Wrong.into());
    }
    accounts::forgive(renkei.store(), &pair).await?;
    passwords::check(new, &[&account.email, &account.name])?;
    account.password = passwords::hash(new).await?;
    accounts::set_account(renkei.store(), &account).await?;
    accounts::revoke_sessions(renkei.store(), &account.id, session).await?;
    renkei.signed_in().forget();
    note(renkei, &viewer.office, &account.id, &account.id, "password-changed", "").await
}

/// Changes how the viewer is called, and the language of their screens.
///
/// # Errors
/// [`Refusal::Name`] when the name is blank or too long, [`Error::Forbidden`] when nobody is signed in,
/// [`Error::Store`] when the database fails.
pub async fn set_profile(renkei: &Renkei, viewer: &Viewer, name: &str, language: &str) -> Result<()> {
    let mut account = own(renkei, viewer).await?;
    check_name(name)?.clone_into(&mut account.name);
    language.clone_into(&mut account.language);
    accounts::set_account(renkei.store(), &account).await?;
    renkei.signed_in().forget();
    Ok(())
}

/// Makes an account without a password, from the machine.
///
/// # Errors
/// [`Refusal::Email`] or [`Refusal::Name`] when they are not what they should be, [`Refusal::Taken`] when the address
/// has an account, [`Error::Store`] when the database fails.
pub async fn new_account(renkei: &Renkei, email: &str, name: &str, language: &str) -> Result<Account> {
    let name = if name.trim().is_empty() { "" } else { check_name(name)? };
    let account = Account {
        id: tokens::id("acc")?,
        email: check_email(email)?.to_owned(),
        name: name.to_owned(),
        language: language.to_owned(),
        password: String::new(),
        disabled: false,
        created: renkei.now().as_second(),
    };
    if accounts::add_account(renkei.store(), &account).await? {
        Ok(account)
    } else {
        Err(Refusal::Taken.into())
    }
}

/// Disables an account, which ends its sessions, or enables it again, from the machine.
///
/// # Errors
/// [`Error::NotFound`] when the address has no account, [`Error::Store`] when the database fails.
pub async fn change_account(renkei: &Renkei, email: &str, disabled: bool) -> Result<()> {
    let found = {
        let mut tx = renkei.store().read().await?;
        accounts::account_of(&mut tx, email).await?
    };
    let account = found.ok_or_else(|| Error::NotFound(email.to_owned()))?;
    accounts::set_account(renkei.store(), &Account { disabled, ..account.clone() }).await?;
    if disabled {
        accounts::revoke_sessions(renkei.store(), &account.id, "").await?;
    }
    renkei.signed_in().forget();
    let what = if disabled { "disabled" } else { "enabled" };
    note(renkei, &renkei.office().id, "", &account.id, what, "").await
}
