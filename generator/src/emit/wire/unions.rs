//! Unions in JSON: which alternative a value is, and each written as itself.

use hashbrown::HashSet;
use proc_macro2::Literal;

use super::super::chain::{Chain, chain};
use super::super::names::ident;
use super::super::rules::Reach;
use super::super::rust_types::Cx;
use super::super::{EmitError, scope};
use super::structs::{deserialize, serialize};
use crate::api::{Choice, JsonType, TagDefault, Type, TypeChoice, TypeDef, Union, UnionVariant};
use crate::emit::tokens::{Tokens, quote};

/// `Deserialize` and `Serialize`.
pub(super) fn items(
    cx: &Cx<'_>,
    reach: &Reach,
    def: &TypeDef,
    shape: &Union,
) -> Result<Tokens, EmitError> {
    let all: Vec<_> = shape.variants.iter().collect();
    let (by_type, body) = match &shape.choice {
        Choice::Type(groups) if !all.is_empty() => {
            let wire = cx.name(scope::WIRE);
            (
                by_type(cx, reach, def, shape, groups)?,
                quote!(#wire::read_by_type(deserializer)),
            )
        }
        choice => (Tokens::new(), read(cx, reach, def, &all, choice)?),
    };
    let read = deserialize(cx, def, &body)?;
    let write = serialize(cx, def, &write(cx, def, shape)?)?;
    Ok(quote!(#by_type #read #write))
}

/// What chooses by JSON type: a method for each that some variant has.
fn by_type(
    cx: &Cx<'_>,
    reach: &Reach,
    def: &TypeDef,
    shape: &Union,
    groups: &[TypeChoice],
) -> Result<Tokens, EmitError> {
    let trait_name = cx.name(scope::BY_TYPE);
    let deserializer = cx.name(scope::DESERIALIZER);
    let mut methods = Tokens::new();
    for group in groups {
        let variants: Vec<_> = (group.variants.iter())
            .filter_map(|index| shape.variants.get(*index))
            .collect();
        let body = match variants.as_slice() {
            [only] => {
                let name = ident(&only.name)?;
                let wire = cx.name(scope::WIRE);
                quote!(#wire::read_variant(deserializer, Self::#name))
            }
            several => read(cx, reach, def, several, &group.choice)?,
        };
        for json_type in &group.types {
            let method = ident(method(*json_type))?;
            methods.extend(quote! {
                fn #method<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    #body
                }
            });
        }
    }
    let path = cx.path(def)?;
    let expected = expected(groups);
    Ok(quote! {
        impl<'de> #trait_name<'de> for #path {
            const EXPECTED: &'static str = #expected;
            #methods
        }
    })
}

/// The method of the runtime's trait for a JSON type.
fn method(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

/// What a value must be: "a string or an object".
fn expected(groups: &[TypeChoice]) -> String {
    let has = |json_type| groups.iter().any(|group| group.types.contains(&json_type));
    let words: Vec<_> = JsonType::ALL
        .into_iter()
        .filter(|json_type| has(*json_type))
        .filter(|json_type| *json_type != JsonType::Integer || !has(JsonType::Number))
        .map(|json_type| match json_type {
            JsonType::Null => "null",
            JsonType::Boolean => "a boolean",
            JsonType::Integer => "an integer",
            JsonType::Number => "a number",
            JsonType::String => "a string",
            JsonType::Array => "an array",
            JsonType::Object => "an object",
        })
        .collect();
    match words.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        words => words.concat(),
    }
}

/// Reads one of these variants.
fn read(
    cx: &Cx<'_>,
    reach: &Reach,
    def: &TypeDef,
    variants: &[&UnionVariant],
    choice: &Choice,
) -> Result<Tokens, EmitError> {
    let variant = cx.name(scope::VARIANT);
    match choice {
        _ if variants.is_empty() => Ok(quote! {
            let value = #variant::read(deserializer)?;
            Err(value.no_variant())
        }),
        Choice::Tag { .. } => {
            let chosen = by_tag(def, variants, choice)?;
            Ok(quote! {
                let value = #variant::read(deserializer)?;
                #chosen
            })
        }
        Choice::Keys { keys, exactly_one } => by_keys(cx, reach, def, variants, keys, *exactly_one),
        Choice::ExactlyOne => by_trial(cx, reach, variants, true),
        Choice::FirstFit => by_trial(cx, reach, variants, false),
        Choice::Type(_) => Err(EmitError::new(
            &def.name,
            "a choice by JSON type can't stand in another choice",
        )),
    }
}

/// The match on the tag of `value`, which is one of these variants; in JSON or as a parameter, whose types have the same
/// methods for it.
pub(super) fn by_tag(
    def: &TypeDef,
    variants: &[&UnionVariant],
    choice: &Choice,
) -> Result<Tokens, EmitError> {
    let Choice::Tag {
        property,
        values,
        inherent,
        default,
    } = choice
    else {
        return Err(without_choice(def, "by a tag"));
    };
    let (arms, known) = tag_arms(def, variants, property, values, inherent)?;
    let tag = match default {
        Some(_) => quote!(value.optional_tag(#property).unwrap_or_default()),
        None => quote!(value.tag(#property)?),
    };
    let mut others = default_arm(def, variants, property, inherent, default.as_ref())?;
    if default.is_none_or(|default| !default.is_described) {
        let known = quote!(&[#(#known),*]);
        others.extend(quote!(_ => Err(value.unknown_tag(#property, #known)),));
    }
    Ok(quote!(match #tag { #arms #others }))
}

/// The arms of a `match` on the tag, and the tags that they know; a value that stands for two variants chooses the
/// first.
fn tag_arms<'a>(
    def: &TypeDef,
    variants: &[&UnionVariant],
    property: &str,
    values: &'a [Vec<String>],
    inherent: &[bool],
) -> Result<(Tokens, Vec<&'a str>), EmitError> {
    let mut known: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    let mut arms = Tokens::new();
    for (index, variant) in variants.iter().enumerate() {
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
    Ok((arms, known))
}

/// The arm for values of a tag that no variant has.
fn default_arm(
    def: &TypeDef,
    variants: &[&UnionVariant],
    property: &str,
    inherent: &[bool],
    default: Option<&TagDefault>,
) -> Result<Tokens, EmitError> {
    let Some(default) = default else {
        return Ok(Tokens::new());
    };
    let variant = variants
        .get(default.variant)
        .ok_or_else(|| without_choice(def, "default"))?;
    let name = ident(&variant.name)?;
    let condition = (!default.is_described).then(|| quote!(if value.bears_unknown_tags()));
    // Its own type would keep the value as any other key, and writing would add another.
    let is_inherent = inherent.get(default.variant).is_none_or(|it| *it);
    let without = (!is_inherent).then(|| quote!(.without(#property)));
    Ok(quote!(_ #condition => value #without .into_variant(Self::#name),))
}

/// A match on the one variant whose keys are there. Where there are those of several, each is tried; where there are those
/// of none, trying each says what it lacks.
fn by_keys(
    cx: &Cx<'_>,
    reach: &Reach,
    def: &TypeDef,
    variants: &[&UnionVariant],
    keys: &[Vec<String>],
    exactly_one: bool,
) -> Result<Tokens, EmitError> {
    if let Some(variant) = variants.get(keys.len()) {
        return Err(without_choice(def, &variant.name));
    }
    let variant = cx.name(scope::VARIANT);
    let mut arms = Tokens::new();
    for (index, variant) in variants.iter().enumerate() {
        let index = Literal::usize_unsuffixed(index);
        let name = ident(&variant.name)?;
        arms.extend(quote!(Some(#index) => value.into_variant(Self::#name),));
    }
    let rule = trial_of(exactly_one);
    let attempts = attempts(cx, reach, variants.iter().copied())?;
    let Chain { statements, value } = chain("trial", quote!(value.#rule()), &attempts);
    Ok(quote! {
        let value = #variant::read(deserializer)?;
        match value.by_keys(&[#(&[#(#keys),*]),*]) {
            #arms
            _ => {
                #statements
                #value.end()
            }
        }
    })
}

fn by_trial(
    cx: &Cx<'_>,
    reach: &Reach,
    variants: &[&UnionVariant],
    exactly_one: bool,
) -> Result<Tokens, EmitError> {
    let variant = cx.name(scope::VARIANT);
    let rule = trial_of(exactly_one);
    let start = quote!(#variant::read(deserializer)?.#rule());
    let attempts = attempts(cx, reach, variants.iter().copied())?;
    let Chain { statements, value } = chain("trial", start, &attempts);
    Ok(quote!(#statements #value.end()))
}

/// What starts a trial.
fn trial_of(exactly_one: bool) -> Tokens {
    if exactly_one {
        quote!(exactly_one)
    } else {
        quote!(first_fit)
    }
}

/// The calls that try each variant in turn, with its rules where it has some.
pub(super) fn attempts<'a>(
    cx: &Cx<'_>,
    reach: &Reach,
    variants: impl IntoIterator<Item = &'a UnionVariant>,
) -> Result<Vec<Tokens>, EmitError> {
    variants
        .into_iter()
        .map(|variant| {
            let name = ident(&variant.name)?;
            let text = said(variant);
            let method = match reach.touches(cx.api, &variant.ty, &variant.rules) {
                true => quote!(attempt_checked),
                false => quote!(attempt),
            };
            Ok(quote!(.#method(#text, Self::#name)))
        })
        .collect()
}

/// How errors call an alternative: as the description does, or else by what it is or by its number.
fn said(variant: &UnionVariant) -> String {
    let word = match (&variant.ty, variant.name.as_str()) {
        (Type::Bool, "Boolean") => "a boolean",
        (Type::Integer(_), "Integer") => "an integer",
        (Type::Float(_), "Number") => "a number",
        (Type::String, "String") => "a string",
        (Type::DateTime(_), "DateTime") => "a date and time",
        (Type::Date(_), "Date") => "a date",
        (Type::Uuid, "Uuid") => "a UUID",
        (Type::Base64, "Bytes") => "base64 text",
        (Type::File, "File") => "a file",
        (Type::Any, "Any") => "any value",
        (Type::Null, "Null") => "null",
        (Type::List(_), "List") => "an array",
        (Type::Map(_), "Map") => "an object",
        (_, name) => return numbered(name).unwrap_or_else(|| name.to_owned()),
    };
    word.to_owned()
}

/// The number of an alternative that is called by nothing else.
fn numbered(name: &str) -> Option<String> {
    let number = name.strip_prefix("Variant")?.parse::<usize>().ok()?;
    Some(format!("alternative {number}"))
}

fn write(cx: &Cx<'_>, def: &TypeDef, shape: &Union) -> Result<Tokens, EmitError> {
    if shape.variants.is_empty() {
        // No value can come here.
        return Ok(quote! {
            drop(serializer);
            match *self {}
        });
    }
    let mut arms = Tokens::new();
    for (index, variant) in shape.variants.iter().enumerate() {
        let name = ident(&variant.name)?;
        let value = match added_tag(def, &shape.choice, index)? {
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
pub(super) fn added_tag<'a>(
    def: &TypeDef,
    choice: &'a Choice,
    index: usize,
) -> Result<Option<(&'a str, &'a str)>, EmitError> {
    match choice {
        Choice::Type(groups) => {
            for group in groups.iter().filter(|group| group.variants.len() > 1) {
                if let Some(place) = group.variants.iter().position(|it| *it == index)
                    && let Some(tag) = added_tag(def, &group.choice, place)?
                {
                    return Ok(Some(tag));
                }
            }
            Ok(None)
        }
        Choice::Tag {
            property,
            values,
            inherent,
            ..
        } => match (
            inherent.get(index),
            values.get(index).and_then(|values| values.first()),
        ) {
            (Some(true), _) => Ok(None),
            (Some(false), Some(value)) => Ok(Some((property, value))),
            _ => Err(without_choice(def, &index.to_string())),
        },
        Choice::Keys { .. } | Choice::ExactlyOne | Choice::FirstFit => Ok(None),
    }
}

fn without_choice(def: &TypeDef, variant: &str) -> EmitError {
    EmitError::new(
        &def.name,
        format!("nothing chooses its variant `{variant}`"),
    )
}
