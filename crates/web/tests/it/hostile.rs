//! A record whose texts are markup: stories show them as text.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::Record;
use store::Writing;
use testkit::{NOW, coordinator, record};
use tower::ServiceExt;

const MARKUP: &str = "<script>alert(1)</script>\"'&";

fn now() -> jiff::Timestamp {
    NOW.parse().unwrap()
}

#[tokio::test]
async fn markup_in_the_record_is_shown_as_text() {
    let database = testkit::sqlite().await;
    let viewer = coordinator();
    let mut writing = Writing::begin(database.store(), &viewer, "test", NOW).await.unwrap();
    let records = bodies().into_iter().chain(works());
    for one in records {
        writing.put(one.kind(), &[one]).await.unwrap();
    }
    writing.commit().await.unwrap();
    let settings = app::Settings {
        database: database.address().clone(),
        folder: None,
        office: testkit::office(),
        clock: now,
    };
    let renkei = app::Renkei::open(settings).await.unwrap();
    let pages = web::router(renkei, web::Settings::default());
    for address in [
        "/",
        "/partners",
        "/partners/town",
        "/partners/home-town",
        "/partners/japan",
        "/results",
        "/results/loss",
        "/results/loss?within=town",
    ] {
        for language in ["en", "ja"] {
            let request = Request::builder().uri(address).header(header::ACCEPT_LANGUAGE, language);
            let answer = pages.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{address}");
            let body = to_bytes(answer.into_body(), 10_000_000).await.unwrap();
            let body = String::from_utf8_lossy(&body);
            assert!(!body.contains("<script>alert") && !body.contains("'&\""), "{address}");
            assert!(body.contains("alert(1)"), "{address}");
        }
    }
}

fn measured(year: &str) -> [(&str, &str); 6] {
    [
        ("subject", "town"),
        ("indicator", "loss"),
        ("unit", MARKUP),
        ("year", year),
        ("value", "7"),
        ("note", MARKUP),
    ]
}

/// A record that cites a document in markup.
fn sourced(plural: &str, id: &str, cells: &[(&str, &str)]) -> Record {
    let source = format!("a.txt: {MARKUP}");
    let mut cells = cells.to_vec();
    cells.push(("source", &source));
    record(plural, id, &cells)
}

/// Places, organisations and what binds them.
fn bodies() -> Vec<Record> {
    vec![
        record("sectors", "water-supply", &[("name", MARKUP)]),
        sourced("places", "japan", &[("name", "Japan"), ("kind", "country")]),
        sourced("places", "home-town", &[("name", MARKUP), ("kind", "city"), ("within", "japan")]),
        sourced(
            "places",
            "town",
            &[("name", MARKUP), ("kind", "city"), ("country_iso2", "KH"), ("lat", "11.5"), ("lon", "104.9")],
        ),
        sourced("organisations", "org-a", &[("name", MARKUP), ("kind", "company"), ("place", "town")]),
        sourced("memberships", "mem-a", &[("member", "town"), ("group", "org-a"), ("note", MARKUP)]),
        sourced(
            "policies",
            "pol-a",
            &[("name", MARKUP), ("level", "city"), ("owner", "org-a"), ("summary", MARKUP)],
        ),
        sourced(
            "agreements",
            "agr-a",
            &[
                ("title", MARKUP),
                ("kind", "mou"),
                ("parties", "town;org-a"),
                ("signed", "1999"),
                ("renewals", MARKUP),
            ],
        ),
    ]
}

/// A need, the work on it and what came of it.
fn works() -> Vec<Record> {
    vec![
        sourced("needs", "need-a", &[("place", "town"), ("sector", "water-supply"), ("statement", MARKUP)]),
        sourced(
            "projects",
            "prj-a",
            &[
                ("title", MARKUP),
                ("partner_place", "town"),
                ("lead", "org-a"),
                ("sectors", "water-supply"),
                ("stage", "completed"),
                ("start", "1999"),
                ("related_need", "need-a"),
            ],
        ),
        sourced(
            "activities",
            "act-a",
            &[("kind", "mayor_visit"), ("place", "town"), ("start", "1999"), ("summary", MARKUP)],
        ),
        sourced("observations", "obs-a", &measured("1999")),
        sourced("observations", "obs-b", &measured("2001")),
        sourced(
            "recognitions",
            "rec-a",
            &[("recipient", "town"), ("title", MARKUP), ("year", "2003"), ("reason", MARKUP)],
        ),
        sourced(
            "benefits",
            "ben-a",
            &[
                ("place_benefiting", "home-town"),
                ("partner_place", "town"),
                ("kind", "contract"),
                ("summary", MARKUP),
                ("project", "prj-a"),
            ],
        ),
        sourced(
            "spread",
            "spr-a",
            &[
                ("offering_or_project", "prj-a"),
                ("from_place", "town"),
                ("to_place", "home-town"),
                ("how", MARKUP),
            ],
        ),
        record(
            "conflicts",
            "con-a",
            &[("subject", "prj-a"), ("field", MARKUP), ("value_a", MARKUP), ("note", MARKUP)],
        ),
    ]
}
