//! Writing an object with a tag that its own type doesn't have.

use std::fmt::{self, Display, Write};

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
    type SerializeMap = TaggedMap<S::SerializeMap>;
    type SerializeStruct = TaggedMap<S::SerializeMap>;
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

    fn serialize_map(self, length: Option<usize>) -> Result<TaggedMap<S::SerializeMap>, S::Error> {
        let mut map = self
            .serializer
            .serialize_map(length.map(|length| length + 1))?;
        map.serialize_entry(self.key, self.tag)?;
        Ok(TaggedMap { map, key: self.key })
    }

    fn serialize_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        self.serialize_map(Some(length))
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        self.refuse("a string")
    }
}

/// An object behind its tag, whose key it can't have once more.
struct TaggedMap<M> {
    map: M,
    key: &'static str,
}

impl<M: SerializeMap> TaggedMap<M> {
    fn keep_tag<K: Serialize + ?Sized>(&self, key: &K) -> Result<(), M::Error> {
        match is_text(key, self.key) {
            true => Err(self.refuse()),
            false => Ok(()),
        }
    }

    #[cold]
    fn refuse(&self) -> M::Error {
        M::Error::custom(format_args!(
            "`{}` stands among the additional properties, but tells the type",
            self.key
        ))
    }
}

/// Whether a key is written as that text.
fn is_text<K: Serialize + ?Sized>(key: &K, text: &str) -> bool {
    /// A key as text; one that is none isn't shown.
    struct Shown<'k, K: ?Sized>(&'k K);

    impl<K: Serialize + ?Sized> Display for Shown<'_, K> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }

    /// What is still to come of the text.
    struct Rest<'t>(&'t str);

    impl Write for Rest<'_> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(text).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    let mut rest = Rest(text);
    write!(rest, "{}", Shown(key)).is_ok() && rest.0.is_empty()
}

impl<M: SerializeMap> SerializeMap for TaggedMap<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), M::Error> {
        self.keep_tag(key)?;
        self.map.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        self.map.serialize_value(value)
    }

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &T,
    ) -> Result<(), M::Error> {
        self.keep_tag(key)?;
        self.map.serialize_entry(key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

impl<M: SerializeMap> SerializeStruct for TaggedMap<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        SerializeMap::serialize_entry(self, key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::tagged;

    /// What an object with one key becomes behind the tag `kind: a`.
    fn written(key: &str) -> Result<String, String> {
        let mut text = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut text);
        let written = tagged(&mut serializer, "kind", "a", &BTreeMap::from([(key, 1)]));
        written.map_err(|error| error.to_string())?;
        Ok(String::from_utf8(text).unwrap())
    }

    #[test]
    fn the_key_of_the_tag_stands_once() {
        assert_eq!(written("kin").unwrap(), r#"{"kind":"a","kin":1}"#);
        assert_eq!(written("kinds").unwrap(), r#"{"kind":"a","kinds":1}"#);
        let message = "`kind` stands among the additional properties, but tells the type";
        assert_eq!(written("kind").unwrap_err(), message);
    }
}
