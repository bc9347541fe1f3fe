//! What was likely meant, where it is more than a slip of the pen.

use serde_json::Value;

use crate::normalize::table::{MEDIA_TYPE, Object, REQUEST_BODY, SCHEMA};
use crate::normalize::words::quote;

/// How to write a schema, where a text stands for one.
pub(super) fn schema_meant(value: &Value) -> Option<String> {
    let text = value.as_str()?;
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
