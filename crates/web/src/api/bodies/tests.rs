use axum::http::HeaderValue;
use serde_json::json;

use super::*;

fn kind(plural: &str) -> &'static Kind {
    domain::kind(plural).unwrap()
}

fn body(plural: &str, manner: Manner, before: &Cells, value: Value) -> Result<Body, Fault> {
    let kind = kind(plural);
    let open: Vec<&'static Field> = kind.fields.iter().collect();
    let Value::Object(members) = value else { panic!("an object") };
    read(kind, &open, manner, before, &members)
}

fn inputs(body: &Body) -> Vec<(String, Vec<String>)> {
    body.cells.iter().map(|(name, texts)| (name.to_owned(), texts.to_vec())).collect()
}

fn expected(inputs: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let texts = |texts: &&[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    inputs.iter().map(|(name, many)| ((*name).to_owned(), texts(many))).collect()
}

#[test]
fn json_means_what_a_form_means() {
    let sent = json!({
        "kind": "projects", "id": "prj-a", "title": { "en": "A", "ja": "あ", "zh-Hans": null }, "sectors": ["a", "b"],
        "amount": 12.50, "start": "1999-05", "partner_place": "phnom-penh", "partners": null,
        "source": [{ "document": "a.txt", "locator": "page 1" }, { "locator": "a letter" }],
    });
    let read = body("projects", Manner::Merge, &Cells::default(), sent).unwrap();
    assert_eq!(read.id, "prj-a");
    assert_eq!(
        inputs(&read),
        expected(&[
            ("amount", &["12.5"]),
            ("partner_place", &["phnom-penh"]),
            ("partners", &[]),
            ("sectors", &["a", "b"]),
            ("source", &["a.txt", ""]),
            ("source.at", &["page 1", "a letter"]),
            ("start", &["1999-05"]),
            ("title", &["A"]),
            ("title_ja", &["あ"]),
            ("title_zh-Hans", &[]),
        ])
    );
    let named =
        body("places", Manner::Add, &Cells::default(), json!({ "name": { "en": "Hue" }, "kind": "city" }));
    assert_eq!(
        inputs(&named.unwrap()),
        expected(&[("kind", &["city"]), ("name_en", &["Hue"]), ("name_ja", &[])])
    );
}

#[test]
fn what_is_not_sent_becomes_blank_only_when_the_record_is_replaced() {
    let mut before = Cells::default();
    before.set("statement_vi", vec!["x".to_owned()]);
    let sent = || json!({ "statement": { "en": "A" } });
    let merged = body("needs", Manner::Merge, &before, sent()).unwrap();
    assert_eq!(inputs(&merged), expected(&[("statement", &["A"])]));
    let replaced = body("needs", Manner::Replace, &before, sent()).unwrap();
    assert_eq!(replaced.cells.all("statement"), ["A"]);
    assert!(replaced.cells.has("statement_vi") && replaced.cells.all("statement_vi").is_empty());
    assert!(replaced.cells.has("raised") && replaced.cells.has("constraints_ja"));
}

#[test]
fn every_fault_of_shape_is_named() {
    let long = "x".repeat(LONGEST_CELL + 1);
    for (member, value, path, code) in [
        ("titel", json!("A"), "titel", "unknown-field"),
        ("kind", json!("needs"), "kind", "unknown-code"),
        ("id", json!(5), "id", "wrong-type"),
        ("title", json!("A"), "title", "wrong-type"),
        ("title", json!({ "klingon!": "A" }), "title.klingon!", "unknown-field"),
        ("title", json!({ "EN": "A" }), "title.EN", "unknown-field"),
        ("title", json!({ "en": 5 }), "title.en", "wrong-type"),
        ("title", json!({ "en": long }), "title.en", "cell-too-long"),
        ("stage", json!(["need"]), "stage", "wrong-type"),
        ("start", json!(1999), "start", "wrong-type"),
        ("amount", json!(true), "amount", "wrong-type"),
        ("partner_place", json!("Phnom Penh"), "partner_place", "malformed-id"),
        ("partners", json!("org-a"), "partners", "wrong-type"),
        ("partners", json!(["org-a", "Org B"]), "partners[1]", "malformed-id"),
        ("sectors", json!(["a;b"]), "sectors[0]", "malformed-id"),
        ("source", json!(["a.txt"]), "source[0]", "wrong-type"),
        ("source", json!([{ "page": "1" }]), "source[0].page", "unknown-field"),
        ("source", json!([{ "document": "two words" }]), "source[0].document", "malformed-id"),
    ] {
        let mut members = Map::new();
        members.insert(member.to_owned(), value);
        let fault = body("projects", Manner::Add, &Cells::default(), members.into()).unwrap_err();
        let told = fault.told(language::Words::default());
        assert_eq!(
            (told[0]["field"].as_str(), told[0]["code"].as_str()),
            (Some(path), Some(code)),
            "{told:?}"
        );
        assert!(told[0]["detail"].as_str().is_some_and(|detail| detail.contains(' ')), "{told:?}");
    }
}

#[test]
fn only_json_in_utf_8_is_taken() {
    for (media, bytes, manner, is_taken) in [
        ("application/json", "{}", Manner::Add, true),
        ("Application/JSON; charset=\"UTF-8\"", "{}", Manner::Add, true),
        ("application/merge-patch+json", "{}", Manner::Merge, true),
        ("application/merge-patch+json", "{}", Manner::Add, false),
        ("application/json; charset=shift_jis", "{}", Manner::Add, false),
        ("text/plain", "{}", Manner::Add, false),
        ("application/x-www-form-urlencoded", "a=1", Manner::Add, false),
        ("application/json", "[]", Manner::Add, false),
        ("application/json", "{", Manner::Add, false),
        ("application/json", "\u{feff}{}", Manner::Add, false),
        ("", "{}", Manner::Add, false),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media).unwrap());
        let read = object(&headers, &Bytes::from_static(bytes.as_bytes()), manner);
        assert_eq!(read.is_ok(), is_taken, "{media} {bytes}");
    }
}
