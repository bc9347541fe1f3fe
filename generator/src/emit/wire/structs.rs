//! Structs in JSON: a table of their fields, of which the runtime makes what reads and writes them.

use quote::format_ident;

use super::super::names::ident;
use super::super::rust_types::{Cx, takes_null};
use super::super::{EmitError, scope};
use crate::api::{Field, Rest, Struct, TypeDef};
use crate::emit::tokens::{Tokens, quote, text};

/// The table, and what it doesn't say of other keys and of defaults.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &Struct) -> Result<Tokens, EmitError> {
    let implement = cx.name(scope::IMPL_OBJECT);
    let slots = format_ident!("{}Slots", def.name.trim_start_matches("r#"));
    let path = cx.path(def)?;
    let fields = shape.fields.iter();
    let fields = fields
        .map(|field| entry(cx, field))
        .collect::<Result<Tokens, _>>()?;
    let rest = rest(cx, &shape.rest)?;
    let hidden = &shape.hidden;
    let hidden = (!hidden.is_empty()).then(|| quote!(hidden[#(#hidden),*];));
    let defaults = defaults(shape);
    Ok(quote! {
        #implement! {
            #slots for #path { #fields }
            #rest
            #hidden
            #defaults
        }
    })
}

/// A field's line of the table.
fn entry(cx: &Cx<'_>, field: &Field) -> Result<Tokens, EmitError> {
    let presence = if field.required {
        quote!(required)
    } else if field.nullable || takes_null(cx.api, &field.ty) {
        quote!(nullable)
    } else {
        quote!(optional)
    };
    let key = text(&field.wire);
    let name = ident(&field.name)?;
    let ty = cx.value(field)?;
    Ok(quote!(#presence(#key) #name: #ty,))
}

/// What becomes of keys that no field has.
fn rest(cx: &Cx<'_>, rest: &Rest) -> Result<Tokens, EmitError> {
    Ok(match rest {
        Rest::Ignored => Tokens::new(),
        Rest::Denied => quote!(unknown Deny;),
        Rest::Kept { name, ty, .. } => {
            let name = ident(name)?;
            let map = cx.map(ty)?;
            quote!(keep #name: #map;)
        }
    })
}

/// The keys whose fields have a default, and the default as JSON.
fn defaults(shape: &Struct) -> Option<Tokens> {
    let fields = shape.fields.iter();
    let defaults: Vec<_> = fields
        .filter_map(|field| {
            let key = &field.wire;
            let default = field.default.as_ref()?.to_string();
            Some(quote!(#key = #default))
        })
        .collect();
    (!defaults.is_empty()).then(|| quote!(defaults[#(#defaults),*];))
}

/// `Deserialize` for a type, with this body.
pub(super) fn deserialize(cx: &Cx<'_>, def: &TypeDef, body: &Tokens) -> Result<Tokens, EmitError> {
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
pub(super) fn serialize(cx: &Cx<'_>, def: &TypeDef, body: &Tokens) -> Result<Tokens, EmitError> {
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
