//! Arrays whose first items have types of their own: tuple structs.

use super::super::names::ident;
use super::super::records::derives;
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints, scope};
use crate::api::{Tuple, TupleItem, TypeDef};
use crate::emit::tokens::{Tokens, quote};

/// The struct.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &Tuple) -> Result<Tokens, EmitError> {
    let docs = docs::outer(
        &def.docs,
        format_args!("The array {}.", docs::Code(&def.name)),
    );
    let derives = derives(shape.items.iter().any(|item| item.required));
    let name = ident(&def.name)?;
    let items = shape
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| declaration(cx, index, item))
        .collect::<Result<Vec<_>, _>>()?;
    let rest = match &shape.rest {
        Some(ty) => {
            let docs = docs::own("The items that follow.");
            let (vec, ty) = (cx.name(scope::VEC), cx.ty(ty)?);
            quote!(#docs pub #vec<#ty>,)
        }
        None => Tokens::new(),
    };
    Ok(quote! {
        #docs
        #derives
        pub struct #name(#(#items,)* #rest);
    })
}

fn declaration(cx: &Cx<'_>, index: usize, item: &TupleItem) -> Result<Tokens, EmitError> {
    let docs = docs::outer(&item.docs, format_args!("The item at index {index}."));
    let ty = cx.presence(item.required, cx.ty(&item.ty)?);
    let allow = lints::type_complexity([&ty]);
    Ok(quote!(#docs #allow pub #ty))
}
