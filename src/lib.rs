//! The Groups service: nine operations on groups, kept in SQLite or PostgreSQL, behind the router that Bindery emits
//! from `spec/groups.yaml`.
//!
//! A request passes the layers (what holds for every request), the emitted router (which checks it against the
//! description) and [`auth`] (who calls), and comes to one of the operations, which asks [`roles`] (who may) and
//! [`store`] (what there is). Where it fails, the module `errors` has the body of the answer. What people
//! read is beside all this, in the module `docs`.

pub mod accounts;
pub mod announce;
pub mod auth;
pub mod bindings;
pub mod clock;
pub mod logs;
pub mod pages;
pub mod roles;
pub mod rules;
pub mod secrets;
pub mod seed;
pub mod server;
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

pub use address::{Origins, PublicUrl};

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use auth::Auth;
use layers::rate_limit::RateLimit;
use service::Service;
use store::Store;

/// How many bytes the body of a request may have; a group is described in far fewer.
const LARGEST_BODY: usize = 64 * 1024;

/// What holds for all requests.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many requests a minute each caller may make.
    pub rate_limit: NonZeroU32,
    /// What the URLs in answers start with.
    pub origins: Origins,
    /// How long a request may take, from when its head is there to when its answer begins.
    pub time_limit: Duration,
}

impl Default for Options {
    /// As many requests as callers of this API are used to, and more time than any of them takes.
    fn default() -> Self {
        Self {
            rate_limit: const { NonZeroU32::new(700).unwrap() },
            origins: Origins::default(),
            time_limit: Duration::from_secs(20),
        }
    }
}

/// The service, ready to be served: its operations on the groups and accounts of `store`, with all layers around them,
/// and what people read, and what watches over it asks, beside them.
pub fn app(store: Store, options: Options) -> axum::Router {
    let service = Service::new(store.clone());
    let api = bindings::server::builder(service, Auth::new(store.clone()))
        .body_limit(LARGEST_BODY)
        .time_limit(options.time_limit)
        .rejections(rejections::answer)
        .build();
    let limit = RateLimit::per_minute(options.rate_limit);
    let origins = Arc::new(options.origins);
    let docs = layers::around_docs(docs::routes(), Arc::clone(&origins));
    let beside = docs.merge(server::health::routes(store));
    beside.fallback_service(layers::around(api, limit, origins))
}
