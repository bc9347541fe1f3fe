//! What path items, responses, encodings, tags and links ask for beyond the table.

use serde_json::{Map, Value, json};

use super::{Check, Fate};
use crate::normalize::at::At;
use crate::normalize::table::PATH_ITEM;
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
    if map.contains_key("$ref") && check.resolve(&PATH_ITEM, map, at) == Fate::Drop {
        map.shift_remove("$ref");
    }
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
    let form = map.get("style").is_none_or(|style| style == "form");
    if form && !map.contains_key("explode") {
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
    if map.contains_key("operationId") || map.contains_key("operationRef") {
        return Fate::Keep;
    }
    check.missing("a link", "operationId", at);
    Fate::Drop
}
