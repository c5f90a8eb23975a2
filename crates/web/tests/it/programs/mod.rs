//! What programs ask for, on a demo record of their own that they may change.
#![expect(clippy::indexing_slicing, reason = "a wrong test must stop")]

mod reading;
mod rights;
mod tokens;
mod writing;

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::{Role, Viewer};
use serde_json::Value;

use crate::pages::{Answer, Server};

static SERVER: LazyLock<Server> = LazyLock::new(|| Server::start("programs"));

/// The viewer that somebody of the demonstration is; the public for its role.
fn viewer(role: Role) -> Viewer {
    SERVER.with(async |renkei| {
        if role == Role::Public {
            return Viewer::public(renkei.office().id.clone());
        }
        let session = app::accounts::sign_in_as(renkei, role, "a test", None).await.unwrap();
        let found = app::accounts::signed_in(renkei, app::accounts::Limits::default(), &session).await;
        found.unwrap().unwrap().viewer.clone()
    })
}

/// A token of somebody of the demonstration; blank for the public.
fn token(role: Role, scope: &str) -> String {
    if role == Role::Public {
        return String::new();
    }
    let viewer = viewer(role);
    let wish = app::tokens::Wish { name: "a test".to_owned(), scope: scope.to_owned(), days: "7".to_owned() };
    SERVER.with(async |renkei| app::tokens::make(renkei, &viewer, &wish).await.unwrap())
}

/// One call of a program.
struct Call {
    request: axum::http::request::Builder,
    body: Body,
}

impl Call {
    fn new(method: Method, path: &str) -> Self {
        let address = if path.starts_with('/') { path.to_owned() } else { format!("/api/v1/{path}") };
        Self { request: Request::builder().method(method).uri(address), body: Body::empty() }
    }

    fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    /// With a token, unless it is blank.
    fn by(self, token: &str) -> Self {
        if token.is_empty() { self } else { self.with("authorization", &format!("Bearer {token}")) }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    fn sending(mut self, value: &Value) -> Self {
        self.body = Body::from(value.to_string());
        self.with(header::CONTENT_TYPE.as_str(), "application/json")
    }

    fn answer(self) -> Answer {
        SERVER.send(self.request.body(self.body).unwrap())
    }

    /// The JSON of an answer with this status.
    fn json(self, status: StatusCode) -> Value {
        let answer = self.answer();
        assert_eq!(answer.status, status, "{}", answer.body);
        answer.json()
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}
