//! The tokens by which programs act for a person: made, shown once, ended.

use app::tokens::{self, DAYS, LONGEST_NAME, MOST, SCOPES, Wish};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use language::Words;

use crate::Site;
use crate::accounts::moment;
use crate::errors::Error;
use crate::forms::TOKEN;
use crate::layout::{Frame, page};
use crate::readers::{Reader, pairs};

/// The addresses of the tokens.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/tokens", get(show)).route("/tokens", post(make)).route("/tokens/end", post(end))
}

/// The page of the own tokens.
#[derive(Template)]
#[template(path = "tokens/show.html")]
struct TokensPage {
    frame: Frame,
    token: String,
    tokens: Vec<TokenShown>,
    /// The token that was just made.
    made: Option<String>,
    is_full: bool,
    /// Value and label.
    scopes: Vec<(&'static str, String)>,
    days: Vec<(&'static str, String)>,
}

/// A token in the list.
struct TokenShown {
    id: String,
    name: String,
    scope: String,
    until: String,
    used: String,
    is_over: bool,
}

impl TokensPage {
    fn new(reader: &Reader, token: &str, tokens: &[tokens::Token], now: i64, made: Option<String>) -> Self {
        let words = reader.words();
        let used = |at: i64| if at == 0 { words.get("tokens-never").into_owned() } else { moment(words, at) };
        Self {
            frame: reader.frame(&words.get("tokens")).at_desk(),
            token: token.to_owned(),
            tokens: tokens
                .iter()
                .map(|one| TokenShown {
                    id: one.id.clone(),
                    name: one.name.clone(),
                    scope: scope(words, if one.writes { "write" } else { "read" }),
                    until: moment(words, one.until),
                    used: used(one.used),
                    is_over: one.until <= now,
                })
                .collect(),
            made,
            is_full: tokens.len() >= MOST,
            scopes: SCOPES.iter().map(|one| (*one, scope(words, one))).collect(),
            days: DAYS
                .iter()
                .map(|days| (*days, words.with("tokens-days-count", &[("days", (*days).into())])))
                .collect(),
        }
    }
}

fn scope(words: Words, scope: &str) -> String {
    words.get(&format!("tokens-scope-{scope}")).into_owned()
}

async fn shown(
    site: &Site,
    reader: &Reader,
    headers: &HeaderMap,
    made: Option<String>,
) -> Result<Response, Error> {
    let tokens = tokens::list(&site.renkei, &reader.viewer).await?;
    let form = site.forms.token(headers);
    let now = site.renkei.now().as_second();
    let is_made = made.is_some();
    let mut response = page(&TokensPage::new(reader, &form.text, &tokens, now, made))?;
    if is_made {
        *response.status_mut() = StatusCode::CREATED;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Some(cookie) = form.cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Shows the own tokens.
async fn show(State(site): State<Site>, reader: Reader, headers: HeaderMap) -> Result<Response, Error> {
    shown(&site, &reader, &headers, None).await
}

/// Makes a token and shows it.
async fn make(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields: Vec<(String, String)> = pairs(&body).collect();
    let value = |name: &str| fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value);
    site.forms.check(&headers, value(TOKEN))?;
    let wish = Wish {
        name: value("name").to_owned(),
        scope: value("scope").to_owned(),
        days: value("days").to_owned(),
    };
    let made = tokens::make(&site.renkei, &reader.viewer, &wish).await?;
    shown(&site, &reader, &headers, Some(made)).await
}

/// Ends a token.
async fn end(
    State(site): State<Site>,
    reader: Reader,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let fields: Vec<(String, String)> = pairs(&body).collect();
    let value = |name: &str| fields.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value);
    site.forms.check(&headers, value(TOKEN))?;
    tokens::end(&site.renkei, &reader.viewer, value("end")).await?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, "/tokens")]).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;

    #[test]
    fn the_page_shows_tokens_in_every_language() {
        let token = |id: &str, writes, used| tokens::Token {
            id: id.to_owned(),
            account: "acc-1".to_owned(),
            name: "<script>alert(1)</script>".to_owned(),
            writes,
            hash: "secret".to_owned(),
            created: 1,
            until: 100,
            used,
            ended: false,
        };
        for language in Language::ALL {
            let reader = Reader::sample(*language);
            for (made, now) in [(None, 5), (Some("renkei_x_y".to_owned()), 500)] {
                let tokens = [token("a", true, 0), token("b", false, 60)];
                let html = TokensPage::new(&reader, "t", &tokens, now, made.clone()).render().unwrap();
                assert!(!html.contains("<script>alert") && !html.contains("secret"), "{html}");
                assert_eq!(html.contains("renkei_x_y"), made.is_some());
            }
            let html = TokensPage::new(&reader, "t", &[], 5, None).render().unwrap();
            assert!(html.contains(&*reader.words().get("tokens-none")), "{html}");
        }
    }
}
