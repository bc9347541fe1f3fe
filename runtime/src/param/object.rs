//! Structs as parameters.

use std::collections::BTreeMap;

use super::error::{Faults, ParameterError};
use super::value::{Parameter, Value, to_member};
use crate::wire::Strictness;

/// An object that is being put together.
#[derive(Debug, Default)]
pub struct ObjectWriter {
    members: Vec<(String, Value)>,
}

impl ObjectWriter {
    /// Starts an object.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member; an absent one is left out.
    #[must_use]
    pub fn field<T: Parameter>(mut self, key: &str, value: &T) -> Self {
        self.add(key, to_member(value));
        self
    }

    /// Adds members that no field has. One that a field does have would stand there twice: the object can't be written.
    #[must_use]
    pub fn rest<T: Parameter>(mut self, rest: &BTreeMap<String, T>) -> Self {
        let fields = self.members.len();
        for (key, value) in rest {
            let mut taken = self.members.iter().take(fields);
            let value = match taken.any(|(field, _)| field == key) {
                true => Value::Refused(format!(
                    "`{key}` stands among the additional properties, but has a field"
                )),
                false => to_member(value),
            };
            self.add(key, value);
        }
        self
    }

    /// The object.
    pub fn end(mut self) -> Value {
        self.members.retain(|(_, value)| *value != Value::Absent);
        Value::Object(self.members)
    }

    fn add(&mut self, key: &str, value: Value) {
        self.members.push((key.to_owned(), value));
    }
}

/// An object that is being taken apart.
#[derive(Debug)]
pub struct ObjectReader {
    members: Vec<(String, Value)>,
    faults: Faults,
}

impl ObjectReader {
    /// Starts with an object.
    ///
    /// # Errors
    /// The value is absent, a text or an array.
    pub fn new(value: Value) -> Result<Self, ParameterError> {
        Ok(Self {
            members: value.into_object()?,
            faults: Faults::default(),
        })
    }

    /// Takes a member out; an absent one counts as [`Value::Absent`].
    ///
    /// # Errors
    /// The member comes twice, or isn't one of `T`'s values: what ends the object tells why.
    pub fn field<T: Parameter>(&mut self, key: &str) -> Result<T, ParameterError> {
        self.take(key)
            .and_then(T::from_value)
            .map_err(|error| self.faults.noted(error.in_key(key)))
    }

    /// Ends the object, once all fields have been asked for, and takes all that is left.
    ///
    /// # Errors
    /// All that was wrong with the fields, and each member that isn't one of `T`'s values.
    pub fn rest<T: Parameter>(mut self) -> Result<BTreeMap<String, T>, ParameterError> {
        let members = Value::Object(std::mem::take(&mut self.members));
        let rest = BTreeMap::from_value(members).map_err(|error| self.faults.noted(error));
        self.faults.or(())?;
        rest
    }

    /// Ends the object, once all fields have been asked for, and refuses what is left, where decoding is strict.
    ///
    /// # Errors
    /// All that was wrong with the fields, and each member that is left.
    pub fn deny_unknown(mut self) -> Result<(), ParameterError> {
        if Strictness::current() == Strictness::Strict {
            for (key, _) in &self.members {
                self.faults.add(ParameterError::unknown_key(key));
            }
        }
        self.end()
    }

    /// Ends the object, once all fields have been asked for, and passes over what is left.
    ///
    /// # Errors
    /// All that was wrong with the fields.
    pub fn end(self) -> Result<(), ParameterError> {
        self.faults.or(())
    }

    fn take(&mut self, key: &str) -> Result<Value, ParameterError> {
        let mut found = self
            .members
            .extract_if(.., |(other, _)| other == key)
            .map(|(_, value)| value);
        let value = found.next().unwrap_or_default();
        match found.next() {
            None => Ok(value),
            Some(_) => Err(ParameterError::misformed("is given more than once")),
        }
    }
}
