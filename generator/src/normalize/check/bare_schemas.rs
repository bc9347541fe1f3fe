//! Schemas where OpenAPI has what holds a schema: a media type, or a body whose media type isn't said.

use serde_json::{Map, Value, json};

use super::Check;
use super::near_types::is_type;
use crate::lookup;
use crate::media_type::essence;
use crate::normalize::at::At;
use crate::normalize::table::{MEDIA_TYPE, Object, REQUEST_BODY, RESPONSE, SCHEMA};
use crate::normalize::words::quote;
use crate::report::Code;

/// The keys that say by themselves that a mapping is a schema.
const TELLING: [&str; 9] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "format",
    "items",
    "oneOf",
    "properties",
    "type",
];

/// Takes a schema in the place of a media type for the one that this should hold.
pub(in crate::normalize) fn before_media_type(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    if lookup::has(map, "schema") || lookup::has(map, "itemSchema") {
        data_of_events(check, map, at);
        return;
    }
    let Some(telling) = TELLING.iter().find(|key| map.contains_key(**key)) else {
        return;
    };
    check.warning(
        Code::UNKNOWN_KEY,
        at.key(telling).place_of_key(),
        format!("`{telling}` is no key of a media type, but of a schema"),
        "it is read as if it stood under `schema`: move it there, with what belongs to it"
            .to_owned(),
    );
    let (schema, rest): (Map<_, _>, _) = std::mem::take(map).into_iter().partition(|(key, _)| {
        !key.starts_with("x-") && MEDIA_TYPE.field(key).is_none() && SCHEMA.field(key).is_some()
    });
    *map = rest;
    map.insert("schema".to_owned(), Value::Object(schema));
    check.moves.moved(at.key("schema").pointer(), at.pointer());
}

/// Puts the schema of the JSON that the data of server-sent events hold (OpenAPI 3.2.0, "Server-Sent Event Streams") in
/// the place of that of the events, whose other fields always are what they are.
fn data_of_events(check: &mut Check<'_>, map: &mut Map<String, Value>, at: &At<'_>) {
    for key in ["itemSchema", "schema"] {
        let Some(held) = map.get(key).and_then(json_in_data) else {
            continue;
        };
        let name = at.pointer().tokens().last().unwrap_or_default();
        if essence(&name) != "text/event-stream" {
            return;
        }
        let (from, held) = (at.pointer().key(key), held.clone());
        let from = from.key("properties").key("data").key("contentSchema");
        check.moves.moved(at.key(key).pointer(), from);
        map.insert(key.to_owned(), held);
        return;
    }
}

/// The schema of the JSON that the property `data` is said to hold as text.
fn json_in_data(event: &Value) -> Option<&Value> {
    let data = event.get("properties")?.get("data")?;
    let media_type = data.get("contentMediaType")?.as_str()?;
    let is_json =
        essence(media_type) == "application/json" || essence(media_type).ends_with("+json");
    data.get("contentSchema")
        .filter(|_| is_json && data.get("contentEncoding").is_none())
}

/// Takes the schema of a body whose media type isn't said for that of JSON.
pub(in crate::normalize) fn before_body(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    if lookup::has(map, "content") || !lookup::get(map, "schema").is_some_and(Value::is_object) {
        return;
    }
    if let Some(schema) = map.shift_remove("schema") {
        check.warning(
            Code::UNKNOWN_KEY,
            at.key("schema").place_of_key(),
            "a `schema` stands in a media type, and this says none".to_owned(),
            format!("{AS_JSON}: move it there"),
        );
        let content = json!({ "application/json": { "schema": schema } });
        map.insert("content".to_owned(), content);
        let content = at.pointer().key("content");
        let schema = content.key("application/json").key("schema");
        check.moves.moved(schema, at.key("schema").pointer());
    }
}

const AS_JSON: &str = "it is read as that of `application/json` under `content`";

impl Check<'_> {
    /// Takes the name of a type, or of a component, in the place of a schema for the schema that it means.
    pub(super) fn bare_name(&mut self, object: &'static Object, value: &mut Value, at: &At<'_>) {
        if !std::ptr::eq(object, &SCHEMA) {
            return;
        }
        let Some(text) = value.as_str() else {
            return;
        };
        let (meant, written) = match self.references.to_schema(text) {
            Some(target) => {
                let written = format!("{{ $ref: '{}' }}", self.references.written(&target));
                (json!({ "$ref": target }), written)
            }
            None if is_type(text) => (json!({ "type": text }), format!("{{ type: {text} }}")),
            None => return,
        };
        let message = format!(
            "{} is the string {}; a schema is a mapping",
            at.label(),
            quote(text)
        );
        let help = format!("it is read as {}: write that", quote(&written));
        self.warning(Code::WRONG_KIND, at.value(), message, help);
        *value = meant;
    }

    /// Takes a reference to a schema in the place of a media type or a body for the schema of it.
    pub(super) fn bare_reference(
        &mut self,
        object: &'static Object,
        value: &mut Value,
        at: &At<'_>,
    ) {
        let is = |other: &'static Object| std::ptr::eq(object, other);
        if !(is(&MEDIA_TYPE) || is(&REQUEST_BODY) || is(&RESPONSE)) {
            return;
        }
        let Some(text) = value.get("$ref").and_then(Value::as_str) else {
            return;
        };
        if !self.references.names_schema(text, at) {
            return;
        }
        let message = format!(
            "{} names a schema, where {} is asked for",
            quote(text),
            object.name
        );
        let media_type = json!({ "schema": { "$ref": text } });
        let (help, meant) = if is(&MEDIA_TYPE) {
            (
                "it is read as its `schema`: move it there".to_owned(),
                media_type,
            )
        } else {
            let meant = json!({ "description": "", "content": { "application/json": media_type } });
            (format!("{AS_JSON}: write that"), meant)
        };
        self.warning(Code::WRONG_KIND, at.key("$ref").value(), message, help);
        *value = meant;
    }
}
