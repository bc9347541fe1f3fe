//! What was likely meant, where it is more than a slip of the pen.

use serde_json::Value;

use crate::normalize::table::{MEDIA_TYPE, Object, REQUEST_BODY, SCHEMA};
use crate::normalize::words::quote;

/// The types that a schema can have, in any version.
const TYPES: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];

/// What people take for types of OpenAPI, and how they are written there.
const NEAR_TYPES: &[(&str, &str)] = &[
    ("date", "`type: string` and `format: date`"),
    ("date-time", "`type: string` and `format: date-time`"),
    ("datetime", "`type: string` and `format: date-time`"),
    ("uuid", "`type: string` and `format: uuid`"),
    ("email", "`type: string` and `format: email`"),
    ("uri", "`type: string` and `format: uri`"),
    ("url", "`type: string` and `format: uri`"),
    ("text", "`type: string`"),
    ("enum", "`type: string`, and the values under `enum`"),
    ("file", "`type: string` and `format: binary`"),
    ("binary", "`type: string` and `format: binary`"),
    ("byte", "`type: string` and `format: byte`"),
    ("float", "`type: number` and `format: float`"),
    ("double", "`type: number` and `format: double`"),
    ("decimal", "`type: number`"),
    ("int32", "`type: integer` and `format: int32`"),
    ("int64", "`type: integer` and `format: int64`"),
    ("long", "`type: integer` and `format: int64`"),
    (
        "list",
        "`type: array`, and a schema of the entries under `items`",
    ),
    (
        "map",
        "`type: object`, and a schema of the values under `additionalProperties`",
    ),
    ("any", "no `type` at all: then any value is allowed"),
];

/// How to write what was given for one of `words`, where these are the types of a schema.
pub(super) fn type_meant(given: &str, words: &[&str]) -> Option<String> {
    if !words.contains(&"integer") {
        return None;
    }
    let given = given.to_ascii_lowercase();
    let (_, written) = NEAR_TYPES.iter().find(|(near, _)| *near == given)?;
    Some(format!("write {written}"))
}

/// How to write a schema, where a text stands for one.
pub(super) fn schema_meant(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    if TYPES.contains(&text) {
        return Some(format!("write `{{ type: {text} }}`"));
    }
    let reference = match text.starts_with('#') {
        true => text.to_owned(),
        false => format!("#/components/schemas/{text}"),
    };
    let reference = quote(&format!("{{ $ref: '{reference}' }}"));
    Some(format!("write {reference}, if that schema is meant"))
}

/// Where a key belongs that stands one level too high.
pub(super) fn belongs_deeper(object: &Object, key: &str) -> Option<&'static str> {
    if std::ptr::eq(object, &MEDIA_TYPE) && SCHEMA.field(key).is_some() {
        return Some("put it into the schema, under `schema`");
    }
    if std::ptr::eq(object, &REQUEST_BODY) && MEDIA_TYPE.field(key).is_some() {
        return Some("put it under `content`, below its media type");
    }
    None
}
