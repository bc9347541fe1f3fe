//! Enums of bodies: a variant for each of several media types.

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::sizes::Sizes;
use super::super::{EmitError, bodies, docs, lints, scope};
use crate::api::{Content, Contents};
use crate::emit::tokens::{Tokens, quote};

/// The enum of that name, and what converts into it.
pub(super) fn items(
    cx: &Cx<'_>,
    sizes: &mut Sizes<'_>,
    name: &str,
    contents: &Contents,
) -> Result<Tokens, EmitError> {
    let docs = docs::own("A body: of one media type or another.");
    let list = &contents.list;
    let names = lints::enum_variant_names(name, list.iter().map(|content| content.name.as_str()));
    let large = lints::large_enum_variant(list.iter().map(|content| sizes.content(content)));
    let name = ident(name)?;
    let variants = list
        .iter()
        .map(|content| variant(cx, content))
        .collect::<Result<Vec<_>, _>>()?;
    let conversions = bodies::convertible(cx.api, contents)
        .into_iter()
        .map(|content| conversion(cx, &name, content))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        #docs
        #names
        #large
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#variants,)*
        }

        #(#conversions)*
    })
}

fn variant(cx: &Cx<'_>, content: &Content) -> Result<Tokens, EmitError> {
    let media_types: Vec<_> = content
        .media_types
        .iter()
        .map(|media_type| docs::code(media_type))
        .collect();
    let docs = docs::own(&format!("{}.", media_types.join(" or ")));
    let name = ident(&content.name)?;
    let ty = cx.content(content)?;
    let allow = lints::type_complexity([&ty]);
    Ok(quote!(#docs #allow #name(#ty)))
}

fn conversion(
    cx: &Cx<'_>,
    name: &proc_macro2::Ident,
    content: &Content,
) -> Result<Tokens, EmitError> {
    let from = cx.name(scope::FROM);
    let variant = ident(&content.name)?;
    let ty = cx.content(content)?;
    Ok(quote! {
        impl #from<#ty> for #name {
            fn from(body: #ty) -> Self {
                Self::#variant(body)
            }
        }
    })
}
