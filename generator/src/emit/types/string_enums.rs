//! Enums of strings.

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints, scope};
use crate::api::{StringEnum, TypeDef};
use crate::emit::tokens::{Tokens, quote};

/// The enum, and `as_str`.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &StringEnum) -> Result<Tokens, EmitError> {
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
            let docs = docs::outer_led(&docs::code(&variant.wire), &variant.docs);
            let name = ident(&variant.name)?;
            Ok(quote!(#docs #name))
        })
        .collect::<Result<Vec<_>, EmitError>>()?;
    let other = ident(&shape.other)?;
    let other_docs = if shape.is_open {
        "Any other value."
    } else {
        "A value that the description doesn't name: a client takes it from a server, a server refuses it."
    };
    let other_docs = docs::own(other_docs);
    let string = cx.name(scope::STRING);
    Ok(quote! {
        #docs
        #allow
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum #name {
            #(#variants,)*
            #other_docs
            #other(#string),
        }

        impl #name {
            /// The value as it travels.
            pub fn as_str(&self) -> &str {
                bindery_runtime::wire::StringEnum::as_str(self)
            }
        }
    })
}
