//! Putting right what was understood, asking why, comparing two answers, and answers that follow what is typed.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::pages::{Answer, get, send};

const WASTE: &str = "Our market makes 6 tonnes of waste a day. We want to make compost of it.";
const NOISE: &str = "we want help with noise from night clubs and karaoke bars near schools";
const PLANT: &str = "off-market-waste-composting";

fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{path}?{query}")
}

fn asked(path: &str, text: &str, further: &[(&str, &str)], language: &str) -> Answer {
    let pairs: Vec<(&str, &str)> = std::iter::once(("text", text)).chain(further.iter().copied()).collect();
    get(&address(path, &pairs), language)
}

fn part_of<'a>(body: &'a str, from: &str, to: &str) -> &'a str {
    body.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(part, _)| part)
}

#[test]
fn what_a_limit_rules_out_is_told_with_the_rule_and_comes_back_without_the_limit() {
    for (language, rule) in [("en", "Below twenty tonnes a day"), ("ja", "20トン")] {
        let answer = asked("/matches", WASTE, &[], language);
        let out = part_of(&answer.body, "id=\"ruled-out\"", "</section>");
        assert!(out.contains(PLANT) && out.contains(rule), "{out}");
        assert!(out.contains("cnd-market-waste-composting-too-small") && out.contains("/sources/"), "{out}");
    }
    let whole = asked("/matches", WASTE, &[("not", "amount:t/day")], "en");
    assert!(!whole.body.contains("id=\"ruled-out\""));
    assert!(whole.body.contains(&format!("<article class=\"answer\" id=\"{PLANT}\"")));
    let row = part_of(&whole.body, "class=\"understood\"", "</dl>");
    assert!(row.contains("Put back: amounts in"), "{row}");
}

#[test]
fn each_part_understood_can_be_taken_away_by_a_link_that_leads_to_a_page_without_it() {
    for language in ["en", "ja"] {
        let answer = asked("/matches", WASTE, &[("place", "surabaya"), ("add", "form:training")], language);
        let body = part_of(&answer.body, "class=\"understood\"", "</dl>");
        let links: Vec<&str> = body
            .split("class=\"away unprinted\" href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(links.len() > 4, "{body}");
        for link in links {
            let there = get(&link.replace("&#38;", "&"), language);
            assert_eq!(there.status, StatusCode::OK, "{link}");
            let left = part_of(&there.body, "class=\"understood\"", "</dl>");
            assert!(!left.contains(&format!("href=\"{link}\"")), "{link} is still understood");
        }
    }
}

#[test]
fn parts_are_added_by_a_form_and_a_subject_by_its_name() {
    let added = asked("/matches", NOISE, &[("add", "missing:land"), ("add", "sector:water-supply")], "en");
    let row = part_of(&added.body, "class=\"understood\"", "</dl>");
    assert!(row.contains("Land: missing") && row.contains("/sectors/water-supply"), "{row}");
    let named = asked("/matches", NOISE, &[("subject", "leakage")], "en");
    assert_eq!(named.status, StatusCode::SEE_OTHER);
    let to = named.header("location").to_owned();
    assert!(to.contains("add=concept%3Aleakage") && !to.contains("subject="), "{to}");
    assert!(part_of(&get(&to, "en").body, "class=\"understood\"", "</dl>").contains("put in by hand"));
    let nothing = asked("/matches", NOISE, &[("subject", "xyzzy")], "en");
    assert!(nothing.words().contains("No subject of the field is called “xyzzy”"), "{}", nothing.words());
    let wrong = asked("/matches", NOISE, &[("not", "leaks")], "en");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_need_on_record_is_put_right_at_its_own_address() {
    let path = "/needs/need-pp-flow-data/matches";
    let answer = get(&address(path, &[("not", "sector:water-supply")]), "en");
    assert_eq!(answer.status, StatusCode::OK);
    let row = part_of(&answer.body, "class=\"understood\"", "</dl>");
    assert!(row.contains("Put back: Water supply"), "{row}");
    for page in ["why?id=off-u-bcf", "compare?pick=off-u-bcf&pick=off-telemetering"] {
        assert_eq!(get(&format!("/needs/need-pp-flow-data/{page}"), "ja").status, StatusCode::OK, "{page}");
    }
}

#[test]
fn anything_on_record_can_be_asked_about_by_id_or_name() {
    let by_id = asked("/matches/why", WASTE, &[("id", PLANT)], "en");
    assert!(by_id.words().contains("a limit of the need rules it out"), "{}", by_id.words());
    let scheme = asked("/matches/why", WASTE, &[("id", "sch-jica-partnership")], "en");
    let rules = part_of(&scheme.body, "class=\"rules\"", "<h3>");
    assert!(rules.contains("rul-jica-partnership-oda") && rules.contains("/sources/"), "{rules}");
    let named = asked("/matches/why", WASTE, &[("id", "composting")], "en");
    assert!(named.words().contains("Which of these is meant?"), "{}", named.words());
    let unknown = asked("/matches/why", WASTE, &[("id", "xyzzy")], "ja");
    assert!(unknown.words().contains("記録にありません"), "{}", unknown.words());
    assert_eq!(get("/matches/why?id=off-u-bcf", "en").status, StatusCode::BAD_REQUEST);
    assert_eq!(get("/needs/need-none/why?id=off-u-bcf", "en").status, StatusCode::NOT_FOUND);
    let page = get(&format!("/offerings/{PLANT}"), "en").body;
    assert!(page.contains("action=\"/matches/why\""));
}

#[test]
fn two_answers_stand_side_by_side_with_reasons_conditions_cost_and_money() {
    for (language, labels) in [
        ("en", ["Points together", "What stands against it", "Cost to take up", "Money"]),
        ("ja", ["合計点", "不利な条件", "導入費用", "資金"]),
    ] {
        let picked = [("pick", PLANT), ("pick", "off-super-depo")];
        let answer = asked("/matches/compare", WASTE, &picked, language);
        assert_eq!(answer.status, StatusCode::OK);
        for label in labels {
            assert!(
                answer.body.contains(&format!("<th scope=\"row\">{label}")),
                "{label}: {}",
                answer.words()
            );
        }
    }
    let one = asked("/matches/compare", WASTE, &[("pick", PLANT)], "en");
    assert!(one.words().contains("Tick exactly two"), "{}", one.words());
}

#[test]
fn one_kind_of_offering_can_be_seen_alone() {
    let answer = asked("/matches", WASTE, &[("only", "offerings"), ("kind", "training")], "en");
    let kickers: Vec<&str> = answer.body.split("<p class=\"kicker\">").skip(1).collect();
    assert!(kickers.len() > 1 && kickers.iter().all(|rest| rest.starts_with("Training")));
    assert_eq!(asked("/matches", WASTE, &[("kind", "magic")], "en").status, StatusCode::BAD_REQUEST);
}

#[test]
fn who_might_know_is_named_where_nothing_fits() {
    for (language, said) in [("en", "Who might know"), ("ja", "知っていそうなところ")] {
        let body = asked("/matches", NOISE, &[], language).body;
        let knowers = part_of(&body, "class=\"knowers\"", "</section>");
        assert!(knowers.contains(said) && knowers.contains("/organisations/org-"), "{knowers}");
    }
    assert!(!asked("/matches", WASTE, &[], "en").body.contains("class=\"knowers\""));
}

#[test]
fn what_is_typed_is_answered_without_the_page_around() {
    let post = |text: &str| {
        let body = form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
        let request = Request::builder()
            .method(Method::POST)
            .uri("/matches/part")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        send(request.body(Body::from(body)).unwrap())
    };
    let part = post(WASTE);
    assert_eq!(part.status, StatusCode::OK);
    assert!(part.body.starts_with("<div class=\"asked\">") && !part.body.contains("<html"), "{}", part.body);
    assert!(part.header("content-location").starts_with("/matches?text=Our+market"));
    assert_eq!(post(" ").status, StatusCode::NO_CONTENT);
    let page = get("/matches", "en").body;
    assert!(page.contains("data-part=\"/matches/part\"") && page.contains("id=\"answers\""));
}
