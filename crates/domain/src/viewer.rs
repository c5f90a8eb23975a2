//! Who is looking, and what they may see. Every read takes a [`Viewer`]; what is not allowed here is refused.

use std::collections::BTreeSet;
use std::sync::Arc;

/// The key of an office, the tenant that keeps a record. First part of every key in the database.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OfficeId(String);

impl OfficeId {
    /// Makes an office key from lower case letters, digits and hyphens; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = !text.is_empty()
            && text.len() <= 64
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        plain.then(|| Self(text.to_owned()))
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a person is to an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Looks after people, rights and settings.
    Administrator,
    /// Runs the cooperation: the main user.
    Coordinator,
    /// Writes parts of the record.
    Contributor,
    /// An official of a partner city, who sees what concerns their own place.
    Partner,
    /// A company of the network, with its own profile and the members' area.
    Member,
    /// Reads the whole record of the office.
    Reader,
    /// Anybody.
    Public,
}

/// Who may see a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// The office itself.
    Office,
    /// The office and the members of its network.
    Members,
    /// Anybody.
    Public,
}

/// Who is looking at which office's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The office whose record is looked at.
    pub office: OfficeId,
    /// What the viewer is to that office.
    pub role: Role,
    /// The id of the account under which the viewer is signed in; blank for the public and for the person at the
    /// machine.
    account: String,
    /// The ids of the places, bodies and offerings that are the viewer's own.
    own: Arc<BTreeSet<String>>,
}

impl Viewer {
    /// Somebody with a role in an office, without an account and without anything of their own.
    #[must_use]
    pub fn new(office: OfficeId, role: Role) -> Self {
        Self { office, role, account: String::new(), own: Arc::default() }
    }

    /// The person at the machine, who reads and writes the whole record from the command line.
    #[must_use]
    pub fn local(office: OfficeId) -> Self {
        Self::new(office, Role::Coordinator)
    }

    /// Anybody.
    #[must_use]
    pub fn public(office: OfficeId) -> Self {
        Self::new(office, Role::Public)
    }

    /// The viewer, signed in under an account.
    #[must_use]
    pub fn signed_in(mut self, account: &str) -> Self {
        account.clone_into(&mut self.account);
        self
    }

    /// The viewer, with what is their own.
    #[must_use]
    pub fn owning(mut self, ids: impl IntoIterator<Item = String>) -> Self {
        self.own = Arc::new(ids.into_iter().collect());
        self
    }

    /// The id of the viewer's account; `None` for the public and for the person at the machine.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        Some(self.account.as_str()).filter(|account| !account.is_empty())
    }

    /// The ids of the places, bodies and offerings that are the viewer's own.
    #[must_use]
    pub fn own(&self) -> &BTreeSet<String> {
        &self.own
    }

    /// What the viewer may see of every record.
    #[must_use]
    pub fn general_sight(&self) -> Visibility {
        match self.role {
            Role::Administrator | Role::Coordinator | Role::Contributor | Role::Reader => Visibility::Office,
            Role::Member => Visibility::Members,
            Role::Partner | Role::Public => Visibility::Public,
        }
    }

    /// Tells whether both see the same, so that what was prepared for one can be shown to the other.
    #[must_use]
    pub fn sees_as(&self, other: &Self) -> bool {
        self.office == other.office && self.role == other.role && self.own == other.own
    }

    /// Tells whether the viewer may see what has this visibility, in every record.
    #[must_use]
    pub fn may_see(&self, visibility: Visibility) -> bool {
        visibility >= self.general_sight()
    }
}

impl Role {
    /// Every role, from the most rights to the fewest.
    pub const ALL: &'static [Self] = &[
        Self::Administrator,
        Self::Coordinator,
        Self::Contributor,
        Self::Partner,
        Self::Member,
        Self::Reader,
        Self::Public,
    ];

    /// The word under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Coordinator => "coordinator",
            Self::Contributor => "contributor",
            Self::Partner => "partner",
            Self::Member => "member",
            Self::Reader => "reader",
            Self::Public => "public",
        }
    }

    /// Reads the word under which a role is stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_is_refused() {
        let office = OfficeId::parse("demo").unwrap();
        let sees = |role| {
            let viewer = Viewer::new(office.clone(), role);
            [Visibility::Office, Visibility::Members, Visibility::Public].map(|v| viewer.may_see(v))
        };
        assert_eq!(sees(Role::Coordinator), [true, true, true]);
        assert_eq!(sees(Role::Member), [false, true, true]);
        assert_eq!(sees(Role::Partner), [false, false, true]);
        assert_eq!(sees(Role::Public), [false, false, true]);
    }

    #[test]
    fn office_keys_are_plain() {
        assert!(OfficeId::parse("kitakyushu-2").is_some());
        assert!(OfficeId::parse("Kita").is_none());
        assert!(OfficeId::parse("").is_none());
    }
}
