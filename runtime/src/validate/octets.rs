//! Lengths of bytes: checked at once where all bytes are there, else while they pass.

use std::fmt;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};

use super::subject::{Counted, Subject};
use super::violation::Violations;
use crate::file::File;
use crate::stream::{Body, BodyError};

/// Bytes, if they are there at all. A length is one of bytes here, not of characters (OpenAPI 3.1, "Considerations for
/// Binary Data").
pub trait Octets {
    /// How many there are; `Err` of the body where they come piece by piece, and `None` where there is nothing.
    fn octets(&self) -> Option<Result<u64, &Body>>;
}

impl Octets for Body {
    fn octets(&self) -> Option<Result<u64, &Body>> {
        Some(self.length().ok_or(self))
    }
}

impl Octets for File {
    fn octets(&self) -> Option<Result<u64, &Body>> {
        self.body().octets()
    }
}

impl Octets for Bytes {
    fn octets(&self) -> Option<Result<u64, &Body>> {
        u64::try_from(self.len()).ok().map(Ok)
    }
}

impl<T: Octets> Octets for Option<T> {
    fn octets(&self) -> Option<Result<u64, &Body>> {
        self.as_ref()?.octets()
    }
}

impl<T: Octets> Octets for Box<T> {
    fn octets(&self) -> Option<Result<u64, &Body>> {
        (**self).octets()
    }
}

/// Rules for bytes.
impl<T: Octets> Subject<'_, T> {
    /// At least so many bytes. Of a body that comes piece by piece, the last piece is an error where they were fewer.
    pub fn min_bytes(self, least: usize) -> Self {
        self.octets_within(Bound::Least(least))
    }

    /// At most so many bytes. Of a body that comes piece by piece, the one that goes beyond them is an error.
    pub fn max_bytes(self, most: usize) -> Self {
        self.octets_within(Bound::Most(most))
    }

    fn octets_within(self, bound: Bound) -> Self {
        match self.value().octets() {
            Some(Ok(length)) => {
                let (rule, message) = bound.said();
                self.expect(bound.holds(length, true), rule, format_args!("{message}"))
            }
            Some(Err(body)) => {
                let (rule, message) = bound.said();
                let violation = self.at().violation(rule, format_args!("{message}"));
                body.wrap(|pieces| counted(pieces, bound, violation.into()));
                self
            }
            None => self,
        }
    }
}

/// How many bytes there may be.
#[derive(Clone, Copy)]
enum Bound {
    Least(usize),
    Most(usize),
}

impl Bound {
    /// Whether it holds for so many bytes, which may be all or not.
    fn holds(self, length: u64, is_all: bool) -> bool {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        match self {
            Self::Least(least) => !is_all || length >= least,
            Self::Most(most) => length <= most,
        }
    }

    /// The keyword, and what it asks for in words.
    fn said(self) -> (&'static str, impl fmt::Display) {
        match self {
            Self::Least(least) => ("minLength", Said("at least", Counted(least, "byte"))),
            Self::Most(most) => ("maxLength", Said("at most", Counted(most, "byte"))),
        }
    }
}

struct Said(&'static str, Counted);

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must have {} {}", self.0, self.1)
    }
}

type Pieces = BoxStream<'static, Result<Bytes, BodyError>>;

/// The pieces, and what is broken in place of the last one where they are too many or too few.
fn counted(pieces: Pieces, bound: Bound, broken: Violations) -> Pieces {
    let start = (pieces, 0_u64, broken);
    let pieces = stream::try_unfold(start, move |(mut pieces, before, broken)| async move {
        let piece = pieces.try_next().await?;
        let length = piece.as_ref().map_or(0, Bytes::len);
        let passed = before.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        if !bound.holds(passed, piece.is_none()) {
            return Err(BodyError::Invalid(broken));
        }
        Ok(piece.map(|piece| (piece, (pieces, passed, broken))))
    });
    pieces.boxed()
}
