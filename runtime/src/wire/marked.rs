//! Reading a type from a file in a form.

use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

use crate::file;

/// The mark of a file: to `File` it is the file, to any other type the text in it.
pub(super) struct Marked<'m, E> {
    mark: &'m str,
    error: PhantomData<fn() -> E>,
}

impl<'m, E> Marked<'m, E> {
    pub(super) fn new(mark: &'m str) -> Self {
        Self {
            mark,
            error: PhantomData,
        }
    }
}

impl<'de, E: Error> Deserializer<'de> for Marked<'_, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if file::are_kept() {
            return visitor.visit_str(self.mark);
        }
        match file::text_of(self.mark) {
            Some(text) => visitor.visit_string(text),
            None => Err(E::custom("expected text, found a file that is none")),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_str(self.mark)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
