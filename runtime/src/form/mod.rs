//! Forms: `application/x-www-form-urlencoded` and `multipart/form-data`.
//!
//! A form's fields go through a JSON value: serde says what a type consists of, and the functions here how that stands
//! in a form (OpenAPI 3.0, "Encoding Object").

pub(crate) mod incoming;
pub(crate) mod multipart;
pub(crate) mod parts;
mod style;
pub(crate) mod urlencoded;

pub use style::FormStyle;
pub(crate) use urlencoded::failure;

#[cfg(test)]
#[cfg(all(feature = "client", feature = "server"))]
mod tests;
