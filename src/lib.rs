//! The Groups service: nine operations on groups, kept in SQLite, behind the router that Bindery emits from
//! `spec/groups.yaml`.
//!
//! A request passes the layers (what holds for every request), the emitted router (which checks it against the
//! description) and [`auth`] (who calls), and comes to one of the operations, which asks [`roles`] (who may) and
//! [`store`] (what there is). Where it fails, the module `errors` has the body of the answer. What people
//! read is beside all this, in the module `docs`.

pub mod announce;
pub mod auth;
pub mod bindings;
pub mod clock;
pub mod pages;
pub mod roles;
pub mod rules;
pub mod secrets;
pub mod seed;
pub mod settings;
pub mod store;

mod address;
mod authenticator;
mod docs;
mod errors;
mod layers;
mod operations;
mod rejections;
mod service;

pub use layers::rate_limit;

use auth::Auth;
use rate_limit::RateLimit;
use service::Service;
use store::Store;

/// The service, ready to be served: its operations on the groups and accounts of `store`, with all layers around them,
/// and what people read beside them.
pub fn app(store: Store, limit: RateLimit) -> axum::Router {
    let router = bindings::server::builder(Service::new(store.clone()), Auth::new(store))
        .rejections(rejections::answer)
        .build();
    layers::around_docs(docs::routes()).fallback_service(layers::around(router, limit))
}
