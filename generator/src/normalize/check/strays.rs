//! Keywords of a schema that stand among its properties.

use serde_json::{Map, Value};

use super::Check;
use crate::normalize::at::At;
use crate::normalize::table::TYPES;
use crate::normalize::words::describe;
use crate::report::Code;

impl Check<'_> {
    /// Puts what can't be the schema of a property, but is what the keyword of that name asks for, where the keyword
    /// belongs: it is indented too far.
    pub(super) fn stray_keywords(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(properties) = map.get("properties").and_then(Value::as_object) else {
            return;
        };
        let strays: Vec<String> = properties
            .iter()
            .filter(|(key, value)| is_stray(key, value) && !self.may_name_schema(value))
            .map(|(key, _)| key.clone())
            .collect();
        for key in strays {
            let properties = map.get_mut("properties").and_then(Value::as_object_mut);
            let Some(value) = properties.and_then(|it| it.shift_remove(&key)) else {
                continue;
            };
            let stray = at.key("properties");
            let stray = stray.key(&key);
            let message = format!(
                "`{key}` is {}, which is no schema of a property",
                describe(&value)
            );
            let help = if map.contains_key(&key) {
                format!("it is ignored, since `{key}` stands beside `properties` too: remove it")
            } else {
                map.insert(key.clone(), value);
                self.moves.moved(at.key(&key).pointer(), stray.pointer());
                "it is read as if it stood beside `properties`: indent it less".to_owned()
            };
            self.warning(Code::WRONG_KIND, stray.value(), message, help);
        }
    }

    /// Whether a text may stand for a schema: it is the name of one, or of a type.
    fn may_name_schema(&self, value: &Value) -> bool {
        let names = |text| TYPES.contains(&text) || self.references.to_schema(text).is_some();
        value.as_str().is_some_and(names)
    }
}

fn is_stray(key: &str, value: &Value) -> bool {
    let is_texts = |list: &Vec<Value>| list.iter().all(Value::is_string);
    match value {
        Value::String(_) => matches!(
            key,
            "description" | "title" | "format" | "pattern" | "example" | "default"
        ),
        Value::Number(_) => matches!(key, "example" | "default"),
        Value::Array(list) if !list.is_empty() => match key {
            "required" => is_texts(list),
            "enum" | "example" | "default" => true,
            _ => false,
        },
        _ => false,
    }
}
