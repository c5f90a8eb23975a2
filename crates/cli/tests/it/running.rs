//! A server behind a proxy, watched: base path, headers of the way, health, figures, and a log that tells no secrets.

use crate::program::Desk;
use crate::servers::{Person, get, send, soon, start};

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn a_server_behind_a_proxy_stays_under_its_path() {
    let desk = Desk::with_demo();
    let (_server, address) =
        start(&desk, &["demo", "--port", "0", "--base-path", "/renkei", "--trust-proxy", "127.0.0.1"]);
    for path in ["/renkei/", "/renkei", "/"] {
        let page = get(&address, path);
        assert!(page.starts_with("HTTP/1.1 200"), "{path}: {page}");
        for own in ["href=\"/", "src=\"/", "action=\"/"] {
            let strays: Vec<&str> =
                page.split(own).skip(1).filter(|rest| !rest.starts_with("renkei/")).collect();
            assert!(strays.is_empty(), "{path} {own}: {}", &strays[0][..60]);
        }
    }
    let style = get(&address, "/renkei/");
    let (_, style) = style.split_once("href=\"/renkei/static/").unwrap();
    let style = format!("/renkei/static/{}", style.split('"').next().unwrap());
    assert!(get(&address, &style).starts_with("HTTP/1.1 200"), "{style}");
    let secure = "GET /renkei/language/ja?back=%2Fneeds HTTP/1.1\r\nX-Forwarded-Proto: https";
    let switched = send(&address, secure, "").unwrap().to_ascii_lowercase();
    assert!(switched.contains("location: /renkei/needs\r\n"), "{switched}");
    assert!(switched.contains("; secure\r\n"), "{switched}");
    let plain = get(&address, "/renkei/language/ja?back=%2Fneeds").to_ascii_lowercase();
    assert!(!plain.contains("; secure"), "{plain}");
    assert!(get(&address, "/renkei/nothing-here").starts_with("HTTP/1.1 404"));
}

#[test]
fn health_and_figures_are_told_and_figures_only_here() {
    let desk = Desk::with_demo();
    desk.write("token", "a-token-of-the-office\n");
    let (_server, address) = start(&desk, &["demo", "--port", "0", "--metrics-token-file", "token"]);
    let health = get(&address, "/health");
    assert!(health.starts_with("HTTP/1.1 200"), "{health}");
    assert_eq!(body(&health).trim(), "{\"ready\":true,\"index_behind\":0}");
    get(&address, "/places/phnom-penh?q=somebody");
    get(&address, "/no-such-place/at-all/here");
    let figures = get(&address, "/metrics");
    assert!(
        figures.starts_with("HTTP/1.1 200") && figures.contains("text/plain; version=0.0.4"),
        "{figures}"
    );
    for line in [
        "renkei_ready 1",
        "renkei_index_behind 0",
        "renkei_database_connections_max{pool=\"writer\"} 1",
        "route=\"none\",status=\"404\"} 1",
    ] {
        assert!(figures.contains(line), "{line} in {figures}");
    }
    assert!(figures.contains("process_resident_memory_bytes "), "{figures}");
    for secret in ["phnom-penh", "somebody", "no-such-place"] {
        assert!(!figures.contains(secret), "{secret} in {figures}");
    }
    for (head, status) in [
        ("GET /metrics HTTP/1.1\r\nX-Forwarded-For: 127.0.0.1", 403),
        ("GET /metrics HTTP/1.1\r\nX-Forwarded-For: 192.0.2.1", 403),
        ("GET /metrics HTTP/1.1\r\nAuthorization: Bearer guess", 403),
        (
            "GET /metrics HTTP/1.1\r\nX-Forwarded-For: 192.0.2.1\r\nAuthorization: Bearer a-token-of-the-office",
            200,
        ),
    ] {
        let said = send(&address, head, "").unwrap();
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{head}: {said}");
    }
    desk.write("short", "abc");
    let refused = desk.run(&["demo", "--port", "0", "--metrics-token-file", "short"]);
    assert_eq!(refused.code, 4, "{refused:?}");
}

#[test]
fn the_log_has_each_request_by_its_route_and_no_personal_data() {
    let desk = Desk::with_demo();
    let (server, address) = start(&desk, &["demo", "--port", "0", "--log", "json"]);
    let person = Person::coordinator(&address);
    person.get("/search?q=tanaka.hanako%40example.org");
    person.get("/needs/need-kitakyushu-waste-1980");
    person.get("/doors/0123456789secretlink0123456789");
    let form = [("sign-in-email", "tanaka.hanako@example.org"), ("sign-in-password", "kawasaki-2026-secret")];
    person.post("/sign-in", &form).unwrap();
    let agent = "GET / HTTP/1.1\r\nUser-Agent: browser-of-tanaka\r\nCookie: session=stolen-session";
    let answer = send(&address, agent, "").unwrap();
    soon("every request is logged", || server.log().matches("\"message\":\"request\"").count() >= 7);
    let log = server.log();
    let number = answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap().trim();
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let line = lines.iter().find(|line| line["id"] == number).unwrap_or_else(|| panic!("{number}: {log}"));
    assert_eq!((&line["route"], &line["status"], &line["method"]), (&"/".into(), &200.into(), &"GET".into()));
    assert!(line["ms"].as_f64().unwrap() > 0.0 && line["timestamp"].is_string(), "{line}");
    for secret in [
        "tanaka",
        "example.org",
        "kawasaki-2026",
        "secretlink",
        "stolen-session",
        "need-kitakyushu",
        "browser-of",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
