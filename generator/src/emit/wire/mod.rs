//! `wire.rs`: how the API's types stand in JSON, in parameters and in headers.

mod headers;
mod newtypes;
mod parameters;
mod string_enums;
mod structs;
mod tuples;
mod unions;
mod value_enums;

use super::EmitError;
use super::format::Source;
use super::rules::Reach;
use super::rust_types::Cx;
use super::scope::Scope;
use crate::api::{Api, Shape, Side};
use crate::emit::tokens::quote;

/// The file of the types' forms on the wire.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let cx = Cx::beside(api, Scope::default());
    let reach = Reach::of(api);
    let mut source = Source::new(
        "src/wire.rs",
        "How the types stand in JSON, in parameters and in headers.",
    );
    // What the API sends has the same types, which stand with the API's own.
    let types = match api.side {
        Side::Api => api.types.as_slice(),
        Side::Webhooks | Side::Callbacks => &[],
    };
    for def in types {
        match &def.shape {
            Shape::StringEnum(shape) => source.push(string_enums::items(&cx, def, shape)?),
            Shape::ValueEnum(shape) => source.push(value_enums::items(&cx, def, shape)?),
            _ => {}
        }
        if def.in_json {
            source.push(match &def.shape {
                Shape::Struct(shape) => structs::items(&cx, def, shape)?,
                Shape::ValueEnum(_) => value_enums::json_impls(&cx, def)?,
                Shape::Union(shape) => unions::items(&cx, &reach, def, shape)?,
                Shape::Tuple(shape) => tuples::items(&cx, def, shape)?,
                Shape::Newtype(_) => newtypes::json(&cx, def)?,
                Shape::StringEnum(_) | Shape::Alias(_) => quote!(),
            });
        }
        if def.in_text {
            source.push(match &def.shape {
                Shape::Struct(shape) => parameters::structure(&cx, def, shape)?,
                Shape::ValueEnum(_) => parameters::value_enum(&cx, def)?,
                Shape::Union(shape) => parameters::union(&cx, &reach, def, shape)?,
                Shape::Tuple(shape) => parameters::tuple(&cx, def, shape)?,
                Shape::Newtype(inner) => parameters::newtype(&cx, def, inner)?,
                Shape::StringEnum(_) | Shape::Alias(_) => quote!(),
            });
        }
    }
    for set in &api.header_sets {
        source.push(headers::items(&cx, set)?);
    }
    source.prepend(cx.scope.imports());
    Ok(source)
}
