//! Media types: which of a body's is bound, and to what.

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::drafts::Origin;
use super::schemas::Schemas;
use super::splits::Direction;
use super::view::JsonType;
use crate::api::{Content, Type};
use crate::report::{Code, Pointer};

/// Media types whose content is bytes to everyone.
const BINARY: &[&str] = &["image", "audio", "video", "font"];

/// What a body consists of: JSON where it is offered, else text, else bytes. `None` where no media type is given.
pub(super) fn content<'a>(
    media_types: &'a IndexMap<String, MediaType>,
    at: &Pointer,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> Option<Content> {
    let at = at.key("content");
    let (name, media_type) = media_types
        .iter()
        .min_by_key(|(name, media_type)| preference(&form(name, media_type, schemas)))?;
    let at_chosen = at.key(name);
    for other in media_types.keys().filter(|other| *other != name) {
        let message =
            format!("`{other}` isn't bound beside `{name}` yet: only `{name}` is sent and taken");
        let help = "offer it under a path of its own to have it bound";
        schemas.warn(Code::MEDIA_TYPE_IGNORED, &at.key(other), &message, help);
    }
    Some(match form(name, media_type, schemas) {
        Form::Json => Content::Json {
            media_type: sent(name),
            ty: document(media_type, &at_chosen, direction, origin, schemas),
        },
        Form::Text => {
            if !is_plain_text(media_type, schemas) {
                schemas.warn(
                    Code::TEXT_AS_STRING,
                    &at_chosen,
                    "text of another type than string can't be typed yet: it is a `String`",
                    "parse it where it is used, or offer it as `application/json`",
                );
            }
            Content::Text {
                media_type: sent(name),
            }
        }
        Form::Bytes => Content::Bytes {
            media_type: sent(name),
        },
        Form::Raw => {
            let message = format!("the fields of `{name}` can't be typed yet: the body is bytes");
            let help = "read and write the bytes where they are used, or offer `application/json`";
            schemas.warn(Code::BODY_AS_BYTES, &at_chosen, &message, help);
            Content::Bytes {
                media_type: sent(name),
            }
        }
    })
}

fn document<'a>(
    media_type: &'a MediaType,
    at: &Pointer,
    direction: Direction,
    origin: &Origin,
    schemas: &mut Schemas<'a, '_>,
) -> Type {
    match &media_type.schema {
        Some(schema) => schemas
            .lower(schema.into(), &at.key("schema"), direction, origin)
            .into_type(),
        None => Type::Any,
    }
}

/// How a body is bound.
enum Form {
    Json,
    Text,
    Bytes,
    /// Bytes, although the description says more of them.
    Raw,
}

fn preference(form: &Form) -> u8 {
    match form {
        Form::Json => 0,
        Form::Text => 1,
        Form::Bytes => 2,
        Form::Raw => 3,
    }
}

fn form(name: &str, media_type: &MediaType, schemas: &Schemas<'_, '_>) -> Form {
    let essence = essence(name);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    if essence == "application/json" || subtype.ends_with("+json") {
        return Form::Json;
    }
    if essence == "*/*" || essence == "application/*" {
        return if is_binary(media_type, schemas) {
            Form::Bytes
        } else {
            Form::Json
        };
    }
    let is_stream = subtype == "event-stream";
    if kind == "text" && !is_stream && subtype != "xml" {
        return Form::Text;
    }
    let bytes = essence == "application/octet-stream"
        || BINARY.contains(&kind)
        || is_binary(media_type, schemas);
    if bytes { Form::Bytes } else { Form::Raw }
}

/// Whether the schema says no more than that there is text.
fn is_plain_text(media_type: &MediaType, schemas: &Schemas<'_, '_>) -> bool {
    let Some(schema) = &media_type.schema else {
        return true;
    };
    schemas
        .components
        .resolve(schema.into(), &Pointer::root())
        .map(|(schema, _)| super::view::View::of(schema))
        .is_none_or(|view| {
            let is_any = view.only_annotates() && view.all_of.is_empty();
            is_any || (view.json_type == Some(JsonType::String) && view.enumeration.is_empty())
        })
}

/// Whether the schema says no more than that there are bytes.
fn is_binary(media_type: &MediaType, schemas: &Schemas<'_, '_>) -> bool {
    let Some(schema) = &media_type.schema else {
        return false;
    };
    schemas
        .components
        .resolve(schema.into(), &Pointer::root())
        .map(|(schema, _)| super::view::View::of(schema))
        .is_some_and(|view| {
            view.json_type == Some(JsonType::String) && view.format.as_deref() == Some("binary")
        })
}

/// A media type without its parameters, in lower case (RFC 9110, section 8.3.1).
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The media type to send for one that may be a range.
fn sent(name: &str) -> String {
    match essence(name).as_str() {
        "*/*" | "application/*" => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        json if json.ends_with("+json") && json.contains('*') => "application/json".to_owned(),
        other if other.contains('*') => "application/octet-stream".to_owned(),
        _ => name.to_owned(),
    }
}
