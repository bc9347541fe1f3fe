//! `Call`: how a request becomes an HTTP request, and a reply one of the operation's answers.

use hashbrown::HashSet;
use proc_macro2::Literal;
use quote::format_ident;

use super::super::answers::{self, Success};
use super::super::bodies::{self, Held};
use super::super::chain::{Chain, chain};
use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::styles::{self, Form};
use super::super::{EmitError, scope};
use super::intake;
use super::statuses::{Matched, rank, statuses};
use crate::api::{Body, BodyForm, Content, Contents, Operation, Parameter, Response, Segment};
use crate::emit::tokens::{Tokens, quote, text};

/// `Call` for the request.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let call = cx.name(scope::CALL);
    let request = cx.operation_type(&answers::request_name(operation))?;
    let encode = encode(cx, operation)?;
    let decode = decode(cx, operation)?;
    let intake = intake::items(cx, operation);
    let option = cx.name(scope::OPTION);
    let key = operation.idempotency_key.as_ref();
    let key = key.map(|name| quote!(const IDEMPOTENCY_KEY: #option<&'static str> = Some(#name);));
    Ok(quote! {
        impl #call for #request {
            #key
            #encode
            #decode
            #intake
        }
    })
}

fn encode(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let outgoing = cx.name(scope::OUTGOING);
    let mut calls = Vec::new();
    for segment in &operation.path.segments {
        calls.push(match segment {
            Segment::Literal(literal) => {
                let literal = text(literal);
                quote!(.literal(#literal))
            }
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
    let query = &operation.path.query;
    if !query.is_empty() {
        calls.push(quote!(.query_literal(#query)));
    }
    for parameter in &operation.parameters {
        if !styles::is_in_path(parameter) {
            calls.push(put(cx, parameter)?);
        }
    }
    let written = operation
        .body
        .as_ref()
        .map(|written| body(cx, written))
        .transpose()?;
    let (call, choice) = match written {
        Some(Written::Call(call)) => (Some(call), None),
        Some(Written::Choice(choice)) => (None, Some(choice)),
        None => (None, None),
    };
    calls.extend(call);
    let accept = accept(operation);
    if !accept.is_empty() {
        calls.push(quote!(.accept(#accept)));
    }
    let start = quote!(#outgoing::of::<Self>());
    let Chain { statements, value } = chain("outgoing", start, &calls);
    let value = match choice {
        Some(choice) => quote!(let outgoing = #value; #choice),
        None => value,
    };
    Ok(quote! {
        fn encode(&self) -> #outgoing {
            #statements
            #value
        }
    })
}

/// The call that puts a parameter where it belongs.
fn put(cx: &Cx<'_>, parameter: &Parameter) -> Result<Tokens, EmitError> {
    let field = ident(&parameter.name)?;
    let wire = text(&parameter.wire);
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
        Form::Json => {
            let location = styles::location(cx, parameter.location);
            let value = if parameter.required {
                quote!(Some(&self.#field))
            } else {
                quote!(self.#field.as_ref())
            };
            quote!(.json_parameter(#location, #wire, #value))
        }
    })
}

/// How a body is written.
enum Written {
    /// By a call in the chain.
    Call(Tokens),
    /// By an expression that ends it: a `match` over the body's media types.
    Choice(Tokens),
}

fn body(cx: &Cx<'_>, body: &Body) -> Result<Written, EmitError> {
    let field = ident(&body.name)?;
    Ok(match bodies::held(&body.contents) {
        Held::Nothing => Written::Call(Tokens::new()),
        Held::One(content) | Held::Alike(content, _) => {
            let media_type = content.media_type();
            let how = bodies::how(cx, content)?;
            let call = bodies::call(cx, content);
            let call = match body.required {
                true => call,
                false => format_ident!("optional_{call}"),
            };
            Written::Call(quote!(.#call(#media_type, #how &self.#field)))
        }
        Held::Choice(name, ..) => {
            let name = cx.operation_type(name)?;
            let arms = body
                .contents
                .list
                .iter()
                .map(|content| choice_arm(cx, content, body.required))
                .collect::<Result<Vec<_>, _>>()?;
            let none = (!body.required).then(|| quote!(None => outgoing,));
            Written::Choice(quote! {
                use #name as Body;
                match &self.#field {
                    #(#arms,)*
                    #none
                }
            })
        }
    })
}

fn choice_arm(cx: &Cx<'_>, content: &Content, required: bool) -> Result<Tokens, EmitError> {
    let pattern = bodies::wrapped(Some(&quote!(Body)), content, quote!(body))?;
    let pattern = if required {
        pattern
    } else {
        quote!(Some(#pattern))
    };
    let media_type = content.media_type();
    let how = bodies::how(cx, content)?;
    let call = bodies::call(cx, content);
    Ok(quote!(#pattern => outgoing.#call(#media_type, #how body)))
}

/// The media types of all documented answers.
fn accept(operation: &Operation) -> String {
    let answers = operation.success.iter().chain(&operation.errors);
    let contents = answers.flat_map(|response| &response.contents.list);
    let mut seen = HashSet::new();
    let media_types: Vec<&str> = contents
        .flat_map(|content| &content.media_types)
        .map(String::as_str)
        .filter(|media_type| seen.insert(*media_type))
        .collect();
    media_types.join(", ")
}

fn decode(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let reply = cx.name(scope::REPLY);
    let failed = cx.name(scope::FAILED);
    let import = match answers::success(operation) {
        Success::Several(_) => {
            let success = cx.operation_type(&answers::response_name(operation))?;
            quote!(use #success as Success;)
        }
        Success::Undocumented | Success::One { .. } => Tokens::new(),
    };
    let read = match sole_success(operation) {
        Some(read) => read,
        None => {
            let arms = arms(cx, operation)?;
            quote! {
                match reply.status().as_u16() {
                    #arms
                    _ => reply.error(),
                }
            }
        }
    };
    Ok(quote! {
        fn decode(reply: &#reply) -> Result<Self::Success, #failed<Self::Error>> {
            #import
            #read
        }
    })
}

/// The one call that reads most replies: those with one success, which holds JSON or nothing.
fn sole_success(operation: &Operation) -> Option<Tokens> {
    let Success::One { status, response } = answers::success(operation) else {
        return None;
    };
    let status = Literal::u16_unsuffixed(status);
    match bodies::held(&response.contents) {
        _ if response.headers.is_some() => None,
        Held::Nothing => Some(quote!(reply.empty_success(#status))),
        Held::One(content) if matches!(content.form, BodyForm::Json(_)) => {
            let media_types = bodies::media_types(content);
            Some(quote!(reply.json_success(#status, #media_types)))
        }
        _ => None,
    }
}

/// An arm for each success. A status that stands for an error besides is an error.
fn arms(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let mut arms = Vec::new();
    if operation.success.is_empty() {
        arms.push((1, Some(200..=299), Some(quote!(()))));
    }
    for response in &operation.success {
        let value = success(cx, operation, response)?;
        let statuses = statuses(response.status, true);
        arms.push((rank(response.status), statuses, Some(value)));
    }
    for response in &operation.errors {
        arms.push((
            rank(response.status),
            statuses(response.status, false),
            None,
        ));
    }
    arms.sort_by_key(|(rank, ..)| *rank);
    let mut matched = Matched::default();
    let mut tokens = Tokens::new();
    for (_, statuses, value) in arms {
        let pattern = statuses.and_then(|statuses| matched.pattern(statuses));
        if let (Some(pattern), Some(value)) = (pattern, value) {
            tokens.extend(quote!(#pattern => Ok(#value),));
        }
    }
    Ok(tokens)
}

fn success(cx: &Cx<'_>, operation: &Operation, response: &Response) -> Result<Tokens, EmitError> {
    match answers::success(operation) {
        Success::Several(_) => variant(cx, &quote!(Success), response),
        Success::Undocumented | Success::One { .. } => {
            Ok(payload(cx, response)?.unwrap_or_else(|| quote!(())))
        }
    }
}

/// An answer as a variant of its enum.
pub(super) fn variant(
    cx: &Cx<'_>,
    name: &Tokens,
    response: &Response,
) -> Result<Tokens, EmitError> {
    let variant = ident(&response.name)?;
    let status = answers::holds_status(response).then(|| quote!(reply.status()));
    let held: Vec<Tokens> = status.into_iter().chain(payload(cx, response)?).collect();
    Ok(if held.is_empty() {
        quote!(#name::#variant)
    } else {
        quote!(#name::#variant(#(#held),*))
    })
}

/// What an answer holds besides its status, read from the reply.
fn payload(cx: &Cx<'_>, response: &Response) -> Result<Option<Tokens>, EmitError> {
    let body = read(cx, &response.contents)?;
    Ok(match response.headers {
        Some(_) => {
            let body = body.unwrap_or_else(|| quote!(()));
            Some(quote!(reply.with_headers(#body)?))
        }
        None => body,
    })
}

/// A body, read from the reply as its content type says.
fn read(cx: &Cx<'_>, contents: &Contents) -> Result<Option<Tokens>, EmitError> {
    let (choice, first, rest) = match bodies::held(contents) {
        Held::Nothing => return Ok(None),
        Held::One(content) => return Ok(Some(taken(cx, content)?)),
        Held::Alike(first, rest) => (None, first, rest),
        Held::Choice(name, first, rest) => (Some(cx.operation_type(name)?), first, rest),
    };
    let value = |content: &Content| {
        let taken = taken(cx, content)?;
        bodies::wrapped(choice.as_ref(), content, taken)
    };
    let mut arms = Tokens::new();
    for (index, content) in (1..).zip(rest) {
        let index = Literal::usize_unsuffixed(index);
        let value = value(content)?;
        arms.extend(quote!(#index => #value,));
    }
    let table = bodies::table(contents);
    let first = value(first)?;
    Ok(Some(quote! {
        match reply.content(#table) {
            #arms
            _ => #first,
        }
    }))
}

/// A content, taken from the reply where its media type is one of the content's.
fn taken(cx: &Cx<'_>, content: &Content) -> Result<Tokens, EmitError> {
    let call = bodies::call(cx, content);
    let media_types = bodies::media_types(content);
    let how = bodies::how(cx, content)?;
    Ok(quote!(reply.#call(#media_types, #how)?))
}
