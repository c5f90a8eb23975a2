//! Who is looking, and what they may see. Every read takes a [`Viewer`]; what is not allowed here is refused.

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
}

impl Viewer {
    /// The person at the machine, until people sign in: a coordinator of the office.
    #[must_use]
    pub fn local(office: OfficeId) -> Self {
        Self { office, role: Role::Coordinator }
    }

    /// Tells whether the viewer may see what has this visibility.
    #[must_use]
    pub fn may_see(&self, visibility: Visibility) -> bool {
        match self.role {
            Role::Administrator | Role::Coordinator | Role::Contributor | Role::Reader => true,
            Role::Member => visibility >= Visibility::Members,
            Role::Partner | Role::Public => visibility >= Visibility::Public,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_is_refused() {
        let office = OfficeId::parse("demo").unwrap();
        let sees = |role| {
            let viewer = Viewer { office: office.clone(), role };
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
