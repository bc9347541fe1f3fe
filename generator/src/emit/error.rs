//! What can go wrong while emitting: only defects of Bindery itself, since the model holds nothing but valid names.

use std::fmt;

/// An item of the emitted crate that didn't become Rust: a defect of Bindery, not of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmitError {
    /// The item: a type, an operation or a file.
    pub item: String,
    /// What is the matter with it.
    pub problem: String,
}

impl EmitError {
    /// Something is the matter with `item`.
    pub(crate) fn new(item: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            item: item.into(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` could not be written as Rust: {}",
            self.item, self.problem
        )
    }
}

impl std::error::Error for EmitError {}
