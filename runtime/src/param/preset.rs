//! Defaults of parameters.

use serde_json::Value as Json;

use super::value::{Parameter, Value};

/// What was read of a parameter, or where it was left out, its default: a JSON document. A default that isn't one of
/// the type's values is none.
pub fn or_default<T: Parameter>(
    read: Option<Option<T>>,
    default: &'static str,
) -> Option<Option<T>> {
    match read {
        Some(None) => {
            let json = serde_json::from_str(default).unwrap_or_default();
            Some(T::from_value(of_json(json)).ok())
        }
        read => read,
    }
}

fn of_json(json: Json) -> Value {
    match json {
        Json::Null => Value::Absent,
        Json::String(text) => Value::Text(text),
        Json::Bool(_) | Json::Number(_) => Value::Text(json.to_string()),
        Json::Array(items) => Value::List(items.into_iter().map(of_json).collect()),
        Json::Object(members) => Value::Object(
            members
                .into_iter()
                .map(|(key, value)| (key, of_json(value)))
                .collect(),
        ),
    }
}
