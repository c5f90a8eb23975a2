//! Showing records and answering needs at the terminal.

use crate::program::Desk;

#[test]
fn records_are_shown_in_both_languages() {
    let desk = Desk::with_demo();
    for language in ["en", "ja"] {
        let said = desk.run(&["show", "agr-kitakyushu-hai-phong-water-2009", "--lang", language]);
        assert_eq!(said.code, 0, "{said:?}");
        insta::assert_snapshot!(format!("show-agreement-{language}"), said.out);
    }
    let json = desk.json(&["show", "off-u-bcf", "--json"]);
    assert_eq!(json["record"]["provider"], "org-kitakyushu-water-and-sewer-bureau");
}

#[test]
fn the_story_of_a_partner_is_told() {
    let desk = Desk::with_demo();
    let said = desk.run(&["show", "surabaya"]);
    assert_eq!(said.code, 0, "{said:?}");
    insta::assert_snapshot!("show-surabaya", said.out);
    let told = desk.json(&["show", "phnom-penh", "--json"]);
    let sectors = told["sectors"].as_array().unwrap();
    assert!(sectors.iter().any(|s| s["code"] == "water-supply" && s["first"] == "1993"), "{sectors:?}");
}

#[test]
fn what_is_not_on_record_is_said_with_code_3() {
    let desk = Desk::with_demo();
    for arguments in [&["show", "atlantis"][..], &["match", "need-of-nobody"]] {
        let said = desk.run(arguments);
        assert_eq!(said.code, 3, "{said:?}");
        assert!(said.out.is_empty() && !said.err.is_empty());
    }
    assert_eq!(desk.run(&["match", "water", "--place", "atlantis"]).code, 2);
}

#[test]
fn a_need_is_answered_with_reasons_that_sum_to_the_score() {
    let desk = Desk::with_demo();
    let text = "half of the water we pump never reaches a paying customer";
    let said = desk.run(&["match", text, "--place", "phnom-penh"]);
    assert_eq!(said.code, 0, "{said:?}");
    let json = desk.json(&["match", text, "--place", "phnom-penh", "--json"]);
    let offerings = json["offerings"].as_array().unwrap();
    let first: Vec<&str> = offerings.iter().take(5).map(|o| o["id"].as_str().unwrap()).collect();
    assert!(first.contains(&"off-leak-reduction"), "{first:?}");
    for kind in ["offerings", "schemes", "precedents"] {
        for ranked in json[kind].as_array().unwrap() {
            let sum: f64 =
                ranked["reasons"].as_array().unwrap().iter().map(|r| r["points"].as_f64().unwrap()).sum();
            assert!((sum - ranked["score"].as_f64().unwrap()).abs() < 1e-9, "{ranked}");
        }
    }
    for outside in ["how do I bake a chocolate cake with almonds", "", "asdf qwer zxcv"] {
        let json = desk.json(&["match", outside, "--json"]);
        assert_eq!(json["verdict"]["fits"], false, "{outside}");
    }
}

#[test]
fn why_something_is_not_listed_is_told_and_a_part_can_be_put_right() {
    let desk = Desk::with_demo();
    let text = "Our market makes 6 tonnes of waste a day. We want to make compost of it.";
    let said = desk.run(&["match", text, "--why", "off-market-waste-composting"]);
    assert_eq!(said.code, 0);
    for part in ["a limit of the need rules it out", "cnd-market-waste-composting-too-small", "Same subject"]
    {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let json = desk.json(&["match", text, "--json"]);
    assert_eq!(json["ruled_out"][0]["id"], "off-market-waste-composting");
    let json = desk.json(&[
        "match",
        text,
        "--not",
        "amount:t/day",
        "--why",
        "off-market-waste-composting",
        "--json",
    ]);
    assert!(json["standing"]["rank"].is_u64(), "{json}");
    assert_eq!(desk.run(&["match", text, "--why", "off-none"]).code, 2);
    assert_eq!(desk.run(&["match", text, "--not", "leaks"]).code, 2);
}
