//! Writing values in the styles of RFC 6570 and OpenAPI.

use std::borrow::Cow;

use super::deep::{MOST_LEVELS, is_read_back};
use super::escape::Escape;
use super::punctuation::Punctuation;
use super::style::Style;
use super::value::{LOOKS_LIKE_NONE, Value};

/// Why a value can't be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Arrays and objects stand deeper inside of one another than anyone reads.
    Nested,
    /// The description doesn't list it; in words.
    Unlisted(String),
    /// No text stands for it; why, in words.
    Refused(String),
}

impl Fault {
    /// What is wrong, in words.
    pub(crate) fn message(&self) -> Cow<'_, str> {
        match self {
            Self::Nested => "holds arrays or objects too deep inside of one another".into(),
            Self::Unlisted(message) => format!("has a value that isn't listed: {message}").into(),
            Self::Refused(message) => format!("can't be written: {message}").into(),
        }
    }
}

/// Writes a value that is read as the same again; `None` where there is nothing to write.
pub(crate) fn write(
    style: Style,
    explode: bool,
    escape: Escape,
    name: &str,
    value: &Value,
) -> Result<Option<String>, Fault> {
    keep_parts(style, explode, escape, value)?;
    expand(style, explode, escape, name, value)
}

/// Refuses an array or an object whose parts would be read as others.
fn keep_parts(style: Style, explode: bool, escape: Escape, value: &Value) -> Result<(), Fault> {
    let separator = bare_separator(style, explode, escape);
    let refused = |message: String| Err(Fault::Refused(message));
    match value {
        Value::List(items) => {
            if items.iter().any(is_absent) {
                return refused(NO_NULL.to_owned());
            }
            let texts = texts(items)?;
            let has_names = explode && Punctuation::of(style).named;
            if !has_names
                && style != Style::DeepObject
                && matches!(texts.as_slice(), [text] if text.is_empty())
            {
                return refused("one empty item looks like none".to_owned());
            }
            match separator {
                Some(separator) if texts.iter().any(|text| text.contains(separator)) => {
                    refused(format!("an item holds `{separator}`, which parts items"))
                }
                _ => Ok(()),
            }
        }
        Value::Object(members) => {
            let Some(separator) = separator else {
                return Ok(());
            };
            for (key, text) in pairs(members)? {
                if key.contains(separator) || text.contains(separator) {
                    let message =
                        format!("the member `{key}` holds `{separator}`, which parts members");
                    return refused(message);
                }
                if explode && escape == Escape::Nothing && key.contains('=') {
                    return refused(format!("the key `{key}` holds `=`, which ends keys"));
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn is_absent(value: &Value) -> bool {
    matches!(value, Value::Absent)
}

/// Why a list isn't sent that holds null (RFC 6570, section 2.3: what is undefined is left out, and the items behind it would
/// move up).
pub(crate) const NO_NULL: &str = "an item is null, for which no text stands";

/// The character that parts what stands in a value and is no other inside of it, for it isn't escaped there, or looks the same
/// escaped.
fn bare_separator(style: Style, explode: bool, escape: Escape) -> Option<char> {
    match style {
        _ if escape == Escape::Nothing => Some(','),
        Style::Label if explode => Some('.'),
        Style::SpaceDelimited if !explode => Some(' '),
        Style::PipeDelimited if !explode => Some('|'),
        _ => None,
    }
}

/// Writes a value as RFC 6570 expands it; `None` where there is nothing to write.
pub(crate) fn expand(
    style: Style,
    explode: bool,
    escape: Escape,
    name: &str,
    value: &Value,
) -> Result<Option<String>, Fault> {
    if style == Style::DeepObject {
        return deep_object(escape, name, value);
    }
    let punctuation = Punctuation::of(style);
    let name = escape.apply(name);
    let pieces = match value {
        Value::Absent => Vec::new(),
        Value::Text(text) | Value::Literal(text) | Value::Packed(text) => {
            vec![named(&punctuation, &name, &escape.apply(text))]
        }
        Value::List(items) if explode => {
            let items = texts(items)?.into_iter();
            items
                .map(|item| named(&punctuation, &name, &escape.apply(&item)))
                .collect()
        }
        Value::List(items) => joined(&punctuation, escape, &name, &texts(items)?),
        Value::Object(members) if explode => {
            let members = pairs(members)?.into_iter();
            members
                .map(|(key, text)| assigned(&punctuation, &escape.apply(key), &escape.apply(&text)))
                .collect()
        }
        Value::Object(members) => {
            let members = pairs(members)?.into_iter();
            let parts: Vec<_> = members
                .flat_map(|(key, text)| [Cow::Borrowed(key), text])
                .collect();
            joined(&punctuation, escape, &name, &parts)
        }
        Value::Needed(value) => return expand(style, explode, escape, &name, value),
        Value::Unlisted(message) => return Err(Fault::Unlisted(message.clone())),
        Value::Refused(message) => return Err(Fault::Refused(message.clone())),
    };
    let spread = pieces.join(punctuation.separator);
    Ok((!pieces.is_empty()).then(|| format!("{}{spread}", punctuation.first)))
}

/// A header's value: style `simple`, nothing escaped. One that holds arrays or objects inside of others is JSON: their
/// commas would be taken for its own.
pub(crate) fn header(explode: bool, value: &Value) -> Result<Option<String>, Fault> {
    if is_nested(value) {
        let json = value.to_json()?;
        return Ok(Some(json.to_string()));
    }
    write(Style::Simple, explode, Escape::Nothing, "", value)
}

/// Whether an array or an object stands inside of another.
fn is_nested(value: &Value) -> bool {
    let is_collection = |value: &Value| matches!(value.bare(), Value::List(_) | Value::Object(_));
    match value {
        Value::List(items) => items.iter().any(is_collection),
        Value::Object(members) => members.iter().any(|(_, value)| is_collection(value)),
        _ => false,
    }
}

/// A value that isn't spread: one piece at most. Where its parts can be escaped at all they are escaped wholly, lest
/// their commas be taken for punctuation.
fn joined(
    punctuation: &Punctuation,
    escape: Escape,
    name: &str,
    parts: &[Cow<'_, str>],
) -> Vec<String> {
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
fn texts(items: &[Value]) -> Result<Vec<Cow<'_, str>>, Fault> {
    items
        .iter()
        .filter_map(|item| text(item).transpose())
        .collect()
}

/// The keys and texts of an object's members; absent ones are left out.
fn pairs(members: &[(String, Value)]) -> Result<Vec<(&str, Cow<'_, str>)>, Fault> {
    let members = members.iter();
    members
        .filter_map(|(key, value)| Some((key.as_str(), text(value).transpose()?)))
        .map(|(key, text)| text.map(|text| (key, text)))
        .collect()
}

/// The text of a part. Arrays and objects inside of others are JSON: OpenAPI leaves them undefined, and this is what
/// its common tools write.
fn text(value: &Value) -> Result<Option<Cow<'_, str>>, Fault> {
    match value {
        Value::Text(text) | Value::Literal(text) | Value::Packed(text) => {
            Ok(Some(Cow::Borrowed(text)))
        }
        Value::Absent => Ok(None),
        Value::List(_) | Value::Object(_) | Value::Needed(_) => {
            let json = value.to_json()?;
            Ok(Some(Cow::Owned(json.to_string())))
        }
        Value::Unlisted(message) => Err(Fault::Unlisted(message.clone())),
        Value::Refused(message) => Err(Fault::Refused(message.clone())),
    }
}

/// `name[key]=text`, a piece a member. Objects inside of objects get further brackets, a list of texts repeats its
/// key, and a list of anything else numbers its items (`name[0][key]=text`): OpenAPI leaves these undefined, and this
/// is what most servers understand.
fn deep_object(escape: Escape, name: &str, value: &Value) -> Result<Option<String>, Fault> {
    let mut pieces = Vec::new();
    push_deep(&mut pieces, escape, &escape.apply(name), value, MOST_LEVELS)?;
    Ok((!pieces.is_empty()).then(|| pieces.join("&")))
}

fn push_deep(
    pieces: &mut Vec<String>,
    escape: Escape,
    name: &str,
    value: &Value,
    levels: usize,
) -> Result<(), Fault> {
    let inner = || levels.checked_sub(1).ok_or(Fault::Nested);
    match value {
        Value::Absent => {}
        Value::Text(text) | Value::Literal(text) | Value::Packed(text) => {
            pieces.push(format!("{name}={}", escape.apply(text)));
        }
        Value::List(items) => {
            let is_flat = !items
                .iter()
                .any(|item| matches!(item, Value::List(_) | Value::Object(_)));
            for (number, item) in items.iter().enumerate() {
                if is_absent(item) {
                    return Err(Fault::Refused(NO_NULL.to_owned()));
                } else if is_flat {
                    push_deep(pieces, escape, name, item, levels)?;
                } else if item.is_empty() {
                    // Nothing would stand for it, and the next item in its place.
                    return Err(Fault::Refused(LOOKS_LIKE_NONE.to_owned()));
                } else {
                    let name = format!("{name}%5B{number}%5D");
                    push_deep(pieces, escape, &name, item, inner()?)?;
                }
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                if !is_read_back(key) {
                    let message = format!("the key `{key}` can't stand between brackets");
                    return Err(Fault::Refused(message));
                }
                let name = format!("{name}%5B{}%5D", escape.apply(key));
                push_deep(pieces, escape, &name, value, inner()?)?;
            }
        }
        Value::Needed(_) => return Err(Fault::Refused(LOOKS_LIKE_NONE.to_owned())),
        Value::Unlisted(message) => return Err(Fault::Unlisted(message.clone())),
        Value::Refused(message) => return Err(Fault::Refused(message.clone())),
    }
    Ok(())
}
