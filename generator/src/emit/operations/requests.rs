//! Requests: a struct with a field for each parameter and one for the body.

use super::super::arguments;
use super::super::names::ident;
use super::super::records::{derives, initializer, new, summary};
use super::super::rust_types::Cx;
use super::super::{EmitError, answers, docs, lints};
use super::title;
use crate::api::Operation;
use crate::emit::tokens::{Tokens, quote};

/// The struct, and its constructor.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let name = ident(&answers::request_name(operation))?;
    let docs = docs::own(&format!("What {} takes.", title(operation)));
    let derives = derives(required(operation) > 0);
    let fields = fields(cx, operation)?;
    let constructor = constructor(cx, operation)?;
    Ok(quote! {
        #docs
        #derives
        pub struct #name {
            #(#fields,)*
        }

        #constructor
    })
}

/// How many of an operation's parameters and body must be there.
pub(crate) fn required(operation: &Operation) -> usize {
    let body = operation.body.iter().filter(|body| body.required).count();
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .count()
        + body
}

/// Whether a client's method takes the request as a whole, because a method should not take so many arguments.
pub(crate) fn takes_request(operation: &Operation) -> bool {
    // `self` is one of them.
    required(operation) >= lints::ARGUMENTS
}

fn fields(cx: &Cx<'_>, operation: &Operation) -> Result<Vec<Tokens>, EmitError> {
    let mut fields = Vec::new();
    for parameter in &operation.parameters {
        let docs = docs::outer(
            &parameter.docs,
            format_args!("{} on the wire.", docs::Code(&parameter.wire)),
        );
        let name = ident(&parameter.name)?;
        let ty = cx.presence(parameter.required, cx.ty(&parameter.ty)?);
        let allow = lints::type_complexity([&ty]);
        fields.push(quote!(#docs #allow pub #name: #ty));
    }
    if let Some(body) = &operation.body {
        let docs = docs::outer(&body.docs, "The body.");
        let name = ident(&body.name)?;
        let ty = cx.body(&body.contents)?.unwrap_or_else(|| quote!(()));
        let ty = cx.presence(body.required, ty);
        let allow = lints::type_complexity([&ty]);
        fields.push(quote!(#docs #allow pub #name: #ty));
    }
    Ok(fields)
}

/// `new`, where something is required but not more than a function should take.
fn constructor(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let required = required(operation);
    if required == 0 || required > lints::ARGUMENTS {
        return Ok(Tokens::new());
    }
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for parameter in &operation.parameters {
        let name = ident(&parameter.name)?;
        let argument = if parameter.required {
            Some(arguments::value(cx, name.clone(), &parameter.ty)?)
        } else {
            None
        };
        values.push(initializer(&name, argument.as_ref()));
        arguments.extend(argument);
    }
    if let Some(body) = &operation.body {
        let name = ident(&body.name)?;
        let argument = if body.required {
            Some(arguments::owned_body(cx, name.clone(), &body.contents)?)
        } else {
            None
        };
        values.push(initializer(&name, argument.as_ref()));
        arguments.extend(argument);
    }
    let name = ident(&answers::request_name(operation))?;
    let docs = docs::own(&summary("request", required < values.len()));
    Ok(new(&name, &docs, &arguments, &values))
}
