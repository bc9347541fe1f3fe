//! The values that a schema gives: whether they are of its types.

use serde_json::{Map, Value};

use super::scalars::flag_meant;
use super::types::types;
use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::keywords::has_type;
use crate::normalize::version::Version;
use crate::normalize::words::alternatives;
use crate::report::Code;

impl Check<'_> {
    /// Mends the values of an enumeration that only their quotes keep from being of its type, or the want of quotes.
    pub(super) fn enum_values(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(kind) = lookup::get(map, "type")
            .and_then(Value::as_str)
            .map(str::to_owned)
        else {
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

    /// Leaves out values of an enumeration that are of none of the types. If all of them are, it is the type that is
    /// wrong.
    pub(super) fn fitting_values(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let fit = {
            let types = types(map);
            let value_fits =
                |value: &Value| value.is_null() || types.iter().any(|name| has_type(value, name));
            match (
                lookup::get(map, "const"),
                lookup::get(map, "enum").and_then(Value::as_array),
            ) {
                _ if types.is_empty() => return,
                (Some(value), _) => vec![value_fits(value)],
                (None, Some(values)) => values.iter().map(value_fits).collect(),
                (None, None) => return,
            }
        };
        if fit.iter().all(|fits| *fits) {
            return;
        }
        let key = if lookup::has(map, "const") {
            "const"
        } else {
            "enum"
        };
        let kinds = alternatives(&types(map));
        let at = at.key(key);
        if fit.iter().any(|fits| *fits) {
            let mut fits = fit.into_iter();
            if let Some(values) = map.get_mut(key).and_then(Value::as_array_mut) {
                values.retain(|_| fits.next().unwrap_or(true));
            }
            self.warning(
                Code::CONTRADICTION,
                at.value(),
                format!("`type` is {kinds}, but some of these values aren't"),
                "they are left out: mend or remove them, or mend `type`".to_owned(),
            );
            return;
        }
        let help = if enumerates_items(map) {
            move_to_items(map);
            "they are read as those of the array's items: move them there"
        } else {
            map.shift_remove("type");
            "`type` is ignored: mend it, or the values"
        };
        self.warning(
            Code::CONTRADICTION,
            at.value(),
            format!("`type` is {kinds}, but no value here is"),
            help.to_owned(),
        );
    }

    /// Says of an enumeration that null is among its values though it is of none of the types. It is kept: whoever lists
    /// it means that it may stand there.
    pub(super) fn listed_null(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        let types = types(map);
        let lists_null = |values: &Vec<Value>| values.iter().any(Value::is_null);
        let lists_null =
            (lookup::get(map, "enum").and_then(Value::as_array)).is_some_and(lists_null);
        let key = match lookup::get(map, "const") {
            Some(Value::Null) => "const",
            None if lists_null => "enum",
            _ => return,
        };
        let is_true = |key: &str| lookup::get(map, key) == Some(&Value::Bool(true));
        let allows_null = is_true("nullable") || is_true("x-nullable") || types.contains(&"null");
        if types.is_empty() || allows_null {
            return;
        }
        let help = match self.version {
            Version::V3_0 => "it is allowed: write `nullable: true` beside `type`, or remove null",
            _ => "it is allowed: add `'null'` to `type`, or remove null",
        };
        self.repeated_warning(
            Code::CONTRADICTION,
            at.key(key).value(),
            format!(
                "`type` is {}, but null is a value here",
                alternatives(&types)
            ),
            help,
        );
    }

    /// Checks that the default is of one of the schema's types.
    pub(super) fn default_value(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let nullable = lookup::get(map, "nullable") == Some(&Value::Bool(true));
        let (kind, fits) = match (types(map).as_slice(), lookup::get(map, "default")) {
            ([], _) | (_, None) => return,
            (_, Some(Value::Null)) if nullable => return,
            (several @ [_, _, ..], Some(value)) => (
                alternatives(several),
                several.iter().any(|name| has_type(value, name)),
            ),
            ([one], Some(_)) => ((*one).to_owned(), false),
        };
        let Some(value) = map.get_mut("default") else {
            return;
        };
        let at = at.key("default");
        let outer = std::mem::replace(&mut self.aside, true);
        let fate = match kind.as_str() {
            _ if fits => Fate::Keep,
            "string" => self.text(value, &at),
            "boolean" => self.flag(value, &at),
            "number" => self.number(value, &at),
            "integer" => self.integer(value, &at),
            "array" if value.is_array() => Fate::Keep,
            "object" if value.is_object() => Fate::Keep,
            "array" => self.wrong_kind("a sequence", value, &at),
            "object" => self.wrong_kind("a mapping", value, &at),
            "null" if value.is_null() => Fate::Keep,
            _ => self.wrong_kind(&format!("a value of {kind}"), value, &at),
        };
        self.aside = outer;
        if fate == Fate::Drop {
            map.shift_remove("default");
        }
    }
}

/// Whether the schema is an array whose items could have the values that are given for the array.
fn enumerates_items(map: &Map<String, Value>) -> bool {
    let items = lookup::get(map, "items").and_then(Value::as_object);
    types(map) == ["array"]
        && lookup::has(map, "enum")
        && items.is_some_and(|items| !items.contains_key("enum") && !items.contains_key("$ref"))
}

fn move_to_items(map: &mut Map<String, Value>) {
    if let Some(values) = map.shift_remove("enum")
        && let Some(items) = map.get_mut("items").and_then(Value::as_object_mut)
    {
        items.insert("enum".to_owned(), values);
    }
}

/// What a value of another kind means where that type is asked for, if it is clear.
fn of_type(kind: &str, value: &Value) -> Option<Value> {
    match (kind, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        ("integer", Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
        ("number", Value::String(text)) => text.parse().ok().map(Value::Number),
        ("boolean", Value::String(text)) => flag_meant(text).map(Value::from),
        _ => None,
    }
}
