//! Sending requests and reading replies.
//!
//! A generated request says how it becomes an [`Outgoing`] and how a [`Reply`] becomes its answer ([`Call`]); the
//! [`Client`] does the rest, once for all operations: base URL, credentials, timeout, transport.

mod api_error;
mod base_url;
mod builder;
mod call;
mod credentials;
mod error;
mod outgoing;
mod reply;
mod reqwest_transport;
mod response_value;
mod servers;
mod transport;

#[cfg(feature = "server")]
mod router_transport;

pub use api_error::ApiError;
pub use builder::{BuildError, ClientBuilder};
pub use call::{Call, Client, Failed, Sending};
pub use error::{DecodeError, Error, InvalidRequest, UndocumentedResponse};
pub use outgoing::Outgoing;
pub use reply::{Reply, content};
pub use response_value::ResponseValue;
pub use transport::{Transport, TransportError, TransportFuture};

pub use crate::stream::Body;

/// How many bytes a reply's body may have: 64 MiB. A server that sends without end must not fill the memory.
const MOST_REPLY_BYTES: usize = 64 * 1024 * 1024;
