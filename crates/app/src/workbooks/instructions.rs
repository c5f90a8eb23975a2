//! The sheet that tells, in every language, how a workbook is filled in and brought back.

use domain::Kind;
use language::{Language, Words};

use super::columns::Out;

/// The name of the sheet.
pub(super) const NAME: &str = "instructions";

/// The widths of its columns, in characters.
pub(super) const WIDTHS: &[u8] = &[16, 26, 30, 60, 30, 60];

/// The sentences, by their keys.
const SENTENCES: &[&str] = &[
    "workbook-about-rows",
    "workbook-about-blank",
    "workbook-about-dates",
    "workbook-about-lists",
    "workbook-about-fixed",
    "workbook-about-preview",
];

/// The rows of the sheet for the columns of some kinds.
pub(super) fn rows(kinds: &[(&'static Kind, Vec<Out>)]) -> Vec<Vec<String>> {
    let all: Vec<Words> = Language::ALL.iter().map(|language| Words::of(*language)).collect();
    let titles: Vec<String> = all.iter().map(|words| words.get("workbook-about").into_owned()).collect();
    let mut rows = vec![vec![titles.join(" / ")], Vec::new()];
    for words in &all {
        rows.extend(SENTENCES.iter().map(|key| vec![words.get(key).into_owned()]));
        rows.push(Vec::new());
    }
    let mut head = vec!["sheet".to_owned(), "column".to_owned()];
    for words in &all {
        head.extend(["workbook-label", "workbook-holds"].map(|key| words.get(key).into_owned()));
    }
    rows.push(head);
    for (kind, columns) in kinds {
        for column in columns {
            let mut row = vec![kind.plural.to_owned(), column.name(kind)];
            for words in &all {
                row.extend([column.label(kind, *words), column.help(kind, *words)]);
            }
            rows.push(row);
        }
    }
    rows
}
