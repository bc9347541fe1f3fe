//! Media types: what is written under each of them, and what its variant is called.

use heck::ToUpperCamelCase;

use super::names::upper_camel;

/// How a body is written under a media type, whatever its schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// JSON (RFC 8259), by whatever name.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// XML.
    Xml,
    /// Server-sent events.
    Events,
    /// JSON texts, one behind the other.
    Lines,
    /// A form (`application/x-www-form-urlencoded`).
    Form,
    /// A form in parts (`multipart/form-data`).
    Multipart,
    /// Something with a structure that can't be typed.
    Structured,
    /// Any of several: a range, or a name that tells nothing. The schema decides.
    Any,
}

/// How a body is written under the media type of that essence.
pub(super) fn written(essence: &str) -> Written {
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    if is_json(subtype) && !is_lines(subtype) {
        return Written::Json;
    }
    let is_xml = subtype == "xml" || subtype.ends_with("+xml") && kind != "image";
    match (kind, subtype) {
        (_, "event-stream") => Written::Events,
        _ if is_xml => Written::Xml,
        _ if is_lines(subtype) => Written::Lines,
        ("text", _) => Written::Text,
        ("image" | "audio" | "video" | "font", _) => Written::Bytes,
        ("application", "octet-stream" | "pdf" | "zip" | "gzip" | "x-gzip" | "x-tar") => {
            Written::Bytes
        }
        ("application", "x-www-form-urlencoded") => Written::Form,
        ("multipart", "form-data" | "*") => Written::Multipart,
        ("multipart", _) => Written::Structured,
        _ => Written::Any,
    }
}

/// Whether a subtype says JSON: `json`, the suffix of RFC 6839, section 3.1, and what is in use beside them.
fn is_json(subtype: &str) -> bool {
    matches!(subtype, "json" | "x-json")
        || subtype.ends_with("+json")
        || subtype.starts_with("json+")
}

/// Whether a subtype says that JSON texts stand one behind the other: those of RFC 7464, and what is in use beside them.
fn is_lines(subtype: &str) -> bool {
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    matches!(
        subtype,
        "jsonl" | "jsonlines" | "json-lines" | "ndjson" | "json-seq" | "stream+json"
    ) || subtype.ends_with("+json-seq")
        || subtype.ends_with("+jsonl")
        || subtype.ends_with("+ndjson")
}

/// Notations other than JSON of values that JSON has too.
const NOTATIONS: &[&str] = &[
    "avro",
    "bson",
    "cbor",
    "gob",
    "ion",
    "messagepack",
    "msgpack",
    "protobuf",
    "smile",
    "thrift",
    "toml",
    "yaml",
    "yml",
];

/// Whether a media type says that the value is in one of the notations that Bindery doesn't write: by a part of its
/// subtype, as in `x-msgpack`, `vnd.google.protobuf` or `dag+cbor`.
pub(super) fn is_other_notation(essence: &str) -> bool {
    let (_, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    let mut parts = subtype.split(['.', '+', '-', '_']);
    parts.any(|part| NOTATIONS.contains(&part))
}

/// Whether a media type is a range of them.
pub(super) fn is_range(essence: &str) -> bool {
    essence.contains('*')
}

/// The media type to send for a range.
pub(super) fn sent_for(range: &str, written: Written) -> &'static str {
    match (range, written) {
        (_, Written::Json) => "application/json",
        ("text/*", _) | (_, Written::Text) => "text/plain",
        (_, Written::Multipart) => "multipart/form-data",
        _ => "application/octet-stream",
    }
}

/// The name of a media type's variant. It depends on the media type alone, so that one more renames no other.
pub(super) fn variant(essence: &str) -> String {
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    match (kind, subtype) {
        ("application" | "text", "json") => "Json".to_owned(),
        ("application" | "text", "xml") => "Xml".to_owned(),
        ("application", "x-www-form-urlencoded") => "Form".to_owned(),
        ("application", "octet-stream") => "Bytes".to_owned(),
        ("multipart", "form-data") => "Multipart".to_owned(),
        ("text", "plain" | "*") => "Text".to_owned(),
        ("text", "event-stream") => "Events".to_owned(),
        ("*", _) => "Any".to_owned(),
        (kind, "*") => kind.to_upper_camel_case(),
        (_, subtype) => upper_camel(subtype.strip_prefix("x-").unwrap_or(subtype)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, is_other_notation, variant, written};

    #[test]
    fn json_has_many_names() {
        for essence in [
            "application/json",
            "text/json",
            "application/problem+json",
            "application/json+sarif",
        ] {
            assert_eq!(written(essence), Written::Json, "{essence}");
        }
        assert_ne!(written("application/json5"), Written::Json);
        assert_eq!(written("application/x-ndjson"), Written::Lines);
        assert_eq!(written("application/stream+json"), Written::Lines);
        assert_eq!(written("image/svg+xml"), Written::Bytes);
        assert_eq!(written("application/vnd.example"), Written::Any);
    }

    #[test]
    fn notations_are_known_by_a_part_of_the_subtype() {
        for essence in [
            "application/cbor",
            "application/x-msgpack",
            "application/vnd.kubernetes.protobuf",
            "application/x-yaml",
            "text/vnd.yaml",
            "application/dag+cbor",
        ] {
            assert!(is_other_notation(essence), "{essence}");
        }
        for essence in ["application/json", "application/vnd.champion", "text/csv"] {
            assert!(!is_other_notation(essence), "{essence}");
        }
    }

    #[test]
    fn variants_are_called_by_what_they_hold() {
        for (essence, name) in [
            ("application/json", "Json"),
            ("application/vnd.api+json", "VndApiJson"),
            ("text/plain", "Text"),
            ("text/x-markdown", "Markdown"),
            ("image/*", "Image"),
            ("*/*", "Any"),
        ] {
            assert_eq!(variant(essence), name);
        }
    }
}
