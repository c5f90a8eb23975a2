//! The journey through the pages in a real browser: `tests/browser`.

use std::process::Command;

use anyhow::{Context, Result};

use crate::programs::{capture, find, succeed};
use crate::server::Server;
use crate::steps::Found;
use crate::workspace::Workspace;

/// Builds the program, starts its demo and sends the browser through its pages.
///
/// # Errors
/// When the program does not build or start, or node or Chromium is absent.
pub fn journey(workspace: &Workspace) -> Result<Found> {
    // The whole workspace is named so that the build shares its parts with that of the tests.
    succeed(workspace.cargo().args(["build", "--locked", "--workspace", "--bin", "renkei"]))?;
    let demo = Server::start(&workspace.target.join("debug/renkei"), &["demo"])?;
    let node = find("node").context("node is not installed: install Node.js 20 or newer")?;
    let chromium = find("chromium").context("chromium is not installed (Debian: chromium)")?;
    let pictures = workspace.target.join("screenshots");
    let mut command = Command::new(node);
    command.arg("journey.mjs").arg(demo.address()).current_dir(workspace.root.join("tests/browser"));
    command.env("CHROMIUM", chromium);
    if std::env::var_os("SCREENSHOTS").is_none() {
        command.env("SCREENSHOTS", &pictures);
    }
    let run = capture(&mut command)?;
    let (passed, failed) = closing_line(&run.output).unwrap_or((0, 1));
    let failed = if run.ok { failed } else { failed.max(1) };
    let output = format!("{}\n--- what the program said ---\n{}", run.output, demo.said());
    Ok(Found { passed, failed, output, ..Found::default() })
}

/// Reads `N passed, N failed` from the last line that has this form.
fn closing_line(output: &str) -> Option<(u64, u64)> {
    output.lines().rev().find_map(|line| {
        let (passed, failed) = line.trim().strip_suffix(" failed")?.split_once(" passed, ")?;
        Some((passed.parse().ok()?, failed.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::closing_line;

    #[test]
    fn the_last_closing_line_counts() {
        let cases = [
            ("1 passed, 0 failed\n", Some((1, 0))),
            ("1 passed, 0 failed\nmore\n12 passed, 3 failed\n\n", Some((12, 3))),
            ("nothing of the kind", None),
            ("x passed, 0 failed", None),
        ];
        for (output, expected) in cases {
            assert_eq!(closing_line(output), expected, "{output}");
        }
    }
}
