//! The program with its demo record, running in a folder of its own for as long as a task needs it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::databases::free_port;

/// A running demo; stopped, and its folder removed, when dropped.
pub struct Demo {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Demo {
    /// Starts the program's demo in a new folder and waits until it serves its first page.
    ///
    /// # Errors
    /// When it cannot be started or serves no page within a minute; the error carries what it said.
    pub fn start(program: &Path) -> Result<Self> {
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("renkei-demo-{}-{port}", std::process::id()));
        std::fs::create_dir(&folder)?;
        let log = std::fs::File::create(folder.join("log"))?;
        let mut command = Command::new(program);
        command.args(["demo", "--port", &port.to_string()]).current_dir(&folder);
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let mut demo = Self { folder, port, server };
        demo.wait()?;
        Ok(demo)
    }

    /// The address of the first page, without a slash at its end.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What the program has written to the terminal so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            if first_page(self.port).is_ok_and(|status| status.contains(" 200 ")) {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                bail!("renkei demo ended ({status}) before it served a page:\n{}", self.said());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("renkei demo served no page within a minute:\n{}", self.said())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Asks for the first page and returns the status line of the answer.
fn first_page(port: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let line = String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned();
    Ok(format!("{line} "))
}
