//! Looking at a value as it is in JSON, without its being written.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::number::{Num, Number};
use super::short_text::ShortText;

/// What is told of a value. Of what stands in it only that it is there: whoever wants to know more looks at that.
pub(super) trait Look {
    fn null(&mut self) {}
    fn boolean(&mut self, _: bool) {}
    fn number(&mut self, _: Num) {}
    fn text(&mut self, _: &str) {}
    /// The value is an array; its items come next.
    fn array(&mut self) {}
    fn item<T: Serialize + ?Sized>(&mut self, _: &T) {}
    /// The value is an object; its keys come next, each followed by its member.
    fn object(&mut self) {}
    fn key(&mut self, _: &str) {}
    fn member<T: Serialize + ?Sized>(&mut self, _: &T) {}
    /// That was the array or the object.
    fn end(&mut self) {}
}

/// Looks at a value; whether it can be written at all.
pub(super) fn look<T: Serialize + ?Sized>(value: &T, at: &mut impl Look) -> bool {
    value.serialize(Looking(at)).is_ok()
}

/// How many keys the object has that a value is; `None` where it is none.
pub(super) fn key_count<T: Serialize + ?Sized>(value: &T) -> Option<usize> {
    let mut count = Count::default();
    (look(value, &mut count) && count.is_object).then_some(count.parts)
}

/// How many items the array has that a value is; `None` where it is none.
pub(super) fn item_count<T: Serialize + ?Sized>(value: &T) -> Option<usize> {
    let mut count = Count::default();
    (look(value, &mut count) && count.is_array).then_some(count.parts)
}

#[derive(Default)]
struct Count {
    is_array: bool,
    is_object: bool,
    parts: usize,
}

impl Look for Count {
    fn array(&mut self) {
        self.is_array = true;
    }

    fn item<T: Serialize + ?Sized>(&mut self, _: &T) {
        self.parts += 1;
    }

    fn object(&mut self) {
        self.is_object = true;
    }

    fn key(&mut self, _: &str) {
        self.parts += 1;
    }
}

/// Calls `visit` with each key of the object that a value is.
pub(super) fn each_key<T: Serialize + ?Sized>(value: &T, visit: impl FnMut(&str)) {
    struct Keys<F>(F);
    impl<F: FnMut(&str)> Look for Keys<F> {
        fn key(&mut self, key: &str) {
            (self.0)(key);
        }
    }
    look(value, &mut Keys(visit));
}

/// Whether a value is an object that has a key.
pub(super) fn has_key<T: Serialize + ?Sized>(value: &T, wanted: &str) -> bool {
    let mut has = false;
    each_key(value, |key| has |= key == wanted);
    has
}

struct Looking<'l, L>(&'l mut L);

/// The value can't be written as JSON.
#[derive(Debug)]
pub(super) struct Unwritable;

impl Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value can't be written as JSON")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// Methods for numbers.
macro_rules! numbers {
    ($($method:ident($number:ty);)*) => {$(
        fn $method(self, number: $number) -> Result<(), Unwritable> {
            match number.number() {
                Some(number) => self.0.number(number),
                // JSON has no such number.
                None => self.0.null(),
            }
            Ok(())
        }
    )*};
}

impl<L: Look> Serializer for Looking<'_, L> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Impossible<(), Unwritable>;
    type SerializeTupleVariant = Impossible<(), Unwritable>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Unwritable>;

    numbers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_f32(f32);
        serialize_f64(f64);
    }

    fn serialize_bool(self, value: bool) -> Result<(), Unwritable> {
        self.0.boolean(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Unwritable> {
        self.0.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unwritable> {
        self.0.text(value);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        let text = ShortText::of(format_args!("{value}")).ok_or(Unwritable)?;
        self.serialize_str(text.as_str())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Unwritable> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.0.null();
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unwritable> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.collect_map([(variant, value)])
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.0.array();
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.0.object();
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.serialize_map(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

impl<L: Look> SerializeSeq for Looking<'_, L> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.0.item(item);
        Ok(())
    }

    fn end(self) -> Result<(), Unwritable> {
        self.0.end();
        Ok(())
    }
}

impl<L: Look> ser::SerializeTuple for Looking<'_, L> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<(), Unwritable> {
        SerializeSeq::end(self)
    }
}

impl<L: Look> SerializeMap for Looking<'_, L> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        key.serialize(Looking(&mut Key(self.0)))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.0.member(value);
        Ok(())
    }

    fn end(self) -> Result<(), Unwritable> {
        self.0.end();
        Ok(())
    }
}

impl<L: Look> SerializeStruct for Looking<'_, L> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.serialize_entry(key, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        SerializeMap::end(self)
    }
}

/// Takes a text for a key.
struct Key<'l, L>(&'l mut L);

impl<L: Look> Look for Key<'_, L> {
    fn text(&mut self, text: &str) {
        self.0.key(text);
    }
}
