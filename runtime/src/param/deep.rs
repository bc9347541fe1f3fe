//! Reading the style `deepObject`.

use super::decode::Pairs;
use super::error::ParameterError;
use super::escape::Unescape;
use super::value::Value;

/// How many objects may stand inside of one another.
const MOST_LEVELS: usize = 16;

/// Reads the `name[key]=text` pieces of a query. Further brackets make objects inside of objects, and a key that
/// comes again makes a list.
pub(super) fn deep_object(name: &str, pairs: &Pairs<'_>) -> Result<Value, ParameterError> {
    let mut root = Vec::new();
    for (key, text) in pairs {
        let Some(brackets) = key.strip_prefix(name).filter(|rest| rest.starts_with('[')) else {
            continue;
        };
        let steps = steps(brackets).ok_or_else(|| {
            ParameterError::new(format!(
                "is misformed: `{key}` is not of the form `{name}[key]`"
            ))
        })?;
        insert(&mut root, &steps, Unescape::Form.apply(text)?)
            .ok_or_else(|| ParameterError::new(format!("`{key}` is both a value and an object")))?;
    }
    Ok(if root.is_empty() {
        Value::Absent
    } else {
        Value::Object(root)
    })
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
        (value @ Value::Absent, []) => {
            *value = Value::Text(text);
            Some(())
        }
        (Value::List(items), []) => {
            items.push(Value::Text(text));
            Some(())
        }
        (value @ Value::Text(_), []) => {
            let before = std::mem::take(value);
            *value = Value::List(vec![before, Value::Text(text)]);
            Some(())
        }
        (Value::Object(_), []) | (Value::Text(_) | Value::List(_), [_, ..]) => None,
    }
}
