//! What schemas ask for beyond the table (OpenAPI 3.0.3, Schema Object).

use hashbrown::HashSet;
use serde_json::{Map, Value, json};

use super::scalars::flag_meant;
use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::version::Version;
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
    if lookup::get(map, "required").is_some_and(is_flag) {
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
    check.stray_keywords(map, at);
    check.near_type(map, at);
    let tuple = map
        .get("items")
        .and_then(Value::as_array)
        .is_some_and(|items| !items.is_empty());
    if tuple && !lookup::has(map, "prefixItems") {
        check.tuple_of_items(map, at);
    }
}

fn is_flag(value: &Value) -> bool {
    value.is_boolean()
        || value
            .as_str()
            .is_some_and(|text| flag_meant(text).is_some())
}

/// Checks what the keywords of a schema say together.
pub(in crate::normalize) fn schema(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.dynamic_reference(map, at);
    check.discriminator(map, at);
    check.null_alternatives(map, at);
    check.one_direction(map, at);
    check.factor(map, at);
    check.enum_values(map, at);
    check.distinct("enum", map, at);
    check.distinct("required", map, at);
    check.same_alternatives(map, at);
    check.listed_null(map, at);
    check.fitting_values(map, at);
    check.default_value(map, at);
    check.moot_keywords(map, at);
    check.types_beside_a_choice(map, at);
    check.content_keywords(map, at);
    check.dialect("$schema", map, at);
    Fate::Keep
}

impl Check<'_> {
    /// Reads `items` as it was written before JSON Schema 2020-12: a schema a position.
    fn tuple_of_items(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(items) = map.shift_remove("items") else {
            return;
        };
        map.insert("prefixItems".to_owned(), items);
        if let Some(rest) = map.shift_remove("additionalItems") {
            map.insert("items".to_owned(), rest);
        }
        self.warning(
            Code::WRONG_KIND,
            at.key("items").value(),
            "`items` is a sequence; OpenAPI asks for one schema here".to_owned(),
            "it is read as `prefixItems`, a schema a position: write that".to_owned(),
        );
    }

    /// What a number is a multiple of is greater than 0 (JSON Schema 2020-12 Validation, section 6.2.1).
    fn factor(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let factor = lookup::get(map, "multipleOf").and_then(Value::as_f64);
        if factor.is_some_and(|factor| factor <= 0.0) {
            map.shift_remove("multipleOf");
            self.warning(
                Code::WRONG_KIND,
                at.key("multipleOf").value(),
                "`multipleOf` isn't greater than 0".to_owned(),
                "it is ignored: mend it or remove it".to_owned(),
            );
        }
    }

    /// A property is read-only or write-only, but not both (OpenAPI 3.0.3, Schema Object).
    fn one_direction(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let keys = ["readOnly", "writeOnly"];
        if keys
            .iter()
            .all(|key| lookup::get(map, key) == Some(&Value::Bool(true)))
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

    /// Reports alternatives that stand twice where only one may fit: what fits one of these fits both.
    fn same_alternatives(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        let list = lookup::get(map, "oneOf").and_then(Value::as_array);
        let mut seen = HashSet::new();
        for (index, alternative) in list.into_iter().flatten().enumerate() {
            if !seen.insert(alternative) {
                self.warning(
                    Code::CONTRADICTION,
                    at.key("oneOf").index(index).value(),
                    "this alternative of a `oneOf` stands there twice, so that no value fits just one"
                        .to_owned(),
                    "it is taken once: remove it".to_owned(),
                );
            }
        }
    }

    /// Checks that a sequence has entries, and no two alike.
    fn distinct(&mut self, key: &'static str, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(list) = map.get_mut(key).and_then(Value::as_array_mut) else {
            return;
        };
        let at = at.key(key);
        if list.is_empty() {
            map.shift_remove(key);
            // From JSON Schema 2020-12 on, which OpenAPI 3.1 took over, nothing may be required.
            if key != "required" || self.version < Version::V3_1 {
                self.warning(
                    Code::WRONG_KIND,
                    at.value(),
                    format!("`{key}` is empty"),
                    "it is ignored: remove it, or add its entries".to_owned(),
                );
            }
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
        drop(seen); // It refers to the list, which is about to change.
        if !again.is_empty() {
            let mut index = 0;
            list.retain(|_| {
                index += 1;
                !again.contains(&(index - 1))
            });
        }
    }
}

/// The value as its author sees it: a string without its quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
