//! Bodies that travel piece by piece: bytes, events and lines.
//!
//! All three can be sent and received once. Clones share what they hold: what one has read, the others don't see.

mod body;
mod error;
mod events;
mod lines;
mod once;
mod splitter;

#[cfg(test)]
mod tests;

#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use body::Aside;
pub use body::Body;
pub use error::{BodyError, ItemError};
pub use events::{Event, Events, TextEvents};
pub use lines::Lines;
