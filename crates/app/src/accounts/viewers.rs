//! Who is looking: the person behind the token that a browser brings, with their part and what is their own.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::{Role, Viewer, kind};
use store::Tx;
use store::accounts::{self, Part};

use super::key_of;
use super::tokens::is_token;
use crate::{Renkei, Result};

/// How long a session may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without a request, in seconds.
    pub idle: i64,
    /// From signing in, in seconds.
    pub absolute: i64,
}

impl Default for Limits {
    /// Twelve hours without a request, thirty days in all.
    ///
    /// # Source
    /// Ours: docs/decisions/0011-sign-in.md.
    fn default() -> Self {
        Self { idle: 12 * 3_600, absolute: 30 * 86_400 }
    }
}

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// What they may do.
    pub viewer: Viewer,
    /// How they are called.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The BCP 47 tag of their language.
    pub language: String,
    /// The key of the session.
    pub session: String,
}

/// How long it is remembered who is behind a token, in seconds; what another node changes is seen after that.
const REMEMBERED: i64 = 10;
/// How many sessions are remembered at once.
const MOST: usize = 10_000;
/// How precisely it is noted when a browser was last seen, in seconds.
const SEEN: i64 = 60;
/// How many records of a kind are somebody's own at most.
const MOST_OWN: u32 = 10_000;

/// Who is behind the tokens that were brought lately.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// By the hash of the token.
    kept: RwLock<HashMap<String, Kept>>,
}

#[derive(Debug)]
struct Kept {
    /// When it was looked up.
    at: i64,
    /// When the session ends at the latest.
    end: i64,
    who: Arc<SignedIn>,
}

impl Cache {
    fn get(&self, key: &str, now: i64) -> Option<Arc<SignedIn>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |kept: &&Kept| (0..REMEMBERED).contains(&(now - kept.at)) && now < kept.end;
        kept.get(key).filter(is_fresh).map(|kept| Arc::clone(&kept.who))
    }

    fn put(&self, key: String, now: i64, end: i64, who: &Arc<SignedIn>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, Kept { at: now, end, who: Arc::clone(who) });
    }

    /// Forgets everybody, because something about an account, a part or a session has changed.
    pub(crate) fn forget(&self) {
        self.kept.write().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Finds out who is behind a token; `None` when nobody is: the session was ended, has become too old, or never was.
///
/// # Errors
/// [`crate::Error::Store`] when the database fails.
pub async fn signed_in(renkei: &Renkei, limits: Limits, token: &str) -> Result<Option<Arc<SignedIn>>> {
    if !is_token(token) {
        return Ok(None);
    }
    let (key, now) = (key_of(token), renkei.now().as_second());
    if let Some(known) = renkei.signed_in().get(&key, now) {
        return Ok(Some(known));
    }
    let mut tx = renkei.store().read().await?;
    let Some(session) = accounts::session(&mut tx, &key).await? else { return Ok(None) };
    let is_over = session.revoked
        || session.office != renkei.office().id
        || now - session.created >= limits.absolute
        || now - session.seen >= limits.idle;
    if is_over {
        return Ok(None);
    }
    let account = accounts::account(&mut tx, &session.account).await?.filter(|account| !account.disabled);
    let Some(account) = account else { return Ok(None) };
    let part = accounts::part(&mut tx, &session.office, &account.id).await?;
    let viewer = viewer_of(&mut tx, renkei, &account.id, part).await?;
    drop(tx);
    if now - session.seen >= SEEN {
        accounts::see_session(renkei.store(), &key, now).await?;
    }
    let (name, email, language) = (account.name, account.email, account.language);
    let found = Arc::new(SignedIn { viewer, name, email, language, session: key.clone() });
    renkei.signed_in().put(key, now, session.created + limits.absolute, &found);
    Ok(Some(found))
}

/// The viewer that an account is in this office. Who has no part in it sees what anybody sees.
pub(crate) async fn viewer_of(
    tx: &mut Tx,
    renkei: &Renkei,
    account: &str,
    part: Option<Part>,
) -> Result<Viewer> {
    let office = renkei.office().id.clone();
    let Some(part) = part else { return Ok(Viewer::public(office).signed_in(account)) };
    let viewer = Viewer::new(office, part.role).signed_in(account);
    Ok(match part.role {
        Role::Partner | Role::Member => {
            let own = own(tx, renkei, &part).await?;
            viewer.owning(own)
        }
        _ => viewer,
    })
}

/// What is somebody's own: a partner's place with what lies in it, the bodies and the projects there; a member's company
/// with its offerings.
async fn own(tx: &mut Tx, renkei: &Renkei, part: &Part) -> Result<Vec<String>> {
    let office = Viewer::local(renkei.office().id.clone());
    let (mut own, fields): (Vec<String>, &[(&str, &str)]) = match part.role {
        Role::Partner => (
            store::within(tx, &office, &part.subject).await?,
            &[("organisations", "place"), ("projects", "partner_place")],
        ),
        _ => (vec![part.subject.clone()], &[("offerings", "provider")]),
    };
    let subjects = own.clone();
    for (plural, field) in fields {
        let Some(kind) = kind(plural) else { continue };
        let found = store::referring(tx, &office, kind, field, &subjects, MOST_OWN).await?;
        own.extend(found.iter().map(|record| record.id().to_owned()));
    }
    Ok(own)
}
