//! Reading unions whose types differ in what JSON they are: the first token chooses, and nothing is kept in memory.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;

use super::exact::Exact;
use super::locate;
use super::marked::Marked;
use super::textual::is_textual;
use crate::file;

/// A union that chooses by JSON type: a method a type, of which those that none of its alternatives has refuse.
///
/// # Errors
/// Those of each method: the value isn't one of the alternatives that have its type.
#[allow(
    clippy::missing_errors_doc,
    reason = "all methods are alike, and said once above"
)]
pub trait ByType<'de>: Sized {
    /// What the alternatives are, for errors: "a string or an object".
    const EXPECTED: &'static str;

    /// Reads null.
    fn null<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(refused::<Self, _>("null"))
    }

    /// Reads a boolean.
    fn boolean<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(refused::<Self, _>("a boolean"))
    }

    /// Reads a number without a fraction.
    fn integer<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(refused::<Self, _>("an integer"))
    }

    /// Reads any other number.
    fn number<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(refused::<Self, _>("a number"))
    }

    /// Reads a string.
    fn string<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(refused::<Self, _>("a string"))
    }

    /// Reads an array.
    fn array<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(refused::<Self, _>("an array"))
    }

    /// Reads an object.
    fn object<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(refused::<Self, _>("an object"))
    }
}

/// Reads a union by the JSON type of the value.
///
/// # Errors
/// None of the alternatives has this type, or the value isn't one of those that have.
pub fn read_by_type<'de, U: ByType<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<U, D::Error> {
    file::keeping(true, || {
        deserializer.deserialize_any(TypeVisitor(PhantomData))
    })
}

/// Reads a `T`, and makes the union of it.
///
/// # Errors
/// The value isn't a `T`.
#[inline]
pub fn read_variant<'de, T: Deserialize<'de>, U, D: Deserializer<'de>>(
    deserializer: D,
    make: impl FnOnce(T) -> U,
) -> Result<U, D::Error> {
    T::deserialize(deserializer).map(make)
}

#[cold]
fn refused<'de, U: ByType<'de>, E: Error>(found: &str) -> E {
    E::custom(format_args!("expected {}, found {found}", U::EXPECTED))
}

/// Reads the boolean or the number that a text stands for; `refused` says why it isn't read as a string.
fn of_text<'de, U: ByType<'de>, E: Error>(text: &str, refused: E) -> Result<U, E> {
    let broken = locate::take_broken();
    let read: Option<Result<U, E>> = match serde_json::from_str(text) {
        Ok(Value::Bool(value)) => Some(U::boolean(value.into_deserializer())),
        Ok(Value::Number(number)) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), ..) => Some(U::integer(value.into_deserializer())),
            (_, Some(value), _) => Some(U::integer(value.into_deserializer())),
            (.., Some(value)) => Some(U::number(value.into_deserializer())),
            _ => None,
        },
        _ => None,
    };
    match read {
        Some(Ok(value)) => Ok(value),
        Some(Err(error)) if locate::several_fit() => Err(error),
        _ => {
            locate::set_broken(broken);
            Err(refused)
        }
    }
}

struct TypeVisitor<U>(PhantomData<fn() -> U>);

impl<'de, U: ByType<'de>> Visitor<'de> for TypeVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::EXPECTED)
    }

    fn visit_unit<E: Error>(self) -> Result<U, E> {
        U::null(IntoDeserializer::<E>::into_deserializer(()))
    }

    fn visit_none<E: Error>(self) -> Result<U, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<U, E> {
        U::boolean(IntoDeserializer::<E>::into_deserializer(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<U, E> {
        U::integer(IntoDeserializer::<E>::into_deserializer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<U, E> {
        U::integer(IntoDeserializer::<E>::into_deserializer(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<U, E> {
        U::number(IntoDeserializer::<E>::into_deserializer(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<U, E> {
        if file::is_mark(value) {
            return file::keeping(false, || U::string(Exact(Marked::<E>::new(value))));
        }
        match U::string(Exact(IntoDeserializer::<E>::into_deserializer(value))) {
            Err(error) if is_textual() && !locate::several_fit() => of_text(value, error),
            read => read,
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<U, A::Error> {
        file::keeping(false, || U::array(SeqAccessDeserializer::new(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<U, A::Error> {
        file::keeping(false, || U::object(MapAccessDeserializer::new(members)))
    }
}
