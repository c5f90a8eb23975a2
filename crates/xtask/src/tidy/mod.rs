//! Rules that the compiler does not know. Each complaint says where and what to do.

mod docs;
mod imports;
mod labels;
mod names;
mod sizes;
mod sources;
mod templates;
mod undone;

use std::fmt;

use anyhow::Result;

use crate::steps::Found;
use crate::workspace::Workspace;

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq)]
struct Complaint {
    path: String,
    line: usize,
    advice: String,
}

impl Complaint {
    fn new(file: &File, line: usize, advice: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, advice: advice.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.advice)
    }
}

/// A committed file that holds text.
#[derive(Debug)]
struct File {
    /// From the root of the repository, with `/` between folders.
    path: String,
    text: String,
}

impl File {
    fn is(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
    }

    /// The name without folders and ending.
    fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }

    /// Lines with their numbers, from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Every committed text file.
struct Tree {
    files: Vec<File>,
    /// All committed paths, those of pictures and other data included.
    paths: Vec<String>,
}

impl Tree {
    fn read(workspace: &Workspace) -> Result<Self> {
        let paths = workspace.files()?;
        let read = |path: &String| {
            let bytes = std::fs::read(workspace.root.join(path)).ok()?;
            Some(File { path: path.clone(), text: String::from_utf8(bytes).ok()? })
        };
        Ok(Self { files: paths.iter().filter_map(read).collect(), paths })
    }

    fn ending(&self, ending: &'static str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.is(ending))
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self {
            files: files.iter().map(file).collect(),
            paths: files.iter().map(|(path, _)| (*path).to_owned()).collect(),
        }
    }
}

/// A rule by name, and what it finds wrong in the tree.
type Rule = (&'static str, fn(&Tree) -> Vec<Complaint>);

const RULES: &[Rule] = &[
    ("files and functions are short", sizes::check),
    ("files and modules have telling names", names::check),
    ("migrations are numbered without gaps", names::migrations),
    ("tables and formulas name their source", sources::check),
    ("nothing is left undone", undone::check),
    ("no path of a machine is written down", undone::machine_paths),
    ("paths in the docs exist", docs::check),
    ("every template is used", templates::check),
    ("labels and their uses agree", labels::check),
];

/// Applies every rule to every committed file.
///
/// # Errors
/// When the files cannot be listed.
pub fn check(workspace: &Workspace) -> Result<Found> {
    let tree = Tree::read(workspace)?;
    let mut found = Found::default();
    found.add("a crate imports only what its row allows", &imports::check(&workspace.crates));
    for (name, rule) in RULES {
        found.add(name, &rule(&tree));
    }
    Ok(found)
}

impl Found {
    fn add(&mut self, rule: &str, complaints: &[Complaint]) {
        if complaints.is_empty() {
            self.passed += 1;
            return;
        }
        self.failed += 1;
        let lines: String = complaints.iter().map(|complaint| format!("  {complaint}\n")).collect();
        self.output.push_str(&format!("rule: {rule}\n{lines}"));
    }
}
