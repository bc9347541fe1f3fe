//! Unions as parameters.

use super::error::ParameterError;
use super::value::{Parameter, Value};

/// A value that is being tried as one type after the other; the first that fits is taken.
#[derive(Debug)]
pub struct Trial<U> {
    value: Value,
    chosen: Option<U>,
    reasons: Vec<String>,
}

impl<U> Trial<U> {
    /// Starts with a value.
    pub fn new(value: Value) -> Self {
        Self {
            value,
            chosen: None,
            reasons: Vec::new(),
        }
    }

    /// Tries the value as `T`.
    #[must_use]
    pub fn attempt<T: Parameter>(mut self, name: &'static str, make: impl FnOnce(T) -> U) -> Self {
        if self.chosen.is_none() {
            match T::from_value(self.value.clone()) {
                Ok(value) => self.chosen = Some(make(value)),
                Err(error) => self.reasons.push(format!("not `{name}`: {error}")),
            }
        }
        self
    }

    /// The choice.
    ///
    /// # Errors
    /// The value is absent, or no type fits: the error says why each did not.
    pub fn end(self) -> Result<U, ParameterError> {
        match self.chosen {
            Some(chosen) => Ok(chosen),
            None if self.value == Value::Absent => Err(ParameterError::missing()),
            None => Err(ParameterError::new(format!(
                "no alternative fits: {}",
                self.reasons.join("; ")
            ))),
        }
    }
}
