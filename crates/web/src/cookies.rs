//! Cookies: reading them, and setting those that only this server may read.

use axum::http::{HeaderMap, HeaderValue, header};

/// The cookie with the token of the session.
const SESSION: &str = "session";

/// How cookies are set: whether browsers reach the server through TLS, which ends in front of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cookies {
    pub(crate) is_secure: bool,
}

/// Finds the value of a cookie; the first of several.
pub(crate) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|one| one.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

impl Cookies {
    /// The name under which a cookie is set: behind TLS one that no other host and no plain connection can set.
    pub(crate) fn name(self, name: &str) -> String {
        if self.is_secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// The value of a cookie that this server set.
    pub(crate) fn value(self, headers: &HeaderMap, name: &str) -> Option<String> {
        value(headers, &self.name(name))
    }

    /// The header that sets a cookie for so many seconds.
    pub(crate) fn set(self, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let text =
            format!("{}={value}; Path=/; SameSite=Lax; HttpOnly{secure}; Max-Age={seconds}", self.name(name));
        HeaderValue::from_str(&text).ok()
    }

    /// The token of the session that the browser brings.
    pub(crate) fn session(self, headers: &HeaderMap) -> Option<String> {
        self.value(headers, SESSION)
    }

    /// The header that gives the browser a session.
    pub(crate) fn set_session(self, token: &str, seconds: i64) -> Option<HeaderValue> {
        self.set(SESSION, token, seconds)
    }

    /// The cookie of a session as a browser sends it.
    pub(crate) fn sent_session(self, token: &str) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}={token}", self.name(SESSION))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_for_this_server_alone() {
        let plain = Cookies { is_secure: false }.set_session("abc", 60).unwrap();
        assert_eq!(plain, "session=abc; Path=/; SameSite=Lax; HttpOnly; Max-Age=60");
        let secure = Cookies { is_secure: true }.set("form", "abc", 1).unwrap();
        assert_eq!(secure, "__Host-form=abc; Path=/; SameSite=Lax; HttpOnly; Secure; Max-Age=1");
        assert_eq!(Cookies::default().set("form", "a\nb", 1), None);
    }

    #[test]
    fn a_cookie_is_found_in_any_of_the_headers() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; session=x"));
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-session=y"));
        assert_eq!(Cookies { is_secure: false }.session(&headers).as_deref(), Some("x"));
        assert_eq!(Cookies { is_secure: true }.session(&headers).as_deref(), Some("y"));
        assert_eq!(value(&headers, "b"), None);
    }
}
