//! Enums of strings.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::{self, Serializer};
use serde_json::Value as Json;

use super::collect;
use super::locate;
use super::strictness::Strictness;
use crate::param::{ParameterError, Value};

/// An enum whose values are strings, and which keeps a string that the description doesn't name.
pub trait StringEnum: Clone + Sized + 'static {
    /// The values that the description names.
    const TABLE: &'static [(&'static str, Self)];

    /// Whether strings that the description doesn't name are allowed even where decoding is strict.
    const OPEN: bool = false;

    /// Holds a string that the description doesn't name.
    fn other(value: String) -> Self;

    /// The string.
    fn as_str(&self) -> &str;
}

/// The value that a string stands for.
pub fn string_enum<T: StringEnum>(value: &str) -> T {
    find(value).unwrap_or_else(|| T::other(value.to_owned()))
}

/// Reads a value from a string.
///
/// # Errors
/// It is no string, or decoding is strict and the description doesn't name it.
pub fn read_string_enum<'de, T: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(EnumVisitor(PhantomData))
}

/// Writes a value as a string.
///
/// # Errors
/// Encoding is strict, and the description doesn't name it.
pub fn write_string_enum<T: StringEnum, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if Strictness::current() == Strictness::Strict {
        checked::<T>(value.as_str()).map_err(ser::Error::custom)?;
    }
    serializer.serialize_str(value.as_str())
}

/// A value as a parameter; where writing is strict, only one that the description names can be written.
pub fn string_enum_to_parameter<T: StringEnum>(value: &T) -> Value {
    match checked::<T>(value.as_str()) {
        Ok(value) => Value::Text(value.as_str().to_owned()),
        Err(message) => Value::Unlisted(message),
    }
}

/// Reads a value from a parameter.
///
/// # Errors
/// It is absent or no single text, or decoding is strict and the description doesn't name it.
pub fn string_enum_from_parameter<T: StringEnum>(value: Value) -> Result<T, ParameterError> {
    checked::<T>(&value.into_text()?).map_err(|message| {
        let listed = T::TABLE.first().map(|(text, _)| (*text).to_owned());
        ParameterError::unlisted(message).but(listed)
    })
}

fn find<T: StringEnum>(value: &str) -> Option<T> {
    T::TABLE
        .iter()
        .find(|(text, _)| *text == value)
        .map(|(_, found)| found.clone())
}

/// The value that a string stands for, or what is wrong with it.
fn checked<T: StringEnum>(value: &str) -> Result<T, String> {
    match find(value) {
        Some(found) => Ok(found),
        None if T::OPEN || Strictness::current() == Strictness::Lenient => {
            Ok(T::other(value.to_owned()))
        }
        None => Err(unknown(value, T::TABLE.iter().map(|(text, _)| *text))),
    }
}

/// Says that a string is none of those that are expected.
#[cold]
pub(super) fn unknown<T: fmt::Display>(value: &str, expected: impl Iterator<Item = T>) -> String {
    let expected: Vec<String> = expected.map(|text| format!("`{text}`")).collect();
    match expected.as_slice() {
        [] => format!("`{value}` is not allowed here"),
        [one] => format!("`{value}` is not {one}"),
        [most @ .., last] => format!("`{value}` is none of {} and {last}", most.join(", ")),
    }
}

struct EnumVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for EnumVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<T, E> {
        checked(value).map_err(|message| {
            locate::set_rule("enum");
            collect::suggest(|| T::TABLE.first().map(|(text, _)| Json::from(*text)));
            E::custom(message)
        })
    }
}
