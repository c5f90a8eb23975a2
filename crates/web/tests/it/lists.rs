//! Lists of every kind.

use axum::http::StatusCode;

use crate::pages::get;

#[test]
fn every_kind_has_a_list_in_both_languages() {
    for kind in domain::KINDS {
        for language in ["en", "ja"] {
            let answer = get(&format!("/{}", kind.plural), language);
            assert_eq!(answer.status, StatusCode::OK, "{}", kind.plural);
            let is_filled = answer.body.contains("<tbody>");
            assert!(is_filled || answer.body.contains("class=\"empty\""), "{}", kind.plural);
            assert!(answer.body.len() < 150_000, "{} weighs {}", kind.plural, answer.body.len());
        }
    }
}

#[test]
fn a_narrowed_list_reads_well() {
    let address = "/agreements?kind=sister_city&sort=-signed";
    insta::assert_snapshot!("agreements-en", get(address, "en").words());
    insta::assert_snapshot!("agreements-ja", get(address, "ja").words());
}

#[test]
fn an_empty_list_says_what_to_do() {
    let words = get("/projects?stage=completed&from=1900&to=1901", "en").words();
    assert!(
        words.contains("No record meets all of these conditions.") && words.contains("Show the whole list")
    );
}

#[test]
fn blank_fields_of_the_form_are_taken_out_of_the_address() {
    let answer = get("/projects?q=&partner_place=dalian&sectors=&stage=&from=&to=1999", "en");
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/projects?partner_place=dalian&to=1999");
}

#[test]
fn the_order_is_told_and_can_be_turned() {
    let body = get("/projects?sort=title", "en").body;
    assert!(body.contains("aria-sort=\"ascending\"><a href=\"/projects?sort=-title\""));
    let body = get("/projects?sort=-title", "en").body;
    assert!(body.contains("aria-sort=\"descending\"><a href=\"/projects?sort=title\""));
}

#[test]
fn the_file_holds_the_rows_of_all_pages() {
    let file = get("/projects.csv?sectors=water-supply", "en");
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"projects.csv\"");
    assert!(
        file.body
            .starts_with("\u{feff}id,_revision,title,partner_place,partner_place_title,lead,lead_title,")
    );
    let page = get("/projects?sectors=water-supply", "en").words();
    let rows =
        csv::Reader::from_reader(file.body.trim_start_matches('\u{feff}').as_bytes()).records().count();
    assert!(rows > 50 && page.contains(&format!("{rows} of 184 projects")), "{rows}");
}

#[test]
fn the_file_has_titles_in_the_readers_language() {
    let file = get("/agreements.csv?kind=sister_city&q=hai+phong", "ja").body;
    // The revisions follow from the order in which the demo is loaded.
    let without = |line: &str| {
        let mut parts = line.splitn(3, ',');
        [parts.next(), parts.nth(1)].into_iter().flatten().collect::<Vec<_>>().join(",")
    };
    let lines: Vec<String> = file.trim_start_matches('\u{feff}').lines().map(without).collect();
    insta::assert_snapshot!("file-ja", lines.join("\n"));
}
