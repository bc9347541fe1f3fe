//! Types around another that holds them.

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, scope};
use crate::api::{Type, TypeDef};
use crate::emit::tokens::{Tokens, quote};

/// The struct, a conversion into it, and `Deref` to what it holds.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, inner: &Type) -> Result<Tokens, EmitError> {
    let docs = docs::outer(
        &def.docs,
        format_args!("What the description calls {}.", docs::Code(&def.name)),
    );
    let name = ident(&def.name)?;
    let inner = cx.ty(inner)?;
    let from = cx.name(scope::FROM);
    let deref = cx.name(scope::DEREF);
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name(pub #inner);

        impl #from<#inner> for #name {
            fn from(value: #inner) -> Self {
                Self(value)
            }
        }

        impl #deref for #name {
            type Target = #inner;

            fn deref(&self) -> &#inner {
                &self.0
            }
        }
    })
}
