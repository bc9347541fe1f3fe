//! Enums whose values are numbers, or JSON values of several types.

use std::fmt::{self, Display};

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value as Json;

use super::strictness::Strictness;
use super::string_enum::unknown;
use crate::param::{Parameter, ParameterError, Value};

/// An enum whose values aren't all strings, and which keeps a value that the description doesn't name.
pub trait ValueEnum: Clone + Sized + 'static {
    /// How the description's values stand in the code: `i64` where all are integers, [`Literal`] elsewhere.
    type Literal: EnumLiteral;
    /// The enum's name, for errors.
    const NAME: &'static str;
    /// The values that the description names.
    const TABLE: &'static [(Self::Literal, Self)];

    /// Holds a value that the description doesn't name.
    fn other(value: <Self::Literal as EnumLiteral>::Value) -> Self;

    /// The value.
    fn value(&self) -> <Self::Literal as EnumLiteral>::Value;
}

/// A value as it stands in the code.
pub trait EnumLiteral: Copy + 'static {
    /// The value as it travels.
    type Value: DeserializeOwned + Display + Serialize;

    /// The value as it travels.
    fn value(self) -> Self::Value;

    /// Whether this is the value.
    fn is(self, value: &Self::Value) -> bool;

    /// The value as a parameter's text.
    fn text(value: &Self::Value) -> String;

    /// The value of a parameter's text that is none of the description's.
    ///
    /// # Errors
    /// There is none.
    fn of_text(text: String) -> Result<Self::Value, ParameterError>;
}

impl EnumLiteral for i64 {
    type Value = Self;

    fn value(self) -> Self {
        self
    }

    fn is(self, value: &Self) -> bool {
        self == *value
    }

    fn text(value: &Self) -> String {
        value.to_string()
    }

    fn of_text(text: String) -> Result<Self, ParameterError> {
        Self::from_value(Value::Text(text))
    }
}

/// A JSON value.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// An integer beyond `i64`.
    Unsigned(u64),
    /// Another number.
    Float(f64),
    /// A string.
    String(&'static str),
    /// An array or an object, as JSON.
    Json(&'static str),
}

impl EnumLiteral for Literal {
    type Value = Json;

    fn value(self) -> Json {
        match self {
            Self::Bool(value) => value.into(),
            Self::Integer(value) => value.into(),
            Self::Unsigned(value) => value.into(),
            Self::Float(value) => value.into(),
            Self::String(value) => value.into(),
            Self::Json(text) => serde_json::from_str(text).unwrap_or_default(),
        }
    }

    /// Numbers are the same if their values are, however they are written (JSON Schema 2020-12, section 4.2.2).
    fn is(self, value: &Json) -> bool {
        match (self, value) {
            (Self::Bool(bool), Json::Bool(value)) => bool == *value,
            (Self::String(text), Json::String(value)) => text == value,
            (Self::Integer(_) | Self::Unsigned(_) | Self::Float(_), Json::Number(number)) => {
                let own = self.value();
                own == *value || number.is_f64() && own.as_f64() == number.as_f64()
            }
            (Self::Json(_), value) => self.value() == *value,
            _ => false,
        }
    }

    fn text(value: &Json) -> String {
        match value {
            Json::String(text) => text.clone(),
            value => value.to_string(),
        }
    }

    fn of_text(text: String) -> Result<Json, ParameterError> {
        Ok(Json::String(text))
    }
}

type ValueOf<T> = <<T as ValueEnum>::Literal as EnumLiteral>::Value;

/// The enum's value for a value as it travels.
pub fn value_enum<T: ValueEnum>(value: ValueOf<T>) -> T {
    match find(&value) {
        Some(found) => found,
        None => T::other(value),
    }
}

/// Reads a value.
///
/// # Errors
/// It is of another type, or decoding is strict and the description doesn't name it.
pub fn read_value_enum<'de, T: ValueEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = ValueOf::<T>::deserialize(deserializer)?;
    checked(value).map_err(de::Error::custom)
}

/// Writes a value.
///
/// # Errors
/// The serializer could not write it.
pub fn write_value_enum<T: ValueEnum, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.value().serialize(serializer)
}

/// Shows a value as it travels.
///
/// # Errors
/// The formatter could not take it.
pub fn show_value_enum<T: ValueEnum>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&T::Literal::text(&value.value()))
}

/// A value as a parameter.
pub fn value_enum_to_parameter<T: ValueEnum>(value: &T) -> Value {
    Value::Text(T::Literal::text(&value.value()))
}

/// Reads a value from a parameter.
///
/// # Errors
/// It is absent or no single text, or decoding is strict and the description doesn't name it.
pub fn value_enum_from_parameter<T: ValueEnum>(value: Value) -> Result<T, ParameterError> {
    let text = value.into_text()?;
    let named = T::TABLE
        .iter()
        .find(|(literal, _)| T::Literal::text(&literal.value()) == text);
    match named {
        Some((_, found)) => Ok(found.clone()),
        None => checked(T::Literal::of_text(text)?).map_err(ParameterError::new),
    }
}

fn find<T: ValueEnum>(value: &ValueOf<T>) -> Option<T> {
    T::TABLE
        .iter()
        .find(|(literal, _)| literal.is(value))
        .map(|(_, found)| found.clone())
}

/// The enum's value, or what is wrong with it.
fn checked<T: ValueEnum>(value: ValueOf<T>) -> Result<T, String> {
    match find(&value) {
        Some(found) => Ok(found),
        None if Strictness::current() == Strictness::Lenient => Ok(T::other(value)),
        None => Err(unknown(
            &value.to_string(),
            T::TABLE
                .iter()
                .map(|(literal, _)| literal.value().to_string()),
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{EnumLiteral, Literal};

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        assert!(Literal::Integer(1).is(&json!(1.0)));
        assert!(Literal::Float(1.0).is(&json!(1.0)));
        assert!(!Literal::Integer(1).is(&json!("1")));
        assert!(!Literal::Unsigned(u64::MAX).is(&json!(u64::MAX - 1)));
        assert!(Literal::Json("[1]").is(&json!([1])));
    }
}
