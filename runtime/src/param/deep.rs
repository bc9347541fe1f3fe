//! Reading the style `deepObject`.

use super::decode::Pairs;
use super::error::ParameterError;
use super::escape::Unescape;
use super::value::{Shape, Value};

/// How many objects may stand inside of one another.
pub(super) const MOST_LEVELS: usize = 16;

/// Reads the `name[key]=text` pieces of a query. Further brackets make objects inside of objects, and a key that
/// comes again, or ends in empty brackets, makes a list. Pieces without brackets are a text or a list of them, where
/// the shape allows that.
pub(super) fn deep_object(
    shape: Shape,
    name: &str,
    pairs: &Pairs<'_>,
) -> Result<Value, ParameterError> {
    let is_object = matches!(shape, Shape::Object(_) | Shape::Map);
    let mut root = Vec::new();
    let mut plain = Value::Absent;
    for (key, text) in pairs {
        let Some(brackets) = key.strip_prefix(name) else {
            continue;
        };
        if brackets == "[]" && is_object {
            return Err(ParameterError::misformed(format!(
                "is misformed: `{key}` says no key"
            )));
        }
        let brackets = brackets.strip_suffix("[]").unwrap_or(brackets);
        if brackets.is_empty() && !is_object {
            push(&mut plain, Unescape::Form.apply(text)?);
        }
        if !brackets.starts_with('[') {
            continue;
        }
        let steps = steps(brackets).ok_or_else(|| {
            ParameterError::misformed(format!(
                "is misformed: `{key}` is not of the form `{name}[key]`"
            ))
        })?;
        insert(&mut root, &steps, Unescape::Form.apply(text)?).ok_or_else(|| {
            ParameterError::misformed(format!("`{key}` is both a value and an object"))
        })?;
    }
    Ok(if root.is_empty() {
        plain
    } else {
        Value::Object(root)
    })
}

/// Whether a key between brackets is read as itself: an empty one, and the brackets of one that ends with `[`, say that what
/// follows is an item of a list, and `][` parts keys.
pub(super) fn is_read_back(key: &str) -> bool {
    !key.is_empty() && !key.ends_with('[') && !key.contains("][")
}

/// The keys in `[a][b]`.
fn steps(brackets: &str) -> Option<Vec<&str>> {
    let inner = brackets.strip_prefix('[')?.strip_suffix(']')?;
    let steps: Vec<&str> = inner.split("][").collect();
    (steps.len() <= MOST_LEVELS).then_some(steps)
}

/// Puts a text where the steps lead; `None` where a text stands in the way.
fn insert(members: &mut Vec<(String, Value)>, steps: &[&str], text: String) -> Option<()> {
    let (first, rest) = steps.split_first()?;
    let found = members.iter().position(|(key, _)| key == first);
    let index = found.unwrap_or_else(|| {
        members.push(((*first).to_owned(), Value::Absent));
        members.len() - 1
    });
    let (_, value) = members.get_mut(index)?;
    match (value, rest) {
        (Value::Object(inner), [_, ..]) => insert(inner, rest, text),
        (value @ Value::Absent, [_, ..]) => {
            let mut inner = Vec::new();
            insert(&mut inner, rest, text)?;
            *value = Value::Object(inner);
            Some(())
        }
        (Value::Object(_), []) => None,
        (value, []) => {
            push(value, text);
            Some(())
        }
        (_, [_, ..]) => None,
    }
}

/// Adds a text to what came before it.
fn push(value: &mut Value, text: String) {
    match value {
        Value::Absent => *value = Value::Text(text),
        Value::List(items) => items.push(Value::Text(text)),
        value => {
            let before = std::mem::take(value);
            *value = Value::List(vec![before, Value::Text(text)]);
        }
    }
}
