//! What the router must know of an operation.

use http::StatusCode;

use super::input::Input;
use super::output::Output;
use crate::operation::{NoError, Operation};
use crate::validate::At;

/// A request that a server can take.
pub trait Endpoint: Operation<Error: ErrorOutput> + Sized + Send + 'static {
    /// What its body consists of. Default: there is none.
    const BODY: ExpectedBody = ExpectedBody::NONE;

    /// The media types of its successes, ranges included. A caller who accepts none of these is refused before the
    /// handler runs, unless there is a success without a body.
    const ANSWERS: &'static [&'static str] = &[];

    /// Whether a success may have no body, so that callers may accept what they want.
    const MAY_BE_EMPTY: bool = false;

    /// The statuses that answers of their own stand for, where there are answers that stand for several: a handler can't
    /// give one of these under such an answer.
    const STATUSES: NamedStatuses = NamedStatuses::NONE;

    /// Makes the request of what came in; `None` where something is missing or wrong, which `input` then knows of.
    fn decode(input: &mut Input<'_>) -> Option<Self>;

    /// A success as it travels.
    fn success(value: Self::Success, output: Output) -> Output;
}

/// What an operation answers when it fails, as a server gives it. Operations that fail alike share it.
pub trait ErrorOutput {
    /// Holds the error against the rules of the description. Without rules there is nothing to do.
    fn check(&self, _at: &At<'_>) {}

    /// The error as it travels.
    fn write(self, output: Output) -> Output;
}

impl ErrorOutput for NoError {
    fn write(self, _output: Output) -> Output {
        match self {}
    }
}

/// The statuses that a description names. An answer for several stands for those alone that are not named otherwise
/// (OpenAPI 3.0, "Responses Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedStatuses {
    /// Those that have an answer each: no range and no `default` stands for them.
    pub exact: &'static [u16],
    /// The hundreds, by their first digit, that have an answer each (`4XX`): no `default` stands for them.
    pub ranges: &'static [u8],
}

impl NamedStatuses {
    /// No status.
    pub const NONE: Self = Self {
        exact: &[],
        ranges: &[],
    };

    /// Whether the status has an answer of its own.
    pub(super) fn has(self, status: StatusCode) -> bool {
        self.exact.contains(&status.as_u16())
    }

    /// Whether the status is in a hundred that has an answer.
    pub(super) fn has_range_of(self, status: StatusCode) -> bool {
        let in_range = |class: &u8| status.as_u16() / 100 == u16::from(*class);
        self.ranges.iter().any(in_range)
    }
}

/// What a request's body may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedBody {
    /// Whether it must be there.
    pub required: bool,
    /// Its contents; empty: there is no body. One that comes nevertheless is never read.
    pub contents: &'static [ContentKind],
}

impl ExpectedBody {
    /// No body.
    pub const NONE: Self = Self {
        required: false,
        contents: &[],
    };
}

/// How a content is written, with the media types that are taken for it; ranges such as `image/*` are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// A JSON document.
    Json(&'static [&'static str]),
    /// Text.
    Text(&'static [&'static str]),
    /// A form, `application/x-www-form-urlencoded`.
    Form(&'static [&'static str]),
    /// A form in parts, `multipart/form-data`.
    Multipart(&'static [&'static str]),
    /// Bytes.
    Bytes(&'static [&'static str]),
    /// An XML document.
    Xml(&'static [&'static str]),
    /// What the handler reads while it comes in.
    Stream(&'static [&'static str]),
}

impl ContentKind {
    /// The media types that are taken for it.
    pub fn media_types(self) -> &'static [&'static str] {
        match self {
            Self::Json(media_types)
            | Self::Text(media_types)
            | Self::Form(media_types)
            | Self::Multipart(media_types)
            | Self::Bytes(media_types)
            | Self::Xml(media_types)
            | Self::Stream(media_types) => media_types,
        }
    }
}
