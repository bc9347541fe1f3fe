//! When two JSON documents say the same.

use serde_json::Value;

/// Where two documents differ, in words; `None` where they say the same. Members that `may_come` tells of may stand in
/// `after` alone: defaults that were filled in.
pub(crate) fn difference(
    before: &Value,
    after: &Value,
    may_come: &dyn Fn(&str) -> bool,
) -> Option<String> {
    match (before, after) {
        (Value::Object(left), Value::Object(right)) => {
            for (name, value) in left {
                let Some(other) = right.get(name) else {
                    return Some(format!("`{name}` got lost"));
                };
                if let Some(difference) = difference(value, other, may_come) {
                    return Some(format!("{name}: {difference}"));
                }
            }
            let come = right
                .keys()
                .find(|name| !left.contains_key(*name) && !may_come(name));
            come.map(|name| format!("`{name}` came"))
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            let mut differences = pairs.filter_map(|(index, (left, right))| {
                Some(format!("{index}: {}", difference(left, right, may_come)?))
            });
            differences.next()
        }
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => None,
        _ if before == after => None,
        _ => Some(format!("{before} became {after}")),
    }
}

/// Whether a property of that name has a default anywhere in the description.
pub(crate) fn has_default(node: &Value, name: &str) -> bool {
    match node {
        Value::Object(members) => members.iter().any(|(key, value)| {
            (key == name && value.get("default").is_some()) || has_default(value, name)
        }),
        Value::Array(items) => items.iter().any(|item| has_default(item, name)),
        _ => false,
    }
}
