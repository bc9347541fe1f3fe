//! Structs in JSON: slots that the runtime's driver fills, and one chain that writes the fields.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::chain::{Chain, chain};
use super::super::names::ident;
use super::super::rust_types::{Cx, takes_null};
use super::super::{EmitError, lints, scope};
use crate::api::{Field, Rest, Struct, TypeDef};

/// The slots, `Deserialize` and `Serialize`.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &Struct) -> Result<TokenStream, EmitError> {
    let slots = format_ident!("{}Slots", def.name.trim_start_matches("r#"));
    let items = [
        declaration(cx, &slots, shape)?,
        driven(cx, &slots, def, shape)?,
        read(cx, &slots, def)?,
        write(cx, def, shape)?,
    ];
    Ok(items.into_iter().collect())
}

/// The struct of slots: an `Option` a field.
fn declaration(cx: &Cx<'_>, slots: &Ident, shape: &Struct) -> Result<TokenStream, EmitError> {
    let mut fields = Vec::new();
    for field in &shape.fields {
        let name = ident(&field.name)?;
        let mut ty = cx.field(field)?;
        if field.required {
            ty = cx.option(&ty);
        }
        let allow = lints::type_complexity([&ty]);
        fields.push(quote!(#allow #name: #ty));
    }
    if let Rest::Kept { name, ty, .. } = &shape.rest {
        let name = ident(name)?;
        let ty = cx.map(ty)?;
        fields.push(quote!(#name: #ty));
    }
    let body = if fields.is_empty() {
        quote!(;)
    } else {
        quote!({ #(#fields,)* })
    };
    Ok(quote!(#[derive(Default)] struct #slots #body))
}

/// What the driver asks of the slots.
fn driven(
    cx: &Cx<'_>,
    slots: &Ident,
    def: &TypeDef,
    shape: &Struct,
) -> Result<TokenStream, EmitError> {
    let trait_name = cx.name(scope::SLOTS);
    let path = cx.path(def)?;
    let fields = shape.fields.iter().map(|field| {
        let (key, required) = (&field.wire, field.required);
        quote!((#key, #required))
    });
    let unknown = unknown(cx, &shape.rest);
    let keys = &shape.hidden;
    let hidden =
        (!keys.is_empty()).then(|| quote!(const HIDDEN: &'static [&'static str] = &[#(#keys),*];));
    let put = put(cx, shape)?;
    let defaults = defaults(cx, shape);
    let keep = keep(cx, &shape.rest)?;
    let mut values = Vec::new();
    for field in &shape.fields {
        let name = ident(&field.name)?;
        let is_there = field.required.then(|| quote!(?));
        values.push(quote!(#name: self.#name #is_there));
    }
    if let Rest::Kept { name, .. } = &shape.rest {
        let name = ident(name)?;
        values.push(quote!(#name: self.#name));
    }
    Ok(quote! {
        impl<'de> #trait_name<'de> for #slots {
            type Output = #path;
            const FIELDS: &'static [(&'static str, bool)] = &[#(#fields),*];
            #unknown
            #hidden
            #defaults
            #put
            #keep
            fn finish(self) -> Option<#path> {
                Some(#path { #(#values),* })
            }
        }
    })
}

/// The table of defaults, and the method that reads one.
fn defaults(cx: &Cx<'_>, shape: &Struct) -> TokenStream {
    let fields = shape.fields.iter().enumerate();
    let defaults: Vec<_> = fields
        .filter_map(|(index, field)| {
            let index = Literal::usize_unsuffixed(index);
            let default = field.default.as_ref()?.to_string();
            Some(quote!((#index, #default)))
        })
        .collect();
    if defaults.is_empty() {
        return TokenStream::new();
    }
    let wire = cx.name(scope::WIRE);
    let serde_json = cx.name(scope::SERDE_JSON);
    quote! {
        const DEFAULTS: &'static [(usize, &'static str)] = &[#(#defaults),*];
        fn fill(&mut self, index: usize, default: &mut #wire::Preset) -> Result<(), #serde_json::Error> {
            self.put(index, default)
        }
    }
}

fn unknown(cx: &Cx<'_>, rest: &Rest) -> TokenStream {
    let wire = match rest {
        Rest::Ignored => return TokenStream::new(),
        Rest::Denied | Rest::Kept { .. } => cx.name(scope::WIRE),
    };
    let unknown = match rest {
        Rest::Denied => quote!(Deny),
        _ => quote!(Keep),
    };
    quote!(const UNKNOWN: #wire::Unknown = #wire::Unknown::#unknown;)
}

/// The method that reads one field's value.
fn put(cx: &Cx<'_>, shape: &Struct) -> Result<TokenStream, EmitError> {
    let wire = cx.name(scope::WIRE);
    let map_access = cx.name(scope::MAP_ACCESS);
    let mut puts = Vec::new();
    for field in &shape.fields {
        let name = ident(&field.name)?;
        let function = if is_null_refused(cx, field) {
            quote!(put_optional)
        } else {
            quote!(put)
        };
        puts.push(quote!(#wire::#function(map, &mut self.#name)));
    }
    let (index, body) = match puts.split_last() {
        None => (quote!(_index), quote!(#wire::skip(map))),
        Some((only, [])) => (quote!(_index), only.clone()),
        Some((last, others)) => {
            let indexes = (0..others.len()).map(Literal::usize_unsuffixed);
            (
                quote!(index),
                quote!(match index { #(#indexes => #others,)* _ => #last, }),
            )
        }
    };
    Ok(quote! {
        fn put<A: #map_access<'de>>(&mut self, #index: usize, map: &mut A) -> Result<(), A::Error> {
            #body
        }
    })
}

/// Whether the field may be absent, but not null.
fn is_null_refused(cx: &Cx<'_>, field: &Field) -> bool {
    !field.required && !field.nullable && !takes_null(cx.api, &field.ty)
}

/// The method that keeps the value of a key without a field.
fn keep(cx: &Cx<'_>, rest: &Rest) -> Result<TokenStream, EmitError> {
    let Rest::Kept { name, .. } = rest else {
        return Ok(TokenStream::new());
    };
    let wire = cx.name(scope::WIRE);
    let map_access = cx.name(scope::MAP_ACCESS);
    let name = ident(name)?;
    Ok(quote! {
        fn keep<A: #map_access<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
            #wire::keep(map, key, &mut self.#name)
        }
    })
}

fn read(cx: &Cx<'_>, slots: &Ident, def: &TypeDef) -> Result<TokenStream, EmitError> {
    let implement = cx.name(scope::IMPL_DESERIALIZE);
    let path = cx.path(def)?;
    Ok(quote!(#implement!(#slots for #path);))
}

/// `Deserialize` for a type, with this body.
pub(super) fn deserialize(
    cx: &Cx<'_>,
    def: &TypeDef,
    body: &TokenStream,
) -> Result<TokenStream, EmitError> {
    let deserialize = cx.name(scope::DESERIALIZE);
    let deserializer = cx.name(scope::DESERIALIZER);
    let path = cx.path(def)?;
    Ok(quote! {
        impl<'de> #deserialize<'de> for #path {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #body
            }
        }
    })
}

/// `Serialize` for a type, with this body.
pub(super) fn serialize(
    cx: &Cx<'_>,
    def: &TypeDef,
    body: &TokenStream,
) -> Result<TokenStream, EmitError> {
    let serialize = cx.name(scope::SERIALIZE);
    let serializer = cx.name(scope::SERIALIZER);
    let path = cx.path(def)?;
    Ok(quote! {
        impl #serialize for #path {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #body
            }
        }
    })
}

fn write(cx: &Cx<'_>, def: &TypeDef, shape: &Struct) -> Result<TokenStream, EmitError> {
    let writer = cx.name(scope::WRITER);
    let mut calls = Vec::new();
    for field in &shape.fields {
        let name = ident(&field.name)?;
        let key = &field.wire;
        let method = if field.required {
            quote!(field)
        } else {
            quote!(optional)
        };
        calls.push(quote!(.#method(#key, &self.#name)));
    }
    if let Rest::Kept { name, .. } = &shape.rest {
        let name = ident(name)?;
        calls.push(quote!(.rest(&self.#name)));
    }
    let start = quote!(#writer::new(serializer));
    let Chain { statements, value } = chain("writer", start, &calls);
    serialize(cx, def, &quote!(#statements #value.end()))
}
