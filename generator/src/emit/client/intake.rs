//! How replies are taken in: which are handed on while they still come in, which are taken apart as they do.

use std::ops::RangeInclusive;

use proc_macro2::Literal;
use quote::format_ident;

use super::super::bodies;
use super::super::rust_types::Cx;
use super::super::scope;
use super::statuses::{Matched, alternatives, rank, statuses};
use crate::api::{BodyForm, Contents, Operation, Response};
use crate::emit::tokens::{Tokens, quote};

/// `Call::is_streamed` and `Call::is_in_parts`, where the operation has such replies.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> Tokens {
    let streamed = Meant {
        form: BodyForm::is_streamed,
        among_errors: false,
    };
    let in_parts = Meant {
        form: |form| matches!(form, BodyForm::Multipart { .. }),
        among_errors: true,
    };
    let is_streamed = streamed.item(cx, operation, "is_streamed");
    let is_in_parts = in_parts.item(cx, operation, "is_in_parts");
    quote!(#is_streamed #is_in_parts)
}

/// Which replies are meant.
struct Meant {
    /// Whether those of that form are.
    form: fn(&BodyForm) -> bool,
    /// Whether those of errors are, too.
    among_errors: bool,
}

impl Meant {
    /// The function of that name that says which they are, by status and media type.
    fn item(&self, cx: &Cx<'_>, operation: &Operation, name: &str) -> Tokens {
        let name = format_ident!("{name}");
        let Arms { some, rest } = self.arms(cx, operation);
        let arms = some.into_iter().map(|Arm { statuses, value }| {
            let pattern = alternatives(statuses);
            quote!(#pattern => #value,)
        });
        match (arms.len() == 0, rest) {
            (true, None) => Tokens::new(),
            (true, Some(rest)) => quote! {
                fn #name(_status: u16, media_type: &str) -> bool {
                    #rest
                }
            },
            (false, rest) => {
                let rest = rest.unwrap_or_else(|| quote!(false));
                quote! {
                    fn #name(status: u16, media_type: &str) -> bool {
                        match status {
                            #(#arms)*
                            _ => #rest,
                        }
                    }
                }
            }
        }
    }

    fn arms(&self, cx: &Cx<'_>, operation: &Operation) -> Arms {
        let successes = operation.success.iter().map(|response| (response, true));
        let errors = operation.errors.iter().map(|response| (response, false));
        let mut responses: Vec<_> = successes.chain(errors).collect();
        responses.sort_by_key(|(response, _)| rank(response.status));
        // What isn't meant takes its statuses from the wider ones behind it. It needs an arm only where those that are left
        // are meant.
        let is_rest = |it: &&(&Response, bool)| statuses(it.0.status, it.1).is_none();
        let rest = responses.iter().find(is_rest);
        let rest = rest.and_then(|(response, is_success)| self.value(cx, response, *is_success));
        let mut matched = Matched::default();
        let mut some = Vec::new();
        for (response, is_success) in responses {
            let statuses = statuses(response.status, is_success);
            let left = statuses.map(|statuses| matched.left(statuses));
            let Some(left) = left.filter(|left| !left.is_empty()) else {
                continue;
            };
            let value = self.value(cx, response, is_success);
            let value = value.or_else(|| rest.is_some().then(|| quote!(false)));
            if let Some(value) = value {
                add(&mut some, left, value);
            }
        }
        Arms { some, rest }
    }

    /// Whether a reply is meant, by its media type; `None`: none is.
    fn value(&self, cx: &Cx<'_>, response: &Response, is_success: bool) -> Option<Tokens> {
        let mut contents = response.contents.list.iter();
        let is_meant =
            (is_success || self.among_errors) && contents.any(|content| (self.form)(&content.form));
        is_meant.then(|| self.among(cx, &response.contents))
    }

    /// Whether a body of that media type is meant. One that isn't documented isn't.
    fn among(&self, cx: &Cx<'_>, contents: &Contents) -> Tokens {
        let meant: Vec<_> = contents
            .list
            .iter()
            .enumerate()
            .filter(|(_, content)| (self.form)(&content.form))
            .map(|(index, _)| Literal::usize_unsuffixed(index))
            .collect();
        let content = cx.name(scope::CONTENT);
        let table = bodies::table(contents);
        // Not `matches!`: what stands in a macro isn't formatted.
        match meant.as_slice() {
            [only] => quote!(#content(#table, media_type) == Some(#only)),
            several => quote!([#(Some(#several)),*].contains(&#content(#table, media_type))),
        }
    }
}

/// What is said of replies by their status.
struct Arms {
    some: Vec<Arm>,
    /// What is said of all other statuses, if anything is.
    rest: Option<Tokens>,
}

struct Arm {
    statuses: Vec<RangeInclusive<u16>>,
    value: Tokens,
}

/// Adds an arm, as one with those of the same value.
fn add(arms: &mut Vec<Arm>, statuses: Vec<RangeInclusive<u16>>, value: Tokens) {
    let text = value.to_string();
    match arms.iter_mut().find(|arm| arm.value.to_string() == text) {
        Some(arm) => arm.statuses.extend(statuses),
        None => arms.push(Arm { statuses, value }),
    }
}
