//! Objects as parameters whose type one of their keys tells (OpenAPI's `discriminator`).

use super::error::ParameterError;
use super::value::{Parameter, Value};
use crate::wire::{Strictness, listed};

/// What an object consists of that carries, before its own keys, a tag that its own type doesn't have.
///
/// One that has this key among its additional properties can't be written.
pub fn tagged<T: Parameter>(key: &str, tag: &str, value: &T) -> Value {
    match value.to_value() {
        Value::Object(members) if members.iter().any(|(other, _)| other == key) => Value::Refused(
            format!("`{key}` stands among the additional properties, but tells the type"),
        ),
        Value::Object(mut members) => {
            members.insert(0, (key.to_owned(), Value::Text(tag.to_owned())));
            Value::Object(members)
        }
        other => other,
    }
}

/// An object whose type is yet to be chosen, by the text under one of its keys.
#[derive(Debug)]
pub struct Tagged {
    members: Vec<(String, Value)>,
}

impl Tagged {
    /// Starts with an object.
    ///
    /// # Errors
    /// The value is absent, a text or an array.
    pub fn new(value: Value) -> Result<Self, ParameterError> {
        value.into_object().map(|members| Self { members })
    }

    /// Starts with a value that may be something else than an object.
    ///
    /// # Errors
    /// The value, where it is that. A text that is a JSON object, and a list of keys and values in turn, are objects if they
    /// have the key that tells the type.
    pub fn sift(value: Value, key: &str) -> Result<Self, Value> {
        match value {
            Value::Object(members) if !is_numbered(&members) => Ok(Self { members }),
            Value::Packed(text) => match Value::Packed(text.clone()).unpacked() {
                Value::Object(members) if members.iter().any(|(other, _)| other == key) => {
                    Ok(Self { members })
                }
                _ => Err(Value::Packed(text)),
            },
            Value::List(items) if has_key(&items, key) => Ok(Self {
                members: Value::List(items).into_object().unwrap_or_default(),
            }),
            other => Err(other),
        }
    }

    /// The text that tells the type: the one under `key`.
    ///
    /// # Errors
    /// There is none, or several, or something else than a text.
    pub fn tag(&self, key: &str) -> Result<&str, ParameterError> {
        self.optional_tag(key).ok_or_else(|| self.without_tag(key))
    }

    /// The text that tells the type, where it is there, once.
    pub fn optional_tag(&self, key: &str) -> Option<&str> {
        let mut found = self.values(key);
        let tag = found.next()?.text();
        tag.filter(|_| found.next().is_none())
    }

    /// What stands under a key.
    fn values<'t>(&'t self, key: &str) -> impl Iterator<Item = &'t Value> {
        let members = self.members.iter().filter(move |(other, _)| other == key);
        members.map(|(_, value)| value)
    }

    /// Whether a value with a tag that the description doesn't know may be read all the same: decoding is lenient.
    pub fn bears_unknown_tags(&self) -> bool {
        Strictness::current() == Strictness::Lenient
    }

    /// The object without the key that told its type, for a type that doesn't have this key itself.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.members.retain(|(other, _)| other != key);
        self
    }

    /// Reads the object as `T`, and makes the union of it.
    ///
    /// # Errors
    /// It isn't a `T`.
    pub fn into_variant<T: Parameter, U>(
        self,
        make: impl FnOnce(T) -> U,
    ) -> Result<U, ParameterError> {
        T::from_value(Value::Object(self.members)).map(make)
    }

    /// The error for a tag that stands for no type.
    #[cold]
    pub fn unknown_tag(&self, key: &str, known: &[&str]) -> ParameterError {
        match self.tag(key) {
            Ok(found) => ParameterError::unlisted(format!(
                "`{key}` is \"{found}\", which is none of {}",
                listed(known)
            )),
            Err(error) => error,
        }
    }

    #[cold]
    fn without_tag(&self, key: &str) -> ParameterError {
        let error = match self.values(key).count() {
            0 => ParameterError::missing(),
            1 => ParameterError::new("tells the type and must be a single value"),
            _ => ParameterError::misformed("is given more than once"),
        };
        error.in_key(key)
    }
}

/// Whether an object is a list in brackets: all of its keys are numbers.
pub(super) fn is_numbered(members: &[(String, Value)]) -> bool {
    let is_number = |key: &str| key.parse::<u32>().is_ok();
    !members.is_empty() && members.iter().all(|(key, _)| is_number(key))
}

/// Whether the items are texts, keys and values in turn, and one of the keys is this.
fn has_key(items: &[Value], key: &str) -> bool {
    let is_key = |item: &Value| item.text() == Some(key);
    items.len().is_multiple_of(2)
        && items.iter().all(|item| item.text().is_some())
        && items.iter().step_by(2).any(is_key)
}
