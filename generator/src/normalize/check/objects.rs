//! What path items, responses, encodings, tags and links ask for beyond the table.

use http::Method;
use serde_json::{Map, Value, json};

use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::table::PATH_ITEM;
use crate::normalize::version::Version;
use crate::normalize::words::quote;
use crate::report::Code;

/// A tag given by its name alone.
pub(in crate::normalize) fn tag_of_text(value: &Value) -> Option<Value> {
    value.as_str().map(|name| json!({ "name": name }))
}

/// A response given by its description alone.
pub(in crate::normalize) fn response_of_text(value: &Value) -> Option<Value> {
    value
        .as_str()
        .map(|description| json!({ "description": description }))
}

/// A path item may refer to another one (OpenAPI 3.0.3, Path Item Object).
pub(in crate::normalize) fn path_item(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.foreign_path_item(map, at);
    if lookup::has(map, "$ref") && check.resolve(&PATH_ITEM, map, at) == Fate::Drop {
        map.shift_remove("$ref");
    }
    check.additional_operations(map, at);
    Fate::Keep
}

/// An operation has at least one response, and one for a range (OpenAPI 3.0.3, Responses Object).
pub(in crate::normalize) fn responses(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    if map.keys().all(|key| key.starts_with("x-")) {
        check.warning(
            Code::MISSING_KEY,
            at.value(),
            "the operation has no responses".to_owned(),
            "add the ones it can give, each under its status code, or `default`".to_owned(),
        );
    }
    let twice = |key: &&String| {
        let range = key.to_ascii_uppercase();
        range.ends_with("XX") && range != **key && map.contains_key(&range)
    };
    let again: Vec<String> = map.keys().filter(twice).cloned().collect();
    for key in again {
        map.shift_remove(&key);
        check.error(
            Code::DUPLICATE_KEY,
            at.key(&key).place_of_key(),
            format!("the range `{key}` is there twice, in lower case and in upper case"),
            "remove one of them".to_owned(),
        );
    }
    Fate::Keep
}

/// Checks the names of the headers, and writes out the default of `explode`, which is true for the style `form` (OpenAPI 3.0.3, Encoding Object):
/// openapiv3 can't tell an absent one from false.
pub(in crate::normalize) fn encoding(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.header_keys(map, at);
    check.positional_encodings(&["encoding", "prefixEncoding", "itemEncoding"], map, at);
    check.styles_of_parts(map, at);
    let form = lookup::get(map, "style").is_none_or(|style| style == "form");
    if form && !lookup::has(map, "explode") {
        map.insert("explode".to_owned(), Value::Bool(true));
    }
    Fate::Keep
}

/// A link names its operation, by id or by reference (OpenAPI 3.0.3, Link Object).
pub(in crate::normalize) fn link(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    if lookup::has(map, "operationId") || lookup::has(map, "operationRef") {
        return Fate::Keep;
    }
    check.missing("a link", "operationId", at);
    Fate::Drop
}

/// What says how the text of a field is put together.
const STYLE_KEYS: [&str; 3] = ["style", "explode", "allowReserved"];

impl Check<'_> {
    /// Reports what an encoding says of a part that counts for URL-encoded forms alone (OpenAPI 3.0.3, Encoding Object).
    fn styles_of_parts(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        if self.version > Version::V3_0 || self.is_converted {
            return;
        }
        let tokens: Vec<_> = at.pointer().tokens().collect();
        let [.., media_type, _, _] = tokens.as_slice() else {
            return;
        };
        if !media_type.starts_with("multipart/") {
            return;
        }
        for key in STYLE_KEYS {
            if map.shift_remove(key).is_some() {
                self.warning(
                    Code::MOOT_KEYWORD,
                    at.key(key).place_of_key(),
                    format!("`{key}` speaks of URL-encoded forms: in OpenAPI 3.0 it says nothing of parts"),
                    "it is ignored: remove it, or state OpenAPI 3.1".to_owned(),
                );
            }
        }
    }

    /// Checks the methods under `additionalOperations`: names of methods, and none that has a key of its own
    /// (OpenAPI 3.2.0, Path Item Object).
    fn additional_operations(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let Some(Value::Object(mut operations)) = map.shift_remove("additionalOperations") else {
            return;
        };
        let at = at.key("additionalOperations");
        let methods: Vec<String> = operations.keys().cloned().collect();
        for method in methods {
            let place = at.key(&method).place_of_key();
            if Method::from_bytes(method.as_bytes()).is_err() {
                operations.shift_remove(&method);
                self.error(
                    Code::UNKNOWN_KEY,
                    place,
                    format!("{} can't be the name of a method", quote(&method)),
                    "use letters, as in `COPY`".to_owned(),
                );
                continue;
            }
            let key = method.to_ascii_lowercase();
            let fixed = key.to_ascii_uppercase() == method
                && PATH_ITEM
                    .field(&key)
                    .is_some_and(|field| field.shape.object().is_some());
            if !fixed {
                continue;
            }
            let message = format!("the method `{method}` has a key of its own");
            if map.contains_key(&key) {
                operations.shift_remove(&method);
                let help = format!("`{key}` is there too: remove one of them");
                self.error(Code::DUPLICATE_KEY, place, message, help);
            } else if let Some(operation) = operations.shift_remove(&method) {
                map.insert(key.clone(), operation);
                let help = format!("it is read as `{key}`: move the operation there");
                self.warning(Code::UNKNOWN_KEY, place, message, help);
            }
        }
        if !operations.is_empty() {
            map.insert("additionalOperations".to_owned(), Value::Object(operations));
        }
    }
}
