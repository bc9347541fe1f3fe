//! Writing values in the styles of RFC 6570 and OpenAPI.

use super::escape::Escape;
use super::punctuation::Punctuation;
use super::style::Style;
use super::value::Value;

/// Why a value can't be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Only `deepObject` can hold arrays and objects inside of one another.
    Nested,
}

impl Fault {
    /// What is wrong, in words.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Nested => {
                "holds arrays or objects inside of one another, which its style can't write"
            }
        }
    }
}

/// Writes a value; `None` where there is nothing to write.
pub(crate) fn expand(
    style: Style,
    explode: bool,
    escape: Escape,
    name: &str,
    value: &Value,
) -> Result<Option<String>, Fault> {
    if style == Style::DeepObject {
        return Ok(deep_object(escape, name, value));
    }
    let punctuation = Punctuation::of(style);
    let name = escape.apply(name);
    let pieces = match value {
        Value::Absent => Vec::new(),
        Value::Text(text) => vec![named(&punctuation, &name, &escape.apply(text))],
        Value::List(items) if explode => {
            let items = texts(items)?.into_iter();
            items
                .map(|item| named(&punctuation, &name, &escape.apply(item)))
                .collect()
        }
        Value::List(items) => joined(&punctuation, escape, &name, &texts(items)?),
        Value::Object(members) if explode => {
            let members = pairs(members)?.into_iter();
            members
                .map(|(key, text)| assigned(&punctuation, &escape.apply(key), &escape.apply(text)))
                .collect()
        }
        Value::Object(members) => {
            let members = pairs(members)?.into_iter();
            let parts: Vec<_> = members.flat_map(|(key, text)| [key, text]).collect();
            joined(&punctuation, escape, &name, &parts)
        }
    };
    let spread = pieces.join(punctuation.separator);
    Ok((!pieces.is_empty()).then(|| format!("{}{spread}", punctuation.first)))
}

/// A header's value: style `simple`, nothing escaped.
pub(crate) fn header(explode: bool, value: &Value) -> Result<Option<String>, Fault> {
    expand(Style::Simple, explode, Escape::Nothing, "", value)
}

/// A value that isn't spread: one piece at most. Where its parts can be escaped at all they are escaped wholly, lest
/// their commas be taken for punctuation.
fn joined(punctuation: &Punctuation, escape: Escape, name: &str, parts: &[&str]) -> Vec<String> {
    if parts.is_empty() {
        return Vec::new();
    }
    let escape = if escape == Escape::QueryOnly {
        Escape::Reserved
    } else {
        escape
    };
    let parts: Vec<_> = parts.iter().map(|part| escape.apply(part)).collect();
    vec![named(punctuation, name, &parts.join(punctuation.comma))]
}

/// A value behind its name, where the style has names.
fn named(punctuation: &Punctuation, name: &str, text: &str) -> String {
    if punctuation.named {
        assigned(punctuation, name, text)
    } else {
        text.to_owned()
    }
}

/// `key=text`.
fn assigned(punctuation: &Punctuation, key: &str, text: &str) -> String {
    match text {
        "" if punctuation.named => format!("{key}{}", punctuation.if_empty),
        text => format!("{key}={text}"),
    }
}

/// The texts of a list's items; absent ones are left out.
fn texts(items: &[Value]) -> Result<Vec<&str>, Fault> {
    items
        .iter()
        .filter_map(|item| text(item).transpose())
        .collect()
}

/// The keys and texts of an object's members; absent ones are left out.
fn pairs(members: &[(String, Value)]) -> Result<Vec<(&str, &str)>, Fault> {
    let members = members.iter();
    members
        .filter_map(|(key, value)| Some((key.as_str(), text(value).transpose()?)))
        .map(|(key, text)| text.map(|text| (key, text)))
        .collect()
}

fn text(value: &Value) -> Result<Option<&str>, Fault> {
    match value {
        Value::Text(text) => Ok(Some(text)),
        Value::Absent => Ok(None),
        Value::List(_) | Value::Object(_) => Err(Fault::Nested),
    }
}

/// `name[key]=text`, a piece a member. Objects inside of objects get further brackets, and a list repeats its key:
/// OpenAPI leaves both undefined, and this is what most servers understand.
fn deep_object(escape: Escape, name: &str, value: &Value) -> Option<String> {
    let mut pieces = Vec::new();
    push_deep(&mut pieces, escape, &escape.apply(name), value);
    (!pieces.is_empty()).then(|| pieces.join("&"))
}

fn push_deep(pieces: &mut Vec<String>, escape: Escape, name: &str, value: &Value) {
    match value {
        Value::Absent => {}
        Value::Text(text) => pieces.push(format!("{name}={}", escape.apply(text))),
        Value::List(items) => items
            .iter()
            .for_each(|item| push_deep(pieces, escape, name, item)),
        Value::Object(members) => {
            for (key, value) in members {
                let name = format!("{name}%5B{}%5D", escape.apply(key));
                push_deep(pieces, escape, &name, value);
            }
        }
    }
}
