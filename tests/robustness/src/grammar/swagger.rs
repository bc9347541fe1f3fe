//! Swagger 2.0.

use serde_json::{Map, Value, json};

use super::names::{self, name};
use super::schemas::schema;
use super::values::{value, value_of};
use super::{Context, compositions, operations, security};

/// A description in Swagger 2.0.
pub(super) fn description(context: &mut Context) -> Value {
    let mut root = json!({
        "swagger": "2.0",
        "info": { "title": name(context.choices), "version": "1" },
        "paths": {},
    });
    if context.choices.once_in(2) {
        root["host"] = json!(context.choices.one(&["a.b", "", "a.b:80/c"]));
        root["basePath"] = json!(context.choices.one(&["/", "/v1", ""]));
        root["schemes"] = json!(["https", "http"]);
    }
    for key in ["consumes", "produces"] {
        if context.choices.once_in(2) {
            root[key] = media_types(context);
        }
    }
    for _ in 0..=context.choices.below(4) {
        let (path, names) = operations::path(context);
        let mut item = Map::new();
        let parameters: Vec<Value> = names
            .iter()
            .map(|name| json!({ "name": name, "in": "path", "required": true, "type": "string" }))
            .collect();
        if !parameters.is_empty() {
            item.insert("parameters".into(), json!(parameters));
        }
        for _ in 0..=context.choices.below(3) {
            let method = context
                .choices
                .one(&["get", "post", "put", "delete", "patch"]);
            item.insert(method.to_owned(), operation(context));
        }
        root["paths"][path] = Value::Object(item);
    }
    root["definitions"] = json!(context.every_component(compositions::component));
    root["parameters"] = json!(context.every_component(parameter));
    root["responses"] = json!(context.every_component(response));
    root["securityDefinitions"] = json!(context.every_component(security_scheme));
    root
}

fn media_types(context: &mut Context) -> Value {
    let types = [
        "application/json",
        "application/xml",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/plain",
    ];
    json!(context.items(3, |context| match context.spoils_once_in(6) {
        true => json!("nonsense"),
        false => json!(context.choices.one(&types)),
    }))
}

fn operation(context: &mut Context) -> Value {
    let mut operation = json!({ "responses": { "200": response(context) } });
    if context.choices.once_in(2) {
        operation["operationId"] = json!(name(context.choices));
    }
    for key in ["consumes", "produces"] {
        if context.choices.once_in(4) {
            operation[key] = media_types(context);
        }
    }
    if context.choices.once_in(4) {
        operation["security"] = security::requirements(context);
    }
    operation["parameters"] = json!(context.items(4, |context| match context.choices.below(5) {
        0 => context.reference("parameters"),
        _ => parameter(context),
    }));
    if context.choices.once_in(3) {
        operation["responses"]["default"] = context.reference("responses");
    }
    operation
}

fn parameter(context: &mut Context) -> Value {
    let location = context
        .choices
        .one(&["query", "header", "formData", "body"]);
    let name = if location == "header" && !context.spoils {
        names::header(context.choices).to_owned()
    } else {
        name(context.choices)
    };
    if location == "body" {
        return json!({ "name": name, "in": "body", "schema": schema(context, 1) });
    }
    let mut parameter = json!({ "name": name, "in": location });
    let Value::Object(parts) = simple(context, location) else {
        return parameter;
    };
    for (key, part) in parts {
        parameter[key] = part;
    }
    if context.choices.once_in(4) {
        parameter["default"] = if context.choices.once_in(3) {
            value(context.choices)
        } else {
            value_of(context.choices, &parameter)
        };
    }
    if context.choices.once_in(4) {
        parameter["required"] = json!(true);
    }
    parameter
}

/// The type of what isn't a body.
fn simple(context: &mut Context, location: &str) -> Value {
    let formats = ["csv", "ssv", "tsv", "pipes", "multi", "odd"];
    match context.choices.below(6) {
        0 => json!({ "type": "string" }),
        1 => json!({ "type": "integer", "format": "int64" }),
        2 => json!({ "type": "boolean" }),
        3 if location == "formData" => json!({ "type": "file" }),
        4 => json!({ "type": "string", "enum": ["a", name(context.choices)] }),
        _ => json!({
            "type": "array",
            "items": { "type": context.choices.one(&["string", "number", "array"]) },
            "collectionFormat": context.choices.one(&formats),
        }),
    }
}

fn response(context: &mut Context) -> Value {
    let mut response = json!({ "description": "" });
    match context.choices.below(4) {
        0 => {}
        1 => response["schema"] = json!({ "type": "file" }),
        _ => response["schema"] = schema(context, 1),
    }
    if context.choices.once_in(4) {
        response["headers"] = json!({ "X-A": simple(context, "header") });
        response["examples"] = json!({ "application/json": value(context.choices) });
    }
    response
}

fn security_scheme(context: &mut Context) -> Value {
    match context.choices.below(3) {
        0 => json!({ "type": "basic" }),
        1 => security::key(context, &["header", "query"]),
        _ => {
            json!({ "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a.b", "tokenUrl": "https://a.b", "scopes": {} })
        }
    }
}
