//! Packages on the page of answers: in both languages, with links that lead somewhere.

use axum::http::StatusCode;

use crate::pages::get;

const LEAKS: &str =
    "/matches?text=half+of+the+water+we+pump+never+reaches+a+paying+customer&place=phnom-penh";

/// The section of packages.
fn section(body: &str) -> &str {
    let (_, rest) = body.split_once("<section class=\"packages").unwrap();
    rest.split("</section>").next().unwrap()
}

#[test]
fn packages_name_who_money_framework_precedent_and_steps() {
    for (language, labels) in [
        ("en", ["Package 1", "Lead: ", "Partner: ", "Money", "Framework", "Precedent", "First steps"]),
        ("ja", ["パッケージ 1", "主担当: ", "相手側: ", "資金", "枠組み", "先例", "最初の手順"]),
    ] {
        let body = get(LEAKS, language).body;
        let section = section(&body);
        for label in labels {
            assert!(section.contains(label), "{label}: {section}");
        }
        assert!(section.contains("href=\"/organisations/org-ppwsa\""), "{section}");
        for forgotten in [">package ", ">step ", "{ $", "\u{E000}"] {
            assert!(!section.contains(forgotten), "{forgotten}: {section}");
        }
        let packages = section.matches("class=\"package\"").count();
        assert!((1..=3).contains(&packages), "{packages}");
        for link in section.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert_eq!(get(link, language).status, StatusCode::OK, "{link}");
        }
    }
}

#[test]
fn nothing_is_packed_where_nothing_fits_or_one_sort_is_asked_for() {
    let soprano = "/matches?text=we+want+a+famous+soprano+to+sing+in+our+opera";
    for address in [soprano, &format!("{LEAKS}&only=schemes")] {
        assert!(!get(address, "en").body.contains("class=\"packages"), "{address}");
    }
}
