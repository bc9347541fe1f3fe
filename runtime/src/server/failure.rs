//! Why a handler has no success to answer.

use std::error::Error;
use std::fmt;

use crate::operation::OperationInfo;

/// Why a handler has no success to answer: an error that the description names, or one that it doesn't.
///
/// Any [`std::error::Error`] becomes the latter by `?`: the caller gets a bare 500, the error is logged.
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
    let mut causes = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push_str(": ");
        causes.push_str(&cause.to_string());
        source = cause.source();
    }
    tracing::error!(
        operation = operation.id,
        http.route = operation.path,
        "{error}{causes}"
    );
}
