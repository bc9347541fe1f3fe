//! What a user of a client has done before and after each request.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::operation::OperationInfo;
use crate::stream::Body;

type Before = dyn Fn(&mut BeforeRequest<'_>) + Send + Sync;
type After = dyn Fn(&AfterRequest<'_>) + Send + Sync;

/// The hooks of a client, each kind in the order in which they were given.
#[derive(Clone, Default)]
pub(super) struct Hooks {
    before: Vec<Arc<Before>>,
    after: Vec<Arc<After>>,
}

impl Hooks {
    pub(super) fn push_before(&mut self, hook: Arc<Before>) {
        self.before.push(hook);
    }

    pub(super) fn push_after(&mut self, hook: Arc<After>) {
        self.after.push(hook);
    }

    pub(super) fn before(
        &self,
        operation: &'static OperationInfo,
        attempt: u32,
        request: &mut http::Request<Body>,
    ) {
        for hook in &self.before {
            hook(&mut BeforeRequest {
                operation,
                attempt,
                request: &mut *request,
            });
        }
    }

    pub(super) fn after(&self, after: &AfterRequest<'_>) {
        for hook in &self.after {
            hook(after);
        }
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} before, {} after",
            self.before.len(),
            self.after.len()
        )
    }
}

/// A request that is about to be sent, complete with its credentials. Each repetition is one anew.
pub struct BeforeRequest<'r> {
    operation: &'static OperationInfo,
    attempt: u32,
    request: &'r mut http::Request<Body>,
}

impl BeforeRequest<'_> {
    /// The operation.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// How often the request was sent before.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The method.
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The URL. It holds the API keys that travel in the query.
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The headers. Those that hold credentials are marked as sensitive.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.request.headers_mut()
    }

    /// The body; `None` where it comes piece by piece.
    pub fn body(&self) -> Option<&Bytes> {
        self.request.body().as_bytes()
    }
}

/// What came of a request that was sent.
pub struct AfterRequest<'r> {
    pub(super) operation: &'static OperationInfo,
    pub(super) attempt: u32,
    pub(super) elapsed: Duration,
    pub(super) reply: Option<(StatusCode, &'r HeaderMap)>,
    pub(super) error_type: Option<&'static str>,
}

impl AfterRequest<'_> {
    /// The operation.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// How often the request was sent before.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How long it took until the reply was there; of one that is handed on while it comes in, until its headers were.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The status of the reply, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply.map(|(status, _)| status)
    }

    /// The headers of the reply, where one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply.map(|(_, headers)| headers)
    }

    /// Why no reply came: `timeout`, `connect`, `transport` or `too_large`.
    pub fn error_type(&self) -> Option<&'static str> {
        self.error_type
    }
}
