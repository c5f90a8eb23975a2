//! What can stand in a message: a text, or a count that also chooses singular and plural.

use std::borrow::Cow;

use fluent_bundle::FluentValue;

/// A value for a message.
///
/// Counts are written with grouped thousands and choose between "1 project" and "3 projects". Years and ids are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument<'a> {
    /// A text, put in as it is.
    Text(Cow<'a, str>),
    /// How many there are.
    Count(i64),
}

impl<'a> Argument<'a> {
    pub(crate) fn fluent(&'a self) -> FluentValue<'a> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_ref()),
            Self::Count(count) => FluentValue::from(*count),
        }
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Argument<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

macro_rules! counts {
    ($($integer:ty),+) => {
        $(impl From<$integer> for Argument<'_> {
            fn from(count: $integer) -> Self {
                Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
        })+
    };
}

counts!(u8, u16, u32, u64, usize, i32, i64);
