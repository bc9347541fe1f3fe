//! The rules of what operations take and answer.

use hashbrown::HashSet;

use super::super::EmitError;
use super::super::answers::{self, Success};
use super::super::bodies::{self, Held, held};
use super::super::format::Source;
use super::super::names::ident;
use super::super::rust_types::Cx;
use super::super::shared_errors::{SharedErrors, is_own};
use super::reach::Reach;
use super::steps::{Calls, steps};
use super::types::{choose, implementation, statement};
use crate::api::{
    Api, BodyForm, Content, Contents, HeaderSetId, Location, Operation, Response, Style, Type,
};
use crate::emit::tokens::{Tokens, quote, text};

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
    parameters.any(|it| reach.touches(api, &it.ty, &it.rules) || reach.overlaps(api, &it.ty))
        || (operation.body.iter()).any(|body| contents_have_rules(api, reach, &body.contents))
}

pub(super) fn answer_has_rules(api: &Api, reach: &Reach, response: &Response) -> bool {
    contents_have_rules(api, reach, &response.contents)
        || (response.headers).is_some_and(|id| headers_have_rules(api, reach, id))
}

fn contents_have_rules(api: &Api, reach: &Reach, contents: &Contents) -> bool {
    let mut list = contents.list.iter();
    list.any(|content| {
        let touches = |ty| reach.touches(api, ty, &content.rules);
        let overlaps = |ty| reach.overlaps(api, ty);
        content.form.checked_ty().is_some_and(touches) || content.form.ty().is_some_and(overlaps)
    })
}

fn headers_have_rules(api: &Api, reach: &Reach, id: HeaderSetId) -> bool {
    let headers = api.header_set(id).map(|set| set.headers.as_slice());
    let mut headers = headers.into_iter().flatten();
    headers.any(|it| reach.touches(api, &it.ty, &it.rules) || reach.overlaps(api, &it.ty))
}

/// The calls that check a content, also of one that is about to be sent where `is_sent`; of what is streamed, each item as it
/// comes, or how many bytes do.
fn content_steps(
    cx: &Cx<'_>,
    reach: &Reach,
    content: &Content,
    is_sent: bool,
) -> Result<Calls, EmitError> {
    let Some(ty) = content.form.checked_ty() else {
        return Ok(Calls::default());
    };
    let mut calls = steps(cx, reach, ty, &content.rules);
    if is_sent {
        calls.list.extend(one_each(cx, reach, content)?);
    }
    let has_items = content.form.is_streamed() && content.form != BodyForm::Stream;
    if has_items && !calls.is_empty() {
        let each = calls.of_each("item");
        return Ok(Calls {
            list: vec![quote!(.each(#each))],
            look_inside: true,
            ..Calls::default()
        });
    }
    Ok(calls)
}

/// The call that checks that several alternatives fit nowhere in a content, as it will be read, where they can.
fn one_each(cx: &Cx<'_>, reach: &Reach, content: &Content) -> Result<Option<Tokens>, EmitError> {
    let overlaps = |ty| reach.overlaps(cx.api, ty);
    if !content.form.ty().is_some_and(overlaps) {
        return Ok(None);
    }
    let how = bodies::how(cx, content)?;
    Ok(match &content.form {
        BodyForm::Json(_) | BodyForm::Events(_) | BodyForm::Lines(_) => Some(quote!(.one_each())),
        BodyForm::Text(_) => Some(quote!(.one_each_in_text())),
        BodyForm::Form { .. } => Some(quote!(.one_each_in_form(#how))),
        BodyForm::Multipart { .. } => Some(quote!(.one_each_in_parts(#how))),
        // Choices don't stand in XML.
        BodyForm::Xml { .. } | BodyForm::Bytes | BodyForm::Stream | BodyForm::TextEvents => None,
    })
}

/// The same of a parameter, or a header.
fn one_each_of_value(cx: &Cx<'_>, reach: &Reach, ty: &Type, is_json: bool) -> Option<Tokens> {
    let overlaps = reach.overlaps(cx.api, ty);
    overlaps.then(|| match is_json {
        true => quote!(.one_each()),
        false => quote!(.one_each_as_parameter()),
    })
}

fn request(cx: &Cx<'_>, reach: &Reach, operation: &Operation) -> Result<Tokens, EmitError> {
    let RequestChecks { statements, .. } =
        of_request(cx, reach, operation, (&quote!(at), &quote!(self.)), true)?;
    let path = cx.operation_type(&answers::request_name(operation))?;
    Ok(implementation(cx, &path, &statements))
}

/// What checks the parts of a request.
#[derive(Default)]
pub(super) struct RequestChecks {
    pub(super) statements: Tokens,
    /// The names of the parts whose types must be known there.
    pub(super) looked_into: HashSet<String>,
}

/// The statements that check the parts of a request, which is at `at`, also of one that is about to be sent where `is_sent`;
/// `of` leads to the parts' names.
pub(super) fn of_request(
    cx: &Cx<'_>,
    reach: &Reach,
    operation: &Operation,
    (at, of): (&Tokens, &Tokens),
    is_sent: bool,
) -> Result<RequestChecks, EmitError> {
    let mut checks = RequestChecks::default();
    let mut add = |part: &str, place: &Tokens, calls: &Calls| {
        checks.statements.extend(statement(place, calls));
        if calls.look_inside {
            checks.looked_into.insert(part.to_owned());
        }
    };
    for parameter in &operation.parameters {
        let mut calls = steps(cx, reach, &parameter.ty, &parameter.rules);
        if is_sent {
            let is_json = parameter.style == Style::Json;
            let call = one_each_of_value(cx, reach, &parameter.ty, is_json);
            calls.list.extend(call);
        }
        let location = match parameter.location {
            Location::Path => quote!(path),
            Location::Query => quote!(query),
            Location::Header => quote!(header),
            Location::Cookie => quote!(cookie),
        };
        let (name, wire) = (ident(&parameter.name)?, text(&parameter.wire));
        let place = quote!(#at.#location(#wire, &#of #name));
        add(&parameter.name, &place, &calls);
    }
    if let Some(body) = &operation.body {
        let name = ident(&body.name)?;
        let place = quote!(#at.body(&#of #name));
        let calls = body_steps(cx, reach, &body.contents, is_sent)?;
        add(&body.name, &place, &calls);
    }
    Ok(checks)
}

/// The statement that checks a body at its place.
fn of_body(
    cx: &Cx<'_>,
    reach: &Reach,
    contents: &Contents,
    place: &Tokens,
) -> Result<Option<Tokens>, EmitError> {
    Ok(statement(place, &body_steps(cx, reach, contents, true)?))
}

/// The calls that check a body.
fn body_steps(
    cx: &Cx<'_>,
    reach: &Reach,
    contents: &Contents,
    is_sent: bool,
) -> Result<Calls, EmitError> {
    Ok(match held(contents) {
        Held::Nothing => Calls::default(),
        Held::One(content) | Held::Alike(content, _) => content_steps(cx, reach, content, is_sent)?,
        Held::Choice(..) => Calls {
            list: (contents_have_rules(cx.api, reach, contents).then(|| quote!(.nested())))
                .into_iter()
                .collect(),
            ..Calls::default()
        },
    })
}

/// The statements that check an answer, which `answer` refers to.
pub(super) fn answer(
    cx: &Cx<'_>,
    reach: &Reach,
    response: &Response,
    answer: &Tokens,
) -> Result<Vec<Tokens>, EmitError> {
    let has_headers = answers::header_set(cx, response)?.is_some();
    let body = match has_headers {
        true => quote!(&#answer.body),
        false => answer.clone(),
    };
    let headers = (response.headers)
        .filter(|id| headers_have_rules(cx.api, reach, *id))
        .map(|_| quote!(at.this(&#answer.headers).nested();));
    let body = of_body(cx, reach, &response.contents, &quote!(at.body(#body)))?;
    Ok(headers.into_iter().chain(body).collect())
}

fn answer_enum(
    cx: &Cx<'_>,
    reach: &Reach,
    name: &str,
    responses: &[Response],
) -> Result<Tokens, EmitError> {
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
        return Ok(Tokens::new());
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
) -> Result<Tokens, EmitError> {
    let mut arms = Vec::new();
    for content in &contents.list {
        let calls = content_steps(cx, reach, content, true)?;
        if let Some(statement) = statement(&quote!(at.this(body)), &calls) {
            let name = ident(&content.name)?;
            arms.push((quote!(Self::#name(body)), statement));
        }
    }
    let path = cx.operation_type(name)?;
    let body = choose(&arms, contents.list.len());
    Ok(implementation(cx, &path, &body))
}

fn header_set(cx: &Cx<'_>, reach: &Reach, id: HeaderSetId) -> Result<Tokens, EmitError> {
    let set = cx
        .api
        .header_set(id)
        .ok_or_else(|| EmitError::new(format!("header set {}", id.0), "there is no such set"))?;
    let mut statements = Tokens::new();
    for header in &set.headers {
        let mut calls = steps(cx, reach, &header.ty, &header.rules);
        let call = one_each_of_value(cx, reach, &header.ty, header.json);
        calls.list.extend(call);
        let (name, wire) = (ident(&header.name)?, text(&header.wire));
        statements.extend(statement(&quote!(at.header(#wire, &self.#name)), &calls));
    }
    let path = cx.operation_type(&set.name)?;
    Ok(implementation(cx, &path, &statements))
}
