//! Pages of records.

use axum::http::StatusCode;

use crate::pages::get;

#[test]
fn every_record_of_every_kind_has_a_page() {
    for kind in domain::KINDS {
        let list = get(&format!("/{}", kind.plural), "en").body;
        let prefix = format!("<th scope=\"row\"><a href=\"/{}/", kind.plural);
        let ids: Vec<&str> =
            list.split(&prefix).skip(1).take(5).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!ids.is_empty() || list.contains("class=\"empty\""), "{}", kind.plural);
        for id in ids {
            let answer = get(&format!("/{}/{id}", kind.plural), "ja");
            assert_eq!(answer.status, StatusCode::OK, "{id}");
        }
    }
}

#[test]
fn a_page_shows_fields_links_sources_and_disagreements() {
    let address = "/agreements/agr-kitakyushu-hai-phong-sister-2014";
    insta::assert_snapshot!("agreement-en", get(address, "en").words());
    insta::assert_snapshot!("agreement-ja", get(address, "ja").words());
}

#[test]
fn a_place_shows_what_surrounds_it() {
    insta::assert_snapshot!("place-en", get("/places/dalian", "en").words());
}

#[test]
fn a_disagreement_about_no_field_stands_on_top() {
    let words = get("/recognitions/rec-kitakyushu-xinghai-2006", "en").words();
    let (top, _) = words.split_once("Recipient").unwrap();
    assert!(top.contains("Sources disagree: award name") && top.contains("Xinhai"), "{words}");
}

#[test]
fn an_id_alone_leads_to_the_record() {
    let answer = get("/r/dalian", "en");
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/places/dalian"));
}

#[test]
fn a_source_leads_to_what_cites_it() {
    let source = "src-kitakyushu-actions-2018";
    let body = get(&format!("/sources/{source}"), "en").body;
    let list = format!("/places?source={source}");
    let (_, rest) = body.split_once(&format!("<a href=\"{list}\">Places</a> <span class=\"unit\">")).unwrap();
    let count = rest.split(' ').next().unwrap();
    let words = get(&list, "en").words();
    assert!(words.contains(&format!("{count} of ")), "{count}: {words}");
    assert!(words.contains("Source: Actions for a Sustainable Society"), "{words}");
}
