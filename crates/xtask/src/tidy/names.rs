//! Names of files and modules say what is inside; migrations are numbered without gaps.

use std::collections::BTreeMap;

use super::{Complaint, Tree};

/// Words under which anything could be filed.
const EMPTY_WORDS: &[&str] = &["util", "utils", "common", "manager", "helper", "helpers", "misc"];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| file.is("rs") || file.is("html") || file.is("mjs")) {
        let folder = file.path.rsplit('/').nth(1).unwrap_or_default();
        let mut check = |name: &str, line: usize| {
            let mut parts = name.split(['_', '-']);
            if let Some(word) = parts.find(|part| EMPTY_WORDS.contains(part)) {
                let advice = format!("`{name}`: a name with {word} says nothing; name the record or the job");
                complaints.push(Complaint::new(file, line, advice));
            }
        };
        check(file.stem(), 1);
        if matches!(file.stem(), "mod" | "main") {
            check(folder, 1);
        }
        for (line, text) in file.lines() {
            let text = text.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            if let Some(inline) = text.strip_prefix("mod ").and_then(|rest| rest.strip_suffix('{')) {
                check(inline.trim(), line);
            }
        }
    }
    complaints
}

/// Migrations are files `NNNN_name.sql` in folders named `migrations`.
pub(super) fn migrations(tree: &Tree) -> Vec<Complaint> {
    let mut folders: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    let mut complaints = Vec::new();
    for file in tree.ending("sql") {
        let Some((folder, name)) = file.path.rsplit_once('/') else { continue };
        if !folder.split('/').any(|part| part == "migrations") {
            continue;
        }
        match name.split_once('_').and_then(|(number, _)| number.parse().ok().filter(|_| number.len() == 4)) {
            Some(number) => folders.entry(folder).or_default().push((number, &file.path)),
            None => complaints.push(Complaint::new(
                file,
                1,
                "name it NNNN_what-it-does.sql, with the next number",
            )),
        }
    }
    for mut numbered in folders.into_values() {
        numbered.sort_unstable();
        for (expected, (number, path)) in (1..).zip(numbered) {
            if number != expected {
                let advice =
                    format!("number {expected:04} is expected here: numbers run from 0001 without gaps");
                complaints.push(Complaint { path: path.to_owned(), line: 1, advice });
                break;
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_are_refused() {
        let cases = [
            ("crates/a/src/places.rs", "", 0),
            ("crates/a/src/commonwealth.rs", "", 0),
            ("crates/a/src/utils.rs", "", 1),
            ("crates/a/src/date_helpers.rs", "", 1),
            ("crates/a/src/common/mod.rs", "", 1),
            ("crates/a/src/places.rs", "pub mod misc {\n}", 1),
        ];
        for (path, text, expected) in cases {
            assert_eq!(check(&Tree::of(&[(path, text)])).len(), expected, "{path}");
        }
    }

    #[test]
    fn migrations_run_from_one_without_gaps() {
        let cases: &[(&[&str], usize)] = &[
            (&["0001_a.sql", "0002_b.sql"], 0),
            (&["0001_a.sql", "0003_b.sql"], 1),
            (&["0001_a.sql", "0001_b.sql"], 1),
            (&["0002_a.sql"], 1),
            (&["1_a.sql"], 1),
            (&["first.sql"], 1),
        ];
        for (names, expected) in cases {
            let paths: Vec<String> =
                names.iter().map(|name| format!("crates/store/src/migrations/{name}")).collect();
            let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
            assert_eq!(migrations(&Tree::of(&files)).len(), *expected, "{names:?}");
        }
    }
}
