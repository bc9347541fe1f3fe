//! Response headers: read and written by name.

use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::{EmitError, lints, scope};
use crate::api::HeaderSet;
use crate::emit::tokens::{Tokens, quote};

/// `Headers` for a set.
pub(super) fn items(cx: &Cx<'_>, set: &HeaderSet) -> Result<Tokens, EmitError> {
    let operations = cx.name(scope::OPERATIONS);
    let name = ident(&set.name)?;
    let headers = if set.headers.is_empty() {
        ident("_headers")?
    } else {
        let fields = set.headers.iter().map(|header| header.name.as_str());
        ident(&fresh("headers", fields))?
    };
    let (mut writes, mut reads, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for header in &set.headers {
        let field = ident(&header.name)?;
        let key = &header.wire;
        let (put, get) = match (header.json, header.required, header.explode) {
            (true, true, _) => (quote!(put_json), quote!(get_json)),
            (true, false, _) => (quote!(put_optional_json), quote!(get_optional_json)),
            (false, _, true) => (quote!(put_exploded), quote!(get_exploded)),
            (false, _, false) => (quote!(put), quote!(get)),
        };
        writes.push(quote!(#headers.#put(#key, &self.#field);));
        let allow = lints::placeholder_names([header.name.as_str()]);
        reads.push(quote!(#allow let #field = #headers.#get(#key);));
        values.push(quote!(#field: #field?));
    }
    Ok(quote! {
        impl bindery_runtime::Headers for #operations::#name {
            fn write(&self, #headers: &mut bindery_runtime::HeaderWriter) {
                #(#writes)*
            }

            fn read(#headers: &mut bindery_runtime::HeaderReader<'_>) -> Option<Self> {
                #(#reads)*
                Some(Self { #(#values),* })
            }
        }
    })
}
