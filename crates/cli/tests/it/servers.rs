//! The program as a server, and a browser that knows little: one request a connection, cookies by hand.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::program::Desk;

/// A running server; killed when dropped.
pub(crate) struct Server {
    child: Child,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Ends it as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// What it has written to standard error so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Starts a server and gives the address that it prints.
pub(crate) fn start(desk: &Desk, arguments: &[&str]) -> (Server, String) {
    let mut command = desk.command(arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let log = Arc::new(Mutex::new(String::new()));
    let (kept, errors) = (Arc::clone(&log), BufReader::new(child.stderr.take().unwrap()));
    std::thread::spawn(move || {
        for line in errors.lines().map_while(Result::ok) {
            let mut log = kept.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
        }
    });
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let server = Server { child, log };
    let Some(line) = lines.find(|line| line.contains("http://")) else {
        panic!("the server prints no address: {}", server.log())
    };
    // The rest is read as it comes, so that the server never writes to nobody.
    std::thread::spawn(move || lines.for_each(drop));
    let (_, rest) = line.split_once("http://").unwrap();
    (server, rest.split('/').next().unwrap().to_owned())
}

/// Sends a request and gives the whole answer, head and body; an error when the server breaks off.
pub(crate) fn send(address: &str, head: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = body.len();
    write!(
        stream,
        "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Asks for a page.
pub(crate) fn get(address: &str, path: &str) -> String {
    send(address, &format!("GET {path} HTTP/1.1"), "").unwrap()
}

/// Somebody who has signed in to the demo.
pub(crate) struct Person {
    pub(crate) address: String,
    cookies: String,
    token: String,
}

impl Person {
    /// Signs in as the coordinator of the demo.
    pub(crate) fn coordinator(address: &str) -> Self {
        let page = get(address, "/sign-in");
        let form = cookie(&page, "form").expect("the page gives a cookie for its forms");
        let mut person = Self { address: address.to_owned(), cookies: form, token: token(&page) };
        let answer = person.post("/demo/sign-in", &[("role", "coordinator")]).unwrap();
        let session = cookie(&answer, "session").unwrap_or_else(|| panic!("no session: {answer}"));
        person.cookies = format!("{}; {session}", person.cookies);
        person
    }

    /// The same person at another node.
    pub(crate) fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), cookies: self.cookies.clone(), token: self.token.clone() }
    }

    pub(crate) fn get(&self, path: &str) -> String {
        let head = format!("GET {path} HTTP/1.1\r\nCookie: {}", self.cookies);
        send(&self.address, &head, "").unwrap()
    }

    /// Sends a form with its token.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> std::io::Result<String> {
        let letters = |text: &str| -> String {
            text.bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
                    other => format!("%{other:02X}"),
                })
                .collect()
        };
        let own = [("token", self.token.as_str())];
        let pairs = fields.iter().chain(&own);
        let body: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", letters(value))).collect();
        let head = format!(
            "POST {path} HTTP/1.1\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded",
            self.cookies
        );
        send(&self.address, &head, &body.join("&"))
    }

    /// Rejects an answer to a need, for a reason that can be found again; tells whether it was acknowledged.
    pub(crate) fn reject(&self, need: &str, answer: &str, reason: &str) -> bool {
        let named = format!("reason-{answer}");
        let sent = self.post(&format!("/needs/{need}/decisions"), &[("rejected", answer), (&named, reason)]);
        sent.is_ok_and(|said| said.starts_with("HTTP/1.1 303"))
    }
}

fn cookie(answer: &str, name: &str) -> Option<String> {
    let start = format!("{name}=");
    let lines = answer.lines().filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:"));
    let mut values = lines.filter_map(|line| line.split_once(':')?.1.trim().split(';').next());
    values.find(|value| value.starts_with(&start)).map(str::to_owned)
}

fn token(page: &str) -> String {
    let at = page.find("name=\"token\"").unwrap_or_else(|| panic!("no token: {page}"));
    let (_, value) = page[at..].split_once("value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Waits for something to become so, as long as a server may take to follow another.
pub(crate) fn soon(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(15), "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
