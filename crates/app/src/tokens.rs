//! Tokens by which programs act for a person: made with a scope and an end, shown once, ended at any time.
//!
//! A token is `renkei_<id>_<secret>`. The id finds its row; of the secret only the hash is kept, and hashes are compared
//! without telling by the time how much is right. What a program may do is what its person may do at that moment, and no
//! more than reading where the scope says so.

use domain::{Role, Viewer};
pub use store::Token;
use store::accounts;

use crate::accounts::{fresh_token, key_of, note, viewer_of};
use crate::{BadParameter, Error, Expected, Renkei, Result};

/// For how many days a token can be made.
///
/// # Source
/// Ours: docs/decisions/0014-api.md.
pub const DAYS: &[&str] = &["7", "30", "90", "365"];
/// What a token can be for.
pub const SCOPES: &[&str] = &["read", "write"];
/// The longest name of a token, in characters.
pub const LONGEST_NAME: usize = 80;
/// How many tokens in force a person can have.
pub const MOST: usize = 50;

/// What every token begins with, so that one that was published by mistake is recognised.
const PREFIX: &str = "renkei_";
/// How many digits the id of a token has.
const ID: usize = 16;
/// How precisely it is noted when a token was last used, in seconds.
const SEEN: i64 = 60;
/// The seconds of a day.
const DAY: i64 = 86_400;

/// A token that somebody wishes for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// What the person calls it.
    pub name: String,
    /// One of [`SCOPES`].
    pub scope: String,
    /// One of [`DAYS`].
    pub days: String,
}

/// A program that brings a good token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// For whom it acts.
    pub viewer: Viewer,
    /// The id of the token.
    pub token: String,
    /// Whether it may write, as far as its person may.
    pub writes: bool,
}

/// Makes a token for the viewer and gives it; it cannot be shown again.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer is not signed in with a part in the office, [`Error::BadParameter`] when the wish
/// cannot be, or when there are [`MOST`] already, [`Error::Store`] when the database fails.
pub async fn make(renkei: &Renkei, viewer: &Viewer, wish: &Wish) -> Result<String> {
    let account = own(viewer)?;
    make_for(renkei, account, account, wish).await
}

/// Makes a token for the account of an e-mail address, from the command line.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account; else as [`make`].
pub async fn make_at(renkei: &Renkei, email: &str, wish: &Wish) -> Result<String> {
    make_for(renkei, &account_at(renkei, email).await?, "", wish).await
}

async fn make_for(renkei: &Renkei, account: &str, actor: &str, wish: &Wish) -> Result<String> {
    let bad = |parameter: &str, found: &str, expected| {
        let (parameter, found) = (parameter.to_owned(), found.to_owned());
        Err(Error::BadParameter(BadParameter { parameter, found, expected }))
    };
    let name: String = wish.name.trim().chars().filter(|c| !c.is_control()).collect();
    if name.is_empty() {
        return bad("name", "", Expected::Given);
    }
    if name.chars().count() > LONGEST_NAME {
        return bad("name", &name, Expected::Shorter(LONGEST_NAME));
    }
    if !SCOPES.contains(&wish.scope.as_str()) {
        return bad("scope", &wish.scope, Expected::OneOf(SCOPES.to_vec()));
    }
    let days = DAYS.iter().find(|days| **days == wish.days).and_then(|days| days.parse::<i64>().ok());
    let Some(days) = days else { return bad("days", &wish.days, Expected::OneOf(DAYS.to_vec())) };
    if of(renkei, account).await?.len() >= MOST {
        return Err(Error::Forbidden);
    }
    let id: String = fresh_token()?.chars().take(ID).collect();
    let secret = fresh_token()?;
    let now = renkei.now().as_second();
    let token = Token {
        id: id.clone(),
        account: account.to_owned(),
        name,
        writes: wish.scope == "write",
        hash: key_of(&secret),
        created: now,
        until: now + days * DAY,
        used: 0,
        ended: false,
    };
    let office = &renkei.office().id;
    store::add_token(renkei.store(), office, &token).await?;
    note(renkei, office, actor, account, "token-made", &wish.scope).await?;
    Ok(format!("{PREFIX}{id}_{secret}"))
}

/// Lists the viewer's tokens that were not ended, the latest first; also those that are too old.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer is not signed in with a part in the office, [`Error::Store`] when the database
/// fails.
pub async fn list(renkei: &Renkei, viewer: &Viewer) -> Result<Vec<Token>> {
    of(renkei, own(viewer)?).await
}

/// Lists the tokens of the account of an e-mail address, for the command line.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account, [`Error::Store`] when the database fails.
pub async fn list_at(renkei: &Renkei, email: &str) -> Result<Vec<Token>> {
    of(renkei, &account_at(renkei, email).await?).await
}

/// Ends one of the viewer's tokens.
///
/// # Errors
/// [`Error::NotFound`] when there is no such token in force; else as [`list`].
pub async fn end(renkei: &Renkei, viewer: &Viewer, id: &str) -> Result<()> {
    let account = own(viewer)?;
    end_of(renkei, account, account, id).await
}

/// Ends a token of the account of an e-mail address, from the command line.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account or token, [`Error::Store`] when the database fails.
pub async fn end_at(renkei: &Renkei, email: &str, id: &str) -> Result<()> {
    end_of(renkei, &account_at(renkei, email).await?, "", id).await
}

async fn end_of(renkei: &Renkei, account: &str, actor: &str, id: &str) -> Result<()> {
    let office = &renkei.office().id;
    if !store::end_token(renkei.store(), office, account, id).await? {
        return Err(Error::NotFound(id.to_owned()));
    }
    note(renkei, office, actor, account, "token-ended", "").await
}

/// Finds the program that brings a token; `None` when the token is no good, or its person may not be served any more.
///
/// # Errors
/// [`Error::Store`] when the database fails.
pub async fn holder(renkei: &Renkei, text: &str) -> Result<Option<Holder>> {
    let Some((id, secret)) = text.strip_prefix(PREFIX).and_then(|rest| rest.split_once('_')) else {
        return Ok(None);
    };
    let (office, now) = (&renkei.office().id, renkei.now().as_second());
    let mut tx = renkei.store().read().await?;
    let found = store::token(&mut tx, office, id).await?;
    // Where there is no such token its comparison takes as long.
    let kept = found.as_ref().map_or("", |token| &token.hash);
    let fits = is_same(&key_of(secret), kept);
    let Some(token) = found.filter(|token| fits && !token.ended && now < token.until) else {
        return Ok(None);
    };
    let account = accounts::account(&mut tx, &token.account).await?.filter(|account| !account.disabled);
    let part = accounts::part(&mut tx, office, &token.account).await?;
    if account.is_none() || part.is_none() {
        return Ok(None);
    }
    let viewer = viewer_of(&mut tx, renkei, &token.account, part).await?;
    drop(tx);
    if now - token.used >= SEEN {
        store::see_token(renkei.store(), office, &token.id, now).await?;
    }
    Ok(Some(Holder { viewer, token: token.id, writes: token.writes }))
}

async fn of(renkei: &Renkei, account: &str) -> Result<Vec<Token>> {
    let mut tx = renkei.store().read().await?;
    Ok(store::tokens_of(&mut tx, &renkei.office().id, account).await?)
}

fn own(viewer: &Viewer) -> Result<&str> {
    viewer.account().filter(|_| viewer.role != Role::Public).ok_or(Error::Forbidden)
}

async fn account_at(renkei: &Renkei, email: &str) -> Result<String> {
    let mut tx = renkei.store().read().await?;
    let found = accounts::account_of(&mut tx, email).await?;
    found.map(|account| account.id).ok_or_else(|| Error::NotFound(email.to_owned()))
}

/// Compares two hashes without telling by the time how much is right.
fn is_same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    (one.len() == other.len()) & (differing == 0)
}
