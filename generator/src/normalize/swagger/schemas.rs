//! Schemas.

use serde_json::{Map, Value, json};

use super::Convert;
use crate::report::Pointer;

/// The keys that parameters, headers and items share with schemas (OpenAPI 2.0, Parameter Object).
pub(super) const KEYWORDS: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "x-enum-varnames",
];

impl Convert<'_> {
    /// Converts a schema: files, nullable values and discriminators are written otherwise.
    pub(super) fn schema(&mut self, value: &Value, at: &Pointer) -> Option<Value> {
        let Value::Object(map) = value else {
            return Some(value.clone());
        };
        let mut schema = Map::new();
        for (key, value) in map {
            let at = at.key(key);
            let value = match (key.as_str(), value) {
                ("properties", Value::Object(properties)) => properties
                    .iter()
                    .filter_map(|(name, value)| {
                        Some((name.clone(), self.schema(value, &at.key(name))?))
                    })
                    .collect(),
                ("items" | "additionalProperties" | "not", value) => {
                    self.schema(value, &at).unwrap_or_default()
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => parts
                    .iter()
                    .enumerate()
                    .filter_map(|(index, part)| self.schema(part, &at.index(index)))
                    .collect(),
                ("discriminator", Value::String(property)) => {
                    self.moves.moved(at.key("propertyName"), at.clone());
                    json!({ "propertyName": property })
                }
                _ => value.clone(),
            };
            schema.insert(key.clone(), value);
        }
        if schema.get("type").is_some_and(|kind| kind == "file") {
            schema.insert("type".to_owned(), Value::from("string"));
            schema.insert("format".to_owned(), Value::from("binary"));
        }
        if schema.get("x-nullable") == Some(&Value::Bool(true)) {
            schema.shift_remove("x-nullable");
            schema.insert("nullable".to_owned(), Value::Bool(true));
            self.moves.moved(at.key("nullable"), at.key("x-nullable"));
        }
        Some(Value::Object(schema))
    }
}
