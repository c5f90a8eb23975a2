//! People who sign in: by password, for a session; invited, let in anew, given and denied a part in the office.
//!
//! What somebody may do stands in the rule book ([`domain::rights`]); here it is found out who they are. Nothing here
//! tells a stranger whether an e-mail address has an account.

mod doors;
mod passwords;
mod people;
mod personas;
mod refusals;
mod signing;
mod subjects;
mod tokens;
mod viewers;

use domain::{OfficeId, Viewer};
use store::accounts::Event;

pub use doors::{
    Door, Newcomer, enter, first_door, forgotten, look_at, reset_door, reset_door_of, someone_forgot,
};
pub use passwords::{LONGEST_PASSWORD, SHORTEST_PASSWORD};
pub use people::{Invitation, Person, give, invite, people, recent, take};
pub use personas::{PERSONAS, persona, sign_in_as};
pub use refusals::Refusal;
pub use signing::{
    Attempt, change_password, end_other_sessions, end_session, sessions, set_profile, sign_in,
};
pub use signing::{change_account, new_account};
pub use store::accounts::{Account, Part, Session};
pub use subjects::{Subjects, subjects};
pub use tokens::{fresh_token, key_of};
pub(crate) use viewers::{Cache, viewer_of};
pub use viewers::{Limits, SignedIn, signed_in};

use crate::{Error, Renkei, Result};

/// The longest e-mail address, in characters.
///
/// # Source
/// RFC 5321, section 4.5.3.1.3: a path has at most 256 octets, with its brackets.
pub const LONGEST_EMAIL: usize = 254;
/// The longest name of a person, in characters.
pub const LONGEST_NAME: usize = 200;

/// What happened, for the audit of an office.
pub(crate) async fn note(
    renkei: &Renkei,
    office: &OfficeId,
    actor: &str,
    account: &str,
    what: &str,
    detail: &str,
) -> Result<()> {
    let event = Event {
        id: tokens::id("evt")?,
        at: renkei.now().as_second(),
        account: account.to_owned(),
        actor: actor.to_owned(),
        what: what.to_owned(),
        detail: detail.to_owned(),
    };
    Ok(store::accounts::add_event(renkei.store(), office, &event).await?)
}

/// The account of a viewer who is signed in.
async fn own(renkei: &Renkei, viewer: &Viewer) -> Result<Account> {
    let id = viewer.account().ok_or(Error::Forbidden)?;
    let mut tx = renkei.store().read().await?;
    store::accounts::account(&mut tx, id).await?.ok_or(Error::Forbidden)
}

/// Checks the form of an e-mail address: something, an at sign, something with a dot; no spaces.
fn check_email(email: &str) -> Result<&str> {
    let email = email.trim();
    let is_good = email.chars().count() <= LONGEST_EMAIL
        && !email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;:\"\\".contains(c))
        && email.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.split('.').all(|part| !part.is_empty())
                && host.contains('.')
        });
    if is_good { Ok(email) } else { Err(Refusal::Email.into()) }
}

/// Checks the name of a person: there, and not too long.
fn check_name(name: &str) -> Result<&str> {
    let name = name.trim();
    let is_good =
        !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    if is_good { Ok(name) } else { Err(Refusal::Name.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_name_and_a_host() {
        for good in ["keo@example.org", " a.b+c@city.kitakyushu.lg.jp ", "用户@例え.jp"] {
            assert!(check_email(good).is_ok(), "{good}");
        }
        let long = format!("{}@example.org", "a".repeat(LONGEST_EMAIL));
        for bad in [
            "",
            "keo",
            "@example.org",
            "keo@",
            "keo@host",
            "a b@example.org",
            "a@b@example.org",
            "a@.org",
            "<a@example.org>",
            &long,
        ] {
            assert!(check_email(bad).is_err(), "{bad}");
        }
    }
}
