//! Which language a reader gets, and how it is changed.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::pages::{Answer, get, send};

fn with_cookie(address: &str, cookie: &str) -> Answer {
    let request = Request::builder().uri(address).header("accept-language", "en").header("cookie", cookie);
    send(request.body(Body::empty()).unwrap())
}

#[test]
fn the_address_wins_over_the_cookie_and_the_cookie_over_the_browser() {
    let is_japanese = |answer: &Answer| answer.body.contains("<html lang=\"ja\">");
    assert!(is_japanese(&get("/needs", "ja-JP,ja;q=0.9")));
    assert!(!is_japanese(&get("/needs", "en")));
    assert!(is_japanese(&with_cookie("/needs", "a=b; lang=ja")));
    assert!(!is_japanese(&with_cookie("/needs?lang=en", "lang=ja")));
    assert!(is_japanese(&get("/needs?lang=ja", "en")));
    assert!(!is_japanese(&with_cookie("/needs?lang=xx", "lang=<script>")));
}

#[test]
fn a_language_asked_for_by_the_address_is_remembered() {
    let remembered = |address: &str| {
        let answer = get(address, "en");
        answer
            .headers
            .get_all("set-cookie")
            .iter()
            .any(|cookie| cookie.to_str().unwrap().starts_with("lang=ja; Path=/; "))
    };
    assert!(remembered("/needs?lang=ja") && !remembered("/needs"));
}

#[test]
fn the_switch_comes_back_to_the_same_list() {
    let page = get("/projects?stage=completed&page=2", "en").body;
    let link = "/language/ja?back=%2Fprojects%3Fstage%3Dcompleted%26page%3D2";
    assert!(page.contains(link));
    let answer = get(link, "en");
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/projects?stage=completed&page=2");
    assert!(answer.header("set-cookie").contains("lang=ja"));
}

#[test]
fn the_switch_leads_nowhere_else() {
    for back in ["https://evil.example", "//evil.example", "/%5Cevil.example", "%0d%0aSet-Cookie:x=y", ""] {
        assert_eq!(get(&format!("/language/en?back={back}"), "en").header("location"), "/", "{back}");
    }
    assert_eq!(get("/language/tlh", "en").status, StatusCode::NOT_FOUND);
}

#[test]
fn texts_in_another_language_say_so() {
    let page = get("/projects", "ja").body;
    assert!(page.contains("<span lang=\"en\">"));
    assert!(!get("/projects", "en").body.contains("<span lang=\"en\">"));
}
