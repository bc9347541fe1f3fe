//! What people write for types of OpenAPI that it doesn't have, where it is clear what they mean.

use serde_json::{Map, Value};

use super::Check;
use crate::lookup;
use crate::normalize::at::At;
use crate::normalize::table::TYPES;
use crate::normalize::words::{describe, quote};
use crate::report::Code;

/// A word for a type, the type that it means, if that isn't any, and its format.
type NearType = (&'static str, Option<&'static str>, Option<&'static str>);

const NEAR_TYPES: &[NearType] = &[
    ("any", None, None),
    ("binary", Some("string"), Some("binary")),
    ("bool", Some("boolean"), None),
    ("byte", Some("string"), Some("byte")),
    ("date", Some("string"), Some("date")),
    ("date-time", Some("string"), Some("date-time")),
    ("datetime", Some("string"), Some("date-time")),
    ("decimal", Some("number"), None),
    ("dict", Some("object"), None),
    ("double", Some("number"), Some("double")),
    ("email", Some("string"), Some("email")),
    ("enum", Some("string"), None),
    ("file", Some("string"), Some("binary")),
    ("float", Some("number"), Some("float")),
    ("int", Some("integer"), None),
    ("int32", Some("integer"), Some("int32")),
    ("int64", Some("integer"), Some("int64")),
    ("list", Some("array"), None),
    ("long", Some("integer"), Some("int64")),
    ("map", Some("object"), None),
    ("str", Some("string"), None),
    ("text", Some("string"), None),
    ("uri", Some("string"), Some("uri")),
    ("url", Some("string"), Some("uri")),
    ("uuid", Some("string"), Some("uuid")),
];

/// Whether the text is a type, or a word for one.
pub(super) fn is_type(text: &str) -> bool {
    TYPES.contains(&text) || NEAR_TYPES.iter().any(|(near, ..)| *near == text)
}

/// The types that a text lists in itself.
fn several_types(text: &str) -> Option<Value> {
    let types: Vec<&str> = text.split([',', '|', '/']).map(str::trim).collect();
    let all_known = types.iter().all(|word| TYPES.contains(word));
    (types.len() > 1 && all_known).then(|| Value::from(types))
}

impl Check<'_> {
    /// Reads a word for a type as the type, and what can't be one as none.
    pub(super) fn near_type(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        match lookup::get(map, "type") {
            Some(Value::String(text)) if !TYPES.contains(&text.as_str()) => {
                let word = text.to_ascii_lowercase();
                if let Some(near) = NEAR_TYPES.iter().find(|(near, ..)| *near == word) {
                    let given = quote(text);
                    self.take_type(near, &given, map, at);
                } else if let Some(several) = several_types(&word)
                    && let Some(value) = map.get_mut("type")
                {
                    self.mended(
                        "one type, or a sequence of them,",
                        value,
                        several,
                        &at.key("type"),
                    );
                }
            }
            // A reference is read later, as where OpenAPI has none.
            Some(found @ Value::Object(entries)) if !entries.contains_key("$ref") => {
                let message = format!("`type` is {}, which is no type", describe(found));
                map.shift_remove("type");
                self.warning(
                    Code::WRONG_KIND,
                    at.key("type").value(),
                    message,
                    "it is ignored: put a property called `type` under `properties`".to_owned(),
                );
            }
            _ => {}
        }
    }

    fn take_type(
        &mut self,
        (_, kind, format): &NearType,
        given: &str,
        map: &mut Map<String, Value>,
        at: &At<'_>,
    ) {
        let format = format.filter(|_| !lookup::has(map, "format"));
        let help = match (kind, format) {
            (None, _) => "it is read as no `type` at all, which allows any value".to_owned(),
            (Some(kind), None) => format!("it is read as `type: {kind}`: write that"),
            (Some(kind), Some(format)) => {
                format!("it is read as `type: {kind}` and `format: {format}`: write that")
            }
        };
        let message = format!("{given} is no type of OpenAPI");
        self.warning(Code::UNKNOWN_VALUE, at.key("type").value(), message, help);
        match kind {
            Some(kind) => map.insert("type".to_owned(), Value::from(*kind)),
            None => map.shift_remove("type"),
        };
        if let Some(format) = format {
            map.insert("format".to_owned(), Value::from(format));
        }
    }
}
