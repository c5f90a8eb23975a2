//! Answers to needs: on record, in plain words, in both languages, and to what cannot be answered.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::pages::{Answer, get, send};

const LEAKS: &str = "half of the water we pump never reaches a paying customer";
const MOULD: &str = "乾季になると浄水場の水がかび臭くなる";
const OUTSIDE: &str = "we look for the sheet music of a lost symphony";

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn asked(pairs: &[(&str, &str)], language: &str) -> Answer {
    get(&format!("/matches?{}", encoded(pairs)), language)
}

fn sent(pairs: &[(&str, &str)]) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri("/matches")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(request.body(Body::from(encoded(pairs))).unwrap())
}

/// The texts between two marks, in order.
fn between<'a>(body: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    body.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

/// The points of each list of reasons add up to its total.
fn assert_sums(answer: &Answer) {
    let lists = between(&answer.body, "<ol class=\"reasons\">", "</ol>");
    assert!(!lists.is_empty());
    for list in lists {
        let points: Vec<i64> = between(list, "<span class=\"number\">", "</span>")
            .into_iter()
            .map(|points| points.replace('\u{2212}', "-").replace('.', "").parse().unwrap())
            .collect();
        let (total, parts) = points.split_last().unwrap();
        assert_eq!(parts.iter().sum::<i64>(), *total, "{list}");
    }
}

fn assert_every_link_leads_somewhere(answer: &Answer) {
    let (_, main) = answer.body.split_once("<main").unwrap();
    let mut links = between(main, "href=\"/", "\"");
    links.retain(|link| !link.contains('?'));
    links.sort_unstable();
    links.dedup();
    assert!(links.len() > 10);
    for link in links {
        let kind = link.split('/').next().unwrap_or_default();
        if matches!(kind, "offerings" | "schemes" | "organisations" | "sectors" | "needs" | "projects") {
            assert_eq!(get(&format!("/{link}"), "en").status, StatusCode::OK, "{link}");
        }
    }
}

#[test]
fn a_need_on_record_is_answered_with_reasons_that_add_up() {
    for language in ["en", "ja"] {
        let answer = get("/needs/need-pp-flow-data/matches", language);
        assert_eq!(answer.status, StatusCode::OK);
        for part in ["id=\"offerings\"", "id=\"schemes\"", "id=\"precedents\"", "class=\"picture"] {
            assert!(answer.body.contains(part), "{part}");
        }
        assert_sums(&answer);
        let (_, groups) = answer.body.split_once("class=\"jumps").unwrap();
        assert!(!groups.contains("id=\"need-pp-flow-data\""), "a need is no answer to itself");
        for missing in [">match ", ">reason ", ">why ", ">verdict "] {
            assert!(!answer.body.contains(missing), "{missing}");
        }
    }
    assert_every_link_leads_somewhere(&get("/needs/need-pp-flow-data/matches", "en"));
}

#[test]
fn the_page_of_a_need_leads_to_its_answers() {
    let body = get("/needs/need-pp-flow-data", "en").body;
    assert!(body.contains("href=\"/needs/need-pp-flow-data/matches\""));
}

#[test]
fn a_text_is_answered_in_both_languages_of_the_page() {
    let answer = asked(&[("text", LEAKS), ("place", "phnom-penh")], "en");
    let words = answer.words();
    assert!(words.contains("Phnom Penh") && words.contains("English"), "{words}");
    assert!(words.contains("on-revenue water"), "{words}");
    assert_sums(&answer);
    let answer = asked(&[("text", LEAKS)], "ja");
    assert!(answer.body.contains(&format!("lang=\"en\"><p>{LEAKS}")), "{}", answer.words());
    assert!(answer.words().contains("無収水"), "{}", answer.words());
}

#[test]
fn a_japanese_text_is_understood() {
    let answer = asked(&[("text", MOULD), ("place", "hai-phong")], "ja");
    let words = answer.words();
    assert!(words.contains("日本語") && words.contains(MOULD), "{words}");
    assert_sums(&answer);
}

#[test]
fn one_sort_of_answers_can_be_asked_for() {
    let answer = asked(&[("text", LEAKS), ("only", "schemes")], "en");
    assert!(answer.body.contains("id=\"schemes\"") && !answer.body.contains("id=\"offerings\""));
    let wrong = asked(&[("text", LEAKS), ("only", "answers")], "en");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.words().contains("precedents"), "{}", wrong.words());
}

#[test]
fn what_nothing_on_record_is_about_is_said_first() {
    for (language, said) in
        [("en", "Nothing on record fits this need"), ("ja", "このニーズに合う記録はありません")]
    {
        let answer = asked(&[("text", OUTSIDE)], language);
        assert_eq!(answer.status, StatusCode::OK);
        let words = answer.words();
        assert!(words.contains(said), "{words}");
        assert!(answer.body.contains("class=\"verdict unsure\""));
    }
}

#[test]
fn no_text_gives_the_box_with_examples_that_are_answered() {
    for text in ["", "  \n "] {
        let answer = asked(&[("text", text), ("place", "dalian")], "en");
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains("<textarea") && answer.body.contains("value=\"dalian\" selected"));
    }
    for language in ["en", "ja"] {
        let body = get("/matches", language).body;
        let (_, examples) = body.split_once("class=\"examples\"").unwrap();
        let links = between(examples.split("</ul>").next().unwrap(), "href=\"", "\"");
        assert_eq!(links.len(), 3);
        for link in links {
            let answer = get(link, language);
            assert!(answer.body.contains("class=\"verdict fits\""), "{link}: {}", answer.words());
        }
    }
}

#[test]
fn hostile_and_odd_texts_are_shown_as_text() {
    let answer = asked(&[("text", "<script>alert(1)</script>\"'><b>LEAKING PIPES</b>")], "en");
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<b>LEAKING"));
    assert!(answer.body.contains("&#60;b&#62;LEAKING PIPES"));
    for text in ["💧💧💧", "\u{202e}leak\u{0}", "';--", "水", "ماء", "a"] {
        assert_eq!(asked(&[("text", text)], "en").status, StatusCode::OK, "{text:?}");
    }
    assert_eq!(get("/matches?text=%ff%fe&place=", "en").status, StatusCode::OK);
}

#[test]
fn a_short_text_that_is_sent_gets_an_address_to_share() {
    let answer = sent(&[("text", LEAKS), ("place", ""), ("sector", "water-supply")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = answer.header("location").to_owned();
    assert!(address.starts_with("/matches?text=half+of") && address.ends_with("&sector=water-supply"));
    assert_eq!(get(&address, "en").status, StatusCode::OK);
}

#[test]
fn fifty_pages_are_answered_where_they_were_sent() {
    let letter = format!("{LEAKS}. The network is old and nobody knows where the pipes leak. ").repeat(1_000);
    let answer = sent(&[("text", &letter), ("place", "phnom-penh")]);
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("class=\"verdict fits\""), "{}", &answer.words()[..500]);
    assert!(answer.body.contains("href=\"#offerings\""), "no address can hold the text");
    assert_sums(&answer);
}

#[test]
fn what_is_too_long_or_unknown_is_refused_with_what_to_do() {
    let book = "水".repeat(200_001);
    assert_eq!(sent(&[("text", &book)]).status, StatusCode::BAD_REQUEST);
    assert_eq!(sent(&[("text", &book.repeat(2))]).status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(asked(&[("text", &"leak ".repeat(2_000))], "en").status, StatusCode::URI_TOO_LONG);
    for parameter in ["place", "sector"] {
        let answer = asked(&[("text", LEAKS), (parameter, "no-such-thing")], "en");
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.words().contains("no-such-thing"), "{}", answer.words());
    }
    for address in ["/needs/need-none/matches", "/needs/%3Cb%3E/matches", "/projects/prj-x/matches"] {
        assert_eq!(get(address, "en").status, StatusCode::NOT_FOUND, "{address}");
    }
}
