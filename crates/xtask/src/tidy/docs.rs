//! Documents name only what is there.

use super::{Complaint, File, Tree};

/// Paths in backticks and links to files in `README.md` and under `docs/` lead somewhere.
pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let documents =
        tree.ending("md").filter(|file| file.path == "README.md" || file.path.starts_with("docs/"));
    documents.flat_map(|file| missing(file, tree)).collect()
}

fn missing(file: &File, tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut fenced = false;
    for (line, text) in file.lines() {
        if text.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for path in spans(text).filter(|span| is_path(span, tree)) {
            if !exists(path, tree) {
                let advice =
                    format!("`{path}` does not exist: name what took its place, or drop the sentence");
                complaints.push(Complaint::new(file, line, advice));
            }
        }
        for link in links(text) {
            if !exists(&beside(&file.path, link), tree) {
                complaints.push(Complaint::new(file, line, format!("the link to {link} leads nowhere")));
            }
        }
    }
    complaints
}

/// What stands between single backticks.
fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Targets of links and pictures that lie in the repository.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let targets = targets.map(|target| target.split(['#', ' ']).next().unwrap_or_default());
    targets.filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"))
}

/// A link's target as a path from the root.
fn beside(document: &str, link: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Whether a span looks like a path of this repository: it starts in one of its folders, or names a file at its root.
fn is_path(span: &str, tree: &Tree) -> bool {
    if span.contains(|letter: char| letter.is_whitespace() || "*{}<>…$()=|\"".contains(letter))
        || span.contains("NNNN")
    {
        return false;
    }
    match span.split_once('/') {
        Some((first, _)) => {
            tree.paths.iter().any(|path| path.split_once('/').is_some_and(|(root, _)| root == first))
        }
        None => span.ends_with(".toml") || span.ends_with(".md"),
    }
}

fn exists(path: &str, tree: &Tree) -> bool {
    let path = path.trim_end_matches('/');
    let folder = format!("{path}/");
    tree.paths.iter().any(|known| known == path || known.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_links_in_documents_lead_somewhere() {
        let cases = [
            ("see `crates/a/src/lib.rs`", 0),
            ("see `crates/a/` and `crates/a`", 0),
            ("see `crates/b/src/lib.rs`", 1),
            ("see `docs/other.md` and [it](other.md)", 2),
            ("see [code](../crates/a/src/lib.rs#L1)", 0),
            ("see [site](https://example.org/a)", 0),
            ("see `Cargo.toml`", 0),
            ("see `Makefile.toml`", 1),
            ("ask for `/needs/<id>` or `crates/<name>/src` or `a / b`", 0),
            ("```\n`crates/b`\n```", 0),
        ];
        for (text, expected) in cases {
            let tree = Tree::of(&[("docs/a.md", text), ("crates/a/src/lib.rs", ""), ("Cargo.toml", "")]);
            let complaints = check(&tree);
            assert_eq!(complaints.len(), expected, "{text}: {complaints:?}");
        }
    }
}
