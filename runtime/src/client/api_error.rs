//! An error that the description names.

use std::fmt;

use http::{HeaderMap, StatusCode};

/// An error that the description names, with the status and the headers that it came with.
pub struct ApiError<E> {
    // Boxed, so that a `Result` with it stays small.
    inner: Box<Inner<E>>,
}

struct Inner<E> {
    status: StatusCode,
    headers: HeaderMap,
    body: E,
}

impl<E> ApiError<E> {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: E) -> Self {
        Self {
            inner: Box::new(Inner {
                status,
                headers,
                body,
            }),
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.inner.status
    }

    /// All headers, documented or not.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner.headers
    }

    /// The error itself.
    pub fn body(&self) -> &E {
        &self.inner.body
    }

    /// The error itself.
    pub fn into_body(self) -> E {
        self.inner.body
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("status", &self.inner.status)
            .field("headers", &self.inner.headers)
            .field("body", &self.inner.body)
            .finish()
    }
}

impl<E: fmt::Debug> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the server answered {}: {:?}",
            self.inner.status, self.inner.body
        )
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}
