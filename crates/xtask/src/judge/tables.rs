//! What was measured, as tables for people and as JSON for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::measures::Means;

/// The measures of one program on one set.
#[derive(Debug)]
pub struct Judged {
    /// The name of the set.
    pub set: String,
    /// The program.
    pub system: &'static str,
    /// Whether it saw the hints of sectors.
    pub hints: bool,
    /// The measures by kind of answer and language, each kind ending in those over all languages.
    pub rows: Vec<Row>,
    /// Milliseconds for one need, p50 and p99, where they were measured.
    pub speed: Option<(f64, f64)>,
}

/// The measures for one kind of answer in one language.
#[derive(Debug)]
pub struct Row {
    /// `offering` or `scheme`.
    pub kind: &'static str,
    /// The tag of the language, or `all`.
    pub language: String,
    /// The measures.
    pub means: Means,
}

const HEAD: &str = "lang    n  nDCG@5 nDCG@10  R3@5   MRR   nothing fits: n  recognised  over-cautious";

/// Tables for the terminal.
pub fn text(judged: &[Judged]) -> String {
    let mut text = String::new();
    for one in judged {
        let hints = if one.hints { "hints as given" } else { "without hints" };
        for kind in ["offering", "scheme"] {
            // Writing to a text cannot fail.
            let _ = write!(text, "\n{}: {}, {kind}s, {hints}", one.set, one.system);
            if let Some((p50, p99)) = one.speed {
                let _ = write!(text, " ({p50:.2} ms p50, {p99:.2} ms p99)");
            }
            let _ = writeln!(text, "\n{HEAD}");
            for row in one.rows.iter().filter(|row| row.kind == kind) {
                let (means, marks) = (&row.means, row.means.marks);
                let _ = writeln!(
                    text,
                    "{:<4} {:>4}  {}  {}  {}  {}  {:>15}       {}          {}",
                    row.language,
                    means.answerable,
                    number(marks.ndcg5),
                    number(marks.ndcg10),
                    number(marks.recall),
                    number(marks.first),
                    means.unanswerable,
                    number(marks.unanswerable),
                    number(marks.cautious)
                );
            }
        }
    }
    text
}

/// The same for programs.
pub fn json(judged: &[Judged]) -> Value {
    judged
        .iter()
        .map(|one| {
            let rows: Vec<Value> = one
                .rows
                .iter()
                .map(|row| {
                    let (means, marks) = (&row.means, row.means.marks);
                    json!({
                        "kind": row.kind, "language": row.language, "n": means.answerable,
                        "ndcg5": marks.ndcg5, "ndcg10": marks.ndcg10, "recall3_5": marks.recall, "mrr": marks.first,
                        "n_unanswerable": means.unanswerable, "unanswerable_recognised": marks.unanswerable,
                        "over_cautious": marks.cautious,
                    })
                })
                .collect();
            json!({
                "set": one.set, "system": one.system, "hints": one.hints, "rows": rows,
                "ms": one.speed.map(|(p50, p99)| json!({"p50": p50, "p99": p99})),
            })
        })
        .collect()
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "  -  ".to_owned(), |value| format!("{value:.3}"))
}
