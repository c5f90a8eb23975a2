use std::collections::BTreeSet;

use ::language::Language;

use super::*;

fn openapi_in_english() -> Value {
    openapi(Words::of(Language::En), "")
}

#[test]
fn the_page_shows_every_kind_in_every_language() {
    for language in Language::ALL {
        let reader = Reader::sample(*language);
        for kind in std::iter::once(None).chain(KINDS.iter().map(|kind| Some(*kind))) {
            let html = GuidePage::new(&reader, kind).render().unwrap();
            assert!(html.contains("<h1>") && !html.contains(">api "), "a word is missing: {html}");
            assert_eq!(html.contains("id=\"problems\""), kind.is_none());
        }
    }
}

#[test]
fn every_address_inside_the_document_leads_somewhere() {
    let document = openapi_in_english();
    let text = document.to_string();
    let names: BTreeSet<&str> =
        text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(names.len() > 100, "{}", names.len());
    for name in names {
        assert!(document.pointer(name).is_some(), "{name}");
    }
}

#[test]
fn operations_have_names_of_their_own() {
    let operations = all(Words::default());
    let names: BTreeSet<String> = operations.iter().map(|operation| operation.name.clone()).collect();
    assert_eq!((names.len(), operations.len()), (KINDS.len() * 6 + 3, KINDS.len() * 6 + 3));
}

#[test]
fn the_document_reads_as_agreed() {
    let document = openapi_in_english();
    let at = |pointer: &str| serde_json::to_string_pretty(document.pointer(pointer).unwrap()).unwrap();
    let operations: Vec<String> = all(Words::default())
        .iter()
        .map(|one| format!("{} {} {}", one.method.to_uppercase(), one.path, one.name))
        .collect();
    insta::assert_snapshot!("operations", operations.join("\n"));
    insta::assert_snapshot!("needs", at("/paths/~1api~1v1~1needs"));
    insta::assert_snapshot!("need", at("/paths/~1api~1v1~1needs~1{id}"));
    insta::assert_snapshot!("general", at("/paths/~1api~1v1~1matches"));
    insta::assert_snapshot!("need-new", at("/components/schemas/needs.new"));
    insta::assert_snapshot!("place-record", at("/components/schemas/places.record"));
    insta::assert_snapshot!("responses", at("/components/responses"));
}
