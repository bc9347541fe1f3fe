//! Enums of values that aren't all strings: one table, and what follows from it.

use proc_macro2::Literal;
use serde_json::Value;

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::scope::Name;
use super::super::{EmitError, scope};
use super::structs::{deserialize, serialize};
use crate::api::{TypeDef, ValueEnum};
use crate::emit::tokens::{Tokens, quote};

/// The table, and the conversions.
pub(super) fn items(cx: &Cx<'_>, def: &TypeDef, shape: &ValueEnum) -> Result<Tokens, EmitError> {
    let table = table(cx, def, shape)?;
    let wire = cx.name(scope::WIRE);
    let path = cx.path(def)?;
    let value = value_type(cx, shape);
    Ok(quote! {
        #table

        impl std::fmt::Display for #path {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #wire::show_value_enum(self, f)
            }
        }

        impl From<#value> for #path {
            fn from(value: #value) -> Self {
                #wire::value_enum(value)
            }
        }
    })
}

fn table(cx: &Cx<'_>, def: &TypeDef, shape: &ValueEnum) -> Result<Tokens, EmitError> {
    let trait_name = cx.name(scope::VALUE_ENUM);
    let wire = cx.name(scope::WIRE);
    let path = cx.path(def)?;
    let variants = shape
        .variants
        .iter()
        .map(|variant| ident(&variant.name))
        .collect::<Result<Vec<_>, _>>()?;
    let literals: Vec<Tokens> = shape
        .variants
        .iter()
        .map(|variant| literal(&wire, shape, &variant.value))
        .collect();
    let other = ident(&shape.other)?;
    let value = value_type(cx, shape);
    let (literal_type, values, other_value) = if shape.integers {
        (quote!(i64), literals.clone(), quote!(*value))
    } else {
        let values = literals
            .iter()
            .map(|literal| quote!(#wire::EnumLiteral::value(#literal)));
        (
            quote!(#wire::Literal),
            values.collect(),
            quote!(value.clone()),
        )
    };
    Ok(quote! {
        impl #trait_name for #path {
            type Literal = #literal_type;
            const TABLE: &'static [(#literal_type, Self)] = &[#((#literals, Self::#variants)),*];

            fn other(value: #value) -> Self {
                Self::#other(value)
            }

            fn value(&self) -> #value {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(value) => #other_value,
                }
            }
        }
    })
}

fn value_type(cx: &Cx<'_>, shape: &ValueEnum) -> Tokens {
    if shape.integers {
        quote!(i64)
    } else {
        let serde_json = cx.name(scope::SERDE_JSON);
        quote!(#serde_json::Value)
    }
}

/// A value as it stands in the table.
fn literal(wire: &Name, shape: &ValueEnum, value: &Value) -> Tokens {
    match value {
        Value::Bool(value) => quote!(#wire::Literal::Bool(#value)),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), _, _) => {
                let integer = Literal::i64_unsuffixed(integer);
                if shape.integers {
                    quote!(#integer)
                } else {
                    quote!(#wire::Literal::Integer(#integer))
                }
            }
            (_, Some(integer), _) => {
                let integer = Literal::u64_unsuffixed(integer);
                quote!(#wire::Literal::Unsigned(#integer))
            }
            (_, _, Some(float)) if float.is_finite() => {
                let float = Literal::f64_unsuffixed(float);
                quote!(#wire::Literal::Float(#float))
            }
            _ => json(wire, value),
        },
        Value::String(text) => quote!(#wire::Literal::String(#text)),
        value => json(wire, value),
    }
}

fn json(wire: &Name, value: &Value) -> Tokens {
    let text = value.to_string();
    quote!(#wire::Literal::Json(#text))
}

/// `Deserialize` and `Serialize`.
pub(super) fn json_impls(cx: &Cx<'_>, def: &TypeDef) -> Result<Tokens, EmitError> {
    let wire = cx.name(scope::WIRE);
    let read = deserialize(cx, def, &quote!(#wire::read_value_enum(deserializer)))?;
    let write = serialize(cx, def, &quote!(#wire::write_value_enum(self, serializer)))?;
    Ok(quote!(#read #write))
}
