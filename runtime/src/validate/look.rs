//! Looking at a value as it is in JSON, without its being written.

use std::fmt::{self, Display};
use std::ops::ControlFlow::{self, Continue};

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::number::{Num, Number};
use super::short_text::ShortText;

/// A value that can be looked at as it is in JSON.
pub trait View {
    /// Tells what the value is; whether it can be written at all, as far as it was looked at.
    fn look(&self, at: &mut dyn Look) -> bool;
}

impl<T: Serialize + ?Sized> View for T {
    fn look(&self, at: &mut dyn Look) -> bool {
        !matches!(self.serialize(Looking(at)), Err(Halt::Unwritable))
    }
}

/// What is told of a value. Of what stands in it only that it is there: whoever wants to know more looks at that, or
/// wants to know no more and breaks off.
pub trait Look {
    /// There is no value. JSON has null for that.
    fn none(&mut self) {
        self.null();
    }

    /// The value is null.
    fn null(&mut self) {}

    /// The value is true or false.
    fn boolean(&mut self, _: bool) {}

    /// The value is a number.
    fn number(&mut self, _: Num) {}

    /// The value is a string.
    fn text(&mut self, _: &str) {}

    /// The value is an array; its items come next.
    fn array(&mut self) -> ControlFlow<()> {
        Continue(())
    }

    /// An item of the array.
    fn item(&mut self, _: &dyn View) -> ControlFlow<()> {
        Continue(())
    }

    /// The value is an object; its members come next.
    fn object(&mut self) -> ControlFlow<()> {
        Continue(())
    }

    /// What stands in the object under a key.
    fn member(&mut self, _: &str, _: &dyn View) -> ControlFlow<()> {
        Continue(())
    }

    /// That was the array or the object.
    fn end(&mut self) {}
}

struct Looking<'l>(&'l mut dyn Look);

/// Why a look ends early.
#[derive(Debug)]
enum Halt {
    /// The value can't be written as JSON.
    Unwritable,
    /// Enough has been seen.
    Seen,
}

impl Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unwritable => "the value can't be written as JSON",
            Self::Seen => "enough has been seen",
        })
    }
}

impl std::error::Error for Halt {}

impl ser::Error for Halt {
    fn custom<T: Display>(_: T) -> Self {
        Self::Unwritable
    }
}

/// Ends the look where it was broken off.
fn unless_seen(flow: ControlFlow<()>) -> Result<(), Halt> {
    match flow {
        Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Halt::Seen),
    }
}

/// Methods for numbers.
macro_rules! numbers {
    ($($method:ident($number:ty);)*) => {$(
        fn $method(self, number: $number) -> Result<(), Halt> {
            match number.number() {
                Some(number) => self.0.number(number),
                // JSON has no such number.
                None => self.0.null(),
            }
            Ok(())
        }
    )*};
}

impl<'l> Serializer for Looking<'l> {
    type Ok = ();
    type Error = Halt;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Impossible<(), Halt>;
    type SerializeTupleVariant = Impossible<(), Halt>;
    type SerializeMap = Members<'l>;
    type SerializeStruct = Members<'l>;
    type SerializeStructVariant = Impossible<(), Halt>;

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

    fn serialize_bool(self, value: bool) -> Result<(), Halt> {
        self.0.boolean(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Halt> {
        self.0.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Halt> {
        self.0.text(value);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Halt> {
        let text = ShortText::of(format_args!("{value}")).ok_or(Halt::Unwritable)?;
        self.serialize_str(text.as_str())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Halt> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Halt> {
        self.0.none();
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Halt> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Halt> {
        self.0.null();
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Halt> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Halt> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Halt> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Halt> {
        self.collect_map([(variant, value)])
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Halt> {
        unless_seen(self.0.array())?;
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Halt> {
        self.serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'l>, Halt> {
        unless_seen(self.0.object())?;
        Ok(Members {
            look: self.0,
            key: String::new(),
        })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'l>, Halt> {
        self.serialize_map(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Halt> {
        Err(Halt::Unwritable)
    }
}

impl SerializeSeq for Looking<'_> {
    type Ok = ();
    type Error = Halt;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Halt> {
        unless_seen(self.0.item(&item))
    }

    fn end(self) -> Result<(), Halt> {
        self.0.end();
        Ok(())
    }
}

impl ser::SerializeTuple for Looking<'_> {
    type Ok = ();
    type Error = Halt;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Halt> {
        SerializeSeq::serialize_element(self, item)
    }

    fn end(self) -> Result<(), Halt> {
        SerializeSeq::end(self)
    }
}

/// Looks at an object.
struct Members<'l> {
    look: &'l mut dyn Look,
    /// The last key, where a type writes it apart from its member.
    key: String,
}

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Halt;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Halt> {
        self.key.clear();
        with_key(key, |key| self.key.push_str(key))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Halt> {
        unless_seen(self.look.member(&self.key, &value))
    }

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &T,
    ) -> Result<(), Halt> {
        let mut flow = Continue(());
        with_key(key, |key| flow = self.look.member(key, &value))?;
        unless_seen(flow)
    }

    fn end(self) -> Result<(), Halt> {
        self.look.end();
        Ok(())
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Halt;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Halt> {
        unless_seen(self.look.member(key, &value))
    }

    fn end(self) -> Result<(), Halt> {
        SerializeMap::end(self)
    }
}

/// Calls `take` with the key that a value is in JSON: numbers and booleans are texts there.
fn with_key<K: Serialize + ?Sized>(key: &K, take: impl FnMut(&str)) -> Result<(), Halt> {
    let mut look = Key {
        take,
        is_key: false,
    };
    key.serialize(Looking(&mut look))?;
    match look.is_key {
        true => Ok(()),
        false => Err(Halt::Unwritable),
    }
}

struct Key<F> {
    take: F,
    is_key: bool,
}

impl<F: FnMut(&str)> Look for Key<F> {
    fn boolean(&mut self, value: bool) {
        self.text(if value { "true" } else { "false" });
    }

    fn number(&mut self, number: Num) {
        if let Some(text) = ShortText::of(format_args!("{number}")) {
            self.text(text.as_str());
        }
    }

    fn text(&mut self, text: &str) {
        self.is_key = true;
        (self.take)(text);
    }
}
