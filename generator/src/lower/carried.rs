//! What OpenAPI 3.0 can't say: carried in `x-bindery-*` extensions, and read from them into `openapiv3`'s types.
//!
//! `normalize` has checked it and resolved its references, as in the rest of the description. It is read when it is
//! first asked for and kept, so that schemas and operations that are carried are borrowed like those that stand in
//! the description itself.

use std::any::{Any, TypeId};
use std::fmt;

use elsa::FrozenMap;
use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A tuple's items, in order: a list of schemas, of a schema.
pub(super) const PREFIX_ITEMS: &str = "x-bindery-prefix-items";
/// The values of keys that match a pattern: a mapping from patterns to schemas, of a schema.
pub(super) const PATTERN_PROPERTIES: &str = "x-bindery-pattern-properties";
/// What becomes of the properties that a composed schema doesn't speak of: a schema, of a schema.
pub(super) const UNEVALUATED_PROPERTIES: &str = "x-bindery-unevaluated-properties";
/// What becomes of the items that it doesn't speak of: a schema, of a schema.
pub(super) const UNEVALUATED_ITEMS: &str = "x-bindery-unevaluated-items";

/// What of an array's items some must fit: a schema, of a schema; and how many at least and at most.
pub(super) const CONTAINS: &str = "x-bindery-contains";
/// See [`CONTAINS`].
pub(super) const MIN_CONTAINS: &str = "x-bindery-min-contains";
/// See [`CONTAINS`].
pub(super) const MAX_CONTAINS: &str = "x-bindery-max-contains";
/// Keys that must be there where another is: a mapping from keys to lists of keys, of a schema.
pub(super) const DEPENDENT_REQUIRED: &str = "x-bindery-dependent-required";
/// What a value must fit where a key is there: a mapping from keys to schemas, of a schema.
pub(super) const DEPENDENT_SCHEMAS: &str = "x-bindery-dependent-schemas";
/// What the keys must fit: a schema, of a schema.
pub(super) const PROPERTY_NAMES: &str = "x-bindery-property-names";
/// A condition: a schema, of a schema; and what a value must fit that meets it, and one that doesn't.
pub(super) const IF: &str = "x-bindery-if";
/// See [`IF`].
pub(super) const THEN: &str = "x-bindery-then";
/// See [`IF`].
pub(super) const ELSE: &str = "x-bindery-else";

/// The keywords that are no more than rules, by the extensions that carry them (JSON Schema 2020-12 Core, section 10;
/// Validation, section 6). `then` and `else` say nothing without `if`, nor the counts without `contains`.
pub(super) const RULES: [(&str, &str); 7] = [
    (CONTAINS, "contains"),
    (DEPENDENT_REQUIRED, "dependentRequired"),
    (DEPENDENT_SCHEMAS, "dependentSchemas"),
    (IF, "if"),
    (PROPERTY_NAMES, "propertyNames"),
    (UNEVALUATED_ITEMS, "unevaluatedItems"),
    (UNEVALUATED_PROPERTIES, "unevaluatedProperties"),
];

/// The bounds of an integer that no `i64` holds: a number, of a schema.
pub(super) const MINIMUM: &str = "x-bindery-minimum";
/// See [`MINIMUM`].
pub(super) const MAXIMUM: &str = "x-bindery-maximum";

/// That a header's objects are spread: a boolean, of a header.
const EXPLODE: &str = "x-bindery-explode";

/// That a security scheme is `mutualTLS`, whatever its type is: true.
const MUTUAL_TLS: &str = "x-bindery-mutual-tls";

/// That a security scheme doesn't say how it is shown, whatever its type is: true.
const UNDESCRIBED: &str = "x-bindery-undescribed";

/// Whether a schema says by extensions what its values consist of.
pub(super) fn is_carrying(schema: &Schema) -> bool {
    let extensions = &schema.schema_data.extensions;
    !extensions.is_empty()
        && [PREFIX_ITEMS, PATTERN_PROPERTIES, UNEVALUATED_PROPERTIES]
            .iter()
            .any(|key| extensions.contains_key(*key))
}

/// Whether what a schema evaluates depends on the value.
pub(super) fn depends_on_value(schema: &Schema) -> bool {
    let extensions = &schema.schema_data.extensions;
    [IF, DEPENDENT_SCHEMAS]
        .iter()
        .any(|key| extensions.contains_key(*key))
}

/// Whether a schema that is carried is one that anything fits.
pub(super) fn says_nothing(schema: &Value) -> bool {
    schema.as_object().is_some_and(serde_json::Map::is_empty)
}

/// The extensions of an object.
type Extensions = IndexMap<String, Value>;

/// What has been read so far: by where the extension's value stands in memory, and by the type it was read as. The
/// description is borrowed as long as what was read from it, so that no two values have one address.
#[derive(Default)]
pub(super) struct Carried(FrozenMap<(usize, TypeId), Box<dyn Any>>);

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carried").finish_non_exhaustive()
    }
}

impl Carried {
    /// What the extension `key` carries; `None` where it isn't there, or isn't what it should be, which `normalize`
    /// has said.
    pub(super) fn get<'a, T: DeserializeOwned + 'static>(
        &'a self,
        extensions: &'a Extensions,
        key: &str,
    ) -> Option<&'a T> {
        let value = extensions.get(key)?;
        let at = (std::ptr::from_ref(value).addr(), TypeId::of::<T>());
        let read = match self.0.get(&at) {
            Some(read) => read,
            None => self.0.insert(at, Box::new(T::deserialize(value).ok()?)),
        };
        read.downcast_ref()
    }

    /// The items that a tuple begins with; empty where it is none.
    pub(super) fn prefix_items<'a>(&'a self, schema: &'a Schema) -> &'a [ReferenceOr<Schema>] {
        self.get::<Vec<ReferenceOr<Schema>>>(&schema.schema_data.extensions, PREFIX_ITEMS)
            .map_or(&[], Vec::as_slice)
    }

    /// What becomes of the properties that a schema doesn't speak of, where it says so.
    pub(super) fn unevaluated_properties<'a>(
        &'a self,
        schema: &'a Schema,
    ) -> Option<&'a ReferenceOr<Schema>> {
        self.get(&schema.schema_data.extensions, UNEVALUATED_PROPERTIES)
    }

    /// The schemas that a value must fit, or what stands in it, on some condition; where one is only told, it isn't among
    /// them.
    pub(super) fn conditions<'a>(
        &'a self,
        schema: &'a Schema,
    ) -> impl Iterator<Item = &'a ReferenceOr<Schema>> {
        const SINGLE: [&str; 5] = [
            THEN,
            ELSE,
            CONTAINS,
            UNEVALUATED_PROPERTIES,
            UNEVALUATED_ITEMS,
        ];
        let extensions = &schema.schema_data.extensions;
        let single = SINGLE.iter().filter_map(|key| self.get(extensions, key));
        let dependent =
            self.get::<IndexMap<String, ReferenceOr<Schema>>>(extensions, DEPENDENT_SCHEMAS);
        single.chain(dependent.into_iter().flat_map(IndexMap::values))
    }

    /// The values of keys that match a pattern, by pattern.
    pub(super) fn pattern_properties<'a>(
        &'a self,
        schema: &'a Schema,
    ) -> impl Iterator<Item = (&'a str, &'a ReferenceOr<Schema>)> {
        self.get::<IndexMap<String, ReferenceOr<Schema>>>(
            &schema.schema_data.extensions,
            PATTERN_PROPERTIES,
        )
        .into_iter()
        .flatten()
        .map(|(pattern, schema)| (pattern.as_str(), schema))
    }
}

/// Whether a header's objects are spread (OpenAPI 3.0, "Header Object": `explode`), by its extensions.
pub(super) fn is_exploded(extensions: &Extensions) -> bool {
    extensions.get(EXPLODE) == Some(&Value::Bool(true))
}

/// Whether a security scheme is one that the connection settles, by its extensions.
pub(super) fn is_mutual_tls(extensions: &Extensions) -> bool {
    extensions.get(MUTUAL_TLS) == Some(&Value::Bool(true))
}

/// Whether a security scheme doesn't say how it is shown, by its extensions.
pub(super) fn is_undescribed(extensions: &Extensions) -> bool {
    extensions.get(UNDESCRIBED) == Some(&Value::Bool(true))
}

#[cfg(test)]
mod tests {
    use openapiv3::{ReferenceOr, Schema};
    use serde_json::json;

    use super::Carried;

    #[test]
    fn what_is_carried_is_read_once() {
        let schema: Schema = serde_json::from_value(json!({
            "type": "array",
            "x-bindery-prefix-items": [{ "type": "string" }, { "$ref": "#/components/schemas/A" }],
        }))
        .unwrap();
        let carried = Carried::default();
        let items = carried.prefix_items(&schema);
        assert!(matches!(
            items,
            [ReferenceOr::Item(_), ReferenceOr::Reference { .. }]
        ));
        assert!(std::ptr::eq(items, carried.prefix_items(&schema)));
        assert_eq!(carried.pattern_properties(&schema).count(), 0);
    }

    #[test]
    fn what_is_not_as_it_should_be_is_none() {
        let schema: Schema =
            serde_json::from_value(json!({ "x-bindery-prefix-items": { "type": "string" } }))
                .unwrap();
        assert!(Carried::default().prefix_items(&schema).is_empty());
    }
}
