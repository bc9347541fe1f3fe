//! Enums of strings: one table, and what follows from it.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::{EmitError, scope};
use super::structs::{deserialize, serialize};
use crate::api::{StringEnum, TypeDef};

/// The table, and the conversions from and to strings.
pub(super) fn items(
    cx: &Cx<'_>,
    def: &TypeDef,
    shape: &StringEnum,
) -> Result<TokenStream, EmitError> {
    let table = table(cx, def, shape)?;
    let wire = cx.name(scope::WIRE);
    let path = cx.path(def)?;
    Ok(quote! {
        #table

        impl std::fmt::Display for #path {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl From<&str> for #path {
            fn from(value: &str) -> Self {
                #wire::string_enum(value)
            }
        }

        impl From<String> for #path {
            fn from(value: String) -> Self {
                #wire::string_enum(&value)
            }
        }
    })
}

fn table(cx: &Cx<'_>, def: &TypeDef, shape: &StringEnum) -> Result<TokenStream, EmitError> {
    let trait_name = cx.name(scope::STRING_ENUM);
    let path = cx.path(def)?;
    let name = &def.name;
    let variants = shape
        .variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect::<Result<Vec<_>, _>>()?;
    let values: Vec<&String> = shape.variants.iter().map(|variant| &variant.wire).collect();
    let other = ident(&shape.other)?;
    let open = shape.is_open.then(|| {
        quote!(
            const OPEN: bool = true;
        )
    });
    Ok(quote! {
        impl #trait_name for #path {
            const NAME: &'static str = #name;
            const TABLE: &'static [(&'static str, Self)] = &[#((#values, Self::#variants)),*];

            #open

            fn other(value: String) -> Self {
                Self::#other(value)
            }

            fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(value) => value,
                }
            }
        }
    })
}

/// `Deserialize` and `Serialize`.
pub(super) fn json(cx: &Cx<'_>, def: &TypeDef) -> Result<TokenStream, EmitError> {
    let wire = cx.name(scope::WIRE);
    let read = deserialize(cx, def, &quote!(#wire::read_string_enum(deserializer)))?;
    let write = serialize(cx, def, &quote!(#wire::write_string_enum(self, serializer)))?;
    Ok(quote!(#read #write))
}
