//! Who may import whom. The table is the law of the house; `docs/architecture.md` tells its reasons.

use std::collections::BTreeMap;

use super::Complaint;
use crate::workspace::Imports;

/// Each crate with the crates of the workspace that it may import.
const ROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("language", &["domain"]),
    ("matching", &["domain"]),
    ("methods", &["domain"]),
    ("formats", &["domain"]),
    ("reports", &["domain"]),
    ("store", &["domain"]),
    ("app", &["domain", "language", "matching", "methods", "formats", "reports", "store"]),
    ("web", &["app", "domain", "language", "reports", "store"]),
    ("cli", &["app", "domain", "language", "web", "store"]),
    ("testkit", &["domain", "store", "app"]),
    ("xtask", &[]),
];

/// What any crate's tests may import besides: the builders and the fixed clock, and the reader of the demo record.
const FOR_TESTS: &[&str] = &["testkit", "formats"];

pub(super) fn check(crates: &BTreeMap<String, Imports>) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (name, imports) in crates {
        let mut complain = |advice: String| {
            complaints.push(Complaint { path: format!("crates/{name}/Cargo.toml"), line: 1, advice });
        };
        let Some((_, row)) = ROWS.iter().find(|(row, _)| row == name) else {
            complain("a new crate: give it a row in crates/xtask/src/tidy/imports.rs".to_owned());
            continue;
        };
        for import in imports.normal.iter().filter(|import| !row.contains(&import.as_str())) {
            complain(format!(
                "{name} may not import {import}: move the code to a crate that may, or pass it in"
            ));
        }
        let strange =
            |import: &&String| !row.contains(&import.as_str()) && !FOR_TESTS.contains(&import.as_str());
        for import in imports.dev.iter().filter(strange) {
            complain(format!("tests of {name} may not import {import}: test that where both are at home"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(name: &str, normal: &[&str], dev: &[&str]) -> usize {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        check(&BTreeMap::from([(name.to_owned(), Imports { normal: owned(normal), dev: owned(dev) })])).len()
    }

    #[test]
    fn only_what_the_row_allows_is_imported() {
        let cases: &[(&str, &[&str], &[&str], usize)] = &[
            ("domain", &[], &["testkit"], 0),
            ("domain", &["store"], &[], 1),
            ("web", &["app", "domain"], &["testkit"], 0),
            ("web", &["formats", "matching"], &["formats", "matching"], 3),
            ("strange", &[], &[], 1),
        ];
        for (name, normal, dev, expected) in cases {
            assert_eq!(complaints(name, normal, dev), *expected, "{name} {normal:?} {dev:?}");
        }
    }
}
