//! The people of the demonstration, as whom anybody may sign in there with one click.

use domain::Role;
use store::accounts::{self, Part};

use super::{Account, signing};
use crate::{Error, Renkei, Result};

/// Role and, where the role needs one, the place or organisation of each person of the demonstration.
pub const PERSONAS: &[(Role, &str)] = &[
    (Role::Coordinator, ""),
    (Role::Partner, "phnom-penh"),
    (Role::Member, "org-nishihara"),
    (Role::Administrator, ""),
    (Role::Contributor, ""),
    (Role::Reader, ""),
];

/// Signs in as a person of the demonstration and gives the token of the session.
///
/// # Errors
/// [`Error::NotFound`] when this is not the demonstration or it has nobody of this role, [`Error::Store`] when the
/// database fails.
pub async fn sign_in_as(renkei: &Renkei, role: Role, agent: &str, before: Option<&str>) -> Result<String> {
    let account = persona(renkei, role).await?;
    signing::begin(renkei, &account, agent, before).await
}

/// The account of a person of the demonstration; it is made when it is not there.
///
/// # Errors
/// As [`sign_in_as`].
pub async fn persona(renkei: &Renkei, role: Role) -> Result<Account> {
    let missing = || Error::NotFound(role.as_str().to_owned());
    let (_, subject) = PERSONAS.iter().find(|(one, _)| *one == role).ok_or_else(missing)?;
    if !renkei.office().demo {
        return Err(missing());
    }
    let account = Account {
        id: format!("acc-demo-{}", role.as_str()),
        email: format!("{}@demo.invalid", role.as_str()),
        name: String::new(),
        language: String::new(),
        password: String::new(),
        disabled: false,
        created: renkei.now().as_second(),
    };
    if accounts::add_account(renkei.store(), &account).await? {
        let part = Part {
            account: account.id.clone(),
            role,
            subject: (*subject).to_owned(),
            given: account.created,
        };
        accounts::set_part(renkei.store(), &renkei.office().id, &part).await?;
    }
    Ok(account)
}
