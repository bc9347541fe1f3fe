//! Writing an object with a tag that its own type doesn't have.

use std::fmt::Display;

use serde::ser::{Error, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

/// Writes an object and, before its own keys, a tag.
///
/// # Errors
/// The value isn't written as an object, or the serializer fails.
pub fn tagged<S: Serializer, T: Serialize>(
    serializer: S,
    key: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    value.serialize(Tagged {
        serializer,
        key,
        tag,
    })
}

/// Puts the tag into the first object it is given and refuses all else.
struct Tagged<S> {
    serializer: S,
    key: &'static str,
    tag: &'static str,
}

impl<S: Serializer> Tagged<S> {
    fn refuse<T>(&self, found: &str) -> Result<T, S::Error> {
        Err(S::Error::custom(format_args!(
            "only an object can carry the tag `{}`, and the value is {found}",
            self.key
        )))
    }
}

/// Methods of a serializer that refuse what they are given.
macro_rules! refuse {
    ($($method:ident($($argument:ty),*) -> $result:ty, $found:literal;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$result, S::Error> { self.refuse($found) })*
    };
}

impl<S: Serializer> Serializer for Tagged<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = TaggedStruct<S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    refuse! {
        serialize_bool(bool) -> S::Ok, "a boolean";
        serialize_i8(i8) -> S::Ok, "a number";
        serialize_i16(i16) -> S::Ok, "a number";
        serialize_i32(i32) -> S::Ok, "a number";
        serialize_i64(i64) -> S::Ok, "a number";
        serialize_u8(u8) -> S::Ok, "a number";
        serialize_u16(u16) -> S::Ok, "a number";
        serialize_u32(u32) -> S::Ok, "a number";
        serialize_u64(u64) -> S::Ok, "a number";
        serialize_f32(f32) -> S::Ok, "a number";
        serialize_f64(f64) -> S::Ok, "a number";
        serialize_char(char) -> S::Ok, "a string";
        serialize_str(&str) -> S::Ok, "a string";
        serialize_bytes(&[u8]) -> S::Ok, "bytes";
        serialize_none() -> S::Ok, "null";
        serialize_unit() -> S::Ok, "null";
        serialize_unit_struct(&'static str) -> S::Ok, "null";
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok, "a string";
        serialize_seq(Option<usize>) -> Self::SerializeSeq, "an array";
        serialize_tuple(usize) -> Self::SerializeTuple, "an array";
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct, "an array";
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant, "an array";
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant, "an enum";
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        self.refuse("an enum")
    }

    fn serialize_map(self, length: Option<usize>) -> Result<S::SerializeMap, S::Error> {
        let mut map = self
            .serializer
            .serialize_map(length.map(|length| length + 1))?;
        map.serialize_entry(self.key, self.tag)?;
        Ok(map)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        self.serialize_map(Some(length)).map(TaggedStruct)
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        self.refuse("a string")
    }
}

/// A struct that is written as a map.
struct TaggedStruct<M>(M);

impl<M: SerializeMap> SerializeStruct for TaggedStruct<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.0.serialize_entry(key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}
