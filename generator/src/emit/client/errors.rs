//! `ErrorReply`: how a reply becomes one of the errors that the description names.

use super::super::rust_types::Cx;
use super::super::{EmitError, answers, scope};
use super::calls::variant;
use super::statuses::{Matched, rank, statuses};
use crate::api::Operation;
use crate::emit::tokens::{Tokens, quote};

/// `ErrorReply` for the enum of an operation's errors.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let error_reply = cx.name(scope::ERROR_REPLY);
    let reply = cx.name(scope::REPLY);
    let failed = cx.name(scope::FAILED);
    let error = cx.operation_type(&answers::error_name(operation))?;
    let Arms { some, rest } = arms(cx, operation)?;
    let body = match (some.is_empty(), rest) {
        (true, Some(rest)) => quote!(Ok(#rest)),
        (_, rest) => {
            let rest = rest.unwrap_or_else(|| quote!(return Err(#failed::Undocumented)));
            quote! {
                let error = match reply.status().as_u16() {
                    #some
                    _ => #rest,
                };
                Ok(error)
            }
        }
    };
    Ok(quote! {
        impl #error_reply for #error {
            fn decode(reply: &#reply) -> Result<Self, #failed<Self>> {
                #body
            }
        }
    })
}

/// What becomes of a reply by its status.
struct Arms {
    /// An arm for each error but `default`.
    some: Tokens,
    /// The error that all other statuses stand for, if there is one.
    rest: Option<Tokens>,
}

/// What is a success has been told apart before.
fn arms(cx: &Cx<'_>, operation: &Operation) -> Result<Arms, EmitError> {
    let mut errors: Vec<_> = operation.errors.iter().collect();
    errors.sort_by_key(|response| rank(response.status));
    let mut matched = Matched::default();
    let mut arms = Arms {
        some: Tokens::new(),
        rest: None,
    };
    for response in errors {
        let value = variant(cx, &quote!(Self), response)?;
        match statuses(response.status, false) {
            Some(statuses) => {
                if let Some(pattern) = matched.pattern(statuses) {
                    arms.some.extend(quote!(#pattern => #value,));
                }
            }
            None => arms.rest = Some(value),
        }
    }
    Ok(arms)
}
