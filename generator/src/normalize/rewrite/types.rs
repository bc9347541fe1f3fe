//! The types of a schema: OpenAPI 3.0 has one a schema, and null apart.

use serde_json::{Map, Value, json};

use super::Rewrite;
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::check::types;
use crate::normalize::keywords::{SpokenOf, type_of_keyword};

/// Formats of numbers (OpenAPI Format Registry).
const NUMBER_FORMATS: [&str; 13] = [
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "float",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
];

/// Leaves out keywords that say nothing of values of the schema's types.
pub(super) fn drop_moot_keywords(map: &mut Map<String, Value>) {
    let types: Vec<String> = types(map).into_iter().map(str::to_owned).collect();
    if types.is_empty() {
        return;
    }
    let types: Vec<&str> = types.iter().map(String::as_str).collect();
    map.retain(|key, _| type_of_keyword(key).is_none_or(|spoken_of| spoken_of.is_among(&types)));
}

impl Rewrite<'_> {
    /// Writes the types as OpenAPI 3.0 does: null as `nullable`, several as an `anyOf` of one schema a type, each with
    /// the keywords that speak of its values.
    pub(super) fn types(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let types: Vec<String> = types(map).into_iter().map(str::to_owned).collect();
        let has = |wanted: &str| types.iter().any(|name| name == wanted);
        let several: Vec<&str> = types
            .iter()
            .map(String::as_str)
            .filter(|name| *name != "null" && (*name != "integer" || !has("number")))
            .collect();
        if has("null") {
            map.insert("nullable".to_owned(), Value::Bool(true));
        }
        match several.as_slice() {
            [] if types.is_empty() => (),
            [] => {
                lookup::remove(map, "type");
                map.insert("enum".to_owned(), json!([null]));
            }
            [one] => {
                map.insert("type".to_owned(), Value::from(*one));
            }
            _ => {
                lookup::remove(map, "type");
                if !lookup::has(map, "enum") && !is_chosen_beside(map) {
                    self.part_by_type(map, &several, at);
                }
            }
        }
    }

    /// Parts a schema into one a type.
    fn part_by_type(&mut self, map: &mut Map<String, Value>, types: &[&str], at: &At<'_>) {
        let (spoken, rest): (Map<_, _>, Map<_, _>) = std::mem::take(map)
            .into_iter()
            .partition(|(key, _)| speaks_of_a_type(key));
        *map = rest;
        if let Some(choice) = lookup::remove(map, "anyOf") {
            let index = push(map, "allOf", json!({ "anyOf": choice }));
            self.parted("allOf", index, at);
        }
        let parts = types.iter().enumerate().map(|(index, name)| {
            self.parted("anyOf", index, at);
            let mut part = Map::new();
            part.insert("type".to_owned(), Value::from(*name));
            let keywords = spoken
                .iter()
                .filter(|(key, value)| is_said_of(key, value, name));
            part.extend(keywords.map(|(key, value)| (key.clone(), value.clone())));
            super::bounds::of_integers(&mut part);
            Value::Object(part)
        });
        let parts = parts.collect();
        map.insert("anyOf".to_owned(), parts);
    }
}

/// Whether a choice stands beside the types and nothing in the schema speaks of one of them, so that the types say
/// hardly more than the choice does.
pub(in crate::normalize) fn is_chosen_beside(map: &Map<String, Value>) -> bool {
    let chooses = ["$ref", "oneOf", "anyOf"]
        .iter()
        .any(|key| lookup::has(map, key));
    chooses && !lookup::has(map, "enum") && !map.keys().any(|key| type_of_keyword(key).is_some())
}

fn speaks_of_a_type(key: &str) -> bool {
    key == "format" || type_of_keyword(key).is_some() || carried_type(key).is_some()
}

/// Whether the keyword speaks of values of that type.
fn is_said_of(key: &str, value: &Value, name: &str) -> bool {
    let spoken_of = match key {
        "format"
            if value
                .as_str()
                .is_some_and(|it| NUMBER_FORMATS.contains(&it)) =>
        {
            Some(SpokenOf::Numbers)
        }
        "format" => Some(SpokenOf::Strings),
        _ => type_of_keyword(key).or_else(|| carried_type(key)),
    };
    spoken_of.is_some_and(|spoken_of| spoken_of.is(name))
}

/// The type that a carried keyword speaks of.
fn carried_type(key: &str) -> Option<SpokenOf> {
    Some(match key.strip_prefix("x-bindery-")? {
        "prefix-items" | "contains" | "min-contains" | "max-contains" | "unevaluated-items" => {
            SpokenOf::Arrays
        }
        "pattern-properties"
        | "property-names"
        | "dependent-required"
        | "dependent-schemas"
        | "unevaluated-properties" => SpokenOf::Objects,
        _ => return None,
    })
}

/// Adds an entry to the sequence under `key`; gives its index there.
pub(super) fn push(map: &mut Map<String, Value>, key: &str, entry: Value) -> usize {
    match map.get_mut(key).and_then(Value::as_array_mut) {
        Some(list) => {
            list.push(entry);
            list.len() - 1
        }
        None => {
            map.insert(key.to_owned(), Value::Array(vec![entry]));
            0
        }
    }
}
