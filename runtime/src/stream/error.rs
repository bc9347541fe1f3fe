//! What can go wrong with a body that travels piece by piece.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::validate::Violations;
use crate::wire::{DecodeFailure, Strictness, WriteFailure};

/// Why a body can't be read to its end.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// The connection broke, or whoever makes the body gave up.
    Broken(Arc<dyn Error + Send + Sync>),
    /// It has more bytes than it may have.
    TooLarge {
        /// The most it may have.
        limit: usize,
    },
    /// It was read or sent before, and can be only once.
    Taken,
    /// It breaks rules of the description, as has turned out while it passed: it is too long or too short.
    Invalid(Violations),
}

impl BodyError {
    /// The connection broke, or whoever makes the body gave up.
    pub fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken(Arc::from(source.into()))
    }

    /// A piece of it can't be written.
    pub(super) fn unwritten(failure: WriteFailure) -> Self {
        match failure.violation() {
            Some(violation) => Self::Invalid(violation.into()),
            None => Self::broken(failure),
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(_) => f.write_str("the body broke off before its end"),
            Self::TooLarge { limit } => write!(f, "the body has more than {limit} bytes"),
            Self::Taken => f.write_str("the body was read or sent before, and can be only once"),
            Self::Invalid(violations) => violations.fmt(f),
        }
    }
}

impl Error for BodyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Broken(source) => Some(&**source),
            Self::TooLarge { .. } | Self::Taken | Self::Invalid(_) => None,
        }
    }
}

/// Why an item of a stream can't be had.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ItemError {
    /// The body can't be read any further: this is the last item.
    Body(BodyError),
    /// The item isn't what the description says. The stream goes on behind it.
    Decode {
        /// The item as it came.
        text: String,
        /// Where in it the fault stands, as a JSON pointer (RFC 6901).
        pointer: String,
        /// The keyword of the rule that is broken: `type` or `syntax` where something can't be read.
        rule: &'static str,
        /// What is wrong.
        message: String,
        /// How it was read: a router reads what comes in strictly, a client what is answered leniently.
        strictness: Strictness,
    },
    /// The item breaks rules of the description. The stream goes on behind it.
    Invalid(Violations),
}

impl ItemError {
    pub(super) fn decode(text: &str, failure: DecodeFailure, strictness: Strictness) -> Self {
        Self::Decode {
            text: text.to_owned(),
            pointer: failure.pointer,
            rule: failure.rule,
            message: failure.message,
            strictness,
        }
    }
}

impl From<BodyError> for ItemError {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(error) => error.fmt(f),
            Self::Decode {
                pointer, message, ..
            } if pointer.is_empty() => write!(f, "an item can't be read: {message}"),
            Self::Decode {
                pointer, message, ..
            } => write!(f, "an item can't be read: at `{pointer}`: {message}"),
            Self::Invalid(violations) => write!(f, "an item breaks rules: {violations}"),
        }
    }
}

impl Error for ItemError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => error.source(),
            Self::Decode { .. } | Self::Invalid(_) => None,
        }
    }
}
