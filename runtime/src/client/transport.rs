//! What carries requests.

use std::error::Error;
use std::fmt;
use std::pin::Pin;

use crate::stream::{Body, BodyError};

/// The reply that is on its way.
pub type TransportFuture<'t> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 't>>;

/// Something that carries requests to a server and brings back its replies.
///
/// Requests come with an absolute URL, credentials included. A transport must not follow redirects to another host
/// with them.
pub trait Transport: Send + Sync + 'static {
    /// Carries a request.
    ///
    /// # Errors
    /// No reply came. A reply with whatever status is no error.
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_>;
}

/// Why no reply came.
#[derive(Debug)]
pub struct TransportError {
    source: Box<dyn Error + Send + Sync>,
    connect: bool,
    timeout: bool,
}

impl TransportError {
    /// The connection failed, or broke.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            source: source.into(),
            connect: false,
            timeout: false,
        }
    }

    /// No connection came about: nothing of the request reached the server.
    pub fn connect(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            connect: true,
            ..Self::new(source)
        }
    }

    /// No connection came about in time.
    pub fn connect_timeout(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            timeout: true,
            ..Self::connect(source)
        }
    }

    /// It took too long.
    pub fn timeout(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            timeout: true,
            ..Self::new(source)
        }
    }

    /// Whether no connection came about, so that nothing of the request reached the server.
    pub fn is_connect(&self) -> bool {
        self.connect
    }

    /// Whether it took too long.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }
}

impl From<BodyError> for TransportError {
    fn from(error: BodyError) -> Self {
        Self::new(error)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request could not be carried to the server and back")
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
