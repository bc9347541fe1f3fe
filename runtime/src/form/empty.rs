//! What is empty or null in a form: no pair and no part stands for it, so that it looks like none at all.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::style::{self, FormStyle};
use crate::param::encode::NO_NULL;

/// Refuses fields that would be read as others, or not at all, because something empty in them isn't written: it must be
/// there by the type of the form, or stands in a list, where others would take its place.
pub(super) fn keep<T: DeserializeOwned>(
    styles: &[(&str, FormStyle)],
    fields: &Map<String, Value>,
) -> Result<(), String> {
    let mut first = None;
    for (name, value) in fields {
        let style = style::of(styles, name);
        if style == Some(FormStyle::Brackets) && leaves_gap(value) {
            return Err(looks_like_none(name));
        }
        if style != Some(FormStyle::Json) && has_null(value) {
            return Err(format!("at `/{name}`: {NO_NULL}"));
        }
        if is_lost_in(style, value) {
            first.get_or_insert(name);
        }
    }
    let Some(name) = first else {
        return Ok(());
    };
    let mut written = fields.clone();
    written.retain(|name, value| !strip(style::of(styles, name), value));
    let is_form = |fields: Map<String, Value>| T::deserialize(Value::Object(fields)).is_ok();
    match is_form(fields.clone()) && !is_form(written) {
        true => Err(looks_like_none(name)),
        false => Ok(()),
    }
}

fn looks_like_none(name: &str) -> String {
    format!("at `/{name}`: what is empty looks like none at all")
}

/// Whether a list holds null: the items behind it would move up.
fn has_null(value: &Value) -> bool {
    matches!(value, Value::Array(items) if items.iter().any(Value::is_null))
}

/// Whether nothing is written of a field, or of something in it, because it is empty.
fn is_lost_in(style: Option<FormStyle>, value: &Value) -> bool {
    match (style, value) {
        (Some(FormStyle::Json), _) => false,
        (_, Value::Array(items)) if items.is_empty() => true,
        (Some(FormStyle::Brackets), Value::Array(items)) => {
            items.iter().any(|item| is_lost_in(style, item))
        }
        (Some(FormStyle::Brackets), Value::Object(members)) => {
            members.is_empty() || members.values().any(|value| is_lost_in(style, value))
        }
        _ => false,
    }
}

/// Whether an item of a list isn't written at all, so that the next would be read in its place.
fn leaves_gap(value: &Value) -> bool {
    match value {
        Value::Array(items) => items
            .iter()
            .any(|item| is_unwritten(item) || leaves_gap(item)),
        Value::Object(members) => members.values().any(leaves_gap),
        _ => false,
    }
}

/// Whether no pair in brackets stands for a value.
fn is_unwritten(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().all(is_unwritten),
        Value::Object(members) => members.values().all(is_unwritten),
        _ => false,
    }
}

/// Takes out of a field what isn't written because it is empty; whether that is all of it.
fn strip(style: Option<FormStyle>, value: &mut Value) -> bool {
    match (style, value) {
        (Some(FormStyle::Json), _) => false,
        (_, Value::Array(items)) if items.is_empty() => true,
        (Some(FormStyle::Brackets), Value::Array(items)) => {
            for item in items {
                strip(style, item);
            }
            false
        }
        (Some(FormStyle::Brackets), Value::Object(members)) => {
            let is_empty = members.is_empty();
            members.retain(|_, value| !strip(style, value));
            is_empty
        }
        _ => false,
    }
}
