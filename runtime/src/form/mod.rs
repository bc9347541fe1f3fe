//! Forms: `application/x-www-form-urlencoded` and `multipart/form-data`.
//!
//! A form's fields go through a JSON value: serde says what a type consists of, and the functions here how that stands
//! in a form (OpenAPI 3.0, "Encoding Object").

#[cfg(any(feature = "client", feature = "server"))]
mod empty;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod incoming;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod multipart;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod part_types;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod parts;
mod style;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) mod urlencoded;

pub use style::FormStyle;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use urlencoded::failure;

#[cfg(test)]
#[cfg(all(feature = "client", feature = "server"))]
mod tests;
