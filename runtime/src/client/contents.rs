//! Which of the documented contents a reply is, by the media type that its server claims.

use crate::media_type::{essence, fits, position};

/// The index of the content that a body of that content type is; each stands here by its media types. Where the server
/// claims nothing, it is the first; where it claims what the description doesn't name, the first that is written alike;
/// `None`: it is none of them.
pub fn content(contents: &[&[&str]], content_type: &str) -> Option<usize> {
    if content_type.is_empty() {
        return Some(0);
    }
    position(contents.iter().copied(), content_type).or_else(|| {
        contents
            .iter()
            .position(|media_types| are_akin(media_types, content_type))
    })
}

/// Whether the description names that content type among these media types; one that isn't there is taken for them.
pub(super) fn are_claimed(media_types: &[&str], content_type: &str) -> bool {
    content_type.is_empty() || media_types.iter().any(|range| fits(range, content_type))
}

/// Whether a body of that content type may be read as of one of these media types, for it is written alike.
pub(super) fn are_akin(media_types: &[&str], content_type: &str) -> bool {
    let claimed = Syntax::of(content_type);
    let is_akin = |documented: Syntax| match (documented, claimed) {
        (Syntax::Json | Syntax::JsonBased, Syntax::Json | Syntax::JsonBased) => true,
        // Many servers that stream JSON call it by the name of one document.
        (Syntax::Lines, Syntax::Lines | Syntax::Json) => true,
        (Syntax::Xml, Syntax::Xml) => true,
        // Bytes of which nothing more is said (RFC 2046, section 4.5.1).
        (Syntax::Bytes | Syntax::Opaque, Syntax::Opaque) => true,
        (Syntax::Opaque, Syntax::Bytes) => true,
        _ => false,
    };
    media_types
        .iter()
        .any(|documented| is_akin(Syntax::of(documented)))
}

/// How a body is written, as far as its media type tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Json,
    /// JSON in a format of its own (RFC 6839, section 3.1).
    JsonBased,
    /// JSON texts, one behind the other.
    Lines,
    Xml,
    /// Bytes that may be anything.
    Opaque,
    /// Bytes in a format of their own.
    Bytes,
    /// In a way that no other media type shares: text, forms, events.
    Own,
}

impl Syntax {
    fn of(media_type: &str) -> Self {
        let essence = essence(media_type).to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
        match (kind, subtype) {
            (_, "octet-stream") => Self::Opaque,
            _ if is_lines(subtype) => Self::Lines,
            (_, "json" | "x-json") => Self::Json,
            _ if subtype.ends_with("+json") => Self::JsonBased,
            ("image", _) => Self::Bytes,
            (_, "xml") => Self::Xml,
            _ if subtype.ends_with("+xml") => Self::Xml,
            (_, "x-www-form-urlencoded") | ("" | "text" | "multipart", _) => Self::Own,
            _ => Self::Bytes,
        }
    }
}

/// Whether a subtype is one of those for JSON texts that stand one behind the other (RFC 7464, and what is in use).
fn is_lines(subtype: &str) -> bool {
    ["jsonl", "jsonlines", "json-lines", "ndjson", "json-seq"]
        .iter()
        .any(|name| subtype.ends_with(name))
        || subtype.ends_with("stream+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_alike_may_stand_for_another() {
        for (documented, claimed) in [
            ("application/json", "text/json"),
            ("application/json", "application/vnd.x+JSON; v=2"),
            ("application/vnd.x+json", "application/json"),
            ("application/x-ndjson", "application/jsonl"),
            ("application/x-ndjson", "application/json"),
            ("application/xml", "text/xml"),
            ("application/pdf", "application/octet-stream"),
            ("image/png", "binary/octet-stream"),
            ("application/octet-stream", "application/zip"),
            ("application/octet-stream", "image/svg+xml"),
        ] {
            assert!(are_akin(&[documented], claimed), "{documented} {claimed}");
        }
        for (documented, claimed) in [
            ("application/json", "text/html"),
            ("application/json", "application/x-ndjson"),
            ("application/json", "application/octet-stream"),
            ("application/xml", "text/html"),
            ("application/octet-stream", "text/html"),
            ("application/octet-stream", "application/problem+json"),
            ("application/pdf", "application/zip"),
            ("text/plain", "text/html"),
            ("text/event-stream", "application/json"),
            ("application/x-ndjson", "application/problem+json"),
            ("multipart/form-data", "multipart/mixed"),
        ] {
            assert!(!are_akin(&[documented], claimed), "{documented} {claimed}");
        }
    }

    #[test]
    fn what_is_named_comes_before_what_is_alike() {
        let contents: [&[&str]; 3] = [
            &["text/csv"],
            &["application/json"],
            &["application/*+json"],
        ];
        assert_eq!(content(&contents, ""), Some(0));
        assert_eq!(content(&contents, "application/hal+json"), Some(2));
        assert_eq!(content(&contents, "text/json"), Some(1));
        assert_eq!(content(&contents, "text/html"), None);
        assert!(are_claimed(contents[1], "application/json; charset=utf-8"));
        assert!(are_claimed(contents[1], "") && !are_claimed(contents[1], "text/json"));
    }
}
