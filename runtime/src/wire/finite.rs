//! Writing values of which every number is one in JSON.
//!
//! Floats may be infinite or not a number at all; JSON has no number for these (RFC 8259, section 6), and `serde_json` writes
//! `null`. Here they are errors, which know their place. Values that can be written pay nothing for it: the place is put
//! together on the error's way out.

use std::cell::{Cell, RefCell};
use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{
    Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Value;

use super::locate::push_step;
use crate::validate::{Place, Violation};

/// How many bytes a document gets to begin with, as `serde_json` has it.
const FIRST_BYTES: usize = 128;

/// Why a value can't be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WriteFailure {
    /// Where a number stands that is none in JSON, or a part that is of another media type than it may be, as a JSON pointer
    /// (RFC 6901); `None` where something else is wrong.
    pub(crate) pointer: Option<String>,
    /// The rule that it breaks there.
    pub(crate) rule: &'static str,
    /// What is wrong.
    pub(crate) message: String,
}

impl WriteFailure {
    /// It as a rule that is broken, where it has a place.
    pub(crate) fn violation(&self) -> Option<Violation> {
        let pointer = self.pointer.clone()?;
        Some(Violation {
            place: Place::Body(pointer),
            rule: self.rule,
            message: self.message.clone(),
        })
    }
}

impl From<String> for WriteFailure {
    fn from(message: String) -> Self {
        Self {
            pointer: None,
            rule: "type",
            message,
        }
    }
}

impl std::error::Error for WriteFailure {}

impl Display for WriteFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_deref() {
            None | Some("") => f.write_str(&self.message),
            Some(pointer) => write!(f, "at `{pointer}`: {}", self.message),
        }
    }
}

/// Writes a value as a JSON document.
///
/// # Errors
/// It holds a number that is none in JSON, or can't be written.
pub(crate) fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, WriteFailure> {
    let mut document = Vec::with_capacity(FIRST_BYTES);
    append(&mut document, value)?;
    Ok(document)
}

/// Writes a value as a JSON document behind what is there already.
///
/// # Errors
/// It holds a number that is none in JSON, or can't be written.
pub(crate) fn append<T: Serialize + ?Sized>(
    document: &mut Vec<u8>,
    value: &T,
) -> Result<(), WriteFailure> {
    let trail = Trail::default();
    let mut serializer = serde_json::Serializer::new(document);
    let written = value.serialize(Finite {
        inner: &mut serializer,
        trail: &trail,
    });
    written.map_err(|error| trail.failure(&error))
}

/// Writes a value as a JSON document.
///
/// # Errors
/// It holds a number that is none in JSON, or can't be written.
pub(crate) fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, WriteFailure> {
    String::from_utf8(to_vec(value)?).map_err(|error| error.to_string().into())
}

/// What a value is in JSON.
///
/// # Errors
/// It holds a number that is none in JSON, or can't be written.
pub(crate) fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, WriteFailure> {
    let trail = Trail::default();
    let written = value.serialize(Finite {
        inner: serde_json::value::Serializer,
        trail: &trail,
    });
    written.map_err(|error| trail.failure(&error))
}

/// What is wrong with a float that JSON has no number for.
pub(crate) fn no_number(number: impl Display) -> String {
    format!("{number} is no number that JSON can say")
}

/// The way from a number that is none in JSON to the whole, step by step.
#[derive(Default)]
struct Trail {
    is_found: Cell<bool>,
    steps: RefCell<Vec<String>>,
}

impl Trail {
    #[cold]
    fn refuse<E: Error>(&self, number: impl Display) -> E {
        self.is_found.set(true);
        E::custom(no_number(number))
    }

    #[cold]
    fn push(&self, step: &str) {
        if self.is_found.get() {
            self.steps.borrow_mut().push(step.to_owned());
        }
    }

    /// Forgets the steps so far: what they start from isn't known.
    #[cold]
    fn lose(&self) {
        self.steps.borrow_mut().clear();
    }

    #[cold]
    fn failure(&self, error: &serde_json::Error) -> WriteFailure {
        let pointer = self.is_found.get().then(|| {
            let mut pointer = String::new();
            for step in self.steps.borrow().iter().rev() {
                push_step(&mut pointer, step);
            }
            pointer
        });
        WriteFailure {
            pointer,
            rule: "type",
            message: error.to_string(),
        }
    }
}

/// The text of a key, as far as it has one.
#[cold]
fn key_text<K: Serialize + ?Sized>(key: &K) -> String {
    match serde_json::to_value(key) {
        Ok(Value::String(text)) => text,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

/// A value inside of one that is being written, or a serializer of such a value.
struct Finite<'t, T> {
    inner: T,
    trail: &'t Trail,
}

impl<T: Serialize + ?Sized> Serialize for Finite<'_, &T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.inner.serialize(Finite {
            inner: serializer,
            trail: self.trail,
        })
    }
}

/// Values that are being written inside of one.
struct Parts<'t, P> {
    inner: P,
    trail: &'t Trail,
    /// How many items there were so far.
    count: usize,
}

#[inline]
fn inside<'t, 'v, T: ?Sized>(trail: &'t Trail, value: &'v T) -> Finite<'t, &'v T> {
    Finite {
        inner: value,
        trail,
    }
}

#[inline]
fn parts<P, E>(trail: &Trail, inner: Result<P, E>) -> Result<Parts<'_, P>, E> {
    Ok(Parts {
        inner: inner?,
        trail,
        count: 0,
    })
}

macro_rules! forward {
    ($($method:ident($type:ty);)*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            self.inner.$method(value)
        }
    )*};
}

macro_rules! floats {
    ($($method:ident($type:ty);)*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            if value.is_finite() {
                self.inner.$method(value)
            } else {
                Err(self.trail.refuse(value))
            }
        }
    )*};
}

impl<'t, S: Serializer> Serializer for Finite<'t, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Parts<'t, S::SerializeSeq>;
    type SerializeTuple = Parts<'t, S::SerializeTuple>;
    type SerializeTupleStruct = Parts<'t, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Parts<'t, S::SerializeTupleVariant>;
    type SerializeMap = Parts<'t, S::SerializeMap>;
    type SerializeStruct = Parts<'t, S::SerializeStruct>;
    type SerializeStructVariant = Parts<'t, S::SerializeStructVariant>;

    forward! {
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
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_unit_struct(&'static str);
    }

    floats! {
        serialize_f32(f32);
        serialize_f64(f64);
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }

    #[inline]
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.collect_str(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_none()
    }

    #[inline]
    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&inside(self.trail, value))
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit_variant(name, index, variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner
            .serialize_newtype_struct(name, &inside(self.trail, value))
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = inside(self.trail, value);
        (self.inner)
            .serialize_newtype_variant(name, index, variant, &value)
            .inspect_err(|_| self.trail.push(variant))
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        parts(self.trail, self.inner.serialize_seq(length))
    }

    #[inline]
    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        parts(self.trail, self.inner.serialize_tuple(length))
    }

    #[inline]
    fn serialize_tuple_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        parts(self.trail, self.inner.serialize_tuple_struct(name, length))
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        let inner = (self.inner).serialize_tuple_variant(name, index, variant, length);
        parts(self.trail, inner)
    }

    #[inline]
    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        parts(self.trail, self.inner.serialize_map(length))
    }

    #[inline]
    fn serialize_struct(
        self,
        name: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        parts(self.trail, self.inner.serialize_struct(name, length))
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        let inner = (self.inner).serialize_struct_variant(name, index, variant, length);
        parts(self.trail, inner)
    }
}

/// Implements the writing of items, which have indexes.
macro_rules! items {
    ($($kind:ident $method:ident;)*) => {$(
        impl<P: $kind> $kind for Parts<'_, P> {
            type Ok = P::Ok;
            type Error = P::Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), P::Error> {
                let index = self.count;
                self.count += 1;
                let value = inside(self.trail, value);
                (self.inner.$method(&value)).inspect_err(|_| self.trail.push(&index.to_string()))
            }

            #[inline]
            fn end(self) -> Result<P::Ok, P::Error> {
                self.inner.end()
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

/// Implements the writing of fields, which have names.
macro_rules! fields {
    ($($kind:ident;)*) => {$(
        impl<P: $kind> $kind for Parts<'_, P> {
            type Ok = P::Ok;
            type Error = P::Error;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), P::Error> {
                let value = inside(self.trail, value);
                (self.inner.serialize_field(key, &value)).inspect_err(|_| self.trail.push(key))
            }

            #[inline]
            fn skip_field(&mut self, key: &'static str) -> Result<(), P::Error> {
                self.inner.skip_field(key)
            }

            #[inline]
            fn end(self) -> Result<P::Ok, P::Error> {
                self.inner.end()
            }
        }
    )*};
}

fields! {
    SerializeStruct;
    SerializeStructVariant;
}

impl<P: SerializeMap> SerializeMap for Parts<'_, P> {
    type Ok = P::Ok;
    type Error = P::Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), P::Error> {
        self.inner.serialize_key(key)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), P::Error> {
        let value = inside(self.trail, value);
        (self.inner.serialize_value(&value)).inspect_err(|_| self.trail.lose())
    }

    #[inline]
    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), P::Error> {
        let value = inside(self.trail, value);
        (self.inner.serialize_entry(key, &value)).inspect_err(|_| self.trail.push(&key_text(key)))
    }

    #[inline]
    fn end(self) -> Result<P::Ok, P::Error> {
        self.inner.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    fn failure(value: &impl Serialize) -> WriteFailure {
        let failure = to_vec(value).unwrap_err();
        assert_eq!(to_value(value), Err(failure.clone()));
        failure
    }

    #[test]
    fn what_json_can_say_is_written_as_ever() {
        let value = json!({ "a/b": [1, -2.5, null, "x", { "": true }], "c": {} });
        assert_eq!(to_vec(&value).unwrap(), serde_json::to_vec(&value).unwrap());
        assert_eq!(to_value(&value).unwrap(), value);
        assert_eq!(to_string(&(1u8, Some(2.5f32), ())).unwrap(), "[1,2.5,null]");
    }

    #[test]
    fn what_is_no_number_in_json_is_told_with_its_place() {
        for (number, name) in [
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            let found = failure(&BTreeMap::from([(
                "a/b",
                vec![Some(1.0), None, Some(number)],
            )]));
            assert_eq!(found.pointer.as_deref(), Some("/a~1b/2"));
            assert_eq!(
                found.to_string(),
                format!("at `/a~1b/2`: {name} is no number that JSON can say")
            );
        }
        assert_eq!(
            failure(&f32::NAN).to_string(),
            "NaN is no number that JSON can say"
        );
    }

    #[test]
    fn other_errors_have_no_place() {
        let found = failure(&BTreeMap::from([((1u8, 2u8), 3u8)]));
        assert_eq!(found.pointer, None);
    }
}
