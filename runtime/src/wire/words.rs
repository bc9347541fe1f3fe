//! What is wrong with a value, in the words of JSON: serde speaks of Rust's types.

use std::borrow::Cow;

use crate::width;

/// What is said of a value.
pub(super) struct Said {
    /// The rule that it breaks, where the message tells.
    pub(super) rule: Option<&'static str>,
    pub(super) message: String,
}

/// A message of serde's as whoever wrote the document understands it: what was expected, and what is there instead. Other
/// messages stay as they are.
#[cold]
pub(super) fn of_json(message: &str) -> Said {
    mismatch(message).unwrap_or_else(|| Said {
        rule: None,
        message: message.to_owned(),
    })
}

/// The message, if it is one about a value of a wrong type or length (`serde::de::Error::invalid_type` and others).
fn mismatch(message: &str) -> Option<Said> {
    let rest = message.strip_prefix("invalid ")?;
    let (kind, rest) = ["type: ", "value: ", "length "]
        .iter()
        .find_map(|kind| Some((*kind, rest.strip_prefix(kind)?)))?;
    // What is there may be a text that holds these words as well.
    let (found, expected) = rest.rsplit_once(", expected ")?;
    // A text of the right type whose value isn't right is of another format.
    let mut rule = match kind == "value: " && found.starts_with("string ") {
        true => "format",
        false => "type",
    };
    let (expected, found) = if kind == "length " {
        (Cow::Borrowed(expected), Cow::Owned(counted(found)))
    } else {
        let found = value(found);
        if bounds(expected).is_some() && is_whole(&found) {
            rule = width::rule_beyond(expected, found.starts_with('-'));
        }
        (type_of(expected, &found), found)
    };
    Some(Said {
        rule: Some(rule),
        message: format!("expected {expected}, found {found}"),
    })
}

fn counted(items: &str) -> String {
    let noun = if items == "1" { "item" } else { "items" };
    format!("{items} {noun}")
}

/// A value as it stands in JSON, or what it is (`serde::de::Unexpected`).
fn value(found: &str) -> Cow<'_, str> {
    let quoted = ["boolean `", "integer `", "floating point `"]
        .iter()
        .find_map(|kind| found.strip_prefix(kind)?.strip_suffix('`'));
    if let Some(value) = quoted {
        return Cow::Borrowed(value);
    }
    match found {
        "null" | "unit value" | "Option value" => Cow::Borrowed("null"),
        "sequence" => Cow::Borrowed("an array"),
        "map" => Cow::Borrowed("an object"),
        other => Cow::Borrowed(other.strip_prefix("string ").unwrap_or(other)),
    }
}

/// What a type of Rust is in JSON, beside a value that isn't one.
fn type_of<'t>(expected: &'t str, found: &str) -> Cow<'t, str> {
    if let Some((least, most)) = bounds(expected) {
        return Cow::Owned(match is_whole(found) {
            true => format!("an integer from {least} to {most}"),
            false => "an integer".to_owned(),
        });
    }
    Cow::Borrowed(match expected {
        "f32" | "f64" => "a number",
        "bool" => "a boolean",
        "a sequence" => "an array",
        "a map" => "an object",
        "unit" => "null",
        "any valid JSON value" => "any value",
        other => other,
    })
}

/// Whether a value is a number without a fraction: too large or too small, where an integer is expected.
fn is_whole(found: &str) -> bool {
    found
        .parse::<f64>()
        .is_ok_and(|number| number.fract() == 0.0)
}

/// The integers that a type of Rust holds.
fn bounds(expected: &str) -> Option<(i128, u128)> {
    macro_rules! bounds {
        ($($type:ident)*) => {
            match expected {
                $(stringify!($type) => Some(($type::MIN.into(), $type::MAX as u128)),)*
                "u128" => Some((0, u128::MAX)),
                _ => None,
            }
        };
    }
    bounds! { i8 i16 i32 i64 i128 u8 u16 u32 u64 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use serde::de::DeserializeOwned;
    use serde_json::Value;
    use uuid::Uuid;

    use super::super::buffered::Buffered;
    use super::super::locate::DecodeFailure;
    use super::super::{exact, from_slice};
    use super::of_json;
    use crate::Base64;

    /// Why a document is refused, whether it is read from its text or from memory.
    fn refused<T: DeserializeOwned + Debug>(document: &str) -> DecodeFailure {
        let of_text = from_slice::<T>(document.as_bytes()).unwrap_err();
        let value: Value = serde_json::from_str(document).unwrap();
        let of_value = exact::read::<T, _>(Buffered(&value)).unwrap_err();
        assert_eq!(of_text, DecodeFailure::from(of_value));
        of_text
    }

    fn said<T: DeserializeOwned + Debug>(document: &str) -> String {
        refused::<T>(document).message
    }

    fn rule<T: DeserializeOwned + Debug>(document: &str) -> &'static str {
        refused::<T>(document).rule
    }

    #[test]
    fn values_and_types_are_those_of_json() {
        assert_eq!(said::<i64>("\"one\""), "expected an integer, found \"one\"");
        assert_eq!(said::<i64>("1.5"), "expected an integer, found 1.5");
        assert_eq!(
            said::<u8>("300"),
            "expected an integer from 0 to 255, found 300"
        );
        assert_eq!(
            said::<u8>("-1"),
            "expected an integer from 0 to 255, found -1"
        );
        assert_eq!(said::<f64>("[]"), "expected a number, found an array");
        assert_eq!(said::<bool>("null"), "expected a boolean, found null");
        assert_eq!(said::<String>("true"), "expected a string, found true");
        assert_eq!(said::<Vec<i64>>("{}"), "expected an array, found an object");
        assert_eq!(
            said::<BTreeMap<String, i64>>("7"),
            "expected an object, found 7"
        );
        assert_eq!(said::<()>("0"), "expected null, found 0");
    }

    #[test]
    fn texts_may_hold_the_words_of_errors() {
        assert_eq!(
            said::<i64>("\"a, expected b\""),
            "expected an integer, found \"a, expected b\""
        );
        assert_eq!(
            of_json("missing required field `a`").message,
            "missing required field `a`"
        );
        assert_eq!(
            of_json("invalid length 3, expected fewer items").message,
            "expected fewer items, found 3 items"
        );
    }

    #[test]
    fn values_of_the_right_type_break_other_rules() {
        assert_eq!(rule::<i64>("\"one\""), "type");
        assert_eq!(rule::<u8>("\"300\""), "type");
        assert_eq!(rule::<u8>("1.5"), "type");
        assert_eq!(rule::<u8>("300"), "format");
        assert_eq!(rule::<i32>("-1e30"), "format");
        assert_eq!(rule::<u64>("-1"), "minimum");
        assert_eq!(rule::<u64>("1e30"), "type");
        assert_eq!(rule::<i64>("9223372036854775808"), "type");
        assert_eq!(rule::<Uuid>("\"one\""), "format");
        assert_eq!(rule::<Uuid>("1"), "type");
        assert_eq!(rule::<Base64>("\"*\""), "format");
        assert_eq!(rule::<Base64>("null"), "type");
    }

    #[test]
    fn integers_beyond_64_bits_have_bounds_too() {
        assert_eq!(
            said::<i64>("9223372036854775808"),
            "expected an integer from -9223372036854775808 to 9223372036854775807, found 9223372036854775808"
        );
    }
}
