//! That nowhere in a value several alternatives fit of which only one may (OpenAPI's `oneOf`).
//!
//! Looked at only before the value is sent, of what will be read: what came in has been held to this as it was read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::subject::Subject;
use crate::form::{FormStyle, multipart, urlencoded};
use crate::param::Parameter;
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
            if let Some(error) = read.err().filter(|error| error.says_several_fit()) {
                for fault in error.into_faults() {
                    let message = &fault.message;
                    self.at().violate_below(
                        &fault.pointer(),
                        fault.rule,
                        format_args!("{message}"),
                    );
                }
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
