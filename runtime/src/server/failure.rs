//! Why a handler has no success to answer.

use std::error::Error;
use std::fmt;

use crate::operation::OperationInfo;
use crate::stream::BodyError;

/// Why a handler has no success to answer: an error that the description names, or one that it doesn't.
///
/// Any [`std::error::Error`] becomes the latter by `?`: the caller gets a bare 500, the error is logged. The errors of a
/// request's body that is read piece by piece ([`BodyError`], [`ItemError`](crate::ItemError)) are answered as those of one
/// that is read whole: 400, 413 or 422; but one that breaks off is a 500, as if it were another service's.
pub struct Failure<E> {
    // Boxed, so that a `Result` with it stays small.
    kind: Box<FailureKind<E>>,
}

pub(super) enum FailureKind<E> {
    Documented(E),
    Internal(Box<dyn Error + Send + Sync>),
}

impl<E> Failure<E> {
    /// An error that the description names.
    pub fn documented(error: E) -> Self {
        Self {
            kind: Box::new(FailureKind::Documented(error)),
        }
    }

    /// An error that is none of the caller's business: a bare 500. The error is logged.
    pub fn internal(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind: Box::new(FailureKind::Internal(error.into())),
        }
    }

    pub(super) fn into_kind(self) -> FailureKind<E> {
        *self.kind
    }
}

impl<E, X: Error + Send + Sync + 'static> From<X> for Failure<E> {
    fn from(error: X) -> Self {
        Self::internal(error)
    }
}

impl<E: fmt::Debug> fmt::Debug for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.kind {
            FailureKind::Documented(error) => f.debug_tuple("Documented").field(error).finish(),
            FailureKind::Internal(error) => f.debug_tuple("Internal").field(error).finish(),
        }
    }
}

/// Logs an error that the caller isn't told of, with what caused it.
#[cold]
pub(super) fn log(operation: &OperationInfo, error: &dyn Error) {
    tracing::error!(
        operation = operation.id,
        http.route = operation.path,
        "{error}{}",
        Causes(error)
    );
}

/// Logs why an answer that comes piece by piece breaks off: its status is out, and nothing else can tell.
#[cold]
pub(super) fn log_broken_off(operation: Option<&OperationInfo>, error: &BodyError) {
    tracing::error!(
        operation = operation.map(|operation| operation.id),
        http.route = operation.map(|operation| operation.path),
        "the answer was broken off: {error}{}",
        Causes(error)
    );
}

/// What caused an error, each cause behind a colon.
struct Causes<'e>(&'e dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut source = self.0.source();
        while let Some(cause) = source {
            write!(f, ": {cause}")?;
            source = cause.source();
        }
        Ok(())
    }
}
