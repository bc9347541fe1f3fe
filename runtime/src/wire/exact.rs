//! Dates and UUIDs, which strict decoding reads as their standards write them: the types' own readers take more.
//!
//! A type that is read says what it is made of as it is read, by the visitors that it hands over; so dates are found
//! wherever they stand in it. All else passes through.

#[cfg(test)]
mod tests;

use std::any::type_name;
use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use uuid::Uuid;

use super::strictness::Strictness;
use crate::validate::Format;

/// A deserializer whose dates and UUIDs are read so.
pub(super) struct Exact<D>(pub(super) D);

/// A type whose text is of a format.
#[derive(Clone, Copy)]
struct Formatted {
    format: Format,
    /// What such a text is, for errors.
    what: &'static str,
}

const DATE_TIME: Formatted = Formatted {
    format: Format::DateTime,
    what: "a date and time such as `2026-01-31T12:00:00Z`",
};

const DATE: Formatted = Formatted {
    format: Format::Date,
    what: "a date such as `2026-01-31`",
};

const UUID: Formatted = Formatted {
    format: Format::Uuid,
    what: "a UUID such as `67e55044-10b1-426f-9247-bb680e5fe0c8`",
};

impl Formatted {
    /// Whether a type is such a one. Types are known by their names, which is all that there is to tell types by whose
    /// references may be short-lived.
    #[inline]
    fn of<T>() -> Option<Self> {
        let name = type_name::<T>();
        if name == type_name::<DateTime<FixedOffset>>() || is_other_instant(name) {
            Some(DATE_TIME)
        } else if name == type_name::<NaiveDate>() || is_other_date(name) {
            Some(DATE)
        } else if name == type_name::<Uuid>() {
            Some(UUID)
        } else {
            None
        }
    }

    /// Reads a text.
    fn read<T, E: de::Error>(
        self,
        text: &str,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let fits = Strictness::current() == Strictness::Lenient || self.format.holds(text);
        let read = if fits { read().ok() } else { None };
        read.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl Expected for Formatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }
}

#[inline]
fn is_other_instant(_name: &str) -> bool {
    #[cfg(feature = "jiff")]
    if _name == type_name::<jiff::Timestamp>() {
        return true;
    }
    false
}

#[inline]
fn is_other_date(_name: &str) -> bool {
    #[cfg(feature = "jiff")]
    if _name == type_name::<jiff::civil::Date>() {
        return true;
    }
    #[cfg(feature = "time")]
    if _name == type_name::<time::Date>() {
        return true;
    }
    false
}

/// Methods that hand the visitor on as it is: no date is read by them.
macro_rules! pass {
    ($($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(visitor)
        }
    )*};
}

/// Methods that read what may hold a date.
macro_rules! watch {
    ($($method:ident($($argument:ident: $type:ty),*);)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* Watched(visitor))
        }
    )*};
}

/// Methods that read a text.
macro_rules! text {
    ($($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            match Formatted::of::<V::Value>() {
                None => self.0.$method(visitor),
                Some(_) => self.0.$method(Watched(visitor)),
            }
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Exact<D> {
    type Error = D::Error;

    pass! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32
        deserialize_f64 deserialize_char deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier deserialize_ignored_any
    }

    text! { deserialize_str deserialize_string }

    watch! {
        deserialize_any();
        deserialize_option();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// What is handed to a visitor, a seed or a list is watched in turn.
struct Watched<T>(T);

/// Methods that hand a value on as it is.
macro_rules! hand_on {
    ($($method:ident $type:ty),*) => {$(
        #[inline]
        fn $method<E: de::Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watched<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Formatted::of::<V::Value>() {
            None => self.0.expecting(f),
            Some(formatted) => f.write_str(formatted.what),
        }
    }

    hand_on! {
        visit_bool bool, visit_i64 i64, visit_i128 i128, visit_u64 u64, visit_u128 u128, visit_f64 f64,
        visit_bytes &[u8], visit_borrowed_bytes &'de [u8], visit_byte_buf Vec<u8>
    }

    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<V::Value, E> {
        match Formatted::of::<V::Value>() {
            None => self.0.visit_str(text),
            Some(formatted) => formatted.read(text, || self.0.visit_str(text)),
        }
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<V::Value, E> {
        match Formatted::of::<V::Value>() {
            None => self.0.visit_borrowed_str(text),
            Some(_) => self.visit_str(text),
        }
    }

    #[inline]
    fn visit_string<E: de::Error>(self, text: String) -> Result<V::Value, E> {
        match Formatted::of::<V::Value>() {
            None => self.0.visit_string(text),
            Some(_) => self.visit_str(&text),
        }
    }

    #[inline]
    fn visit_none<E: de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    #[inline]
    fn visit_unit<E: de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Exact(deserializer))
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Exact(deserializer))
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Watched(items))
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Watched(members))
    }

    #[inline]
    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(variant)
    }
}

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for Watched<T> {
    type Value = T::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Value, D::Error> {
        self.0.deserialize(Exact(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Watched<A> {
    type Error = A::Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, A::Error> {
        self.0.next_element_seed(Watched(seed))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Watched<A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    #[inline]
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.0.next_value_seed(Watched(seed))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// Reads a value of a type that has no references.
pub(super) fn read<'de, T: de::Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::deserialize(Exact(deserializer))
}
