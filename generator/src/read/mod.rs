//! Files → [`Document`].

mod document;

pub use document::{Document, Format, Source, Sources};
