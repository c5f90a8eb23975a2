//! Every operation with its parameters, what it takes and what it answers: the one list from which the OpenAPI document
//! and the page are made, and against which rights are tested.

use app::lists::{BLANK, LONGEST_TEXT, narrows, referring, sortable};
use domain::{Field, KINDS, Kind, Right, Shape};
use language::Words;
use serde_json::{Value, json};

use super::schemas;
use crate::api::{ROOT, answers, feeds, lists};

/// One operation.
#[derive(Debug, Clone)]
pub(in crate::api) struct Operation {
    pub(in crate::api) method: &'static str,
    /// The address with names in braces.
    pub(in crate::api) path: String,
    /// The name, unique in the document.
    pub(in crate::api) name: String,
    /// What it does, in words.
    pub(in crate::api) summary: String,
    /// The kind of which it is, if it is of one.
    pub(in crate::api) kind: Option<&'static Kind>,
    /// The right that it needs.
    pub(in crate::api) right: Right,
    pub(in crate::api) parameters: Vec<Parameter>,
    /// The shape of what is sent.
    pub(in crate::api) body: Option<String>,
    /// The status when it is done, and the shape of what comes back.
    pub(in crate::api) done: (u16, Option<String>),
    /// The statuses of refusals that it has beside those that all have.
    pub(in crate::api) refusals: &'static [u16],
}

/// One parameter of an operation.
#[derive(Debug, Clone)]
pub(in crate::api) struct Parameter {
    pub(in crate::api) name: String,
    /// Where it stands: `path`, `query` or `header`.
    pub(in crate::api) place: &'static str,
    pub(in crate::api) required: bool,
    pub(in crate::api) schema: Value,
    /// What it means, in words.
    pub(in crate::api) text: String,
}

/// The statuses of refusals that every operation has.
pub(super) const COMMON: &[u16] = &[400, 401, 403, 404, 429];

/// Text that is not blank, without signs that are in no record.
const PLAIN: &str = concat!(
    "^[^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f]",
    "[^\\u0000-\\u001f\\u007f-\\u009f]*$"
);

impl Operation {
    /// Whether it writes.
    pub(in crate::api) fn writes(&self) -> bool {
        self.right != Right::Read
    }
}

/// Every operation: those of no kind first, then those of each kind.
pub(in crate::api) fn all(words: Words) -> Vec<Operation> {
    let mut operations = general(words);
    for kind in KINDS {
        operations.extend(of_kind(words, kind));
    }
    operations
}

/// The operations that are of no kind.
pub(super) fn general(words: Words) -> Vec<Operation> {
    let say = |key: &str| words.get(key).into_owned();
    let of = |path: &str, name: &str, summary: &str, done: &str| Operation {
        method: "get",
        path: format!("{ROOT}{path}"),
        name: name.to_owned(),
        summary: say(summary),
        kind: None,
        right: Right::Read,
        parameters: Vec::new(),
        body: None,
        done: (200, Some(done.to_owned())),
        refusals: &[],
    };
    let text = |name: &str, key: &str| query(name, json!({ "type": "string", "pattern": PLAIN }), say(key));
    let mut question = text("text", "api-parameter-text");
    question.required = true;
    question.schema = json!({ "type": "string", "pattern": PLAIN, "examples": ["water is lost at night"] });
    let most = number("limit", 1, answers::MOST, say("api-parameter-limit"));
    vec![
        Operation {
            parameters: vec![
                number("since", 0, i64::MAX, say("api-parameter-since")),
                number("limit", 1, feeds::MOST, say("api-parameter-limit")),
            ],
            ..of("/changes", "changes", "api-changes", "changes")
        },
        Operation {
            parameters: vec![
                question,
                text("place", "api-parameter-place"),
                text("sector", "api-parameter-sector"),
                most.clone(),
            ],
            refusals: &[422],
            ..of("/matches", "matches", "api-matches", "answer")
        },
        Operation {
            parameters: vec![id(words), most],
            ..of("/needs/{id}/matches", "needs.matches", "api-need-matches", "answer")
        },
    ]
}

/// The operations of a kind.
pub(super) fn of_kind(words: Words, kind: &'static Kind) -> Vec<Operation> {
    let one = words.kind_one(kind).into_owned();
    let plural = kind.plural;
    let of = |method: &'static str, verb: &str, right: Right, refusals: &'static [u16]| Operation {
        method,
        path: format!("{ROOT}/{plural}{}", if matches!(verb, "list" | "create") { "" } else { "/{id}" }),
        name: format!("{plural}.{verb}"),
        summary: words.with(&format!("api-{verb}"), &[("kind", one.as_str().into())]),
        kind: Some(kind),
        right,
        parameters: Vec::new(),
        body: None,
        done: (200, Some(format!("{plural}.record"))),
        refusals,
    };
    let (id, state) = (|| id(words), || state(words));
    let schema = |part: &str| Some(format!("{plural}.{part}"));
    let confirmed = json!({ "type": "string", "enum": ["true", "false"] });
    let confirmed = query("confirmed", confirmed, words.get("api-parameter-confirmed").into_owned());
    vec![
        Operation {
            parameters: narrowing(words, kind),
            done: (200, schema("list")),
            ..of("get", "list", Right::Read, &[422])
        },
        Operation {
            body: schema("new"),
            done: (201, schema("record")),
            ..of("post", "create", Right::Create, &[413, 415, 422])
        },
        Operation { parameters: vec![id()], ..of("get", "read", Right::Read, &[304]) },
        Operation {
            parameters: vec![id(), state()],
            body: schema("new"),
            ..of("put", "replace", Right::Change, &[412, 413, 415, 422, 428])
        },
        Operation {
            parameters: vec![id(), state()],
            body: schema("change"),
            ..of("patch", "change", Right::Change, &[412, 413, 415, 422, 428])
        },
        Operation {
            parameters: vec![id(), state(), confirmed],
            done: (204, None),
            ..of("delete", "remove", Right::Remove, &[409, 412, 428])
        },
    ]
}

fn query(name: &str, schema: Value, text: String) -> Parameter {
    Parameter { name: name.to_owned(), place: "query", required: false, schema, text }
}

fn number(name: &str, from: i64, to: i64, text: String) -> Parameter {
    query(name, json!({ "type": "integer", "minimum": from, "maximum": to }), text)
}

fn id(words: Words) -> Parameter {
    Parameter {
        name: "id".to_owned(),
        place: "path",
        required: true,
        schema: json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,199}$" }),
        text: words.get("api-parameter-id").into_owned(),
    }
}

fn state(words: Words) -> Parameter {
    Parameter {
        name: "If-Match".to_owned(),
        place: "header",
        required: true,
        schema: json!({ "type": "string", "pattern": "^\"[0-9]{1,18}\"$", "examples": ["\"12\""] }),
        text: words.get("api-parameter-if-match").into_owned(),
    }
}

/// How the list of a kind is narrowed, sorted and walked through.
fn narrowing(words: Words, kind: &'static Kind) -> Vec<Parameter> {
    let say = |key: &str| words.get(key).into_owned();
    let mut parameters: Vec<Parameter> = kind
        .fields
        .iter()
        .filter(|field| narrows(field))
        .map(|field| {
            query(
                field.name,
                json!({ "type": "array", "items": values(field) }),
                words.field(kind, field).into_owned(),
            )
        })
        .collect();
    if kind.date.is_some() {
        let year = json!({ "type": "string", "pattern": "^(?!0000|9999)[0-9]{4}$", "examples": ["1999"] });
        for (name, key) in [("from", "api-parameter-from"), ("to", "api-parameter-to")] {
            if kind.field(name).is_none() {
                parameters.push(query(name, year.clone(), say(key)));
            }
        }
    }
    let others: Vec<&str> = referring(kind).map(|other| other.plural).collect();
    if !others.is_empty() {
        parameters.push(query(
            "without",
            json!({ "type": "string", "enum": others }),
            say("api-parameter-without"),
        ));
    }
    let words_of = json!({ "type": "string", "pattern": PLAIN, "maxLength": LONGEST_TEXT });
    parameters.push(query("q", words_of, say("api-parameter-q")));
    let names = sortable(kind);
    let orders: Vec<String> =
        names.iter().flat_map(|name| [(*name).to_owned(), format!("-{name}")]).collect();
    parameters.push(query("sort", json!({ "type": "string", "enum": orders }), say("api-parameter-sort")));
    parameters.push(number("limit", 1, lists::MOST, say("api-parameter-limit")));
    parameters.push(query(
        "cursor",
        json!({ "type": "string", "pattern": "^([0-9a-f]{2})+$" }),
        say("api-parameter-cursor"),
    ));
    parameters
}

fn values(field: &Field) -> Value {
    match field.shape {
        Shape::Code(vocabulary) => {
            let codes: Vec<&str> = vocabulary.codes.iter().copied().chain([BLANK]).collect();
            json!({ "type": "string", "enum": codes })
        }
        _ => json!({ "type": "string", "pattern": PLAIN }),
    }
}

/// A call of the operation from a shell.
pub(super) fn call(operation: &Operation) -> String {
    let mut call = String::from("curl");
    if operation.method != "get" {
        call.push_str(&format!(" -X {}", operation.method.to_uppercase()));
    }
    if operation.writes() {
        call.push_str(" -H \"Authorization: Bearer $TOKEN\"");
    }
    if operation.parameters.iter().any(|parameter| parameter.name == "If-Match") {
        call.push_str(" -H 'If-Match: \"12\"'");
    }
    if let (Some(_), Some(kind)) = (&operation.body, operation.kind) {
        let example = schemas::example(kind).to_string();
        call.push_str(&format!(" -H 'Content-Type: application/json' -d '{example}'"));
    }
    let asked = match operation.name.as_str() {
        "changes" => "?since=0&limit=100",
        "matches" => "?text=water+is+lost+at+night&place=phnom-penh",
        name if name.ends_with(".list") => "?limit=2",
        _ => "",
    };
    let sample = operation.kind.map_or("need-…", sample_id);
    let path = operation.path.replace("{id}", sample);
    format!("{call} \"$RENKEI{path}{asked}\"")
}

/// What an id of a kind looks like.
fn sample_id(kind: &'static Kind) -> &'static str {
    match kind.plural {
        "places" => "phnom-penh",
        "sectors" => "water-supply",
        "needs" => "need-pp-waterworks-1993",
        "offerings" => "off-telemetering",
        _ => "ID",
    }
}
