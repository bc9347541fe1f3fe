//! Which replies are handed on while they still come in.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::bodies;
use super::super::rust_types::Cx;
use super::super::scope;
use super::statuses::{Matched, rank, statuses};
use crate::api::{Contents, Operation, Response};

/// `Call::is_streamed`, where the operation has such a reply.
pub(super) fn is_streamed(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let streams = |response: &Response| {
        let mut contents = response.contents.list.iter();
        contents.any(|content| content.form.is_streamed())
    };
    if !operation.success.iter().any(streams) {
        return TokenStream::new();
    }
    let successes = operation.success.iter().map(|response| (response, true));
    let errors = operation.errors.iter().map(|response| (response, false));
    let mut responses: Vec<_> = successes.chain(errors).collect();
    responses.sort_by_key(|(response, _)| rank(response.status));
    let mut matched = Matched::default();
    let mut arms = TokenStream::new();
    for (response, is_success) in responses {
        let statuses = statuses(response.status, is_success);
        let pattern = statuses.and_then(|statuses| matched.pattern(statuses));
        // What is read to its end, as errors are, needs no arm, but takes its statuses from the wider ones behind it.
        if let Some(pattern) = pattern.filter(|_| is_success && streams(response)) {
            let value = of_contents(cx, &response.contents);
            arms.extend(quote!(#pattern => #value,));
        }
    }
    quote! {
        fn is_streamed(status: u16, media_type: &str) -> bool {
            match status {
                #arms
                _ => false,
            }
        }
    }
}

/// Whether a body of that media type is handed on while it comes in. One that isn't documented is read to its end.
fn of_contents(cx: &Cx<'_>, contents: &Contents) -> TokenStream {
    let streamed: Vec<_> = contents
        .list
        .iter()
        .enumerate()
        .filter(|(_, content)| content.form.is_streamed())
        .map(|(index, _)| Literal::usize_unsuffixed(index))
        .collect();
    let content = cx.name(scope::CONTENT);
    let table = bodies::table(contents);
    // Not `matches!`: what stands in a macro isn't formatted.
    match streamed.as_slice() {
        [only] => quote!(#content(#table, media_type) == Some(#only)),
        several => quote!([#(Some(#several)),*].contains(&#content(#table, media_type))),
    }
}
