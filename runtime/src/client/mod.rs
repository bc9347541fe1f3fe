//! Sending requests and reading replies.
//!
//! A generated request says how it becomes an [`Outgoing`] and how a [`Reply`] becomes its answer ([`Call`]); the
//! [`Client`] does the rest, once for all operations: base URL, credentials, timeouts, repetitions, hooks, spans,
//! transport. What comes in pages is [`Paged`].

mod api_error;
mod attempts;
mod base_url;
mod breach;
mod builder;
mod call;
mod contents;
mod credentials;
mod error;
mod hooks;
mod in_parts;
mod options;
mod outgoing;
mod pages;
mod reply;
mod reqwest_transport;
mod response_value;
mod retry;
mod servers;
mod tokens;
mod trace;
mod transport;

#[cfg(feature = "server")]
mod router_transport;

pub use api_error::ApiError;
pub use builder::{BuildError, ClientBuilder};
pub use call::{Call, Client, ErrorReply, Failed, Sending};
pub use contents::content;
pub use error::{DecodeError, Error, InvalidRequest, Misfit, UndocumentedResponse};
pub use hooks::{AfterRequest, BeforeRequest};
pub use options::{PerRequest, RequestOptions};
pub use outgoing::Outgoing;
pub use pages::{Items, Paged, Pages, Turn};
pub use reply::Reply;
pub use response_value::ResponseValue;
pub use retry::{RetryBudget, RetryPolicy};
pub use tokens::{Scopes, Token, TokenError, TokenFuture, TokenProvider};
pub use transport::{Transport, TransportError, TransportFuture};

pub use crate::stream::Body;
