//! Parameters that don't stand in a body.

use serde_json::{Map, Value};

use super::{Convert, split_schema};
use crate::lookup;
use crate::report::{Code, Pointer};

/// Where a parameter stands, if it is no reference.
pub(in crate::normalize) fn location(parameter: &Value) -> &str {
    parameter
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Whether a parameter stands in the body.
pub(in crate::normalize) fn is_in_body(parameter: &Value) -> bool {
    matches!(location(parameter), "body" | "formData")
}

impl Convert<'_> {
    /// Converts a parameter of the root, unless it stands in the body: it goes to where it is referred to.
    pub(super) fn parameter_component(&mut self, value: &Value, at: &Pointer) -> Option<Value> {
        (!is_in_body(value)).then(|| self.parameter(value, at))
    }

    /// Converts a parameter: its type becomes a schema, its collection format a style.
    pub(super) fn parameter(&mut self, value: &Value, at: &Pointer) -> Value {
        let Value::Object(map) = value else {
            return value.clone();
        };
        if lookup::has(map, "$ref") || lookup::has(map, "schema") {
            return value.clone();
        }
        let (schema, mut parameter) = split_schema(map);
        let format = parameter.shift_remove("collectionFormat");
        let format = format.as_ref().and_then(Value::as_str);
        let mut schema = self.schema(&Value::Object(schema), at).unwrap_or_default();
        if schema.get("type").is_some_and(|kind| kind == "array") {
            let style = style(location(value), format.unwrap_or("csv"));
            match style {
                Some((style, explode)) => {
                    parameter.insert("style".to_owned(), Value::from(style));
                    parameter.insert("explode".to_owned(), Value::Bool(explode));
                }
                None => {
                    self.joined(format.unwrap_or_default(), at);
                    schema =
                        Value::Object(Map::from_iter([("type".to_owned(), Value::from("string"))]));
                }
            }
        }
        parameter.insert("schema".to_owned(), schema);
        self.moves.moved(at.key("schema"), at.clone());
        self.moves
            .moved(at.key("style"), at.key("collectionFormat"));
        Value::Object(parameter)
    }

    /// Reports a list that OpenAPI 3.0 has no style for.
    pub(super) fn joined(&mut self, format: &str, at: &Pointer) {
        let message =
            format!("a list in the collection format `{format}` is a string here, as it is sent");
        let help = "join and split it in your own code, or use `csv` or `multi`";
        self.warning(
            Code::TEXT_AS_STRING,
            at.key("collectionFormat"),
            message,
            help,
        );
    }
}

/// The style of a list in that collection format (OpenAPI 2.0, Parameter Object), and whether it is exploded.
pub(super) fn style(location: &str, format: &str) -> Option<(&'static str, bool)> {
    match (location, format) {
        ("query" | "formData", "csv") => Some(("form", false)),
        ("query" | "formData", "multi") => Some(("form", true)),
        ("query" | "formData", "ssv") => Some(("spaceDelimited", false)),
        ("query" | "formData", "pipes") => Some(("pipeDelimited", false)),
        ("path" | "header", "csv" | "multi") => Some(("simple", false)),
        _ => None,
    }
}
