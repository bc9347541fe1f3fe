//! Bodies: media types, and the schemas that suit them.

use serde_json::{Map, Value, json};

use super::names::name;
use super::parameters::header;
use super::schemas::{object, schema};
use super::values::value;
use super::{Context, Version};

const MEDIA_TYPES: [&str; 28] = [
    "application/json",
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
    "text/xml",
    "application/vnd.a.b+json; version=1",
    "application/merge-patch+json",
    "application/json-patch+json",
    "application/json-seq",
    "application/x-ndjson",
    "text/html",
    "application/pdf",
    "application/vnd.self+xml",
    "image/*",
    "text/*",
    "application/zip",
];

/// What is no media type.
const NONSENSE: [&str; 3] = ["nonsense", "", "a/b/c"];

/// A media type.
pub(super) fn media_type(context: &mut Context) -> &'static str {
    if context.spoils_once_in(8) {
        context.choices.one(&NONSENSE)
    } else {
        context.choices.one(&MEDIA_TYPES)
    }
}

/// A request's body.
pub(super) fn body(context: &mut Context) -> Value {
    let mut body = json!({ "content": content(context) });
    if context.choices.once_in(2) {
        body["required"] = json!(true);
    }
    body
}

/// What a body may be.
pub(super) fn content(context: &mut Context) -> Value {
    let mut content = Map::new();
    for _ in 0..=context.choices.below(3) {
        let media_type = media_type(context);
        let is_form = media_type.starts_with("multipart/") || media_type.ends_with("urlencoded");
        let media = if is_form && !context.choices.once_in(4) {
            form(context)
        } else {
            media(context)
        };
        content.insert(media_type.to_owned(), media);
    }
    Value::Object(content)
}

fn media(context: &mut Context) -> Value {
    let mut media = json!({});
    if !context.choices.once_in(12) {
        media["schema"] = schema(context, 1);
    }
    if context.choices.once_in(20) {
        media["encoding"] = json!({ name(context.choices): encoding(context) });
    }
    if context.version == Version::V32 && context.choices.once_in(4) {
        media["itemSchema"] = schema(context, 1);
    }
    if context.choices.once_in(10) {
        media["example"] = value(context.choices);
    }
    media
}

/// An object, with files among its properties, and what is said of how these stand in the form.
fn form(context: &mut Context) -> Value {
    let mut schema = object(context, 2);
    if let Some(properties) = schema["properties"].as_object_mut() {
        let file = json!({ "type": "string", "format": "binary" });
        if context.choices.once_in(2) {
            properties.insert(name(context.choices), file.clone());
        }
        if context.choices.once_in(4) {
            properties.insert(
                name(context.choices),
                json!({ "type": "array", "items": file }),
            );
        }
    }
    let mut encodings = Map::new();
    for key in schema["properties"].as_object().into_iter().flatten() {
        if context.choices.once_in(3) {
            encodings.insert(key.0.clone(), encoding(context));
        }
    }
    json!({ "schema": schema, "encoding": encodings })
}

fn encoding(context: &mut Context) -> Value {
    match context.choices.below(3) {
        0 => {
            json!({ "style": context.choices.one(&["form", "deepObject", "spaceDelimited", "pipeDelimited"]), "explode": context.choices.once_in(2) })
        }
        1 => json!({ "contentType": media_type(context) }),
        _ => json!({
            "contentType": context.choices.one(&["application/json", "text/plain", "image/png, image/jpeg", "application/octet-stream"]),
            "headers": { "X-A": header(context), "x-b": header(context) },
        }),
    }
}
