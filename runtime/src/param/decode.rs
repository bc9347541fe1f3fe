//! Reading values in the styles of RFC 6570 and OpenAPI.
//!
//! A text is taken apart before it is percent-decoded, so that an escaped comma is part of a value and a bare one
//! parts values.

use super::deep::deep_object;
use super::error::ParameterError;
use super::escape::Unescape;
use super::style::Style;
use super::value::{Shape, Value};

/// Reads a path parameter's text.
pub(crate) fn path(
    style: Style,
    explode: bool,
    shape: Shape,
    name: &str,
    text: &str,
) -> Result<Value, ParameterError> {
    match style {
        Style::Label => {
            let text = text
                .strip_prefix('.')
                .ok_or_else(|| misformed("a dot before the value"))?;
            plain(
                Unescape::Percent,
                explode,
                if explode { "." } else { "," },
                shape,
                text,
            )
        }
        Style::Matrix => matrix(explode, shape, name, text),
        _ => plain(Unescape::Percent, explode, ",", shape, text),
    }
}

/// Reads a header's text: style `simple`, nothing escaped.
pub(crate) fn header(explode: bool, shape: Shape, text: &str) -> Result<Value, ParameterError> {
    plain(Unescape::Nothing, explode, ",", shape, text)
}

/// Reads a cookie's text: style `form`. Arrays and objects are never spread, for a cookie's name stands once.
pub(crate) fn cookie(shape: Shape, text: &str) -> Result<Value, ParameterError> {
    plain(Unescape::Percent, false, ",", shape, text)
}

/// A query's keys, decoded, and their texts as they stand.
pub(crate) type Pairs<'q> = Vec<(String, &'q str)>;

/// Takes a query apart. Keys that aren't UTF-8 are passed over: no parameter has such a name.
pub(crate) fn pairs(query: &str) -> Pairs<'_> {
    let pieces = query.split('&').filter(|piece| !piece.is_empty());
    pieces
        .filter_map(|piece| {
            let (key, text) = piece.split_once('=').unwrap_or((piece, ""));
            Some((Unescape::Form.apply(key).ok()?, text))
        })
        .collect()
}

/// Reads a query parameter.
pub(crate) fn query(
    style: Style,
    explode: bool,
    shape: Shape,
    name: &str,
    pairs: &Pairs<'_>,
) -> Result<Value, ParameterError> {
    let mut texts = pairs
        .iter()
        .filter(|(key, _)| key == name)
        .map(|(_, text)| *text);
    match (style, shape) {
        (Style::DeepObject, _) => deep_object(name, pairs),
        (_, Shape::Object(_) | Shape::Map) if explode => spread_object(shape, pairs),
        (_, Shape::List) if explode => match texts.map(item).collect::<Result<Vec<_>, _>>()? {
            items if items.is_empty() => Ok(Value::Absent),
            items => Ok(Value::List(items)),
        },
        (_, Shape::Any) if explode => {
            let mut items = texts.map(item).collect::<Result<Vec<_>, _>>()?;
            Ok(match (items.pop(), items.is_empty()) {
                (None, _) => Value::Absent,
                (Some(only), true) => only,
                (Some(last), false) => {
                    items.push(last);
                    Value::List(items)
                }
            })
        }
        _ => match (texts.next(), texts.next()) {
            (None, _) => Ok(Value::Absent),
            (Some(_), Some(_)) => Err(ParameterError::new("is given more than once")),
            (Some(text), None) => single(style, shape, text),
        },
    }
}

fn item(text: &str) -> Result<Value, ParameterError> {
    Unescape::Form.apply(text).map(Value::Text)
}

/// Reads a query parameter that stands in one piece.
fn single(style: Style, shape: Shape, text: &str) -> Result<Value, ParameterError> {
    if shape == Shape::Primitive {
        return item(text);
    }
    match style {
        Style::SpaceDelimited => {
            plain(Unescape::Form, false, "+", shape, &text.replace("%20", "+"))
        }
        Style::PipeDelimited => {
            let text = text.replace("%7C", "|").replace("%7c", "|");
            plain(Unescape::Form, false, "|", shape, &text)
        }
        _ => plain(Unescape::Form, false, ",", shape, text),
    }
}

/// Reads `key=text` pieces of a query as an object's members.
fn spread_object(shape: Shape, pairs: &Pairs<'_>) -> Result<Value, ParameterError> {
    let is_member = |key: &str| match shape {
        Shape::Object(keys) => keys.contains(&key),
        _ => true,
    };
    let members = pairs.iter().filter(|(key, _)| is_member(key));
    let members: Vec<_> = members
        .map(|(key, text)| Ok((key.clone(), item(text)?)))
        .collect::<Result<_, _>>()?;
    Ok(if members.is_empty() {
        Value::Absent
    } else {
        Value::Object(members)
    })
}

/// Reads `;name=text` pieces.
fn matrix(explode: bool, shape: Shape, name: &str, text: &str) -> Result<Value, ParameterError> {
    let fault = || misformed(&format!("`;{name}=` before the value"));
    let text = text.strip_prefix(';').ok_or_else(fault)?;
    match shape {
        Shape::Object(_) | Shape::Map if explode => members(Unescape::Percent, text.split(';')),
        Shape::List | Shape::Any if explode => {
            let texts = text
                .split(';')
                .map(|piece| matrix_text(name, piece).ok_or_else(fault));
            let items = texts.map(|text| Unescape::Percent.apply(text?).map(Value::Text));
            items.collect::<Result<_, _>>().map(Value::List)
        }
        _ => {
            let text = matrix_text(name, text).ok_or_else(fault)?;
            plain(Unescape::Percent, false, ",", shape, text)
        }
    }
}

/// The text of a `name=text` piece; `name` alone stands for an empty text.
fn matrix_text<'t>(name: &str, piece: &'t str) -> Option<&'t str> {
    let (key, text) = piece.split_once('=').unwrap_or((piece, ""));
    (Unescape::Percent.apply(key).ok()? == name).then_some(text)
}

/// Reads a text without names: as it is, or parted by `separator`. An empty text is an empty array or object.
fn plain(
    unescape: Unescape,
    explode: bool,
    separator: &str,
    shape: Shape,
    text: &str,
) -> Result<Value, ParameterError> {
    let parts = || text.split(separator).map(|part| trimmed(unescape, part));
    match shape {
        Shape::Any if !text.contains(separator) => unescape.apply(text).map(Value::Text),
        Shape::Primitive => unescape.apply(text).map(Value::Text),
        Shape::List if text.is_empty() => Ok(Value::List(Vec::new())),
        Shape::List | Shape::Any => {
            let items = parts().map(|part| unescape.apply(part).map(Value::Text));
            items.collect::<Result<_, _>>().map(Value::List)
        }
        Shape::Object(_) | Shape::Map if text.is_empty() => Ok(Value::Object(Vec::new())),
        Shape::Object(_) | Shape::Map if explode => members(unescape, parts()),
        Shape::Object(_) | Shape::Map => alternating(unescape, parts()),
    }
}

/// Headers may have blanks around their commas (RFC 9110, section 5.6.1).
fn trimmed(unescape: Unescape, part: &str) -> &str {
    if unescape == Unescape::Nothing {
        part.trim_matches([' ', '\t'])
    } else {
        part
    }
}

/// Reads `key=text` parts.
fn members<'t>(
    unescape: Unescape,
    parts: impl Iterator<Item = &'t str>,
) -> Result<Value, ParameterError> {
    let members = parts.map(|part| {
        let (key, text) = part.split_once('=').unwrap_or((part, ""));
        Ok((unescape.apply(key)?, Value::Text(unescape.apply(text)?)))
    });
    members.collect::<Result<_, _>>().map(Value::Object)
}

/// Reads parts that are keys and texts in turn.
fn alternating<'t>(
    unescape: Unescape,
    mut parts: impl Iterator<Item = &'t str>,
) -> Result<Value, ParameterError> {
    let mut members = Vec::new();
    while let Some(key) = parts.next() {
        let Some(text) = parts.next() else {
            return Err(misformed("a value for every key: `key,value,key,value`"));
        };
        members.push((unescape.apply(key)?, Value::Text(unescape.apply(text)?)));
    }
    Ok(Value::Object(members))
}

fn misformed(expected: &str) -> ParameterError {
    ParameterError::new(format!("is misformed: expected {expected}"))
}
