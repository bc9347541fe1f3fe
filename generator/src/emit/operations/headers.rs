//! Sets of response headers: a struct with a field for each.

use super::super::names::ident;
use super::super::records::derives;
use super::super::rust_types::Cx;
use super::super::{EmitError, docs, lints};
use crate::api::{Header, HeaderSetId};
use crate::emit::tokens::{Tokens, quote};

/// The struct of that set.
pub(super) fn items(cx: &Cx<'_>, id: HeaderSetId) -> Result<Tokens, EmitError> {
    let set = cx
        .api
        .header_set(id)
        .ok_or_else(|| EmitError::new(format!("header set {}", id.0), "there is no such set"))?;
    let docs = docs::outer(&set.docs, "The documented headers of an answer.");
    let derives = derives(set.headers.iter().any(|header| header.required));
    let name = ident(&set.name)?;
    let fields = set
        .headers
        .iter()
        .map(|header| field(cx, header))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        #docs
        #derives
        pub struct #name {
            #(#fields,)*
        }
    })
}

fn field(cx: &Cx<'_>, header: &Header) -> Result<Tokens, EmitError> {
    let fallback = format!("The header {}.", docs::code(&header.wire));
    let docs = docs::outer(&header.docs, &fallback);
    let name = ident(&header.name)?;
    let ty = cx.presence(header.required, cx.ty(&header.ty)?);
    let allow = lints::type_complexity([&ty]);
    Ok(quote!(#docs #allow pub #name: #ty))
}
