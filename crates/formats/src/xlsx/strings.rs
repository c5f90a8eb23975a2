//! The texts that cells of all sheets share.

use std::io::{Read, Seek};

use super::archive::Archive;
use super::markup::{Markup, Name, Step};
use super::reader::Fault;

/// How many bytes of shared texts are kept.
///
/// # Source
/// Ours: two hundred thousand rows with a different sentence each are a quarter of it.
const MOST_BYTES: usize = 128 * 1024 * 1024;

/// The shared texts, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub fn read<R: Read + Seek>(archive: &mut Archive<R>, name: &str) -> Result<Self, Fault> {
        let mut strings = Self::default();
        let Some(part) = archive.part(name)? else { return Ok(strings) };
        let mut markup = Markup::new(name, part);
        let mut said = Said::default();
        loop {
            match markup.step()? {
                Step::Close(Name::SharedString) => {
                    strings.text.push_str(&said.take());
                    strings.ends.push(strings.text.len());
                    if strings.text.len() + strings.ends.len() * 8 > MOST_BYTES {
                        return Err(Fault::TooLarge(name.to_owned()));
                    }
                }
                Step::End => return Ok(strings),
                step => said.hear(&step),
            }
        }
    }

    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }
}

/// Text that is gathered from a rich or plain string; the readings above Japanese words are left out.
#[derive(Debug, Default)]
pub(super) struct Said {
    text: String,
    is_text: bool,
    is_reading: bool,
}

impl Said {
    pub fn hear(&mut self, step: &Step<'_>) {
        match step {
            Step::Open(tag) => self.opens(tag.name()),
            Step::Close(Name::Text) => self.is_text = false,
            Step::Close(Name::Phonetic) => self.is_reading = false,
            Step::Text(text) if self.is_text && !self.is_reading => self.text.push_str(text),
            Step::Sign(sign) if self.is_text && !self.is_reading => self.text.push(*sign),
            _ => {}
        }
    }

    pub fn opens(&mut self, name: Name) {
        match name {
            Name::Text => self.is_text = true,
            Name::Phonetic => self.is_reading = true,
            _ => {}
        }
    }

    /// Gives what was gathered and begins anew.
    pub fn take(&mut self) -> String {
        (self.is_text, self.is_reading) = (false, false);
        unescaped(std::mem::take(&mut self.text))
    }
}

/// Resolves signs that markup cannot hold and that are written as `_x000D_`.
///
/// # Source
/// ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let sign = after.get(..5).and_then(|code| code.strip_suffix('_'));
        let sign = sign.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let sign = sign.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match sign {
            Some(sign) => {
                plain.push(sign);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_signs_are_resolved() {
        for (written, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00_", "_x00_"),
            ("_xZZZZ_", "_xZZZZ_"),
            ("max_x", "max_x"),
            ("水_x000A_道", "水\n道"),
        ] {
            assert_eq!(unescaped(written.to_owned()), plain);
        }
    }
}
