//! What the checks need on the machine, and how it gets there on Debian.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::programs::{capture, find, succeed};
use crate::steps::Found;
use crate::workspace::Workspace;

/// The version of cargo-deny that is installed when none is there.
const CARGO_DENY: &str = "0.20.2";

/// A Debian package and how to see that what it brings is there.
struct Package {
    name: &'static str,
    present: fn() -> bool,
}

const PACKAGES: &[Package] = &[
    Package { name: "postgresql", present: || postgres_programs().is_some() },
    Package { name: "chromium", present: || find("chromium").is_some() },
    Package { name: "fonts-noto-cjk", present: japanese_font },
];

/// The folder that holds `initdb` and `postgres`: the newest that Debian installed, else the one on the search path.
pub fn postgres_programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    folders.pop().or_else(|| find("initdb").and_then(|file| file.parent().map(Path::to_path_buf)))
}

/// Installs the Debian packages and the cargo programs that are absent, and the packages of the browser journey.
///
/// # Errors
/// When something is absent and cannot be installed here; the error says which command would do it.
pub fn prepare(workspace: &Workspace) -> Result<Found> {
    let mut found = Found::held();
    let absent: Vec<&str> =
        PACKAGES.iter().filter(|package| !(package.present)()).map(|package| package.name).collect();
    if !absent.is_empty() {
        install(&absent)?;
        found = found.noting(format!("installed {}", absent.join(", ")));
    }
    if find("cargo-deny").is_none() {
        install_cargo_deny(workspace)?;
        found = found.noting(format!("installed cargo-deny {CARGO_DENY}"));
    }
    if install_node_packages(&workspace.root.join("tests/browser"))? {
        found = found.noting("installed the node packages of tests/browser");
    }
    Ok(found)
}

fn install(names: &[&str]) -> Result<()> {
    let list = names.join(" ");
    let root = succeed(Command::new("id").arg("-u"))?.trim() == "0";
    if !root || find("apt-get").is_none() {
        bail!(
            "not installed: {list}. On Debian: sudo apt-get install {list}. Or run `cargo xtask test --quick`."
        );
    }
    succeed(Command::new("apt-get").args(["update", "-qq"]))?;
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command.args(["install", "--yes", "--no-install-recommends"]).args(names);
    succeed(&mut command)?;
    Ok(())
}

/// Installs cargo-deny with light optimisation: it runs for a second here, and the build is most of the wait.
fn install_cargo_deny(workspace: &Workspace) -> Result<()> {
    let mut command = workspace.cargo();
    command
        .args(["install", "cargo-deny", "--locked", "--version", CARGO_DENY])
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    succeed(&mut command)?;
    Ok(())
}

/// Installs what `package-lock.json` names, unless that was done since it last changed. Says whether it did something.
fn install_node_packages(folder: &Path) -> Result<bool> {
    let changed = |path: PathBuf| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let wanted = changed(folder.join("package-lock.json"));
    if changed(folder.join("node_modules/.package-lock.json"))
        .is_some_and(|installed| Some(installed) >= wanted)
    {
        return Ok(false);
    }
    let Some(npm) = find("npm") else { bail!("npm is not installed: install Node.js 20 or newer, with npm") };
    succeed(
        Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder),
    )?;
    Ok(true)
}

/// Without a Japanese font the screenshots show boxes and the widths of Japanese pages mean nothing.
fn japanese_font() -> bool {
    let listing = capture(Command::new("fc-list").arg(":lang=ja"));
    listing.is_ok_and(|listing| listing.ok && !listing.output.trim().is_empty())
}
