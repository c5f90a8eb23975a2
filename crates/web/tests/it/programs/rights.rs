//! Every operation of the description, tried by every role, held against the rule book.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use domain::{KINDS, Kind, Reach, Right, Role, Viewer, kind};
use serde_json::{Value, json};

use super::{Call, token, viewer};

/// Method, path, the right that it needs, the state and the body that are sent.
type Tried<'t> = (Method, &'t str, Right, Option<&'t str>, Option<Value>);

/// A record of a kind that belongs to nobody of the demonstration, with its state.
fn sample(kind: &Kind, office: &str, viewers: &[(Role, Viewer, String)]) -> Option<(String, String)> {
    let found = Call::get(&format!("{}?limit=200", kind.plural)).by(office).json(StatusCode::OK);
    let foreign = found["items"].as_array().unwrap().iter().find(|one| {
        let text = one.to_string();
        !viewers
            .iter()
            .any(|(_, viewer, _)| viewer.own().iter().any(|own| text.contains(&format!("\"{own}\""))))
    });
    let id = foreign?["id"].as_str()?.to_owned();
    let tag = Call::get(&format!("{}/{id}", kind.plural)).by(office).answer().header("etag").to_owned();
    Some((id, tag))
}

fn operations() -> BTreeSet<(String, String)> {
    let document = Call::get("openapi.json").json(StatusCode::OK);
    let mut found = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        found.extend(methods.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    found
}

#[test]
fn every_operation_holds_to_the_rule_book_for_every_role() {
    let office = token(Role::Coordinator, "read");
    let viewers: Vec<(Role, Viewer, String)> =
        Role::ALL.iter().map(|role| (*role, viewer(*role), token(*role, "write"))).collect();
    let mut open = operations();
    let mut tried = 0;
    for plural in KINDS.iter().map(|kind| kind.plural) {
        let kind = kind(plural).unwrap();
        let (id, tag) = sample(kind, &office, &viewers).unwrap_or(("x".to_owned(), "\"1\"".to_owned()));
        let one = format!("{plural}/{id}");
        let calls: [Tried<'_>; 6] = [
            (Method::GET, plural, Right::Read, None, None),
            (Method::GET, &one, Right::Read, None, None),
            (Method::POST, plural, Right::Create, None, Some(json!({ "id": "no such id" }))),
            (Method::PUT, &one, Right::Change, Some("\"0\""), Some(json!({ "id": "x" }))),
            (Method::PATCH, &one, Right::Change, Some(&tag), Some(json!({}))),
            (Method::DELETE, &one, Right::Remove, Some("\"0\""), None),
        ];
        for (method, path, right, state, body) in &calls {
            let described = format!("/api/v1/{}", path.replace(&format!("/{id}"), "/{id}"));
            open.remove(&(method.to_string(), described));
            for (role, viewer, token) in &viewers {
                let mut call = Call::new(method.clone(), path).by(token);
                if let Some(state) = state {
                    call = call.with("if-match", state);
                }
                if let Some(body) = body {
                    call = call.sending(body);
                }
                let answer = call.answer();
                // A new record that is nobody's is refused as faulty; a stored one is not the viewer's.
                let may = match viewer.reach(*right, Some(kind)) {
                    Reach::All => true,
                    Reach::Own => *right == Right::Create || id == "x",
                    Reach::None => false,
                };
                let refused =
                    if *role == Role::Public { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
                let was_refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
                assert_eq!(was_refused, !may, "{role:?} {method} {path}: {} {}", answer.status, answer.body);
                assert!(may || answer.status == refused, "{role:?} {method} {path}: {}", answer.status);
                assert!(!answer.status.is_server_error(), "{role:?} {method} {path}: {}", answer.body);
                tried += 1;
            }
        }
    }
    for (path, template) in [
        ("changes?limit=1", "/api/v1/changes"),
        ("matches?text=water", "/api/v1/matches"),
        ("needs/need-pp-waterworks-1993/matches", "/api/v1/needs/{id}/matches"),
    ] {
        open.remove(&("GET".to_owned(), template.to_owned()));
        for (role, _, token) in &viewers {
            assert_eq!(Call::get(path).by(token).answer().status, StatusCode::OK, "{role:?} {path}");
            tried += 1;
        }
    }
    assert!(open.is_empty(), "not tried: {open:?}");
    assert_eq!(tried, Role::ALL.len() * (KINDS.len() * 6 + 3));
}

#[test]
fn the_feed_tells_nothing_of_kinds_that_are_closed() {
    let kinds = |token: &str| {
        let mut kinds = BTreeSet::new();
        let mut next = "/api/v1/changes".to_owned();
        loop {
            let found = Call::get(&next).by(token).json(StatusCode::OK);
            kinds.extend(
                found["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap().to_owned()),
            );
            if found["more"] == false {
                return kinds;
            }
            found["next"].as_str().unwrap().clone_into(&mut next);
        }
    };
    let coordinator = token(Role::Coordinator, "write");
    let decision = json!({ "need": "need-pp-waterworks-1993", "answer": "off-telemetering", "verdict": "shortlisted", "decided": "2026-04-01" });
    Call::new(Method::POST, "decisions").by(&coordinator).sending(&decision).json(StatusCode::CREATED);
    assert!(kinds(&coordinator).contains("decisions"));
    assert!(!kinds("").contains("decisions") && kinds("").contains("needs"));
}
