//! Trees that describe something else than an API in OpenAPI's terms, or nothing at all.

use serde_json::{Map, Value};

use super::words::describe;
use crate::lookup;
use crate::report::{Code, Place, Report};

/// Keys at the top of other kinds of documents, what these are, and what to do with them.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "asyncapi",
        "an AsyncAPI document",
        "Bindery binds OpenAPI, which describes what is called over HTTP",
    ),
    (
        "swaggerVersion",
        "a description in Swagger 1",
        "convert it to OpenAPI",
    ),
    (
        "arazzo",
        "an Arazzo document",
        "name one of the descriptions that its `sourceDescriptions` lead to",
    ),
    (
        "overlay",
        "an OpenAPI Overlay",
        "apply it to its description, and name what comes of that",
    ),
    (
        "openrpc",
        "an OpenRPC document",
        "Bindery binds OpenAPI, which describes what is called over HTTP",
    ),
    (
        "discoveryVersion",
        "a Google API discovery document",
        "convert it to OpenAPI",
    ),
    ("smithy", "a Smithy model", "convert it to OpenAPI"),
    (
        "__schema",
        "a GraphQL schema",
        "Bindery binds OpenAPI, which describes what is called over HTTP",
    ),
];

/// What a JSON Schema or a component may begin with.
const OF_SCHEMAS: [&str; 4] = ["$schema", "$id", "$defs", "properties"];

/// Says that a description that is no mapping is none.
pub(super) fn no_mapping(root: &Value, place: Place) -> Report {
    let found = describe(root);
    let message = format!("an OpenAPI description is a mapping; this is {found}");
    Report::error(Code::WRONG_KIND, place, message).help("begin it with `openapi: 3.1.0`")
}

/// Says that a mapping doesn't state a version, and what else it is, if that can be told.
pub(super) fn no_version(map: &Map<String, Value>, place: Place) -> Report {
    let Some((what, help)) = other_kind(map) else {
        let message = "the description doesn't say which version of OpenAPI it is written in";
        return Report::error(Code::MISSING_KEY, place, message)
            .help("add `openapi: 3.1.0` at the top");
    };
    let message = format!("this is {what}, not an OpenAPI description");
    Report::error(Code::UNSUPPORTED_VERSION, place, message).help(help)
}

fn other_kind(map: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    if let Some((_, what, help)) = KINDS.iter().find(|(key, ..)| lookup::has(map, key)) {
        return Some((what, help));
    }
    let info = lookup::get(map, "info").and_then(Value::as_object);
    if lookup::has(map, "item") && info.is_some() {
        return Some(("a Postman collection", "convert it to OpenAPI"));
    }
    if lookup::has(map, "apiVersion") && lookup::has(map, "kind") {
        return Some(("a Kubernetes object", "name the description of an API"));
    }
    if lookup::has(map, "dependencies") && lookup::has(map, "name") {
        return Some((
            "the manifest of a package",
            "name the description of an API",
        ));
    }
    let is_schema = OF_SCHEMAS.iter().any(|key| lookup::has(map, key));
    (is_schema && !lookup::has(map, "paths")).then_some((
        "a JSON Schema",
        "put it under `components` → `schemas` of a description, or refer to it from one",
    ))
}
