//! Forms that write: only those that a page of this server gave to this browser are taken.
//!
//! Three things must hold. The browser must say that the form comes from this site, where it says anything: by
//! `Sec-Fetch-Site`, else by `Origin`. The form must bring a token, and the token must belong to the browser's cookie,
//! which no other site can read or set. Tokens are good as long as the server runs.

use std::hash::{BuildHasher, RandomState};

use axum::http::{HeaderMap, HeaderValue, Uri, header};

use crate::errors::Error;

/// The name of the cookie, and of the hidden field that brings the token.
const COOKIE: &str = "form";
/// The name of the hidden field.
pub(crate) const TOKEN: &str = "token";

/// What makes and checks tokens.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// The server's secret: two keyed hashes, new at each start.
    keys: [RandomState; 2],
}

/// A token with the cookie to which it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    /// The cookie, when the browser has none yet.
    pub(crate) cookie: Option<HeaderValue>,
}

impl Forms {
    /// The token for the forms of a page.
    pub(crate) fn token(&self, headers: &HeaderMap) -> Token {
        if let Some(nonce) = nonce(headers) {
            return Token { text: self.sign(&nonce), cookie: None };
        }
        let nonce = hex([RandomState::new(), RandomState::new()].map(|fresh| fresh.hash_one(COOKIE)));
        let cookie = format!("{COOKIE}={nonce}; Path=/; SameSite=Strict; HttpOnly");
        Token { text: self.sign(&nonce), cookie: HeaderValue::from_str(&cookie).ok() }
    }

    /// Checks where a form comes from.
    ///
    /// # Errors
    /// [`Error::Stale`] when another site sent it, or when the token is not this browser's.
    pub(crate) fn check(&self, headers: &HeaderMap, token: &str) -> Result<(), Error> {
        let belongs = nonce(headers).is_some_and(|nonce| is_same(&self.sign(&nonce), token));
        if belongs && is_own(headers) { Ok(()) } else { Err(Error::Stale) }
    }

    fn sign(&self, nonce: &str) -> String {
        hex(self.keys.each_ref().map(|key| key.hash_one(nonce)))
    }
}

fn hex(words: [u64; 2]) -> String {
    words.iter().map(|word| format!("{word:016x}")).collect()
}

/// Compares without telling by the time how much is right.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn nonce(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|one| one.trim().split_once('='));
    let (_, nonce) = pairs.find(|(name, _)| *name == COOKIE)?;
    let is_ours = nonce.len() == 32 && nonce.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_ours.then(|| nonce.to_owned())
}

/// Tells whether the browser says that the form comes from this site, or says nothing.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text("origin") else { return true };
    let origin: Option<Uri> = origin.parse().ok();
    let authority = origin.as_ref().and_then(Uri::authority).map(ToString::to_string);
    authority.is_some() && authority.as_deref() == text("host")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_forms_of_this_site_in_this_browser_are_taken() {
        let forms = Forms::default();
        let first = forms.token(&HeaderMap::new());
        let cookie = first.cookie.unwrap();
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
        let again = forms.token(&headers(&[("cookie", cookie)]));
        assert_eq!((again.text.as_str(), again.cookie), (first.text.as_str(), None));
        let foreign = "form=00112233445566778899aabbccddeeff";
        let good = first.text.as_str();
        for (given, token, is_taken) in [
            (vec![("cookie", cookie)], good, true),
            (vec![("cookie", cookie), ("sec-fetch-site", "same-origin")], good, true),
            (vec![("cookie", cookie), ("origin", "http://here:8080"), ("host", "here:8080")], good, true),
            (vec![("cookie", cookie)], "", false),
            (vec![("cookie", cookie)], "00", false),
            (vec![], good, false),
            (vec![("cookie", foreign)], good, false),
            (vec![("cookie", "form=<script>")], good, false),
            (vec![("cookie", cookie), ("sec-fetch-site", "cross-site")], good, false),
            (vec![("cookie", cookie), ("sec-fetch-site", "same-site")], good, false),
            (vec![("cookie", cookie), ("origin", "http://evil.example"), ("host", "here")], good, false),
            (vec![("cookie", cookie), ("origin", "null"), ("host", "here")], good, false),
        ] {
            assert_eq!(forms.check(&headers(&given), token).is_ok(), is_taken, "{given:?} {token}");
        }
        let restarted = Forms::default();
        assert!(restarted.check(&headers(&[("cookie", cookie)]), good).is_err());
    }
}
