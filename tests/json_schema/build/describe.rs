//! Groups of the suite → a description: a component a schema, and an operation that takes it as its body.

use serde_json::{Map, Value, json};

use crate::suite::Group;

/// The description of these groups.
pub(crate) fn describe<'a>(groups: impl Iterator<Item = &'a Group>, openapi: &str) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for group in groups {
        let home = format!("#/components/schemas/{}", group.key);
        let operation = json!({
            "operationId": group.key,
            "requestBody": {
                "required": true,
                "content": { "application/json": { "schema": { "$ref": home } } },
            },
            "responses": { "204": { "description": "The body was taken." } },
        });
        paths.insert(format!("/{}", group.key), json!({ "post": operation }));
        schemas.insert(
            group.key.clone(),
            Rewrite {
                home: &home,
                openapi,
            }
            .schema(&group.schema),
        );
    }
    json!({
        "openapi": openapi,
        "info": { "title": "JSON Schema's test suite", "version": "1.0.0" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// Keywords whose value is a schema.
const SCHEMA: &[&str] = &[
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords whose value is a list of schemas.
const SCHEMAS: &[&str] = &["allOf", "anyOf", "items", "oneOf", "prefixItems"];

/// Keywords whose value is schemas by name.
const NAMED: &[&str] = &[
    "$defs",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// A schema of the suite as it stands in a description.
struct Rewrite<'a> {
    /// The reference that leads to the whole schema.
    home: &'a str,
    openapi: &'a str,
}

impl Rewrite<'_> {
    fn schema(&self, schema: &Value) -> Value {
        let Value::Object(members) = schema else {
            return schema.clone();
        };
        let members = members
            .iter()
            // Both versions of OpenAPI say for the whole description which dialect it is in.
            .filter(|(key, _)| *key != "$schema")
            .map(|(key, value)| (key.clone(), self.keyword(key, value)))
            .collect();
        if self.openapi.starts_with("3.0") {
            in_words_of_3_0(members)
        } else {
            Value::Object(members)
        }
    }

    fn keyword(&self, key: &str, value: &Value) -> Value {
        match value {
            Value::String(reference) if key == "$ref" => self.reference(reference).into(),
            Value::Array(items) if SCHEMAS.contains(&key) => {
                items.iter().map(|item| self.schema(item)).collect()
            }
            Value::Object(members) if NAMED.contains(&key) => {
                let named = members.iter();
                Value::Object(
                    named
                        .map(|(name, it)| (name.clone(), self.schema(it)))
                        .collect(),
                )
            }
            _ if SCHEMA.contains(&key) => self.schema(value),
            _ => value.clone(),
        }
    }

    /// A reference from the schema's own root, from where the schema stands now.
    fn reference(&self, reference: &str) -> String {
        match reference.strip_prefix('#') {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => {
                format!("{}{rest}", self.home)
            }
            _ => reference.to_owned(),
        }
    }
}

/// OpenAPI 3.0 has neither the type `null` nor lists of types, but it has other words for them.
fn in_words_of_3_0(mut members: Map<String, Value>) -> Value {
    match members.get("type") {
        Some(Value::String(name)) if name == "null" => {
            members.remove("type");
            members.insert("nullable".to_owned(), true.into());
            members.insert("enum".to_owned(), json!([null]));
        }
        Some(Value::Array(types)) if !members.contains_key("anyOf") => {
            let types = types.iter();
            let either = types
                .map(|it| in_words_of_3_0(Map::from_iter([("type".to_owned(), it.clone())])))
                .collect();
            members.remove("type");
            members.insert("anyOf".to_owned(), either);
        }
        _ => {}
    }
    Value::Object(members)
}
