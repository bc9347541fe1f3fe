//! What the router must know of an operation.

use super::input::Input;
use super::output::Output;
use crate::operation::Operation;

/// A request that a server can take.
pub trait Endpoint: Operation + Sized + Send + 'static {
    /// What its body consists of.
    const BODY: BodyKind;

    /// Makes the request of what came in; `None` where something is missing or wrong, which `input` then knows of.
    fn decode(input: &mut Input<'_>) -> Option<Self>;

    /// A success as it travels.
    fn success(value: Self::Success) -> Output;

    /// A documented error as it travels.
    fn error(error: Self::Error) -> Output;
}

/// What a request's body consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// There is none. One that comes nevertheless is never read.
    None,
    /// A JSON document.
    Json {
        /// The media types that are taken; ranges such as `text/*` are possible.
        media_types: &'static [&'static str],
        /// Whether it must be there.
        required: bool,
    },
    /// Text.
    Text {
        /// The media types that are taken; ranges such as `text/*` are possible.
        media_types: &'static [&'static str],
        /// Whether it must be there.
        required: bool,
    },
    /// Bytes.
    Bytes {
        /// The media types that are taken; ranges such as `image/*` are possible.
        media_types: &'static [&'static str],
        /// Whether it must be there.
        required: bool,
    },
}
