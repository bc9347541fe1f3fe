//! What can be wrong with a parameter.

use std::fmt;

use crate::excerpt::shortened;

/// The rule that a value breaks which can't be read.
const TYPE: &str = "type";

/// The rule that a value which must be there breaks by its absence.
const MISSING: &str = "required";

/// The rule that exactly one alternative must fit.
const ONE_OF: &str = "oneOf";

/// Why a parameter's text is none of its type's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterError {
    message: String,
    rule: &'static str,
    /// Whether it is about something inside of the value.
    is_inside: bool,
    /// Whether several alternatives fit of which only one may, or none does because several fit inside of it.
    says_several_fit: bool,
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
        Self {
            message: shortened(message.into()),
            rule,
            is_inside: false,
            says_several_fit: false,
        }
    }

    /// There is no value, and there must be one.
    pub fn missing() -> Self {
        Self::breaking(MISSING, "is required, but missing")
    }

    /// The value is none of those that the description lists.
    pub fn unlisted(message: impl Into<String>) -> Self {
        Self::breaking("enum", message)
    }

    /// Several alternatives fit of which only one may, or none does because several fit inside of it.
    pub(super) fn several_fit(message: String) -> Self {
        Self {
            message,
            rule: ONE_OF,
            is_inside: false,
            says_several_fit: true,
        }
    }

    /// Whether that is what is wrong.
    pub(crate) fn says_several_fit(&self) -> bool {
        self.says_several_fit
    }

    /// The rule that is broken, by the keyword of the description: `type` or `syntax` where the value can't be read.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Whether the value is missing, rather than wrong.
    pub fn is_missing(&self) -> bool {
        self.rule == MISSING && !self.is_inside
    }

    /// Whether the value is of another type, rather than wrong otherwise or inside.
    pub(super) fn is_of_type(&self) -> bool {
        self.rule == TYPE && !self.is_inside
    }

    /// The same error, for a value inside of another.
    #[must_use]
    pub fn inside(self, place: fmt::Arguments<'_>) -> Self {
        let separator = if self.is_missing() { " " } else { ": " };
        Self {
            message: format!("{place}{separator}{}", self.message),
            is_inside: true,
            ..self
        }
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParameterError {}
