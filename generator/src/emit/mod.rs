//! [`Api`](crate::api::Api) → token streams → formatted [`Files`]. Knows Rust, and nothing of OpenAPI.

mod files;

pub use files::{File, Files};
