//! The Groups service.

pub mod address;
pub mod auth;
pub mod clock;
pub mod pages;
pub mod roles;
pub mod secrets;
pub mod store;
