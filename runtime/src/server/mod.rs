//! Routing, security, and checking requests before a handler runs.
//!
//! A request goes through these stages, and any of them may end in a [`Rejection`]:
//! the route tree finds the operation (404, 405); the operation's security is decided from the head alone (401,
//! 403); that it can be answered as the caller
//! accepts is seen from the head too (406); the body is read (413, 415); parameters and body are decoded, all violations
//! collected, and with them the broken rules of what could be decoded (400 where something can't be read, else 422); what was
//! decoded is held against the rules of the description, and again all violations collected (422); then the handler runs, and
//! its answer is held against the rules too, where that is asked for.

mod accept;
mod authorize;
mod body;
mod builder;
mod complete;
mod context;
mod cookies;
mod credentials;
mod dispatch;
mod endpoint;
mod failure;
mod given_up;
mod handler;
mod head;
mod input;
mod output;
mod pattern;
mod problem;
mod rejection;
mod route;
mod routes;
mod security;
mod serve;
mod trace;
mod tree;
mod vary;

pub use builder::RouterBuilder;
pub use context::Context;
pub use credentials::{ApiKey, BasicCredentials, BearerToken, ClientCertificate, HttpCredentials};
pub use endpoint::{ContentKind, Endpoint, ErrorOutput, ExpectedBody, NamedStatuses};
pub use failure::Failure;
pub use handler::Handler;
pub use head::RequestHead;
pub use input::{Content, Input};
pub use output::Output;
pub use rejection::Rejection;
pub use routes::Routes;
pub use security::{Checked, Denied, SecurityContext, SecuritySchemes};

pub use crate::complete;
pub use crate::validate::{Place, Violation};
