//! `Endpoint`: how an HTTP request becomes an operation's request, and its answers an HTTP response.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::answers::{self, Success};
use super::super::names::{fresh, ident};
use super::super::rust_types::Cx;
use super::super::styles::{self, Form};
use super::super::{EmitError, lints, scope};
use crate::api::{Content, Operation, Parameter, Response, StatusPattern};

/// `Endpoint` for the request, and the conversion of its errors.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let endpoint = cx.name(scope::ENDPOINT);
    let request = cx.operation_type(&answers::request_name(operation))?;
    let body = body_kind(cx, operation);
    let decode = decode(cx, operation)?;
    let success = success(cx, operation)?;
    let error = error(cx, operation)?;
    let conversion = conversion(cx, operation)?;
    Ok(quote! {
        impl #endpoint for #request {
            #body
            #decode
            #success
            #error
        }

        #conversion
    })
}

fn body_kind(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let name = cx.name(scope::BODY_KIND);
    let kind = match &operation.body {
        None => quote!(None),
        Some(body) => {
            let (kind, media_type) = match &body.content {
                Content::Json { media_type, .. } => (quote!(Json), media_type),
                Content::Text { media_type } => (quote!(Text), media_type),
                Content::Bytes { media_type } => (quote!(Bytes), media_type),
            };
            let required = body.required;
            quote!(#kind { media_types: &[#media_type], required: #required })
        }
    };
    quote!(const BODY: #name = #name::#kind;)
}

/// Reads all there is before it gives up, so that every violation is reported.
fn decode(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str());
    let body = operation.body.iter().map(|body| body.name.as_str());
    let names: Vec<&str> = parameters.chain(body).collect();
    let input = if names.is_empty() {
        ident("_input")?
    } else {
        ident(&fresh("input", names.iter().copied()))?
    };
    let mut reads = Vec::new();
    for parameter in &operation.parameters {
        let name = ident(&parameter.name)?;
        let call = get(cx, parameter);
        reads.push(read(&name, &quote!(#input.#call)));
    }
    if let Some(body) = &operation.body {
        let name = ident(&body.name)?;
        let call = match &body.content {
            Content::Json { .. } => quote!(json()),
            Content::Text { .. } => quote!(text()),
            Content::Bytes { .. } => quote!(bytes()),
        };
        reads.push(read(&name, &quote!(#input.#call)));
    }
    let names = names
        .into_iter()
        .map(ident)
        .collect::<Result<Vec<_>, _>>()?;
    let input_type = cx.name(scope::INPUT);
    Ok(quote! {
        fn decode(#input: &mut #input_type<'_>) -> Option<Self> {
            #(#reads)*
            Some(Self { #(#names: #names?),* })
        }
    })
}

/// The statement that reads a value.
fn read(name: &Ident, value: &TokenStream) -> TokenStream {
    let allow = lints::placeholder_names([name.to_string().as_str()]);
    quote!(#allow let #name = #value;)
}

/// The call that reads a parameter.
fn get(cx: &Cx<'_>, parameter: &Parameter) -> TokenStream {
    let wire = &parameter.wire;
    let explode = parameter.explode;
    match styles::form(parameter) {
        Form::Path => quote!(path(#wire)),
        Form::PathStyled => {
            let style = styles::tokens(cx, parameter.style);
            quote!(path_styled(#style, #explode, #wire))
        }
        Form::Query => quote!(query(#wire)),
        Form::QueryStyled => {
            let style = styles::tokens(cx, parameter.style);
            quote!(query_styled(#style, #explode, #wire))
        }
        Form::Header => quote!(header(#wire)),
        Form::HeaderExploded => quote!(header_exploded(#wire)),
        Form::Cookie => quote!(cookie(#wire)),
    }
}

fn success(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let output = cx.name(scope::OUTPUT);
    let (pattern, body) = match answers::success(operation) {
        Success::Undocumented => (quote!(()), quote!(#output::new(204))),
        Success::One { status, response } => {
            let status = Literal::u16_unsuffixed(status);
            let pattern = if response.content.is_some() || response.headers.is_some() {
                quote!(value)
            } else {
                quote!(())
            };
            let calls = payload(response, &quote!(value));
            (pattern, quote!(#output::new(#status) #calls))
        }
        Success::Several(several) => {
            let name = cx.operation_type(&answers::response_name(operation))?;
            let arms = arms(cx, &quote!(Success), several)?;
            let body = quote! {
                use #name as Success;
                match value { #arms }
            };
            (quote!(value), body)
        }
    };
    Ok(quote! {
        fn success(#pattern: Self::Success) -> #output {
            #body
        }
    })
}

fn error(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let output = cx.name(scope::OUTPUT);
    let arms = arms(cx, &quote!(Error), &operation.errors)?;
    let import = if operation.errors.is_empty() {
        TokenStream::new()
    } else {
        let name = cx.operation_type(&answers::error_name(operation))?;
        quote!(use #name as Error;)
    };
    Ok(quote! {
        fn error(error: Self::Error) -> #output {
            #import
            match error { #arms }
        }
    })
}

/// An arm for each answer.
fn arms(cx: &Cx<'_>, name: &TokenStream, responses: &[Response]) -> Result<TokenStream, EmitError> {
    let output = cx.name(scope::OUTPUT);
    let mut arms = TokenStream::new();
    for response in responses {
        let variant = ident(&response.name)?;
        let (status, made) = match response.status {
            StatusPattern::Exact(status) => {
                let status = Literal::u16_unsuffixed(status);
                (None, quote!(#output::new(#status)))
            }
            StatusPattern::Range(hundred) => {
                let hundred = Literal::u8_unsuffixed(hundred);
                (
                    Some(quote!(status)),
                    quote!(#output::range(#hundred, status)),
                )
            }
            StatusPattern::Default => (Some(quote!(status)), quote!(#output::any(status))),
        };
        let held_name = if response.headers.is_some() {
            quote!(answer)
        } else {
            quote!(body)
        };
        let has_payload = response.headers.is_some() || response.content.is_some();
        let held: Vec<_> = status
            .into_iter()
            .chain(has_payload.then(|| held_name.clone()))
            .collect();
        let pattern = if held.is_empty() {
            quote!(#name::#variant)
        } else {
            quote!(#name::#variant(#(#held),*))
        };
        let calls = payload(response, &held_name);
        arms.extend(quote!(#pattern => #made #calls,));
    }
    Ok(arms)
}

/// The calls that put an answer's body and headers into the output.
fn payload(response: &Response, value: &TokenStream) -> TokenStream {
    let body = if response.headers.is_some() {
        quote!(#value.body)
    } else {
        value.clone()
    };
    let body = response.content.as_ref().map(|content| match content {
        Content::Json { media_type, .. } => quote!(.json(#media_type, &#body)),
        Content::Text { media_type } => quote!(.text(#media_type, #body)),
        Content::Bytes { media_type } => quote!(.bytes(#media_type, #body)),
    });
    let headers = response.headers.map(|_| quote!(.headers(&#value.headers)));
    quote!(#body #headers)
}

/// The conversion that lets a handler use `?` on a documented error.
fn conversion(cx: &Cx<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    if operation.errors.is_empty() {
        return Ok(TokenStream::new());
    }
    let error = cx.operation_type(&answers::error_name(operation))?;
    Ok(quote! {
        impl From<#error> for Failure<#error> {
            fn from(error: #error) -> Self {
                Failure::documented(error)
            }
        }
    })
}
