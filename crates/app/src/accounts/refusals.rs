//! What a person at the sign-in, an invitation or the list of people is told instead of being served.

/// Why something with an account was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The e-mail address and the password do not belong together, whichever of them is wrong.
    #[error("e-mail address or password is wrong")]
    Wrong,
    /// Too many attempts: wait this many seconds.
    #[error("too many attempts: wait {0} s")]
    Wait(i64),
    /// The password is too short, or too long.
    #[error("a password has 10 to 200 characters")]
    Length,
    /// The password is among those that are guessed first, or follows a pattern.
    #[error("the password is too easy to guess")]
    Weak,
    /// The text is not an e-mail address.
    #[error("not an e-mail address")]
    Email,
    /// The name is blank or too long.
    #[error("a name is missing or too long")]
    Name,
    /// The link was used, has been replaced, is too old or never was.
    #[error("this link is good no more")]
    Link,
    /// A partner needs a place, a member an organisation, that is on record.
    #[error("the place or organisation is not on record")]
    Subject,
    /// The office would be left without an administrator.
    #[error("an office needs an administrator")]
    LastAdministrator,
    /// The person has a part in another office too, so that this one may not let them in anew.
    #[error("the person has a part in another office too")]
    Elsewhere,
    /// The address has an account already.
    #[error("the e-mail address has an account")]
    Taken,
}

impl Refusal {
    /// The key of the message that tells it; [`Self::Wait`] has the argument `seconds`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Wrong => "account-refused-wrong",
            Self::Wait(_) => "account-refused-wait",
            Self::Length => "account-refused-length",
            Self::Weak => "account-refused-weak",
            Self::Email => "account-refused-email",
            Self::Name => "account-refused-name",
            Self::Link => "account-refused-link",
            Self::Subject => "account-refused-subject",
            Self::LastAdministrator => "account-refused-last",
            Self::Elsewhere => "account-refused-elsewhere",
            Self::Taken => "account-refused-taken",
        }
    }
}
