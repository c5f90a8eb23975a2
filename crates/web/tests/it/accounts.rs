//! Signing in and out on the pages, links that let people in, and forms that outlive a session.

use app::accounts;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::Role;

use crate::pages::{Answer, cookie_of, send_as_it_is, with};

/// A browser: the cookies that it holds.
#[derive(Default)]
struct Browser(Vec<(String, String)>);

impl Browser {
    fn of(role: Role) -> Self {
        let cookie = cookie_of(role);
        Self(
            cookie
                .split_once('=')
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into_iter()
                .collect(),
        )
    }

    fn send(&mut self, method: Method, address: &str, fields: Option<&[(&str, &str)]>) -> Answer {
        let cookies: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let body =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(fields.unwrap_or_default()).finish();
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = send_as_it_is(request.body(Body::from(body)).unwrap());
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.0.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.0.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, address, None)
    }

    /// Sends a form with the token of a page.
    fn post(&mut self, page: &Answer, address: &str, fields: &[(&str, &str)]) -> Answer {
        let token = hidden(page, "token");
        let fields: Vec<_> = fields.iter().copied().chain([("token", token.as_str())]).collect();
        self.send(Method::POST, address, Some(&fields))
    }

    fn session(&self) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == "session").map(|(_, value)| value.as_str())
    }
}

fn hidden(page: &Answer, name: &str) -> String {
    let (_, rest) = page.body.rsplit_once(&format!("name=\"{name}\" value=\"")).expect(name);
    rest.split('"').next().unwrap().to_owned()
}

/// A person with a password, made by the administrator of the demonstration. Gives the address of the link.
fn invited(email: &str, role: &str) -> String {
    let mut administrator = Browser::of(Role::Administrator);
    let people = administrator.get("/people");
    assert_eq!(people.status, StatusCode::OK, "{}", people.words());
    let made = administrator.post(&people, "/people", &[("email", email), ("role", role)]);
    assert_eq!(made.status, StatusCode::OK, "{}", made.words());
    let (_, rest) = made.body.split_once("/doors/").unwrap();
    format!("/doors/{}", rest.split('"').next().unwrap())
}

const PASSWORD: &str = "blocks flow telemeter";

fn entered(email: &str, role: &str) -> Browser {
    let door = invited(email, role);
    let mut browser = Browser::default();
    let page = browser.get(&door);
    assert!(page.body.contains(email), "{}", page.words());
    let fields = [("name", "Sato <b>Yuki</b>"), ("password", PASSWORD)];
    let answer = browser.post(&page, &door, &fields);
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/"),
        "{}",
        answer.words()
    );
    browser
}

#[test]
fn an_invited_person_comes_in_goes_out_and_comes_back_to_where_they_were() {
    let mut browser = entered("in-and-out@example.org", "contributor");
    let desk = browser.get("/");
    assert!(desk.body.contains("Sato &#60;b&#62;Yuki"), "the head names the person");
    let out = browser.post(&desk, "/sign-out", &[]);
    assert_eq!((out.status, browser.session()), (StatusCode::SEE_OTHER, None));
    let list = browser.get("/needs?sector=water-supply");
    assert!(list.body.contains("href=\"/sign-in?back=%2Fneeds%3Fsector%3Dwater-supply\""));
    let page = browser.get("/sign-in?back=%2Fneeds%3Fsector%3Dwater-supply");
    let back = hidden(&page, "back");
    let typed = |password| [("sign-in-email", "In-And-Out@example.org"), ("sign-in-password", password)];
    let mut wrong = typed("wrong").to_vec();
    wrong.push(("back", &back));
    let refused = browser.post(&page, "/sign-in", &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("is wrong")
            && hidden(&refused, "back") == back
            && !refused.body.contains("\"wrong\"")
    );
    for (back, location) in [(back.as_str(), "/needs?sector=water-supply"), ("https://evil.example/", "/")] {
        let mut right = typed(PASSWORD).to_vec();
        right.push(("back", back));
        let before = browser.session().map(str::to_owned);
        let answer = browser.post(&refused, "/sign-in", &right);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, location));
        let cookie = answer
            .headers
            .get_all("set-cookie")
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect::<String>();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(browser.session().is_some() && browser.session() != before.as_deref(), "rotated");
    }
}

#[test]
fn what_was_typed_outlives_the_session() {
    let mut browser = entered("typing@example.org", "coordinator");
    let address = "/needs/need-hp-organic-waste/matches";
    let page = browser.get(address);
    let session = browser.session().unwrap().to_owned();
    with(async |renkei| {
        let known =
            accounts::signed_in(renkei, accounts::Limits::default(), &session).await.unwrap().unwrap();
        accounts::end_other_sessions(renkei, &known.viewer, "").await.unwrap();
    });
    let decided = [("reason-off-telemetering", "no <i>spare</i> parts"), ("rejected", "off-telemetering")];
    let asked = browser.post(&page, "/needs/need-hp-organic-waste/decisions", &decided);
    assert_eq!(asked.status, StatusCode::FORBIDDEN, "{}", asked.words());
    assert!(asked.words().contains("What you sent is kept"), "{}", asked.words());
    assert_eq!(hidden(&asked, "rejected"), "off-telemetering");
    assert!(!asked.body.contains("<i>"));
    let mut again = decided.to_vec();
    again.extend([("sign-in-email", "typing@example.org"), ("sign-in-password", "wrong")]);
    let refused = browser.post(&asked, "/needs/need-hp-organic-waste/decisions", &again);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(hidden(&refused, "rejected"), "off-telemetering", "kept through a wrong password");
    again.pop();
    again.push(("sign-in-password", PASSWORD));
    let done = browser.post(&refused, "/needs/need-hp-organic-waste/decisions", &again);
    assert_eq!(done.header("location"), format!("{address}#off-telemetering"), "{}", done.words());
    assert!(browser.get(address).body.contains("no &#60;i&#62;spare&#60;/i&#62; parts"));
}

#[test]
fn a_form_of_another_site_is_not_kept() {
    let mut browser = Browser::default();
    browser.get("/sign-in");
    let token = "0".repeat(64);
    let answer = browser.send(
        Method::POST,
        "/needs/need-hp-organic-waste/decisions",
        Some(&[("token", &token), ("chosen", "off-telemetering")]),
    );
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.words().contains("This form cannot be accepted"), "{}", answer.words());
    let answer = browser.send(
        Method::POST,
        "/sign-in",
        Some(&[("token", &token), ("sign-in-email", "a@example.org"), ("sign-in-password", "x")]),
    );
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "nobody is signed in by another site");
}

#[test]
fn a_page_for_some_asks_the_others_to_sign_in() {
    for address in ["/people", "/account", "/decisions", "/decisions.csv", "/decisions/dec-none"] {
        let answer = Browser::default().get(address);
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(hidden(&answer, "back"), address, "{}", answer.words());
    }
    let answer = Browser::of(Role::Coordinator).get("/people");
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.words().contains("You may not do this"), "{}", answer.words());
}

#[test]
fn the_demonstration_is_entered_with_one_click() {
    let mut browser = Browser::default();
    let page = browser.get("/sign-in?back=%2Fneeds");
    assert!(page.words().contains("This is the demonstration"), "{}", page.words());
    for (role, named) in
        [("partner", "partner official"), ("member", "member company"), ("administrator", "administrator")]
    {
        let answer = browser.post(&page, "/demo/sign-in", &[("role", role), ("back", "/needs")]);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/needs"));
        let account = browser.get("/account");
        assert!(account.words().contains(named), "{}", account.words());
    }
    assert_eq!(browser.post(&page, "/demo/sign-in", &[("role", "public")]).status, StatusCode::NOT_FOUND);
}

#[test]
fn people_keep_their_own_account() {
    let mut browser = entered("own@example.org", "reader");
    let page = browser.get("/account");
    let saved = browser.post(&page, "/account/profile", &[("name", "佐藤 由紀"), ("language", "ja")]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/account").body.contains("佐藤 由紀"));
    let refused = browser.post(&page, "/account/profile", &[("name", " "), ("language", "en")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (old, new, status) in [
        ("wrong", "another sentence to keep", StatusCode::UNPROCESSABLE_ENTITY),
        (PASSWORD, "short", StatusCode::UNPROCESSABLE_ENTITY),
        (PASSWORD, "another sentence to keep", StatusCode::SEE_OTHER),
    ] {
        let answer = browser.post(&page, "/account/password", &[("old", old), ("new", new)]);
        assert_eq!(answer.status, status, "{}", answer.words());
        assert!(!answer.body.contains("another sentence"));
    }
    let session = browser.session().unwrap().to_owned();
    let ended = browser.post(&page, "/account/sessions", &[("end", &accounts::key_of(&session))]);
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/account").status, StatusCode::FORBIDDEN);
}

#[test]
fn administrators_give_and_take_parts_and_make_links() {
    entered("colleague@example.org", "reader");
    let id = with(async |renkei| {
        let mut tx = renkei.store().read().await.unwrap();
        store::accounts::account_of(&mut tx, "colleague@example.org").await.unwrap().unwrap().id
    });
    let mut administrator = Browser::of(Role::Administrator);
    let people = administrator.get("/people");
    let address = format!("/people/{id}");
    for (fields, status) in [
        (
            &[("do", "give"), ("role", "partner"), ("subject", "nowhere")][..],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (&[("do", "give"), ("role", "partner"), ("subject", "phnom-penh")], StatusCode::SEE_OTHER),
        (&[("do", "give"), ("role", "king")], StatusCode::BAD_REQUEST),
        (&[("do", "link")], StatusCode::OK),
        (&[("do", "take")], StatusCode::SEE_OTHER),
        (&[("do", "link")], StatusCode::NOT_FOUND),
        (&[], StatusCode::BAD_REQUEST),
    ] {
        let answer = administrator.post(&people, &address, fields);
        assert_eq!(answer.status, status, "{fields:?} {}", answer.words());
    }
    let own = "/people/acc-demo-administrator";
    let last = administrator.post(&people, own, &[("do", "take")]);
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(last.words().contains("only administrator"), "{}", last.words());
}

#[test]
fn who_has_forgotten_is_told_the_same_as_a_stranger() {
    let mut browser = Browser::default();
    let page = browser.get("/forgotten");
    let said = ["nobody@example.org", "own-forgotten@example.org"].map(|email| {
        let answer = browser.post(&page, "/forgotten", &[("email", email)]);
        assert_eq!(answer.status, StatusCode::OK);
        answer.words()
    });
    assert_eq!(said[0], said[1]);
    let bad = browser.get("/doors/0000");
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
    assert!(bad.words().contains("good no more"), "{}", bad.words());
}
