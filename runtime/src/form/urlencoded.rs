//! `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5), written with RFC 3986's escapes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::empty;
use super::style::{self, FormStyle};
use crate::param::escape::{Escape, Unescape};
use crate::wire::{self, DecodeFailure, WriteFailure, scalar};

/// How deep brackets may nest.
const DEEPEST: usize = 32;

/// Writes a form.
///
/// # Errors
/// The value is no object, or can't be written.
pub(crate) fn encode<T: Serialize + DeserializeOwned>(
    styles: &[(&str, FormStyle)],
    form: &T,
) -> Result<String, WriteFailure> {
    let fields = fields(wire::to_value(form))?.unwrap_or_default();
    empty::keep::<T>(styles, &fields)?;
    Ok(written(styles, fields)?)
}

/// The fields of a form; `None`: there is no form.
///
/// # Errors
/// The value is no object, or can't be written.
pub(super) fn fields(
    form: Result<Value, WriteFailure>,
) -> Result<Option<Map<String, Value>>, WriteFailure> {
    match form {
        Ok(Value::Object(fields)) => Ok(Some(fields)),
        Ok(Value::Null) => Ok(None),
        Ok(_) => Err("a form is an object".to_owned().into()),
        Err(failure) => Err(failure),
    }
}

fn written(styles: &[(&str, FormStyle)], fields: Map<String, Value>) -> Result<String, String> {
    let mut pairs = Pairs(String::new());
    for (name, value) in fields {
        keep_items(style::of(styles, &name), &name, &value)?;
        pairs.field(style::of(styles, &name), &name, value);
    }
    Ok(pairs.0)
}

/// Where in a form, as it will be read, several alternatives fit of which only one may.
pub(crate) fn overlaps<T: Serialize + DeserializeOwned>(
    styles: &[(&str, FormStyle)],
    form: &T,
) -> Vec<DecodeFailure> {
    let Ok(Some(fields)) = fields(wire::to_value(form)) else {
        return Vec::new();
    };
    let Ok(text) = written(styles, fields) else {
        return Vec::new();
    };
    match decode(styles, text.as_bytes()) {
        Ok(fields) => wire::overlaps_in_text::<T>(&fields),
        Err(_) => Vec::new(),
    }
}

/// Refuses an array whose items would be read as others.
fn keep_items(style: Option<FormStyle>, name: &str, value: &Value) -> Result<(), String> {
    let Value::Array(items) = value else {
        return Ok(());
    };
    let separator = match style {
        Some(FormStyle::Commas) => None,
        Some(FormStyle::Spaces) => Some(' '),
        Some(FormStyle::Pipes) => Some('|'),
        _ => return Ok(()),
    };
    if matches!(items.as_slice(), [Value::String(text)] if text.is_empty()) {
        return Err(format!("at `/{name}`: one empty item looks like none"));
    }
    let holds =
        |item: &Value, separator| matches!(item, Value::String(text) if text.contains(separator));
    match separator {
        Some(separator) if items.iter().any(|item| holds(item, separator)) => Err(format!(
            "at `/{name}`: an item holds `{separator}`, which parts items"
        )),
        _ => Ok(()),
    }
}

/// The pairs of a form, so far.
struct Pairs(String);

impl Pairs {
    fn field(&mut self, style: Option<FormStyle>, name: &str, value: Value) {
        let name = Escape::Reserved.apply(name).into_owned();
        match (style, value) {
            (_, Value::Null) => {}
            (Some(FormStyle::Brackets), value) => self.nested(&name, value),
            (Some(FormStyle::Json), value) => self.push(&name, &value.to_string()),
            (Some(FormStyle::Commas), Value::Array(items)) => self.joined(&name, ",", items),
            (Some(FormStyle::Spaces), Value::Array(items)) => self.joined(&name, "%20", items),
            (Some(FormStyle::Pipes), Value::Array(items)) => self.joined(&name, "%7C", items),
            (_, Value::Array(items)) => items.into_iter().for_each(|item| {
                if let Some(text) = text(item) {
                    self.push(&name, &text);
                }
            }),
            (_, value) => {
                if let Some(text) = text(value) {
                    self.push(&name, &text);
                }
            }
        }
    }

    /// Writes what is inside of a value under names in brackets.
    fn nested(&mut self, name: &str, value: Value) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.into_iter().enumerate() {
                    self.nested(&format!("{name}%5B{index}%5D"), item);
                }
            }
            Value::Object(members) => {
                for (key, value) in members {
                    let key = Escape::Reserved.apply(&key).into_owned();
                    self.nested(&format!("{name}%5B{key}%5D"), value);
                }
            }
            value => {
                if let Some(text) = text(value) {
                    self.push(name, &text);
                }
            }
        }
    }

    fn joined(&mut self, name: &str, separator: &str, items: Vec<Value>) {
        let texts: Vec<_> = items
            .into_iter()
            .filter_map(text)
            .map(|text| Escape::Reserved.apply(&text).into_owned())
            .collect();
        if !texts.is_empty() {
            self.push_escaped(name, &texts.join(separator));
        }
    }

    fn push(&mut self, name: &str, text: &str) {
        self.push_escaped(name, &Escape::Reserved.apply(text));
    }

    fn push_escaped(&mut self, name: &str, text: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(text);
    }
}

/// A value as text: arrays and objects as JSON, null not at all.
pub(super) fn text(value: Value) -> Option<String> {
    match value {
        Value::Array(_) | Value::Object(_) => Some(value.to_string()),
        value => scalar(value).flatten(),
    }
}

/// Reads a form: an object whose scalars are strings.
///
/// # Errors
/// It isn't UTF-8, or a field isn't written as its style has it.
pub(crate) fn decode(styles: &[(&str, FormStyle)], form: &[u8]) -> Result<Value, DecodeFailure> {
    let form = std::str::from_utf8(form).map_err(|_| failure("", "isn't UTF-8"))?;
    let mut fields = Map::new();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let name = unescape("", name)?;
        let (base, path) = place(styles, &name);
        let value = match style::of(styles, base) {
            Some(FormStyle::Commas) => items(base, text, &[","])?,
            Some(FormStyle::Spaces) => items(base, text, &["%20", "+"])?,
            Some(FormStyle::Pipes) => items(base, text, &["%7C", "%7c", "|"])?,
            Some(FormStyle::Json | FormStyle::JsonItems) => document(base, &unescape(base, text)?)?,
            _ => Value::String(unescape(base, text)?),
        };
        insert(&mut fields, base, &path, value)?;
    }
    Ok(Value::Object(fields))
}

/// The field that a name stands for, and what in it.
pub(super) fn place<'n>(styles: &[(&str, FormStyle)], name: &'n str) -> (&'n str, Vec<&'n str>) {
    match bracketed(name) {
        Some((base, path)) if style::of(styles, base) == Some(FormStyle::Brackets) => (base, path),
        _ => (name, Vec::new()),
    }
}

/// `a[b][c]`: the name, and what stands in brackets behind it.
fn bracketed(name: &str) -> Option<(&str, Vec<&str>)> {
    let (base, rest) = name.split_once('[')?;
    let inner = rest.strip_suffix(']')?;
    Some((base, inner.split("][").collect()))
}

/// Puts a value under its path; one that comes again makes a list.
pub(super) fn insert(
    fields: &mut Map<String, Value>,
    base: &str,
    path: &[&str],
    value: Value,
) -> Result<(), DecodeFailure> {
    if path.len() > DEEPEST {
        return Err(failure(base, "has too many brackets"));
    }
    let mut fields = fields;
    let mut name = base;
    for step in path {
        let below = fields
            .entry(name)
            .or_insert_with(|| Value::Object(Map::new()));
        match below {
            Value::Object(members) => fields = members,
            _ => return Err(failure(base, "is given as a value and as an object")),
        }
        name = step;
    }
    add(fields, name.to_owned(), value);
    Ok(())
}

/// Adds a field; one that comes again makes a list.
fn add(fields: &mut Map<String, Value>, name: String, value: Value) {
    match fields.entry(name) {
        serde_json::map::Entry::Vacant(entry) => {
            entry.insert(value);
        }
        serde_json::map::Entry::Occupied(mut entry) => match entry.get_mut() {
            Value::Array(items) => items.push(value),
            first => *first = Value::Array(vec![first.take(), value]),
        },
    }
}

/// The items of a list that stands in one text. Separators are looked for before escapes are undone, so that an
/// escaped one is part of an item; where they are escapes themselves, they are what is looked for.
fn items(name: &str, text: &str, separators: &[&str]) -> Result<Value, DecodeFailure> {
    let mut pieces = vec![text];
    for separator in separators {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| piece.split(separator))
            .collect();
    }
    pieces
        .into_iter()
        .map(|piece| unescape(name, piece).map(Value::String))
        .collect::<Result<_, _>>()
        .map(Value::Array)
}

fn document(name: &str, text: &str) -> Result<Value, DecodeFailure> {
    serde_json::from_str(text)
        .map(wire::enclose)
        .map_err(|error| failure(name, &format!("is no JSON: {error}")))
}

fn unescape(name: &str, text: &str) -> Result<String, DecodeFailure> {
    Unescape::Form
        .apply(text)
        .map_err(|error| failure(name, &error.to_string()))
}

/// What is wrong with a field; of the form as a whole where it has no name.
pub(crate) fn failure(name: &str, message: &str) -> DecodeFailure {
    let step = name.replace('~', "~0").replace('/', "~1");
    DecodeFailure {
        pointer: if name.is_empty() {
            String::new()
        } else {
            format!("/{step}")
        },
        rule: "syntax",
        message: message.to_owned(),
    }
}
