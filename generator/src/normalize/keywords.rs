//! The types of JSON Schema (2020-12): their values, and the keywords that speak of them.

use serde_json::Value;

/// Whether the value is one of that type (JSON Schema 2020-12 Validation, section 6.1.1).
pub(super) fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// A type of JSON's that keywords speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpokenOf {
    Strings,
    Numbers,
    Arrays,
    Objects,
}

/// The type of value that a keyword speaks of, if it doesn't speak of all.
pub(super) fn type_of_keyword(key: &str) -> Option<SpokenOf> {
    Some(match key {
        "minLength" | "maxLength" | "pattern" | "contentEncoding" | "contentMediaType"
        | "contentSchema" => SpokenOf::Strings,
        "multipleOf" | "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
            SpokenOf::Numbers
        }
        "items" | "prefixItems" | "minItems" | "maxItems" | "uniqueItems" | "contains"
        | "minContains" | "maxContains" | "unevaluatedItems" => SpokenOf::Arrays,
        "properties"
        | "required"
        | "additionalProperties"
        | "patternProperties"
        | "minProperties"
        | "maxProperties"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedProperties" => SpokenOf::Objects,
        _ => return None,
    })
}

impl SpokenOf {
    /// Whether values of that type can have one of these types.
    pub(super) fn is_among(self, types: &[&str]) -> bool {
        types.iter().any(|name| self.is(name))
    }

    /// Whether values of the type of that name are what is spoken of.
    pub(super) fn is(self, name: &str) -> bool {
        match self {
            Self::Strings => name == "string",
            Self::Numbers => matches!(name, "number" | "integer"),
            Self::Arrays => name == "array",
            Self::Objects => name == "object",
        }
    }

    /// The values in a sentence.
    pub(super) fn values(self) -> &'static str {
        match self {
            Self::Strings => "strings",
            Self::Numbers => "numbers",
            Self::Arrays => "arrays",
            Self::Objects => "objects",
        }
    }
}
