//! Who is let in: tokens with scope and end, browsers, how often; and who is not.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use domain::Role;
use serde_json::json;

use super::{Call, SERVER, token, viewer};

#[test]
fn a_token_for_reading_reads_and_one_that_is_ended_does_nothing() {
    let read = token(Role::Coordinator, "read");
    assert_eq!(Call::get("decisions").by(&read).answer().status, StatusCode::OK);
    let told = Call::new(Method::POST, "needs").by(&read).sending(&json!({})).json(StatusCode::FORBIDDEN);
    assert_eq!(told["code"], "read-only");
    let id = read.split('_').nth(1).unwrap().to_owned();
    let coordinator = viewer(Role::Coordinator);
    SERVER.with(async |renkei| {
        let tokens = app::tokens::list(renkei, &coordinator).await.unwrap();
        let used = tokens.iter().find(|one| one.id == id).unwrap();
        assert!(used.used > 0 && used.hash != read, "when it was used is known");
        app::tokens::end(renkei, &coordinator, &id).await.unwrap();
        assert!(matches!(app::tokens::end(renkei, &coordinator, &id).await, Err(app::Error::NotFound(_))));
        let other = app::tokens::end(renkei, &coordinator, "x").await;
        assert!(matches!(other, Err(app::Error::NotFound(_))));
    });
    let ended = Call::get("needs").by(&read).answer();
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    assert!(ended.header("www-authenticate").starts_with("Bearer"));
}

#[test]
fn what_is_no_token_lets_nobody_in() {
    let good = token(Role::Reader, "read");
    let (head, secret) = good.rsplit_once('_').unwrap();
    let turned: String = secret.chars().rev().collect();
    for bad in [
        format!("Bearer {head}_{turned}"),
        format!("Bearer {head}_"),
        "Bearer renkei_0000000000000000_".to_owned() + secret,
        "Bearer x".to_owned(),
        "Bearer".to_owned(),
        format!("Basic {good}"),
        good.clone(),
    ] {
        let answer = Call::get("needs").with("authorization", &bad).answer();
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{bad}");
    }
    assert_eq!(
        Call::get("needs").with("authorization", &format!("bearer {good}")).answer().status,
        StatusCode::OK
    );
}

#[test]
fn tokens_are_made_as_they_may_be() {
    let coordinator = viewer(Role::Coordinator);
    SERVER.with(async |renkei| {
        for (name, scope, days) in
            [("", "read", "7"), ("a", "all", "7"), ("a", "read", "8"), (&"x".repeat(81), "read", "7")]
        {
            let wish =
                app::tokens::Wish { name: name.to_owned(), scope: scope.to_owned(), days: days.to_owned() };
            let made = app::tokens::make(renkei, &coordinator, &wish).await;
            assert!(matches!(made, Err(app::Error::BadParameter(_))), "{wish:?}");
        }
        let wish = app::tokens::Wish { name: "a".to_owned(), scope: "read".to_owned(), days: "7".to_owned() };
        for nobody in [domain::Viewer::public(coordinator.office.clone()), renkei.viewer()] {
            assert!(matches!(app::tokens::make(renkei, &nobody, &wish).await, Err(app::Error::Forbidden)));
        }
    });
}

/// A browser that is signed in as the coordinator, with the cookie and the token of its forms.
fn browser() -> (String, String) {
    let session = SERVER.with(async |renkei| {
        app::accounts::sign_in_as(renkei, Role::Coordinator, "a test", None).await.unwrap()
    });
    let page = Call::get("/tokens").with("cookie", &format!("session={session}")).answer();
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let set = page.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let form =
        set.filter_map(|value| value.split(';').next()).find(|value| value.starts_with("form=")).unwrap();
    let (_, rest) = page.body.split_once("name=\"token\" value=\"").unwrap();
    (format!("session={session}; {form}"), rest.split('"').next().unwrap().to_owned())
}

#[test]
fn a_browser_writes_only_with_the_token_of_its_forms() {
    let (cookies, form) = browser();
    assert_eq!(Call::get("decisions").with("cookie", &cookies).answer().status, StatusCode::OK);
    let post = || Call::new(Method::POST, "needs").with("cookie", &cookies).sending(&json!({}));
    assert_eq!(post().json(StatusCode::FORBIDDEN)["code"], "foreign-form");
    assert_eq!(post().with("x-form-token", "00").json(StatusCode::FORBIDDEN)["code"], "foreign-form");
    let foreign = post().with("x-form-token", &form).with("sec-fetch-site", "cross-site");
    assert_eq!(foreign.answer().status, StatusCode::FORBIDDEN);
    assert_eq!(post().with("x-form-token", &form).answer().status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn the_page_makes_shows_once_and_ends_tokens() {
    let (cookies, form) = browser();
    let post = |path: &str, fields: &str| {
        let mut call = Call::new(Method::POST, path).with("cookie", &cookies);
        call.body = Body::from(format!("{fields}&token={form}"));
        call.with("content-type", "application/x-www-form-urlencoded").answer()
    };
    let made = post("/tokens", "name=Nightly+%3Cb%3E&scope=write&days=30");
    assert_eq!(
        (made.status, made.header("cache-control")),
        (StatusCode::CREATED, "no-store"),
        "{}",
        made.body
    );
    let (_, rest) = made.body.split_once("<code>renkei_").unwrap();
    let text = format!("renkei_{}", rest.split('<').next().unwrap());
    assert_eq!(Call::get("decisions").by(&text).answer().status, StatusCode::OK);
    let list = Call::get("/tokens").with("cookie", &cookies).answer().body;
    assert!(list.contains("Nightly") && !list.contains(&text), "shown once");
    let id = text.split('_').nth(1).unwrap();
    assert_eq!(post("/tokens/end", &format!("end={id}")).status, StatusCode::SEE_OTHER);
    assert_eq!(Call::get("decisions").by(&text).answer().status, StatusCode::UNAUTHORIZED);
    assert_eq!(post("/tokens", "name=&scope=write&days=30").status, StatusCode::BAD_REQUEST);
    let mut stale = Call::new(Method::POST, "/tokens").with("cookie", &cookies);
    stale.body = Body::from("name=x&scope=read&days=7&token=00");
    assert_eq!(stale.answer().status, StatusCode::FORBIDDEN);
}

#[test]
fn whoever_asks_too_often_waits() {
    let settings = web::Settings { programs: web::Limits { per_minute: 60 }, ..web::Settings::default() };
    let pages = SERVER.with(async |renkei| web::router(renkei.clone(), settings));
    let ask = |authorization: Option<&str>| {
        let mut request = Request::builder().uri("/api/v1/changes?limit=1");
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        SERVER.send_to(pages.clone(), request.body(Body::empty()).unwrap())
    };
    let taken = (0..30).filter(|_| ask(None).status == StatusCode::OK).count();
    assert_eq!(taken, 10, "a sixth of a minute's requests at once");
    let held = ask(None);
    assert_eq!((held.status, held.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "2"));
    assert_eq!(held.json()["code"], "too-often");
    assert_eq!(ask(Some("Bearer guess")).status, StatusCode::TOO_MANY_REQUESTS, "guessing is held back too");
    let own = format!("Bearer {}", token(Role::Reader, "read"));
    assert_eq!(ask(Some(&own)).status, StatusCode::OK, "a token has its own share");
}

#[test]
fn no_other_site_is_let_in() {
    for method in [Method::OPTIONS, Method::GET] {
        let answer = Call::new(method.clone(), "needs")
            .with("origin", "https://evil.example")
            .with("access-control-request-method", "POST")
            .answer();
        assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "{method}");
    }
    let refused = Call::new(Method::OPTIONS, "needs").answer();
    assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(refused.header("allow").contains("POST"), "{:?}", refused.headers);
    assert_eq!(refused.json()["code"], "method");
    assert_eq!(refused.header("x-content-type-options"), "nosniff");
}
