//! Equality of JSON values (JSON Schema Core, section 4.2.2).

use std::ops::ControlFlow::{self, Break, Continue};

use serde_json::Value;

use super::look::{Look, View};
use super::number::{Num, Number};

/// Whether a value is equal to one that is listed: numbers by their mathematical value, objects whatever the order of
/// their keys. Takes no more time than the listed one is large, and recurses no deeper.
pub(super) fn is_equal(listed: &Value, value: &dyn View) -> bool {
    let mut equal = Equal {
        listed,
        parts: 0,
        holds: false,
    };
    value.look(&mut equal) && equal.holds
}

struct Equal<'v> {
    listed: &'v Value,
    /// How many items or members have been compared.
    parts: usize,
    holds: bool,
}

impl Equal<'_> {
    /// Goes on where what has been seen is equal.
    fn go_on(&mut self, holds: bool) -> ControlFlow<()> {
        self.holds = holds;
        match holds {
            true => Continue(()),
            false => Break(()),
        }
    }

    fn part(&mut self, listed: Option<&Value>, part: &dyn View) -> ControlFlow<()> {
        self.parts += 1;
        self.go_on(listed.is_some_and(|listed| is_equal(listed, part)))
    }
}

impl Look for Equal<'_> {
    fn null(&mut self) {
        self.holds = self.listed.is_null();
    }

    fn boolean(&mut self, value: bool) {
        self.holds = self.listed.as_bool() == Some(value);
    }

    fn number(&mut self, number: Num) {
        let listed = self.listed.number();
        self.holds = listed.is_some_and(|listed| listed.compare(number).is_eq());
    }

    fn text(&mut self, text: &str) {
        self.holds = self.listed.as_str() == Some(text);
    }

    fn array(&mut self) -> ControlFlow<()> {
        self.go_on(self.listed.is_array())
    }

    fn item(&mut self, item: &dyn View) -> ControlFlow<()> {
        self.part(self.listed.get(self.parts), item)
    }

    fn object(&mut self) -> ControlFlow<()> {
        self.go_on(self.listed.is_object())
    }

    fn member(&mut self, key: &str, value: &dyn View) -> ControlFlow<()> {
        self.part(self.listed.get(key), value)
    }

    fn end(&mut self) {
        let listed = match self.listed {
            Value::Array(items) => items.len(),
            Value::Object(members) => members.len(),
            _ => 0,
        };
        self.holds = self.parts == listed;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::is_equal;

    #[track_caller]
    fn assert_equal(one: &Value, other: &Value, are_equal: bool) {
        assert_eq!(is_equal(one, other), are_equal, "{one} {other}");
        assert_eq!(is_equal(other, one), are_equal, "{other} {one}");
    }

    #[test]
    fn numbers_are_equal_by_value() {
        assert_equal(&json!(1), &json!(1.0), true);
        assert_equal(&json!(-0.0), &json!(0), true);
        assert_equal(&json!(u64::MAX), &json!(u64::MAX - 1), false);
        assert_equal(&json!(1e300), &json!(1e300), true);
        assert_equal(&json!(1.5), &json!(1), false);
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
        for (index, one) in kinds.iter().enumerate() {
            for (other_index, other) in kinds.iter().enumerate() {
                assert_equal(one, other, index == other_index);
            }
        }
    }

    #[test]
    fn arrays_are_equal_by_their_items() {
        assert_equal(&json!([1, 2]), &json!([1, 2]), true);
        for other in [json!([2, 1]), json!([1]), json!([1, 2, 3]), json!([])] {
            assert_equal(&json!([1, 2]), &other, false);
        }
    }

    #[test]
    fn objects_are_equal_whatever_the_order() {
        let one = json!({ "a": [1, { "b": null }], "c": 2 });
        let other = json!({ "c": 2.0, "a": [1.0, { "b": null }] });
        assert_equal(&one, &other, true);
        for other in [
            json!({ "b": 1 }),
            json!({ "a": 2 }),
            json!({ "a": 1, "b": 2 }),
        ] {
            assert_equal(&json!({ "a": 1 }), &other, false);
        }
    }
}
