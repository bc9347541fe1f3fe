//! Bindery must come to an end with whatever it is given, and say what it thinks of it. This crate makes descriptions
//! at random ([`grammar`]), spoils good ones ([`mutate`]), and says what must hold of all of them ([`property`]). Its tests
//! and the fuzz target draw from it.
//!
//! Everything is decided by [`Choices`]: bytes that proptest or a fuzzer gives, and shrinks.

#![allow(
    clippy::indexing_slicing,
    reason = "serde_json adds a member that is indexed to an object; a panic here fails a test"
)]

mod choices;
pub mod drawn;
pub mod grammar;
pub mod mutate;
pub mod property;
pub mod seeds;

pub use choices::Choices;
