//! Reading: lists, records, the feed, answers.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::{KINDS, Right, Role};
use serde_json::Value;

use super::{Call, token, viewer};

/// Walks through a list and gives the ids of its records.
fn walk(path: &str, token: &str) -> (Vec<String>, i64) {
    let mut ids = Vec::new();
    let mut next = format!("/api/v1/{path}");
    loop {
        let answer = Call::get(&next).by(token).answer();
        assert_eq!(answer.status, StatusCode::OK, "{next}: {}", answer.body);
        let found = answer.json();
        ids.extend(
            found["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        match found["next"].as_str() {
            Some(address) => {
                assert_eq!(answer.header("link"), format!("<{address}>; rel=\"next\""));
                address.clone_into(&mut next);
            }
            None => return (ids, found["total"].as_i64().unwrap()),
        }
    }
}

#[test]
fn a_walk_meets_every_record_once() {
    let reader = token(Role::Reader, "read");
    for path in [
        "sectors?limit=3",
        "needs?limit=7",
        "projects?limit=50&sort=-start",
        "places?sort=population&limit=60",
    ] {
        let (ids, total) = walk(path, &reader);
        let once: BTreeSet<&String> = ids.iter().collect();
        assert_eq!((i64::try_from(ids.len()), once.len()), (Ok(total), ids.len()), "{path}");
    }
}

#[test]
fn lists_are_narrowed_as_on_the_pages() {
    let reader = token(Role::Reader, "read");
    for path in [
        "projects?sectors=water-supply",
        "projects?sectors=water-supply&stage=completed&stage=need",
        "agreements?kind=sister_city&q=hai+phong",
        "needs?place=phnom-penh&from=1993&to=1999",
        "needs?without=projects",
        "projects?partner_place=-",
    ] {
        let (ids, total) = walk(path, &reader);
        let (plural, query) = path.split_once('?').unwrap();
        let file = Call::get(&format!("/{plural}.csv?{query}")).answer().body;
        let rows = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes())
            .records()
            .map(|row| row.unwrap()[0].to_owned())
            .collect::<Vec<_>>();
        assert_eq!(ids, rows, "{path}");
        assert_eq!(i64::try_from(ids.len()), Ok(total));
    }
}

#[test]
fn wrong_parameters_are_named() {
    for (path, field) in [
        ("needs?stage=x", "stage"),
        ("needs?page=2", "page"),
        ("needs?limit=0", "limit"),
        ("needs?limit=201", "limit"),
        ("needs?limit=+5", "limit"),
        ("needs?sort=-nothing", "sort"),
        ("needs?sort=raised&sort=place", "sort"),
        ("needs?from=99", "from"),
        ("needs?place=", "place"),
        ("needs?place=a%00b", "place"),
        ("projects?stage=begun", "stage"),
        ("changes?since=-1", "since"),
        ("changes?kind=needs", "kind"),
        ("matches", "text"),
        ("needs/need-pp-waterworks-1993?fields=id", "fields"),
    ] {
        let told = Call::get(path).json(StatusCode::BAD_REQUEST);
        assert_eq!(told["errors"][0]["field"], field, "{path}: {told}");
        assert!(told["errors"][0]["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{told}");
    }
}

#[test]
fn parameters_that_name_nothing_are_told() {
    for (path, field) in [
        ("needs?cursor=00", "cursor"),
        ("matches?text=water&place=nowhere", "place"),
        ("matches?text=water&sector=nothing", "sector"),
    ] {
        let told = Call::get(path).json(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            (&told["code"], &told["errors"][0]["field"]),
            (&"unknown-value".into(), &field.into()),
            "{told}"
        );
    }
}

#[test]
fn refusals_read_well_in_both_languages() {
    for (name, path) in
        [("parameter", "projects?stage=begun"), ("missing", "needs/need-nothing"), ("closed", "decisions")]
    {
        for language in ["en", "ja"] {
            let answer = Call::get(path).with("accept-language", language).answer();
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.header("content-language"), language);
            let told = serde_json::to_string_pretty(&answer.json()).unwrap();
            insta::assert_snapshot!(format!("{name}-{language}"), told);
        }
    }
}

#[test]
fn a_record_has_a_state_that_can_be_asked_for() {
    let first = Call::get("needs/need-pp-waterworks-1993").answer();
    insta::assert_snapshot!("need", serde_json::to_string_pretty(&first.json()).unwrap());
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "{tag}");
    for known in [tag.clone(), format!("\"0\", W/{tag}"), "*".to_owned()] {
        let again = Call::get("needs/need-pp-waterworks-1993").with("if-none-match", &known).answer();
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{known}");
    }
    for missing in
        ["needs/phnom-penh", "needs/x", "dragons", "dragons/x", "needs/x/y", "needs/x/y/z", "needs/A%20B"]
    {
        let answer = Call::get(missing).answer();
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{missing}");
    }
}

#[test]
fn fields_are_there_for_those_who_may_see_them() {
    for role in Role::ALL {
        let (viewer, token) = (viewer(*role), token(*role, "read"));
        for kind in KINDS.iter().filter(|kind| viewer.may(Right::Read, Some(kind))) {
            let found = Call::get(&format!("{}?limit=20", kind.plural)).by(&token).json(StatusCode::OK);
            for one in found["items"].as_array().unwrap() {
                for field in kind.fields {
                    let has = one.as_object().unwrap().contains_key(field.name);
                    let seen = viewer.may_see(field.visibility);
                    assert!(has || !seen, "{role:?} misses {} of {}", field.name, kind.plural);
                    let is_own = !viewer.own().is_empty();
                    assert!(!has || seen || is_own, "{role:?} sees {} of {}", field.name, kind.plural);
                }
            }
        }
    }
}

#[test]
fn the_first_order_of_a_list_is_open_to_all_who_may_read_it() {
    for role in Role::ALL {
        let viewer = viewer(*role);
        for kind in KINDS.iter().filter(|kind| viewer.may(Right::Read, Some(kind))) {
            let field = kind.field(kind.sort.trim_start_matches('-')).unwrap();
            assert!(viewer.may_see(field.visibility), "{role:?} {}", kind.plural);
        }
    }
}

#[test]
fn the_feed_is_followed_number_by_number() {
    let first = Call::get("changes?limit=3").json(StatusCode::OK);
    assert_eq!(first["items"].as_array().unwrap().len(), 3);
    assert_eq!((first["more"].as_bool(), first["last"].as_i64()), (Some(true), Some(3)));
    assert_eq!(first["next"], "/api/v1/changes?since=3");
    assert_eq!(first["items"][0]["action"], "added");
    assert!(first["items"][0].get("actor").is_none(), "who did it is not for the public");
    let second = Call::get("/api/v1/changes?since=3&limit=1").json(StatusCode::OK);
    assert_eq!(second["items"][0]["seq"], 4);
    let reader = Call::get("changes?limit=1").by(&token(Role::Reader, "read")).json(StatusCode::OK);
    assert!(reader["items"][0]["actor"].is_string());
}

#[test]
fn answers_are_those_of_the_page() {
    let told = Call::get("needs/need-pp-waterworks-1993/matches?limit=3").json(StatusCode::OK);
    let page = Call::get("/needs/need-pp-waterworks-1993/matches").answer().body;
    let offerings = told["offerings"].as_array().unwrap();
    assert_eq!(offerings.len(), 3);
    for one in offerings {
        assert!(page.contains(one["id"].as_str().unwrap()), "{one}");
        let sum: f64 =
            one["reasons"].as_array().unwrap().iter().map(|reason| reason["points"].as_f64().unwrap()).sum();
        assert!((sum - one["score"].as_f64().unwrap()).abs() < 1e-6, "reasons sum to the score");
    }
    let asked = Call::get("matches?text=our+tank+empties+at+night&place=phnom-penh").json(StatusCode::OK);
    assert!(asked["understood"].is_object() && asked["packages"] != Value::Null);
}

#[test]
fn the_description_is_served_as_a_document_and_as_pages() {
    let document = Call::get("openapi.json").json(StatusCode::OK);
    assert_eq!(document["openapi"], "3.1.1");
    for (language, lang) in [("en", "Interface for programs"), ("ja", "プログラム用の窓口")] {
        for path in ["/api/v1", "/api/v1?kind=needs"] {
            let page = Call::get(path).with("accept-language", language).answer();
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.body.contains(lang) && page.body.contains("<main"), "{path}");
        }
    }
    assert_eq!(Call::get("/api/v1?kind=dragons").answer().status, StatusCode::NOT_FOUND);
}
