//! Secrets that a browser or a letter carries. Only their hashes are stored, so that who reads the database cannot sign
//! in with what stands there. A plain hash is enough: a token has 256 random bits and cannot be guessed.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::{Error, Result};

/// Makes a token of 256 random bits, in hexadecimal.
///
/// # Errors
/// [`Error::Store`] when the system has no randomness.
pub fn fresh_token() -> Result<String> {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// Makes a random id with a prefix.
pub(super) fn id(prefix: &str) -> Result<String> {
    let mut bytes = [0_u8; 12];
    fill(&mut bytes)?;
    Ok(format!("{prefix}-{}", hex(&bytes)))
}

/// The hash under which a token, or anything that is not to be kept as it is, is stored.
#[must_use]
pub fn key_of(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Tells whether a text has the form of a token.
pub(super) fn is_token(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes)
        .map_err(|error| Error::Store(store::Error::Backend(format!("no randomness: {error}"))))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_are_known_by_their_hash() {
        let (one, other) = (fresh_token().unwrap(), fresh_token().unwrap());
        assert!(is_token(&one) && one != other && key_of(&one) != one);
        assert_eq!(key_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(!is_token("abc") && !is_token(&"g".repeat(64)));
    }
}
