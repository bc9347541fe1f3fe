//! Strings that hold something else, dialects, and encodings by position: what of it is loosened.

use serde_json::{Map, Value};

use super::{Check, Fate};
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::words::quote;
use crate::report::Code;

/// Encodings that leave a string as it is (RFC 2045, section 6.2), and those that Bindery decodes (RFC 4648).
const ENCODINGS: [&str; 5] = ["7bit", "8bit", "binary", "base64", "base64url"];

/// The beginnings of the URIs of the dialects that schemas are read in: that of JSON Schema 2020-12, and OpenAPI's own.
const DIALECTS: [&str; 3] = [
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
];

/// Checks the dialect that the schemas of a description are written in.
pub(in crate::normalize) fn document(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.dialect("jsonSchemaDialect", map, at);
    Fate::Keep
}

/// Reports encodings by position.
pub(in crate::normalize) fn media_type(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.positional_encodings(&["prefixEncoding", "itemEncoding"], map, at);
    Fate::Keep
}

impl Check<'_> {
    /// Reports the encodings of the parts of a body under those keys.
    pub(super) fn positional_encodings(
        &mut self,
        keys: &[&'static str],
        map: &mut Map<String, Value>,
        at: &At<'_>,
    ) {
        for key in keys {
            if map.shift_remove(*key).is_some() {
                self.degraded(
                    Code::ENCODING_IGNORED,
                    &at.key(key),
                    format!("`{key}` isn't heeded: the parts of this body aren't encoded each by its own"),
                    "describe the body as `multipart/form-data`, its parts by name under `encoding`",
                );
            }
        }
    }

    /// Reports what a string is said to hold that is left in the string.
    pub(super) fn content_keywords(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        if let Some(encoding) = lookup::get(map, "contentEncoding").and_then(Value::as_str)
            && !ENCODINGS.contains(&encoding.to_ascii_lowercase().as_str())
        {
            self.degraded(
                Code::TEXT_AS_STRING,
                &at.key("contentEncoding"),
                format!(
                    "the encoding {} isn't decoded: the string stays as it is sent",
                    quote(encoding)
                ),
                "decode it in your own code, or use `base64`",
            );
        }
        if lookup::has(map, "contentSchema") {
            self.degraded(
                Code::TEXT_AS_STRING,
                &at.key("contentSchema"),
                "what a string holds isn't decoded: it stays a string".to_owned(),
                "decode it in your own code",
            );
        }
    }

    /// Reports a dialect that isn't known.
    pub(super) fn dialect(&mut self, key: &'static str, map: &Map<String, Value>, at: &At<'_>) {
        if let Some(dialect) = lookup::get(map, key).and_then(Value::as_str)
            && !DIALECTS.iter().any(|known| dialect.starts_with(known))
        {
            self.warning(
                Code::UNKNOWN_VALUE,
                at.key(key).value(),
                format!("the dialect {} isn't known", quote(dialect)),
                "it is read as JSON Schema 2020-12: write the schemas in that, and remove the key"
                    .to_owned(),
            );
        }
    }

    /// Reports what is bound to something looser than it says.
    pub(super) fn degraded(&mut self, code: Code, at: &At<'_>, message: String, help: &str) {
        self.warning(code, at.place_of_key(), message, help.to_owned());
    }
}
