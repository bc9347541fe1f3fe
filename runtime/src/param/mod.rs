//! Values in paths, queries, headers and cookies.
//!
//! A value goes through [`Value`], which knows nothing of styles: a [`Parameter`] says what it consists of, and the
//! encoders and decoders here say how that stands in a URL or a header, as RFC 6570 and OpenAPI 3.0 ("Style
//! Values") have it.

mod collections;
mod error;
mod list;
mod object;
mod preset;
mod punctuation;
mod scalars;
#[cfg(feature = "server")]
pub(crate) mod stand_in;
mod style;
mod tagged;
mod trial;
mod value;

#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "a client reads headers alone")
)]
pub(crate) mod decode;
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "a client reads headers alone")
)]
mod deep;
#[cfg_attr(
    not(feature = "client"),
    allow(dead_code, reason = "a server writes headers alone")
)]
pub(crate) mod encode;
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, reason = "headers aren't escaped")
)]
pub(crate) mod escape;

pub use error::ParameterError;
pub use list::{ListReader, ListWriter};
pub use object::{ObjectReader, ObjectWriter};
pub use preset::or_default;
pub use style::{Location, Style};
pub use tagged::{Tagged, tagged};
pub use trial::Trial;
#[cfg(feature = "server")]
pub(crate) use trial::bearing_several;
pub(crate) use value::to_sent;
pub use value::{Parameter, Shape, Value};

#[cfg(all(test, any(feature = "jiff", feature = "time")))]
mod date_tests;
#[cfg(test)]
mod tests;
#[cfg(all(test, feature = "client"))]
mod uri_templates;
