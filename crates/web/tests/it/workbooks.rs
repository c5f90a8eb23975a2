//! Lists as workbooks, and files brought back over the demo record. Each test has records of its own.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::Role;

use crate::pages::{Answer, cookie_of, get, send, send_as_it_is};

/// The cookie of forms and the token that the page of the import gives.
fn form() -> (String, String) {
    let page = get("/import", "en");
    assert_eq!(page.status, StatusCode::OK);
    let cookies = page.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap().to_owned());
    let cookie =
        cookies.filter(|one| one.starts_with("form=")).map(|one| one.split(';').next().unwrap().to_owned());
    (cookie.collect::<Vec<_>>().join("; "), hidden(&page.body, "token"))
}

/// The last hidden value of this name: that of the page's own form.
fn hidden(body: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    body.rsplit_once(&start).map_or("", |(_, rest)| rest.split('"').next().unwrap()).to_owned()
}

fn upload(cookie: &str, token: &str, name: &str, content: &str) -> Answer {
    let part = |head: &str, content: &str| {
        format!("--cut\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    let file = format!("name=\"file\"; filename=\"{name}\"");
    let body = part("name=\"token\"", token) + &part(&file, content) + "--cut--\r\n";
    let request = Request::builder()
        .method(Method::POST)
        .uri("/import")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
    send(request.body(Body::from(body)).unwrap())
}

fn choose(address: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(request.body(Body::from(body)).unwrap())
}

#[test]
fn a_file_is_looked_at_chosen_from_and_stored_once() {
    let (cookie, token) = form();
    let csv = "id,statement,place,sector\n\
        need-brought-back,<b>Brought back</b>,dalian,water-supply\n\
        need-left-out,Left out,dalian,water-supply\n\
        need-wrong,Wrong,nowhere,water-supply\n";
    let sent = upload(&cookie, &token, "needs.csv", csv);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    let address = sent.header("location").to_owned();
    assert!(address.starts_with("/import/") && address.ends_with("?name=needs.csv"), "{address}");

    let preview = get(&address, "en");
    assert!(
        preview.body.contains("&#60;b&#62;Brought back") && !preview.body.contains("<b>Brought"),
        "the text is text"
    );
    assert!(preview.words().contains("No record has the ID “nowhere”"), "{}", preview.words());
    assert!(get(&address, "ja").words().contains("変更内容の確認"));
    assert_eq!(get("/needs/need-brought-back", "en").status, StatusCode::NOT_FOUND, "nothing is stored yet");

    let fields = [("token", token.as_str()), ("shown", "0.2"), ("shown", "0.3"), ("row", "0.2.new")];
    let foreign = choose(&address, &cookie, &[("token", "x"), ("row", "0.2.new")]);
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let done = choose(&address, &cookie, &fields);
    assert_eq!(done.status, StatusCode::OK, "{}", done.words());
    assert!(done.words().contains("Stored."), "{}", done.words());
    assert_eq!(get("/needs/need-brought-back", "en").status, StatusCode::OK);
    assert_eq!(get("/needs/need-left-out", "en").status, StatusCode::NOT_FOUND);

    let again = choose(&address, &cookie, &fields);
    assert!(again.words().contains("Nothing was stored."), "{}", again.words());
}

#[test]
fn only_those_who_may_bring_back_see_the_form_and_only_the_sender_finds_the_file() {
    let (cookie, token) = form();
    let sent = upload(&cookie, &token, "needs.csv", "id\nneed-x\n");
    let address = sent.header("location").to_owned();
    let read = |role: Role, address: &str| {
        let request = Request::builder().uri(address).header(header::COOKIE, cookie_of(role));
        send_as_it_is(request.body(Body::empty()).unwrap()).status
    };
    assert_eq!(read(Role::Reader, "/import"), StatusCode::FORBIDDEN);
    assert_eq!(read(Role::Partner, "/import"), StatusCode::OK);
    assert_eq!(read(Role::Partner, &address), StatusCode::FORBIDDEN);
    assert_eq!(read(Role::Reader, &address), StatusCode::FORBIDDEN);
    assert_eq!(get("/import/..%2F..%2Frenkei.db", "en").status, StatusCode::FORBIDDEN);
    assert_eq!(upload(&cookie, "x", "needs.csv", "id\n").status, StatusCode::FORBIDDEN);
    assert_eq!(upload(&cookie, &token, "", "").status, StatusCode::UNPROCESSABLE_ENTITY);
    let bad = upload(&cookie, &token, "a.xlsx", "not a workbook");
    assert!(get(bad.header("location"), "en").words().contains("This is not an Excel workbook"));
}

#[test]
fn lists_go_out_as_workbooks() {
    for (address, name) in [
        ("/projects.xlsx?sectors=water-supply", "projects.xlsx"),
        ("/projects-print.xlsx?sectors=water-supply", "projects-print.xlsx"),
    ] {
        let file = get(address, "ja");
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"{name}\""));
        assert!(file.header("content-type").ends_with("spreadsheetml.sheet"));
        assert!(file.body.starts_with("PK"), "{address}");
    }
    let list = get("/projects?sectors=water-supply", "en").body;
    for link in
        ["/projects.xlsx?sectors=water-supply", "/projects-print.xlsx?sectors=water-supply", "/import"]
    {
        assert!(list.contains(&format!("href=\"{link}\"")), "{link}");
    }
}
