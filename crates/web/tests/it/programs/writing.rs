//! Writing: add, change, replace, take away; both versions when somebody was faster.

use axum::http::{Method, StatusCode};
use domain::Role;
use serde_json::{Value, json};

use super::{Call, token};

fn need() -> Value {
    json!({
        "place": "phnom-penh", "sector": "water-supply", "raised": "平成11年5月",
        "statement": { "en": "Meters stand still", "ja": "メーターが止まる" },
        "baseline_value": 12.5, "unit": "%", "indicator": "nrw_rate",
        "source": [{ "document": "a.txt", "locator": "page 1" }],
    })
}

/// The number of the last change of the record.
fn last_change() -> i64 {
    let mut since = 0;
    loop {
        let changes = Call::get(&format!("changes?since={since}")).json(StatusCode::OK);
        since = changes["last"].as_i64().unwrap();
        if changes["more"] == false {
            return since;
        }
    }
}

#[test]
fn a_record_is_added_changed_replaced_and_taken_away() {
    let token = token(Role::Coordinator, "write");
    let since = last_change();
    let added = Call::new(Method::POST, "needs").by(&token).sending(&need()).answer();
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
    let path = added.header("location").to_owned();
    let record = added.json();
    assert_eq!(record["raised"], "1999-05", "as it is kept");
    let read = Call::get(&path).answer();
    assert_eq!((read.json(), read.header("etag")), (record.clone(), added.header("etag")));

    let change =
        json!({ "statement": { "ja": null, "vi": "Đồng hồ" }, "unit": null, "baseline_value": null });
    let changed = Call::new(Method::PATCH, &path)
        .by(&token)
        .with("if-match", added.header("etag"))
        .sending(&change)
        .answer();
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let after = changed.json();
    assert_eq!(after["statement"], json!({ "en": "Meters stand still", "vi": "Đồng hồ" }));
    assert_eq!((&after["unit"], &after["source"]), (&Value::Null, &record["source"]));
    assert_ne!(changed.header("etag"), added.header("etag"));

    let other = json!({ "raised": "2001" });
    let late = Call::new(Method::PATCH, &path)
        .by(&token)
        .with("if-match", added.header("etag"))
        .sending(&other)
        .json(StatusCode::PRECONDITION_FAILED);
    assert_eq!((&late["theirs"], &late["mine"]["raised"]), (&after, &json!("2001")));
    assert_eq!(format!("\"{}\"", late["revision"]), changed.header("etag"));

    let mut whole = after.clone();
    whole["statement"] = json!({ "en": "Meters stand still" });
    whole.as_object_mut().unwrap().remove("source");
    let replaced = Call::new(Method::PUT, &path)
        .by(&token)
        .with("if-match", changed.header("etag"))
        .sending(&whole)
        .answer();
    assert_eq!(replaced.status, StatusCode::OK, "{}", replaced.body);
    assert_eq!(
        (&replaced.json()["source"], &replaced.json()["statement"]),
        (&Value::Null, &whole["statement"])
    );

    for state in ["", "*"] {
        let call = Call::new(Method::DELETE, &path).by(&token);
        let call = if state.is_empty() { call } else { call.with("if-match", state) };
        assert_eq!(call.answer().status, StatusCode::PRECONDITION_REQUIRED);
    }
    let late = Call::new(Method::DELETE, &path)
        .by(&token)
        .with("if-match", changed.header("etag"))
        .json(StatusCode::PRECONDITION_FAILED);
    assert_eq!(late["theirs"], replaced.json());
    let gone = Call::new(Method::DELETE, &path).by(&token).with("if-match", replaced.header("etag")).answer();
    assert_eq!((gone.status, gone.body.as_str()), (StatusCode::NO_CONTENT, ""));
    for method in [Method::GET, Method::PATCH, Method::DELETE] {
        let call = Call::new(method, &path).by(&token).with("if-match", "\"1\"").sending(&json!({}));
        assert_eq!(call.answer().status, StatusCode::NOT_FOUND);
    }
    let feed = Call::get(&format!("changes?since={since}")).by(&token).json(StatusCode::OK);
    let id = record["id"].as_str().unwrap();
    let told: Vec<&str> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["id"] == id)
        .map(|one| one["action"].as_str().unwrap())
        .collect();
    assert_eq!(told, ["added", "changed", "changed", "removed"]);
}

#[test]
fn what_cannot_be_is_named_and_nothing_is_stored() {
    let token = token(Role::Coordinator, "write");
    let total = || Call::get("needs?limit=1").json(StatusCode::OK)["total"].clone();
    let before = total();
    let mut wrong = need();
    wrong["place"] = json!("phnom-pen");
    wrong["raised"] = json!("soon");
    wrong["baseline_value"] = json!("about 5");
    let faulty =
        Call::new(Method::POST, "needs").by(&token).sending(&wrong).json(StatusCode::UNPROCESSABLE_ENTITY);
    insta::assert_snapshot!("faulty", serde_json::to_string_pretty(&faulty).unwrap());
    let shape =
        json!({ "statment": { "en": "x" }, "place": ["phnom-penh"], "office": "other", "revision": 5 });
    let shape = Call::new(Method::POST, "needs").by(&token).sending(&shape).json(StatusCode::BAD_REQUEST);
    insta::assert_snapshot!("shape", serde_json::to_string_pretty(&shape).unwrap());
    assert_eq!(total(), before);
}

#[test]
fn what_others_depend_on_goes_only_when_that_is_confirmed() {
    let token = token(Role::Coordinator, "write");
    let path = "places/phnom-penh";
    let tag = Call::get(path).answer().header("etag").to_owned();
    let told = Call::new(Method::DELETE, path).by(&token).with("if-match", &tag).json(StatusCode::CONFLICT);
    assert!(told["errors"].as_array().unwrap().iter().any(|one| one["field"] == "needs.place"), "{told}");
    let odd = Call::new(Method::DELETE, &format!("{path}?confirmed=yes")).by(&token).with("if-match", &tag);
    assert_eq!(odd.answer().status, StatusCode::BAD_REQUEST);
}

#[test]
fn only_bodies_of_json_within_the_limit_are_taken() {
    let token = token(Role::Coordinator, "write");
    let send = |media: &str, body: String| {
        let mut call = Call::new(Method::POST, "needs").by(&token).with("content-type", media);
        call.body = axum::body::Body::from(body);
        call.answer().status
    };
    assert_eq!(send("text/plain", "{}".to_owned()), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(send("application/json", "{".to_owned()), StatusCode::BAD_REQUEST);
    assert_eq!(send("application/json", "[]".to_owned()), StatusCode::BAD_REQUEST);
    let large = format!("{{\"statement\":{{\"en\":\"{}\"}}}}", "x".repeat(1_100_000));
    assert_eq!(send("application/json", large), StatusCode::PAYLOAD_TOO_LARGE);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(send("application/json", deep), StatusCode::BAD_REQUEST);
}

#[test]
fn partners_add_what_is_their_own_and_nothing_else() {
    let token = token(Role::Partner, "write");
    let own = Call::new(Method::POST, "needs").by(&token).sending(&need()).answer();
    assert_eq!(own.status, StatusCode::CREATED, "{}", own.body);
    let mut foreign = need();
    foreign["place"] = json!("dalian");
    let told =
        Call::new(Method::POST, "needs").by(&token).sending(&foreign).json(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told["errors"][0]["code"], "not-own");
    let path = own.header("location").to_owned();
    let moved = json!({ "place": "dalian" });
    let moved =
        Call::new(Method::PATCH, &path).by(&token).with("if-match", own.header("etag")).sending(&moved);
    assert_eq!(moved.answer().status, StatusCode::UNPROCESSABLE_ENTITY);
}
