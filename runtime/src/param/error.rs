//! What can be wrong with a parameter.

use std::fmt;

use crate::excerpt::{of_pointer, shortened};
use crate::validate::MOST_VIOLATIONS;
use crate::wire::push_step;

/// The rule that a value breaks which is of another type.
const TYPE: &str = "type";

/// The rule that a value which must be there breaks by its absence.
const MISSING: &str = "required";

/// The rule that exactly one alternative must fit.
const ONE_OF: &str = "oneOf";

/// Why a parameter's text is none of its type's values: all that keeps it from being one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterError {
    faults: Vec<Fault>,
}

/// One thing that is wrong with a parameter, or with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The rule that is broken, by the keyword of the description.
    pub(crate) rule: &'static str,
    /// What is wrong, in words.
    pub(crate) message: String,
    /// The keys and indexes that lead to the value that is wrong.
    steps: Vec<String>,
    /// Whether that is told of what holds the value: it isn't there, or mustn't be.
    is_of_holder: bool,
    /// A text that would be right.
    suggestion: Option<String>,
    /// Whether several alternatives fit of which only one may, or none does because several fit inside of it.
    says_several_fit: bool,
}

impl Fault {
    fn new(rule: &'static str, message: String) -> Self {
        Self {
            rule,
            message,
            steps: Vec::new(),
            is_of_holder: false,
            suggestion: None,
            says_several_fit: false,
        }
    }

    /// The same, for a value that stands in another under `step`.
    fn under(mut self, step: &str, what: fmt::Arguments<'_>) -> Self {
        if self.is_of_holder && self.steps.is_empty() {
            self.message = format!("{what} {}", self.message);
        }
        self.steps.insert(0, step.to_owned());
        self
    }

    /// Where in the parameter's value something is wrong, or lacks a part, as a JSON pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        let held = usize::from(self.is_of_holder);
        let steps = self.steps.len().saturating_sub(held);
        let mut pointer = String::new();
        for step in self.steps.iter().take(steps) {
            push_step(&mut pointer, step);
        }
        pointer
    }

    /// The keys and indexes that lead to the value that is wrong, or isn't there.
    #[cfg(feature = "server")]
    pub(super) fn steps(&self) -> &[String] {
        &self.steps
    }

    /// A text that would be right.
    #[cfg(feature = "server")]
    pub(super) fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// Whether several alternatives fit of which only one may, or none does because several fit inside of it.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn says_several_fit(&self) -> bool {
        self.says_several_fit
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = self.pointer();
        if !pointer.is_empty() {
            write!(f, "{}: ", of_pointer(&pointer))?;
        }
        f.write_str(&self.message)
    }
}

impl ParameterError {
    /// The value can't be read as one of the type's.
    pub fn new(message: impl Into<String>) -> Self {
        Self::breaking(TYPE, message)
    }

    /// The text isn't written as its style has it.
    pub(super) fn misformed(message: impl Into<String>) -> Self {
        Self::breaking("syntax", message)
    }

    /// The value breaks the rule that has this keyword in the description, but can be read.
    pub fn breaking(rule: &'static str, message: impl Into<String>) -> Self {
        Self::of(Fault::new(rule, shortened(message.into())))
    }

    /// There is no value, and there must be one.
    pub fn missing() -> Self {
        Self::of(Fault {
            is_of_holder: true,
            ..Fault::new(MISSING, "is required, but missing".to_owned())
        })
    }

    /// The value is none of those that the description lists.
    pub fn unlisted(message: impl Into<String>) -> Self {
        Self::breaking("enum", message)
    }

    /// The same error, where this text would be right.
    #[must_use]
    pub(crate) fn but(mut self, right: Option<String>) -> Self {
        if let Some(fault) = self.faults.first_mut() {
            fault.suggestion = right;
        }
        self
    }

    /// The object has a key that it mustn't have.
    pub(super) fn unknown_key(key: &str) -> Self {
        let message = shortened(format!("`{key}` is none of the object's keys"));
        Self::of(Fault {
            steps: vec![key.to_owned()],
            is_of_holder: true,
            ..Fault::new("additionalProperties", message)
        })
    }

    /// Several alternatives fit of which only one may, or none does because several fit inside of it.
    pub(super) fn several_fit(message: String) -> Self {
        Self::of(Fault {
            says_several_fit: true,
            ..Fault::new(ONE_OF, message)
        })
    }

    fn of(fault: Fault) -> Self {
        Self {
            faults: vec![fault],
        }
    }

    /// Whether nothing else is wrong than that several alternatives fit.
    pub(crate) fn says_several_fit(&self) -> bool {
        self.faults.iter().all(|fault| fault.says_several_fit)
    }

    /// The rule that is broken first, by the keyword of the description: `type` or `syntax` where the value can't be read.
    pub fn rule(&self) -> &'static str {
        self.faults.first().map_or(TYPE, |fault| fault.rule)
    }

    /// Whether the value is missing, rather than wrong.
    pub fn is_missing(&self) -> bool {
        let is_missing = |fault: &Fault| fault.is_of_holder && fault.steps.is_empty();
        self.faults.iter().any(is_missing)
    }

    /// Whether the value is of another type, rather than wrong otherwise or inside.
    pub(super) fn is_of_type(&self) -> bool {
        let is_of_type = |fault: &Fault| fault.rule == TYPE && fault.steps.is_empty();
        self.faults.iter().all(is_of_type)
    }

    /// What is wrong first.
    pub(super) fn into_first(self) -> String {
        let first = self.faults.into_iter().next();
        first.map_or_else(String::new, |fault| fault.to_string())
    }

    /// All that is wrong.
    #[cfg(feature = "server")]
    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The same, to keep.
    pub(crate) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// The same error, for the value of an object's key.
    #[must_use]
    pub(super) fn in_key(self, key: &str) -> Self {
        self.under(key, format_args!("`{key}`"))
    }

    /// The same error, for an item of an array.
    #[must_use]
    pub(super) fn in_item(self, index: usize) -> Self {
        let number = index.saturating_add(1);
        self.under(&index.to_string(), format_args!("item {number}"))
    }

    fn under(self, step: &str, what: fmt::Arguments<'_>) -> Self {
        let faults = self.faults.into_iter();
        Self {
            faults: faults.map(|fault| fault.under(step, what)).collect(),
        }
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ParameterError {}

/// What is wrong with the parts of a value that is being read.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// Adds what is wrong with one of the parts.
    #[cold]
    pub(super) fn add(&mut self, error: ParameterError) {
        let room = MOST_VIOLATIONS.saturating_sub(self.0.len());
        self.0.extend(error.faults.into_iter().take(room));
    }

    /// Adds what is wrong with one of the parts, and gives an error that says nothing more, for the place of that part.
    #[cold]
    pub(super) fn noted(&mut self, error: ParameterError) -> ParameterError {
        self.add(error);
        ParameterError { faults: Vec::new() }
    }

    /// The value, if nothing is wrong.
    ///
    /// # Errors
    /// All that is.
    pub(super) fn or<T>(self, value: T) -> Result<T, ParameterError> {
        match self.0.is_empty() {
            true => Ok(value),
            false => Err(ParameterError { faults: self.0 }),
        }
    }
}
