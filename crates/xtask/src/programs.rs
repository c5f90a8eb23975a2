//! Running other programs and keeping what they say.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use anyhow::{Context, Result, bail};

/// What a program said before it ended.
#[derive(Debug)]
pub struct Captured {
    /// Whether it ended well.
    pub ok: bool,
    /// How it ended: with a code or by a signal.
    pub ending: ExitStatus,
    /// Its output and its errors, in the order in which they came.
    pub output: String,
}

/// Runs a program to its end and keeps its output and errors together.
///
/// # Errors
/// When the program cannot be started.
pub fn capture(command: &mut Command) -> Result<Captured> {
    let name = command.get_program().to_string_lossy().into_owned();
    let (mut reader, writer) = std::io::pipe()?;
    command.stdin(std::process::Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
    // The command holds the writing ends: while they are open, reading does not end.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let ending = child.wait()?;
    Ok(Captured { ok: ending.success(), ending, output: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Runs a program that has to succeed.
///
/// # Errors
/// When it cannot be started or fails; the error carries what it said.
pub fn succeed(command: &mut Command) -> Result<String> {
    let captured = capture(command)?;
    if !captured.ok {
        bail!("{command:?} ended with {}:\n{}", captured.ending, captured.output);
    }
    Ok(captured.output)
}

/// Finds a program by name on the search path and in the folder where cargo installs programs.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(cargo_programs())
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn cargo_programs() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        .map(|home| home.join("bin"))
}
