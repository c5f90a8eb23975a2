//! The server under test: the demo record in a fresh folder, opened once.

use std::path::Path;
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::Role;
use store::{Address, Store};
use tokio::runtime::Runtime;
use tower::ServiceExt;

pub(crate) struct Server {
    runtime: Runtime,
    pages: Router,
    renkei: app::Renkei,
    /// The cookie of the coordinator, who asks for the pages unless a test says otherwise.
    coordinator: String,
}

static SERVER: LazyLock<Server> = LazyLock::new(|| Server::start("pages"));

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

fn now() -> jiff::Timestamp {
    testkit::NOW.parse().unwrap()
}

impl Server {
    /// Opens a fresh demo record in a folder of this name.
    pub(crate) fn start(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let renkei = runtime.block_on(async {
            let database = Address::Sqlite(folder.join("record.sqlite"));
            let store = Store::migrate(&database).await.unwrap();
            app::demo::load(&store, now, &mut |_| {}).await.unwrap();
            store.close().await;
            let office = app::demo::office().unwrap();
            let settings = app::Settings { database, folder: Some(folder), office, clock: now };
            app::Renkei::open(settings).await.unwrap()
        });
        let coordinator = runtime.block_on(session(&renkei, Role::Coordinator));
        let programs = web::Limits { per_minute: 10_000_000 };
        let settings = web::Settings { demo: true, programs, ..web::Settings::default() };
        Self { runtime, pages: web::router(renkei.clone(), settings), renkei, coordinator }
    }
}

impl Server {
    /// Sends a request with the cookies that it has.
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        self.send_to(self.pages.clone(), request)
    }

    /// Sends a request to pages that were made for it.
    pub(crate) fn send_to(&self, pages: Router, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = pages.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, 10_000_000).await.unwrap();
            let body = String::from_utf8_lossy(&body).into_owned();
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }

    /// Does something with the application under the pages.
    pub(crate) fn with<T>(&self, work: impl AsyncFnOnce(&app::Renkei) -> T) -> T {
        self.runtime.block_on(work(&self.renkei))
    }
}

async fn session(renkei: &app::Renkei, role: Role) -> String {
    let token = app::accounts::sign_in_as(renkei, role, "a test", None).await.unwrap();
    format!("session={token}")
}

/// The cookie of somebody of the demonstration; blank for the public.
pub(crate) fn cookie_of(role: Role) -> String {
    match role {
        Role::Public => String::new(),
        _ => SERVER.runtime.block_on(session(&SERVER.renkei, role)),
    }
}

/// Does something with the application under the pages.
pub(crate) fn with<T>(work: impl AsyncFnOnce(&app::Renkei) -> T) -> T {
    SERVER.with(work)
}

/// Sends a request as the coordinator.
pub(crate) fn send(mut request: Request<Body>) -> Answer {
    request.headers_mut().append(header::COOKIE, SERVER.coordinator.parse().unwrap());
    send_as_it_is(request)
}

/// Sends a request with the cookies that it has.
pub(crate) fn send_as_it_is(request: Request<Body>) -> Answer {
    SERVER.send(request)
}

/// Asks for a page in a language.
pub(crate) fn get(address: &str, language: &str) -> Answer {
    let request = Request::builder().uri(address).header(header::ACCEPT_LANGUAGE, language);
    send(request.body(Body::empty()).unwrap())
}

/// Asks in another way than GET.
pub(crate) fn ask(method: Method, address: &str) -> Answer {
    send(Request::builder().method(method).uri(address).body(Body::empty()).unwrap())
}

impl Answer {
    /// The value of a header; blank if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The content of a page, as the reader meets it: tags taken out, one line for each block.
    pub(crate) fn words(&self) -> String {
        let (_, main) = self.body.split_once("<main").expect("a page");
        let (main, _) = main.split_once("</main>").expect("a whole page");
        let (_, main) = main.split_once('>').expect("a whole tag");
        let mut text = String::new();
        let mut rest = main;
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, next) = after.split_once('>').expect("a closed tag");
            let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            if !matches!(name, "a" | "span" | "mark" | "strong" | "code" | "td" | "th" | "option") {
                text.push('\n');
            } else if matches!(tag, "/td" | "/th" | "/option") {
                text.push_str(" | ");
            }
            rest = next;
        }
        text.push_str(rest);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}
