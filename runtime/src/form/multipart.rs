//! `multipart/form-data` (RFC 7578).

use bytes::{BufMut, BytesMut};
use futures_util::{StreamExt, stream};
use http::HeaderMap;
use serde::Serialize;
use serde_json::{Map, Value};

use super::parts::{self, Part};
use super::style::{self, FormStyle};
use super::urlencoded::{add, failure, text};
use crate::file::{self, File, Files};
use crate::stream::{Body, BodyError};
use crate::wire::{self, DecodeFailure};

/// Writes a form: its content type and its body. Files go out as their pieces come.
///
/// # Errors
/// The value is no object, or can't be written.
pub(crate) fn encode<T: Serialize>(
    media_type: &str,
    styles: &[(&str, FormStyle)],
    form: &T,
) -> Result<(String, Body), String> {
    let (fields, files) = file::collecting(|| serde_json::to_value(form));
    let fields = match fields {
        Ok(Value::Object(fields)) => fields,
        Ok(Value::Null) => Map::new(),
        Ok(_) => return Err("a form is an object".to_owned()),
        Err(error) => return Err(error.to_string()),
    };
    // No part holds this, but by a chance too small to happen (RFC 2046, section 5.1.1).
    let boundary = format!("bindery-{}", file::unguessable());
    let mut writer = Writer {
        boundary: &boundary,
        files: &files,
        pieces: Vec::new(),
        text: BytesMut::new(),
    };
    for (name, value) in fields {
        writer.field(style::of(styles, &name), &name, value)?;
    }
    let body = writer.finish()?;
    Ok((format!("{media_type}; boundary={boundary}"), body))
}

/// A form on its way out: the pieces so far, and the text behind them.
struct Writer<'f> {
    boundary: &'f str,
    files: &'f Files,
    pieces: Vec<Body>,
    text: BytesMut,
}

impl Writer<'_> {
    fn field(&mut self, style: Option<FormStyle>, name: &str, value: Value) -> Result<(), String> {
        match (style, value) {
            (_, Value::Null) => Ok(()),
            (Some(FormStyle::Json), value) => self.document(name, "application/json", &value),
            (Some(FormStyle::Type(media_type)), Value::Object(members)) => {
                self.document(name, media_type, &Value::Object(members))
            }
            (style, Value::Array(items)) => items
                .into_iter()
                .try_for_each(|item| self.item(style, name, item)),
            (style, value) => self.item(style, name, value),
        }
    }

    fn item(&mut self, style: Option<FormStyle>, name: &str, value: Value) -> Result<(), String> {
        let media_type = match style {
            Some(FormStyle::Type(media_type)) => Some(media_type),
            _ => None,
        };
        let files = self.files;
        if let Some(file) = value.as_str().and_then(|text| files.get(text)) {
            self.file(name, media_type, file);
            return Ok(());
        }
        match value {
            Value::Array(_) | Value::Object(_) => {
                self.document(name, media_type.unwrap_or("application/json"), &value)
            }
            value => {
                if let Some(text) = text(value) {
                    self.start(name, None, media_type, None);
                    self.text.put(text.as_bytes());
                    self.text.put(&b"\r\n"[..]);
                }
                Ok(())
            }
        }
    }

    fn document(&mut self, name: &str, media_type: &str, value: &Value) -> Result<(), String> {
        let document = value.to_string();
        if self.files.stand_in(&document) {
            return Err(format!("`{name}` holds a file inside of a document"));
        }
        self.start(name, None, Some(media_type), None);
        self.text.put(document.as_bytes());
        self.text.put(&b"\r\n"[..]);
        Ok(())
    }

    fn file(&mut self, name: &str, media_type: Option<&str>, file: &File) {
        let media_type = file.content_type().or(media_type);
        let media_type = media_type.unwrap_or("application/octet-stream");
        let file_name = file.name().unwrap_or(name);
        self.start(name, Some(file_name), Some(media_type), file.headers());
        match file.bytes() {
            Some(bytes) => self.text.put(bytes.as_ref()),
            None => {
                let before = self.text.split().freeze();
                self.pieces.push(before.into());
                self.pieces.push(file.body().clone());
            }
        }
        self.text.put(&b"\r\n"[..]);
    }

    fn start(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&str>,
        headers: Option<&HeaderMap>,
    ) {
        let name = quoted(name);
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{name}\"",
            self.boundary
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = media_type {
            head.push_str("\r\nContent-Type: ");
            head.extend(media_type.chars().filter(|c| !c.is_control()));
        }
        self.text.put(head.as_bytes());
        for (name, value) in headers.into_iter().flatten() {
            self.text.put(&b"\r\n"[..]);
            self.text.put(name.as_str().as_bytes());
            self.text.put(&b": "[..]);
            self.text.put(value.as_bytes());
        }
        self.text.put(&b"\r\n\r\n"[..]);
    }

    fn finish(mut self) -> Result<Body, String> {
        self.text
            .put(format!("--{}--\r\n", self.boundary).as_bytes());
        let last = self.text.freeze();
        if self.pieces.is_empty() {
            return Ok(last.into());
        }
        self.pieces.push(last.into());
        let pieces = self.pieces.into_iter().map(Body::into_pieces);
        let pieces = pieces
            .collect::<Result<Vec<_>, BodyError>>()
            .map_err(|error| error.to_string())?;
        Ok(Body::pieces(stream::iter(pieces).flatten()))
    }
}

/// A name in quotes: what would end it is escaped (HTML, "Multipart form data").
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
}

/// Reads a form that is there as a whole: `read` makes a value of its fields.
///
/// # Errors
/// It isn't made of parts, or they aren't what `T` stands for.
#[cfg(feature = "client")]
pub(crate) fn decode_whole<T, E: From<DecodeFailure>>(
    styles: &[(&str, FormStyle)],
    content_type: &str,
    body: &bytes::Bytes,
    read: impl FnOnce(&Value) -> Result<T, E>,
) -> Result<T, E> {
    let parts = parts::split(content_type, body).map_err(|message| failure("", &message))?;
    decode(styles, &parts, read)
}

/// Reads a form: `read` makes a value of its fields.
///
/// # Errors
/// Its parts aren't what `T` stands for.
pub(crate) fn decode<T, E: From<DecodeFailure>>(
    styles: &[(&str, FormStyle)],
    parts: &[Part],
    read: impl FnOnce(&Value) -> Result<T, E>,
) -> Result<T, E> {
    let mut files = Files::new();
    let mut fields = Map::new();
    for part in parts {
        let value = value(style::of(styles, &part.name), part, &mut files)?;
        add(&mut fields, part.name.clone(), value);
    }
    file::offering(files, || read(&Value::Object(fields)))
}

/// What a part holds: a document, a text, or the mark of a file.
fn value(style: Option<FormStyle>, part: &Part, files: &mut Files) -> Result<Value, DecodeFailure> {
    let essence = part.essence();
    let is_document =
        parts::is_json(&essence) || matches!(style, Some(FormStyle::Json | FormStyle::JsonItems));
    let bytes = part.body.as_bytes().filter(|_| part.file_name.is_none());
    if let Some(bytes) = bytes.filter(|_| is_document) {
        return serde_json::from_slice(bytes)
            .map(wire::enclose)
            .map_err(|error| failure(&part.name, &format!("is no JSON: {error}")));
    }
    if essence.starts_with("text/")
        && let Some(Ok(text)) = bytes.map(|bytes| std::str::from_utf8(bytes))
    {
        return Ok(Value::String(text.to_owned()));
    }
    let mut file = File::new(part.body.clone()).with_headers(part.headers.clone());
    if let Some(name) = &part.file_name {
        file = file.named(name);
    }
    if let Some(content_type) = &part.content_type {
        file = file.of_type(content_type);
    }
    Ok(Value::String(files.push(file)))
}
