//! What a program sends of a record: JSON of the shape that reading gives, as the inputs of a form.
//!
//! What the description of the shape says is held here: names of members, types, forms of ids. What only the record can
//! tell, such as whether a reference leads somewhere, is told by saving.

use app::editing::{Cells, LOCATOR, LONGEST_CELL, Slot};
use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use domain::value::{is_id, nearest};
use domain::{At, Code, Field, Kind, Problem, Shape};
use serde_json::{Map, Value};

use super::faults::{Fault, Trouble, Wrong};

/// The most values of a list.
pub(super) const MOST_PARTS: usize = 300;

/// What is done with what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// It is a new record.
    Add,
    /// It takes the place of the record: what is not sent becomes blank.
    Replace,
    /// It is merged into the record: what is not sent stays.
    Merge,
}

/// A body as the inputs of a form.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Body {
    /// The id that is sent; blank when none is.
    pub(super) id: String,
    /// The inputs.
    pub(super) cells: Cells,
}

/// Reads the JSON object of a request.
pub(super) fn object(
    headers: &HeaderMap,
    bytes: &Bytes,
    manner: Manner,
) -> Result<Map<String, Value>, Fault> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = media.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_taken =
        media == "application/json" || (manner == Manner::Merge && media == "application/merge-patch+json");
    let charset = |part: &str| {
        part.to_ascii_lowercase()
            .strip_prefix("charset=")
            .is_none_or(|name| name.trim_matches('"') == "utf-8")
    };
    if !is_taken || !parts.all(charset) {
        return Err(Trouble::Media.into());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(other) => Err(shape(vec![wrong("", Code::WrongType, &other, "object")])),
        Err(_) => Err(Trouble::Malformed.into()),
    }
}

/// Reads an object as the inputs of a form. `open` are the fields that the caller may fill in, `before` what stands in
/// the inputs of the record as it is.
pub(super) fn read(
    kind: &'static Kind,
    open: &[&'static Field],
    manner: Manner,
    before: &Cells,
    members: &Map<String, Value>,
) -> Result<Body, Fault> {
    let mut reading = Reading { kind, manner, before, body: Body::default(), wrongs: Vec::new() };
    for (name, value) in members {
        match (name.as_str(), value) {
            ("id", Value::String(id)) => reading.body.id.clone_from(id),
            ("id", Value::Null) if manner == Manner::Add => {}
            ("kind", Value::String(plural)) if plural == kind.plural => {}
            // Some kinds have a field of this name, which is then meant.
            ("kind", _) if kind.field("kind").is_none() => {
                reading.wrongs.push(wrong(name, Code::UnknownCode, value, kind.plural));
            }
            ("id", other) => reading.wrongs.push(wrong(name, Code::WrongType, other, "string")),
            _ => match open.iter().find(|field| field.name == name) {
                Some(field) => reading.field(field, value),
                None => {
                    let names = open.iter().map(|field| field.name);
                    let at = At { column: name.clone(), ..At::default() };
                    let hint = nearest(name, names);
                    let problem = Problem::new(Code::UnknownField, at, name, "", hint);
                    reading.wrongs.push(Wrong::Field(name.clone(), problem));
                }
            },
        }
    }
    if manner == Manner::Replace {
        for field in open.iter().filter(|field| !members.contains_key(field.name)) {
            reading.blank(field);
        }
    }
    if reading.wrongs.is_empty() { Ok(reading.body) } else { Err(shape(reading.wrongs)) }
}

fn shape(wrongs: Vec<Wrong>) -> Fault {
    Fault::of(Trouble::Shape, wrongs)
}

fn wrong(path: &str, code: Code, found: &Value, expected: &str) -> Wrong {
    let found = match found {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let at = At { column: path.to_owned(), ..At::default() };
    Wrong::Field(path.to_owned(), Problem::new(code, at, &found, expected, None))
}

struct Reading<'r> {
    kind: &'static Kind,
    manner: Manner,
    before: &'r Cells,
    body: Body,
    wrongs: Vec<Wrong>,
}

impl Reading<'_> {
    fn wrong(&mut self, path: &str, code: Code, found: &Value, expected: &str) {
        self.wrongs.push(wrong(path, code, found, expected));
    }

    /// Blanks every input of a field.
    fn blank(&mut self, field: &'static Field) {
        for slot in self.before.slots(self.kind, field) {
            self.body.cells.set(&slot.name, Vec::new());
        }
    }

    fn field(&mut self, field: &'static Field, value: &Value) {
        match (field.shape, value) {
            (_, Value::Null) => self.blank(field),
            (Shape::Texts { .. }, Value::Object(texts)) => self.texts(field, texts),
            (Shape::Texts { .. }, other) => self.wrong(field.name, Code::WrongType, other, "object"),
            (Shape::Terms | Shape::References(_), Value::Array(parts)) => self.parts(field, parts),
            (Shape::Citations, Value::Array(parts)) => self.citations(field, parts),
            (Shape::Terms | Shape::References(_) | Shape::Citations, other) => {
                self.wrong(field.name, Code::WrongType, other, "array");
            }
            (Shape::Number, Value::Number(number)) => {
                self.body.cells.set(field.name, vec![number.to_string()]);
            }
            (Shape::Reference(_), Value::String(id)) if !is_id(id) => {
                self.wrong(field.name, Code::MalformedId, value, "phnom-penh");
            }
            (_, Value::String(text)) if text.chars().count() > LONGEST_CELL => {
                self.wrong(field.name, Code::CellTooLong, value, &format!("≤ {LONGEST_CELL}"));
            }
            (_, Value::String(text)) => self.body.cells.set(field.name, vec![text.clone()]),
            (Shape::Number, other) => self.wrong(field.name, Code::WrongType, other, "number, string"),
            (_, other) => self.wrong(field.name, Code::WrongType, other, "string"),
        }
    }

    fn texts(&mut self, field: &'static Field, texts: &Map<String, Value>) {
        if self.manner != Manner::Merge {
            self.blank(field);
        }
        for (language, text) in texts {
            let path = format!("{}.{language}", field.name);
            let slot = slot(self.kind, field, language);
            match (slot, text) {
                (None, _) => self.wrong(&path, Code::UnknownField, &Value::from(language.as_str()), "en, ja"),
                (Some(_), Value::String(text)) if text.chars().count() > LONGEST_CELL => {
                    let found = Value::from(text.as_str());
                    self.wrong(&path, Code::CellTooLong, &found, &format!("≤ {LONGEST_CELL}"));
                }
                (Some(slot), Value::String(text)) => self.body.cells.set(&slot.name, vec![text.clone()]),
                (Some(slot), Value::Null) => self.body.cells.set(&slot.name, Vec::new()),
                (Some(_), other) => self.wrong(&path, Code::WrongType, other, "string"),
            }
        }
    }

    fn parts(&mut self, field: &'static Field, parts: &[Value]) {
        let is_reference = matches!(field.shape, Shape::References(_));
        let mut texts = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let path = format!("{}[{at}]", field.name);
            match part {
                Value::String(id) if is_reference && !is_id(id) => {
                    self.wrong(&path, Code::MalformedId, part, "phnom-penh");
                }
                // Terms stand in one cell of a file with semicolons between them.
                Value::String(term) if term.chars().all(is_unseen) || term.contains(';') => {
                    self.wrong(&path, Code::BlankInList, part, "[^;]+");
                }
                Value::String(text) => texts.push(text.clone()),
                other => self.wrong(&path, Code::WrongType, other, "string"),
            }
        }
        self.enough(field, parts.len());
        self.body.cells.set(field.name, texts);
    }

    fn citations(&mut self, field: &'static Field, parts: &[Value]) {
        let (mut documents, mut places) = (Vec::new(), Vec::new());
        for (at, part) in parts.iter().enumerate() {
            let path = format!("{}[{at}]", field.name);
            let Value::Object(members) = part else {
                self.wrong(&path, Code::WrongType, part, "object");
                continue;
            };
            for (name, into) in [("document", &mut documents), ("locator", &mut places)] {
                match members.get(name) {
                    None => into.push(String::new()),
                    Some(Value::String(text)) => into.push(text.clone()),
                    Some(other) => {
                        self.wrongs.push(wrong(&format!("{path}.{name}"), Code::WrongType, other, "string"));
                    }
                }
            }
            let is_known = |name: &String| matches!(name.as_str(), "document" | "locator");
            for (name, value) in members.iter().filter(|(name, _)| !is_known(name)) {
                self.wrong(&format!("{path}.{name}"), Code::UnknownField, value, "document, locator");
            }
            if let Some(Value::String(text)) = members.get("document")
                && text.contains(is_unseen)
            {
                self.wrong(
                    &format!("{path}.document"),
                    Code::MalformedId,
                    &Value::from(text.as_str()),
                    "report.pdf",
                );
            }
        }
        self.enough(field, parts.len());
        self.body.cells.set(field.name, documents);
        self.body.cells.set(&format!("{}{LOCATOR}", field.name), places);
    }

    fn enough(&mut self, field: &'static Field, count: usize) {
        if count > MOST_PARTS {
            self.wrong(field.name, Code::CellTooLong, &Value::from(count), &format!("≤ {MOST_PARTS}"));
        }
    }
}

/// A sign that nobody sees.
fn is_unseen(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control()
}

/// The input for the text of a field in a language, which is named as is usual.
fn slot(kind: &'static Kind, field: &'static Field, language: &str) -> Option<Slot> {
    let named = |name: &str| Slot::named(kind, name).filter(|slot| slot.field.name == field.name);
    let is_it = |slot: &Slot| slot.language.as_deref() == Some(language);
    named(field.name).filter(is_it).or_else(|| named(&format!("{}_{language}", field.name)).filter(is_it))
}

#[cfg(test)]
mod tests;
