//! Paths, operations, and what they consist of.

use serde_json::{Map, Value, json};

use super::schemas::schema;
use super::values::{name, text, value};
use super::{COMPONENTS, Context, Version, free_name};

const METHODS: [&str; 8] = [
    "get", "post", "put", "delete", "patch", "head", "options", "trace",
];

const MEDIA_TYPES: [&str; 18] = [
    "application/json",
    "application/problem+json",
    "*/*",
    "application/*",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/xml",
    "application/octet-stream",
    "text/event-stream",
    "application/jsonl",
    "image/png",
    "application/json; charset=utf-8",
    "text/csv",
    "multipart/mixed",
    "nonsense",
    "",
    "a/b/c",
];

const STATUSES: [&str; 12] = [
    "200", "201", "204", "302", "404", "4XX", "5XX", "default", "2XX", "304", "100", "999",
];

/// The templates of paths, and the names in them.
const PATHS: [(&str, &[&str]); 16] = [
    ("/a", &[]),
    ("/", &[]),
    ("/a/{id}", &["id"]),
    ("/a/{other}", &["other"]),
    ("/a/me", &[]),
    ("/{a}/{b}", &["a", "b"]),
    ("/{a}.json", &["a"]),
    ("/{a}:{verb}", &["a", "verb"]),
    ("/{a}...{b}", &["a", "b"]),
    ("/a/", &[]),
    ("/{type}/{Self}/{type}", &["type", "Self"]),
    ("/x y/é", &[]),
    ("/{undeclared}", &[]),
    ("/{", &[]),
    ("", &[]),
    ("no-slash?x=1#y", &[]),
];

/// A path and its item.
pub(super) fn path(context: &mut Context) -> (String, Value) {
    let at = context.choices.below(PATHS.len());
    let (path, names) = PATHS.get(at).copied().unwrap_or(("/a", &[]));
    (path.to_owned(), item(context, names))
}

/// A path item whose path has parameters of these names.
pub(super) fn item(context: &mut Context, names: &[&str]) -> Value {
    let mut item = Map::new();
    let parameters: Vec<Value> = names
        .iter()
        .map(|name| {
            let mut parameter = located(context, "path", name);
            parameter["required"] = json!(true);
            parameter
        })
        .collect();
    if !parameters.is_empty() {
        item.insert("parameters".into(), json!(parameters));
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
        operation["tags"] = json!(context.items(2, |context| json!(free_name(context.choices))));
    }
    if context.choices.once_in(4) {
        operation["description"] = json!(text(context.choices));
    }
    if context.choices.once_in(6) {
        operation["security"] = security(context);
    }
    operation["parameters"] = json!(context.items(4, |context| match context.choices.below(4) {
        0 => context.reference("components/parameters"),
        _ => parameter(context),
    }));
    if context.choices.once_in(2) {
        operation["requestBody"] = match context.choices.below(4) {
            0 => context.reference("components/requestBodies"),
            _ => body(context),
        };
    }
    let mut responses = Map::new();
    for _ in 0..=context.choices.below(3) {
        let status = context.choices.one(&STATUSES);
        let response = match context.choices.below(4) {
            0 => context.reference("components/responses"),
            _ => response(context),
        };
        responses.insert(status.to_owned(), response);
    }
    operation["responses"] = json!(responses);
    if context.choices.once_in(12) {
        let responses = json!({ "200": response(context) });
        operation["callbacks"] = json!({ free_name(context.choices): { "{$request.body#/url}": { "post": { "responses": responses } } } });
    }
    operation
}

/// A parameter anywhere but in the path.
pub(super) fn parameter(context: &mut Context) -> Value {
    let location = context.choices.one(&["query", "header", "cookie"]);
    let name = name(context.choices);
    located(context, location, &name)
}

fn located(context: &mut Context, location: &str, name: &str) -> Value {
    let mut parameter = json!({ "name": name, "in": location });
    if context.choices.once_in(10) {
        let media_type = context.choices.one(&MEDIA_TYPES);
        parameter["content"] = json!({ media_type: { "schema": schema(context, 2) } });
        return parameter;
    }
    parameter["schema"] = schema(context, 2);
    if context.choices.once_in(3) {
        let styles = match location {
            "path" => ["simple", "label", "matrix"],
            "query" => ["form", "spaceDelimited", "deepObject"],
            "header" => ["simple", "simple", "form"],
            _ => ["form", "form", "pipeDelimited"],
        };
        parameter["style"] = json!(context.choices.one(&styles));
        parameter["explode"] = json!(context.choices.once_in(2));
    }
    if context.choices.once_in(3) {
        parameter["required"] = json!(true);
    }
    if context.choices.once_in(10) {
        parameter["allowReserved"] = json!(true);
        parameter["example"] = value(context.choices);
    }
    parameter
}

/// A request's body.
pub(super) fn body(context: &mut Context) -> Value {
    let mut body = json!({ "content": content(context) });
    if context.choices.once_in(2) {
        body["required"] = json!(true);
    }
    body
}

fn content(context: &mut Context) -> Value {
    let mut content = Map::new();
    for _ in 0..=context.choices.below(2) {
        let mut media = json!({});
        if !context.choices.once_in(12) {
            media["schema"] = schema(context, 1);
        }
        if context.choices.once_in(10) {
            let part = json!({
                "contentType": context.choices.one(&MEDIA_TYPES),
                "headers": { "X-A": header(context) },
                "style": "form",
                "explode": true,
            });
            media["encoding"] = json!({ name(context.choices): part });
        }
        if context.version == Version::V32 && context.choices.once_in(4) {
            media["itemSchema"] = schema(context, 1);
        }
        if context.choices.once_in(10) {
            media["example"] = value(context.choices);
        }
        let media_type = context.choices.one(&MEDIA_TYPES);
        content.insert(media_type.to_owned(), media);
    }
    Value::Object(content)
}

/// A response.
pub(super) fn response(context: &mut Context) -> Value {
    let mut response = json!({ "description": text(context.choices) });
    if context.choices.once_in(2) {
        response["content"] = content(context);
    }
    if context.choices.once_in(4) {
        let headers = context.members(2, |context| match context.choices.below(3) {
            0 => context.reference("components/headers"),
            _ => header(context),
        });
        response["headers"] = json!(headers);
    }
    if context.choices.once_in(12) {
        response["links"] =
            json!({ free_name(context.choices): { "operationId": name(context.choices) } });
    }
    response
}

/// A header.
pub(super) fn header(context: &mut Context) -> Value {
    let required = context.choices.once_in(2);
    json!({ "schema": schema(context, 3), "required": required })
}

/// Requirements of security.
pub(super) fn security(context: &mut Context) -> Value {
    json!(context.items(2, |context| {
        let mut requirement = Map::new();
        for _ in 0..context.choices.below(3) {
            let scheme = context.choices.one(&COMPONENTS);
            requirement.insert(scheme.to_owned(), json!([]));
        }
        Value::Object(requirement)
    }))
}

/// A security scheme.
pub(super) fn security_scheme(context: &mut Context) -> Value {
    match context.choices.below(7) {
        0 => json!({ "type": "http", "scheme": "basic" }),
        1 => json!({ "type": "http", "scheme": "bearer" }),
        2 => {
            let location = context.choices.one(&["header", "query", "cookie"]);
            json!({ "type": "apiKey", "name": name(context.choices), "in": location })
        }
        3 => {
            json!({ "type": "oauth2", "flows": { "implicit": { "authorizationUrl": "https://a.b", "scopes": { "s": "" } } } })
        }
        4 => json!({ "type": "openIdConnect", "openIdConnectUrl": "https://a.b" }),
        5 => json!({ "type": "http", "scheme": name(context.choices) }),
        _ => json!({ "type": "mutualTLS" }),
    }
}
