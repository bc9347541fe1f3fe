//! The service over HTTP, as a client sees it: every test starts one of its own on a free port.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails, in its helpers too"
)]

mod access;
mod client;
mod clients;
mod command_line;
mod crash;
mod docs;
mod full_disk;
mod hostile;
mod lifecycle;
mod operation;
mod pages;
mod power_cut;
mod program;
mod protocol;
mod service;
