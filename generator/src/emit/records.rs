//! What all emitted structs have in common: what they derive, and how they are made.

use proc_macro2::Ident;

use super::arguments::Argument;
use super::lints;
use crate::emit::tokens::{Tokens, quote};

/// What a struct derives: `Default` too unless something in it is required.
pub(crate) fn derives(something_is_required: bool) -> Tokens {
    if something_is_required {
        quote!(#[derive(Clone, Debug, PartialEq)])
    } else {
        quote!(#[derive(Clone, Debug, Default, PartialEq)])
    }
}

/// What `new` gives.
pub(crate) fn summary(what: &str, has_more: bool) -> String {
    if has_more {
        format!("A new {what} with what it must have; the rest is empty.")
    } else {
        format!("A new {what}.")
    }
}

/// The field in `new`: made of its argument, or `None` where it has none.
pub(crate) fn initializer(name: &Ident, argument: Option<&Argument>) -> Tokens {
    match argument {
        Some(argument) => argument.initializer(),
        None => quote!(#name: None),
    }
}

/// The `impl` with `new`.
pub(crate) fn new(
    name: &Ident,
    docs: &Tokens,
    arguments: &[Argument],
    values: &[Tokens],
) -> Tokens {
    let allow = lints::type_complexity(arguments.iter().map(|argument| &argument.ty));
    let names: Vec<String> = arguments
        .iter()
        .map(|argument| argument.name.to_string())
        .collect();
    let placeholders = lints::placeholder_names(names.iter().map(String::as_str));
    let arguments = arguments.iter().map(Argument::declaration);
    quote! {
        impl #name {
            #docs
            #allow
            #placeholders
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
        }
    }
}
