//! Media types as descriptions write them.

use std::borrow::Cow;

use http::{HeaderName, HeaderValue};

/// Names that people write for a media type, and the media type they mean.
const WORDS: &[(&str, &str)] = &[
    ("", "application/json"),
    ("*", "*/*"),
    ("binary", "application/octet-stream"),
    ("csv", "text/csv"),
    ("form", "application/x-www-form-urlencoded"),
    ("form-data", "multipart/form-data"),
    ("html", "text/html"),
    ("json", "application/json"),
    ("multipart", "multipart/form-data"),
    ("octet-stream", "application/octet-stream"),
    ("pdf", "application/pdf"),
    ("plain", "text/plain"),
    ("text", "text/plain"),
    ("x-www-form-urlencoded", "application/x-www-form-urlencoded"),
    ("xml", "application/xml"),
];

/// The media type or range that `written` means, borrowed where it is one as it stands; `None` where it means none.
pub(crate) fn understood(written: &str) -> Option<Cow<'_, str>> {
    if is_media_type(written) && !written.trim_end().ends_with(';') && written.trim() == written {
        return Some(Cow::Borrowed(written));
    }
    let trimmed = written.trim_matches(|c: char| c.is_whitespace() || c == ';');
    if is_media_type(trimmed) {
        return Some(Cow::Owned(trimmed.to_owned()));
    }
    let word = trimmed.to_ascii_lowercase();
    let known = WORDS.iter().find(|(known, _)| *known == word);
    known
        .map(|(_, meant)| Cow::Borrowed(*meant))
        .or_else(|| without_slash(trimmed).map(Cow::Owned))
}

/// What a media type of an application or a text means whose slash is missing, or is another sign.
fn without_slash(written: &str) -> Option<String> {
    ["application", "text"].into_iter().find_map(|kind| {
        let rest = written.strip_prefix(kind)?;
        let subtype = rest.trim_start_matches([' ', '\\', '.', '-', '_']);
        let meant = format!("{kind}/{subtype}");
        let known = ["json", "xml", "csv", "plain", "html", "pdf", "octet-stream"];
        let is_known = known.contains(&essence(subtype).as_str());
        (is_known && is_media_type(&meant)).then_some(meant)
    })
}

/// A media type without its parameters, in lower case (RFC 9110, section 8.3.1).
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether the text is a media type or a range of them (RFC 9110, sections 8.3.1 and 12.5.1): two tokens, of which `*`
/// is one too, and parameters of which only what no header can hold is refused.
fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let is_token = |text: &str| HeaderName::from_bytes(text.as_bytes()).is_ok();
    let tokens = essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    tokens && !text.contains('\t') && HeaderValue::from_str(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::understood;

    #[test]
    fn what_is_one_stays_as_it_is() {
        for written in [
            "application/json",
            "text/plain; charset=utf-8",
            "*/*",
            "image/*",
        ] {
            assert_eq!(understood(written).as_deref(), Some(written));
        }
    }

    #[test]
    fn what_means_one_is_understood() {
        for (written, meant) in [
            ("application/json; ", "application/json"),
            (" application/json", "application/json"),
            ("JSON", "application/json"),
            ("", "application/json"),
            ("text", "text/plain"),
            ("applicationjson;version=1", "application/json;version=1"),
            ("application\\json", "application/json"),
            ("text-csv", "text/csv"),
        ] {
            assert_eq!(understood(written).as_deref(), Some(meant), "{written:?}");
        }
        for written in [
            "nonsense",
            "application/",
            "a/b/c",
            "application/js on",
            "textual",
        ] {
            assert_eq!(understood(written), None, "{written:?}");
        }
    }
}
