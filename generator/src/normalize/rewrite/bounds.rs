//! Bounds: exclusive ones as OpenAPI 3.0 writes them, those of integers as integers.

use serde_json::{Map, Number, Value};

use super::Rewrite;
use crate::lookup;
use crate::normalize::at::At;

/// A bound, its exclusive form, and the extension for what no i64 holds.
struct Bound {
    key: &'static str,
    exclusive: &'static str,
    extension: &'static str,
    is_lower: bool,
}

const BOUNDS: [Bound; 2] = [
    Bound {
        key: "minimum",
        exclusive: "exclusiveMinimum",
        extension: "x-bindery-minimum",
        is_lower: true,
    },
    Bound {
        key: "maximum",
        exclusive: "exclusiveMaximum",
        extension: "x-bindery-maximum",
        is_lower: false,
    },
];

impl Rewrite<'_> {
    /// Writes exclusive bounds that are numbers as bounds that are said to be exclusive. Of two the narrower one holds.
    pub(super) fn exclusive_bounds(&mut self, map: &mut Map<String, Value>, at: &At<'_>) {
        for bound in &BOUNDS {
            match map.get(bound.exclusive) {
                Some(Value::Bool(false)) => {
                    map.shift_remove(bound.exclusive);
                }
                Some(Value::Number(limit)) => {
                    let limit = limit.clone();
                    if is_wider(map.get(bound.key), &limit, bound.is_lower) {
                        map.insert(bound.key.to_owned(), Value::Number(limit));
                        map.insert(bound.exclusive.to_owned(), Value::Bool(true));
                        self.moved(bound.key, bound.exclusive, at);
                    } else {
                        map.shift_remove(bound.exclusive);
                    }
                }
                _ => (),
            }
        }
    }
}

/// Whether a bound allows what the exclusive one at `limit` doesn't.
fn is_wider(inclusive: Option<&Value>, limit: &Number, is_lower: bool) -> bool {
    let inclusive = inclusive.and_then(Value::as_f64);
    match (inclusive, limit.as_f64()) {
        (Some(inclusive), Some(limit)) if is_lower => inclusive <= limit,
        (Some(inclusive), Some(limit)) => inclusive >= limit,
        _ => true,
    }
}

/// Makes the bounds of an integer integers: a fraction is the next one within, and one beyond i64 is carried.
pub(super) fn of_integers(map: &mut Map<String, Value>) {
    if lookup::get(map, "type").is_none_or(|name| name != "integer") {
        return;
    }
    for bound in &BOUNDS {
        let Some(Value::Number(number)) = map.get(bound.key) else {
            continue;
        };
        if number.is_i64() {
            continue;
        }
        let number = number.clone();
        match number.as_f64().map(|exact| (exact, within(exact, bound))) {
            Some((exact, Some(integer))) => {
                map.insert(bound.key.to_owned(), Value::from(integer));
                if exact.fract() != 0.0 {
                    map.shift_remove(bound.exclusive);
                }
            }
            _ => {
                map.shift_remove(bound.key);
                map.insert(bound.extension.to_owned(), Value::Number(number));
            }
        }
    }
    if let Some(integer) = map
        .get("multipleOf")
        .and_then(Value::as_f64)
        .filter(|factor| factor.fract() == 0.0)
        .and_then(integer)
    {
        map.insert("multipleOf".to_owned(), Value::from(integer));
    }
    for value in map
        .get_mut("enum")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if value.is_f64()
            && let Some(integer) = value.as_f64().and_then(integer)
        {
            *value = Value::from(integer);
        }
    }
}

/// The outermost integer within the bound.
fn within(exact: f64, bound: &Bound) -> Option<i64> {
    integer(if bound.is_lower {
        exact.ceil()
    } else {
        exact.floor()
    })
}

/// The number, which has no fraction, as an integer if an i64 holds it.
fn integer(number: f64) -> Option<i64> {
    /// 2^63, the first number beyond.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    // In range and without a fraction, so the conversion loses nothing.
    (-BEYOND..BEYOND).contains(&number).then_some(number as i64)
}
