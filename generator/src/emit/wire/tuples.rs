//! Tuples in JSON: one chain that reads the items, and one that writes them.

use proc_macro2::Literal;

use super::super::chain::{Chain, chain};
use super::super::rust_types::{Cx, takes_null};
use super::super::{EmitError, scope};
use super::structs::{deserialize, serialize};
use crate::api::{Tuple, TypeDef};
use crate::emit::tokens::{Tokens, quote};

/// What the driver asks, `Deserialize` and `Serialize`.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &Tuple) -> Result<Tokens, EmitError> {
    let wire = cx.name(scope::WIRE);
    let driven = driven(cx, def, shape)?;
    let read = deserialize(cx, def, &quote!(#wire::read_tuple(deserializer)))?;
    let write = serialize(cx, def, &write(cx, shape))?;
    Ok(quote!(#driven #read #write))
}

fn driven(cx: &Cx<'_>, def: &TypeDef, shape: &Tuple) -> Result<Tokens, EmitError> {
    let trait_name = cx.name(scope::TUPLE);
    let wire = cx.name(scope::WIRE);
    let seq_access = cx.name(scope::SEQ_ACCESS);
    let path = cx.path(def)?;
    let required = shape.items.iter().filter(|item| item.required).count();
    let required = Literal::usize_unsuffixed(required);
    let items = shape.items.iter().map(|item| {
        if item.required {
            quote!(items.required())
        } else if takes_null(cx.api, &item.ty) {
            quote!(items.nullable())
        } else {
            quote!(items.optional())
        }
    });
    let rest = shape.rest.iter().map(|_| quote!(items.rest()));
    let taken: Vec<_> = items.chain(rest).collect();
    let values = (0..taken.len()).map(Literal::usize_unsuffixed);
    Ok(quote! {
        impl<'de> #trait_name<'de> for #path {
            const REQUIRED: usize = #required;

            fn take<A: #seq_access<'de>>(items: &mut #wire::Items<A>) -> Result<Self, A::Error> {
                let taken = (#(#taken,)*);
                Ok(Self(#(taken.#values?),*))
            }
        }
    })
}

fn write(cx: &Cx<'_>, shape: &Tuple) -> Tokens {
    let writer = cx.name(scope::TUPLE_WRITER);
    let mut calls = Vec::new();
    for (index, item) in shape.items.iter().enumerate() {
        let index = Literal::usize_unsuffixed(index);
        let method = if item.required {
            quote!(item)
        } else {
            quote!(optional)
        };
        calls.push(quote!(.#method(&self.#index)));
    }
    if shape.rest.is_some() {
        let index = Literal::usize_unsuffixed(shape.items.len());
        calls.push(quote!(.rest(&self.#index)));
    }
    let start = quote!(#writer::new(serializer));
    let Chain { statements, value } = chain("writer", start, &calls);
    quote!(#statements #value.end())
}
