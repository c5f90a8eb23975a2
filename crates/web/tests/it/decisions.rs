//! Deciding on the page of answers: what is taken, what is refused, what is shown. Each test has a record of its own.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::pages::{Answer, get, send};

const NEED: &str = "/needs/need-pp-flow-data/matches";

/// The cookie and the token that a page of answers gives.
fn form() -> (String, String) {
    let page = get(NEED, "en");
    let cookie = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let (_, rest) = page.body.split_once("name=\"token\" value=\"").unwrap();
    (cookie, rest.split('"').next().unwrap().to_owned())
}

fn sent(address: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request.body(Body::from(body)).unwrap())
}

#[test]
fn a_decision_is_stored_and_shown_with_its_reason() {
    let (cookie, token) = form();
    let own = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let fields = [
        ("token", token.as_str()),
        ("reason-off-telemetering", "no spare parts <b>here</b>"),
        ("reason-off-distribution-block", ""),
        ("rejected", "off-telemetering"),
    ];
    let answer = sent("/needs/need-pp-flow-data/decisions", &fields, &own);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    assert_eq!(answer.header("location"), format!("{NEED}#off-telemetering"));
    for (language, verdict) in [("en", "Rejected"), ("ja", "不採用")] {
        let page = get(NEED, language);
        assert!(page.body.contains("id=\"decisions\"") && page.words().contains(verdict), "{}", page.words());
        assert!(page.body.contains("no spare parts &#60;b&#62;here"), "the reason is text");
    }
    assert!(get("/needs/need-pp-flow-data", "en").words().contains("Decisions"), "the need leads to it");
}

#[test]
fn foreign_stale_and_wrong_forms_are_refused() {
    let (cookie, token) = form();
    let good = [("token", token.as_str()), ("chosen", "off-distribution-block")];
    let address = "/needs/need-hp-water-loss/decisions";
    for headers in [
        vec![],
        vec![("cookie", "form=00112233445566778899aabbccddeeff")],
        vec![("cookie", cookie.as_str()), ("sec-fetch-site", "cross-site")],
        vec![("cookie", cookie.as_str()), ("origin", "https://evil.example"), ("host", "here")],
    ] {
        let answer = sent(address, &good, &headers);
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.words().contains("This form cannot be accepted"), "{}", answer.words());
    }
    let own = [("cookie", cookie.as_str())];
    let need = "/needs/need-pp-flow-data/decisions";
    for (address, fields, status) in [
        (need, vec![("token", token.as_str())], StatusCode::BAD_REQUEST),
        (need, vec![("token", token.as_str()), ("rejected", "off-telemetering")], StatusCode::BAD_REQUEST),
        (need, vec![("token", token.as_str()), ("chosen", "off-none")], StatusCode::BAD_REQUEST),
        ("/needs/need-none/decisions", good.to_vec(), StatusCode::NOT_FOUND),
        ("/needs/%3Cb%3E/decisions", good.to_vec(), StatusCode::NOT_FOUND),
        ("/matches/decisions", good.to_vec(), StatusCode::BAD_REQUEST),
    ] {
        let answer = sent(address, &fields, &own);
        assert_eq!(answer.status, status, "{address} {fields:?}: {}", answer.words());
    }
    assert_eq!(get(need, "en").status, StatusCode::METHOD_NOT_ALLOWED);
}

#[test]
fn the_replay_says_that_it_is_being_worked_out() {
    for (language, said) in [("en", "being asked again"), ("ja", "再現しています")] {
        let page = get("/replay", language);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.words().contains(said) || page.body.contains("<table"), "{}", page.words());
    }
    assert_eq!(get("/replay?notes=maybe", "en").status, StatusCode::BAD_REQUEST);
    assert!(get(NEED, "en").body.contains("href=\"/replay\""));
}
