//! Unions in JSON: which alternative a value is, and each written as itself.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::super::chain::{Chain, chain};
use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::{EmitError, scope};
use super::structs::{deserialize, serialize};
use crate::api::{Choice, TypeDef, Union};

/// `Deserialize` and `Serialize`.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &Union) -> Result<TokenStream, EmitError> {
    let read = deserialize(cx, def, &read(cx, def, shape)?)?;
    let write = serialize(cx, def, &write(cx, def, shape)?)?;
    Ok(quote!(#read #write))
}

fn read(cx: &Cx<'_>, def: &TypeDef, shape: &Union) -> Result<TokenStream, EmitError> {
    let variant = cx.name(scope::VARIANT);
    match &shape.choice {
        _ if shape.variants.is_empty() => Ok(quote! {
            let value = #variant::read(deserializer)?;
            Err(value.no_variant(&[]))
        }),
        Choice::Tag {
            property,
            values,
            inherent,
        } => {
            let arms = by_tag(def, shape, property, values, inherent)?;
            Ok(quote! {
                let value = #variant::read(deserializer)?;
                match value.tag(#property)? { #arms }
            })
        }
        Choice::Keys(keys) => {
            let names = names(shape);
            let tests = by_keys(def, shape, keys)?;
            Ok(quote! {
                let value = #variant::read(deserializer)?;
                #tests
                Err(value.no_variant(&[#(#names),*]))
            })
        }
        Choice::ExactlyOne => by_trial(cx, shape, &quote!(exactly_one)),
        Choice::FirstFit => by_trial(cx, shape, &quote!(first_fit)),
    }
}

/// The arms of a `match` on the tag; a value that stands for two variants chooses the first.
fn by_tag(
    def: &TypeDef,
    shape: &Union,
    property: &str,
    values: &[Vec<String>],
    inherent: &[bool],
) -> Result<TokenStream, EmitError> {
    let mut known: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    let mut arms = TokenStream::new();
    for (index, variant) in shape.variants.iter().enumerate() {
        let (Some(values), Some(inherent)) = (values.get(index), inherent.get(index)) else {
            return Err(without_choice(def, &variant.name));
        };
        let values: Vec<&str> = values
            .iter()
            .map(String::as_str)
            .filter(|value| seen.insert(*value))
            .collect();
        if values.is_empty() {
            continue;
        }
        let name = ident(&variant.name)?;
        let without = (!inherent).then(|| quote!(.without(#property)));
        arms.extend(quote!(#(#values)|* => value #without .into_variant(Self::#name),));
        known.extend(values);
    }
    arms.extend(quote!(_ => Err(value.unknown_tag(#property, &[#(#known),*])),));
    Ok(arms)
}

fn by_keys(def: &TypeDef, shape: &Union, keys: &[Vec<String>]) -> Result<TokenStream, EmitError> {
    let mut tests = TokenStream::new();
    for (index, variant) in shape.variants.iter().enumerate() {
        let keys = keys
            .get(index)
            .ok_or_else(|| without_choice(def, &variant.name))?;
        let name = ident(&variant.name)?;
        tests.extend(quote! {
            if value.has_keys(&[#(#keys),*]) {
                return value.into_variant(Self::#name);
            }
        });
    }
    Ok(tests)
}

fn by_trial(cx: &Cx<'_>, shape: &Union, rule: &TokenStream) -> Result<TokenStream, EmitError> {
    let variant = cx.name(scope::VARIANT);
    let start = quote!(#variant::read(deserializer)?.#rule());
    let Chain { statements, value } = chain("trial", start, &attempts(shape)?);
    Ok(quote!(#statements #value.end()))
}

/// The calls that try each variant in turn.
pub(super) fn attempts(shape: &Union) -> Result<Vec<TokenStream>, EmitError> {
    shape
        .variants
        .iter()
        .map(|variant| {
            let name = ident(&variant.name)?;
            let text = &variant.name;
            Ok(quote!(.attempt(#text, Self::#name)))
        })
        .collect()
}

fn write(cx: &Cx<'_>, def: &TypeDef, shape: &Union) -> Result<TokenStream, EmitError> {
    if shape.variants.is_empty() {
        // No value can come here.
        return Ok(quote! {
            drop(serializer);
            match *self {}
        });
    }
    let mut arms = TokenStream::new();
    for (index, variant) in shape.variants.iter().enumerate() {
        let name = ident(&variant.name)?;
        let value = match added_tag(def, shape, index)? {
            Some((property, tag)) => {
                let wire = cx.name(scope::WIRE);
                quote!(#wire::tagged(serializer, #property, #tag, value))
            }
            None => quote!(value.serialize(serializer)),
        };
        arms.extend(quote!(Self::#name(value) => #value,));
    }
    Ok(quote!(match self { #arms }))
}

/// The tag, key and value, that a variant's own type doesn't write.
fn added_tag<'a>(
    def: &TypeDef,
    shape: &'a Union,
    index: usize,
) -> Result<Option<(&'a str, &'a str)>, EmitError> {
    let Choice::Tag {
        property,
        values,
        inherent,
    } = &shape.choice
    else {
        return Ok(None);
    };
    match (
        inherent.get(index),
        values.get(index).and_then(|values| values.first()),
    ) {
        (Some(true), _) => Ok(None),
        (Some(false), Some(value)) => Ok(Some((property, value))),
        _ => Err(without_choice(def, &index.to_string())),
    }
}

fn names(shape: &Union) -> Vec<&str> {
    shape
        .variants
        .iter()
        .map(|variant| variant.name.as_str())
        .collect()
}

fn without_choice(def: &TypeDef, variant: &str) -> EmitError {
    EmitError::new(
        &def.name,
        format!("nothing chooses its variant `{variant}`"),
    )
}
