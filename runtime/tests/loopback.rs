//! A client and a server of the same API in one process, without a socket between them.

#[path = "sample/bindings.rs"]
pub mod sample;

#[test]
fn compiles() {}
