//! A request without its body.

use http::{Extensions, HeaderMap, Method, Uri};

use crate::operation::OperationInfo;

/// A request without its body.
#[derive(Debug)]
pub struct RequestHead {
    parts: http::request::Parts,
    operation: Option<&'static OperationInfo>,
}

impl RequestHead {
    pub(super) fn new(
        parts: http::request::Parts,
        operation: Option<&'static OperationInfo>,
    ) -> Self {
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
