//! Why something a user asked for was not done.

use domain::Kind;

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such record, or the viewer may not see it.
    #[error("nothing on record under {0}")]
    NotFound(String),
    /// A parameter of the address has a value that it cannot have.
    #[error("{}: found {}", .0.parameter, .0.found)]
    BadParameter(BadParameter),
    /// The viewer's part in the office does not allow it.
    #[error("not allowed")]
    Forbidden,
    /// Something with an account was refused; the person is told why.
    #[error(transparent)]
    Account(#[from] crate::accounts::Refusal),
    /// A backup was not taken or not restored.
    #[error(transparent)]
    Backup(#[from] crate::backups::Refusal),
    /// There is more than one file can hold: the most that it can.
    #[error("more than {0}")]
    TooMany(u64),
    /// A file cannot be read or written.
    #[error("{path}: {reason}")]
    File {
        /// The file, as the user knows it.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The database or the search index did not do what was asked.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A parameter of an address with a value that it cannot have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadParameter {
    /// The name of the parameter.
    pub parameter: String,
    /// The value that was found.
    pub found: String,
    /// What would have been right.
    pub expected: Expected,
}

/// What a parameter could have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of these names of parameters.
    Name(Vec<&'static str>),
    /// One of these values.
    OneOf(Vec<&'static str>),
    /// Some value at all.
    Given,
    /// A calendar year of four digits.
    Year,
    /// The number of a page from 1 to this.
    Page(u64),
    /// At most so many characters.
    Shorter(usize),
    /// The id of a record of this kind.
    Id(&'static Kind),
}
