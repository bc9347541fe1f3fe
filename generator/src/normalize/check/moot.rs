//! Keywords that say nothing of values of a schema's types, or that depend on what else fits.

use serde_json::{Map, Value, json};

use super::Check;
use super::types::types;
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::keywords::type_of_keyword;
use crate::normalize::rewrite::is_chosen_beside;
use crate::normalize::words::alternatives;
use crate::report::{Code, Pointer};

/// The most references that lead to a schema whose type is looked for.
const MOST_STEPS: usize = 16;

impl Check<'_> {
    /// Reports several types beside a choice or a reference that doesn't narrow the value to them by itself: they aren't
    /// checked then.
    pub(super) fn types_beside_a_choice(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        let types = types(map);
        if types.len() == 1 {
            self.type_beside_a_choice(&types, map, at);
        }
        if types.len() < 2 || !is_chosen_beside(map) {
            return;
        }
        let place = at.pointer();
        let within = |schema: &Value| {
            let (schema, named) = self.named_types(&place, schema);
            let null = schema.get("nullable") == Some(&Value::Bool(true));
            let known = !named.is_empty() && (!null || types.contains(&"null"));
            known && named.iter().all(|name| is_covered(name, &types))
        };
        let all_within = |key: &str| {
            let parts = lookup::get(map, key).and_then(Value::as_array);
            parts.is_some_and(|parts| parts.iter().all(within))
        };
        let reference = map
            .get("$ref")
            .is_some_and(|text| within(&json!({ "$ref": text })));
        if !(reference || all_within("oneOf") || all_within("anyOf")) {
            self.degraded(
                Code::TYPE_UNCHECKED,
                &at.key("type"),
                "that a value has one of these types, beside what else it must be, isn't checked"
                    .to_owned(),
                "give each of the alternatives its type",
            );
        }
    }

    /// Reports a type beside alternatives that some of them aren't of: it isn't checked then either.
    fn type_beside_a_choice(&mut self, types: &[&str], map: &Map<String, Value>, at: &At<'_>) {
        let place = at.pointer();
        let is_of_others = |part: &Value| {
            let (_, named) = self.named_types(&place, part);
            named.iter().any(|name| !is_covered(name, types))
        };
        let lists = ["oneOf", "anyOf"].into_iter();
        let mut parts = lists.filter_map(|key| lookup::get(map, key)?.as_array());
        if parts.any(|parts| parts.iter().any(is_of_others)) {
            self.degraded(
                Code::TYPE_UNCHECKED,
                &at.key("type"),
                "values of the types of all alternatives are taken, though `type` allows one type"
                    .to_owned(),
                "remove the alternatives that are of other types, or `type`",
            );
        }
    }

    /// The schema that a reference leads to, as its author wrote it, and its types.
    fn named_types<'s>(&'s self, at: &Pointer, schema: &'s Value) -> (&'s Value, Vec<&'s str>) {
        let (mut at, mut schema) = (at.clone(), schema);
        for _ in 0..MOST_STEPS {
            let reference = schema.get("$ref").and_then(Value::as_str);
            match reference.and_then(|text| self.references.target(&at, text)) {
                Some(next) => (at, schema) = next,
                None => break,
            }
        }
        (schema, schema.as_object().map(types).unwrap_or_default())
    }

    /// Reports keywords that speak of values of a type that the schema doesn't have (JSON Schema 2020-12 Core, section
    /// 7.6.1): they constrain nothing.
    pub(super) fn moot_keywords(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        let types = types(map);
        if types.is_empty() {
            return;
        }
        for key in map.keys() {
            let Some(spoken_of) = type_of_keyword(key) else {
                continue;
            };
            if !spoken_of.is_among(&types) {
                self.warning(
                    Code::MOOT_KEYWORD,
                    at.key(key).place_of_key(),
                    format!(
                        "`{key}` speaks of {}, but `type` is {}",
                        spoken_of.values(),
                        alternatives(&types)
                    ),
                    "it says nothing and is ignored: remove it, or mend `type`".to_owned(),
                );
            }
        }
    }
}

/// Whether values of that type are values of one of `types`.
fn is_covered(name: &str, types: &[&str]) -> bool {
    types.contains(&name) || name == "integer" && types.contains(&"number")
}
