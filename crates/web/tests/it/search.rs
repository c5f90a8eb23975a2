//! Search over the whole record.

use axum::http::StatusCode;

use crate::pages::get;

#[test]
fn hits_are_grouped_and_marked() {
    let answer = get("/search?q=compost", "en");
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("<mark>") && answer.body.contains("id=\"projects\""));
    assert!(answer.body.contains("<title>Search: compost · Renkei</title>"));
    assert!(answer.body.contains("href=\"/projects?q=compost\"") || !answer.body.contains("class=\"rest\""));
}

#[test]
fn japanese_words_find_japanese_names() {
    let answer = get("/search?q=%E5%A4%A7%E9%80%A3", "ja");
    assert!(answer.body.contains("<mark>大連</mark>"), "{}", answer.words());
}

#[test]
fn nothing_found_and_nothing_asked_give_hints() {
    let nothing = get("/search?q=zzzqqqxxx", "en").words();
    assert!(
        nothing.contains("Nothing on record has these words.") && nothing.contains("Fewer words find more.")
    );
    insta::assert_snapshot!("blank-ja", get("/search", "ja").words());
}

#[test]
fn what_was_asked_is_shown_as_text() {
    let body = get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%3E", "en").body;
    assert!(!body.contains("<script>alert"));
    assert!(body.contains("value=\"&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#62;\""));
}
