//! The pages of bringing back: what is asked for, what would change, what became of it.

use app::workbooks::{Applied, CellChange, Group, Preview, Refusal, RowChange, uploads};
use askama::Template;
use domain::Problem;
use language::Words;

use crate::layout::{Frame, Said};
use crate::readers::Reader;
use crate::values;

/// How many rows of a group a page shows.
const MOST_SHOWN: usize = 200;

/// How many refused cells a page shows.
const MOST_REFUSED: usize = 500;

/// The page that asks for a file.
#[derive(Template)]
#[template(path = "workbooks/upload.html")]
pub(super) struct UploadPage {
    frame: Frame,
    token: String,
    fault: Option<String>,
    /// The largest file, in words.
    largest: String,
}

/// The page that shows what a file would change.
#[derive(Template)]
#[template(path = "workbooks/preview.html")]
pub(super) struct PreviewPage {
    frame: Frame,
    name: String,
    action: String,
    token: String,
    counts: Vec<(String, String)>,
    groups: Vec<GroupShown>,
    refused: Vec<RefusedShown>,
    refused_more: Option<String>,
    remarks: Vec<String>,
    is_empty: bool,
}

/// The page that tells what became of a file.
#[derive(Template)]
#[template(path = "workbooks/result.html")]
pub(super) struct ResultPage {
    frame: Frame,
    name: String,
    is_stored: bool,
    counts: Vec<(String, String)>,
    overtaken: Vec<RowShown>,
    refused: Vec<RefusedShown>,
    refused_more: Option<String>,
    remarks: Vec<String>,
    /// The preview of what is left.
    again: Option<String>,
}

/// One group of rows.
struct GroupShown {
    key: &'static str,
    title: String,
    what: String,
    is_ticked: bool,
    is_conflict: bool,
    rows: Vec<RowShown>,
    /// What to tick for the rows that are not shown.
    rest: Option<String>,
}

/// One row.
struct RowShown {
    key: String,
    place: String,
    kind: String,
    line: String,
    /// The record's page, of one that is there.
    address: Option<String>,
    title: Said,
    cells: Vec<CellShown>,
}

struct CellShown {
    label: String,
    old: String,
    new: String,
    is_overtaken: bool,
}

struct RefusedShown {
    place: String,
    found: String,
    what: String,
}

/// The word by which a form names a group.
pub(super) fn key(group: Group) -> &'static str {
    match group {
        Group::Added => "added",
        Group::Changed => "changed",
        Group::Conflict => "conflict",
    }
}

impl UploadPage {
    pub(super) fn new(reader: &Reader, token: &str, fault: Option<&str>) -> Self {
        let words = reader.words();
        Self {
            frame: reader.frame(&words.get("import")).at_desk(),
            token: token.to_owned(),
            fault: fault.map(|key| words.get(key).into_owned()),
            largest: words.with("import-largest", &[("size", (uploads::LARGEST / (1024 * 1024)).into())]),
        }
    }
}

impl PreviewPage {
    pub(super) fn new(reader: &Reader, name: &str, action: &str, token: &str, preview: &Preview) -> Self {
        let words = reader.words();
        let groups = [
            (Group::Added, &preview.added),
            (Group::Changed, &preview.changed),
            (Group::Conflict, &preview.conflicts),
        ];
        let count = |changes: &Vec<RowChange>| u64::try_from(changes.len()).unwrap_or(u64::MAX);
        let counts = groups
            .iter()
            .map(|(group, changes)| (format!("import-{}", key(*group)), count(changes)))
            .chain([
                ("import-unchanged".to_owned(), preview.unchanged),
                ("import-refused".to_owned(), preview.refused_total),
            ])
            .map(|(key, count)| (words.get(&key).into_owned(), words.count(count)))
            .collect();
        let groups = groups
            .into_iter()
            .filter(|(_, changes)| !changes.is_empty())
            .map(|(group, changes)| GroupShown::new(words, group, changes))
            .collect();
        Self {
            frame: reader.frame(&words.get("import-preview")).at_desk().step("/import", &words.get("import")),
            name: name.to_owned(),
            action: action.to_owned(),
            token: token.to_owned(),
            counts,
            groups,
            refused: refused(words, &preview.refused),
            refused_more: more(words, preview.refused.len(), preview.refused_total),
            remarks: remarks(words, &preview.remarks),
            is_empty: preview.is_empty(),
        }
    }
}

impl ResultPage {
    pub(super) fn new(reader: &Reader, name: &str, again: Option<String>, applied: &Applied) -> Self {
        let words = reader.words();
        let counts = [
            ("import-added", applied.added),
            ("import-changed", applied.changed),
            ("import-unchanged", applied.unchanged),
            ("import-left", applied.left),
            ("import-refused", applied.refused_total),
        ];
        let overtaken = applied.overtaken.iter().take(MOST_SHOWN).map(|change| RowShown::new(words, change));
        Self {
            frame: reader.frame(&words.get("import-result")).at_desk().step("/import", &words.get("import")),
            name: name.to_owned(),
            is_stored: applied.added + applied.changed > 0,
            counts: counts.map(|(key, count)| (words.get(key).into_owned(), words.count(count))).into(),
            overtaken: overtaken.collect(),
            refused: refused(words, &applied.refused),
            refused_more: more(words, applied.refused.len(), applied.refused_total),
            remarks: remarks(words, &applied.remarks),
            again,
        }
    }
}

impl GroupShown {
    fn new(words: Words, group: Group, changes: &[RowChange]) -> Self {
        let key = key(group);
        let hidden = u64::try_from(changes.len().saturating_sub(MOST_SHOWN)).unwrap_or(0);
        let rest = (hidden > 0).then(|| words.with("import-rest", &[("count", hidden.into())]));
        Self {
            key,
            title: words.get(&format!("import-{key}")).into_owned(),
            what: words.get(&format!("import-{key}-what")).into_owned(),
            is_ticked: group != Group::Conflict,
            is_conflict: group == Group::Conflict,
            rows: changes.iter().take(MOST_SHOWN).map(|change| RowShown::new(words, change)).collect(),
            rest,
        }
    }
}

impl RowShown {
    fn new(words: Words, change: &RowChange) -> Self {
        let kind = change.kind;
        let label = |cell: &CellChange| {
            let field = words.field_named(kind.plural, cell.field).into_owned();
            match &cell.language {
                Some(language) => {
                    let language = words.language_name(language).into_owned();
                    words.with("workbook-text-in", &[("field", field.into()), ("language", language.into())])
                }
                None => field,
            }
        };
        let shown = |cell: &CellChange| CellShown {
            label: label(cell),
            old: cell.old.clone(),
            new: cell.new.clone(),
            is_overtaken: cell.is_overtaken,
        };
        Self {
            key: change.key(),
            place: change.place(),
            kind: words.kind(kind).into_owned(),
            line: change.line.to_string(),
            address: change.revision.map(|_| values::address(kind, change.record.id())),
            title: Said::of(&change.title, words.language()),
            cells: change.cells.iter().map(shown).collect(),
        }
    }

    fn label(&self) -> String {
        format!("{} {}: {}", self.kind, self.line, self.title.text)
    }
}

fn refused(words: Words, refused: &[Refusal]) -> Vec<RefusedShown> {
    let shown = |refusal: &Refusal| {
        let place = words.problem_place(&refusal.problem.at);
        let place = if refusal.cell.is_empty() { place } else { format!("{} ({place})", refusal.cell) };
        RefusedShown { place, found: refusal.problem.found.clone(), what: words.problem(&refusal.problem) }
    };
    refused.iter().take(MOST_REFUSED).map(shown).collect()
}

fn more(words: Words, kept: usize, total: u64) -> Option<String> {
    let hidden = total.saturating_sub(u64::try_from(kept.min(MOST_REFUSED)).unwrap_or(0));
    (hidden > 0).then(|| words.with("import-more", &[("count", hidden.into())]))
}

fn remarks(words: Words, remarks: &[Problem]) -> Vec<String> {
    remarks.iter().map(|remark| words.problem(remark)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::language::Language;
    use domain::{At, Code, Record, Texts};

    fn change(line: u32, revision: Option<i64>) -> RowChange {
        let kind = domain::kind("projects").unwrap();
        RowChange {
            sheet: 0,
            line,
            kind,
            title: Texts::of("en", "<script>alert(1)</script>"),
            record: Record::new(kind, "prj-x"),
            revision,
            cells: vec![CellChange {
                column: "title_ja".to_owned(),
                field: "title",
                language: Some("ja".to_owned()),
                old: "<b>".to_owned(),
                new: String::new(),
                is_overtaken: revision.is_some(),
            }],
        }
    }

    #[test]
    fn every_page_is_written_in_every_language() {
        let at = At { file: "projects".to_owned(), line: 3, column: "stage".to_owned() };
        let problem = Problem::new(Code::UnknownCode, at, "<i>", "need", None);
        let refusal = Refusal { cell: "F3".to_owned(), problem: problem.clone() };
        let many: Vec<RowChange> = (2..300).map(|line| change(line, None)).collect();
        let preview = Preview {
            added: many.clone(),
            changed: vec![change(400, Some(7))],
            conflicts: vec![change(401, Some(8))],
            unchanged: 12,
            refused: vec![refusal.clone(); 3],
            refused_total: 2_000,
            remarks: vec![problem.clone()],
        };
        let applied = Applied {
            added: 1,
            overtaken: many,
            refused: vec![refusal],
            refused_total: 1,
            ..Applied::default()
        };
        for language in Language::ALL {
            let reader = Reader::sample(*language);
            let again = Some("/import/x".to_owned());
            for html in [
                UploadPage::new(&reader, "t", Some("import-nothing-sent")).render().unwrap(),
                PreviewPage::new(&reader, "a.xlsx", "/import/x", "t", &preview).render().unwrap(),
                PreviewPage::new(&reader, "a.xlsx", "/import/x", "t", &Preview::default()).render().unwrap(),
                ResultPage::new(&reader, "a.xlsx", again, &applied).render().unwrap(),
                ResultPage::new(&reader, "a.xlsx", None, &Applied::default()).render().unwrap(),
            ] {
                assert!(
                    html.contains("<h1>") && !html.contains("<script>alert") && !html.contains("<i>"),
                    "{html}"
                );
                assert!(!html.contains(">import "), "a word is missing: {html}");
            }
        }
    }
}
