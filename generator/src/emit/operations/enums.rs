//! Enums of answers: a variant for each that the description documents.

use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::sizes::Sizes;
use super::super::{EmitError, answers, docs, lints, scope};
use super::title;
use crate::api::{Operation, Response};
use crate::emit::tokens::{Tokens, quote};

/// The enum of an operation's successes.
pub(super) fn successes(
    cx: &Cx<'_>,
    sizes: &mut Sizes<'_>,
    operation: &Operation,
    several: &[Response],
) -> Result<Tokens, EmitError> {
    let docs = docs::own(&format!(
        "What {} answers when it succeeds.",
        title(operation)
    ));
    answer_enum(
        cx,
        sizes,
        &answers::response_name(operation),
        &docs,
        several,
    )
}

/// The enum of an operation's errors.
pub(super) fn errors(
    cx: &Cx<'_>,
    sizes: &mut Sizes<'_>,
    operation: &Operation,
) -> Result<Tokens, EmitError> {
    let docs = docs::own(&format!("What {} answers when it fails.", title(operation)));
    let name = answers::error_name(operation);
    answer_enum(cx, sizes, &name, &docs, &operation.errors)
}

/// The name of an operation's errors, where it has no enum of its own: they are those of `owner`, or there are none.
pub(super) fn shared_errors(
    cx: &Cx<'_>,
    operation: &Operation,
    owner: &Operation,
) -> Result<Tokens, EmitError> {
    let (errors, what) = if operation.errors.is_empty() {
        let what = "the description names nothing".to_owned();
        (cx.name(scope::NO_ERROR), what)
    } else {
        let errors = cx.operation_type(&answers::error_name(owner))?;
        (errors, format!("the same as {}", title(owner)))
    };
    let docs = docs::own(&format!(
        "What {} answers when it fails: {what}.",
        title(operation)
    ));
    let name = ident(&answers::error_name(operation))?;
    Ok(quote!(#docs pub type #name = #errors;))
}

fn answer_enum(
    cx: &Cx<'_>,
    sizes: &mut Sizes<'_>,
    name: &str,
    docs: &Tokens,
    responses: &[Response],
) -> Result<Tokens, EmitError> {
    let names =
        lints::enum_variant_names(name, responses.iter().map(|answer| answer.name.as_str()));
    let large =
        lints::large_enum_variant(responses.iter().map(|response| size(cx, sizes, response)));
    let variants = responses
        .iter()
        .map(|response| variant(cx, response))
        .collect::<Result<Vec<_>, _>>()?;
    let name = ident(name)?;
    Ok(quote! {
        #docs
        #names
        #large
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#variants,)*
        }
    })
}

fn variant(cx: &Cx<'_>, response: &Response) -> Result<Tokens, EmitError> {
    let lead = docs::code(&answers::status_text(response.status));
    let docs = docs::outer_led(&lead, &response.docs);
    let name = ident(&response.name)?;
    let status = answers::holds_status(response).then(|| {
        let http = cx.name(scope::HTTP);
        quote!(#http::StatusCode)
    });
    let payload = answers::payload(cx, response)?;
    let allow = lints::type_complexity(&payload);
    let held: Vec<Tokens> = status.into_iter().chain(payload).collect();
    Ok(if held.is_empty() {
        quote!(#docs #name)
    } else {
        quote!(#docs #allow #name(#(#held),*))
    })
}

fn size(cx: &Cx<'_>, sizes: &mut Sizes<'_>, response: &Response) -> usize {
    let body = sizes.body(&response.contents);
    match answers::header_set(cx, response) {
        Ok(Some(set)) => body + sizes.headers(set),
        _ => body,
    }
}
