//! What stands beside a `$ref`.

use serde_json::{Map, Value};

use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::table::{
    HEADER, MEDIA_TYPE, Object, PARAMETER, REQUEST_BODY, RESPONSE, SCHEMA,
};
use crate::normalize::version::Version;
use crate::normalize::words::quote;
use crate::report::Code;

/// The keywords beside a `$ref` that are read in OpenAPI 3.0 too, though there a reference stands alone: they describe
/// the use of a schema without saying what its values are.
const ANNOTATIONS: [&str; 8] = [
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "example",
    "title",
    "externalDocs",
];

impl Check<'_> {
    /// Checks a mapping that holds a `$ref`: what else it holds, and what it refers to.
    pub(super) fn reference(
        &mut self,
        object: &'static Object,
        map: &mut Map<String, Value>,
        at: &At<'_>,
    ) -> Fate {
        if std::ptr::eq(object, &MEDIA_TYPE) && self.version < Version::V3_2 {
            let help = "it is read as there: state `openapi: 3.2.0` at the top";
            self.written_as_in(Version::V3_2, at, help.to_owned());
        }
        if map.len() == 1 {
            return self.resolve(object, map, at);
        }
        if std::ptr::eq(object, &SCHEMA) {
            return self.schema_with_reference(map, at);
        }
        for key in map.keys() {
            if !matches!(key.as_str(), "$ref" | "summary" | "description") && !key.starts_with("x-")
            {
                self.ignored_sibling(object, key, at);
            }
        }
        self.text_beside(object, map, at);
        map.retain(|key, _| key == "$ref");
        self.resolve(object, map, at)
    }

    /// Reports a text that describes one use of what is referred to, where it would be documented (OpenAPI 3.1.0,
    /// Reference Object): what is referred to has one documentation for all its uses.
    fn text_beside(&mut self, object: &'static Object, map: &Map<String, Value>, at: &At<'_>) {
        let is_documented = [&PARAMETER, &HEADER, &REQUEST_BODY, &RESPONSE]
            .iter()
            .any(|documented| std::ptr::eq(*documented, object));
        let text = map
            .keys()
            .find(|key| matches!(key.as_str(), "summary" | "description"));
        if let Some(key) = text.filter(|_| is_documented) {
            self.repeated_warning(
                Code::TEXT_IGNORED,
                at.key(key).place_of_key(),
                format!(
                    "{} beside this `$ref` isn't in the documentation",
                    quote(key)
                ),
                "describe it where the reference leads, for all uses",
            );
        }
    }

    /// A schema may say more beside a `$ref` since OpenAPI 3.1 (JSON Schema 2020-12 Core, section 8.2.3.1).
    fn schema_with_reference(&mut self, map: &mut Map<String, Value>, at: &At<'_>) -> Fate {
        if self.version == Version::V3_0 {
            self.siblings_of_3_0(map, at);
        }
        map.shift_remove("summary");
        let Some(reference) = map.shift_remove("$ref") else {
            return Fate::Drop;
        };
        let mut rest = Value::Object(std::mem::take(map));
        if self.object(&SCHEMA, &mut rest, at) == Fate::Keep
            && let Value::Object(rest) = rest
        {
            *map = rest;
        }
        map.insert("$ref".to_owned(), reference);
        if !lookup::has(map, "oneOf") && !lookup::has(map, "anyOf") {
            self.types_beside_a_choice(map, at);
        }
        self.resolve(&SCHEMA, map, at)
    }

    fn siblings_of_3_0(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        map.retain(|key, value| {
            let documents = matches!(key.as_str(), "$ref" | "summary" | "description");
            if documents || key.starts_with("x-") {
                return true;
            }
            if !ANNOTATIONS.contains(&key.as_str()) {
                self.ignored_sibling(&SCHEMA, key, at);
                return false;
            }
            if *value != Value::Bool(false) {
                self.warning(
                    Code::OTHER_VERSION,
                    at.key(key).place_of_key(),
                    format!(
                        "{} stands beside a `$ref`, as only OpenAPI 3.1 allows",
                        quote(key)
                    ),
                    "it is read as there: put the reference into an `allOf` beside it".to_owned(),
                );
            }
            true
        });
    }

    fn ignored_sibling(&mut self, object: &Object, key: &str, at: &At<'_>) {
        let help = match self.version {
            Version::V3_0 => format!("in {} a reference stands alone", self.stated()),
            _ => "only a summary and a description may stand there".to_owned(),
        };
        self.warning(
            Code::UNKNOWN_KEY,
            at.key(key).place_of_key(),
            format!("{} stands beside a `$ref` and is ignored", quote(key)),
            format!(
                "{help}; remove the key, or put it on {} of its own",
                object.name
            ),
        );
    }
}
