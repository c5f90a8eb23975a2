//! Wrong and hostile requests get a clear page with the right status.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::pages::{ask, get, send};

#[test]
fn wrong_addresses_are_not_found() {
    for address in [
        "/nothing",
        "/projects/prj-that-is-not",
        "/places/prj-dalian-pollution-training",
        "/projects/%00",
        "/projects/..%2f..%2fetc%2fpasswd",
        "/projects/%ff%fe",
        "/r/nowhere",
        "/r/%3Cscript%3E",
        "/nothing.csv",
        "/static/../Cargo.toml",
        "/%E6%B0%B4",
    ] {
        let answer = get(address, "en");
        let is_refused = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST);
        assert!(is_refused, "{address}: {}", answer.status);
        assert!(answer.body.contains("<h1>") && !answer.body.contains("<script>"), "{address}");
    }
}

#[test]
fn wrong_parameters_are_named_with_what_is_expected() {
    for (address, named, expected) in [
        ("/projects?stage=feasability", "stage", "feasibility"),
        ("/projects?colour=red", "colour", "partner_place"),
        ("/projects?sort=-summery", "sort", "title"),
        ("/projects?page=0", "page", "from 1"),
        ("/projects?page=99", "page", "from 1 to 4"),
        ("/projects?page=18446744073709551616", "page", "from 1"),
        ("/projects?from=99", "from", "four digits"),
        ("/projects?to=%EF%BC%91%EF%BC%99%EF%BC%99%EF%BC%99", "to", "four digits"),
        ("/projects?%3Cscript%3E=1", "&#60;script&#62;", "partner_place"),
        ("/projects.csv?stage=x", "stage", "completed"),
    ] {
        let answer = get(address, "en");
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        let words = answer.words();
        assert!(words.contains(named) && words.contains(expected), "{address}: {words}");
    }
    let long = format!("/projects?q={}", "x".repeat(201));
    assert!(get(&long, "en").words().contains("200 characters"));
    let long = format!("/search?q={}", "%E6%B0%B4".repeat(201));
    assert_eq!(get(&long, "ja").status, StatusCode::BAD_REQUEST);
}

#[test]
fn errors_are_in_the_readers_language() {
    insta::assert_snapshot!("parameter-en", get("/projects?stage=feasability", "en").words());
    insta::assert_snapshot!("parameter-ja", get("/projects?stage=feasability", "ja").words());
    insta::assert_snapshot!("missing-en", get("/projects/prj-none", "en").words());
}

#[test]
fn wrong_methods_are_refused() {
    for (method, address) in
        [(Method::POST, "/projects"), (Method::DELETE, "/places/dalian"), (Method::PUT, "/search")]
    {
        let answer = ask(method, address);
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        assert!(answer.header("allow").contains("GET") && answer.body.contains("<h1>"), "{address}");
    }
}

#[test]
fn too_long_requests_are_refused() {
    let long = get(&format!("/search?q={}", "a".repeat(8_000)), "en");
    assert_eq!(long.status, StatusCode::URI_TOO_LONG);
    let heavy = Request::builder().uri("/projects").header("cookie", "x".repeat(40_000));
    let heavy = send(heavy.body(Body::empty()).unwrap());
    assert_eq!(heavy.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    assert!(heavy.body.contains("<h1>"));
}

#[test]
fn hostile_queries_never_break_a_page() {
    for query in [
        "q=%00%01%02",
        "q=%F0%9F%92%A9%E2%80%AE",
        "q='%20OR%201=1;--",
        "q=%22AND%20OR%20NOT%20((",
        "q=*",
        "q=%25_%5C",
        "q=%ff%fe",
        "=",
        "&&&",
        "q",
        "q=a&q=b",
        "lang=../../etc",
    ] {
        for path in ["/search", "/projects"] {
            let answer = get(&format!("{path}?{query}"), "en");
            assert!(answer.status.as_u16() < 500, "{path}?{query}: {}", answer.status);
        }
    }
}
