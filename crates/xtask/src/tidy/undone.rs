//! Nothing is left for later without a word, and nothing points at the machine on which it was written.

use super::{Complaint, Tree};

/// What marks Rust code as unfinished or a test as not run. Written in two parts, so that this file does not name them.
const MARKS: &[(&str, &str)] = &[
    (concat!("#[", "ignore"), "a test that never runs proves nothing: mend it or remove it"),
    (concat!("todo", "!("), "finish it, or leave it out"),
    (concat!("unimplemented", "!("), "finish it, or leave it out"),
    (concat!("FIX", "ME"), "mend it now, or write an issue"),
];

/// Folders that exist only on the machine of whoever wrote the line.
const MACHINE_PATHS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/fa", "rm/"),
    concat!("/tm", "p/"),
    concat!("/ro", "ot/"),
    concat!(".libr", "ary"),
];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.ending("rs") {
        for (line, text) in file.lines() {
            for (mark, advice) in MARKS.iter().filter(|(mark, _)| text.contains(mark)) {
                complaints.push(Complaint::new(file, line, format!("`{mark}`: {advice}")));
            }
        }
    }
    complaints
}

pub(super) fn machine_paths(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| !file.is("lock")) {
        for (line, text) in file.lines() {
            for path in MACHINE_PATHS.iter().filter(|path| text.contains(**path)) {
                let advice = format!(
                    "`{path}` is a path of one machine: ask for a temporary folder or take an argument"
                );
                complaints.push(Complaint::new(file, line, advice));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_code_is_found() {
        for (mark, _) in MARKS {
            let line = format!("fn f() {{}}\n{mark}");
            let complaints = check(&Tree::of(&[("a.rs", &line)]));
            assert_eq!(complaints.iter().map(|complaint| complaint.line).collect::<Vec<_>>(), [2], "{mark}");
            assert!(check(&Tree::of(&[("a.md", &line)])).is_empty(), "prose may speak of {mark}");
        }
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        for path in MACHINE_PATHS {
            let text = format!("see {path}notes");
            assert_eq!(machine_paths(&Tree::of(&[("README.md", &text)])).len(), 1, "{path}");
        }
        assert!(machine_paths(&Tree::of(&[("README.md", "frameworks/axum, at work/home")])).is_empty());
    }
}
