//! The matrix of rights: every route, asked by somebody of every role, gives what the rule book says and nothing else.
//!
//! The routes are read off the sources, so that one that is added without a line here fails the test; and so does one
//! that forgets to ask the rule book. For kinds and records the routes are asked for every kind, with a record that is
//! the asker's own and one that is not, where there are such.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use app::accounts::{Limits, key_of, signed_in};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::{KINDS, Kind, Reach, Record, Right, Role, Viewer};
use store::Writing;
use testkit::{NOW, record};
use tower::ServiceExt;

use crate::pages::{cookie_of, with};

/// What somebody must be allowed for a route.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// Nothing: it is for anybody, or it guards itself by something else than a role.
    Nothing,
    /// To have signed in.
    SignedIn,
    /// To have a part in the office.
    Part,
    /// To be allowed to bring records back: many of them, or one's own.
    Bring,
    /// A right in the office.
    Office(Right),
    /// A right for some records of the kind in the address, or another.
    Kind(Right, Option<Right>),
    /// A right for the record in the address.
    Record(Right),
}

use Need::{Bring, Kind as OfKind, Nothing, Office, Part, Record as OfRecord, SignedIn};

/// Method, route, what it needs, and the fields or the query that bring a request past everything but the rule book.
type Line = (&'static str, &'static str, Need, &'static str);

const MATRIX: &[Line] = &[
    ("GET", "/", Nothing, ""),
    ("GET", "/favicon.ico", Nothing, ""),
    ("GET", "/robots.txt", Nothing, ""),
    ("GET", "/static/{name}", Nothing, ""),
    ("GET", "/health", Nothing, ""),
    // Figures are for this machine or for a token of their own, see the tests of the figures.
    ("GET", "/metrics", Nothing, ""),
    ("GET", "/language/{tag}", Nothing, ""),
    ("GET", "/search", Nothing, "q=water"),
    ("GET", "/partners", Nothing, ""),
    ("GET", "/partners/{id}", Nothing, ""),
    ("GET", "/results", Nothing, ""),
    ("GET", "/results/{indicator}", Nothing, ""),
    ("GET", "/replay", Nothing, ""),
    ("GET", "/matches", Nothing, "text=leaks"),
    ("POST", "/matches", Nothing, "text=leaks"),
    ("POST", "/matches/part", Nothing, "text=leaks"),
    ("GET", "/matches/why", Nothing, "text=leaks"),
    ("GET", "/matches/compare", Nothing, "text=leaks"),
    ("GET", "/needs/{id}/matches", Nothing, ""),
    ("GET", "/needs/{id}/why", Nothing, ""),
    ("GET", "/needs/{id}/compare", Nothing, ""),
    ("POST", "/needs/{id}/decisions", Office(Right::Decide), "chosen=off-none"),
    ("POST", "/matches/decisions", Office(Right::Decide), "text=leaks&chosen=off-none"),
    ("GET", "/sign-in", Nothing, ""),
    ("POST", "/sign-in", Nothing, ""),
    ("POST", "/sign-out", Nothing, ""),
    ("POST", "/demo/sign-in", Nothing, "role=none"),
    ("GET", "/forgotten", Nothing, ""),
    ("POST", "/forgotten", Nothing, ""),
    ("GET", "/doors/{token}", Nothing, ""),
    ("POST", "/doors/{token}", Nothing, ""),
    ("GET", "/account", SignedIn, ""),
    ("POST", "/account/profile", SignedIn, ""),
    ("POST", "/account/password", SignedIn, ""),
    ("POST", "/account/sessions", SignedIn, "end=none"),
    ("GET", "/people", Office(Right::People), ""),
    ("POST", "/people", Office(Right::People), "email=none&role=reader"),
    ("POST", "/people/{account}", Office(Right::People), "do=give&role=partner"),
    ("GET", "/tokens", Part, ""),
    ("POST", "/tokens", Part, ""),
    ("POST", "/tokens/end", Part, "end=none"),
    ("GET", "/activity", Office(Right::History), ""),
    ("GET", "/{plural}", OfKind(Right::Read, None), ""),
    ("GET", "/{plural}.csv", OfKind(Right::Read, None), ""),
    ("GET", "/{plural}.xlsx", OfKind(Right::Read, None), ""),
    ("GET", "/{plural}-print.xlsx", OfKind(Right::Read, None), ""),
    ("GET", "/{plural}/new", OfKind(Right::Create, None), ""),
    ("POST", "/{plural}/new", OfKind(Right::Create, None), ""),
    ("GET", "/{plural}/suggest", OfKind(Right::Create, Some(Right::Change)), "field={reference}&q=a"),
    ("GET", "/r/{id}", OfRecord(Right::Read), ""),
    ("GET", "/{plural}/{id}", OfRecord(Right::Read), ""),
    ("GET", "/{plural}/{id}/edit", OfRecord(Right::Change), ""),
    ("POST", "/{plural}/{id}/edit", OfRecord(Right::Change), "form.revision=0"),
    ("GET", "/{plural}/{id}/remove", OfRecord(Right::Remove), ""),
    ("POST", "/{plural}/{id}/remove", OfRecord(Right::Remove), "form.revision=0"),
    ("GET", "/{plural}/{id}/history", OfRecord(Right::History), ""),
    ("POST", "/{plural}/{id}/restore", OfRecord(Right::Change), "form.revision=0&form.change={change}"),
    ("POST", "/{plural}/{id}/draft", OfKind(Right::Change, None), "form.draft=discard"),
    ("GET", "/import", Bring, ""),
    ("POST", "/import", Bring, "{parts}"),
    // A file that was sent is its sender's alone, whatever their role.
    ("GET", "/import/{token}", Nothing, ""),
    ("POST", "/import/{token}", Nothing, ""),
];

/// What only this test writes into a record of a closed kind.
const SECRET: &str = "quillwort";

/// Somebody of a role, with the record as they can meet it.
struct Asker {
    viewer: Viewer,
    cookie: String,
}

/// The pages over the record of all tests with a decision in it.
static PAGES: LazyLock<Router> = LazyLock::new(|| {
    with(async |renkei| {
        let mut writing = Writing::begin(renkei.store(), &renkei.viewer(), "test", NOW).await.unwrap();
        let decision = record(
            "decisions",
            "dec-matrix",
            &[
                ("need", "need-pp-flow-data"),
                ("answer", "off-telemetering"),
                ("verdict", "rejected"),
                ("reason", SECRET),
                ("decided", "2020-01-01"),
            ],
        );
        writing.put(decision.kind(), &[decision]).await.unwrap();
        writing.commit().await.unwrap();
        renkei.follow().await.unwrap();
        web::router(renkei.clone(), web::Settings { demo: true, ..web::Settings::default() })
    })
});

impl Asker {
    fn of(role: Role) -> Self {
        let cookie = cookie_of(role);
        let token = cookie.strip_prefix("session=").unwrap_or_default().to_owned();
        let viewer = with(async |renkei| {
            let found = signed_in(renkei, Limits::default(), &token).await.unwrap();
            found.map_or_else(|| Viewer::public(renkei.office().id.clone()), |one| one.viewer.clone())
        });
        Self { viewer, cookie }
    }

    /// One record of a kind that is the asker's own and one that is not, where there are such.
    async fn records(&self, renkei: &app::Renkei, kind: &'static Kind) -> Vec<Record> {
        let mut tx = renkei.store().read().await.unwrap();
        let (all, _) = store::in_order(&mut tx, &renkei.viewer(), kind, 0, 5_000).await.unwrap();
        let own = all.iter().find(|record| self.viewer.owns(record));
        let foreign = all.iter().find(|record| !self.viewer.owns(record));
        own.into_iter().chain(foreign).cloned().collect()
    }

    fn may(&self, need: Need, kind: Option<&'static Kind>, record: Option<&Record>) -> bool {
        let viewer = &self.viewer;
        match need {
            Nothing => true,
            SignedIn => viewer.account().is_some(),
            Part => viewer.account().is_some() && viewer.role != Role::Public,
            Bring => KINDS.iter().any(|kind| {
                let own = [Right::Create, Right::Change].map(|right| viewer.reach(right, Some(kind)));
                own.contains(&Reach::Own) || viewer.reach(Right::Bulk, Some(kind)) == Reach::All
            }),
            Office(right) => viewer.may(right, None),
            OfKind(right, or) => viewer.may(right, kind) || or.is_some_and(|or| viewer.may(or, kind)),
            OfRecord(right) => viewer.may_with(right, record.unwrap()),
        }
    }

    async fn ask(&self, method: &str, address: &str, fields: &str) -> (StatusCode, String) {
        const NONCE: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        let token = key_of(&format!("form\n{NONCE}"));
        let query = if method == "GET" && !fields.is_empty() { format!("?{fields}") } else { String::new() };
        let is_file = fields == "{parts}";
        let body = match method {
            "GET" => String::new(),
            _ if is_file => {
                format!("--x\r\ncontent-disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--x--\r\n")
            }
            _ => format!("token={token}&{fields}"),
        };
        let media =
            if is_file { "multipart/form-data; boundary=x" } else { "application/x-www-form-urlencoded" };
        let request = Request::builder()
            .method(method)
            .uri(format!("{address}{query}"))
            .header(header::COOKIE, format!("{}; form={NONCE}", self.cookie))
            .header(header::CONTENT_TYPE, media)
            .body(Body::from(body))
            .unwrap();
        let answer = PAGES.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 20_000_000).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }
}

/// Everything that a line of the matrix is asked with: address, fields, kind and record.
async fn samples(
    renkei: &app::Renkei,
    asker: &Asker,
    line: &Line,
    latest: &HashMap<String, i64>,
) -> Vec<(String, String, Option<&'static Kind>, Option<Record>)> {
    let (_, route, need, fields) = *line;
    let plain = route
        .replace("{name}", "none.css")
        .replace("{tag}", "en")
        .replace("{token}", "none")
        .replace("{indicator}", "coverage")
        .replace("{account}", "acc-none")
        .replace("{*rest}", "none");
    if !plain.contains("{plural}") && need != OfRecord(Right::Read) {
        let id = if plain.starts_with("/partners") { "phnom-penh" } else { "need-pp-flow-data" };
        return vec![(plain.replace("{id}", id), fields.to_owned(), None, None)];
    }
    let mut samples = Vec::new();
    for kind in KINDS {
        let address = plain.replace("{plural}", kind.plural);
        if !route.contains("{id}") {
            let reference = kind.fields.iter().find(|field| {
                matches!(field.shape, domain::Shape::Reference(_) | domain::Shape::References(_))
            });
            let Some(reference) = reference.or(kind.fields.first().filter(|_| !fields.contains("{ref")))
            else {
                continue;
            };
            samples.push((address, fields.replace("{reference}", reference.name), Some(*kind), None));
            continue;
        }
        for record in asker.records(renkei, kind).await {
            let change = latest.get(record.id()).copied().unwrap_or(0);
            let fields = fields.replace("{change}", &change.to_string());
            samples.push((address.replace("{id}", record.id()), fields, Some(*kind), Some(record)));
        }
    }
    samples
}

fn check(role: Role) {
    LazyLock::force(&PAGES);
    let asker = Asker::of(role);
    let mut faults = Vec::new();
    let mut asked = 0;
    with(async |renkei| {
        let mut tx = renkei.store().read().await.unwrap();
        let changes = store::changes_after(&mut tx, &renkei.office().id, 0, 100_000).await.unwrap();
        drop(tx);
        let latest: HashMap<String, i64> =
            changes.into_iter().map(|change| (change.id, change.seq)).collect();
        for line in MATRIX {
            let (method, route, need, _) = *line;
            // Signing out would end the session that the other lines ask with.
            if route == "/sign-out" {
                continue;
            }
            for (address, fields, kind, record) in samples(renkei, &asker, line, &latest).await {
                let may = asker.may(need, kind, record.as_ref());
                let (status, body) = asker.ask(method, &address, &fields).await;
                asked += 1;
                let is_refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status);
                let is_hidden = status == StatusCode::NOT_FOUND;
                let is_right = match need {
                    // What takes too long on a busy machine is no matter of rights.
                    Nothing => {
                        status != StatusCode::UNAUTHORIZED && status != StatusCode::INTERNAL_SERVER_ERROR
                    }
                    _ if may && method == "GET" => status.is_success() || status.is_redirection(),
                    _ if may => !is_refused && !status.is_server_error(),
                    _ => is_refused || is_hidden,
                };
                if !is_right {
                    faults.push(format!(
                        "{method} {address} {fields}: {status}, though the rule book says {may}"
                    ));
                }
                let sees_decisions = asker.viewer.may(Right::Read, domain::kind("decisions"));
                let asks_for_it = address.contains("dec-matrix");
                if !sees_decisions && (body.contains(SECRET) || (body.contains("dec-matrix") && !asks_for_it))
                {
                    faults.push(format!("{method} {address}: tells of a closed kind"));
                }
            }
        }
    });
    assert!(asked > 400, "{asked}");
    assert!(faults.is_empty(), "{role:?}: {} of {asked}\n{}", faults.len(), faults.join("\n"));
}

macro_rules! roles {
    ($($name:ident: $role:ident),*) => {
        $(#[test]
        fn $name() {
            check(Role::$role);
        })*
    };
}

roles! {
    an_administrator_is_served_by_the_rule_book: Administrator,
    a_coordinator_is_served_by_the_rule_book: Coordinator,
    a_contributor_is_served_by_the_rule_book: Contributor,
    a_partner_is_served_by_the_rule_book: Partner,
    a_member_is_served_by_the_rule_book: Member,
    a_reader_is_served_by_the_rule_book: Reader,
    the_public_is_served_by_the_rule_book: Public
}

/// The routes that the sources declare, by method.
fn declared() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                for call in text.split(".route(").skip(1) {
                    declare(&mut found, &text, call);
                }
            }
        }
    }
    found
}

fn declare(found: &mut BTreeSet<(String, String)>, text: &str, call: &str) {
    let (_, rest) = call.split_once('"').unwrap();
    let (route, rest) = rest.split_once('"').unwrap();
    let mut depth = 1;
    let end = rest.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    let mut handlers = rest[..end.unwrap()].to_owned();
    // Handlers that are put together before are found by their name.
    let named = handlers.trim_matches([',', ' ', '\n']).to_owned();
    if let Some((_, made)) = text.split_once(&format!("let {named} = ")) {
        handlers = made.split(';').next().unwrap().to_owned();
    }
    let before = handlers.len();
    for (word, method) in [
        ("get", "GET"),
        ("post", "POST"),
        ("put", "PUT"),
        ("patch", "PATCH"),
        ("delete", "DELETE"),
        ("any", "GET"),
    ] {
        let is_called = handlers.match_indices(&format!("{word}(")).any(|(at, _)| {
            at == 0 || !handlers[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':')
        });
        if is_called {
            found.insert((method.to_owned(), route.to_owned()));
        }
    }
    assert!(
        found.iter().any(|(_, known)| known == route) && before > 0,
        "no method of {route} was recognised"
    );
}

#[test]
fn every_route_has_its_line() {
    let lines = MATRIX.iter().map(|(method, route, ..)| ((*method).to_owned(), (*route).to_owned()));
    let lines: BTreeSet<(String, String)> = lines.collect();
    let declared = declared();
    assert!(declared.len() > 40, "{declared:?}");
    // What programs ask for is walked in the same way beside its own list of operations.
    let missing: Vec<_> =
        declared.difference(&lines).filter(|(_, route)| !route.starts_with("/api/")).collect();
    assert!(missing.is_empty(), "add a line for each of these routes: {missing:?}");
    // The files of a list are served by the route of the list.
    let is_file = |route: &str| route.starts_with("/{plural}") && route.contains('.');
    let idle = lines.difference(&declared).filter(|(_, route)| !is_file(route));
    assert_eq!(idle.count(), 0, "lines without a route");
}
