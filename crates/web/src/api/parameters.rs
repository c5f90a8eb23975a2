//! The parameters of an address, read strictly: no unknown names, no blank values, no name twice where one value is
//! meant, no signs that cannot be in a record.

use app::Expected;

use super::faults::Fault;
use crate::readers::{LANG, pairs};

/// The parameters of an address, in its order.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads the part of an address behind `?`.
    pub(super) fn read(query: Option<&str>) -> Result<Self, Fault> {
        let read: Vec<(String, String)> =
            pairs(query.unwrap_or_default()).filter(|(name, _)| name != LANG).collect();
        let has_signs = |text: &str| text.contains(char::is_control);
        for (name, value) in &read {
            if value.trim().is_empty() {
                return Err(Fault::parameter(name, value, Expected::Given));
            }
            if has_signs(name) || has_signs(value) {
                return Err(Fault::form(name, value, "[^\\u0000-\\u001F\\u007F-\\u009F]+"));
            }
        }
        Ok(Self(read))
    }

    /// Takes the parameter of a name out; it may stand there once.
    pub(super) fn take(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let mut found = None;
        for (_, value) in self.0.extract_if(.., |(found, _)| found == name) {
            if found.is_some() {
                return Err(Fault::form(name, &value, "once"));
            }
            found = Some(value);
        }
        Ok(found)
    }

    /// Takes a whole number out, which is in a range and else has a value of its own.
    pub(super) fn number(
        &mut self,
        name: &str,
        (from, to): (i64, i64),
        range: &'static str,
        otherwise: i64,
    ) -> Result<i64, Fault> {
        let Some(text) = self.take(name)? else { return Ok(otherwise) };
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(number) if plain && (from..=to).contains(&number) => Ok(number),
            _ => Err(Fault::form(name, &text, range)),
        }
    }

    /// Refuses what has not been taken out.
    pub(super) fn done(self, names: &[&'static str]) -> Result<(), Fault> {
        match self.0.first() {
            Some((name, value)) => Err(Fault::parameter(name, value, Expected::Name(names.to_vec()))),
            None => Ok(()),
        }
    }

    /// What has not been taken out, where each of these names stands once at most.
    pub(super) fn rest(self, single: &[&str]) -> Result<Vec<(String, String)>, Fault> {
        for name in single {
            if let Some((_, value)) = self.0.iter().filter(|(found, _)| found == name).nth(1) {
                return Err(Fault::form(name, value, "once"));
            }
        }
        Ok(self.0)
    }
}
