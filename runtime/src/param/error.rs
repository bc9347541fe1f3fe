//! What can be wrong with a parameter.

use std::fmt;

use crate::excerpt::shortened;

/// The rule that a value which must be there breaks by its absence.
const MISSING: &str = "required";

/// The rule that exactly one alternative must fit.
const ONE_OF: &str = "oneOf";

/// Why a parameter's text is none of its type's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterError {
    message: String,
    rule: &'static str,
}

impl ParameterError {
    /// The value isn't one of the type's.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: shortened(message.into()),
            rule: "type",
        }
    }

    /// There is no value, and there must be one.
    pub fn missing() -> Self {
        Self {
            message: "is required, but missing".to_owned(),
            rule: MISSING,
        }
    }

    /// The value is none of those that the description lists.
    pub fn unlisted(message: impl Into<String>) -> Self {
        Self {
            message: shortened(message.into()),
            rule: "enum",
        }
    }

    /// Several alternatives fit of which only one may, or none does because several fit inside of it.
    pub(super) fn several_fit(message: String) -> Self {
        Self {
            message,
            rule: ONE_OF,
        }
    }

    /// Whether that is what is wrong.
    pub(crate) fn says_several_fit(&self) -> bool {
        self.rule == ONE_OF
    }

    /// The rule that is broken, by the keyword of the description: `type`, `required`, `enum` or `oneOf`.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Whether the value is missing, rather than wrong.
    pub fn is_missing(&self) -> bool {
        self.rule == MISSING
    }

    /// The same error, for a value inside of another.
    #[must_use]
    pub fn inside(self, place: fmt::Arguments<'_>) -> Self {
        let separator = if self.is_missing() { " " } else { ": " };
        Self {
            message: format!("{place}{separator}{}", self.message),
            rule: if self.is_missing() { "type" } else { self.rule },
        }
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParameterError {}
