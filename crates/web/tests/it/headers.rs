//! What every response carries.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::pages::{ask, get, send};

#[test]
fn every_response_carries_the_headers() {
    for address in
        ["/projects", "/nothing/here", "/projects?stage=x", "/projects.csv", "/favicon.ico", "/r/dalian"]
    {
        let answer = get(address, "en");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{address}");
        }
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{address}"
        );
        assert!(!policy.contains("unsafe"), "{address}");
        assert!(answer.header("server-timing").starts_with("app;dur="), "{address}");
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{address}");
    }
}

#[test]
fn pages_have_no_inline_script_or_style() {
    for address in
        ["/projects", "/places/dalian", "/search?q=water", "/agreements/agr-kitakyushu-hai-phong-sister-2014"]
    {
        let body = get(address, "en").body;
        assert!(
            !body.contains(" style=") && !body.contains("<style") && !body.contains(" onclick="),
            "{address}"
        );
        assert_eq!(body.matches("<script").count(), 1, "{address}");
        assert!(body.contains(".js\" defer></script>"), "{address}");
    }
}

#[test]
fn files_are_kept_by_browsers_and_known_again() {
    let page = get("/projects", "en").body;
    let (_, rest) = page.split_once("rel=\"stylesheet\" href=\"").unwrap();
    let address = rest.split('"').next().unwrap();
    let style = get(address, "en");
    assert_eq!(style.status, StatusCode::OK);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").contains("immutable"));
    assert!(style.body.contains("--vermilion") && style.body.contains(".picture"));
    let again = Request::builder().uri(address).header("if-none-match", style.header("etag"));
    let again = send(again.body(Body::empty()).unwrap());
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(get("/static/renkei-0.css", "en").status, StatusCode::NOT_FOUND);
}

#[test]
fn pages_are_packed_when_the_browser_can_unpack() {
    let request = Request::builder().uri("/projects").header("accept-encoding", "gzip");
    let packed = send(request.body(Body::empty()).unwrap());
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.header("vary").contains("Accept-Language"));
}

#[test]
fn the_head_of_a_page_can_be_asked_for_alone() {
    let answer = ask(Method::HEAD, "/projects");
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
}
