//! The files that pages need, served from the binary: one style sheet, one small script, the mark.
//!
//! The name of a file carries a hash of its content, so a browser may keep it for a year and still never show an old one.

use std::hash::Hasher;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::Site;
use crate::errors::Error;

/// The parts of the style sheet, in order. A page with a style of its own adds its part before `print.css`.
const SHEETS: &[&str] = &[
    include_str!("../static/tokens.css"),
    include_str!("../static/base.css"),
    include_str!("../static/layout.css"),
    reports::CSS,
    include_str!("../static/editing.css"),
    include_str!("../static/lists.css"),
    include_str!("../static/matches.css"),
    include_str!("../static/records.css"),
    include_str!("../static/search.css"),
    include_str!("../static/stories.css"),
    include_str!("../static/print.css"),
];

/// The parts of the script, in order.
const SCRIPTS: &[&str] = &[include_str!("../static/renkei.js"), include_str!("../static/typing.js")];

/// The addresses of the files, for the head of every page.
pub static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::pack);

/// Every file that is served as it is.
#[derive(Debug)]
pub struct Assets {
    /// The style sheet of all pages.
    pub style: Asset,
    /// Niceties; every page works without it.
    pub script: Asset,
    /// Niceties of forms, on their pages only.
    pub editing: Asset,
    /// The mark, for tabs and for the head of the page.
    pub mark: Asset,
}

/// One file with its address.
#[derive(Debug)]
pub struct Asset {
    /// The address, with the hash of the content in it.
    pub address: String,
    tag: HeaderValue,
    media: &'static str,
    content: String,
}

impl Assets {
    fn pack() -> Self {
        let style = SHEETS.iter().map(|sheet| tighten(sheet)).collect::<Vec<_>>().concat();
        Self {
            style: Asset::new("css", "text/css; charset=utf-8", style),
            script: Asset::new("js", "text/javascript; charset=utf-8", SCRIPTS.concat()),
            editing: Asset::new(
                "js",
                "text/javascript; charset=utf-8",
                include_str!("../static/editing.js").to_owned(),
            ),
            mark: Asset::new("svg", "image/svg+xml", include_str!("../static/mark.svg").to_owned()),
        }
    }

    fn find(&self, address: &str) -> Option<&Asset> {
        [&self.style, &self.script, &self.editing, &self.mark]
            .into_iter()
            .find(|asset| asset.address == address)
    }
}

impl Asset {
    fn new(ending: &str, media: &'static str, content: String) -> Self {
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(content.as_bytes());
        let hash = format!("{:016x}", hasher.finish());
        let tag = HeaderValue::from_str(&format!("\"{hash}\"")).unwrap_or(HeaderValue::from_static("\"0\""));
        Self { address: format!("/static/renkei-{hash}.{ending}"), tag, media, content }
    }

    fn serve(&self, headers: &HeaderMap) -> Response {
        let known = headers.get(header::IF_NONE_MATCH).is_some_and(|tag| *tag == self.tag);
        let kept = [
            (header::CONTENT_TYPE, HeaderValue::from_static(self.media)),
            (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
            (header::ETAG, self.tag.clone()),
        ];
        if known {
            return (StatusCode::NOT_MODIFIED, kept).into_response();
        }
        (kept, self.content.clone()).into_response()
    }
}

/// Takes the comments and the spaces at the ends of lines out of a style sheet.
fn tighten(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    plain
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |text, line| text + line + "\n")
}

/// The addresses under which the files are served.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/static/{name}", get(show))
        .route("/favicon.ico", get(async |headers: HeaderMap| ASSETS.mark.serve(&headers)))
        .route("/robots.txt", get(async || "User-agent: *\nDisallow: /\n"))
}

async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let asset = ASSETS.find(&format!("/static/{name}")).ok_or(Error::NotFound)?;
    Ok(asset.serve(&headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_rules_stay() {
        assert_eq!(tighten("/* a */\n a { b: c; }\n\n/* d */ e { }\n"), "a { b: c; }\ne { }\n");
    }

    #[test]
    fn text_colours_stand_out_from_their_grounds() {
        let sheet = include_str!("../static/tokens.css");
        let (light, dark) = sheet.split_once("@media").unwrap();
        for (theme, part) in [("light", light), ("dark", dark)] {
            let colour = |name: &str| {
                let (_, rest) = part.split_once(&format!("--{name}: #")).unwrap();
                luminance(&rest[..6])
            };
            let sectors: Vec<&str> = part
                .match_indices("--sector-")
                .map(|(at, _)| part[at + 2..].split(':').next().unwrap())
                .collect();
            assert_eq!(sectors.len(), 21);
            let texts = ["ink", "indigo", "vermilion", "moss", "ochre", "muted"];
            for text in texts.into_iter().chain(sectors) {
                for ground in ["paper", "wash"] {
                    let ratio = contrast(colour(text), colour(ground));
                    assert!(ratio >= 4.5, "{theme}: {text} on {ground} is {ratio:.2}");
                }
            }
            assert!(contrast(colour("ink"), colour("mark")) >= 4.5, "{theme}: marked words");
        }
    }

    /// Relative luminance, WCAG 2.2.
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
    }

    fn contrast(a: f64, b: f64) -> f64 {
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}
