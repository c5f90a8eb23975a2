//! What goes wrong at the command line: a sort that decides the exit code, what happened, and what to do about it.

use std::process::ExitCode;

use language::Words;

/// A failure with its hints.
#[derive(Debug)]
pub(crate) struct Failure {
    sort: Sort,
    /// A message key with arguments, or a text of the system.
    what: What,
    /// A message key of what to do.
    hint: Option<&'static str>,
}

#[derive(Debug, Clone, Copy)]
enum Sort {
    Input = 1,
    Usage = 2,
    NotFound = 3,
    Unusable = 4,
    Internal = 5,
}

#[derive(Debug)]
enum What {
    Said { key: &'static str, name: &'static str, value: String },
    System(String),
}

impl Failure {
    pub(crate) fn internal(error: impl std::fmt::Display) -> Self {
        Self { sort: Sort::Internal, what: What::System(error.to_string()), hint: None }
    }

    /// The input is at fault.
    pub(crate) fn input(key: &'static str, name: &'static str, value: impl Into<String>) -> Self {
        Self { sort: Sort::Input, what: What::Said { key, name, value: value.into() }, hint: None }
    }

    /// The command was used in a way that it cannot be.
    pub(crate) fn usage(key: &'static str, name: &'static str, value: impl Into<String>) -> Self {
        Self { sort: Sort::Usage, what: What::Said { key, name, value: value.into() }, hint: None }
    }

    /// Nothing is on record under this name.
    pub(crate) fn not_found(name: impl Into<String>) -> Self {
        let what = What::Said { key: "cli-not-found", name: "name", value: name.into() };
        Self { sort: Sort::NotFound, what, hint: Some("cli-hint-not-found") }
    }

    /// A file or the database cannot be used.
    pub(crate) fn unusable(error: impl std::fmt::Display) -> Self {
        Self { sort: Sort::Unusable, what: What::System(error.to_string()), hint: None }
    }

    /// Adds what to do.
    pub(crate) fn hinted(mut self, key: &'static str) -> Self {
        self.hint = Some(key);
        self
    }

    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(match self.sort {
            Sort::Input => 1,
            Sort::Usage => 2,
            Sort::NotFound => 3,
            Sort::Unusable => 4,
            Sort::Internal => 5,
        })
    }

    pub(crate) fn print(&self, words: Words) {
        let what = match &self.what {
            What::Said { key, name, value } => words.with(key, &[(name, value.as_str().into())]),
            What::System(text) => text.clone(),
        };
        eprintln!("{}", words.with("cli-failed", &[("what", what.into())]));
        if let Some(hint) = self.hint {
            eprintln!("{}", words.with("cli-hint", &[("hint", words.get(hint).into())]));
        }
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound(name) => Self::not_found(name),
            app::Error::BadParameter(bad) => {
                let said = match bad.expected {
                    app::Expected::Id(_) => Self::not_found(bad.found),
                    _ => {
                        Self::usage("cli-bad-argument", "what", format!("{} = {}", bad.parameter, bad.found))
                    }
                };
                Self { sort: Sort::Usage, ..said }
            }
            app::Error::File { .. } | app::Error::Forbidden | app::Error::TooMany(_) => Self::unusable(error),
            app::Error::Backup(refusal) => refusal.into(),
            app::Error::Account(refusal) => Self::input(refusal.key(), "what", ""),
            app::Error::Store(error) => error.into(),
        }
    }
}

impl From<app::backups::Refusal> for Failure {
    fn from(refusal: app::backups::Refusal) -> Self {
        use app::backups::Refusal;
        let (sort, key, value, hint) = match refusal {
            Refusal::Foreign(file) => (Sort::Input, "running-refused-foreign", file, None),
            Refusal::Damaged(part) => {
                (Sort::Input, "running-refused-damaged", part, Some("running-hint-damaged"))
            }
            Refusal::Strange(part) => (Sort::Input, "running-refused-strange", part, None),
            Refusal::Newer(by) => (Sort::Unusable, "running-refused-newer", by, Some("cli-hint-newer")),
            Refusal::Full(folder) => {
                (Sort::Unusable, "running-refused-full", folder, Some("running-hint-full"))
            }
            Refusal::Held(folder) => {
                (Sort::Unusable, "running-refused-held", folder, Some("running-hint-held"))
            }
            Refusal::There(file) => (Sort::Unusable, "running-refused-there", file, None),
        };
        Self { sort, what: What::Said { key, name: "what", value }, hint }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let hint = match &error {
            store::Error::Older { .. } => Some("cli-hint-migrate"),
            store::Error::Newer { .. } => Some("cli-hint-newer"),
            store::Error::DiskFull => Some("cli-hint-disk"),
            store::Error::Busy => Some("cli-hint-busy"),
            store::Error::Corrupt { .. } => Some("cli-hint-corrupt"),
            _ => None,
        };
        Self { hint, ..Self::unusable(error) }
    }
}
