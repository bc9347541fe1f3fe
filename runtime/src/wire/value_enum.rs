//! Enums whose values are numbers, or JSON values of several types.

use std::fmt::{self, Display};
use std::mem::discriminant;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value as Json;

use super::collect;
use super::document;
use super::locate;
use super::strictness::Strictness;
use super::string_enum::unknown;
use super::textual::is_textual;
use crate::param::{Parameter, ParameterError, Value};

/// An enum whose values aren't all strings, and which keeps a value that the description doesn't name.
pub trait ValueEnum: Clone + Sized + 'static {
    /// How the description's values stand in the code: `i64` where all are integers, [`Literal`] elsewhere.
    type Literal: EnumLiteral;
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
    type Value: Clone + Into<Json> + DeserializeOwned + Display + Serialize;

    /// The value as it travels.
    fn value(self) -> Self::Value;

    /// Whether this is the value.
    fn is(self, value: &Self::Value) -> bool;

    /// Reads a value, and says whether it is a text that may stand for one of another type.
    ///
    /// # Errors
    /// There is no such value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(Self::Value, bool), D::Error> {
        Ok((Self::Value::deserialize(deserializer)?, false))
    }

    /// The value as a parameter's text.
    fn text(value: &Self::Value) -> String;

    /// The value as a parameter.
    fn parameter(value: &Self::Value) -> Value {
        Value::Literal(Self::text(value))
    }

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

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(Json, bool), D::Error> {
        let read = document::keeping(|| Json::deserialize(deserializer))?;
        let (value, is_document) = document::open(read);
        let is_text = is_textual() && !is_document && value.is_string();
        Ok((value, is_text))
    }

    fn text(value: &Json) -> String {
        match value {
            Json::String(text) => text.clone(),
            value => value.to_string(),
        }
    }

    fn parameter(value: &Json) -> Value {
        match value {
            Json::Bool(_) | Json::Number(_) => Value::Literal(Self::text(value)),
            value => Value::Text(Self::text(value)),
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
    let (value, is_text) = T::Literal::read(deserializer)?;
    let text = is_text.then(|| T::Literal::text(&value));
    if let Some(found) = text.as_deref().and_then(named) {
        return Ok(found);
    }
    // What is wrong is known only once the value has been read whole.
    checked(value.clone()).map_err(|message| {
        let value = value.into();
        locate::set_rule(match text {
            Some(text) => rule_of_text::<T>(&text),
            None => rule_of::<T>(&value),
        });
        collect::suggest(|| T::TABLE.first().map(|(literal, _)| literal.value().into()));
        de::Error::custom(locate::refuse(value, "", &message))
    })
}

/// Writes a value.
///
/// # Errors
/// The serializer could not write it, or encoding is strict, and the description doesn't name it.
pub fn write_value_enum<T: ValueEnum, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if Strictness::current() == Strictness::Strict {
        checked::<T>(value.value()).map_err(serde::ser::Error::custom)?;
    }
    value.value().serialize(serializer)
}

/// Shows a value as it travels.
///
/// # Errors
/// The formatter could not take it.
pub fn show_value_enum<T: ValueEnum>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&T::Literal::text(&value.value()))
}

/// A value as a parameter; where writing is strict, only one that the description names can be written.
pub fn value_enum_to_parameter<T: ValueEnum>(value: &T) -> Value {
    match checked::<T>(value.value()) {
        Ok(value) => T::Literal::parameter(&value.value()),
        Err(message) => Value::Unlisted(message),
    }
}

/// Reads a value from a parameter.
///
/// # Errors
/// It is absent or no single text, or decoding is strict and the description doesn't name it.
pub fn value_enum_from_parameter<T: ValueEnum>(value: Value) -> Result<T, ParameterError> {
    let text = value.into_text()?;
    match named(&text) {
        Some(found) => Ok(found),
        None => {
            let rule = rule_of_text::<T>(&text);
            checked(T::Literal::of_text(text)?).map_err(|message| {
                let listed = T::TABLE.first();
                let listed = listed.map(|(literal, _)| T::Literal::text(&literal.value()));
                ParameterError::breaking(rule, message).but(listed)
            })
        }
    }
}

fn find<T: ValueEnum>(value: &ValueOf<T>) -> Option<T> {
    T::TABLE
        .iter()
        .find(|(literal, _)| literal.is(value))
        .map(|(_, found)| found.clone())
}

/// The enum's value for a text, which stands for numbers and booleans too.
fn named<T: ValueEnum>(text: &str) -> Option<T> {
    T::TABLE
        .iter()
        .find(|(literal, _)| T::Literal::text(&literal.value()) == text)
        .map(|(_, found)| found.clone())
}

/// The rule that a value breaks which the description doesn't name: one of a JSON type that none of those have which it names
/// is of the wrong type.
fn rule_of<T: ValueEnum>(value: &Json) -> &'static str {
    let is_alike = |(literal, _): &(T::Literal, T)| {
        discriminant(&literal.value().into()) == discriminant(value)
    };
    match T::TABLE.iter().any(is_alike) {
        true => "enum",
        false => "type",
    }
}

/// The same for a text, which is a string, and may be a number or a boolean as well.
fn rule_of_text<T: ValueEnum>(text: &str) -> &'static str {
    match rule_of::<T>(&text.into()) {
        "type" => serde_json::from_str(text).map_or("type", |value| rule_of::<T>(&value)),
        rule => rule,
    }
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
    use std::collections::BTreeMap;

    use serde::de::{Deserialize, DeserializeOwned, Deserializer};
    use serde_json::{Value as Json, json};

    use super::{EnumLiteral, Literal, Strictness, ValueEnum, read_value_enum};
    use crate::wire::from_slice;

    /// One, or what the description doesn't name.
    #[derive(Clone, Debug, PartialEq)]
    enum One<V> {
        One,
        Other(V),
    }

    impl ValueEnum for One<i64> {
        type Literal = i64;
        const TABLE: &'static [(i64, Self)] = &[(1, Self::One)];

        fn other(value: i64) -> Self {
            Self::Other(value)
        }

        fn value(&self) -> i64 {
            match self {
                Self::One => 1,
                Self::Other(value) => *value,
            }
        }
    }

    impl ValueEnum for One<Json> {
        type Literal = Literal;
        const TABLE: &'static [(Literal, Self)] = &[(Literal::Integer(1), Self::One)];

        fn other(value: Json) -> Self {
            Self::Other(value)
        }

        fn value(&self) -> Json {
            match self {
                Self::One => 1.into(),
                Self::Other(value) => value.clone(),
            }
        }
    }

    impl<'de, V> Deserialize<'de> for One<V>
    where
        Self: ValueEnum,
    {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            read_value_enum(deserializer)
        }
    }

    fn place<T: DeserializeOwned>(document: &str) -> Option<String> {
        let read = || from_slice::<BTreeMap<String, T>>(document.as_bytes());
        Strictness::Strict
            .scope(read)
            .err()
            .map(|failure| failure.pointer)
    }

    #[test]
    fn a_refused_value_is_told_with_its_place() {
        for (document, pointer) in [
            (r#"{"level":3}"#, "/level"),
            (r#"{ "a": 1, "level": 3 , "b": 1 }"#, "/level"),
            (r#"{"level":"1","b":1}"#, "/level"),
        ] {
            assert_eq!(place::<One<Json>>(document).as_deref(), Some(pointer));
            assert_eq!(place::<One<i64>>(document).as_deref(), Some(pointer));
        }
        let deep = r#"{"level":{"b":[1,{"c":{}}]}}"#;
        assert_eq!(place::<One<Json>>(deep).as_deref(), Some("/level"));
        for (document, pointer) in [
            (r#"{"level":[1,3]}"#, "/level/1"),
            (r#"{"level":[3,1]}"#, "/level/0"),
        ] {
            assert_eq!(place::<Vec<One<i64>>>(document).as_deref(), Some(pointer));
        }
        assert_eq!(place::<One<i64>>(r#"{"level":1}"#), None);
    }

    #[test]
    #[cfg(feature = "server")]
    fn text_of_forms_stands_for_numbers() {
        let read = |text: &str| {
            let value = Json::from(text);
            let read = || crate::wire::from_textual_all::<One<Json>>(&value);
            Strictness::Strict.scope(read)
        };
        assert_eq!(read("1").unwrap().value, One::One);
        for (text, rule) in [("2", "enum"), ("x", "type")] {
            let failures = read(text).unwrap_err().failures.into_iter();
            let rules: Vec<_> = failures.map(|failure| failure.rule).collect();
            assert_eq!(rules, [rule], "{text}");
        }
    }

    #[test]
    #[cfg(feature = "server")]
    fn integers_in_forms_may_have_more_bits_than_any_type() {
        fn rule<T: DeserializeOwned>(text: &str) -> &'static str {
            let value = Json::from(text);
            let read = || crate::wire::from_textual_all::<T>(&value);
            let failures = Strictness::Strict.scope(read).err().unwrap().failures;
            failures.into_iter().next().unwrap().rule
        }
        assert_eq!(rule::<i32>("99999999999999999999"), "format");
        assert_eq!(rule::<u64>("-99999999999999999999"), "minimum");
        assert_eq!(rule::<i64>("99999999999999999999"), "type");
        assert_eq!(rule::<i32>("9e99"), "type");
    }

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        assert!(Literal::Integer(1).is(&json!(1.0)));
        assert!(Literal::Float(1.0).is(&json!(1.0)));
        assert!(!Literal::Integer(1).is(&json!("1")));
        assert!(!Literal::Unsigned(u64::MAX).is(&json!(u64::MAX - 1)));
        assert!(Literal::Json("[1]").is(&json!([1])));
    }
}
