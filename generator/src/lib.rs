//! Bindery binds an OpenAPI description into one Rust crate that holds both ends of the contract: types, a client,
//! and a server trait whose router enforces the contract.
//!
//! The pipeline, a folder a stage: [`read`] → [`normalize`] → [`lower`] → ([`api`]) → [`emit`] → [`mod@write`]. Each
//! may [`report`]. [`generate`] is the pipeline without the disk, [`bind`] reads what it needs from disk, and
//! [`build_script`] and the command line are built on that.

pub mod api;
pub mod bind;
pub mod build_script;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod crate_name;
pub mod emit;
pub mod generate;
mod lookup;
pub mod lower;
mod media_type;
pub mod normalize;
pub mod read;
pub mod report;
mod stack;
pub mod write;
