//! Alternatives that say only that null may stand there.

use serde_json::{Map, Value, json};

use super::Check;
use crate::normalize::at::At;
use crate::normalize::rewrite::ANNOTATIONS;
use crate::normalize::version::Version;
use crate::report::Code;

impl Check<'_> {
    /// Takes `nullable: true` that is an alternative by itself for null. To the letter it allows any value, since
    /// `nullable` adds null to a `type` beside it (OpenAPI 3.0.3, Schema Object); nobody lists an alternative to mean
    /// that.
    pub(super) fn null_alternatives(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        for keyword in ["anyOf", "oneOf"] {
            let Some(parts) = map.get_mut(keyword).and_then(Value::as_array_mut) else {
                continue;
            };
            if parts.iter().all(only_allows_null) {
                continue;
            }
            for (index, part) in (0..).zip(parts.iter_mut()) {
                if !only_allows_null(part) {
                    continue;
                }
                if let Some(part) = part.as_object_mut() {
                    part.insert("enum".to_owned(), json!([null]));
                }
                let help = match self.version {
                    Version::V3_0 => {
                        "it is read as null: write `nullable: true` beside an `allOf` of the other alternative"
                    }
                    _ => "it is read as null: write `type: 'null'`",
                };
                self.repeated_warning(
                    Code::MOOT_KEYWORD,
                    at.key(keyword).index(index).key("nullable").place_of_key(),
                    "`nullable` says nothing by itself, without a `type` beside it".to_owned(),
                    help,
                );
            }
        }
    }
}

/// Whether a schema says that it is nullable, and nothing else of its values.
fn only_allows_null(part: &Value) -> bool {
    part.as_object().is_some_and(|part| {
        part.get("nullable") == Some(&Value::Bool(true))
            && part.keys().all(|key| {
                key == "nullable" || key.starts_with("x-") || ANNOTATIONS.contains(&key.as_str())
            })
    })
}
