//! Bindery binds an OpenAPI description into one Rust crate that holds both ends of the contract: types, a client,
//! and a server trait whose router enforces the contract.
//!
//! The pipeline, a folder a stage: [`read`] → [`normalize`] → [`lower`] → ([`api`]) → [`emit`] → [`write`]. Each
//! may [`report`].

pub mod api;
pub mod config;
pub mod emit;
pub mod lower;
pub mod normalize;
pub mod read;
pub mod report;
pub mod write;
