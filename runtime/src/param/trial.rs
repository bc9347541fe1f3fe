//! Unions as parameters.

use super::error::ParameterError;
use super::value::{Parameter, Value};
use crate::validate::{Validate, keeps_to_rules};
use crate::wire::Strictness;

/// A value that is being tried as one type after the other; the first that fits, its rules included, is taken.
///
/// Even a client tries strictly first: an enum that keeps unknown strings would take those that a later type knows. What
/// keeps to the rules of none is taken for the first that it can be read as: the check of the whole tells what is wrong.
#[derive(Debug)]
pub struct Trial<U> {
    value: Value,
    chosen: Option<U>,
    /// The first that breaks nothing but rules.
    broken: Option<U>,
    /// The first that fits when it is read leniently.
    fallback: Option<U>,
    reasons: Vec<String>,
}

impl<U> Trial<U> {
    /// Starts with a value.
    pub fn new(value: Value) -> Self {
        Self {
            value,
            chosen: None,
            broken: None,
            fallback: None,
            reasons: Vec::new(),
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
        if self.chosen.is_some() {
            return self;
        }
        let read = |strictness: Strictness| strictness.scope(|| T::from_value(self.value.clone()));
        match (read(Strictness::Strict), Strictness::current()) {
            (Ok(value), _) => {
                let value = make(value);
                if keeps_to_rules(&value) {
                    self.chosen = Some(value);
                } else {
                    self.broken.get_or_insert(value);
                }
            }
            (Err(error), Strictness::Strict) => self.note(name, &error),
            (Err(_), Strictness::Lenient) if self.fallback.is_some() => {}
            (Err(_), Strictness::Lenient) => match read(Strictness::Lenient) {
                Ok(value) => self.fallback = Some(make(value)),
                Err(error) => self.note(name, &error),
            },
        }
        self
    }

    fn note(&mut self, name: &'static str, error: &ParameterError) {
        self.reasons.push(format!("not `{name}`: {error}"));
    }

    /// The choice.
    ///
    /// # Errors
    /// The value is absent, or no type fits: the error says why each did not.
    pub fn end(self) -> Result<U, ParameterError> {
        match self.chosen.or(self.broken).or(self.fallback) {
            Some(chosen) => Ok(chosen),
            None if self.value == Value::Absent => Err(ParameterError::missing()),
            None => Err(ParameterError::new(format!(
                "no alternative fits: {}",
                self.reasons.join("; ")
            ))),
        }
    }
}
