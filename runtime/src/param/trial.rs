//! Unions as parameters.

use super::error::ParameterError;
use super::value::{Parameter, Value};
use crate::validate::{Validate, keeps_to_rules};
use crate::wire::{Candidates, Strictness};

/// A value that is being tried as one type after the other; the first that fits, its rules included, is taken.
#[derive(Debug)]
pub struct Trial<U> {
    value: Value,
    candidates: Candidates<U>,
}

impl<U> Trial<U> {
    /// Starts with a value.
    pub fn new(value: Value) -> Self {
        Self {
            value,
            candidates: Candidates::new(),
        }
    }

    /// Tries the value as `T`, which has no rules.
    #[must_use]
    pub fn attempt<T: Parameter>(self, name: &'static str, make: impl FnOnce(T) -> U) -> Self {
        self.attempt_as(name, make, |_| true)
    }

    /// Tries the value as `T`, whose rules are among those of the union.
    #[must_use]
    pub fn attempt_checked<T: Parameter>(
        self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
    ) -> Self
    where
        U: Validate,
    {
        self.attempt_as(name, make, keeps_to_rules)
    }

    fn attempt_as<T: Parameter>(
        mut self,
        name: &'static str,
        make: impl FnOnce(T) -> U,
        keeps_to_rules: impl FnOnce(&U) -> bool,
    ) -> Self {
        if !self.candidates.has_chosen() {
            let read = |strictness: Strictness| {
                let value = strictness.scope(|| T::from_value(self.value.clone()));
                value.map_err(|error| error.to_string())
            };
            self.candidates.consider(name, read, make, keeps_to_rules);
        }
        self
    }

    /// The choice.
    ///
    /// # Errors
    /// The value is absent, or no type fits: the error says why each did not.
    pub fn end(self) -> Result<U, ParameterError> {
        match self.candidates.end() {
            Ok(chosen) => Ok(chosen),
            Err(_) if self.value == Value::Absent => Err(ParameterError::missing()),
            Err(reasons) => Err(ParameterError::new(reasons)),
        }
    }
}
