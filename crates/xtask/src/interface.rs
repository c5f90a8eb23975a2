//! The interface for programs, held against its own description by schemathesis: `tests/api`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::programs::{capture, find, succeed};
use crate::server::{Server, agent, get, renkei};
use crate::steps::Found;
use crate::workspace::Workspace;

/// Builds the program, starts its demo and lets schemathesis call every operation that the description names.
///
/// # Errors
/// When the program does not build or start, or Python is absent or cannot install schemathesis.
pub fn examine(workspace: &Workspace) -> Result<Found> {
    // The whole workspace is named so that the build shares its parts with that of the tests.
    succeed(workspace.cargo().args(["build", "--locked", "--workspace", "--bin", "renkei"]))?;
    let schemathesis = install(workspace)?;
    let program = workspace.target.join("debug/renkei");
    let demo = Server::start(&program, &["demo", "--api-rate", "1000000"])?;
    let mut token = renkei(&program);
    token.args([
        "token",
        "add",
        "--as",
        "coordinator",
        "--name",
        "schemathesis",
        "--scope",
        "write",
        "--days",
        "7",
    ]);
    token.args(["--json", "--data", "renkei-demo"]).current_dir(demo.folder());
    let made: Value = serde_json::from_str(&succeed(&mut token)?).context("no token was made")?;
    // What answers are made from is put together at the first question, which takes a while in a build for tests.
    let question = format!("{}/api/v1/matches?text=water", demo.address());
    (0..3).any(|_| get(&agent(), &question).is_ok_and(|answer| answer.status == 200));
    let mut command = Command::new(schemathesis);
    command.arg("--config-file").arg(workspace.root.join("tests/api/schemathesis.toml"));
    command.args(["run", "--no-color"]).arg(format!("{}/api/v1/openapi.json", demo.address()));
    command
        .env("RENKEI_TOKEN", made.get("token").and_then(Value::as_str).unwrap_or_default())
        .current_dir(demo.folder());
    let run = capture(&mut command)?;
    let calls = test_cases(&run.output);
    let found = if run.ok && calls > 0 {
        Found::held()
    } else {
        Found::broke(format!("{}\n--- what the program said ---\n{}", run.output, demo.said()))
    };
    Ok(found.noting(format!("{calls} calls")))
}

/// Installs what `requirements.txt` names into an environment of its own, unless that was done since it last changed.
fn install(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("schemathesis");
    let (wanted, installed) =
        (workspace.root.join("tests/api/requirements.txt"), folder.join("installed.txt"));
    let names = std::fs::read_to_string(&wanted)?;
    if std::fs::read_to_string(&installed).is_ok_and(|before| before == names) {
        return Ok(folder.join("bin/schemathesis"));
    }
    let python = find("python3").context("python3 is not installed (Debian: python3, python3-venv)")?;
    succeed(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(folder.join("bin/pip"));
    succeed(pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&wanted))?;
    std::fs::write(&installed, names)?;
    Ok(folder.join("bin/schemathesis"))
}

/// Reads from the closing summary how many calls were made.
fn test_cases(output: &str) -> u64 {
    let calls = |line: &str| {
        let (digits, _) = line.trim().split_once(" generated")?;
        digits.replace(',', "").parse().ok()
    };
    output.lines().rev().find_map(calls).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::test_cases;

    #[test]
    fn the_number_of_calls_is_read() {
        for (output, calls) in [
            ("Test cases:\n  1204 generated, 1204 passed, 2 skipped\n\nSeed: 7", 1204),
            ("Test cases:\n  1,204 generated", 1204),
            ("nothing", 0),
        ] {
            assert_eq!(test_cases(output), calls, "{output}");
        }
    }
}
