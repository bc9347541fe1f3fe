//! `patterns.rs`: the patterns that strings are held against, each once.

use quote::format_ident;

use super::EmitError;
use super::format::Source;
use super::names::ident;
use super::scope::{self, Scope};
use crate::api::{Api, Pattern, Side};
use crate::emit::tokens::{Tokens, quote};

/// Whether there are any.
pub(crate) fn are_needed(api: &Api) -> bool {
    api.side == Side::Api && !api.patterns.is_empty()
}

/// The file of the patterns.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let scope = Scope::default();
    let mut source = Source::new("src/patterns.rs", "The patterns of strings.");
    let name = scope.name(scope::PATTERN);
    for pattern in &api.patterns {
        let Pattern {
            name: constant,
            source: shown,
            regex,
            also,
            never,
        } = pattern;
        let constant = ident(constant)?;
        source.push(quote! {
            pub(super) static #constant: #name = #name::new(#shown, #regex, &[#(#also),*], &[#(#never),*]);
        });
    }
    source.prepend(scope.imports());
    Ok(source)
}

/// A reference to a pattern, from another module.
pub(crate) fn reference(api: &Api, pattern: &Pattern) -> Tokens {
    let name = format_ident!("{}", pattern.name);
    match api.side {
        Side::Api => quote!(&super::patterns::#name),
        Side::Webhooks | Side::Callbacks => quote!(&super::super::patterns::#name),
    }
}
