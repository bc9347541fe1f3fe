//! What can be wrong with a parameter.

use std::fmt;

/// Why a parameter's text is none of its type's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterError {
    message: String,
    missing: bool,
}

impl ParameterError {
    /// The value isn't one of the type's.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            missing: false,
        }
    }

    /// There is no value, and there must be one.
    pub fn missing() -> Self {
        Self {
            message: "is required, but missing".to_owned(),
            missing: true,
        }
    }

    /// Whether the value is missing, rather than wrong.
    pub fn is_missing(&self) -> bool {
        self.missing
    }

    /// The same error, for a value inside of another.
    #[must_use]
    pub fn inside(self, place: fmt::Arguments<'_>) -> Self {
        let separator = if self.missing { " " } else { ": " };
        Self::new(format!("{place}{separator}{}", self.message))
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParameterError {}
