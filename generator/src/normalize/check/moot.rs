//! Keywords that say nothing of values of a schema's types, or that depend on what else fits.

use serde_json::{Map, Value};

use super::Check;
use super::types::types;
use crate::normalize::at::At;
use crate::normalize::keywords::type_of_keyword;
use crate::normalize::rewrite::has_alternatives;
use crate::normalize::words::alternatives;
use crate::report::Code;

impl Check<'_> {
    /// Reports what a schema leaves unevaluated where that depends on which alternative fits.
    pub(super) fn unevaluated_keywords(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        if !has_alternatives(map) {
            return;
        }
        for key in ["unevaluatedProperties", "unevaluatedItems"] {
            if map
                .get(key)
                .is_some_and(|value| *value != Value::Bool(true))
            {
                self.degraded(
                    Code::UNEVALUATED_UNCHECKED,
                    &at.key(key),
                    format!("`{key}` beside alternatives isn't checked"),
                    "say in each of the alternatives what else it allows",
                );
            }
        }
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
