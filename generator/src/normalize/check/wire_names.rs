//! Names that go over the wire as they are: those of headers, and media types.

use http::HeaderName;
use serde_json::{Map, Value, json};

use super::{Check, Fate};
use crate::lookup;
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
    /// Checks the name of what says that it stands `in: header`; `consequence` is what comes of one that no header can
    /// have. Space around it is none of it.
    pub(super) fn name_in_header(
        &mut self,
        map: &mut Map<String, Value>,
        consequence: &str,
        at: &At<'_>,
    ) -> Fate {
        let in_header = lookup::get(map, "in").is_some_and(|place| place == "header");
        let Some(name) = lookup::get(map, "name").and_then(Value::as_str) else {
            return Fate::Keep;
        };
        if !in_header || is_header_name(name) {
            return Fate::Keep;
        }
        let meant = name.trim().to_owned();
        let (help, fate) = if is_header_name(&meant) {
            let help = format!("it is read as {}: write that", quote(&meant));
            (help, Fate::Keep)
        } else {
            (format!("{consequence}; {HEADER_HELP}"), Fate::Drop)
        };
        let message = header_message(name);
        self.warning(Code::UNKNOWN_VALUE, at.key("name").value(), message, help);
        map.insert("name".to_owned(), Value::String(meant));
        fate
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

    /// Leaves out of a `content` what is no media type, if something remains. If nothing does, what stands there is
    /// what a message holds, under whatever media type it comes.
    pub(super) fn media_types(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        let at = at.key("content");
        let Some(content) = map.get_mut("content").and_then(Value::as_object_mut) else {
            return;
        };
        let nameless = |key: &&String| understood(key).is_none();
        let count = content.keys().filter(nameless).count();
        if count == 0 {
            return;
        }
        if count == content.len() {
            self.media_types_unsaid(content, &at);
            return;
        }
        content.retain(|key, _| {
            let keeps = understood(key).is_some();
            if !keeps {
                let help = "it is ignored; write one such as `application/json`";
                self.no_media_type(Code::UNKNOWN_VALUE, key, "", help, &at);
            }
            keeps
        });
    }

    /// Takes keys of which none is a media type for any: what stands under one of them is what a message holds.
    fn media_types_unsaid(&mut self, content: &mut Map<String, Value>, at: &At<'_>) {
        const ANY: &str = "*/*";
        let (mut kept, mut schemas) = (None, Vec::new());
        for (key, mut media_type) in std::mem::take(content) {
            let help = "write the media type that is sent, such as `application/json`";
            let taken = ": it is taken for `*/*`";
            self.no_media_type(Code::MEDIA_TYPE, &key, taken, help, at);
            if let Some(map) = media_type.as_object_mut() {
                schemas
                    .extend(lookup::get(map, "schema").map(|schema| (key.clone(), schema.clone())));
            }
            kept.get_or_insert((key, media_type));
        }
        let Some((key, mut media_type)) = kept else {
            return;
        };
        let any = at.pointer().key(ANY);
        self.moves.moved(any.clone(), at.pointer().key(&key));
        if let ([_, .., _], Some(map)) = (schemas.as_slice(), media_type.as_object_mut()) {
            let alternatives = any.key("schema").key("anyOf");
            for (index, (key, _)) in schemas.iter().enumerate() {
                let from = at.pointer().key(key).key("schema");
                self.moves.moved(alternatives.index(index), from);
            }
            let schemas: Vec<_> = schemas.into_iter().map(|(_, schema)| schema).collect();
            map.insert("schema".to_owned(), json!({ "anyOf": schemas }));
        }
        content.insert(ANY.to_owned(), media_type);
    }

    fn no_media_type(&mut self, code: Code, key: &str, taken: &str, help: &str, at: &At<'_>) {
        let message = format!("{} is no media type{taken}", quote(key));
        self.warning(code, at.key(key).place_of_key(), message, help.to_owned());
    }
}

fn header_message(name: &str) -> String {
    format!("{} can't be the name of a header", quote(name))
}

/// Whether the text is a token (RFC 9110, section 5.6.2), as the names of headers are (section 5.1).
pub(in crate::normalize) fn is_header_name(text: &str) -> bool {
    HeaderName::from_bytes(text.as_bytes()).is_ok()
}
