//! Where things are: the root of the repository, its files, the folder that cargo builds into.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::programs::capture;

/// The repository as it lies on disk.
pub struct Workspace {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// The folder that cargo builds into.
    pub target: PathBuf,
    /// The crates of the workspace by name.
    pub crates: BTreeMap<String, Imports>,
}

/// What a crate imports from the workspace.
#[derive(Debug, Default)]
pub struct Imports {
    /// Crates that the program itself needs.
    pub normal: Vec<String>,
    /// Crates that only its tests need.
    pub dev: Vec<String>,
}

impl Workspace {
    /// Reads the workspace that this task belongs to.
    pub fn open() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let root = Path::new(&manifest).join("../..").canonicalize()?;
        let mut command = cargo(&root);
        command.args(["metadata", "--no-deps", "--format-version", "1"]).stderr(std::process::Stdio::null());
        let output = command.output().context("cannot run cargo metadata")?;
        ensure!(output.status.success(), "cargo metadata failed: does every crates/*/Cargo.toml parse?");
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let target =
            metadata.get("target_directory").and_then(Value::as_str).context("no target directory")?;
        let packages = metadata.get("packages").and_then(Value::as_array).context("no packages")?;
        let crates = packages.iter().filter_map(imports).collect();
        Ok(Self { root, target: PathBuf::from(target), crates })
    }

    /// Starts a cargo command in the root of the repository.
    pub fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// Lists the files that are committed or could be: everything that git does not ignore, as paths from the root.
    pub fn files(&self) -> Result<Vec<String>> {
        let mut command = Command::new("git");
        command
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(&self.root);
        let listing = capture(&mut command)?;
        ensure!(listing.ok, "git ls-files failed: {}", listing.output);
        let mut files: Vec<String> =
            listing.output.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
        files.retain(|path| self.root.join(path).is_file());
        files.sort();
        files.dedup();
        Ok(files)
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn imports(package: &Value) -> Option<(String, Imports)> {
    let name = package.get("name")?.as_str()?.to_owned();
    let mut imports = Imports::default();
    for dependency in package.get("dependencies")?.as_array()? {
        let inside = dependency.get("path").and_then(Value::as_str).is_some();
        let Some(import) = dependency.get("name").and_then(Value::as_str).filter(|_| inside) else {
            continue;
        };
        match dependency.get("kind").and_then(Value::as_str) {
            Some("dev") => imports.dev.push(import.to_owned()),
            _ => imports.normal.push(import.to_owned()),
        }
    }
    Some((name, imports))
}
