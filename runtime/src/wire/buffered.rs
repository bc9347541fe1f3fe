//! Reading a type from a JSON value that is already in memory, without copying it, and with the place of an error.

use std::fmt::{self, Display};

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use super::locate::{push_step, unmark};

/// A JSON value to read from.
#[derive(Clone, Copy)]
pub(super) struct Buffered<'de>(pub(super) &'de Value);

/// What is wrong with a value, and where inside of it.
#[derive(Debug)]
pub(super) struct BufferedError {
    pub(super) pointer: String,
    pub(super) message: String,
}

impl BufferedError {
    /// The same error, seen from the value that holds this one under `step`.
    #[cold]
    fn under(mut self, step: &str) -> Self {
        let mut pointer = String::new();
        push_step(&mut pointer, step);
        pointer.push_str(&self.pointer);
        self.pointer = pointer;
        self
    }
}

impl Display for BufferedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "at `{}`: {}", self.pointer, self.message)
        }
    }
}

impl std::error::Error for BufferedError {}

impl de::Error for BufferedError {
    fn custom<T: Display>(message: T) -> Self {
        let message = message.to_string();
        let (pointer, message) = unmark(&message);
        Self {
            pointer: pointer.to_owned(),
            message: message.to_owned(),
        }
    }
}

impl<'de> Deserializer<'de> for Buffered<'de> {
    type Error = BufferedError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => number.deserialize_any(visitor).map_err(de::Error::custom),
            Value::String(value) => visitor.visit_borrowed_str(value),
            Value::Array(items) => visit_items(items, visitor),
            Value::Object(members) => visitor.visit_map(Members::new(members)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, BufferedError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, BufferedError> {
        match self.0 {
            Value::String(variant) => {
                visitor.visit_enum(StrDeserializer::<BufferedError>::new(variant))
            }
            Value::Object(members) => {
                visitor.visit_enum(MapAccessDeserializer::new(Members::new(members)))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, BufferedError> for Buffered<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Reads all items of an array.
fn visit_items<'de, V: Visitor<'de>>(
    items: &'de [Value],
    visitor: V,
) -> Result<V::Value, BufferedError> {
    let mut access = Items { items, next: 0 };
    let value = visitor.visit_seq(&mut access)?;
    if access.next == items.len() {
        Ok(value)
    } else {
        Err(de::Error::invalid_length(items.len(), &"fewer items"))
    }
}

/// The items of an array, as they come.
struct Items<'de> {
    items: &'de [Value],
    next: usize,
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = BufferedError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, BufferedError> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        let index = self.next;
        self.next += 1;
        match seed.deserialize(Buffered(item)) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error.under(&index.to_string())),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

/// The members of an object, as they come.
struct Members<'de> {
    members: serde_json::map::Iter<'de>,
    current: Option<(&'de String, &'de Value)>,
}

impl<'de> Members<'de> {
    fn new(members: &'de Map<String, Value>) -> Self {
        Self {
            members: members.iter(),
            current: None,
        }
    }
}

impl<'de> de::MapAccess<'de> for Members<'de> {
    type Error = BufferedError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, BufferedError> {
        self.current = self.members.next();
        let Some((key, _)) = self.current else {
            return Ok(None);
        };
        match seed.deserialize(StrDeserializer::<BufferedError>::new(key)) {
            Ok(found) => Ok(Some(found)),
            Err(error) => Err(error.under(key)),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, BufferedError> {
        let Some((key, value)) = self.current.take() else {
            return Err(de::Error::custom("a value was asked for before its key"));
        };
        seed.deserialize(Buffered(value))
            .map_err(|error| error.under(key))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}
