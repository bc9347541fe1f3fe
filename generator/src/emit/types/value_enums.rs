//! Enums of values that aren't all strings.

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints, scope};
use crate::api::{TypeDef, ValueEnum};
use crate::emit::tokens::{Tokens, quote};

/// The enum, and `value`.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &ValueEnum) -> Result<Tokens, EmitError> {
    let docs = docs::outer(
        &def.docs,
        format_args!("The values of {}.", docs::Code(&def.name)),
    );
    let name = ident(&def.name)?;
    let names = shape.variants.iter().map(|variant| variant.name.as_str());
    let allow = lints::enum_variant_names(&def.name, names.chain([shape.other.as_str()]));
    let variants = shape
        .variants
        .iter()
        .map(|variant| {
            let docs = docs::outer_led(&docs::code(&variant.value.to_string()), &variant.docs);
            let name = ident(&variant.name)?;
            Ok(quote!(#docs #name))
        })
        .collect::<Result<Vec<_>, EmitError>>()?;
    let other = ident(&shape.other)?;
    let copy = shape.integers.then(|| quote!(Copy,));
    let value = if shape.integers {
        quote!(i64)
    } else {
        let serde_json = cx.name(scope::SERDE_JSON);
        quote!(#serde_json::Value)
    };
    Ok(quote! {
        #docs
        #allow
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
        pub enum #name {
            #(#variants,)*
            /// A value that the description doesn't name: a client takes it from a server, a server refuses it.
            #other(#value),
        }

        impl #name {
            /// The value as it travels.
            pub fn value(&self) -> #value {
                bindery_runtime::wire::ValueEnum::value(self)
            }
        }
    })
}
