//! Unions: an enum with a variant for each alternative.

use super::super::names::ident;
use super::super::rust_types::{Cx, expand, is_from_elsewhere};
use super::super::sizes::Sizes;
use super::super::{EmitError, docs, lints, scope};
use crate::api::{Type, TypeDef, Union, UnionVariant};
use crate::emit::tokens::{Tokens, quote};

/// The enum, and a conversion from each type that only one of its variants holds.
pub(super) fn items(
    cx: &Cx<'_>,
    sizes: &mut Sizes<'_>,
    def: &TypeDef,
    shape: &Union,
) -> Result<Tokens, EmitError> {
    let docs = docs::outer(
        &def.docs,
        format_args!("The alternatives of {}.", docs::Code(&def.name)),
    );
    let name = ident(&def.name)?;
    let names = lints::enum_variant_names(
        &def.name,
        shape.variants.iter().map(|variant| variant.name.as_str()),
    );
    let large =
        lints::large_enum_variant(shape.variants.iter().map(|variant| sizes.variant(variant)));
    let variants = shape
        .variants
        .iter()
        .map(|variant| declaration(cx, variant, sizes.is_boxed(variant)))
        .collect::<Result<Vec<_>, _>>()?;
    let conversions = conversions(cx, sizes, def, shape)?;
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

fn declaration(cx: &Cx<'_>, variant: &UnionVariant, is_boxed: bool) -> Result<Tokens, EmitError> {
    let name = ident(&variant.name)?;
    let ty = cx.variant(&variant.ty, is_boxed)?;
    let allow = lints::type_complexity([&ty]);
    let held = text(&cx.ty(unboxed_ref(&variant.ty))?);
    let docs = docs::outer(&variant.docs, format_args!("{}.", docs::Code(&held)));
    Ok(quote!(#docs #allow #name(#ty)))
}

/// A type as one writes it in a sentence.
fn text(ty: &Tokens) -> String {
    let mut text = String::new();
    for part in ty.to_string().split(' ') {
        if text.ends_with(',') {
            text.push(' ');
        }
        text.push_str(part);
    }
    text.trim_start_matches("::").to_owned()
}

/// `From` for each type that no other variant holds and that isn't the union itself, which converts into itself
/// already, nor a type from elsewhere, which may be any of these.
fn conversions(
    cx: &Cx<'_>,
    sizes: &mut Sizes<'_>,
    def: &TypeDef,
    shape: &Union,
) -> Result<Vec<Tokens>, EmitError> {
    let held: Vec<Type> = shape
        .variants
        .iter()
        .map(|variant| unboxed(expand(cx.api, &variant.ty)))
        .collect();
    let name = ident(&def.name)?;
    let from = cx.name(scope::FROM);
    let mut conversions = Vec::new();
    for (variant, ty) in shape.variants.iter().zip(&held) {
        let is_alone = held.iter().filter(|other| *other == ty).count() == 1;
        if !is_alone || is_named(cx, ty, &def.name) || is_from_elsewhere(ty) {
            continue;
        }
        let is_boxed = sizes.is_boxed(variant) || matches!(variant.ty, Type::Boxed(_));
        let source = cx.ty(unboxed_ref(&variant.ty))?;
        let value = if is_boxed {
            let name_of_box = cx.name(scope::BOX);
            quote!(#name_of_box::new(value))
        } else {
            quote!(value)
        };
        let variant = ident(&variant.name)?;
        conversions.push(quote! {
            impl #from<#source> for #name {
                fn from(value: #source) -> Self {
                    Self::#variant(#value)
                }
            }
        });
    }
    Ok(conversions)
}

fn is_named(cx: &Cx<'_>, ty: &Type, name: &str) -> bool {
    match ty {
        Type::Named(id) => cx.api.type_def(*id).is_some_and(|def| def.name == name),
        _ => false,
    }
}

fn unboxed(ty: Type) -> Type {
    match ty {
        Type::Boxed(inner) => *inner,
        ty => ty,
    }
}

fn unboxed_ref(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => inner,
        ty => ty,
    }
}
