//! Operations, as both ends know them.

use std::ops::{Deref, DerefMut};

use crate::validate::At;

/// What stays the same from one call of an operation to the next.
#[derive(Debug)]
pub struct OperationInfo {
    /// The operationId, or the name that was made from method and path.
    pub id: &'static str,
    /// The HTTP method, as it is sent: case counts (RFC 9110, section 9.1).
    pub method: &'static str,
    /// The path template, `/groups/{group_id}`.
    pub path: &'static str,
    /// The ways to be let in, any one of which suffices; each lists what must all be satisfied (OpenAPI 3.0,
    /// "Security Requirement Object"). Empty: no credentials are looked at. An empty alternative: anyone may come in.
    pub security: &'static [&'static [Requirement]],
}

impl OperationInfo {
    /// The HTTP method; POST if its name is none that HTTP can send, which generated code never has.
    pub fn method(&self) -> http::Method {
        http::Method::from_bytes(self.method.as_bytes()).unwrap_or(http::Method::POST)
    }
}

/// The method, if it is one that OpenTelemetry's semantic conventions name.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn known_method(method: &str) -> Option<&str> {
    const METHODS: &[&str] = &[
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE",
    ];
    METHODS.contains(&method).then_some(method)
}

/// A security scheme that a caller must satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme's key in the description.
    pub scheme: &'static str,
    /// The scopes it must grant (OAuth 2, OpenID Connect).
    pub scopes: &'static [&'static str],
}

/// A request of one operation: what it takes is the type itself.
pub trait Operation {
    /// The operation.
    const INFO: &'static OperationInfo;
    /// The URLs of the servers that are there for it alone, whole or relative to the API's own; none: it is where the
    /// others are (OpenAPI 3.0, "Operation Object").
    const SERVERS: &'static [&'static str] = &[];
    /// What it answers when it succeeds.
    type Success;
    /// What it answers when it fails.
    type Error;

    /// Holds the request against the rules of the description. Without rules there is nothing to do.
    fn check_request(&self, _at: &At<'_>) {}

    /// Holds a success against them.
    fn check_success(_success: &Self::Success, _at: &At<'_>) {}
}

/// What an operation answers when it fails, where the description names nothing: no value is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoError {}

/// A body together with the typed headers that came with it. It dereferences to the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WithHeaders<B, H> {
    /// The body.
    pub body: B,
    /// The documented headers.
    pub headers: H,
}

impl<B, H> WithHeaders<B, H> {
    /// Puts a body and its headers together.
    pub fn new(body: B, headers: H) -> Self {
        Self { body, headers }
    }
}

/// A body whose headers are left to others: a layer around the router, say.
impl<B, H: Default> From<B> for WithHeaders<B, H> {
    fn from(body: B) -> Self {
        Self::new(body, H::default())
    }
}

impl<B, H> Deref for WithHeaders<B, H> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.body
    }
}

impl<B, H> DerefMut for WithHeaders<B, H> {
    fn deref_mut(&mut self) -> &mut B {
        &mut self.body
    }
}
