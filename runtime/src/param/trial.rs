//! Unions as parameters.

use std::cell::Cell;

use super::error::ParameterError;
use super::value::{Parameter, Value};
use crate::scoped;
use crate::validate::{Validate, keeps_to_rules};
use crate::wire::{Candidates, Meaning, Strictness, several_fit};

thread_local! {
    static BEARING: Cell<bool> = const { Cell::new(false) };
}

/// A value that is being tried as one type after the other. It fits a type if it can be read as that, and keeps to its
/// rules.
#[derive(Debug)]
pub struct Trial<U> {
    value: Value,
    candidates: Candidates<U>,
    /// Whether one of them must fit, rather than any.
    exactly_one: bool,
    /// What the value consists of to the first type that fits.
    meaning: Meaning<Value>,
    fitting: Vec<&'static str>,
    /// Whether several alternatives fit inside of one that doesn't, for that.
    several_inside: bool,
    /// The keyword that lists the types.
    rule: &'static str,
    /// Whether one of the types at least is of the type that the value has.
    has_type: bool,
    /// Whether there are types at all.
    has_alternatives: bool,
}

impl<U> Trial<U> {
    /// Starts with a value of which the first type that fits is taken (OpenAPI's `anyOf`).
    pub fn first_fit(value: Value) -> Self {
        Self {
            value,
            candidates: Candidates::new(),
            exactly_one: false,
            meaning: Meaning::new(),
            fitting: Vec::new(),
            several_inside: false,
            rule: "anyOf",
            has_type: false,
            has_alternatives: false,
        }
    }

    /// Starts with a value that exactly one type must fit, of those that take its texts for the same types of JSON
    /// (OpenAPI's `oneOf`). A client takes the first that fits.
    pub fn exactly_one(value: Value) -> Self {
        Self {
            exactly_one: Strictness::current() == Strictness::Strict,
            rule: "oneOf",
            ..Self::first_fit(value)
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
        self.has_alternatives = true;
        if self.candidates.has_chosen() && !self.exactly_one {
            return self;
        }
        let (several_inside, read_as) = (Cell::new(self.several_inside), Cell::new(None));
        let has_type = Cell::new(self.has_type);
        let exactly_one = self.exactly_one;
        let read = |strictness: Strictness| {
            let read = || strictness.scope(|| T::from_value(self.value.clone()));
            let read = bearing(false, read);
            match &read {
                Ok(value) => read_as.set(exactly_one.then(|| value.to_value())),
                Err(error) => {
                    several_inside.set(several_inside.get() || error.says_several_fit());
                    has_type.set(has_type.get() || !error.is_of_type());
                }
            }
            read.map_err(ParameterError::into_first)
        };
        let meaning = &mut self.meaning;
        let fits = self.candidates.consider(name, read, make, |value| {
            keeps_to_rules(value) && meaning.is_that_of(read_as.take(), Value::is_alike)
        });
        self.several_inside = several_inside.get();
        self.has_type = has_type.get();
        if fits {
            self.fitting.push(name);
        }
        self
    }

    /// The choice.
    ///
    /// # Errors
    /// The value is absent, or no type fits: the error says why each did not; the rule is `type` where none is of the value's
    /// type. Several fit where exactly one must, and that isn't borne with.
    pub fn end(self) -> Result<U, ParameterError> {
        match (self.candidates.end(), self.fitting.as_slice()) {
            (Ok(_), several @ [_, _, ..]) if !BEARING.get() => {
                Err(ParameterError::several_fit(several_fit(several)))
            }
            (Ok(chosen), _) => Ok(chosen),
            (Err(_), _) if self.value == Value::Absent => Err(ParameterError::missing()),
            // The schema `false` is `not: {}` (JSON Schema 2020-12, section 4.3.2).
            (Err(_), _) if !self.has_alternatives => {
                Err(ParameterError::breaking("not", "no value is allowed here"))
            }
            (Err(reasons), _) if self.several_inside => Err(ParameterError::several_fit(reasons)),
            (Err(reasons), _) if self.has_type => Err(ParameterError::breaking(self.rule, reasons)),
            (Err(reasons), _) => Err(ParameterError::new(reasons)),
        }
    }
}

/// Reads values of which several alternatives may fit where only one should: as the first of them. What stands in an
/// alternative that is tried must keep to that all the same.
#[cfg(feature = "server")]
pub(crate) fn bearing_several<T>(read: impl FnOnce() -> T) -> T {
    bearing(true, read)
}

fn bearing<T>(bears: bool, read: impl FnOnce() -> T) -> T {
    scoped::with(&BEARING, bears, read)
}
