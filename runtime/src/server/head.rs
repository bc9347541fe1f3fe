//! A request without its body.

use std::fmt;

use http::{Extensions, HeaderMap, Method, Uri};

use crate::operation::OperationInfo;
use crate::secret_headers::mark_sensitive;

/// A request without its body.
///
/// It prints what credentials can't be in: the method, the path and the names of its headers.
pub struct RequestHead {
    parts: http::request::Parts,
    operation: Option<&'static OperationInfo>,
}

impl RequestHead {
    pub(super) fn new(
        mut parts: http::request::Parts,
        operation: Option<&'static OperationInfo>,
    ) -> Self {
        mark_sensitive(&mut parts.headers);
        Self { parts, operation }
    }

    /// The operation that the request is for; `None` where no route leads to one.
    pub fn operation(&self) -> Option<&'static OperationInfo> {
        self.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URI, as far as the router sees it: without the prefix that it is nested under.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What layers before the router left for the handler.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }
}

impl fmt::Debug for RequestHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation.map(|operation| operation.id);
        f.debug_struct("RequestHead")
            .field("method", self.method())
            .field("path", &self.uri().path())
            .field("headers", &self.headers().keys().collect::<Vec<_>>())
            .field("operation", &operation)
            .finish_non_exhaustive()
    }
}
