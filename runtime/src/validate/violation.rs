//! What in a request or an answer breaks the contract.

use std::fmt;

use super::at::At;
use super::found::Found;
use crate::excerpt;

/// Something in a request or an answer that breaks the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where.
    pub place: Place,
    /// The keyword of the rule that is broken, as JSON Schema calls it: `maxLength`, say; `enum` for a `const` too.
    /// `type` for what can't be read as a value of its type, and `syntax` for what isn't written as it must be.
    pub rule: &'static str,
    /// What is wrong, in words for the caller.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// A place in a request or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The path parameter of this name.
    Path(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// The cookie of this name.
    Cookie(&'static str),
    /// The body, at this JSON pointer (RFC 6901); empty for the body as a whole.
    Body(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(name) => write!(f, "path parameter `{name}`"),
            Self::Query(name) => write!(f, "query parameter `{name}`"),
            Self::Header(name) => write!(f, "header `{name}`"),
            Self::Cookie(name) => write!(f, "cookie `{name}`"),
            Self::Body(pointer) if pointer.is_empty() => f.write_str("body"),
            Self::Body(pointer) => write!(f, "body at `{}`", excerpt::of_pointer(pointer)),
        }
    }
}

/// How many violations of one value or request are told: whoever sends more of them needs no longer list.
pub(crate) const MOST_VIOLATIONS: usize = 100;

/// The rules that a value breaks: one at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
}

impl Violations {
    /// What `check` finds.
    ///
    /// # Errors
    /// It found something.
    pub fn collect(check: impl FnOnce(&At<'_>)) -> Result<(), Self> {
        Self::collect_in(Found::default(), check)
    }

    /// What `check` finds wrong with what is about to be sent: also what a reader of it finds as it reads.
    ///
    /// # Errors
    /// It found something.
    pub(crate) fn collect_sent(check: impl FnOnce(&At<'_>)) -> Result<(), Self> {
        Self::collect_in(Found::of_sent(), check)
    }

    fn collect_in(found: Found, check: impl FnOnce(&At<'_>)) -> Result<(), Self> {
        check(&At::whole(&found));
        let list = found.into_list();
        if list.is_empty() {
            Ok(())
        } else {
            Err(Self { list })
        }
    }

    /// The violations, in the order in which they were found; of more than a hundred the first hundred.
    pub fn as_slice(&self) -> &[Violation] {
        &self.list
    }

    /// The same, to keep.
    pub fn into_vec(self) -> Vec<Violation> {
        self.list
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self {
            list: vec![violation],
        }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
