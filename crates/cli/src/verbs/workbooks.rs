//! Workbooks at the command line: the record out as one, and one brought back.

use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use app::workbooks::{self, Applied, Choice, Group, Options, Preview, Refusal, RowChange, Source};
use domain::{Kind, Viewer};
use language::Words;
use serde_json::json;
use store::Store;

use crate::failures::Failure;
use crate::options::now;
use crate::output;

/// How many rows and refused cells are printed; the counts of all are always told.
const SHOWN: usize = 50;

/// The name of a workbook; `None` for a path that names something else.
pub(super) fn name(path: &Path) -> Option<String> {
    let is_workbook = path.is_file() && path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    is_workbook.then(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Writes a workbook; a file of the same name is replaced when the new one is whole.
pub(super) async fn export(
    store: &Store,
    viewer: &Viewer,
    words: Words,
    path: &Path,
    plurals: &[String],
) -> Result<Vec<(&'static Kind, u64)>, Failure> {
    let mut kinds: Vec<&'static Kind> = Vec::new();
    for plural in plurals {
        let found = domain::kind(plural);
        kinds.push(found.ok_or_else(|| Failure::input("cli-no-kind", "kind", plural.clone()))?);
    }
    if kinds.is_empty() {
        kinds = domain::KINDS.to_vec();
    }
    let failed = |error: std::io::Error| Failure::unusable(format!("{}: {error}", path.display()));
    let part = path.with_extension("xlsx.part");
    let file = File::create(&part).map_err(failed)?;
    let at = now().as_second();
    let done = workbooks::whole(store, viewer, words, &kinds, at, file).await;
    match done {
        Ok(written) => {
            std::fs::rename(&part, path).map_err(failed)?;
            Ok(written)
        }
        Err(error) => {
            // Half a workbook is of no use; what cannot be taken away is overwritten next time.
            let _ = std::fs::remove_file(&part);
            Err(error.into())
        }
    }
}

/// A workbook to bring back.
pub(super) struct Import {
    pub source: Source,
    pub options: Options,
    pub dry_run: bool,
    pub tolerant: bool,
    pub overwrite: bool,
    pub json: bool,
}

impl Import {
    pub async fn run(&self, store: &Store, viewer: &Viewer, words: Words) -> Result<ExitCode, Failure> {
        if self.dry_run {
            let preview = workbooks::preview(store, viewer, &self.source, self.options).await?;
            if self.json {
                output::print_json(&preview_json(&preview));
            } else {
                print_preview(&preview, words);
            }
            return Ok(status(preview.refused_total == 0 && preview.conflicts.is_empty()));
        }
        let choice = |_: &RowChange, group: Group| match group {
            Group::Conflict if !self.overwrite => Choice::Leave,
            _ => Choice::Take,
        };
        let at = now().to_string();
        let must_be_whole = !self.tolerant;
        let applied =
            workbooks::apply(store, viewer, &self.source, self.options, &at, must_be_whole, &choice).await?;
        if self.json {
            output::print_json(&json!({
                "added": applied.added, "changed": applied.changed, "unchanged": applied.unchanged,
                "left": applied.left, "overtaken": applied.overtaken.len(),
                "refused_total": applied.refused_total, "refused": applied.refused.iter().map(refusal_json).collect::<Vec<_>>(),
            }));
        } else {
            print_applied(&applied, words);
        }
        Ok(status(applied.refused_total == 0 && applied.left == 0 && applied.overtaken.is_empty()))
    }
}

fn status(is_whole: bool) -> ExitCode {
    if is_whole { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn counts(words: Words, counts: &[(&str, u64)]) {
    let mut table = output::table(&[]);
    for (key, count) in counts {
        table.add_row([words.get(key).into_owned(), words.count(*count)]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    output::print_table(&table);
}

fn print_preview(preview: &Preview, words: Words) {
    counts(
        words,
        &[
            ("import-added", count(preview.added.len())),
            ("import-changed", count(preview.changed.len())),
            ("import-conflict", count(preview.conflicts.len())),
            ("import-unchanged", preview.unchanged),
            ("import-refused", preview.refused_total),
        ],
    );
    for (key, changes) in [("import-changed", &preview.changed), ("import-conflict", &preview.conflicts)] {
        for change in changes.iter().take(SHOWN) {
            output::say(format_args!("\n{}: {} {}", words.get(key), change.kind.plural, change.record.id()));
            for cell in &change.cells {
                let new =
                    if cell.new.is_empty() { words.get("import-cleared") } else { cell.new.as_str().into() };
                output::say(format_args!("  {}: {} → {new}", cell.column, cell.old));
            }
        }
    }
    refused(&preview.refused, words);
    output::say(format_args!("\n{}", words.get("cli-import-dry")));
}

fn print_applied(applied: &Applied, words: Words) {
    counts(
        words,
        &[
            ("import-added", applied.added),
            ("import-changed", applied.changed),
            ("import-unchanged", applied.unchanged),
            ("import-left", applied.left + count(applied.overtaken.len())),
            ("import-refused", applied.refused_total),
        ],
    );
    refused(&applied.refused, words);
    let is_stored = applied.added + applied.changed > 0;
    let end = if is_stored { "import-stored" } else { "import-not-stored" };
    output::say(format_args!("\n{}", words.get(end)));
}

fn refused(refused: &[Refusal], words: Words) {
    for refusal in refused.iter().take(SHOWN) {
        let place = words.problem_place(&refusal.problem.at);
        output::say(format_args!("  {} {place}: {}", refusal.cell, words.problem(&refusal.problem)));
    }
}

fn refusal_json(refusal: &Refusal) -> serde_json::Value {
    let problem = &refusal.problem;
    json!({
        "code": problem.code.as_str(), "sheet": problem.at.file, "cell": refusal.cell, "line": problem.at.line,
        "column": problem.at.column, "found": problem.found, "expected": problem.expected, "hint": problem.hint,
    })
}

fn preview_json(preview: &Preview) -> serde_json::Value {
    let row = |change: &RowChange| {
        let cells = change.cells.iter().map(|cell| {
            json!({ "column": cell.column, "old": cell.old, "new": cell.new, "overtaken": cell.is_overtaken })
        });
        json!({
            "kind": change.kind.plural, "id": change.record.id(), "line": change.line,
            "cells": cells.collect::<Vec<_>>(),
        })
    };
    let rows = |changes: &[RowChange]| changes.iter().map(row).collect::<Vec<_>>();
    json!({
        "added": rows(&preview.added), "changed": rows(&preview.changed), "conflicts": rows(&preview.conflicts),
        "unchanged": preview.unchanged, "refused_total": preview.refused_total,
        "refused": preview.refused.iter().map(refusal_json).collect::<Vec<_>>(),
    })
}
