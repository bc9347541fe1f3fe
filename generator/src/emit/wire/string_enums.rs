//! Enums of strings: one table, and what follows from it.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::{EmitError, scope};
use crate::api::{StringEnum, TypeDef};

/// The table of values, and what follows from it.
pub(super) fn items(
    cx: &Cx<'_>,
    def: &TypeDef,
    shape: &StringEnum,
) -> Result<TokenStream, EmitError> {
    let table = table(cx, def, shape)?;
    let implement = cx.name(scope::IMPL_STRING_ENUM);
    let in_json = def.in_json.then(|| quote!(, Deserialize, Serialize));
    let in_text = def.in_text.then(|| quote!(, Parameter));
    let path = cx.path(def)?;
    Ok(quote! {
        #table
        #implement!(Display, From #in_json #in_text for #path);
    })
}

fn table(cx: &Cx<'_>, def: &TypeDef, shape: &StringEnum) -> Result<TokenStream, EmitError> {
    let trait_name = cx.name(scope::STRING_ENUM);
    let path = cx.path(def)?;
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
