//! The desk, partners with their stories, results.

use axum::http::StatusCode;

use crate::pages::{Answer, get};

/// Stories that are read as a whole: a long one, a country, a place at home, one fact, a wide region.
const READ: &[&str] = &[
    "phnom-penh",
    "surabaya",
    "hai-phong",
    "dalian",
    "mandalay",
    "ho-chi-minh-city",
    "cambodia",
    "liaoning-province",
    "kitakyushu",
    "japan",
    "asia",
    "world",
    "site-super-depo",
    "chicago",
    "aarhus",
];

/// The page without its pictures, which have tests of their own.
fn drawn_out(mut answer: Answer) -> Answer {
    while let Some((before, rest)) = answer.body.rsplit_once("<svg") {
        let (_, after) = rest.split_once("</svg>").unwrap();
        answer.body = format!("{before}{after}");
    }
    answer
}

#[test]
fn told_pages_say_the_same_in_both_languages() {
    for (name, address) in [
        ("desk", "/"),
        ("partners", "/partners?country=cambodia"),
        ("ho-chi-minh-city", "/partners/ho-chi-minh-city"),
        ("chicago", "/partners/chicago"),
        ("compared", "/results/nrw_rate?within=cambodia"),
    ] {
        for language in ["en", "ja"] {
            insta::assert_snapshot!(format!("{name}-{language}"), drawn_out(get(address, language)).words());
        }
    }
}

#[test]
fn every_story_is_whole_light_and_without_empty_boxes() {
    for place in READ {
        for language in ["en", "ja"] {
            let answer = get(&format!("/partners/{place}"), language);
            assert_eq!(answer.status, StatusCode::OK, "{place}");
            let body = &answer.body;
            assert!(!body.contains("<tbody>\n</tbody>"), "{place}: an empty table");
            for forgotten in ["story-", "partners-", "results-", "kind-", "code-"] {
                assert!(!answer.words().contains(forgotten), "{place}: {forgotten}");
            }
            let ids: Vec<&str> =
                body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let mut once = ids.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(ids.len(), once.len(), "{place}: an id stands twice");
            for anchor in body.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(ids.contains(&anchor), "{place}: nothing has the id {anchor}");
            }
        }
    }
}

#[test]
fn the_first_year_of_each_sector_is_read_off_the_page() {
    let words = get("/partners/surabaya", "en").words();
    let (_, sectors) = words.split_once("First year of each sector").unwrap();
    let (sectors, _) = sectors.split_once("Timeline").unwrap();
    for told in [
        "2000 Waste management",
        "2004 Environmental education",
        "2011 Water supply",
        "2013 Low-emission transport",
    ] {
        assert!(sectors.contains(told), "{told}: {sectors}");
    }
}

#[test]
fn what_needs_care_leads_to_the_records() {
    let desk = get("/", "en").body;
    for address in ["/needs?without=projects", "/conflicts", "/agreements?sort=term_end"] {
        assert!(desk.contains(&format!("href=\"{address}\"")), "{address}");
        assert_eq!(get(address, "en").status, StatusCode::OK, "{address}");
    }
    let unanswered = get("/needs?without=projects", "en").words();
    assert!(unanswered.contains("3 of 56 needs"), "{unanswered}");
}

#[test]
fn contracts_benefits_and_recognitions_stand_on_one_page() {
    let words = get("/results", "en").words();
    for told in [
        "JPY 800 million",
        "KK Investment Limited",
        "Grand Cross of the Kingdom of Cambodia",
        "Export support",
    ] {
        assert!(words.contains(told), "{told}");
    }
    let dalian = get("/partners/dalian", "en").words();
    assert!(dalian.contains("Amounts on record for the home side: JPY 200 million"), "{dalian}");
}

#[test]
fn wrong_addresses_get_the_right_answer() {
    for (address, status) in [
        ("/partners/atlantis", StatusCode::NOT_FOUND),
        ("/partners/Phnom%20Penh", StatusCode::NOT_FOUND),
        ("/partners/org-kita", StatusCode::NOT_FOUND),
        ("/partners?sort=size", StatusCode::BAD_REQUEST),
        ("/partners?page=99", StatusCode::BAD_REQUEST),
        ("/partners?page=18446744073709551616", StatusCode::BAD_REQUEST),
        ("/partners?colour=red", StatusCode::BAD_REQUEST),
        ("/partners?country=atlantis", StatusCode::OK),
        ("/results/no_such", StatusCode::NOT_FOUND),
        ("/results/nrw_rate?within=atlantis", StatusCode::NOT_FOUND),
        ("/results/nrw_rate?within=%3Cb%3E", StatusCode::BAD_REQUEST),
        ("/results/nrw_rate?place=dalian", StatusCode::BAD_REQUEST),
        ("/results/nrw_rate?within=chicago", StatusCode::OK),
        ("/needs?without=colours", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(get(address, "ja").status, status, "{address}");
    }
}
