//! A client of the Groups API, made by progenitor: see `build.rs`.
#![allow(
    missing_docs,
    clippy::all,
    reason = "progenitor's output is a witness, not ours to lint"
)]

include!(concat!(env!("OUT_DIR"), "/client.rs"));
