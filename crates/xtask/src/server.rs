//! The program, serving pages in a folder of its own for as long as a task needs it; and asking it for pages.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use ureq::Agent;

use crate::databases::free_port;

/// A running server; stopped, and its folder removed, when dropped.
pub struct Server {
    folder: PathBuf,
    port: u16,
    child: Child,
    /// From the start of the program to the end of its first page.
    pub took: Duration,
}

impl Server {
    /// Starts the program with these arguments and a free port, and waits until it serves its first page.
    ///
    /// # Errors
    /// When it cannot be started or serves no page within a minute; the error carries what it said.
    pub fn start(program: &Path, arguments: &[&str]) -> Result<Self> {
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("renkei-server-{}-{port}", std::process::id()));
        std::fs::create_dir(&folder)?;
        let log = std::fs::File::create(folder.join("log"))?;
        let mut command = renkei(program);
        command.args(arguments).args(["--port", &port.to_string()]).current_dir(&folder);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let start = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let mut server = Self { folder, port, child, took: Duration::ZERO };
        server.wait(start)?;
        server.took = start.elapsed();
        Ok(server)
    }

    /// The address of the first page, without a slash at its end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The folder in which the program runs.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the program has written to the terminal so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Resident memory now and at its highest, in KiB.
    ///
    /// # Errors
    /// When the system does not tell, as on systems other than Linux.
    pub fn memory(&self) -> Result<(u32, u32)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let value = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|rest| rest.split_whitespace().next()).and_then(|digits| digits.parse().ok())
        };
        Ok((value("VmRSS:").context("no VmRSS")?, value("VmHWM:").context("no VmHWM")?))
    }

    fn wait(&mut self, start: Instant) -> Result<()> {
        let agent = agent();
        let address = format!("{}/", self.address());
        while start.elapsed() < Duration::from_secs(60) {
            if get(&agent, &address).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("renkei ended ({status}) before it served a page:\n{}", self.said());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("renkei served no page within a minute:\n{}", self.said())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The program in English, whatever the person who runs the task has set for a record of their own.
pub fn renkei(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C.UTF-8").env("LANG", "C.UTF-8");
    for name in ["RENKEI_DATA", "RENKEI_DATABASE", "RENKEI_OFFICE"] {
        command.env_remove(name);
    }
    command
}

/// An answer to one request.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The bytes of the body as they came over the wire.
    pub bytes: u64,
    /// What the server says it spent, in milliseconds; none when it says nothing.
    pub server: Option<f64>,
    /// From the request to the last byte, in milliseconds.
    pub wall: f64,
}

/// A client that keeps its connection and takes any status as an answer.
pub fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    config.timeout_global(Some(Duration::from_secs(30))).build().into()
}

/// Asks for a page as a browser does: compressed.
///
/// # Errors
/// When the server cannot be reached or breaks off.
pub fn get(agent: &Agent, address: &str) -> Result<Answer> {
    let start = Instant::now();
    let request = agent.get(address).header("accept-encoding", "gzip").header("accept", "text/html");
    let mut answer = request.header("accept-language", "en").call()?;
    let bytes = std::io::copy(&mut answer.body_mut().as_reader(), &mut std::io::sink())?;
    let wall = start.elapsed().as_secs_f64() * 1000.0;
    let timing = answer.headers().get("server-timing").and_then(|value| value.to_str().ok());
    let server = timing.and_then(|text| text.split("dur=").nth(1)).and_then(|digits| digits.parse().ok());
    Ok(Answer { status: answer.status().as_u16(), bytes, server, wall })
}
