//! `ErrorOutput`: how the errors that the description names become an HTTP response.

use super::super::rules::{self, Reach};
use super::super::rust_types::Cx;
use super::super::{EmitError, answers, scope};
use super::endpoints::arms;
use crate::api::Operation;
use crate::emit::tokens::{Tokens, quote};

/// `ErrorOutput` for the enum of an operation's errors, and the conversion that lets a handler use `?` on one of them.
pub(super) fn items(
    cx: &Cx<'_>,
    reach: &Reach,
    operation: &Operation,
) -> Result<Tokens, EmitError> {
    let error_output = cx.name(scope::ERROR_OUTPUT);
    let output = cx.name(scope::OUTPUT);
    let error = cx.operation_type(&answers::error_name(operation))?;
    let check = rules::check_error(cx, reach, operation);
    let arms = arms(cx, &quote!(Self), &operation.errors)?;
    Ok(quote! {
        impl #error_output for #error {
            #check

            fn write(self, output: #output) -> #output {
                match self { #arms }
            }
        }

        impl From<#error> for Failure<#error> {
            fn from(error: #error) -> Self {
                Failure::documented(error)
            }
        }
    })
}
