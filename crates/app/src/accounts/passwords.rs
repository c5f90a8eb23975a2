//! Passwords: stored as Argon2id, and refused when they are among the first that anybody would try.
//!
//! # Source
//! OWASP Password Storage Cheat Sheet (2025): Argon2id with 19 MiB, two passes, one lane. OWASP ASVS 5.0.0, 6.2: at least
//! eight characters, at least 64 allowed, no rules of composition, checked against a list of common passwords.

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use super::Refusal;
use crate::{Error, Result};

/// The shortest password, in characters.
///
/// # Source
/// Ours: two more than ASVS 6.2.1 asks for; docs/decisions/0011-sign-in.md.
pub const SHORTEST_PASSWORD: usize = 10;
/// The longest password, in characters.
pub const LONGEST_PASSWORD: usize = 200;

/// How many passwords are hashed at once; each takes 19 MiB.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// The hash that is compared with when there is no account, so that it takes as long as if there were one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hashed("nobody has this password").unwrap_or_default());

/// Checks that a password is long enough and hard to guess; `known` is what a guesser knows of the person.
pub(super) fn check(password: &str, known: &[&str]) -> Result<()> {
    let length = password.chars().count();
    if !(SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&length) {
        return Err(Refusal::Length.into());
    }
    let known: Vec<&str> = known
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|part| part.chars().count() > 2)
        .chain(["renkei", "連携"])
        .collect();
    // Longer patterns do not make a password stronger, and the estimate takes long for them.
    let start: String = password.chars().take(64).collect();
    if zxcvbn::zxcvbn(&start, &known).score() < zxcvbn::Score::Three {
        return Err(Refusal::Weak.into());
    }
    Ok(())
}

/// Hashes a password.
pub(super) async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    slowly(move || hashed(&password)).await?
}

/// Tells whether a password has this hash. A blank hash fits none, and takes as long.
pub(super) async fn verify(password: &str, hash: &str) -> Result<bool> {
    let (password, hash) = (password.to_owned(), hash.to_owned());
    slowly(move || {
        let against = if hash.is_empty() { NOBODY.as_str() } else { &hash };
        let fits = Argon2::default().verify_password(password.as_bytes(), against).is_ok();
        fits && !hash.is_empty()
    })
    .await
}

async fn slowly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(|error| failed(&error))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))
}

fn hashed(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| failed(&error))?;
    Ok(hash.to_string())
}

fn failed(error: &impl std::fmt::Display) -> Error {
    Error::Store(store::Error::Backend(format!("a password could not be hashed: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_personal_passwords_are_refused() {
        let known = ["keo.chanthou@ppwsa.com.kh", "Keo Chanthou"];
        for (password, refusal) in [
            ("", Some(Refusal::Length)),
            ("kx7#pQ!2z", Some(Refusal::Length)),
            ("password123", Some(Refusal::Weak)),
            ("qwertyuiop", Some(Refusal::Weak)),
            ("aaaaaaaaaaaa", Some(Refusal::Weak)),
            ("chanthoukeo", Some(Refusal::Weak)),
            ("renkei2026", Some(Refusal::Weak)),
            ("blocks flow telemeter", None),
            ("水道の漏水を減らす十年計画", None),
        ] {
            let found = match check(password, &known) {
                Err(Error::Account(refusal)) => Some(refusal),
                other => other.map(|()| None).unwrap(),
            };
            assert_eq!(found, refusal, "{password}");
        }
        assert!(check(&"ab 1".repeat(51), &[]).is_err(), "too long");
    }

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_only() {
        let stored = hash("blocks flow telemeter").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        for (password, hash, fits) in [
            ("blocks flow telemeter", stored.as_str(), true),
            ("blocks flow telemetex", &stored, false),
            ("", &stored, false),
            ("", "", false),
            ("nobody has this password", "", false),
            ("x", "damaged", false),
        ] {
            assert_eq!(verify(password, hash).await.unwrap(), fits, "{password}");
        }
    }
}
