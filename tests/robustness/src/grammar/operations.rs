//! Paths, operations, and what they consist of.

use serde_json::{Map, Value, json};

use super::names::{self, name};
use super::parameters::{header, located, parameter, query_string};
use super::values::text;
use super::{Context, Version, contents, security, servers};

const METHODS: [&str; 8] = [
    "get", "post", "put", "delete", "patch", "head", "options", "trace",
];

const STATUSES: [&str; 16] = [
    "200", "201", "204", "302", "404", "4XX", "5XX", "default", "2XX", "304", "101", "400", "202",
    "3XX", "418", "599",
];

/// The templates of paths, and the names in them.
const PATHS: [(&str, &[&str]); 16] = [
    ("/a", &[]),
    ("/", &[]),
    ("/a/{id}", &["id"]),
    ("/a/{other}/b", &["other"]),
    ("/a/me", &[]),
    ("/{a}/{b}", &["a", "b"]),
    ("/c/{a}.json", &["a"]),
    ("/c/{a}:{verb}", &["a", "verb"]),
    ("/d/{a}...{b}", &["a", "b"]),
    ("/a/", &[]),
    ("/e/{type}/{Self}", &["type", "Self"]),
    ("/x y/é", &[]),
    ("/f/{body}/{client}", &["body", "client"]),
    ("/g/{a-b}/{a_b}", &["a-b", "a_b"]),
    ("/new", &[]),
    ("/Client/send", &[]),
];

/// Templates that something is wrong with.
const ODD_PATHS: [(&str, &[&str]); 6] = [
    ("/{type}/{Self}/{type}", &["type", "Self"]),
    ("/{undeclared}", &[]),
    ("/a/{other}", &["other"]),
    ("/{", &[]),
    ("", &[]),
    ("no-slash?x=1#y", &[]),
];

/// All paths.
pub(super) fn paths(context: &mut Context) -> Value {
    let mut paths = Map::new();
    for _ in 0..=context.choices.below(5) {
        let (path, names) = path(context);
        paths.insert(path.to_owned(), item(context, names));
    }
    Value::Object(paths)
}

/// A path, and the names in it.
pub(super) fn path(context: &mut Context) -> (&'static str, &'static [&'static str]) {
    let all: &[_] = if context.spoils_once_in(3) {
        &ODD_PATHS
    } else {
        &PATHS
    };
    let at = context.choices.below(all.len());
    all.get(at).copied().unwrap_or(("/a", &[]))
}

/// A path item whose path has parameters of these names.
pub(super) fn item(context: &mut Context, names: &[&str]) -> Value {
    let mut item = Map::new();
    let mut parameters: Vec<Value> = names
        .iter()
        .map(|name| {
            let mut parameter = located(context, "path", name);
            parameter["required"] = json!(true);
            parameter
        })
        .collect();
    if context.choices.once_in(6) {
        parameters.push(parameter(context));
    }
    if !parameters.is_empty() {
        item.insert("parameters".into(), json!(parameters));
    }
    if context.choices.once_in(12) {
        item.insert("servers".into(), servers(context));
    }
    for _ in 0..=context.choices.below(3) {
        let method = context.choices.one(&METHODS);
        item.insert(method.to_owned(), operation(context));
    }
    if context.version == Version::V32 && context.choices.once_in(3) {
        item.insert("query".into(), operation(context));
        item.insert(
            "additionalOperations".into(),
            json!({ "COPY": operation(context) }),
        );
    }
    Value::Object(item)
}

fn operation(context: &mut Context) -> Value {
    let mut operation = json!({});
    if context.choices.once_in(2) {
        operation["operationId"] = json!(name(context.choices));
    }
    if context.choices.once_in(3) {
        operation["tags"] = json!(context.items(2, |context| json!(name(context.choices))));
    }
    if context.choices.once_in(4) {
        operation["description"] = json!(text(context.choices));
        operation["summary"] = json!(text(context.choices));
    }
    if context.choices.once_in(6) {
        operation["security"] = security::requirements(context);
    }
    if context.choices.once_in(12) {
        operation["servers"] = servers(context);
        operation["deprecated"] = json!(true);
    }
    operation["parameters"] = json!(context.items(5, |context| match context.choices.below(4) {
        0 => context.reference("components/parameters"),
        _ => parameter(context),
    }));
    if context.version == Version::V32 && context.choices.once_in(6) {
        operation["parameters"] = json!([query_string(context)]);
    }
    if context.choices.once_in(2) {
        operation["requestBody"] = match context.choices.below(4) {
            0 => context.reference("components/requestBodies"),
            _ => contents::body(context),
        };
    }
    operation["responses"] = responses(context);
    if context.choices.once_in(8) {
        operation["callbacks"] = json!(context.members(
            2,
            |context| match context.choices.below(2) {
                0 => context.reference("components/callbacks"),
                _ => callback(context),
            }
        ));
    }
    if context.choices.once_in(6) {
        paginate(context, &mut operation);
    }
    operation
}

fn responses(context: &mut Context) -> Value {
    let mut responses = Map::new();
    for _ in 0..=context.choices.below(4) {
        let status = if context.spoils_once_in(8) {
            "999"
        } else {
            context.choices.one(&STATUSES)
        };
        let response = match context.choices.below(4) {
            0 => context.reference("components/responses"),
            _ => response(context),
        };
        responses.insert(status.to_owned(), response);
    }
    Value::Object(responses)
}

/// A response.
pub(super) fn response(context: &mut Context) -> Value {
    let mut response = json!({ "description": text(context.choices) });
    if context.choices.once_in(2) {
        response["content"] = contents::content(context);
    }
    if context.choices.once_in(4) {
        let mut headers = Map::new();
        for _ in 0..=context.choices.below(3) {
            let name = if context.spoils {
                name(context.choices)
            } else {
                names::header(context.choices).to_owned()
            };
            let header = match context.choices.below(3) {
                0 => context.reference("components/headers"),
                _ => header(context),
            };
            headers.insert(name, header);
        }
        response["headers"] = json!(headers);
    }
    if context.choices.once_in(12) {
        response["links"] =
            json!({ name(context.choices): { "operationId": name(context.choices) } });
    }
    response
}

/// What the API sends to a URL that its caller names.
pub(super) fn callback(context: &mut Context) -> Value {
    let mut operation = json!({ "responses": responses(context) });
    if context.choices.once_in(2) {
        operation["requestBody"] = contents::body(context);
        operation["parameters"] = json!(context.items(2, parameter));
    }
    if context.choices.once_in(3) {
        operation["operationId"] = json!(name(context.choices));
    }
    json!({ "{$request.body#/url}": { "post": operation } })
}

/// Has an operation answer with a list that comes in pages.
fn paginate(context: &mut Context, operation: &mut Value) {
    let key = name(context.choices);
    let kinds = ["string", "integer"];
    let cursor = json!({ "type": context.choices.one(&kinds) });
    operation["parameters"] = json!([
        { "name": key, "in": "query", "schema": cursor },
        { "name": "limit", "in": "query", "schema": { "type": "integer", "default": 5 } },
    ]);
    let mut schema = json!({
        "type": "object",
        "properties": {
            "items": { "type": "array", "items": context.reference("components/schemas") },
            "next": cursor,
            "more": { "type": "boolean" },
        },
    });
    if context.choices.once_in(2) {
        schema["required"] = json!(["items", "next"]);
    }
    operation["responses"]["200"] = json!({ "description": "A page.", "content": { "application/json": { "schema": schema } } });
    operation["x-bindery-pagination"] = match context.choices.below(3) {
        0 => {
            json!({ "kind": "cursor", "items": "/items", "next": "/next", "parameter": key, "defaults": { "limit": 7 } })
        }
        1 => {
            json!({ "kind": "offset", "items": "/items", "page": key, "limit": "limit", "more": "/more" })
        }
        _ => json!({ "kind": "link", "items": "/items", "next": "/next" }),
    };
}
