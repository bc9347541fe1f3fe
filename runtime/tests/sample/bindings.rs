// Written by hand in the shape of what Bindery generates.

pub mod operations;
pub mod types;
mod wire;

bindery_runtime::if_client! {
    pub mod client;
    pub use client::{Client, ClientBuilder, Error, ResponseValue};
}

bindery_runtime::if_server! {
    pub mod server;
}
