//! `types.rs`: the API's types, documented, and nothing else.

mod newtypes;
mod string_enums;
mod structs;
mod tuples;
mod unions;
mod value_enums;

use super::EmitError;
use super::docs;
use super::format::Source;
use super::names::ident;
use super::rust_types::Cx;
use super::sizes::Sizes;
use crate::api::{Api, Shape, Type, TypeDef};
use crate::emit::tokens::{Tokens, quote};

/// The file of the API's types.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let cx = Cx::types(api);
    let mut sizes = Sizes::new(api);
    let mut source = Source::new("src/types.rs", "The types of the API.");
    for def in &api.types {
        source.push(match &def.shape {
            Shape::Struct(shape) => structs::items(&cx, def, shape)?,
            Shape::StringEnum(shape) => string_enums::items(&cx, def, shape)?,
            Shape::ValueEnum(shape) => value_enums::items(&cx, def, shape)?,
            Shape::Union(shape) => unions::items(&cx, &mut sizes, def, shape)?,
            Shape::Tuple(shape) => tuples::items(&cx, def, shape)?,
            Shape::Newtype(inner) => newtypes::items(&cx, def, inner)?,
            Shape::Alias(target) => alias(&cx, def, target)?,
        });
    }
    source.prepend(cx.scope.imports());
    Ok(source)
}

fn alias(cx: &Cx<'_>, def: &TypeDef, target: &Type) -> Result<Tokens, EmitError> {
    let docs = docs::outer(
        &def.docs,
        format_args!("What the description calls {}.", docs::Code(&def.name)),
    );
    let name = ident(&def.name)?;
    let target = cx.ty(target)?;
    Ok(quote! {
        #docs
        pub type #name = #target;
    })
}
