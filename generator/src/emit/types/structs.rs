//! Structs: their fields, and a constructor that takes what must be there.

use super::super::arguments::{self, Argument};
use super::super::names::ident;
use super::super::records::{derives, initializer, new, summary};
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints, scope};
use crate::api::{Field, Rest, Struct, TypeDef};
use crate::emit::tokens::{Tokens, quote};

/// The struct, and its constructor.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &Struct) -> Result<Tokens, EmitError> {
    let docs = docs::outer(
        &def.docs,
        format_args!("The object {}.", docs::Code(&def.name)),
    );
    let derives = derives(shape.fields.iter().any(|field| field.required));
    let name = ident(&def.name)?;
    let fields = shape
        .fields
        .iter()
        .map(|field| declaration(cx, field))
        .collect::<Result<Vec<_>, _>>()?;
    let rest = match &shape.rest {
        Rest::Kept { name, ty, docs, .. } => {
            let docs = docs::outer(docs, "The keys that have no field of their own.");
            let name = ident(name)?;
            let ty = cx.map(ty)?;
            quote!(#docs pub #name: #ty,)
        }
        Rest::Ignored | Rest::Denied => Tokens::new(),
    };
    let constructor = constructor(cx, def, shape)?;
    Ok(quote! {
        #docs
        #derives
        pub struct #name {
            #(#fields,)*
            #rest
        }

        #constructor
    })
}

fn declaration(cx: &Cx<'_>, field: &Field) -> Result<Tokens, EmitError> {
    let docs = docs::outer(
        &field.docs,
        format_args!("{} on the wire.", docs::Code(&field.wire)),
    );
    let name = ident(&field.name)?;
    let ty = cx.field(field)?;
    let allow = lints::type_complexity([&ty]);
    Ok(quote!(#docs #allow pub #name: #ty))
}

/// `new`, where something is required but not more than a function should take.
fn constructor(cx: &Cx<'_>, def: &TypeDef, shape: &Struct) -> Result<Tokens, EmitError> {
    let required: Vec<&Field> = shape.fields.iter().filter(|field| field.required).collect();
    if required.is_empty() || required.len() > lints::ARGUMENTS {
        return Ok(Tokens::new());
    }
    let arguments = required
        .iter()
        .map(|field| argument(cx, field))
        .collect::<Result<Vec<_>, _>>()?;
    let mut values = Vec::new();
    let mut given = arguments.iter();
    for field in &shape.fields {
        let argument = if field.required { given.next() } else { None };
        values.push(initializer(&ident(&field.name)?, argument));
    }
    let has_rest = matches!(shape.rest, Rest::Kept { .. });
    if let Rest::Kept { name, .. } = &shape.rest {
        let name = ident(name)?;
        let map = cx.name(scope::BTREE_MAP);
        values.push(quote!(#name: #map::new()));
    }
    let has_more = has_rest || required.len() < shape.fields.len();
    let name = ident(&def.name)?;
    Ok(new(
        &name,
        &docs::own(&summary(&docs::code(&def.name), has_more)),
        &arguments,
        &values,
    ))
}

fn argument(cx: &Cx<'_>, field: &Field) -> Result<Argument, EmitError> {
    let name = ident(&field.name)?;
    match (field.nullable, field.boxed) {
        (false, false) => arguments::value(cx, name, &field.ty),
        (false, true) => arguments::boxed(cx, name, &field.ty),
        (true, _) => Ok(Argument::as_is(name, cx.field(field)?)),
    }
}
