//! Reading a type from a JSON value that is already in memory, without copying it, and with the place of an error.

use std::fmt::{self, Display};

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use super::collect;
use super::document;
use super::locate::{DecodeFailure, push_step, set_rule, take_rule, unmark};
use super::marked::Marked;
use super::textual::{is_textual, typed};
use super::words::{self, Said};
use crate::excerpt::shortened;
use crate::file;
use crate::width;

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

impl From<BufferedError> for DecodeFailure {
    fn from(error: BufferedError) -> Self {
        Self {
            pointer: error.pointer,
            rule: take_rule(),
            message: error.message,
        }
    }
}

impl de::Error for BufferedError {
    fn custom<T: Display>(message: T) -> Self {
        let message = message.to_string();
        let (pointer, message) = unmark(&message);
        let Said { rule, message } = words::of_json(message);
        if let Some(rule) = rule {
            set_rule(rule);
        }
        Self {
            pointer: pointer.to_owned(),
            message: shortened(message),
        }
    }
}

/// The methods that read integers: from text too, where text stands for other values.
macro_rules! textual_integers {
    ($($method:ident $visit:ident $type:ty),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
            match self.text().and_then(|text| text.parse::<$type>().ok()) {
                Some(number) => visitor.$visit(number),
                None => self.other_integer(visitor),
            }
        }
    )*};
}

/// The same for floats, of which JSON has only the finite ones.
macro_rules! textual_floats {
    ($($method:ident $visit:ident $type:ty),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
            let number = self.text().and_then(|text| text.parse::<$type>().ok());
            match number.filter(|number| number.is_finite()) {
                Some(number) => visitor.$visit(number),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Buffered<'de> {
    type Error = BufferedError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        if let Some(document) = document::to_be_read(self.0) {
            return typed(|| Self(document).deserialize_any(visitor));
        }
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => number.deserialize_any(visitor).map_err(de::Error::custom),
            Value::String(text) if self.is_file() => Marked::new(text).deserialize_any(visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visit_all(items, visitor),
            Value::Object(members) => visitor.visit_map(Members::new(members)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        match document::laid_open(self.0) {
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
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, BufferedError> {
        if let Some(document) = document::to_be_read(self.0) {
            return typed(|| Self(document).deserialize_enum(name, variants, visitor));
        }
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

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        match self.text() {
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    textual_integers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_i128 visit_i128 i128, deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128
    }

    textual_floats! { deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64 }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        match self.0 {
            Value::String(text) => visitor.visit_borrowed_str(text),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, BufferedError> {
        visitor.visit_unit()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        match self.0 {
            // A list of one looks like its item, a list in brackets (`a[0]=b`) like an object.
            Value::Object(members) if is_textual() && is_list(members) => {
                let items = members.values().flat_map(|value| match value {
                    Value::Array(items) => items.as_slice(),
                    value => std::slice::from_ref(value),
                });
                let items: Vec<&Value> = items.collect();
                visit_items(items.len(), |index| items.get(index).copied(), visitor)
            }
            _ if is_textual() && is_one(document::laid_open(self.0)) => {
                visit_all(std::slice::from_ref(self.0), visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        let Some(text) = self.text() else {
            return self.deserialize_any(visitor);
        };
        let document = file::text_of(text);
        match serde_json::from_str::<Value>(document.as_deref().unwrap_or(text)) {
            Ok(document) => typed(|| document.deserialize_map(visitor)).map_err(de::Error::custom),
            Err(_) => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        char str string byte_buf unit unit_struct tuple tuple_struct struct identifier
    }
}

impl<'de> Buffered<'de> {
    /// The string, where strings stand for other values too.
    fn text(self) -> Option<&'de str> {
        match self.0 {
            Value::String(text) if is_textual() => Some(text),
            _ => None,
        }
    }

    /// Reads what is no text of an integer that the type holds, but may be one of another integer.
    #[cold]
    fn other_integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, BufferedError> {
        let text = self.text().unwrap_or_default();
        match (text.parse(), text.parse()) {
            (Ok(integer), _) => visitor.visit_i64(integer),
            (_, Ok(integer)) => visitor.visit_u64(integer),
            // One of more bits, as JSON's come too.
            _ if width::is_integer(text) => {
                visitor.visit_f64(text.parse().unwrap_or(f64::INFINITY))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    /// Whether it stands for a file in a form.
    fn is_file(self) -> bool {
        self.text().is_some_and(file::is_mark)
    }
}

/// Whether a value is no list, but may be the one item of a list.
fn is_one(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Null)
}

/// Whether an object is a list in brackets: its keys are empty, or numbers.
pub(super) fn is_list(members: &Map<String, Value>) -> bool {
    !members.is_empty()
        && members
            .keys()
            .all(|key| key.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads all items of an array.
fn visit_all<'de, V: Visitor<'de>>(
    items: &'de [Value],
    visitor: V,
) -> Result<V::Value, BufferedError> {
    visit_items(items.len(), |index| items.get(index), visitor)
}

/// Reads so many items, each of which stands at its index.
fn visit_items<'de, V: Visitor<'de>>(
    count: usize,
    item: impl Fn(usize) -> Option<&'de Value>,
    visitor: V,
) -> Result<V::Value, BufferedError> {
    let mut access = Items::new(count, item);
    let value = visitor.visit_seq(&mut access)?;
    if access.next == count {
        Ok(value)
    } else {
        Err(de::Error::invalid_length(count, &"fewer items"))
    }
}

/// The items of an array, as they come.
struct Items<F> {
    count: usize,
    item: F,
    next: usize,
    /// Whether all that is wrong is being collected.
    collecting: bool,
}

impl<F> Items<F> {
    fn new(count: usize, item: F) -> Self {
        let collecting = collect::is_on();
        Self {
            count,
            item,
            next: if collecting { collect::done() } else { 0 },
            collecting,
        }
    }
}

impl<'de, F: Fn(usize) -> Option<&'de Value>> de::SeqAccess<'de> for Items<F> {
    type Error = BufferedError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, BufferedError> {
        let Some(item) = (self.item)(self.next) else {
            return Ok(None);
        };
        let index = self.next;
        self.next += 1;
        if self.collecting {
            let read = collect::child(&index.to_string(), || seed.deserialize(Buffered(item)));
            return read.map(Some).map_err(|wrong| {
                collect::set_done(if wrong.again { index } else { self.next });
                wrong.error
            });
        }
        match seed.deserialize(Buffered(item)) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error.under(&index.to_string())),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.count.saturating_sub(self.next))
    }
}

/// The members of an object, as they come.
struct Members<'de> {
    members: serde_json::map::Iter<'de>,
    current: Option<(&'de String, &'de Value)>,
    /// How many have been read, where all that is wrong is being collected.
    collected: Option<usize>,
    /// Behind how many of them reading is to be taken up again: one was wrong.
    resume: Option<usize>,
}

impl<'de> Members<'de> {
    fn new(members: &'de Map<String, Value>) -> Self {
        let done = collect::is_on().then(collect::done);
        let mut members = members.iter();
        if let Some(last) = done.and_then(|done| done.checked_sub(1)) {
            members.nth(last);
        }
        Self {
            members,
            current: None,
            collected: done,
            resume: None,
        }
    }

    /// Reads a value, and notes what is wrong with it.
    fn collect<T: DeserializeSeed<'de>>(
        &mut self,
        key: &str,
        value: &'de Value,
        seed: T,
    ) -> Result<T::Value, BufferedError> {
        let read = collect::child(key, || seed.deserialize(Buffered(value)));
        read.map_err(|wrong| {
            self.resume = self
                .collected
                .map(|read| read.saturating_sub(usize::from(wrong.again)));
            wrong.error
        })
    }
}

/// A map that is left early is taken up again behind the value that was wrong. Structs read all of their keys.
impl Drop for Members<'_> {
    fn drop(&mut self) {
        if let Some(done) = self.resume
            && self.members.len() > 0
        {
            collect::set_done(done);
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
        let seed = || seed.deserialize(StrDeserializer::<BufferedError>::new(key));
        if let Some(read) = &mut self.collected {
            *read += 1;
            return collect::child(key, seed)
                .map(Some)
                .map_err(|wrong| wrong.error);
        }
        match seed() {
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
        if self.collected.is_some() {
            return self.collect(key, value, seed);
        }
        seed.deserialize(Buffered(value))
            .map_err(|error| error.under(key))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}
