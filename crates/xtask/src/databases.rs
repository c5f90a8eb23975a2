//! A throwaway PostgreSQL server for the tests that run on both databases.

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::machine::postgres_programs;
use crate::programs::succeed;

/// The variable that tells the tests where the server is; tests on PostgreSQL are left out when it is not set.
pub const VARIABLE: &str = "RENKEI_TEST_POSTGRES";

/// A server with an empty cluster in a folder of its own, on loopback; gone when dropped.
pub struct Postgres {
    folder: PathBuf,
    programs: PathBuf,
    owner: Option<Owner>,
    port: u16,
    server: Child,
}

/// The unprivileged account that runs the server when the task runs as root, which PostgreSQL refuses.
#[derive(Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Postgres {
    /// Makes a cluster in a new folder and starts a server on it.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, or does not answer within half a minute.
    pub fn start() -> Result<Self> {
        let programs = postgres_programs().context("PostgreSQL is not installed (Debian: postgresql)")?;
        let owner = Owner::find()?;
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("renkei-postgres-{}-{port}", std::process::id()));
        std::fs::create_dir(&folder)?;
        if let Some(owner) = owner {
            std::os::unix::fs::chown(&folder, Some(owner.user), Some(owner.group))?;
        }
        let data = folder.join("data");
        let mut initdb = program(&programs, "initdb", owner, &folder);
        initdb.args([
            "--username=renkei",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "-D",
        ]);
        succeed(initdb.arg(&data))?;
        let mut command = program(&programs, "postgres", owner, &folder);
        command.arg("-D").arg(&data).arg("-p").arg(port.to_string()).arg("-k").arg(&folder);
        // Nothing here has to outlive the run, so nothing waits for the disk.
        let settings =
            ["listen_addresses=127.0.0.1", "fsync=off", "synchronous_commit=off", "full_page_writes=off"];
        settings.iter().for_each(|setting| _ = command.arg("-c").arg(setting));
        let log = std::fs::File::create(folder.join("log"))?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = command.spawn().context("cannot start postgres")?;
        let mut postgres = Self { folder, programs, owner, port, server };
        postgres.wait()?;
        Ok(postgres)
    }

    /// The address of the server's first database; its user may create others.
    pub fn url(&self) -> String {
        format!("postgres://renkei@127.0.0.1:{}/postgres", self.port)
    }

    /// Counts the transactions that were committed on the server since it started.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn transactions(&self) -> Result<u64> {
        // A server writes its counts a second after the last transaction at the latest.
        std::thread::sleep(Duration::from_millis(1500));
        let answer = self.ask("select coalesce(sum(xact_commit), 0)::bigint from pg_stat_database")?;
        answer.trim().parse().with_context(|| format!("not a count: {answer}"))
    }

    fn ask(&self, sql: &str) -> Result<String> {
        let mut psql = program(&self.programs, "psql", self.owner, &self.folder);
        succeed(psql.args(["-X", "-A", "-t", "-d", &self.url(), "-c", sql]))
    }

    fn wait(&mut self) -> Result<()> {
        for _ in 0..300 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() && self.ask("select 1").is_ok() {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        bail!("PostgreSQL did not start:\n{log}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // An interrupt asks the server to end its sessions and leave; whatever happens, the folder goes.
        let pid = self.server.id().to_string();
        let asked = Command::new("kill").args(["-INT", &pid]).status().is_ok_and(|status| status.success());
        if !asked {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Owner {
    /// The account `postgres` when the task runs as root, else none.
    fn find() -> Result<Option<Self>> {
        let number = |arguments: &[&str]| -> Result<u32> {
            Ok(succeed(Command::new("id").args(arguments))?.trim().parse()?)
        };
        if number(&["-u"])? != 0 {
            return Ok(None);
        }
        let user = number(&["-u", "postgres"])
            .context("root cannot run PostgreSQL, and no user postgres is there")?;
        Ok(Some(Self { user, group: number(&["-g", "postgres"])? }))
    }
}

/// A command of PostgreSQL that runs as its owner, in a folder that the owner may enter.
fn program(programs: &Path, name: &str, owner: Option<Owner>, folder: &Path) -> Command {
    let mut command = Command::new(programs.join(name));
    command.current_dir(folder);
    if let Some(owner) = owner {
        command.uid(owner.user).gid(owner.group);
    }
    command
}

/// A port of loopback that nothing listens on now.
///
/// # Errors
/// When no port can be had.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Runs a server until Enter is pressed.
///
/// # Errors
/// When the server does not start.
pub fn serve() -> Result<bool> {
    let postgres = Postgres::start()?;
    println!("export {VARIABLE}={}\n\nPress Enter to stop the server.", postgres.url());
    std::io::stdin().read_line(&mut String::new())?;
    Ok(true)
}
