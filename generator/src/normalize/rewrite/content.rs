//! Strings that hold bytes (OpenAPI 3.1.0, "Considerations for File Uploads"): formats, as OpenAPI 3.0 says it.

use crate::lookup;
use serde_json::{Map, Value};

/// Rewrites the keywords of what a string holds.
pub(super) fn keywords(map: &mut Map<String, Value>) {
    let encoding = lookup::remove(map, "contentEncoding");
    let media_type = lookup::remove(map, "contentMediaType");
    let encoding = encoding
        .as_ref()
        .and_then(Value::as_str)
        .map(str::to_ascii_lowercase);
    let format = match encoding.as_deref() {
        Some("base64") => "byte",
        Some("base64url") => "base64url",
        None | Some("binary") if media_type.as_ref().is_some_and(is_binary) => "binary",
        _ => return,
    };
    map.entry("type").or_insert_with(|| Value::from("string"));
    if lookup::get(map, "format").is_none_or(|format| format == "binary") {
        map.insert("format".to_owned(), Value::from(format));
    }
}

/// Whether what has that media type isn't text.
fn is_binary(media_type: &Value) -> bool {
    let text = media_type.as_str().unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default().trim();
    match essence.split_once('/') {
        Some(("image", subtype)) => subtype != "svg+xml",
        Some(("audio" | "video" | "font", _)) => true,
        Some(("application", subtype)) => {
            matches!(subtype, "octet-stream" | "pdf" | "zip" | "gzip")
        }
        _ => false,
    }
}
