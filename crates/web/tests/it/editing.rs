//! Writing from the screen: forms that keep what is typed, two writers, drafts, taking away, history. Each test has
//! records of its own.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::Role;

use crate::pages::{Answer, Server, cookie_of, send_as_it_is};

/// A server of its own, so that the pages of other tests stay as they are; with the cookie of its coordinator.
static WRITTEN: LazyLock<(Server, String)> = LazyLock::new(|| {
    let server = Server::start("written");
    let token = server.with(async |renkei| {
        app::accounts::sign_in_as(renkei, Role::Coordinator, "a test", None).await.unwrap()
    });
    (server, format!("session={token}"))
});

fn send(mut request: Request<Body>) -> Answer {
    let (server, coordinator) = &*WRITTEN;
    request.headers_mut().append(header::COOKIE, coordinator.parse().unwrap());
    server.send(request)
}

fn get(address: &str, language: &str) -> Answer {
    let request = Request::builder().uri(address).header(header::ACCEPT_LANGUAGE, language);
    send(request.body(Body::empty()).unwrap())
}

/// The cookie, the token and the revision that a form gives.
fn form(address: &str) -> (String, String, String) {
    let page = get(address, "en");
    assert_eq!(page.status, StatusCode::OK, "{address}");
    let cookies = page.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap().to_owned());
    let cookie =
        cookies.filter(|one| one.starts_with("form=")).map(|one| one.split(';').next().unwrap().to_owned());
    let cookie = cookie.collect::<Vec<_>>().join("; ");
    let hidden = |name: &str| {
        let start = format!("name=\"{name}\" value=\"");
        page.body.split_once(&start).map_or("", |(_, rest)| rest.split('"').next().unwrap()).to_owned()
    };
    (cookie, hidden("token"), hidden("form.revision"))
}

fn post(address: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(request.body(Body::from(body)).unwrap())
}

/// Adds a need and gives its address.
fn added(statement: &str) -> String {
    let (cookie, token, _) = form("/needs/new");
    let fields = [
        ("token", token.as_str()),
        ("place", "Phnom Penh [phnom-penh]"),
        ("sector", "water-supply"),
        ("raised", "平成11年5月"),
        ("statement", statement),
    ];
    let answer = post("/needs/new", &fields, &cookie);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    answer.header("location").to_owned()
}

#[test]
fn a_new_record_is_saved_and_shown() {
    let address = added("Meters stand still <b>here</b>");
    assert_eq!(address, "/needs/need-meters-stand-still-b-here-b");
    let page = get(&address, "en");
    assert!(page.words().contains("May 1999"), "{}", page.words());
    assert!(page.body.contains("Meters stand still &#60;b&#62;here"), "the text is text");
    for tool in ["edit", "history", "remove"] {
        assert!(page.body.contains(&format!("href=\"{address}/{tool}\"")), "{tool}");
    }
}

#[test]
fn what_cannot_be_saved_comes_back_as_it_was_with_what_is_wrong() {
    let (cookie, token, _) = form("/needs/new");
    let fields = [
        ("token", token.as_str()),
        ("place", "Phnom Pehn"),
        ("sector", "waste"),
        ("raised", "soon"),
        ("statement_ja", "漏水"),
        ("source", "a.txt"),
        ("source.at", "page 2"),
    ];
    let answer = post("/needs/new", &fields, &cookie);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = answer.words();
    assert!(words.contains("3 things keep this from being saved"), "{words}");
    assert!(
        words.contains("Did you mean “phnom-penh”?") && words.contains("“soon” is not a date"),
        "{words}"
    );
    for typed in ["value=\"Phnom Pehn\"", "value=\"soon\"", "漏水</textarea>", "value=\"page 2\""] {
        assert!(answer.body.contains(typed), "{typed}");
    }
    assert!(answer.body.contains("href=\"#f-raised\"") && answer.body.contains("aria-invalid=\"true\""));
    let (_, rest) = answer.body.split_once("name=\"form.take\" value=\"sector:0:").unwrap();
    let sector = rest.split('"').next().unwrap().to_owned();
    let take = format!("sector:0:{sector}");
    let taken = [fields.as_slice(), &[("form.take", take.as_str())]].concat();
    let answer = post("/needs/new", &taken, &cookie);
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains(&format!("[{sector}]\"")), "the choice stands in its input");
}

#[test]
fn buttons_find_add_lines_and_keep_what_is_typed() {
    let (cookie, token, _) = form("/projects/new");
    let typed =
        [("token", token.as_str()), ("title", "A study"), ("sectors", "water-supply"), ("lead", "kitaky")];
    let press = |name, value| post("/projects/new", &[typed.as_slice(), &[(name, value)]].concat(), &cookie);
    let found = press("form.find", "lead:0");
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.body.contains("name=\"form.take\" value=\"lead:0:org-"), "{}", found.words());
    assert!(found.body.contains("A study</textarea>"));
    let inputs = |answer: &Answer| answer.body.matches("name=\"sectors\"").count();
    assert!(inputs(&press("form.more", "sectors")) > inputs(&found));
}

#[test]
fn a_stale_form_loses_nothing_and_is_not_saved() {
    let fields = [("token", "00"), ("statement", "Typed for an hour")];
    let answer = post("/needs/new", &fields, "");
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.words().contains("Nothing you typed is lost"), "{}", answer.words());
    assert!(answer.body.contains("Typed for an hour</textarea>"));
    assert_eq!(get("/needs/need-typed-for-an-hour", "en").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_second_writer_chooses_between_two_versions() {
    let address = added("Two hands on one record");
    let edit = format!("{address}/edit");
    let (cookie, token, revision) = form(&edit);
    let send = |fields: &[(&str, &str)]| {
        let own = [("token", token.as_str())];
        post(&edit, &[own.as_slice(), fields].concat(), &cookie)
    };
    let known = ("form.revision", revision.as_str());
    let first = send(&[known, ("raised", "2001"), ("constraints", "no power")]);
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.words());
    let second = send(&[known, ("raised", "2002"), ("unit", "%"), ("constraints", "")]);
    assert_eq!(second.status, StatusCode::CONFLICT);
    let words = second.words();
    assert!(
        words.contains("saved this record while you were typing") && words.contains("both changed it"),
        "{words}"
    );
    for version in ["2001", "2002", "no power"] {
        assert!(words.contains(version), "{version}: {words}");
    }
    let start = "name=\"form.revision\" value=\"";
    let now = second.body.split_once(start).unwrap().1.split('"').next().unwrap();
    let merged = [
        ("form.revision", now),
        ("form.base", revision.as_str()),
        ("form.choice", "raised"),
        ("raised", "2002"),
        ("form.choice", "unit"),
        ("unit", "%"),
        ("form.choice.unit", "mine"),
    ];
    let open = send(&merged);
    assert_eq!(open.status, StatusCode::CONFLICT, "an open choice is asked again");
    assert!(open.words().contains("no version is chosen yet"), "{}", open.words());
    let chosen = send(&[merged.as_slice(), &[("form.choice.raised", "theirs")]].concat());
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.words());
    let page = get(&address, "en").words();
    assert!(page.contains("2001") && page.contains('%') && page.contains("no power"), "{page}");
}

#[test]
fn drafts_are_kept_offered_and_let_go() {
    let address = added("A record with a draft");
    let (cookie, token, revision) = form(&format!("{address}/edit"));
    let typed =
        [("token", token.as_str()), ("form.revision", revision.as_str()), ("constraints", "half a thought")];
    let kept = post(&format!("{address}/draft"), &typed, &cookie);
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    let offered = get(&format!("{address}/edit"), "en");
    assert!(offered.words().contains("did not save it") && !offered.body.contains("half a thought"));
    let opened = get(&format!("{address}/edit?form.draft=open"), "en");
    assert!(opened.body.contains("half a thought</textarea>"), "{}", opened.words());
    assert_eq!(post(&format!("{address}/draft"), &typed[1..], &cookie).status, StatusCode::FORBIDDEN);
    let discard = [typed.as_slice(), &[("form.draft", "discard")]].concat();
    assert_eq!(post(&format!("{address}/draft"), &discard, &cookie).status, StatusCode::SEE_OTHER);
    assert!(!get(&format!("{address}/edit"), "en").words().contains("did not save it"));
}

#[test]
fn a_record_is_taken_away_and_brought_back() {
    let address = added("A record that goes and comes");
    let (cookie, token, revision) = form(&format!("{address}/remove"));
    let own = [("token", token.as_str()), ("form.revision", revision.as_str())];
    let gone = post(&format!("{address}/remove"), &own, &cookie);
    assert_eq!(
        (gone.status, gone.header("location")),
        (StatusCode::SEE_OTHER, format!("{address}/history").as_str())
    );
    assert_eq!(get(&address, "en").status, StatusCode::NOT_FOUND);
    let history = get(&format!("{address}/history"), "en");
    assert!(history.words().contains("was taken away"), "{}", history.words());
    let start = "name=\"form.change\" value=\"";
    let change = history.body.split_once(start).unwrap().1.split('"').next().unwrap();
    let fields = [("token", token.as_str()), ("form.revision", ""), ("form.change", change)];
    let back = post(&format!("{address}/restore"), &fields, &cookie);
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, address.as_str()));
    assert_eq!(get(&address, "en").status, StatusCode::OK);
    let place = form("/places/phnom-penh/remove");
    let own = [("token", token.as_str()), ("form.revision", place.2.as_str())];
    let refused = post("/places/phnom-penh/remove", &own, &cookie);
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("Mark that you know"), "{}", refused.words());
}

#[test]
fn the_activity_of_the_office_can_be_narrowed() {
    let address = added("A record in the list of changes");
    let all = get("/activity", "en");
    assert!(all.body.contains(&format!("href=\"{address}/history\"")), "{}", all.words());
    let narrowed = get("/activity?kind=needs&day=2026-04-01", "en");
    assert!(narrowed.words().contains("Added"), "{}", narrowed.words());
    let none = get("/activity?day=1999-01-01", "en");
    assert!(none.words().contains("Nothing was changed"), "{}", none.words());
    for wrong in ["kind=wars", "day=soon", "before=x"] {
        assert_eq!(get(&format!("/activity?{wrong}"), "en").status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[test]
fn what_is_known_is_filled_in_by_the_address() {
    let page = get("/places/phnom-penh", "en");
    assert!(page.body.contains("href=\"/needs/new?place=phnom-penh\""));
    let form = get("/needs/new?place=phnom-penh&unknown=x", "en");
    assert!(form.body.contains("name=\"place\" value=\"Phnom Penh [phnom-penh]\""));
    let form = get("/needs/new?place=phnom-penh", "ja");
    assert!(form.body.contains("value=\"プノンペン都 [phnom-penh]\""));
}

#[test]
fn suggestions_come_one_on_each_line() {
    let found = get("/needs/suggest?field=place&q=phnom", "en");
    assert!(found.header("content-type").starts_with("text/plain"));
    assert!(
        found.body.contains("Phnom Penh [phnom-penh]\tPhnom Penh · Place · phnom-penh\n"),
        "{}",
        found.body
    );
    assert_eq!(get("/needs/suggest?field=nothing&q=a", "en").status, StatusCode::NOT_FOUND);
    assert_eq!(get("/wars/suggest?field=place&q=a", "en").status, StatusCode::NOT_FOUND);
}

#[test]
fn who_may_not_write_finds_no_links_and_no_forms() {
    for role in [Role::Public, Role::Reader, Role::Member] {
        let cookie = cookie_of(role);
        let ask = |address: &str| {
            let request = Request::builder().uri(address).header(header::ACCEPT_LANGUAGE, "en");
            send_as_it_is(request.header(header::COOKIE, &cookie).body(Body::empty()).unwrap())
        };
        let page = ask("/needs/need-pp-flow-data");
        assert!(!page.body.contains("/edit\"") && !page.body.contains("/remove\""), "{role:?}");
        for address in ["/needs/new", "/needs/need-pp-flow-data/edit", "/needs/need-pp-flow-data/remove"] {
            let refused = ask(address);
            assert_ne!(refused.status, StatusCode::OK, "{role:?} {address}");
            assert!(!refused.body.contains("id=\"form\""), "{role:?} {address}");
        }
        let suggested = ask("/needs/suggest?field=place&q=phnom");
        assert_eq!(suggested.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}

#[test]
fn forms_are_as_they_were_accepted() {
    for (name, address, language) in [
        ("need-en", "/needs/new?place=phnom-penh", "en"),
        ("need-ja", "/needs/new?place=phnom-penh", "ja"),
        ("place-en", "/places/dalian/edit", "en"),
    ] {
        insta::assert_snapshot!(name, get(address, language).words());
    }
}
