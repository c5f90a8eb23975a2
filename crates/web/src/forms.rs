//! Forms that write: only those that a page of this server gave to this browser are taken.
//!
//! Three things must hold. The browser must say that the form comes from this site, where it says anything: by
//! `Sec-Fetch-Site`, else by `Origin`. The form must bring a token, and the token must belong to the browser's cookie,
//! which no other site can read or set. The token is a hash of the cookie, so that every node knows it and it outlives a
//! session and a restart of the server: what was typed for an hour can still be sent.

use app::accounts::{fresh_token, key_of};
use axum::http::{HeaderMap, HeaderValue, Uri, header};

use crate::cookies::Cookies;
use crate::errors::Error;

/// The name of the cookie.
const COOKIE: &str = "form";
/// How long the cookie lasts, in seconds.
const YEAR: i64 = 31_536_000;
/// The name of the hidden field that brings the token.
pub(crate) const TOKEN: &str = "token";

/// What makes and checks tokens.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    pub(crate) cookies: Cookies,
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
        if let Some(nonce) = self.nonce(headers) {
            return Token { text: sign(&nonce), cookie: None };
        }
        // Without randomness there is no nonce, and the form will be refused.
        let nonce = fresh_token().unwrap_or_default();
        Token { text: sign(&nonce), cookie: self.cookies.set(COOKIE, &nonce, YEAR) }
    }

    /// Checks where a form comes from.
    ///
    /// # Errors
    /// [`Error::Stale`] when another site sent it, or when the token is not this browser's.
    pub(crate) fn check(&self, headers: &HeaderMap, token: &str) -> Result<(), Error> {
        let belongs = self.nonce(headers).is_some_and(|nonce| is_same(&sign(&nonce), token));
        if belongs && is_own(headers) { Ok(()) } else { Err(Error::Stale) }
    }

    /// Gives a browser that is signed in the cookie, if it has none: every page has the form that signs out. The request
    /// is changed as if the browser had sent it; what comes back is to be set.
    pub(crate) fn lend(&self, headers: &mut HeaderMap) -> Option<HeaderValue> {
        if self.cookies.session(headers).is_none() || self.nonce(headers).is_some() {
            return None;
        }
        let nonce = fresh_token().ok()?;
        let sent = HeaderValue::from_str(&format!("{}={nonce}", self.cookies.name(COOKIE))).ok()?;
        headers.append(header::COOKIE, sent);
        self.cookies.set(COOKIE, &nonce, YEAR)
    }

    fn nonce(&self, headers: &HeaderMap) -> Option<String> {
        let is_ours =
            |nonce: &String| nonce.len() == 64 && nonce.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.cookies.value(headers, COOKIE).filter(is_ours)
    }
}

fn sign(nonce: &str) -> String {
    key_of(&format!("{COOKIE}\n{nonce}"))
}

/// Compares without telling by the time how much is right.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
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
        let foreign = format!("form={}", "0123456789abcdef".repeat(4));
        let good = first.text.as_str();
        for (given, token, is_taken) in [
            (vec![("cookie", cookie)], good, true),
            (vec![("cookie", cookie), ("sec-fetch-site", "same-origin")], good, true),
            (vec![("cookie", cookie), ("origin", "http://here:8080"), ("host", "here:8080")], good, true),
            (vec![("cookie", cookie)], "", false),
            (vec![("cookie", cookie)], "00", false),
            (vec![], good, false),
            (vec![("cookie", foreign.as_str())], good, false),
            (vec![("cookie", "form=<script>")], good, false),
            (vec![("cookie", cookie), ("sec-fetch-site", "cross-site")], good, false),
            (vec![("cookie", cookie), ("sec-fetch-site", "same-site")], good, false),
            (vec![("cookie", cookie), ("origin", "http://evil.example"), ("host", "here")], good, false),
            (vec![("cookie", cookie), ("origin", "null"), ("host", "here")], good, false),
        ] {
            assert_eq!(forms.check(&headers(&given), token).is_ok(), is_taken, "{given:?} {token}");
        }
        let restarted = Forms::default();
        assert!(restarted.check(&headers(&[("cookie", cookie)]), good).is_ok(), "what was typed can be sent");
    }
}
