//! What an officer decided about an answer to a need, and why.
//!
//! Decisions are kept, not changed: a later one about the same answer to the same need goes before an earlier one.
//! They are the office's own affair, so no field is public.

use crate::kind::{Field, FieldFault, Identity, Kind, Title};
use crate::problem::Code;
use crate::record::Record;
use crate::vocabularies::VERDICTS;

/// The kind of record.
///
/// A decision is about a need on record, or about a question in words, then with the place and sector that were asked
/// for. `answer` is what was decided about. `snapshot` is the answer's rank, score and points at that moment, as JSON.
pub static KIND: Kind = Kind {
    plural: "decisions",
    identity: Identity::Column { name: "id", prefix: "dec-" },
    title: Title::Fields(&["verdict", "answer"]),
    fields: &[
        Field::reference("need", &["needs"]),
        Field::texts("text"),
        Field::reference("place", &["places"]),
        Field::reference("sector", &["sectors"]),
        Field::reference("answer", &["offerings", "schemes", "projects"]).required(),
        Field::code("verdict", &VERDICTS).required(),
        Field::texts("reason"),
        Field::date("decided").required(),
        Field::plain("by"),
        Field::plain("snapshot"),
    ],
    list: &["verdict", "answer", "need", "reason", "decided"],
    date: Some("decided"),
    sort: "-decided",
    check,
};

/// A decision is about something, and a rejection says why.
fn check(record: &Record) -> Vec<FieldFault> {
    let missing =
        |field, of: &str| FieldFault { field, fault: Code::MissingPartner, expected: of.to_owned() };
    let mut faults = Vec::new();
    if record.get("need").is_none() && record.get("text").is_none() {
        faults.push(missing("need", "text"));
    }
    if record.text("verdict") == "rejected" && record.get("reason").is_none() {
        faults.push(missing("reason", "verdict"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;
    use crate::value::Value;

    #[test]
    fn a_decision_is_about_something_and_a_rejection_says_why() {
        for (need, text, verdict, reason, faults) in [
            ("need-a", "", "chosen", "", vec![]),
            ("", "leaks", "shortlisted", "", vec![]),
            ("", "", "chosen", "", vec!["need"]),
            ("need-a", "", "rejected", "", vec!["reason"]),
            ("need-a", "", "rejected", "too dear", vec![]),
        ] {
            let mut record = Record::new(&KIND, "dec-a");
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let texts = |text: &str| some(text).map(|text| Value::Texts(Texts::of("en", &text)));
            record.set("need", some(need).map(Value::Reference));
            record.set("text", texts(text));
            record.set("verdict", some(verdict).map(Value::Text));
            record.set("reason", texts(reason));
            let found: Vec<_> = check(&record).iter().map(|fault| fault.field).collect();
            assert_eq!(found, faults, "{need} {text} {verdict} {reason}");
        }
    }
}
