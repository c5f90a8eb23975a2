//! Packages as cards: what, who, money, framework, precedent, first steps.

use app::decisions::Decided;
use app::packages::{Line, Packages, Piece, told};
use askama::filters::HtmlSafe;
use domain::vocabularies::VERDICTS;
use language::Words;
use std::fmt;

use crate::layout::Said;
use crate::values;

/// One package.
pub(super) struct PackageShown {
    /// Its number in words.
    pub(super) number: String,
    pub(super) what: LineShown,
    /// What the office decided about the first offering: the code and its name.
    pub(super) decided: Option<(String, String)>,
    pub(super) rows: Vec<RowShown>,
    pub(super) steps: Vec<LineShown>,
}

/// One side of a package.
pub(super) struct RowShown {
    pub(super) label: String,
    pub(super) lines: Vec<LineShown>,
}

/// A sentence with links to the records in it.
pub(super) struct LineShown(Vec<Part>);

enum Part {
    Words(Said),
    Link { address: String, text: Said },
}

/// All packages of an answer.
pub(super) fn shown(words: Words, packages: &Packages, decided: &Decided) -> Vec<PackageShown> {
    let line = |line: &Line| line_of(words, packages, line);
    let lines = |lines: &[Line]| lines.iter().map(line).collect::<Vec<LineShown>>();
    packages
        .list
        .iter()
        .zip(1_u64..)
        .map(|(package, number)| {
            let told = told(words, packages, package);
            PackageShown {
                number: words.with("package-number", &[("number", number.into())]),
                what: line(&told.what),
                decided: package.offerings.first().and_then(|id| decided.get(id)).map(|decision| {
                    let code = decision.text("verdict");
                    (code.to_owned(), words.code(&VERDICTS, code).into_owned())
                }),
                rows: told
                    .rows
                    .iter()
                    .map(|row| RowShown { label: row.label.clone(), lines: lines(&row.lines) })
                    .collect(),
                steps: lines(&told.steps),
            }
        })
        .collect()
}

pub(super) fn line_of(words: Words, packages: &Packages, line: &Line) -> LineShown {
    let part = |piece: &Piece| match piece {
        Piece::Words(text) => Part::Words(Said::plain(text)),
        Piece::Said(texts) => Part::Words(Said::of(texts, words.language())),
        Piece::Record(id, title) => {
            let text = Said::of(title, words.language());
            match packages.names.get(id) {
                Some(head) => Part::Link { address: values::address(head.kind, id), text },
                None => Part::Words(text),
            }
        }
    };
    LineShown(line.0.iter().map(part).collect())
}

impl fmt::Display for LineShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            match part {
                Part::Words(said) => write!(f, "{said}")?,
                // An address is made of a kind and an id, which hold no letter that HTML would read.
                Part::Link { address, text } => write!(f, "<a href=\"{address}\">{text}</a>")?,
            }
        }
        Ok(())
    }
}

impl HtmlSafe for LineShown {}
