//! Reading unions: one of several types.

use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::Value;

use super::buffered::{Buffered, BufferedError};
use super::collect;
use super::document;
use super::exact;
use super::locate;
use super::strictness::Strictness;
use super::textual::typed;
use super::trial::Trial;
use super::whole;
use crate::file;

/// A value whose type is yet to be chosen. `E` is the error of the deserializer that it came from.
///
/// The whole value is read into memory once; the type that is chosen borrows from it. Of a key that comes twice in
/// an object, the last value counts.
pub struct Variant<E> {
    value: Value,
    /// Whether it is a document in a form.
    is_document: bool,
    error: PhantomData<fn() -> E>,
}

impl<E: Error> Variant<E> {
    /// Reads a value of any type.
    ///
    /// # Errors
    /// It isn't well-formed.
    pub fn read<'de, D: Deserializer<'de, Error = E>>(deserializer: D) -> Result<Self, E> {
        let read = || collect::suspended(|| Value::deserialize(deserializer));
        let (value, is_document) = document::open(file::keeping(true, || document::keeping(read))?);
        Ok(Self {
            value,
            is_document,
            error: PhantomData,
        })
    }

    /// The string that tells the type: the one under `key`.
    ///
    /// # Errors
    /// The value is no object, has no such key, or not a string under it.
    pub fn tag(&self, key: &str) -> Result<&str, E> {
        match &self.value {
            Value::Object(members) => match members.get(key).map(document::laid_open) {
                Some(Value::String(tag)) => Ok(tag),
                Some(other) => Err(self.refuse(&format!(
                    "`{key}` tells the type and must be a string, but is {}",
                    kind(other)
                ))),
                None => Err(self.without_tag(key)),
            },
            other => Err(self.refuse(&format!(
                "expected an object whose type `{key}` tells, found {}",
                kind(other)
            ))),
        }
    }

    /// The string that tells the type, where it is there and a string.
    pub fn optional_tag(&self, key: &str) -> Option<&str> {
        document::laid_open(self.value.get(key)?).as_str()
    }

    /// Whether a value with a tag that the description doesn't know may be read all the same: decoding is lenient.
    pub fn bears_unknown_tags(&self) -> bool {
        Strictness::current() == Strictness::Lenient
    }

    /// The value without the key that told its type, for a type that doesn't have this key itself: it would refuse
    /// it as unknown, or keep it and write it twice.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        if let Value::Object(members) = &mut self.value {
            members.remove(key);
        }
        self
    }

    /// Reads the value as `T`, and makes the union of it.
    ///
    /// # Errors
    /// It isn't a `T`.
    pub fn into_variant<T: DeserializeOwned, U>(self, make: impl FnOnce(T) -> U) -> Result<U, E> {
        match self.decode() {
            Ok(value) => Ok(make(value)),
            Err(error) => Err(self.blame(&error)),
        }
    }

    /// Which of several lists of keys the value has, as an object: the index of that one. `None`: it has none of them, or
    /// several, and decoding is strict; lenient decoding makes do with the first.
    pub fn by_keys(&self, lists: &[&[&str]]) -> Option<usize> {
        let Value::Object(members) = &self.value else {
            return None;
        };
        let has_all = |keys: &[&str]| keys.iter().all(|key| members.contains_key(*key));
        let mut found = lists.iter().enumerate().filter(|(_, keys)| has_all(keys));
        let (first, _) = found.next()?;
        let is_told = Strictness::current() == Strictness::Lenient || found.next().is_none();
        is_told.then_some(first)
    }

    /// The error for a tag that stands for no type.
    #[cold]
    pub fn unknown_tag(&self, key: &str, known: &[&str]) -> E {
        let Some(found) = self.value.get(key).map(document::laid_open) else {
            return self.without_tag(key);
        };
        locate::set_rule(if found.is_string() { "enum" } else { "type" });
        self.refuse(&format!(
            "`{key}` is {found}, which is none of {}",
            listed(known)
        ))
    }

    /// The error for a value of a union that has no types: the schema `false`, which is `not: {}` (JSON Schema 2020-12,
    /// section 4.3.2).
    #[cold]
    pub fn no_variant(&self) -> E {
        locate::set_rule("not");
        self.refuse("no value is allowed here")
    }

    #[cold]
    fn without_tag(&self, key: &str) -> E {
        let rule = if self.value.is_object() {
            "required"
        } else {
            "type"
        };
        locate::set_rule(rule);
        self.refuse(&format!("missing field `{key}`, which tells the type"))
    }

    /// Goes through the alternatives, of which exactly one must fit (OpenAPI's `oneOf`).
    pub fn exactly_one<U>(self) -> Trial<E, U> {
        Trial::exactly_one(self)
    }

    /// Goes through the alternatives, of which the first that fits is taken (OpenAPI's `anyOf`).
    pub fn first_fit<U>(self) -> Trial<E, U> {
        Trial::first_fit(self)
    }

    /// Makes integers of the numbers without a fraction, which fit the types of integers too.
    pub(super) fn write_as_integers(&mut self) {
        whole::write_as_integers(&mut self.value);
    }

    /// Whether it is a document in a form.
    pub(super) fn is_document(&self) -> bool {
        self.is_document
    }

    /// Reads the value as `T`.
    pub(super) fn decode<T: DeserializeOwned>(&self) -> Result<T, BufferedError> {
        let read = || exact::read(Buffered(&self.value));
        if self.is_document {
            typed(read)
        } else {
            read()
        }
    }

    /// The error for a fault of the value as a whole.
    #[cold]
    pub(super) fn refuse(&self, message: &str) -> E {
        E::custom(locate::refuse(self.value.clone(), "", message))
    }

    /// The error for a fault inside of the value.
    #[cold]
    fn blame(self, error: &BufferedError) -> E {
        E::custom(locate::refuse(self.value, &error.pointer, &error.message))
    }
}

/// What a value is, with its article.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Names in a sentence.
pub(crate) fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
