//! The rules of what operations take and answer.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::super::EmitError;
use super::super::answers::{self, Success};
use super::super::bodies::{Held, held};
use super::super::format::Source;
use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::shared_errors::{SharedErrors, is_own};
use super::reach::Reach;
use super::steps::steps;
use super::types::{choose, implementation, statement};
use crate::api::{
    Api, BodyForm, Content, Contents, Header, HeaderSetId, Location, Operation, Response,
};

/// `Validate` for the requests, answers, bodies and headers that have rules.
pub(super) fn items(cx: &Cx<'_>, reach: &Reach, source: &mut Source) -> Result<(), EmitError> {
    let mut written = HashSet::new();
    let mut chosen = HashSet::new();
    for (operation, owner) in SharedErrors::new(cx.api).operations(cx.api) {
        if request_has_rules(cx.api, reach, operation) {
            source.push(request(cx, reach, operation)?);
        }
        if let Success::Several(several) = answers::success(operation) {
            let name = answers::response_name(operation);
            source.push(answer_enum(cx, reach, &name, several)?);
        }
        if is_own(operation, owner) {
            let name = answers::error_name(operation);
            source.push(answer_enum(cx, reach, &name, &operation.errors)?);
        }
        let responses = operation.success.iter().chain(&operation.errors);
        let bodies = operation.body.iter().map(|body| &body.contents);
        let bodies = bodies.chain(responses.clone().map(|response| &response.contents));
        for contents in bodies {
            if let Held::Choice(name, ..) = held(contents)
                && contents_have_rules(cx.api, reach, contents)
                && chosen.insert(name)
            {
                source.push(body_enum(cx, reach, name, contents)?);
            }
        }
        for id in responses.filter_map(|response| response.headers) {
            if headers_have_rules(cx.api, reach, id) && written.insert(id) {
                source.push(header_set(cx, reach, id)?);
            }
        }
    }
    Ok(())
}

pub(super) fn has_rules(api: &Api, reach: &Reach, operation: &Operation) -> bool {
    let mut answers = operation.success.iter().chain(&operation.errors);
    request_has_rules(api, reach, operation)
        || answers.any(|response| answer_has_rules(api, reach, response))
}

pub(super) fn request_has_rules(api: &Api, reach: &Reach, operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|parameter| reach.touches(api, &parameter.ty, &parameter.rules))
        || (operation.body.iter()).any(|body| contents_have_rules(api, reach, &body.contents))
}

pub(super) fn answer_has_rules(api: &Api, reach: &Reach, response: &Response) -> bool {
    contents_have_rules(api, reach, &response.contents)
        || (response.headers).is_some_and(|id| headers_have_rules(api, reach, id))
}

fn contents_have_rules(api: &Api, reach: &Reach, contents: &Contents) -> bool {
    let mut list = contents.list.iter();
    list.any(|Content { form, rules, .. }| {
        let ty = form.checked_ty();
        ty.is_some_and(|ty| reach.touches(api, ty, rules))
    })
}

fn headers_have_rules(api: &Api, reach: &Reach, id: HeaderSetId) -> bool {
    let headers = api.header_set(id).map(|set| set.headers.as_slice());
    let mut headers = headers.into_iter().flatten();
    headers.any(|Header { ty, rules, .. }| reach.touches(api, ty, rules))
}

/// The calls that check a content; of what is streamed, each item as it comes, or how many bytes do.
fn content_steps(cx: &Cx<'_>, reach: &Reach, content: &Content) -> Vec<TokenStream> {
    let Some(ty) = content.form.checked_ty() else {
        return Vec::new();
    };
    let calls = steps(cx, reach, ty, &content.rules);
    let has_items = content.form.is_streamed() && content.form != BodyForm::Stream;
    if has_items && !calls.is_empty() {
        return vec![quote!(.each(|item| item #(#calls)*))];
    }
    calls
}

fn request(cx: &Cx<'_>, reach: &Reach, operation: &Operation) -> Result<TokenStream, EmitError> {
    let statements = of_request(cx, reach, operation, &quote!(at), &quote!(self.))?;
    let path = cx.operation_type(&answers::request_name(operation))?;
    Ok(implementation(cx, &path, &statements))
}

/// The statements that check the parts of a request, which is at `at`; `of` leads to the parts' names.
pub(super) fn of_request(
    cx: &Cx<'_>,
    reach: &Reach,
    operation: &Operation,
    at: &TokenStream,
    of: &TokenStream,
) -> Result<TokenStream, EmitError> {
    let mut statements = TokenStream::new();
    for parameter in &operation.parameters {
        let calls = steps(cx, reach, &parameter.ty, &parameter.rules);
        let location = match parameter.location {
            Location::Path => quote!(path),
            Location::Query => quote!(query),
            Location::Header => quote!(header),
            Location::Cookie => quote!(cookie),
        };
        let (name, wire) = (ident(&parameter.name)?, &parameter.wire);
        statements.extend(statement(&quote!(#at.#location(#wire, &#of #name)), &calls));
    }
    if let Some(body) = &operation.body {
        let name = ident(&body.name)?;
        let place = quote!(#at.body(&#of #name));
        statements.extend(of_body(cx, reach, &body.contents, &place));
    }
    Ok(statements)
}

/// Whether there is a rule for what stands in a body's content or a parameter, so that its type must be known where it is
/// checked.
pub(super) fn looks_inside(calls: &[TokenStream]) -> bool {
    let is_bar = |token| matches!(token, TokenTree::Punct(bar) if bar.as_char() == '|');
    let mut tokens = calls.iter().cloned().flatten();
    tokens.any(|token| match token {
        TokenTree::Group(group) => group.stream().into_iter().next().is_some_and(is_bar),
        _ => false,
    })
}

/// The statement that checks a body at its place.
fn of_body(
    cx: &Cx<'_>,
    reach: &Reach,
    contents: &Contents,
    place: &TokenStream,
) -> Option<TokenStream> {
    statement(place, &body_steps(cx, reach, contents))
}

/// The calls that check a body.
pub(super) fn body_steps(cx: &Cx<'_>, reach: &Reach, contents: &Contents) -> Vec<TokenStream> {
    match held(contents) {
        Held::Nothing => Vec::new(),
        Held::One(content) | Held::Alike(content, _) => content_steps(cx, reach, content),
        Held::Choice(..) => match contents_have_rules(cx.api, reach, contents) {
            true => vec![quote!(.nested())],
            false => Vec::new(),
        },
    }
}

/// The statements that check an answer, which `answer` refers to.
pub(super) fn answer(
    cx: &Cx<'_>,
    reach: &Reach,
    response: &Response,
    answer: &TokenStream,
) -> Result<Vec<TokenStream>, EmitError> {
    let has_headers = answers::header_set(cx, response)?.is_some();
    let body = match has_headers {
        true => quote!(&#answer.body),
        false => answer.clone(),
    };
    let headers = (response.headers)
        .filter(|id| headers_have_rules(cx.api, reach, *id))
        .map(|_| quote!(at.this(&#answer.headers).nested();));
    let body = of_body(cx, reach, &response.contents, &quote!(at.body(#body)));
    Ok(headers.into_iter().chain(body).collect())
}

fn answer_enum(
    cx: &Cx<'_>,
    reach: &Reach,
    name: &str,
    responses: &[Response],
) -> Result<TokenStream, EmitError> {
    let mut arms = Vec::new();
    for response in responses {
        let statements = answer(cx, reach, response, &quote!(answer))?;
        if statements.is_empty() {
            continue;
        }
        let name = ident(&response.name)?;
        let status = answers::holds_status(response).then(|| quote!(_,));
        arms.push((quote!(Self::#name(#status answer)), quote!(#(#statements)*)));
    }
    if arms.is_empty() {
        return Ok(TokenStream::new());
    }
    let path = cx.operation_type(name)?;
    let body = choose(&arms, responses.len());
    Ok(implementation(cx, &path, &body))
}

fn body_enum(
    cx: &Cx<'_>,
    reach: &Reach,
    name: &str,
    contents: &Contents,
) -> Result<TokenStream, EmitError> {
    let mut arms = Vec::new();
    for content in &contents.list {
        let calls = content_steps(cx, reach, content);
        if let Some(statement) = statement(&quote!(at.this(body)), &calls) {
            let name = ident(&content.name)?;
            arms.push((quote!(Self::#name(body)), statement));
        }
    }
    let path = cx.operation_type(name)?;
    let body = choose(&arms, contents.list.len());
    Ok(implementation(cx, &path, &body))
}

fn header_set(cx: &Cx<'_>, reach: &Reach, id: HeaderSetId) -> Result<TokenStream, EmitError> {
    let set = cx
        .api
        .header_set(id)
        .ok_or_else(|| EmitError::new(format!("header set {}", id.0), "there is no such set"))?;
    let mut statements = TokenStream::new();
    for header in &set.headers {
        let calls = steps(cx, reach, &header.ty, &header.rules);
        let (name, wire) = (ident(&header.name)?, &header.wire);
        statements.extend(statement(&quote!(at.header(#wire, &self.#name)), &calls));
    }
    let path = cx.operation_type(&set.name)?;
    Ok(implementation(cx, &path, &statements))
}
