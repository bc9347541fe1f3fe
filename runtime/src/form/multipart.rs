//! `multipart/form-data` (RFC 7578).

use bytes::{BufMut, BytesMut};
use futures_util::{StreamExt, stream};
use http::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::parts::{self, Part};
use super::style::{self, FormStyle};
use super::urlencoded::{self, failure, insert, text};
use super::{empty, part_types};
use crate::file::{self, File, Files};
use crate::stream::{Body, BodyError};
use crate::wire::{self, DecodeFailure, Strictness, WriteFailure};

/// Writes a form: its content type and its body. Files go out as their pieces come.
///
/// # Errors
/// The value is no object, or can't be written.
pub(crate) fn encode<T: Serialize + DeserializeOwned>(
    media_type: &str,
    styles: &[(&str, FormStyle)],
    form: &T,
) -> Result<(String, Body), WriteFailure> {
    let parts = parts_of(styles, form)?.unwrap_or_default();
    if Strictness::current() == Strictness::Strict {
        refuse_other_types(styles, &parts)?;
    }
    // No part holds this, but by a chance too small to happen (RFC 2046, section 5.1.1).
    let boundary = format!("bindery-{}", file::unguessable());
    let body = written(&boundary, parts)?;
    Ok((format!("{media_type}; boundary={boundary}"), body))
}

/// Refuses what whoever reads the form would.
fn refuse_other_types(styles: &[(&str, FormStyle)], parts: &[Part]) -> Result<(), WriteFailure> {
    let fault = part_types::of_others(styles, parts).next();
    fault.map_or(Ok(()), |fault| {
        Err(WriteFailure {
            pointer: Some(fault.pointer),
            rule: fault.rule,
            message: fault.message,
        })
    })
}

/// Where in a form, as it will be read, several alternatives fit of which only one may.
pub(crate) fn overlaps<T: Serialize + DeserializeOwned>(
    styles: &[(&str, FormStyle)],
    form: &T,
) -> Vec<DecodeFailure> {
    let Ok(Some(parts)) = parts_of(styles, form) else {
        return Vec::new();
    };
    let read = |fields: &Value| Ok::<_, DecodeFailure>(wire::overlaps_in_text::<T>(fields));
    decode(styles, &parts, read).unwrap_or_default()
}

/// The parts of a form; `None`: there is no form.
fn parts_of<T: Serialize + DeserializeOwned>(
    styles: &[(&str, FormStyle)],
    form: &T,
) -> Result<Option<Vec<Part>>, WriteFailure> {
    let (fields, files) = file::collecting(|| wire::to_value(form));
    let Some(fields) = urlencoded::fields(fields)? else {
        return Ok(None);
    };
    file::offering(files.clone(), || empty::keep::<T>(styles, &fields))?;
    let mut parts = Parts {
        files: &files,
        list: Vec::new(),
    };
    for (name, value) in fields {
        parts.field(style::of(styles, &name), &name, value)?;
    }
    Ok(Some(parts.list))
}

/// The parts of a form on its way out, so far.
struct Parts<'f> {
    files: &'f Files,
    list: Vec<Part>,
}

impl Parts<'_> {
    fn field(&mut self, style: Option<FormStyle>, name: &str, value: Value) -> Result<(), String> {
        match (style, value) {
            (_, Value::Null) => Ok(()),
            (Some(FormStyle::Json), value) => self.document(name, "application/json", &value),
            (Some(FormStyle::Brackets), value) => self.nested(name, value),
            (style, Value::Array(items)) => match style.and_then(separator) {
                Some(separator) => self.joined(separator, name, items),
                None => items
                    .into_iter()
                    .try_for_each(|item| self.item(style, name, item)),
            },
            (style, value) => self.item(style, name, value),
        }
    }

    fn item(&mut self, style: Option<FormStyle>, name: &str, value: Value) -> Result<(), String> {
        let media_type = match style {
            Some(FormStyle::Type(media_types)) => part_types::usual(media_types),
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
                    self.text(name, media_type, text);
                }
                Ok(())
            }
        }
    }

    /// Writes what is inside of a value under names in brackets.
    fn nested(&mut self, name: &str, value: Value) -> Result<(), String> {
        match value {
            Value::Array(items) => (items.into_iter().enumerate())
                .try_for_each(|(index, item)| self.nested(&format!("{name}[{index}]"), item)),
            Value::Object(members) => members
                .into_iter()
                .try_for_each(|(key, value)| self.nested(&format!("{name}[{key}]"), value)),
            Value::Null => Ok(()),
            value => self.item(None, name, value),
        }
    }

    /// Writes the items of a list as one text. Nothing in it is escaped, so that what parts the items can't stand in one.
    fn joined(&mut self, separator: &str, name: &str, items: Vec<Value>) -> Result<(), String> {
        let texts: Vec<_> = items.into_iter().filter_map(text).collect();
        if texts.iter().any(|text| text.contains(separator)) {
            return Err(format!(
                "at `/{name}`: an item holds `{separator}`, which parts items"
            ));
        }
        if matches!(texts.as_slice(), [text] if text.is_empty()) {
            return Err(format!("at `/{name}`: one empty item looks like none"));
        }
        if texts.iter().any(|text| self.files.get(text).is_some()) {
            return Err(format!("`{name}` holds a file inside of a text"));
        }
        if !texts.is_empty() {
            self.text(name, None, texts.join(separator));
        }
        Ok(())
    }

    fn document(&mut self, name: &str, media_type: &str, value: &Value) -> Result<(), String> {
        let document = value.to_string();
        if self.files.stand_in(&document) {
            return Err(format!("`{name}` holds a file inside of a document"));
        }
        self.text(name, Some(media_type), document);
        Ok(())
    }

    fn text(&mut self, name: &str, media_type: Option<&str>, text: String) {
        self.list.push(Part {
            name: name.to_owned(),
            file_name: None,
            content_type: media_type.map(str::to_owned),
            headers: HeaderMap::new(),
            body: text.into(),
        });
    }

    fn file(&mut self, name: &str, media_type: Option<&str>, file: &File) {
        let media_type = file.content_type().or(media_type);
        self.list.push(Part {
            name: name.to_owned(),
            file_name: Some(file.name().unwrap_or(name).to_owned()),
            content_type: Some(media_type.unwrap_or("application/octet-stream").to_owned()),
            headers: file.headers().cloned().unwrap_or_default(),
            body: file.body().clone(),
        });
    }
}

/// The body that these parts make.
fn written(boundary: &str, parts: Vec<Part>) -> Result<Body, String> {
    let mut pieces: Vec<Body> = Vec::new();
    let mut text = BytesMut::new();
    for part in parts {
        put_head(&mut text, boundary, &part);
        match part.body.as_bytes() {
            Some(bytes) => text.put(bytes.as_ref()),
            None => {
                pieces.push(text.split().freeze().into());
                pieces.push(part.body);
            }
        }
        text.put(&b"\r\n"[..]);
    }
    text.put(format!("--{boundary}--\r\n").as_bytes());
    let last = text.freeze();
    if pieces.is_empty() {
        return Ok(last.into());
    }
    pieces.push(last.into());
    let pieces = pieces.into_iter().map(Body::into_pieces);
    let pieces = pieces
        .collect::<Result<Vec<_>, BodyError>>()
        .map_err(|error| error.to_string())?;
    Ok(Body::pieces(stream::iter(pieces).flatten()))
}

/// Writes what stands before a part's body.
fn put_head(text: &mut BytesMut, boundary: &str, part: &Part) {
    let name = quoted(&part.name);
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
    if let Some(file_name) = &part.file_name {
        head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
    }
    if let Some(media_type) = &part.content_type {
        head.push_str("\r\nContent-Type: ");
        head.extend(media_type.chars().filter(|c| !c.is_control()));
    }
    text.put(head.as_bytes());
    for (name, value) in &part.headers {
        text.put(&b"\r\n"[..]);
        text.put(name.as_str().as_bytes());
        text.put(&b": "[..]);
        text.put(value.as_bytes());
    }
    text.put(&b"\r\n\r\n"[..]);
}

/// A name in quotes: what would end it is escaped (HTML, "Multipart form data").
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
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
        let (base, path) = urlencoded::place(styles, &part.name);
        let value = value(style::of(styles, base), part, &mut files)?;
        insert(&mut fields, base, &path, value)?;
    }
    file::offering(files, || read(&Value::Object(fields)))
}

/// What parts the items of a list that stands in one text.
fn separator(style: FormStyle) -> Option<&'static str> {
    match style {
        FormStyle::Commas => Some(","),
        FormStyle::Spaces => Some(" "),
        FormStyle::Pipes => Some("|"),
        _ => None,
    }
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
        return Ok(match style.and_then(separator) {
            Some(separator) => text.split(separator).map(Value::from).collect(),
            None => Value::String(text.to_owned()),
        });
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
