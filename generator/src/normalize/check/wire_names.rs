//! Names that go over the wire as they are: those of headers, and media types.

use http::HeaderName;
use serde_json::{Map, Value};

use super::{Check, Fate};
use crate::media_type::understood;
use crate::normalize::at::At;
use crate::normalize::words::quote;
use crate::report::Code;

/// Checks the names of a response's headers and its media types.
pub(in crate::normalize) fn response(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.header_keys(map, at);
    check.media_types(map, at);
    Fate::Keep
}

/// Checks the media types of a request's body.
pub(in crate::normalize) fn request_body(
    check: &mut Check<'_>,
    map: &mut Map<String, Value>,
    at: &At<'_>,
) -> Fate {
    check.media_types(map, at);
    Fate::Keep
}

const HEADER_HELP: &str = "use letters, digits and `-`";

impl Check<'_> {
    /// Checks the name of what says that it stands `in: header`.
    pub(super) fn name_in_header(&mut self, map: &Map<String, Value>, at: &At<'_>) {
        let Some(name) = map.get("name").and_then(Value::as_str) else {
            return;
        };
        if map.get("in").is_some_and(|place| place == "header") && !is_header_name(name) {
            self.error(
                Code::UNKNOWN_VALUE,
                at.key("name").value(),
                header_message(name),
                HEADER_HELP.to_owned(),
            );
        }
    }

    /// Leaves out headers whose names no header can have.
    pub(super) fn header_keys(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let at = at.key("headers");
        let Some(headers) = map.get_mut("headers").and_then(Value::as_object_mut) else {
            return;
        };
        headers.retain(|name, _| {
            let fine = is_header_name(name);
            if !fine {
                self.warning(
                    Code::UNKNOWN_VALUE,
                    at.key(name).place_of_key(),
                    header_message(name),
                    format!("it is ignored; {HEADER_HELP}"),
                );
            }
            fine
        });
    }

    /// Leaves out of a `content` what is no media type, if something remains.
    pub(super) fn media_types(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let at = at.key("content");
        let Some(content) = map.get_mut("content").and_then(Value::as_object_mut) else {
            return;
        };
        let some_remain = content.keys().any(|key| understood(key).is_some());
        content.retain(|key, _| {
            if understood(key).is_some() {
                return true;
            }
            let at = at.key(key);
            let message = format!("{} is no media type", quote(key));
            let help = "write one such as `application/json`";
            if some_remain {
                let help = format!("it is ignored; {help}");
                self.warning(Code::UNKNOWN_VALUE, at.place_of_key(), message, help);
            } else {
                self.error(
                    Code::UNKNOWN_VALUE,
                    at.place_of_key(),
                    message,
                    help.to_owned(),
                );
            }
            !some_remain
        });
    }
}

fn header_message(name: &str) -> String {
    format!("{} can't be the name of a header", quote(name))
}

/// Whether the text is a token (RFC 9110, section 5.6.2), as the names of headers are (section 5.1).
fn is_header_name(text: &str) -> bool {
    HeaderName::from_bytes(text.as_bytes()).is_ok()
}
