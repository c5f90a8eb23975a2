//! A proxy in front of the server: whom it speaks for, whether browsers came to it through TLS, and the path under which
//! it shows the pages.
//!
//! What a request says about its way is believed only when it comes from an address that the server was told to trust;
//! else it is taken off the request, so that nothing further in can be misled. Pages are written as if the server stood
//! at the root of its host; one layer puts the base path before their addresses.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, OptionalFromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ipnet::IpNet;

use crate::errors::Error;
use crate::{Settings, Site};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The headers by which proxies tell the way of a request.
const WAYS: [HeaderName; 5] = [
    FORWARDED_FOR,
    FORWARDED_PROTO,
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-real-ip"),
    header::FORWARDED,
];

/// The attributes of pages that hold addresses, up to the first character of an address of this server.
const ATTRIBUTES: [&str; 4] = ["href=\"/", "src=\"/", "action=\"/", "data-part=\"/"];

/// Addresses from which a proxy may speak for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(IpNet);

impl FromStr for Network {
    type Err = String;

    /// Reads one address, or a network such as `10.0.0.0/8` or `fd00::/8`.
    fn from_str(text: &str) -> Result<Self, String> {
        let one = |address: IpAddr| Self(IpNet::from(address));
        let net = text.parse().map(Self).or_else(|_| text.parse().map(one));
        net.map_err(|_| format!("{text} is neither an address nor a network such as 10.0.0.0/8"))
    }
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

/// The path under which a proxy shows the pages: nothing for the root, else `/renkei` or `/a/b`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BasePath(String);

impl FromStr for BasePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let path = text.trim_end_matches('/');
        let is_plain = |step: &str| {
            let mut letters = step.bytes();
            !step.is_empty() && letters.all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        match path.strip_prefix('/') {
            None if path.is_empty() => Ok(Self::default()),
            Some(rest) if rest.split('/').all(is_plain) => Ok(Self(path.to_owned())),
            _ => Err(format!("{text} is no path; expected /renkei, of letters, digits, - and _")),
        }
    }
}

impl BasePath {
    /// The path: blank for the root, else with a slash before and none behind.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes the base path off an address; an address without it stays, as some proxies take it off themselves.
    fn strip(&self, address: &Uri) -> Option<Uri> {
        let whole = address.path_and_query()?.as_str();
        let rest = whole.strip_prefix(self.as_str()).filter(|_| !self.0.is_empty())?;
        match rest.bytes().next() {
            None => Some(Uri::from_static("/")),
            Some(b'?') => format!("/{rest}").parse().ok(),
            Some(b'/') => rest.parse().ok(),
            Some(_) => None,
        }
    }

    /// Puts the base path before every address of this server in a page or picture.
    fn rebase(&self, text: &str) -> String {
        let mut page = String::with_capacity(text.len() + text.len() / 16);
        let mut rest = text;
        while let Some(at) = rest.find("=\"/") {
            let end = at + "=\"/".len();
            let (before, behind) = rest.split_at(end);
            page.push_str(before.strip_suffix('/').unwrap_or(before));
            if ATTRIBUTES.iter().any(|attribute| before.ends_with(attribute)) && !behind.starts_with('/') {
                page.push_str(&self.0);
            }
            page.push('/');
            rest = behind;
        }
        page.push_str(rest);
        page
    }
}

/// Who asks, as far as it can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The address of the person's machine, or of the last proxy that is not trusted.
    pub address: IpAddr,
    /// Whether the request names no proxy on its way.
    pub is_direct: bool,
    /// Whether a trusted proxy says that the browser came through TLS.
    pub is_secure: bool,
}

impl<S: Sync> OptionalFromRequestParts<S> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().copied())
    }
}

impl Client {
    fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Self {
        let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.holds(address));
        let is_direct = !WAYS.iter().any(|name| headers.contains_key(name));
        let mut client = Self { address: peer.to_canonical(), is_direct, is_secure: false };
        if !is_trusted(peer) {
            return client;
        }
        // Each proxy adds whom it heard at the end: from there back to the first that is not ours.
        let lists: Vec<&str> = texts(headers, &FORWARDED_FOR).collect();
        for text in lists.iter().rev().flat_map(|list| list.rsplit(',')) {
            let Ok(address) = text.trim().parse::<IpAddr>() else { break };
            client.address = address.to_canonical();
            if !is_trusted(client.address) {
                break;
            }
        }
        let said = texts(headers, &FORWARDED_PROTO).last().and_then(|list| list.rsplit(',').next());
        client.is_secure = said.is_some_and(|said| said.trim().eq_ignore_ascii_case("https"));
        client
    }
}

fn texts<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

/// Finds out who asks, makes the headers of the way say only that, and takes the base path off the address.
pub(crate) async fn arrive(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let Settings { trusted, base, .. } = &*site.settings;
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
        let client = Client::of(peer.ip(), request.headers(), trusted);
        let headers = request.headers_mut();
        for name in &WAYS {
            headers.remove(name);
        }
        if let (false, Ok(address)) = (client.is_direct, client.address.to_string().parse()) {
            headers.insert(FORWARDED_FOR, address);
        }
        request.extensions_mut().insert(client);
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(client.address, peer.port())));
    }
    if let Some(address) = base.strip(request.uri()) {
        *request.uri_mut() = address;
    }
    next.run(request).await
}

/// Puts the base path before the addresses in an answer, and keeps cookies to TLS where the browser came through it.
pub(crate) async fn leave(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_secure = request.extensions().get::<Client>().is_some_and(|client| client.is_secure);
    let mut response = next.run(request).await;
    if is_secure {
        secure(response.headers_mut());
    }
    let base = &site.settings.base;
    if base.as_str().is_empty() {
        return response;
    }
    for name in [header::LOCATION, header::CONTENT_LOCATION] {
        let own = response.headers().get(&name).and_then(|value| value.to_str().ok());
        let own = own.filter(|address| address.starts_with('/') && !address.starts_with("//"));
        let based =
            own.and_then(|address| HeaderValue::from_str(&format!("{}{address}", base.as_str())).ok());
        if let Some(address) = based {
            response.headers_mut().insert(name, address);
        }
    }
    let media = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if !(media.starts_with(b"text/html") || media.starts_with(b"image/svg+xml")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = match to_bytes(body, usize::MAX).await {
        Ok(bytes) => bytes,
        Err(error) => return Error::internal(error).into_response(),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = match std::str::from_utf8(&bytes) {
        Ok(text) => Body::from(base.rebase(text)),
        Err(_) => Body::from(bytes),
    };
    Response::from_parts(parts, body)
}

fn secure(headers: &mut HeaderMap) {
    let cookies: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for cookie in cookies {
        let bare = cookie.to_str().ok().filter(|text| !text.to_ascii_lowercase().contains("; secure"));
        let secured = bare.and_then(|text| HeaderValue::from_str(&format!("{text}; Secure")).ok());
        headers.append(header::SET_COOKIE, secured.unwrap_or(cookie));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_proxy_is_believed_only_where_it_is_trusted() {
        let trusted: Vec<Network> =
            ["127.0.0.1", "10.0.0.0/8", "fd00::/8"].iter().map(|text| text.parse().unwrap()).collect();
        for (peer, sent, address, is_secure) in [
            ("127.0.0.1", &[][..], "127.0.0.1", false),
            ("192.0.2.9", &[("x-forwarded-for", "198.51.100.1")], "192.0.2.9", false),
            ("192.0.2.9", &[("x-forwarded-proto", "https")], "192.0.2.9", false),
            ("127.0.0.1", &[("x-forwarded-for", "198.51.100.1")], "198.51.100.1", false),
            ("::ffff:127.0.0.1", &[("x-forwarded-for", "198.51.100.1")], "198.51.100.1", false),
            // What the browser itself claims stands before what the proxy heard.
            ("127.0.0.1", &[("x-forwarded-for", "203.0.113.5, 198.51.100.1")], "198.51.100.1", false),
            ("127.0.0.1", &[("x-forwarded-for", "198.51.100.1, 10.1.2.3")], "198.51.100.1", false),
            ("127.0.0.1", &[("x-forwarded-for", "nonsense, 10.1.2.3")], "10.1.2.3", false),
            (
                "fd00::7",
                &[("x-forwarded-for", "2001:db8::1"), ("x-forwarded-proto", "https")],
                "2001:db8::1",
                true,
            ),
            ("127.0.0.1", &[("x-forwarded-proto", "https, http")], "127.0.0.1", false),
        ] {
            let client = Client::of(peer.parse().unwrap(), &headers(sent), &trusted);
            assert_eq!(
                (client.address, client.is_secure),
                (address.parse().unwrap(), is_secure),
                "{peer} {sent:?}"
            );
            assert_eq!(client.is_direct, sent.is_empty());
        }
    }

    #[test]
    fn the_base_path_is_taken_off_addresses() {
        let base: BasePath = "/a/renkei/".parse().unwrap();
        for (asked, stripped) in [
            ("/a/renkei", Some("/")),
            ("/a/renkei/", Some("/")),
            ("/a/renkei?lang=ja", Some("/?lang=ja")),
            ("/a/renkei/needs?q=1", Some("/needs?q=1")),
            ("/a/renkeis", None),
            ("/needs", None),
        ] {
            let found = base.strip(&asked.parse().unwrap()).map(|uri| uri.to_string());
            assert_eq!(found.as_deref(), stripped, "{asked}");
        }
        assert_eq!(BasePath::default().strip(&"/needs".parse().unwrap()), None);
        for wrong in ["renkei", "/a//b", "/a b", "/../b", "/a\"b", "//evil.example"] {
            assert!(wrong.parse::<BasePath>().is_err(), "{wrong}");
        }
        assert_eq!("/".parse::<BasePath>(), Ok(BasePath::default()));
    }

    #[test]
    fn addresses_of_this_server_get_the_base_path_and_nothing_else_changes() {
        let base: BasePath = "/r".parse().unwrap();
        for (page, based) in [
            ("<a href=\"/\">", "<a href=\"/r/\">"),
            ("<a href=\"/a\"><img src=\"/b\">", "<a href=\"/r/a\"><img src=\"/r/b\">"),
            (
                "<form action=\"/c\"><button formaction=\"/d\">",
                "<form action=\"/r/c\"><button formaction=\"/r/d\">",
            ),
            ("<form data-part=\"/e\">", "<form data-part=\"/r/e\">"),
            (
                "<a href=\"#x\"><a href=\"https://a.example/\">",
                "<a href=\"#x\"><a href=\"https://a.example/\">",
            ),
            ("<a href=\"//a.example\">", "<a href=\"//a.example\">"),
            ("<input value=\"/needs\">", "<input value=\"/needs\">"),
            ("href=&#34;/x&#34; 水=\"/\"", "href=&#34;/x&#34; 水=\"/\""),
        ] {
            assert_eq!(base.rebase(page), based);
        }
    }

    #[test]
    fn cookies_are_kept_to_tls_once() {
        let mut sent = headers(&[("set-cookie", "lang=ja; Path=/"), ("set-cookie", "a=b; Secure; HttpOnly")]);
        secure(&mut sent);
        let cookies: Vec<&HeaderValue> = sent.get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(cookies, ["lang=ja; Path=/; Secure", "a=b; Secure; HttpOnly"]);
    }
}
