//! JSON: how generated types read and write it.
//!
//! Generated code holds tables and one line a field; the loops, the look-ups and the errors are here, once. All of
//! it goes through serde's traits, so that generated types work with every serde format that has maps.

mod buffered;
mod by_type;
mod candidates;
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "only servers tell all that is wrong")
)]
mod collect;
mod document;
mod driver;
mod exact;
#[cfg_attr(
    not(any(feature = "client", feature = "server")),
    allow(dead_code, reason = "bodies travel only where there is an end")
)]
mod finite;
mod formatted;
mod hidden;
mod implement;
mod keys;
mod locate;
mod marked;
mod meaning;
mod presence;
mod presets;
mod scan;
mod stand_in;
mod strictness;
mod string_enum;
mod tagged;
#[cfg_attr(
    not(any(feature = "client", feature = "server")),
    allow(dead_code, reason = "forms travel only where there is an end")
)]
mod textual;
mod trial;
mod tuple;
#[cfg_attr(
    not(feature = "server"),
    allow(dead_code, reason = "only servers tell all that is wrong")
)]
mod unread;
mod value_enum;
mod variant;
mod whole;
mod words;
mod work;
mod writer;

pub use by_type::{ByType, read_by_type, read_variant};
pub(crate) use candidates::Candidates;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use document::enclose;
pub use driver::{Slots, Unknown, keep, read, skip};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use finite::to_vec;
pub(crate) use finite::{WriteFailure, append, no_number, to_string, to_value};
#[cfg(feature = "server")]
pub(crate) use hidden::refusing;
#[cfg(feature = "server")]
pub(crate) use locate::from_slice_all;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use locate::overlaps;
pub(crate) use locate::push_step;
pub use locate::{DecodeFailure, from_slice};
pub(crate) use meaning::Meaning;
pub use presence::{nullable, optional, required};
pub use presets::Preset;
#[cfg(feature = "server")]
pub(crate) use presets::filling;
pub use strictness::Strictness;
pub use string_enum::{
    StringEnum, read_string_enum, string_enum, string_enum_from_parameter,
    string_enum_to_parameter, write_string_enum,
};
pub use tagged::tagged;
#[cfg(feature = "client")]
pub(crate) use textual::from_textual;
#[cfg(feature = "server")]
pub(crate) use textual::from_textual_all;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use textual::overlaps_in_text;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use textual::{scalar, to_text};
pub use trial::Trial;
pub(crate) use trial::several_fit;
pub use tuple::{Items, Tuple, TupleWriter, read_tuple};
#[cfg(feature = "server")]
pub(crate) use unread::{Read, Rest, Unread};
pub use value_enum::{
    EnumLiteral, Literal, ValueEnum, read_value_enum, show_value_enum, value_enum,
    value_enum_from_parameter, value_enum_to_parameter, write_value_enum,
};
pub use variant::Variant;
pub(crate) use variant::listed;
pub(crate) use work::within_conditions;
pub use writer::Writer;
