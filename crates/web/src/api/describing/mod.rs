//! The description of the interface, made from the list of operations: an OpenAPI document, and a page to browse.

mod operations;
mod schemas;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::{KINDS, Kind, Visibility};
use language::Words;
use serde_json::{Map, Value, json};

use self::operations::{COMMON, Parameter, call, general, of_kind};
pub(super) use self::operations::{Operation, all};
use super::faults::{Fault, Trouble};
use super::{ROOT, json as answer};
use crate::Site;
use crate::layout::{Frame, page};
use crate::readers::{Reader, pairs};

/// Who may see a field, in words.
fn visibility(words: Words, visibility: Visibility) -> String {
    let key = match visibility {
        Visibility::Public => "api-seen-public",
        Visibility::Members => "api-seen-members",
        Visibility::Office => "api-seen-office",
    };
    words.get(key).into_owned()
}

/// Shows the OpenAPI document.
pub(super) async fn document(State(site): State<Site>, reader: Reader) -> Response {
    answer(&openapi(reader.words(), site.settings.base.as_str()))
}

/// The OpenAPI document of a server that a proxy shows under a path.
///
/// # Source
/// OpenAPI Specification 3.1.1, <https://spec.openapis.org/oas/v3.1.1>.
fn openapi(words: Words, base: &str) -> Value {
    let say = |key: &str| words.get(key).into_owned();
    let mut paths: Map<String, Value> = Map::new();
    for operation in all(words) {
        let path = paths.entry(operation.path.clone()).or_insert_with(|| json!({}));
        if let Value::Object(methods) = path {
            methods.insert(operation.method.to_owned(), described(words, &operation));
        }
    }
    let mut responses = Map::new();
    for status in Trouble::ALL.map(|trouble| trouble.status().as_u16()) {
        let those = Trouble::ALL.into_iter().filter(|trouble| trouble.status().as_u16() == status);
        let titles: Vec<String> = those.map(|trouble| trouble.title(words)).collect();
        responses.insert(format!("status-{status}"), problem(&titles.join(" / ")));
    }
    responses.insert("status-304".to_owned(), json!({ "description": say("api-unchanged") }));
    responses.insert("otherwise".to_owned(), problem(&say("api-otherwise")));
    let tags = KINDS.iter().map(|kind| json!({ "name": kind.plural, "description": words.kind(kind) }));
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Renkei", "version": "1", "summary": say("api-lead"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": if base.is_empty() { "/" } else { base } }],
        "tags": tags.collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": say("api-token") } },
            "schemas": schemas::all(words),
            "responses": responses,
        },
    })
}

fn problem(description: &str) -> Value {
    let schema = schemas::address("problem");
    json!({ "description": description, "content": { "application/problem+json": { "schema": schema } } })
}

fn described(words: Words, operation: &Operation) -> Value {
    let (status, schema) = &operation.done;
    let mut done = json!({ "description": words.get("api-done") });
    if let (Value::Object(members), Some(schema)) = (&mut done, schema) {
        let content = json!({ "application/json": { "schema": schemas::address(schema) } });
        members.insert("content".to_owned(), content);
        if schema.ends_with(".record") {
            let tag =
                json!({ "ETag": { "schema": { "type": "string" }, "description": words.get("api-etag") } });
            members.insert("headers".to_owned(), tag);
        }
        if let (201, Some(kind)) = (status, operation.kind) {
            members.insert("links".to_owned(), links(kind));
        }
    }
    let mut responses = Map::from_iter([(status.to_string(), done)]);
    for status in COMMON.iter().chain(operation.refusals) {
        let name = format!("#/components/responses/status-{status}");
        responses.insert(status.to_string(), json!({ "$ref": name }));
    }
    responses.insert("default".to_owned(), json!({ "$ref": "#/components/responses/otherwise" }));
    let mut told = json!({
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.kind.map_or("matches", |kind| kind.plural)],
        "security": if operation.writes() { json!([{ "token": [] }]) } else { json!([{}, { "token": [] }]) },
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "responses": responses,
    });
    if let (Value::Object(members), Some(schema)) = (&mut told, &operation.body) {
        let schema = json!({ "schema": schemas::address(schema) });
        let mut content = Map::from_iter([("application/json".to_owned(), schema.clone())]);
        if operation.method == "patch" {
            content.insert("application/merge-patch+json".to_owned(), schema);
        }
        members.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    if operation.kind.is_none()
        && let Value::Object(members) = &mut told
    {
        members.shift_remove("tags");
    }
    told
}

fn parameter(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name, "in": parameter.place, "required": parameter.required, "schema": parameter.schema,
        "description": parameter.text,
    })
}

/// What can be done with a record that was added.
fn links(kind: &Kind) -> Value {
    let of = |verb: &str, needs_state: bool| {
        let mut parameters = json!({ "path.id": "$response.body#/id" });
        if let (true, Value::Object(members)) = (needs_state, &mut parameters) {
            members.insert("header.If-Match".to_owned(), json!("$response.header.ETag"));
        }
        json!({ "operationId": format!("{}.{verb}", kind.plural), "parameters": parameters })
    };
    json!({ "read": of("read", false), "change": of("change", true), "remove": of("remove", true) })
}

/// The page that shows the interface: in general, or of one kind (`?kind=needs`).
#[derive(Template)]
#[template(path = "api/show.html")]
struct GuidePage {
    frame: Frame,
    /// Address and name of the part for each kind, and whether it is this one.
    kinds: Vec<(String, String, bool)>,
    operations: Vec<OperationShown>,
    /// The fields of the kind.
    fields: Vec<FieldShown>,
    /// Status, code, title and advice of each refusal; on the general part only.
    problems: Vec<(u16, &'static str, String, String)>,
}

struct OperationShown {
    anchor: String,
    method: String,
    path: String,
    summary: String,
    parameters: Vec<ParameterShown>,
    body: bool,
    statuses: String,
    call: String,
}

struct ParameterShown {
    name: String,
    place: &'static str,
    required: bool,
    form: String,
    text: String,
}

struct FieldShown {
    name: &'static str,
    label: String,
    form: String,
    required: bool,
    seen: String,
}

/// Shows the page.
pub(super) async fn show(
    State(_): State<Site>,
    reader: Reader,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let named = pairs(query.as_deref().unwrap_or_default()).find(|(name, _)| name == "kind");
    let kind = match named {
        Some((_, plural)) => Some(super::kind(&plural)?),
        None => None,
    };
    page(&GuidePage::new(&reader, kind)).map_err(Fault::internal)
}

impl GuidePage {
    fn new(reader: &Reader, kind: Option<&'static Kind>) -> Self {
        let words = reader.words();
        let name = words.get("api").into_owned();
        let frame = match kind {
            None => reader.frame(&name).at_desk(),
            Some(kind) => {
                let title = words.with("api-of-kind", &[("kind", words.kind(kind).into_owned().into())]);
                reader.frame(&title).at_desk().step(ROOT, &name)
            }
        };
        let operations = kind.map_or_else(|| general(words), |kind| of_kind(words, kind));
        let problems = match kind {
            Some(_) => Vec::new(),
            None => Trouble::ALL
                .iter()
                .map(|one| (one.status().as_u16(), one.code(), one.title(words), one.advice(words)))
                .collect(),
        };
        Self {
            frame,
            kinds: KINDS
                .iter()
                .map(|one| {
                    let is_this = kind.is_some_and(|kind| kind == *one);
                    (format!("{ROOT}?kind={}", one.plural), words.kind(one).into_owned(), is_this)
                })
                .collect(),
            operations: operations.iter().map(OperationShown::new).collect(),
            fields: kind.into_iter().flat_map(|kind| fields(words, kind)).collect(),
            problems,
        }
    }
}

impl OperationShown {
    fn new(operation: &Operation) -> Self {
        let mut statuses: Vec<u16> = COMMON.iter().chain(operation.refusals).copied().collect();
        statuses.push(operation.done.0);
        statuses.sort_unstable();
        Self {
            anchor: operation.name.replace('.', "-"),
            method: operation.method.to_uppercase(),
            path: operation.path.clone(),
            summary: operation.summary.clone(),
            parameters: operation
                .parameters
                .iter()
                .map(|one| ParameterShown {
                    name: one.name.clone(),
                    place: one.place,
                    required: one.required,
                    form: form(&one.schema),
                    text: one.text.clone(),
                })
                .collect(),
            body: operation.body.is_some(),
            statuses: statuses.iter().map(u16::to_string).collect::<Vec<_>>().join(", "),
            call: call(operation),
        }
    }
}

fn fields(words: Words, kind: &'static Kind) -> Vec<FieldShown> {
    let shown = kind.fields.iter().map(|field| FieldShown {
        name: field.name,
        label: words.field(kind, field).into_owned(),
        form: match field.shape {
            domain::Shape::Code(vocabulary) => vocabulary.codes.join(" | "),
            domain::Shape::Reference(kinds) | domain::Shape::References(kinds) if !kinds.is_empty() => {
                format!("{} ({})", schemas::shape(field), kinds.join(", "))
            }
            _ => schemas::shape(field),
        },
        required: field.required,
        seen: visibility(words, field.visibility),
    });
    shown.collect()
}

/// The values that a parameter can have, shortly.
fn form(schema: &Value) -> String {
    const SHOWN: usize = 12;
    let items = schema.get("items").unwrap_or(schema);
    if let Some(Value::Array(codes)) = items.get("enum") {
        let mut shown: Vec<&str> = codes.iter().filter_map(Value::as_str).take(SHOWN).collect();
        if codes.len() > SHOWN {
            shown.push("…");
        }
        return shown.join(" | ");
    }
    match (schema.get("minimum"), schema.get("maximum")) {
        (Some(from), Some(to)) if to.as_i64() != Some(i64::MAX) => format!("{from}–{to}"),
        (Some(from), _) => format!("≥ {from}"),
        _ => items.get("type").and_then(Value::as_str).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests;
