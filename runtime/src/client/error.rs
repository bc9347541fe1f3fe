//! What can go wrong with a request.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::api_error::ApiError;
use super::retry;
use super::tokens::TokenError;
use super::transport::TransportError;
use crate::excerpt;
use crate::headers::HeaderFault;
use crate::validate::{Violation, Violations};

/// Why a request has no successful answer. `E` is what the operation answers when it fails.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server answered with an error that the description names.
    Api(ApiError<E>),
    /// The server answered with a status that the description doesn't name, or with a media type that it doesn't name for
    /// that status.
    Undocumented(UndocumentedResponse),
    /// The reply can't be read.
    Decode(DecodeError),
    /// The request can't be written or breaks rules of the description, and was not sent.
    InvalidRequest(InvalidRequest),
    /// No reply came in time.
    Timeout,
    /// The connection failed, or broke.
    Transport(TransportError),
    /// There is no token to show to the server; the request was not sent, or was refused for an earlier one.
    Token(TokenError),
}

impl<E> Error<E> {
    /// The status of the reply, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Undocumented(response) => Some(response.status()),
            Self::Decode(error) => Some(error.status()),
            Self::InvalidRequest(_) | Self::Timeout | Self::Transport(_) | Self::Token(_) => None,
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Undocumented(response) => response.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Timeout => f.write_str("no reply came in time"),
            Self::Transport(error) => error.fmt(f),
            Self::Token(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // The others are told in full by `Display` itself.
            Self::Transport(error) => std::error::Error::source(error),
            Self::Token(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}

/// Why a request has no reply.
#[derive(Debug)]
pub(super) enum Failure {
    InvalidRequest(InvalidRequest),
    Timeout,
    Transport(TransportError),
    Token(TokenError),
    /// A reply came, but can't be taken in.
    Reply(DecodeError),
}

impl Failure {
    pub(super) fn into_error<E>(self) -> Error<E> {
        match self {
            Self::InvalidRequest(error) => Error::InvalidRequest(error),
            Self::Timeout => Error::Timeout,
            Self::Transport(error) if error.is_timeout() => Error::Timeout,
            Self::Transport(error) => Error::Transport(error),
            Self::Token(error) => Error::Token(error),
            Self::Reply(error) => Error::Decode(error),
        }
    }

    /// What kind of failure it is, in a word: see OpenTelemetry's `error.type`.
    pub(super) fn error_type(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::Timeout => "timeout",
            Self::Transport(error) if error.is_timeout() => "timeout",
            Self::Transport(error) if error.is_connect() => "connect",
            Self::Transport(_) => "transport",
            Self::Token(_) => "token",
            Self::Reply(_) => "too_large",
        }
    }

    /// How an attempt failed; `None` where another one would fare no better.
    pub(super) fn of_attempt(&self) -> Option<retry::Failed<'static>> {
        match self {
            Self::Timeout => Some(retry::Failed::Unanswered),
            Self::Transport(error) if error.is_connect() => Some(retry::Failed::Unsent),
            Self::Transport(_) => Some(retry::Failed::Unanswered),
            Self::InvalidRequest(_) | Self::Token(_) | Self::Reply(_) => None,
        }
    }
}

impl From<InvalidRequest> for Failure {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(error)
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

/// A reply with a status that the description doesn't name, or with a media type that it doesn't name for that status.
#[derive(Debug)]
pub struct UndocumentedResponse {
    inner: Box<Unknown>,
}

#[derive(Debug)]
struct Unknown {
    status: StatusCode,
    names_status: bool,
    headers: HeaderMap,
    body: Bytes,
}

impl UndocumentedResponse {
    /// One whose status the description names, or doesn't.
    pub(super) fn new(
        status: StatusCode,
        names_status: bool,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self {
            inner: Box::new(Unknown {
                status,
                names_status,
                headers,
                body,
            }),
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.inner.status
    }

    /// Whether the description names the status, so that it is the media type that it doesn't name.
    pub fn is_status_documented(&self) -> bool {
        self.inner.names_status
    }

    /// The media type, as the server has it, parameters included.
    pub fn media_type(&self) -> Option<&str> {
        self.inner.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner.headers
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.inner.body
    }

    /// How the body begins, 256 bytes at most.
    pub fn excerpt(&self) -> String {
        excerpt(&self.inner.body)
    }
}

impl fmt::Display for UndocumentedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.inner.status;
        match self.media_type().filter(|_| self.inner.names_status) {
            Some(media_type) => write!(
                f,
                "the server answered {status} as `{media_type}`, which its description doesn't name for that status"
            )?,
            None => write!(
                f,
                "the server answered {status}, which its description doesn't name"
            )?,
        }
        write_excerpt(f, &self.excerpt())
    }
}

/// Why a body isn't read as what the description says it is.
#[derive(Clone, Debug)]
pub enum Misfit {
    /// The description doesn't name its media type for that status.
    UndocumentedMediaType,
    /// It can't be read.
    Decode(DecodeError),
}

impl From<DecodeError> for Misfit {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// How many bytes of a body that isn't understood are shown.
pub(super) const EXCERPT_BYTES: usize = 256;

/// How a body begins.
fn excerpt(body: &[u8]) -> String {
    let shown = body.get(..EXCERPT_BYTES).unwrap_or(body);
    let mut excerpt = String::from_utf8_lossy(shown).into_owned();
    if shown.len() < body.len() {
        excerpt.push('…');
    }
    excerpt
}

fn write_excerpt(f: &mut fmt::Formatter<'_>, excerpt: &str) -> fmt::Result {
    match excerpt {
        "" => Ok(()),
        excerpt => write!(f, ". The body begins: {excerpt}"),
    }
}

/// A reply that can't be read.
#[derive(Clone, Debug)]
pub struct DecodeError {
    inner: Box<Unreadable>,
}

#[derive(Clone, Debug)]
struct Unreadable {
    status: StatusCode,
    header: Option<&'static str>,
    pointer: String,
    message: String,
    excerpt: String,
}

impl DecodeError {
    pub(super) fn new(status: StatusCode, pointer: String, message: String, body: &[u8]) -> Self {
        Self {
            inner: Box::new(Unreadable {
                status,
                header: None,
                pointer,
                message,
                excerpt: excerpt(body),
            }),
        }
    }

    /// Headers are missing or wrong: the first is where the fault is said to stand, the message tells of all.
    pub(super) fn of_headers(status: StatusCode, faults: Vec<HeaderFault>) -> Self {
        let messages = faults.iter().map(|fault| {
            let HeaderFault { name, message, .. } = fault;
            format!("the header `{name}` {message}")
        });
        let message = messages.collect::<Vec<_>>().join("; ");
        let first = faults.into_iter().next();
        let (header, pointer) = first.map(|first| (first.name, first.pointer)).unzip();
        Self {
            inner: Box::new(Unreadable {
                status,
                header,
                pointer: pointer.unwrap_or_default(),
                message,
                excerpt: String::new(),
            }),
        }
    }

    /// The status of the reply.
    pub fn status(&self) -> StatusCode {
        self.inner.status
    }

    /// The header that is missing or can't be read, the first of several; `None` where the fault is in the body.
    pub fn header(&self) -> Option<&str> {
        self.inner.header
    }

    /// Where in the body, or in the document that the header holds, the fault stands: a JSON pointer (RFC 6901); empty
    /// for the whole.
    pub fn pointer(&self) -> &str {
        &self.inner.pointer
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// How the body begins.
    pub fn excerpt(&self) -> &str {
        &self.inner.excerpt
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unreadable {
            status,
            header: _,
            pointer,
            message,
            excerpt,
        } = &*self.inner;
        write!(f, "the server's {status} can't be read: ")?;
        if !pointer.is_empty() {
            write!(f, "at `{}`: ", excerpt::of_pointer(pointer))?;
        }
        f.write_str(message)?;
        write_excerpt(f, excerpt)
    }
}

impl std::error::Error for DecodeError {}

/// A request that can't be written, or that breaks rules of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    operation: &'static str,
    message: String,
    violations: Vec<Violation>,
}

impl InvalidRequest {
    pub(super) fn new(operation: &'static str, message: String) -> Self {
        Self {
            operation,
            message,
            violations: Vec::new(),
        }
    }

    /// It breaks rules.
    pub(super) fn breaking(operation: &'static str, violations: Violations) -> Self {
        Self {
            operation,
            message: violations.to_string(),
            violations: violations.into_vec(),
        }
    }

    /// The rules that it breaks; empty where it can't be written at all.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` can't be sent: {}", self.operation, self.message)
    }
}

impl std::error::Error for InvalidRequest {}
