//! The Groups service.

pub mod address;
pub mod announce;
pub mod auth;
pub mod clock;
pub mod layers;
pub mod pages;
pub mod roles;
pub mod rules;
pub mod secrets;
pub mod seed;
pub mod settings;
pub mod store;

pub use layers::rate_limit;

/// The service.
pub fn app(_store: store::Store, limit: rate_limit::RateLimit) -> axum::Router {
    layers::around(axum::Router::new(), limit)
}
