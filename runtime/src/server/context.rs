//! What a handler knows besides its request.

use std::sync::Arc;

use http::{Extensions, HeaderMap, Method, Uri};

use super::accept::Accept;
use super::head::RequestHead;
use crate::operation::OperationInfo;

/// What a handler knows besides its request: who calls, which operation was matched, and the request's head.
///
/// `P` is the principal that the authenticator made of the credentials; `Option` of it where an operation's
/// security is optional, `()` where it has none.
#[derive(Clone, Debug)]
pub struct Context<P> {
    principal: P,
    operation: &'static OperationInfo,
    answers: &'static [&'static str],
    head: Arc<RequestHead>,
}

impl<P> Context<P> {
    pub(super) fn new(
        principal: P,
        operation: &'static OperationInfo,
        answers: &'static [&'static str],
        head: Arc<RequestHead>,
    ) -> Self {
        Self {
            principal,
            operation,
            answers,
            head,
        }
    }

    /// Who calls.
    pub fn principal(&self) -> &P {
        &self.principal
    }

    /// Who calls.
    pub fn into_principal(self) -> P {
        self.principal
    }

    /// The operation that was matched.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        self.head.method()
    }

    /// The URI, as far as the router sees it: without the prefix that it is nested under.
    pub fn uri(&self) -> &Uri {
        self.head.uri()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// Whether the caller accepts a media type (RFC 9110, section 12.5.1).
    pub fn accepts(&self, media_type: &str) -> bool {
        Accept::of(self.head.headers()).quality(media_type) > 0
    }

    /// The media type that the caller prefers of those that the description has for the operation's successes, as it
    /// stands there; the first of those that are equally welcome.
    ///
    /// `None` where a success may have no body and the caller accepts none of those of the others, or none has a body. Where
    /// successes of several statuses have several media types each, [`Context::preferred`] tells of one status.
    pub fn negotiated(&self) -> Option<&'static str> {
        self.preferred(self.answers)
    }

    /// That of several media types which the caller prefers, the first of those that are equally welcome; `None`
    /// where none is accepted.
    pub fn preferred<'m>(&self, media_types: &[&'m str]) -> Option<&'m str> {
        let offers: Vec<[&str; 1]> = media_types.iter().map(|name| [*name]).collect();
        let accept = Accept::of(self.head.headers());
        let index = accept.preferred(offers.iter().map(|offer| &offer[..]))?;
        media_types.get(index).copied()
    }

    /// What layers before the router left for the handler.
    pub fn extensions(&self) -> &Extensions {
        self.head.extensions()
    }
}
