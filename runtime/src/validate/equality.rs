//! Equality of JSON values (JSON Schema Core, section 4.2.2).

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};

use serde_json::{Number, Value};

/// Whether two values are equal: numbers by their mathematical value, objects whatever the order of their keys.
pub fn are_equal(one: &Value, other: &Value) -> bool {
    compare(one, other).is_eq()
}

/// Whether no two items are equal. Takes little more time than in proportion to what stands in them.
pub(super) fn is_unique(items: &[Value]) -> bool {
    match items {
        [] | [_] => true,
        [one, other] => !are_equal(one, other),
        items if items.iter().all(Value::is_string) => {
            let mut seen = HashSet::with_capacity(items.len());
            items
                .iter()
                .filter_map(Value::as_str)
                .all(|text| seen.insert(text))
        }
        items => {
            let mut seen = BTreeSet::new();
            items.iter().all(|item| seen.insert(Ordered(item)))
        }
    }
}

/// A value in an order of all values.
struct Ordered<'v>(&'v Value);

impl PartialEq for Ordered<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ordered<'_> {}

impl PartialOrd for Ordered<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(self.0, other.0)
    }
}

/// Some order of all values in which only equal ones are equal. Values are no deeper than a reader lets them be, and so
/// is this recursion.
fn compare(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Number(one), Value::Number(other)) => compare_numbers(one, other),
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Array(one), Value::Array(other)) => {
            let items = || {
                one.iter()
                    .zip(other)
                    .map(|(one, other)| compare(one, other))
            };
            let by_items = || items().find(|ordering| ordering.is_ne());
            (one.len().cmp(&other.len())).then_with(|| by_items().unwrap_or(Ordering::Equal))
        }
        (Value::Object(one), Value::Object(other)) => {
            (one.len().cmp(&other.len())).then_with(|| compare_entries(sorted(one), sorted(other)))
        }
        _ => kind(one).cmp(&kind(other)),
    }
}

fn sorted(object: &serde_json::Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = object.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

fn compare_entries(one: Vec<(&String, &Value)>, other: Vec<(&String, &Value)>) -> Ordering {
    let by_keys = one
        .iter()
        .map(|(key, _)| key)
        .cmp(other.iter().map(|(key, _)| key));
    let values = one
        .iter()
        .zip(&other)
        .map(|((_, one), (_, other))| compare(one, other));
    by_keys.then_with(|| {
        let mut values = values;
        values
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    })
}

fn compare_numbers(one: &Number, other: &Number) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        // What is no integer is a float, or an integer far beyond those that are exact.
        _ => {
            let float = |number: &Number| number.as_f64().unwrap_or(f64::NAN);
            float(one).total_cmp(&float(other))
        }
    }
}

/// The integer that a number is: also `1.0`.
fn integer(number: &Number) -> Option<i128> {
    /// Beyond, a float needn't be the integer that was written.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if let Some(integer) = number.as_i128() {
        return Some(integer);
    }
    let float = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() <= EXACT)?;
    #[allow(clippy::cast_possible_truncation, reason = "an integer in range")]
    Some(float as i128)
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{are_equal, is_unique};

    #[test]
    fn numbers_are_equal_by_value() {
        assert!(are_equal(&json!(1), &json!(1.0)));
        assert!(are_equal(&json!(-0.0), &json!(0)));
        assert!(!are_equal(&json!(u64::MAX), &json!(u64::MAX - 1)));
        assert!(are_equal(&json!(1e300), &json!(1e300)));
        assert!(!are_equal(&json!(1.5), &json!(1)));
    }

    #[test]
    fn kinds_are_never_equal() {
        let kinds = [
            json!(null),
            json!(false),
            json!(0),
            json!(""),
            json!([]),
            json!({}),
        ];
        assert!(is_unique(&kinds));
    }

    #[test]
    fn objects_are_equal_whatever_the_order() {
        let one = json!({ "a": [1, { "b": null }], "c": 2 });
        let other = json!({ "c": 2.0, "a": [1.0, { "b": null }] });
        assert!(are_equal(&one, &other));
        assert!(!is_unique(&[one, json!(3), other]));
        assert!(!are_equal(&json!({ "a": 1 }), &json!({ "b": 1 })));
        assert!(!are_equal(&json!({ "a": 1 }), &json!({ "a": 2 })));
        assert!(is_unique(&[json!([1, 2]), json!([2, 1]), json!([1])]));
    }

    #[test]
    fn many_items_take_little_time() {
        let items: Vec<Value> = (0..200_000).map(|number| json!([number])).collect();
        assert!(is_unique(&items));
        let texts: Vec<Value> = (0..200_000)
            .map(|number| json!(number.to_string()))
            .collect();
        assert!(is_unique(&texts));
        assert!(!is_unique(&[&texts[..], &[json!("7")]].concat()));
    }
}
