//! How many keys a value has in JSON, found without writing what stands under them.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeStruct, Serializer};

/// How many keys the object has that a value is in JSON; `None` where it is none.
pub(super) fn key_count<T: Serialize + ?Sized>(value: &T) -> Option<usize> {
    value.serialize(KeyCounter).ok()
}

/// Counts the keys of an object. Whatever else there is is an error.
struct KeyCounter;

/// The value is no object.
#[derive(Debug)]
struct NoObject;

impl Display for NoObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value is no object")
    }
}

impl std::error::Error for NoObject {}

impl ser::Error for NoObject {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// What has been counted of an object.
struct Counted(usize);

impl SerializeMap for Counted {
    type Ok = usize;
    type Error = NoObject;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), NoObject> {
        self.0 += 1;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), NoObject> {
        Ok(())
    }

    fn end(self) -> Result<usize, NoObject> {
        Ok(self.0)
    }
}

impl SerializeStruct for Counted {
    type Ok = usize;
    type Error = NoObject;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        _: &'static str,
        _: &T,
    ) -> Result<(), NoObject> {
        self.0 += 1;
        Ok(())
    }

    fn end(self) -> Result<usize, NoObject> {
        Ok(self.0)
    }
}

/// Methods for values that are no objects.
macro_rules! no_objects {
    ($($method:ident($($argument:ty),*);)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<usize, NoObject> {
            Err(NoObject)
        }
    )*};
}

impl Serializer for KeyCounter {
    type Ok = usize;
    type Error = NoObject;
    type SerializeSeq = Impossible<usize, NoObject>;
    type SerializeTuple = Impossible<usize, NoObject>;
    type SerializeTupleStruct = Impossible<usize, NoObject>;
    type SerializeTupleVariant = Impossible<usize, NoObject>;
    type SerializeMap = Counted;
    type SerializeStruct = Counted;
    type SerializeStructVariant = Impossible<usize, NoObject>;

    no_objects! {
        serialize_bool(bool);
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
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<usize, NoObject> {
        Err(NoObject)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<usize, NoObject> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<usize, NoObject> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<usize, NoObject> {
        Ok(1)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Counted, NoObject> {
        Ok(Counted(0))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Counted, NoObject> {
        Ok(Counted(0))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, NoObject> {
        Err(NoObject)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, NoObject> {
        Err(NoObject)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, NoObject> {
        Err(NoObject)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, NoObject> {
        Err(NoObject)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, NoObject> {
        Err(NoObject)
    }
}
