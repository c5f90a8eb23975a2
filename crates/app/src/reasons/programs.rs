//! An answer for programs: the same parts as on the page, as JSON.

use language::Words;
use serde_json::{Value, json};

use super::sentence;
use crate::matches::{Answered, Ranked};
use crate::packages::Packages;

/// An answer as JSON: what was understood, how far to trust it, what is ranked with reasons, what is ruled out, packages.
#[must_use]
pub fn as_json(words: Words, answered: &Answered, packages: &Packages) -> Value {
    let ranked = |list: &[Ranked]| -> Value {
        list.iter()
            .map(|one| {
                let title = answered.names.get(&one.id).map(|head| json!(head.title));
                json!({
                    "id": one.id, "title": title, "score": one.score, "why": sentence(words, answered, one),
                    "reasons": one.reasons,
                })
            })
            .collect()
    };
    json!({
        "text": answered.question.text,
        "place": answered.question.place,
        "sector": answered.question.sector,
        "understood": answered.answer.understood,
        "verdict": answered.answer.verdict,
        "offerings": ranked(&answered.answer.offerings),
        "schemes": ranked(&answered.answer.schemes),
        "precedents": ranked(&answered.answer.precedents),
        "ruled_out": ranked(&answered.answer.ruled_out),
        "packages": packages,
    })
}
