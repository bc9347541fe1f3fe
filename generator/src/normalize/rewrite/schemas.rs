//! Schemas: JSON Schema 2020-12 → OpenAPI 3.0's schemas.

use serde_json::{Map, Value, json};

use super::{Rewrite, bounds, content, types};
use crate::lookup;
use crate::normalize::at::At;

/// Keywords that are read by now, or say nothing of values.
const SPENT: [&str; 9] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$schema",
    "$vocabulary",
    "contentSchema",
];

/// Keywords that OpenAPI 3.0 or openapiv3 doesn't have, and the extensions that carry them.
const CARRIED: [(&str, &str); 14] = [
    ("prefixItems", "x-bindery-prefix-items"),
    ("patternProperties", "x-bindery-pattern-properties"),
    ("contains", "x-bindery-contains"),
    ("minContains", "x-bindery-min-contains"),
    ("maxContains", "x-bindery-max-contains"),
    ("dependentRequired", "x-bindery-dependent-required"),
    ("dependentSchemas", "x-bindery-dependent-schemas"),
    ("if", "x-bindery-if"),
    ("then", "x-bindery-then"),
    ("else", "x-bindery-else"),
    ("propertyNames", "x-bindery-property-names"),
    ("unevaluatedProperties", "x-bindery-unevaluated-properties"),
    ("unevaluatedItems", "x-bindery-unevaluated-items"),
    ("xml", "x-bindery-xml"),
];

/// Keywords by which other schemas speak of the same value, or of items that no index tells.
const COMPOSING: [&str; 7] = [
    "$ref",
    "allOf",
    "anyOf",
    "contains",
    "dependentSchemas",
    "if",
    "oneOf",
];

/// Keywords that describe a schema without saying what its values are.
pub(in crate::normalize) const ANNOTATIONS: [&str; 12] = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
    "xml",
];

/// Leaves references that are parts of a composition alone, since they name their part, where nothing but annotations
/// stands beside them.
pub(super) fn bare_parts(map: &mut Map<String, Value>) {
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let parts = map.get_mut(keyword).and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten().filter_map(Value::as_object_mut) {
            let annotates =
                |key: &str| key == "$ref" || key.starts_with("x-") || ANNOTATIONS.contains(&key);
            if part.contains_key("$ref") && part.keys().all(|key| annotates(key)) {
                part.retain(|key, _| key == "$ref");
            }
        }
    }
}

/// Rewrites a schema whose subschemas are rewritten.
pub(in crate::normalize) fn schema(
    rewrite: &mut Rewrite<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) {
    for key in SPENT {
        lookup::remove(map, key);
    }
    types::drop_moot_keywords(map);
    rewrite.constant(map, at);
    examples(map);
    rewrite.unevaluated(map, at);
    content::keywords(map);
    rewrite.exclusive_bounds(map, at);
    // What leads back from these extensions to their keywords is their names.
    for (keyword, extension) in CARRIED {
        if let Some(value) = lookup::remove(map, keyword) {
            map.insert(extension.to_owned(), value);
        }
    }
    default_mapping(map);
    rewrite.types(map, at);
    bounds::of_integers(map);
    rewrite.reference(map, at);
}

impl Rewrite<'_> {
    /// A constant is an enumeration of one.
    fn constant(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        if let Some(value) = lookup::remove(map, "const") {
            map.insert("enum".to_owned(), json!([value]));
            self.moved("enum", "const", at);
        }
    }

    /// What is left unevaluated is carried, unless nothing is. Of items it is what follows the first ones, where nothing
    /// else speaks of the same value.
    fn unevaluated(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        if !map.keys().any(|key| key.starts_with("unevaluated")) {
            return;
        }
        if !COMPOSING.iter().any(|key| lookup::has(map, key)) && !lookup::has(map, "items") {
            self.carry(map, "unevaluatedItems", "items", at);
        }
        for (keyword, meant) in [
            ("unevaluatedProperties", "additionalProperties"),
            ("unevaluatedItems", "items"),
        ] {
            if map.contains_key(meant) {
                map.shift_remove(keyword);
            } else if let Some(Value::Bool(flag)) = lookup::get(map, keyword) {
                let schema = if *flag {
                    json!({})
                } else {
                    json!({ "not": {} })
                };
                map.insert(keyword.to_owned(), schema);
            }
        }
    }

    /// In OpenAPI 3.0 a reference stands alone; beside other keywords it is one more part of the schema's `allOf`.
    fn reference(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        if map.len() < 2 {
            return;
        }
        let Some(reference) = lookup::remove(map, "$ref") else {
            return;
        };
        let part = json!({ "$ref": reference });
        let index = types::push(map, "allOf", part);
        self.parted("allOf", index, at);
    }
}

/// Of several examples OpenAPI 3.0 can hold one.
fn examples(map: &mut Map<String, Value>) {
    if let Some(Value::Array(examples)) = lookup::remove(map, "examples")
        && let Some(first) = examples.into_iter().next()
        && !lookup::has(map, "example")
    {
        map.insert("example".to_owned(), first);
    }
}

/// The schema that a union falls back to.
fn default_mapping(map: &mut Map<String, Value>) {
    let mapping = map
        .get_mut("discriminator")
        .and_then(Value::as_object_mut)
        .and_then(|discriminator| discriminator.shift_remove("defaultMapping"));
    if let Some(mapping) = mapping {
        map.insert("x-bindery-default-mapping".to_owned(), mapping);
    }
}

/// The kind of XML node that OpenAPI 3.0 has words for.
pub(in crate::normalize) fn xml(_: &mut Rewrite<'_>, map: &mut Map<String, Value>, _: &At<'_>) {
    if lookup::get(map, "nodeType").is_some_and(|kind| kind == "attribute") {
        map.insert("attribute".to_owned(), Value::Bool(true));
    }
}
