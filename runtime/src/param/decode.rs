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

/// Reads a header's text: style `simple`, nothing escaped. One that holds arrays or objects inside of others is JSON.
pub(crate) fn header(explode: bool, shape: Shape, text: &str) -> Result<Value, ParameterError> {
    if shape != Shape::Primitive && text.starts_with(['[', '{']) {
        return Ok(Value::part(text.to_owned()));
    }
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

/// Whether a query's key belongs to one of the parameters of these names: it is its name, or its name before brackets.
pub(crate) fn is_claimed(key: &str, names: &[&str]) -> bool {
    names.iter().any(|name| {
        key.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    })
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
        (Style::DeepObject, _) => deep_object(shape, name, pairs),
        (_, Shape::Object(_) | Shape::Map) if explode => spread_object(shape, pairs),
        (_, Shape::AnyOf(keys)) if explode && texts.clone().next().is_none() => {
            spread_object(Shape::Object(keys), pairs)
        }
        (_, Shape::List) if explode => match texts.map(part).collect::<Result<Vec<_>, _>>()? {
            items if items.is_empty() => Ok(Value::Absent),
            items => Ok(Value::List(items)),
        },
        (_, Shape::Any | Shape::AnyOf(_)) if explode => {
            let items = texts.map(part).collect::<Result<Vec<_>, _>>()?;
            Ok(match items.is_empty() {
                true => Value::Absent,
                false => one_or_many(shape, items),
            })
        }
        _ => match (texts.next(), texts.next()) {
            (None, _) => Ok(Value::Absent),
            (Some(_), Some(_)) => Err(ParameterError::misformed("is given more than once")),
            (Some(text), None) => single(style, shape, text),
        },
    }
}

fn item(text: &str) -> Result<Value, ParameterError> {
    Unescape::Form.apply(text).map(Value::Text)
}

/// Reads a part of an array or an object.
fn part(text: &str) -> Result<Value, ParameterError> {
    Unescape::Form.apply(text).map(Value::part)
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
        .map(|(key, text)| Ok((key.clone(), part(text)?)))
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
        Shape::AnyOf(_) if explode && matrix_text(name, first_piece(text)).is_none() => {
            members(Unescape::Percent, text.split(';'))
        }
        Shape::List | Shape::Any | Shape::AnyOf(_) if explode => {
            let texts = text
                .split(';')
                .map(|piece| matrix_text(name, piece).ok_or_else(fault));
            let items = texts.map(|text| Unescape::Percent.apply(text?).map(Value::part));
            let items = items.collect::<Result<Vec<_>, _>>()?;
            Ok(one_or_many(shape, items))
        }
        _ => {
            let text = matrix_text(name, text).ok_or_else(fault)?;
            plain(Unescape::Percent, false, ",", shape, text)
        }
    }
}

fn first_piece(text: &str) -> &str {
    text.split_once(';').map_or(text, |(piece, _)| piece)
}

/// The items as a list; one alone as itself where the shape leaves that open.
fn one_or_many(shape: Shape, mut items: Vec<Value>) -> Value {
    match shape {
        Shape::Any | Shape::AnyOf(_) if items.len() == 1 => items.pop().unwrap_or_default(),
        _ => Value::List(items),
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
        Shape::AnyOf(keys) if explode && is_object(unescape, keys, parts()) => {
            members(unescape, parts())
        }
        Shape::Any | Shape::AnyOf(_) if !text.contains(separator) => {
            unescape.apply(text).map(Value::part)
        }
        Shape::Primitive => unescape.apply(text).map(Value::Text),
        Shape::List if text.is_empty() => Ok(Value::List(Vec::new())),
        Shape::List | Shape::Any | Shape::AnyOf(_) => {
            let items = parts().map(|part| unescape.apply(part).map(Value::part));
            items.collect::<Result<_, _>>().map(Value::List)
        }
        Shape::Object(_) | Shape::Map if text.is_empty() => Ok(Value::Object(Vec::new())),
        Shape::Object(_) | Shape::Map if explode => members(unescape, parts()),
        Shape::Object(_) | Shape::Map => alternating(unescape, parts()),
    }
}

/// Whether every part is `key=text` with one of the keys.
fn is_object<'t>(
    unescape: Unescape,
    keys: &[&str],
    mut parts: impl Iterator<Item = &'t str>,
) -> bool {
    parts.all(|part| {
        let key = part.split_once('=').map(|(key, _)| unescape.apply(key));
        matches!(key, Some(Ok(key)) if keys.contains(&key.as_str()))
    })
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
        Ok((unescape.apply(key)?, Value::part(unescape.apply(text)?)))
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
        members.push((unescape.apply(key)?, Value::part(unescape.apply(text)?)));
    }
    Ok(Value::Object(members))
}

fn misformed(expected: &str) -> ParameterError {
    ParameterError::misformed(format!("is misformed: expected {expected}"))
}
