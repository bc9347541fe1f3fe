//! `Endpoint`: how an HTTP request becomes an operation's request, and its answers an HTTP response.

use std::collections::BTreeSet;

use hashbrown::HashSet;
use proc_macro2::{Ident, Literal};

use super::super::answers::{self, Success};
use super::super::bodies::{self, Held};
use super::super::chain::Chain;
use super::super::names::{fresh, ident};
use super::super::rules::{Reach, Rest};
use super::super::rust_types::Cx;
use super::super::styles::{self, Form};
use super::super::{EmitError, lints, scope, spread};
use crate::api::{Body, BodyForm, Content, Operation, Parameter, Response, StatusPattern};
use crate::emit::tokens::{Tokens, quote, text};

/// `Endpoint` for the request.
pub(super) fn items(
    cx: &Cx<'_>,
    reach: &Reach,
    operation: &Operation,
) -> Result<Tokens, EmitError> {
    let endpoint = cx.name(scope::ENDPOINT);
    let request = cx.operation_type(&answers::request_name(operation))?;
    let body = expected_body(cx, operation);
    let answers = answers_with(operation);
    let statuses = named_statuses(cx, operation);
    let decode = decode(cx, reach, operation)?;
    let success = success(cx, operation)?;
    Ok(quote! {
        impl #endpoint for #request {
            #body
            #answers
            #statuses
            #decode
            #success
        }
    })
}

/// What the body may consist of; nothing where there is none.
fn expected_body(cx: &Cx<'_>, operation: &Operation) -> Tokens {
    let Some(body) = &operation.body else {
        return Tokens::new();
    };
    let name = cx.name(scope::EXPECTED_BODY);
    let kind = cx.name(scope::CONTENT_KIND);
    let contents = body.contents.list.iter().map(|content| {
        let media_types = &content.media_types;
        let written = match &content.form {
            BodyForm::Json(_) => quote!(Json),
            BodyForm::Text(_) => quote!(Text),
            BodyForm::Form { .. } => quote!(Form),
            BodyForm::Multipart { .. } => quote!(Multipart),
            BodyForm::Bytes => quote!(Bytes),
            BodyForm::Xml { .. } => quote!(Xml),
            BodyForm::Stream | BodyForm::Events(_) | BodyForm::TextEvents | BodyForm::Lines(_) => {
                quote!(Stream)
            }
        };
        quote!(#kind::#written(&[#(#media_types),*]))
    });
    let required = body.required;
    quote!(const BODY: #name = #name { required: #required, contents: &[#(#contents),*] };)
}

/// The media types of the successes, and whether one may have no body.
fn answers_with(operation: &Operation) -> Tokens {
    let successes = &operation.success;
    let mut seen = HashSet::new();
    let media_types: Vec<_> = successes
        .iter()
        .flat_map(|response| &response.contents.list)
        .flat_map(|content| &content.media_types)
        .filter(|media_type| seen.insert(media_type.as_str()))
        .collect();
    if media_types.is_empty() {
        return Tokens::new();
    }
    let is_empty = |response: &Response| response.contents.list.is_empty();
    let may_be_empty = (successes.iter().any(is_empty)).then(|| {
        quote!(
            const MAY_BE_EMPTY: bool = true;
        )
    });
    quote! {
        const ANSWERS: &'static [&'static str] = &[#(#media_types),*];
        #may_be_empty
    }
}

/// The statuses that answers for several don't stand for, because others do; nothing where there are none.
fn named_statuses(cx: &Cx<'_>, operation: &Operation) -> Tokens {
    let responses = operation.success.iter().chain(&operation.errors);
    let patterns: BTreeSet<_> = responses.map(|response| response.status).collect();
    let has_default = patterns.contains(&StatusPattern::Default);
    let (mut exact, mut ranges) = (Vec::new(), Vec::new());
    for pattern in &patterns {
        match *pattern {
            StatusPattern::Exact(status) if has_default || has_range_of(&patterns, status) => {
                exact.push(Literal::u16_unsuffixed(status));
            }
            StatusPattern::Range(hundred) if has_default => {
                ranges.push(Literal::u8_unsuffixed(hundred));
            }
            StatusPattern::Exact(_) | StatusPattern::Range(_) | StatusPattern::Default => {}
        }
    }
    if exact.is_empty() && ranges.is_empty() {
        return Tokens::new();
    }
    let name = cx.name(scope::NAMED_STATUSES);
    quote!(const STATUSES: #name = #name { exact: &[#(#exact),*], ranges: &[#(#ranges),*] };)
}

/// Whether an answer stands for the status' whole hundred.
fn has_range_of(patterns: &BTreeSet<StatusPattern>, status: u16) -> bool {
    let hundred = u8::try_from(status / 100);
    hundred.is_ok_and(|hundred| patterns.contains(&StatusPattern::Range(hundred)))
}

/// Reads all there is before it gives up, so that every violation is reported.
fn decode(cx: &Cx<'_>, reach: &Reach, operation: &Operation) -> Result<Tokens, EmitError> {
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
    let rest = Rest::of(cx, reach, operation, &quote!(#input))?;
    let mut reads = Vec::new();
    for parameter in &operation.parameters {
        let name = ident(&parameter.name)?;
        let call = get(cx, operation, parameter);
        let mut value = quote!(#input.#call);
        if let Some(default) = &parameter.default {
            let param = cx.name(scope::PARAM);
            let default = default.to_string();
            value = quote!(#param::or_default(#value, #default));
        }
        reads.push(read(&name, rest.ty(&parameter.name), &value));
    }
    if let Some(body) = &operation.body {
        let name = ident(&body.name)?;
        reads.push(read(
            &name,
            rest.ty(&body.name),
            &body_value(cx, &input, body)?,
        ));
    }
    let names = names
        .into_iter()
        .map(ident)
        .collect::<Result<Vec<_>, _>>()?;
    let input_type = cx.name(scope::INPUT);
    let check = &rest.check;
    let all = match names.as_slice() {
        [] => quote!(Some(Self {})),
        names => {
            let complete = cx.name(scope::COMPLETE);
            quote!(#complete!(#(#names),*))
        }
    };
    Ok(quote! {
        fn decode(#input: &mut #input_type<'_>) -> Option<Self> {
            #(#reads)*
            #check
            #all
        }
    })
}

/// The expression that reads a body.
fn body_value(cx: &Cx<'_>, input: &Ident, body: &Body) -> Result<Tokens, EmitError> {
    let (choice, first, rest) = match bodies::held(&body.contents) {
        Held::Nothing => return Err(EmitError::new(&body.name, "a body has no content")),
        Held::One(content) => {
            let call = held(cx, body, content)?;
            return Ok(quote!(#input.#call));
        }
        Held::Alike(first, rest) => (None, first, rest),
        Held::Choice(name, first, rest) => (Some(cx.operation_type(name)?), first, rest),
    };
    let value = |content: &Content| -> Result<Tokens, EmitError> {
        let Some(choice) = &choice else {
            let call = held(cx, body, content)?;
            return Ok(quote!(#input.#call));
        };
        let call = bodies::read(cx, content)?;
        let variant = ident(&content.name)?;
        let optional = (!body.required).then(|| quote!(.map(Some)));
        Ok(quote!(#input.#call.map(#choice::#variant)#optional))
    };
    let mut arms = Tokens::new();
    if choice.is_some() && !body.required {
        arms.extend(quote!(None => Some(None),));
    }
    for (index, content) in (1..).zip(rest) {
        let index = Literal::usize_unsuffixed(index);
        let value = value(content)?;
        arms.extend(quote!(Some(#index) => #value,));
    }
    let first = value(first)?;
    Ok(quote! {
        match #input.content() {
            #arms
            _ => #first,
        }
    })
}

/// The call that reads a content of a body that has no enum of its own. A JSON document that isn't there is told from
/// `null`, which is one.
fn held(cx: &Cx<'_>, body: &Body, content: &Content) -> Result<Tokens, EmitError> {
    match content.form {
        BodyForm::Json(_) if !body.required => Ok(quote!(optional_json())),
        _ => bodies::read(cx, content),
    }
}

/// The statement that reads a value.
fn read(name: &Ident, ty: Option<&Tokens>, value: &Tokens) -> Tokens {
    let allow = lints::placeholder_names([name.to_string().as_str()]);
    let complex = lints::type_complexity(ty);
    let ty = ty.map(|ty| quote!(: #ty));
    quote!(#allow #complex let #name #ty = #value;)
}

/// The call that reads a parameter.
fn get(cx: &Cx<'_>, operation: &Operation, parameter: &Parameter) -> Tokens {
    let wire = text(&parameter.wire);
    let explode = parameter.explode;
    let form = styles::form(parameter);
    if parameter.allow_empty && matches!(form, Form::Query | Form::QueryStyled) {
        let style = styles::tokens(cx, parameter.style);
        return quote!(query_or_empty(#style, #explode, #wire));
    }
    if spread::takes_the_rest(cx, parameter) {
        let others = spread::others(cx, operation, parameter);
        return quote!(query_rest(#wire, &[#(#others),*]));
    }
    match form {
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
        Form::Json => {
            let location = styles::location(cx, parameter.location);
            if parameter.required {
                quote!(json_parameter(#location, #wire))
            } else {
                quote!(optional_json_parameter(#location, #wire))
            }
        }
    }
}

fn success(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    let output = cx.name(scope::OUTPUT);
    let (pattern, body) = match answers::success(operation) {
        Success::Undocumented => (quote!(()), quote!(output.status(204))),
        Success::One { status, response } => {
            let status = Literal::u16_unsuffixed(status);
            let pattern = if answers::has_payload(response) {
                quote!(value)
            } else {
                quote!(())
            };
            let made = quote!(output.status(#status));
            let Chain { statements, value } = payload(cx, response, &made, &quote!(value))?;
            (pattern, quote!(#statements #value))
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
        fn success(#pattern: Self::Success, output: #output) -> #output {
            #body
        }
    })
}

/// An arm for each answer.
pub(super) fn arms(
    cx: &Cx<'_>,
    name: &Tokens,
    responses: &[Response],
) -> Result<Tokens, EmitError> {
    let mut arms = Tokens::new();
    for response in responses {
        let variant = ident(&response.name)?;
        let (status, made) = match response.status {
            StatusPattern::Exact(status) => {
                let status = Literal::u16_unsuffixed(status);
                (None, quote!(output.status(#status)))
            }
            StatusPattern::Range(hundred) => {
                let hundred = Literal::u8_unsuffixed(hundred);
                (Some(quote!(status)), quote!(output.range(#hundred, status)))
            }
            StatusPattern::Default => (Some(quote!(status)), quote!(output.any(status))),
        };
        let held_name = if response.headers.is_some() {
            quote!(answer)
        } else {
            quote!(body)
        };
        let held: Vec<_> = status
            .into_iter()
            .chain(answers::has_payload(response).then(|| held_name.clone()))
            .collect();
        let pattern = if held.is_empty() {
            quote!(#name::#variant)
        } else {
            quote!(#name::#variant(#(#held),*))
        };
        let Chain { statements, value } = payload(cx, response, &made, &held_name)?;
        arms.extend(match statements.is_empty() {
            true => quote!(#pattern => #value,),
            false => quote!(#pattern => { #statements #value }),
        });
    }
    Ok(arms)
}

/// The output with an answer's body and headers in it.
fn payload(
    cx: &Cx<'_>,
    response: &Response,
    output: &Tokens,
    value: &Tokens,
) -> Result<Chain, EmitError> {
    let alone = |value| Chain {
        statements: Tokens::new(),
        value,
    };
    let (body, headers) = match response.headers {
        Some(_) => (quote!(#value.body), quote!(.headers(&#value.headers))),
        None => (value.clone(), Tokens::new()),
    };
    let (choice, first, rest) = match bodies::held(&response.contents) {
        Held::Nothing => return Ok(alone(quote!(#output #headers))),
        Held::One(content) => {
            let call = write(cx, content, &body)?;
            return Ok(alone(quote!(#output #call #headers)));
        }
        Held::Alike(first, rest) => (None, first, rest),
        Held::Choice(name, first, rest) => (Some(cx.operation_type(name)?), first, rest),
    };
    let mut arms = Tokens::new();
    let Some(choice) = choice else {
        for (index, content) in (1..).zip(rest) {
            let index = Literal::usize_unsuffixed(index);
            let call = write(cx, content, &body)?;
            arms.extend(quote!(#index => output #call,));
        }
        let call = write(cx, first, &body)?;
        let table = bodies::table(&response.contents);
        return Ok(Chain {
            statements: quote!(let output = #output #headers;),
            value: quote!(match output.preferred(#table) {
                #arms
                _ => output #call,
            }),
        });
    };
    for content in &response.contents.list {
        let pattern = bodies::wrapped(Some(&choice), content, quote!(body))?;
        let call = write(cx, content, &quote!(body))?;
        arms.extend(quote!(#pattern => output #call,));
    }
    let table = bodies::table(&response.contents);
    Ok(Chain {
        statements: quote!(let output = #output #headers.offered(#table);),
        value: quote!(match #body { #arms }),
    })
}

/// The call that writes a content.
fn write(cx: &Cx<'_>, content: &Content, value: &Tokens) -> Result<Tokens, EmitError> {
    let media_type = content.media_type();
    let call = bodies::call(cx, content);
    Ok(match &content.form {
        BodyForm::Json(_) => {
            let sent: Vec<&String> = content
                .media_types
                .iter()
                .filter(|media_type| !media_type.contains('*'))
                .collect();
            match sent.as_slice() {
                [_, _, ..] => quote!(.json_as(&[#(#sent),*], &#value)),
                _ => quote!(.#call(#media_type, &#value)),
            }
        }
        BodyForm::Text(ty) if !bodies::is_string(cx, ty) => {
            quote!(.#call(#media_type, &#value))
        }
        BodyForm::Text(_) | BodyForm::Bytes | BodyForm::Stream => {
            quote!(.#call(#media_type, #value))
        }
        BodyForm::Events(_) | BodyForm::TextEvents | BodyForm::Lines(_) => {
            quote!(.#call(#media_type, &#value))
        }
        BodyForm::Form { .. } | BodyForm::Multipart { .. } | BodyForm::Xml { .. } => {
            let how = bodies::how(cx, content)?;
            quote!(.#call(#media_type, #how &#value))
        }
    })
}
