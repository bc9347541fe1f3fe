//! Enums of strings: one table, and what follows from it.

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::{EmitError, scope};
use crate::api::{StringEnum, TypeDef};
use crate::emit::tokens::{Tokens, quote, text};

/// The table of values, and the traits that follow from it.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &StringEnum) -> Result<Tokens, EmitError> {
    let implement = cx.name(scope::IMPL_STRING_ENUM);
    let in_json = def.in_json.then(|| quote!(, Deserialize, Serialize));
    let in_text = def.in_text.then(|| quote!(, Parameter));
    let path = cx.path(def)?;
    let mut values = Tokens::new();
    for variant in &shape.variants {
        let (value, name) = (text(&variant.wire), ident(&variant.name)?);
        values.extend(quote!(#value => #name,));
    }
    let other = ident(&shape.other)?;
    let open = shape.is_open.then(|| quote!(open = true,));
    Ok(quote! {
        #implement! {
            [Display, From #in_json #in_text] for #path {
                #values
                _ => #other,
                #open
            }
        }
    })
}
