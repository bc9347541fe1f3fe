//! That nowhere in a value several alternatives fit of which only one may (OpenAPI's `oneOf`).
//!
//! Looked at only before the value is sent, of what will be read: what came in has been held to this as it was read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::subject::Subject;
use crate::form::{FormStyle, multipart, urlencoded};
use crate::param::{Parameter, ParameterError};
use crate::wire::{self, DecodeFailure, Strictness};

impl<T> Subject<'_, T> {
    /// Of a value in JSON.
    pub fn one_each(self) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self.unless_overlapping(wire::overlaps)
    }

    /// Of a value in text.
    pub fn one_each_in_text(self) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self.unless_overlapping(|value| match wire::to_text(value) {
            Ok(Some(text)) => wire::overlaps_in_text::<T>(&Value::String(text)),
            _ => Vec::new(),
        })
    }

    /// Of a form, `application/x-www-form-urlencoded`.
    pub fn one_each_in_form(self, styles: &[(&str, FormStyle)]) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self.unless_overlapping(|form| urlencoded::overlaps(styles, form))
    }

    /// Of a form in parts, `multipart/form-data`.
    pub fn one_each_in_parts(self, styles: &[(&str, FormStyle)]) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        self.unless_overlapping(|form| multipart::overlaps(styles, form))
    }

    /// Of a parameter or a header that is no JSON document.
    pub fn one_each_as_parameter(self) -> Self
    where
        T: Parameter,
    {
        if self.at().is_of_sent() {
            let value = self.value().to_value();
            let read = Strictness::Strict.scope(|| T::from_value(value));
            let faults = read.err().into_iter().flat_map(ParameterError::into_faults);
            for fault in faults.filter(|fault| fault.says_several_fit()) {
                let message = &fault.message;
                self.at()
                    .violate_below(&fault.pointer(), fault.rule, format_args!("{message}"));
            }
        }
        self
    }

    fn unless_overlapping(self, overlaps: impl FnOnce(&T) -> Vec<DecodeFailure>) -> Self {
        if self.at().is_of_sent() {
            for overlap in overlaps(self.value()) {
                let message = overlap.message;
                self.at()
                    .violate_below(&overlap.pointer, overlap.rule, format_args!("{message}"));
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::param::{Parameter, ParameterError, Shape, Trial, Value};
    use crate::validate::Violations;

    /// A word, but for `x` and what two types of numbers fit.
    #[derive(Debug)]
    struct Word(&'static str);

    impl Parameter for Word {
        const SHAPE: Shape = Shape::Primitive;

        fn to_value(&self) -> Value {
            Value::Text(self.0.to_owned())
        }

        fn from_value(value: Value) -> Result<Self, ParameterError> {
            if value == Value::Text("x".to_owned()) {
                return Err(ParameterError::new("is no word"));
            }
            Trial::exactly_one(value)
                .attempt("Integer", |_: i64| Self("integer"))
                .attempt("Number", |_: f64| Self("number"))
                .end()
        }
    }

    #[test]
    fn only_what_several_fit_is_told_whatever_else_is_wrong() {
        let told = |words: [&'static str; 3]| {
            let words = Vec::from(words.map(Word));
            let check = Violations::collect_sent(|at| {
                at.query("words", &words).one_each_as_parameter();
            });
            let violations = check.map_or_else(Violations::into_vec, |()| Vec::new());
            let told = violations.into_iter().map(|it| (it.rule, it.message));
            told.map(|(rule, message)| format!("{rule} {}", &message[..2]))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(["1", "x", "2"]), ["oneOf /0", "oneOf /2"]);
        assert_eq!(told(["1.5", "x", "0.5"]), [] as [&str; 0]);
    }
}
