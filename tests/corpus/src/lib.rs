//! Real descriptions, bound by Bindery. A [`Subject`] is one of them with all its operations; its server answers with random
//! values of the description's schemas, and its client sends such.

#![allow(
    mixed_script_confusables,
    reason = "descriptions name things in whatever script they like"
)]
#![cfg_attr(
    not(has_corpus),
    allow(dead_code, reason = "without the corpus nothing is bound")
)]

mod answers;
mod exercise;
mod operation;
mod raw;
mod same;
mod subject;
mod transports;

pub use subject::Subject;

/// The bindings, as the build script made them.
pub mod subjects {
    use crate::Subject;

    include!(concat!(env!("OUT_DIR"), "/subjects.rs"));
}

pub use subjects::all;
