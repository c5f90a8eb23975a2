//! The shapes of what is read and written, as JSON Schema, from the definitions of the kinds.
//!
//! # Source
//! OpenAPI 3.1.1 with JSON Schema 2020-12.

use domain::{Field, KINDS, Kind, Shape};
use language::Words;
use serde_json::{Map, Value, json};

use crate::api::bodies::MOST_PARTS;

/// What an id looks like.
const ID: &str = "^[a-z0-9][a-z0-9-]{0,199}$";
/// What the tag of a language looks like.
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$";

/// The name of the shape that every field of this sort has.
pub(super) fn shape(field: &Field) -> String {
    match field.shape {
        Shape::Plain | Shape::Term => "text".to_owned(),
        Shape::Texts { .. } => "texts".to_owned(),
        Shape::Code(vocabulary) => format!("codes.{}", vocabulary.name),
        Shape::Terms => "terms".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::Period => "period".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Reference(_) => "reference".to_owned(),
        Shape::References(_) => "references".to_owned(),
        Shape::Citations => "citations".to_owned(),
    }
}

/// The address of a shape inside the document.
pub(super) fn address(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Every shape of the document.
pub(super) fn all(words: Words) -> Map<String, Value> {
    let mut schemas = shared(words);
    for kind in KINDS {
        for field in kind.fields {
            if let Shape::Code(vocabulary) = field.shape {
                let codes: Vec<Value> =
                    vocabulary.codes.iter().map(|code| json!(code)).chain([Value::Null]).collect();
                schemas.entry(shape(field)).or_insert_with(|| json!({ "enum": codes }));
            }
        }
    }
    for kind in KINDS {
        let plural = kind.plural;
        schemas.insert(format!("{plural}.record"), record(words, kind));
        schemas.insert(format!("{plural}.new"), sent(words, kind, true));
        schemas.insert(format!("{plural}.change"), sent(words, kind, false));
        schemas.insert(format!("{plural}.list"), list(&address(&format!("{plural}.record"))));
    }
    schemas
}

fn shared(words: Words) -> Map<String, Value> {
    let say = |key: &str| words.get(key).into_owned();
    let text = json!({ "type": "string" });
    let ranked = json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": { "type": "string" },
                "title": { "type": ["object", "null"], "additionalProperties": text },
                "score": { "type": "number" },
                "why": { "type": "string" },
                "reasons": { "type": "array", "items": { "type": "object" } },
            },
            "required": ["id", "title", "score", "why", "reasons"],
        },
    });
    let shared = json!({
        "text": { "type": ["string", "null"], "maxLength": 50_000 },
        "texts": {
            "type": ["object", "null"], "description": say("api-shape-texts"),
            "propertyNames": { "pattern": LANGUAGE }, "additionalProperties": text, "examples": [{ "en": "Water", "ja": "水" }],
        },
        "terms": { "type": ["array", "null"], "items": { "type": "string", "pattern": "^[^;]*[^;\\s\\u0000-\\u001f\\u007f-\\u00a0][^;]*$" }, "maxItems": MOST_PARTS },
        "date": { "type": ["string", "null"], "description": say("api-shape-date"), "examples": ["1999", "1999-05", "1999-05-12"] },
        "period": { "type": ["string", "null"], "description": say("api-shape-date"), "examples": ["1999-05", "FY1992-1996", "1999/2004"] },
        "number": { "type": ["number", "string", "null"], "description": say("api-shape-number"), "examples": [12.5, "11-20"] },
        "reference": { "type": ["string", "null"], "pattern": ID, "description": say("api-shape-reference"), "examples": ["phnom-penh"] },
        "references": { "type": ["array", "null"], "items": { "type": "string", "pattern": ID }, "maxItems": MOST_PARTS, "description": say("api-shape-reference") },
        "citations": {
            "type": ["array", "null"], "maxItems": MOST_PARTS, "description": say("api-shape-citations"),
            "items": {
                "type": "object", "additionalProperties": false,
                "properties": { "document": { "type": "string", "pattern": "^[^\\s\\u0000-\\u001f\\u007f-\\u00a0]*$" }, "locator": { "type": "string" } },
            },
        },
        "changes": {
            "type": "object", "additionalProperties": false, "required": ["items", "last", "next", "more"],
            "properties": {
                "items": { "type": "array", "items": {
                    "type": "object", "additionalProperties": false, "required": ["seq", "kind", "id", "action", "at"],
                    "properties": {
                        "seq": { "type": "integer" }, "kind": { "type": "string" }, "id": { "type": "string" },
                        "action": { "enum": ["added", "changed", "removed"] }, "at": { "type": "string" },
                        "actor": { "type": "string" },
                    },
                } },
                "last": { "type": "integer" }, "next": { "type": "string" }, "more": { "type": "boolean" },
            },
        },
        "answer": {
            "type": "object",
            "required": ["text", "place", "sector", "understood", "verdict", "offerings", "schemes", "precedents", "ruled_out", "packages"],
            "properties": {
                "text": text, "place": { "type": ["string", "null"] }, "sector": { "type": ["string", "null"] },
                "understood": { "type": "object" }, "verdict": { "type": "object" },
                "offerings": ranked, "schemes": ranked, "precedents": ranked, "ruled_out": ranked,
                "packages": { "type": ["object", "array"] },
            },
        },
        "problem": {
            "type": "object", "required": ["type", "title", "status", "detail", "code", "errors"],
            "properties": {
                "type": text, "title": text, "status": { "type": "integer" }, "detail": text, "code": text,
                "errors": { "type": "array", "items": {
                    "type": "object", "required": ["code", "field", "found", "expected", "hint", "detail"],
                    "properties": {
                        "code": text, "field": text, "found": text, "expected": text,
                        "hint": { "type": ["string", "null"] }, "detail": text,
                    },
                } },
                "theirs": { "type": "object" }, "mine": { "type": "object" }, "revision": { "type": "integer" },
            },
        },
    });
    match shared {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A field with its label and the shape of its values.
fn field(words: Words, kind: &Kind, field: &Field) -> Value {
    let mut schema = address(&shape(field));
    if let Value::Object(members) = &mut schema {
        members.insert("title".to_owned(), words.field(kind, field).into_owned().into());
        let seen = super::visibility(words, field.visibility);
        members.insert("description".to_owned(), seen.into());
        if let Shape::Reference(kinds) | Shape::References(kinds) = field.shape
            && !kinds.is_empty()
        {
            members.insert("x-kinds".to_owned(), json!(kinds));
        }
    }
    schema
}

fn properties(words: Words, kind: &'static Kind) -> Map<String, Value> {
    let mut properties = Map::new();
    properties.insert("kind".to_owned(), json!({ "const": kind.plural }));
    properties.insert("id".to_owned(), json!({ "type": "string", "pattern": ID }));
    for one in kind.fields {
        properties.insert(one.name.to_owned(), field(words, kind, one));
    }
    properties
}

/// A record as it is read. Fields that the caller may not see are absent.
fn record(words: Words, kind: &'static Kind) -> Value {
    let open = kind.fields.iter().filter(|field| field.visibility == domain::Visibility::Public);
    let mut required: Vec<&str> = ["kind", "id"].into_iter().chain(open.map(|field| field.name)).collect();
    required.sort_unstable();
    required.dedup();
    json!({
        "type": "object",
        "title": words.kind_one(kind),
        "properties": properties(words, kind),
        "required": required,
        "additionalProperties": false,
    })
}

/// A record as it is sent: a new one, or what is to be changed.
fn sent(words: Words, kind: &'static Kind, is_new: bool) -> Value {
    let required: Vec<&str> =
        kind.fields.iter().filter(|field| field.required && is_new).map(|field| field.name).collect();
    json!({
        "type": "object",
        "title": words.kind_one(kind),
        "properties": properties(words, kind),
        "required": required,
        "additionalProperties": false,
    })
}

fn list(item: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "items": { "type": "array", "items": item },
            "total": { "type": "integer" },
            "next": { "type": ["string", "null"] },
        },
        "required": ["items", "total", "next"],
        "additionalProperties": false,
    })
}

/// A short record of a kind as an example: what it needs, with values of the right form.
pub(super) fn example(kind: &'static Kind) -> Value {
    let mut members = Map::new();
    for field in kind.fields.iter().filter(|field| field.required) {
        let value = match field.shape {
            Shape::Plain | Shape::Term => json!("…"),
            Shape::Texts { .. } => json!({ "en": "…", "ja": "…" }),
            Shape::Code(vocabulary) => json!(vocabulary.codes.first()),
            Shape::Terms => json!(["…"]),
            Shape::Date | Shape::Period => json!("1999-05"),
            Shape::Number => json!(12.5),
            Shape::Reference(kinds) => json!(referred(kinds)),
            Shape::References(kinds) => json!([referred(kinds)]),
            Shape::Citations => json!([{ "document": "report.pdf", "locator": "page 2" }]),
        };
        members.insert(field.name.to_owned(), value);
    }
    members.into()
}

fn referred(kinds: &[&str]) -> &'static str {
    match kinds.first() {
        Some(&"sectors") => "water-supply",
        Some(&"offerings") => "off-telemetering",
        Some(&"schemes") => "sch-…",
        Some(&"organisations") => "org-…",
        _ => "phnom-penh",
    }
}
