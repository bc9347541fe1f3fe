//! The traits that a server implements: a method an operation.

use super::super::names::ident;
use super::super::operations::title;
use super::super::rust_types::Cx;
use super::super::{EmitError, answers, docs, lints, scope};
use super::{Access, Trait, access};
use crate::api::Operation;
use crate::emit::tokens::{Tokens, quote};

/// The trait.
pub(super) fn items(cx: &Cx<'_>, handlers: &Trait<'_>) -> Result<Tokens, EmitError> {
    let fallback = format!("The operations of {}.", docs::code(&handlers.tag.name));
    let docs = docs::outer(&handlers.tag.docs, &fallback);
    let name = ident(&handlers.name)?;
    let principal = handlers.has_principal().then(|| {
        quote! {
            /// Who calls: what the [`Authenticator`] makes of the credentials.
            type Principal: Send + Sync + 'static;
        }
    });
    let methods = handlers
        .operations
        .iter()
        .map(|operation| method(cx, operation))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        #docs
        pub trait #name: Send + Sync + 'static {
            #principal
            #(#methods)*
        }
    })
}

fn method(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let docs = docs::outer_led(&title(operation), &operation.docs);
    let allow = lints::method_name(&operation.method_name, 2);
    let name = ident(&operation.method_name)?;
    let context = context(operation, &quote!(Self::Principal));
    let request = cx.operation_type(&answers::request_name(operation))?;
    let answer = answer(cx, operation)?;
    let complexity = lints::type_complexity([&answer]);
    let future = cx.name(scope::FUTURE);
    Ok(quote! {
        #docs
        #allow
        #complexity
        fn #name(
            &self,
            cx: #context,
            request: #request,
        ) -> impl #future<Output = #answer> + Send;
    })
}

/// The type of a handler's context.
pub(crate) fn context(operation: &Operation, principal: &Tokens) -> Tokens {
    match access(operation) {
        Access::Open => quote!(Context<()>),
        Access::Optional => quote!(Context<Option<#principal>>),
        Access::Secured => quote!(Context<#principal>),
    }
}

/// What a handler answers.
pub(crate) fn answer(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let success = answers::success_type(cx, operation)?;
    let error = cx.operation_type(&answers::error_name(operation))?;
    Ok(quote!(Result<#success, Failure<#error>>))
}
