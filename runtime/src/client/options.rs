//! What is said of one request, where it differs from what its client says of all.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::retry::RetryPolicy;
use crate::secret_headers::mark_sensitive;

/// What is said of one request, where it differs from what its client says of all. What isn't said stays as it is there.
#[derive(Clone, Default)]
pub struct RequestOptions {
    // Boxed, so that a request that says nothing stays small.
    said: Option<Box<Said>>,
}

#[derive(Clone, Default)]
struct Said {
    timeout: Option<Duration>,
    most_reply_bytes: Option<usize>,
    headers: HeaderMap,
    idempotency_key: Option<String>,
    retry: Option<Option<RetryPolicy>>,
    validate: Option<bool>,
}

impl RequestOptions {
    /// Nothing said.
    pub fn new() -> Self {
        Self::default()
    }

    fn said(&mut self) -> &mut Said {
        self.said.get_or_insert_default()
    }

    pub(super) fn get_timeout(&self) -> Option<Duration> {
        self.said.as_ref()?.timeout
    }

    pub(super) fn get_most_reply_bytes(&self) -> Option<usize> {
        self.said.as_ref()?.most_reply_bytes
    }

    pub(super) fn get_headers(&self) -> Option<&HeaderMap> {
        self.said.as_ref().map(|said| &said.headers)
    }

    pub(super) fn get_idempotency_key(&self) -> Option<&str> {
        self.said.as_ref()?.idempotency_key.as_deref()
    }

    /// `Some(None)`: it is not to be repeated, whatever its client says.
    pub(super) fn get_retry(&self) -> Option<Option<&RetryPolicy>> {
        self.said.as_ref()?.retry.as_ref().map(Option::as_ref)
    }

    pub(super) fn get_validate(&self) -> Option<bool> {
        self.said.as_ref()?.validate
    }
}

impl PerRequest for RequestOptions {
    fn options_mut(&mut self) -> &mut RequestOptions {
        self
    }
}

impl fmt::Debug for RequestOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RequestOptions");
        if let Some(said) = &self.said {
            shown
                .field("timeout", &said.timeout)
                .field("most_reply_bytes", &said.most_reply_bytes)
                .field("headers", &said.headers)
                .field("idempotency_key", &said.idempotency_key)
                .field("retry", &said.retry)
                .field("validate", &said.validate);
        }
        shown.finish()
    }
}

/// Requests that are being put together, and [`RequestOptions`] that are kept for several of them.
///
/// It is a trait, so that a parameter of whatever name keeps its setter: an operation's own `timeout` wins over the one
/// in here, which [`PerRequest::options`] still reaches.
pub trait PerRequest: Sized {
    /// What is said of the request so far.
    fn options_mut(&mut self) -> &mut RequestOptions;

    /// Replaces all that is said so far.
    #[must_use]
    fn options(mut self, options: RequestOptions) -> Self {
        *self.options_mut() = options;
        self
    }

    /// How long it may take as a whole, attempts and waits between them included.
    #[must_use]
    fn timeout(mut self, timeout: Duration) -> Self {
        self.options_mut().said().timeout = Some(timeout);
        self
    }

    /// How many bytes the body of a reply may have that isn't handed on while it comes in.
    #[must_use]
    fn most_reply_bytes(mut self, limit: usize) -> Self {
        self.options_mut().said().most_reply_bytes = Some(limit);
        self
    }

    /// A header. It wins over all others of its name, credentials included.
    #[must_use]
    fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        let headers = &mut self.options_mut().said().headers;
        headers.insert(name, value);
        mark_sensitive(headers);
        self
    }

    /// The key by which the server knows the request again, so that it may safely be repeated. It travels in the header
    /// that the description has for it, or in `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
    #[must_use]
    fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.options_mut().said().idempotency_key = Some(key.into());
        self
    }

    /// How it is repeated where it fails.
    #[must_use]
    fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options_mut().said().retry = Some(Some(policy));
        self
    }

    /// It isn't repeated, whatever the client does otherwise.
    #[must_use]
    fn no_retry(mut self) -> Self {
        self.options_mut().said().retry = Some(None);
        self
    }

    /// Whether it is held against the rules of the description before it is sent.
    #[must_use]
    fn validate_request(mut self, validate: bool) -> Self {
        self.options_mut().said().validate = Some(validate);
        self
    }
}
