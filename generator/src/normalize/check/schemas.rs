//! What schemas and discriminators ask for beyond the table (OpenAPI 3.0.3, Schema Object, Discriminator Object).

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Check, Fate};
use crate::normalize::at::At;
use crate::normalize::words::quote;
use crate::report::Code;

/// A schema that is a boolean, as in OpenAPI 3.1: anything, or nothing.
pub(in crate::normalize) fn schema_of_flag(value: &Value) -> Option<Value> {
    value.as_bool().map(|anything| {
        if anything {
            json!({})
        } else {
            json!({ "not": {} })
        }
    })
}

/// A discriminator given by its property alone, as in Swagger 2.0.
pub(in crate::normalize) fn discriminator_of_text(value: &Value) -> Option<Value> {
    value.as_str().map(|name| json!({ "propertyName": name }))
}

/// Mends what is written as in other versions of JSON Schema.
pub(in crate::normalize) fn before_schema(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    if map
        .get("type")
        .is_some_and(|kind| kind.is_array() || kind == "null")
    {
        check.type_of_3_1(map, at);
    }
    if map.get("required").is_some_and(is_flag) {
        map.shift_remove("required");
        check.warning(
            Code::WRONG_KIND,
            at.key("required").value(),
            "`required` is a boolean; on a schema it is a sequence of the names of required properties"
                .to_owned(),
            "it is ignored: name the property in the `required` of the schema whose property it is"
                .to_owned(),
        );
    }
    check.exclusive_of_3_1("exclusiveMinimum", "minimum", map, at);
    check.exclusive_of_3_1("exclusiveMaximum", "maximum", map, at);
}

fn is_flag(value: &Value) -> bool {
    value.is_boolean() || value == "true" || value == "false"
}

/// Checks the values of a schema's sequences, and its default.
pub(in crate::normalize) fn schema(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.one_direction(map, at);
    check.enum_values(map, at);
    check.distinct("enum", map, at);
    check.distinct("required", map, at);
    check.default_value(map, at);
    Fate::Keep
}

/// Checks what the mapping of a discriminator refers to.
pub(in crate::normalize) fn discriminator(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    let at = at.key("mapping");
    if let Some(mapping) = map.get_mut("mapping").and_then(Value::as_object_mut) {
        mapping.retain(|key, value| check.resolve_mapping(value, &at.key(key)) == Fate::Keep);
    }
    Fate::Keep
}

impl Check<'_> {
    /// Reads `type` as OpenAPI 3.1 writes it: a sequence, and null as one of the types.
    fn type_of_3_1(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let types = match map.get("type") {
            Some(Value::Array(types)) => types.clone(),
            Some(other) => vec![other.clone()],
            None => return,
        };
        let (nulls, types): (Vec<_>, Vec<_>) = types
            .into_iter()
            .partition(|kind| kind.is_null() || kind == "null");
        let help = match types.as_slice() {
            // Left to the check of the field.
            [_, _, ..] => return,
            [one] => {
                map.insert("type".to_owned(), one.clone());
                format!("it is read as `type: {}`", one.as_str().unwrap_or_default())
            }
            [] => {
                map.shift_remove("type");
                "it is read as a schema without a type".to_owned()
            }
        };
        let help = if nulls.is_empty() {
            format!("{help}: write that")
        } else {
            map.insert("nullable".to_owned(), Value::Bool(true));
            if types.is_empty() && !map.contains_key("enum") {
                map.insert("enum".to_owned(), json!([null]));
            }
            format!("{help} with `nullable: true`: write that")
        };
        self.warning(
            Code::WRONG_KIND,
            at.key("type").value(),
            "the type is written as in OpenAPI 3.1".to_owned(),
            help,
        );
    }

    /// Reads an exclusive bound as OpenAPI 3.1 writes it: the bound itself.
    fn exclusive_of_3_1(
        &mut self,
        exclusive: &'static str,
        bound: &'static str,
        map: &mut Map<String, Value>,
        at: &At<'_>,
    ) {
        let Some(limit) = map
            .get(exclusive)
            .filter(|limit| limit.is_number())
            .cloned()
        else {
            return;
        };
        let help = if map.contains_key(bound) {
            map.shift_remove(exclusive);
            format!("it is ignored, since there is a `{bound}` too: write the bound as `{bound}`")
        } else {
            map.insert(exclusive.to_owned(), Value::Bool(true));
            map.insert(bound.to_owned(), limit.clone());
            format!("it is read as `{bound}: {limit}` with `{exclusive}: true`: write that")
        };
        self.warning(
            Code::WRONG_KIND,
            at.key(exclusive).value(),
            format!("`{exclusive}` is a number, as in OpenAPI 3.1"),
            help,
        );
    }

    /// A property is read-only or write-only, but not both (OpenAPI 3.0.3, Schema Object).
    fn one_direction(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let keys = ["readOnly", "writeOnly"];
        if keys
            .iter()
            .all(|key| map.get(*key) == Some(&Value::Bool(true)))
        {
            for key in keys {
                map.shift_remove(key);
            }
            self.warning(
                Code::CONTRADICTION,
                at.key("writeOnly").value(),
                "a schema is both `readOnly` and `writeOnly`, which OpenAPI forbids".to_owned(),
                "it is taken as neither: remove one of them, or both".to_owned(),
            );
        }
    }

    /// Mends the values of an enumeration that only their quotes keep from being of its type, or the want of quotes.
    fn enum_values(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(kind) = map.get("type").and_then(Value::as_str).map(str::to_owned) else {
            return;
        };
        let Some(values) = map.get_mut("enum").and_then(Value::as_array_mut) else {
            return;
        };
        let mut any = false;
        for value in values {
            if let Some(meant) = of_type(&kind, value) {
                *value = meant;
                any = true;
            }
        }
        if !any {
            return;
        }
        let (matter, help) = if kind == "string" {
            ("aren't written as strings", "put them in quotes")
        } else {
            ("are written as strings", "write them without quotes")
        };
        self.warning(
            Code::WRONG_KIND,
            at.key("enum").value(),
            format!("`type` is `{kind}`, but some of these values {matter}"),
            format!("they are read as of type `{kind}`: {help}"),
        );
    }

    /// Checks that a sequence has entries, and no two alike.
    fn distinct(&mut self, key: &'static str, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(list) = map.get_mut(key).and_then(Value::as_array_mut) else {
            return;
        };
        let at = at.key(key);
        if list.is_empty() {
            map.shift_remove(key);
            self.warning(
                Code::WRONG_KIND,
                at.value(),
                format!("`{key}` is empty"),
                "it is ignored: remove it, or add its entries".to_owned(),
            );
            return;
        }
        let mut seen = HashSet::new();
        let again: HashSet<usize> = (0..)
            .zip(list.iter())
            .filter(|(_, value)| !seen.insert(*value))
            .map(|(index, value)| {
                self.warning(
                    Code::WRONG_KIND,
                    at.index(index).value(),
                    format!("`{key}` has {} twice", quote(&plain(value))),
                    "the second one is ignored: remove it".to_owned(),
                );
                index
            })
            .collect();
        if !again.is_empty() {
            let mut index = 0;
            list.retain(|_| {
                index += 1;
                !again.contains(&(index - 1))
            });
        }
    }

    /// Checks that the default is of the schema's type.
    fn default_value(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(kind) = map.get("type").and_then(Value::as_str).map(str::to_owned) else {
            return;
        };
        let nullable = map.get("nullable") == Some(&Value::Bool(true));
        let Some(value) = map.get_mut("default") else {
            return;
        };
        if value.is_null() && nullable {
            return;
        }
        let at = at.key("default");
        let outer = std::mem::replace(&mut self.aside, true);
        let fate = match kind.as_str() {
            "string" => self.text(value, &at),
            "boolean" => self.flag(value, &at),
            "number" => self.number(value, &at),
            "integer" => self.integer(value, &at),
            "array" if !value.is_array() => self.wrong_kind("a sequence", value, &at),
            "object" if !value.is_object() => self.wrong_kind("a mapping", value, &at),
            _ => Fate::Keep,
        };
        self.aside = outer;
        if fate == Fate::Drop {
            map.shift_remove("default");
        }
    }
}

/// What a value of another kind means where that type is asked for, if it is clear.
fn of_type(kind: &str, value: &Value) -> Option<Value> {
    match (kind, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        ("integer", Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
        ("number", Value::String(text)) => text.parse().ok().map(Value::Number),
        ("boolean", Value::String(text)) => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    }
}

/// The value as its author sees it: a string without its quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
