//! Dates and UUIDs, which strict decoding reads as their standards write them: the types' own readers take more.
//!
//! A type that is read says what it is made of as it is read, by the visitors that it hands over; so dates are found
//! wherever they stand in it. All else passes through.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected,
    Visitor,
};

use super::formatted::Formatted;

/// A deserializer whose dates and UUIDs are read so.
pub(super) struct Exact<D>(pub(super) D);

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

/// Methods that hand a value on which is no text.
macro_rules! of_other_types {
    ($($method:ident $type:ident $kind:ident),*) => {$(
        #[inline]
        fn $method<E: de::Error>(self, value: $type) -> Result<V::Value, E> {
            match Formatted::of::<V::Value>() {
                None => self.0.$method(value),
                Some(formatted) => Err(E::invalid_type(Unexpected::$kind(value), &formatted)),
            }
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watched<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Formatted::of::<V::Value>() {
            None => self.0.expecting(f),
            Some(formatted) => Expected::fmt(&formatted, f),
        }
    }

    of_other_types! {
        visit_bool bool Bool, visit_i64 i64 Signed, visit_u64 u64 Unsigned, visit_f64 f64 Float
    }

    hand_on! {
        visit_i128 i128, visit_u128 u128, visit_bytes &[u8], visit_borrowed_bytes &'de [u8], visit_byte_buf Vec<u8>
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
        match Formatted::of::<V::Value>() {
            None => self.0.visit_unit(),
            Some(formatted) => Err(E::invalid_type(Unexpected::Unit, &formatted)),
        }
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
        match Formatted::of::<V::Value>() {
            None => self.0.visit_seq(Watched(items)),
            Some(formatted) => Err(de::Error::invalid_type(Unexpected::Seq, &formatted)),
        }
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        match Formatted::of::<V::Value>() {
            None => self.0.visit_map(Watched(members)),
            Some(formatted) => Err(de::Error::invalid_type(Unexpected::Map, &formatted)),
        }
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
