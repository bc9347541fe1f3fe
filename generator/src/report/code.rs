//! The codes of reports: short, stable, made to be searched for.

use std::fmt;

/// The stable name of one kind of report, in kebab case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code(&'static str);

impl Code {
    // read
    /// A file can't be read.
    pub const UNREADABLE_FILE: Self = Self("unreadable-file");
    /// The text is neither YAML nor JSON.
    pub const SYNTAX: Self = Self("syntax");
    /// A mapping has one key twice.
    pub const DUPLICATE_KEY: Self = Self("duplicate-key");

    // normalize
    /// The description is written in a version that can't be read.
    pub const UNSUPPORTED_VERSION: Self = Self("unsupported-version");
    /// A key that its object doesn't have.
    pub const UNKNOWN_KEY: Self = Self("unknown-key");
    /// A key that its object must have is missing.
    pub const MISSING_KEY: Self = Self("missing-key");
    /// A value of another kind than OpenAPI asks for.
    pub const WRONG_KIND: Self = Self("wrong-kind");
    /// A value outside the set OpenAPI allows there.
    pub const UNKNOWN_VALUE: Self = Self("unknown-value");
    /// A `$ref` that points at nothing.
    pub const UNRESOLVED_REFERENCE: Self = Self("unresolved-reference");
    /// A chain of `$ref`s that ends in itself.
    pub const CIRCULAR_REFERENCE: Self = Self("circular-reference");

    // lower
    /// A path template and the parameters declared for it disagree.
    pub const PATH_PARAMETER: Self = Self("path-parameter");
    /// Two operations that a request can't tell apart, or that share an operationId.
    pub const DUPLICATE_OPERATION: Self = Self("duplicate-operation");
    /// A construct that Bindery can't bind yet, bound to a raw but usable type.
    pub const DEGRADED: Self = Self("degraded");
    /// Constraints that are documented but not checked.
    pub const UNCHECKED_CONSTRAINT: Self = Self("unchecked-constraint");
    /// A construct that Bindery can't bind at all.
    pub const UNSUPPORTED: Self = Self("unsupported");
    /// A composition (`allOf`, `oneOf`, `anyOf`) whose parts contradict each other.
    pub const CONTRADICTION: Self = Self("contradiction");
    /// A security requirement that names no scheme.
    pub const UNKNOWN_SECURITY_SCHEME: Self = Self("unknown-security-scheme");

    // configuration, emit and write
    /// The configuration file is wrong.
    pub const CONFIGURATION: Self = Self("configuration");
    /// What was emitted isn't Rust: a defect of Bindery.
    pub const INTERNAL: Self = Self("internal");
    /// A file can't be written.
    pub const UNWRITABLE_FILE: Self = Self("unwritable-file");

    /// The code as it is shown.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
