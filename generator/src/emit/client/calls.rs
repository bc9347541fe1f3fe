//! `Call`: how a request becomes an HTTP request, and a reply one of the operation's answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::answers::{self, Success};
use super::super::chain::{Chain, chain};
use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::styles::{self, Form};
use super::super::{EmitError, scope};
use super::statuses::{Matched, statuses};
use crate::api::{Body, Content, Operation, Parameter, Response, Segment, StatusPattern};

/// `Call` for the request.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let call = cx.name(scope::CALL);
    let request = cx.operation_type(&answers::request_name(operation))?;
    let encode = encode(cx, operation)?;
    let decode = decode(cx, operation)?;
    Ok(quote! {
        impl #call for #request {
            #encode
            #decode
        }
    })
}

fn encode(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let outgoing = cx.name(scope::OUTGOING);
    let mut calls = Vec::new();
    for segment in &operation.path.segments {
        calls.push(match segment {
            Segment::Literal(text) => quote!(.literal(#text)),
            Segment::Parameter(index) => {
                let parameter = operation.parameters.get(*index).ok_or_else(|| {
                    EmitError::new(
                        &operation.id,
                        "its path names a parameter that is not there",
                    )
                })?;
                put(cx, parameter)?
            }
        });
    }
    for parameter in &operation.parameters {
        if !styles::is_in_path(parameter) {
            calls.push(put(cx, parameter)?);
        }
    }
    calls.extend(operation.body.as_ref().map(body).transpose()?);
    let accept = accept(operation);
    if !accept.is_empty() {
        calls.push(quote!(.accept(#accept)));
    }
    let start = quote!(#outgoing::new(<Self as bindery_runtime::Operation>::INFO));
    let Chain { statements, value } = chain("outgoing", start, &calls);
    Ok(quote! {
        fn encode(&self) -> #outgoing {
            #statements
            #value
        }
    })
}

/// The call that puts a parameter where it belongs.
fn put(cx: &Cx<'_>, parameter: &Parameter) -> Result<TokenStream, EmitError> {
    let field = ident(&parameter.name)?;
    let wire = &parameter.wire;
    let explode = parameter.explode;
    Ok(match styles::form(parameter) {
        Form::Path => quote!(.path(&self.#field)),
        Form::PathStyled => {
            let style = styles::tokens(cx, parameter.style);
            quote!(.path_styled(#style, #explode, #wire, &self.#field))
        }
        Form::Query => quote!(.query(#wire, &self.#field)),
        Form::QueryStyled => {
            let style = styles::tokens(cx, parameter.style);
            let reserved = parameter.allow_reserved;
            quote!(.query_styled(#style, #explode, #reserved, #wire, &self.#field))
        }
        Form::Header => quote!(.header(#wire, &self.#field)),
        Form::HeaderExploded => quote!(.header_exploded(#wire, &self.#field)),
        Form::Cookie => quote!(.cookie(#wire, &self.#field)),
    })
}

fn body(body: &Body) -> Result<TokenStream, EmitError> {
    let field = ident(&body.name)?;
    Ok(match (&body.content, body.required) {
        (Content::Json { media_type, .. }, true) => quote!(.json(#media_type, &self.#field)),
        (Content::Json { media_type, .. }, false) => {
            quote!(.optional_json(#media_type, &self.#field))
        }
        (Content::Text { media_type }, true) => quote!(.text(#media_type, &self.#field)),
        (Content::Text { media_type }, false) => quote!(.optional_text(#media_type, &self.#field)),
        (Content::Bytes { media_type }, true) => quote!(.bytes(#media_type, &self.#field)),
        (Content::Bytes { media_type }, false) => {
            quote!(.optional_bytes(#media_type, &self.#field))
        }
    })
}

/// The media types of all documented answers.
fn accept(operation: &Operation) -> String {
    let mut media_types: Vec<&str> = Vec::new();
    for response in operation.success.iter().chain(&operation.errors) {
        let media_type = match &response.content {
            Some(
                Content::Json { media_type, .. }
                | Content::Text { media_type }
                | Content::Bytes { media_type },
            ) => media_type.as_str(),
            None => continue,
        };
        if !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    media_types.join(", ")
}

fn decode(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let reply = cx.name(scope::REPLY);
    let failed = cx.name(scope::FAILED);
    let imports = imports(cx, operation)?;
    let body = if operation.errors.is_empty() {
        let arms = arms(operation, &TokenStream::new())?;
        quote! {
            match reply.status().as_u16() {
                #arms
                _ => Err(#failed::Undocumented),
            }
        }
    } else {
        let arms = arms(operation, &quote!(return))?;
        let covers_all = operation
            .errors
            .iter()
            .any(|response| response.status == StatusPattern::Default);
        let rest = (!covers_all).then(|| quote!(_ => return Err(#failed::Undocumented),));
        quote! {
            let error = match reply.status().as_u16() {
                #arms
                #rest
            };
            Err(#failed::Api(error))
        }
    };
    Ok(quote! {
        fn decode(reply: &#reply) -> Result<Self::Success, #failed<Self::Error>> {
            #imports
            #body
        }
    })
}

/// Short names for the enums whose variants the function makes.
fn imports(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let mut imports = TokenStream::new();
    if !operation.errors.is_empty() {
        let error = cx.operation_type(&answers::error_name(operation))?;
        imports.extend(quote!(use #error as Error;));
    }
    if let Success::Several(_) = answers::success(operation) {
        let success = cx.operation_type(&answers::response_name(operation))?;
        imports.extend(quote!(use #success as Success;));
    }
    Ok(imports)
}

/// An arm for each documented answer: a success leaves the function by `leave`, an error is the arm's value.
fn arms(operation: &Operation, leave: &TokenStream) -> Result<TokenStream, EmitError> {
    let mut arms = Vec::new();
    if operation.success.is_empty() {
        arms.push((1, Some(200..=299), quote!(#leave Ok(()))));
    }
    for response in &operation.success {
        let value = success(operation, response)?;
        arms.push((
            rank(response.status),
            statuses(response.status, true),
            quote!(#leave Ok(#value)),
        ));
    }
    for response in &operation.errors {
        arms.push((
            rank(response.status),
            statuses(response.status, false),
            variant(&quote!(Error), response)?,
        ));
    }
    arms.sort_by_key(|(rank, ..)| *rank);
    let mut matched = Matched::default();
    Ok(arms
        .into_iter()
        .filter_map(|(_, statuses, value)| {
            let pattern = match statuses {
                Some(statuses) => matched.pattern(statuses)?,
                None => quote!(_),
            };
            Some(quote!(#pattern => #value,))
        })
        .collect())
}

/// Statuses before ranges before what is left; among equals, successes stay before errors.
fn rank(status: StatusPattern) -> u8 {
    match status {
        StatusPattern::Exact(_) => 0,
        StatusPattern::Range(_) => 1,
        StatusPattern::Default => 2,
    }
}

fn success(operation: &Operation, response: &Response) -> Result<TokenStream, EmitError> {
    match answers::success(operation) {
        Success::Several(_) => variant(&quote!(Success), response),
        Success::Undocumented | Success::One { .. } => {
            Ok(payload(response).unwrap_or_else(|| quote!(())))
        }
    }
}

/// An answer as a variant of its enum.
fn variant(name: &TokenStream, response: &Response) -> Result<TokenStream, EmitError> {
    let variant = ident(&response.name)?;
    let status = answers::holds_status(response).then(|| quote!(reply.status()));
    let held: Vec<TokenStream> = status.into_iter().chain(payload(response)).collect();
    Ok(if held.is_empty() {
        quote!(#name::#variant)
    } else {
        quote!(#name::#variant(#(#held),*))
    })
}

/// What an answer holds besides its status, read from the reply.
fn payload(response: &Response) -> Option<TokenStream> {
    let body = response.content.as_ref().map(|content| match content {
        Content::Json { .. } => quote!(reply.json()?),
        Content::Text { .. } => quote!(reply.text()?),
        Content::Bytes { .. } => quote!(reply.bytes()?),
    });
    match response.headers {
        Some(_) => {
            let body = body.unwrap_or_else(|| quote!(()));
            Some(quote!(reply.with_headers(#body)?))
        }
        None => body,
    }
}
