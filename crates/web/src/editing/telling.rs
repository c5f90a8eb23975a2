//! Faults, records, moments and people in words.

use app::editing::{Fault, Suggestion};
use app::history::People;
use domain::{Code, Kind, Problem, Shape};
use jiff::Timestamp;
use language::Words;
use store::Head;

use crate::accounts;

/// What is wrong with an input, with kinds, fields and codes by their labels.
pub(super) fn fault(words: Words, kind: &'static Kind, fault: &Fault) -> String {
    let expected = expected(words, kind, fault);
    words.problem(&Problem { expected, ..fault.problem.clone() })
}

fn expected(words: Words, kind: &'static Kind, fault: &Fault) -> String {
    let problem = &fault.problem;
    let joint = words.get("record-and");
    let labels = |label: &dyn Fn(&str) -> String| {
        problem.expected.split(", ").map(label).collect::<Vec<_>>().join(&joint)
    };
    match problem.code {
        _ if problem.expected.is_empty() => String::new(),
        Code::UnknownReference | Code::WrongReferenceKind | Code::TakenId => labels(&|plural| {
            domain::kind(plural).map_or_else(|| plural.to_owned(), |kind| words.kind_one(kind).into_owned())
        }),
        Code::MissingPartner => words.field_named(kind.plural, &problem.expected).into_owned(),
        Code::UnknownCode => match kind.field(&fault.input).map(|field| field.shape) {
            Some(Shape::Code(vocabulary)) => labels(&|code| words.code(vocabulary, code).into_owned()),
            _ => problem.expected.clone(),
        },
        _ => problem.expected.clone(),
    }
}

/// The title of a record with its id, as inputs take it.
pub(super) fn with_id(words: Words, head: &Head) -> String {
    format!("{} [{}]", head.title.text(words.tag()), head.id)
}

/// The title of a record with its kind, for choosing.
pub(super) fn with_kind(words: Words, head: &Head) -> String {
    let (title, kind) = (head.title.text(words.tag()), words.kind_one(head.kind));
    words.with(
        "edit-match",
        &[("title", title.into()), ("kind", kind.into()), ("id", head.id.as_str().into())],
    )
}

/// A suggestion: what goes into the input, and what is shown.
pub(super) fn suggestion(words: Words, suggestion: &Suggestion) -> (String, String) {
    match suggestion {
        Suggestion::Record(head) => (with_id(words, head), with_kind(words, head)),
        Suggestion::Document(name, head) => (name.clone(), head.title.text(words.tag()).to_owned()),
        Suggestion::Term(term) => (term.clone(), term_label(words, term)),
    }
}

fn term_label(words: Words, term: &str) -> String {
    let unit = words.unit(term);
    let is_unit = domain::units::ucum(term).is_some();
    if is_unit { unit.into_owned() } else { words.indicator(term).into_owned() }
}

/// A moment in words: the day as people write it, and the time in UTC.
pub(super) fn moment(words: Words, at: &str) -> String {
    at.parse::<Timestamp>().map_or_else(|_| at.to_owned(), |at| accounts::moment(words, at.as_second()))
}

/// Who made a change.
pub(super) fn actor(words: Words, people: &People, actor: &str) -> String {
    people.get(actor).cloned().unwrap_or_else(|| {
        words.find(&format!("actor-{actor}")).map_or_else(|| actor.to_owned(), std::borrow::Cow::into_owned)
    })
}
