//! `operations.rs`: what each operation takes and answers, shared by the client and the server.

mod bodies;
mod enums;
mod headers;
mod requests;

use hashbrown::HashSet;

use super::answers::{self, Success};
use super::format::Source;
use super::names::ident;
use super::rules::{self, Reach};
use super::rust_types::Cx;
use super::scope::Scope;
use super::shared_errors::{SharedErrors, is_own};
use super::sizes::Sizes;
use super::{EmitError, docs, scope};
use crate::api::{Alternative, Api, Contents, HeaderSetId, Operation, Requirement};
use crate::emit::tokens::{Tokens, quote, text};

pub(crate) use requests::{required, takes_request};

/// The file of the operations' requests and answers.
pub(crate) fn source(api: &Api) -> Result<Source, EmitError> {
    let defined = defined(api);
    let cx = Cx::operations(api, Scope::new(defined.iter().map(String::as_str)));
    let mut sizes = Sizes::new(api);
    let reach = Reach::of(api);
    let mut written = HashSet::new();
    let mut chosen = HashSet::new();
    let mut source = Source::new(
        "src/operations.rs",
        "What each operation takes and answers, shared by the client and the server.",
    );
    for (operation, owner) in SharedErrors::new(api).operations(api) {
        source.push(requests::items(&cx, operation)?);
        source.push(implementation(&cx, &reach, operation)?);
        let body = operation.body.iter().map(|body| &body.contents);
        for (name, contents) in choices(body) {
            if chosen.insert(name) {
                source.push(bodies::items(&cx, &mut sizes, name, contents)?);
            }
        }
        if let Success::Several(several) = answers::success(operation) {
            source.push(enums::successes(&cx, &mut sizes, operation, several)?);
        }
        source.push(if is_own(operation, owner) {
            enums::errors(&cx, &mut sizes, operation)?
        } else {
            enums::shared_errors(&cx, operation, owner)?
        });
        let answers = operation.success.iter().chain(&operation.errors);
        for (name, contents) in choices(answers.map(|response| &response.contents)) {
            if chosen.insert(name) {
                source.push(bodies::items(&cx, &mut sizes, name, contents)?);
            }
        }
        for id in header_sets(operation) {
            if written.insert(id) {
                source.push(headers::items(&cx, id)?);
            }
        }
    }
    for index in 0..api.header_sets.len() {
        if written.insert(HeaderSetId(index)) {
            source.push(headers::items(&cx, HeaderSetId(index))?);
        }
    }
    source.prepend(cx.scope.imports());
    Ok(source)
}

/// The names of the file's own types.
fn defined(api: &Api) -> Vec<String> {
    let sets = api.header_sets.iter().map(|set| set.name.clone());
    let bodies = api.operations.iter().flat_map(|operation| {
        let answers = operation.success.iter().chain(&operation.errors);
        let bodies = operation.body.iter().map(|body| &body.contents);
        choices(bodies.chain(answers.map(|response| &response.contents)))
            .map(|(name, _)| name.to_owned())
    });
    api.operations
        .iter()
        .flat_map(|operation| {
            [
                answers::request_name(operation),
                answers::response_name(operation),
                answers::error_name(operation),
            ]
        })
        .chain(sets)
        .chain(bodies)
        .collect()
}

/// The bodies that are enums, with the names of these.
fn choices<'a>(
    bodies: impl Iterator<Item = &'a Contents>,
) -> impl Iterator<Item = (&'a str, &'a Contents)> {
    bodies.filter_map(|contents| Some((contents.choice.as_deref()?, contents)))
}

/// The sets of headers that an operation's answers have.
fn header_sets(operation: &Operation) -> impl Iterator<Item = HeaderSetId> {
    operation
        .success
        .iter()
        .chain(&operation.errors)
        .filter_map(|response| response.headers)
}

/// `GET /groups/{id}`, as a code span.
pub(crate) fn title(operation: &Operation) -> String {
    docs::code(&format!(
        "{} {}",
        operation.method.as_str(),
        operation.path.template
    ))
}

/// `Operation` for the request.
fn implementation(cx: &Cx<'_>, reach: &Reach, operation: &Operation) -> Result<Tokens, EmitError> {
    let trait_name = cx.name(scope::OPERATION);
    let info = cx.name(scope::OPERATION_INFO);
    let request = ident(&answers::request_name(operation))?;
    let error = ident(&answers::error_name(operation))?;
    let success = answers::success_type(cx, operation)?;
    let method = operation.method.as_str();
    let (id, path) = (text(&operation.id), text(&operation.path.template));
    let security = operation
        .security
        .iter()
        .map(|alternative| alternative_tokens(cx, alternative))
        .collect::<Result<Vec<_>, _>>()?;
    let servers = &operation.servers;
    let servers = (!servers.is_empty())
        .then(|| quote!(const SERVERS: &'static [&'static str] = &[#(#servers),*];));
    let checks = rules::methods(cx, reach, operation)?;
    Ok(quote! {
        impl #trait_name for #request {
            const INFO: &'static #info = &#info {
                id: #id,
                method: #method,
                path: #path,
                security: &[#(#security),*],
            };
            #servers
            type Success = #success;
            type Error = #error;
            #checks
        }
    })
}

fn alternative_tokens(cx: &Cx<'_>, alternative: &Alternative) -> Result<Tokens, EmitError> {
    let requirements = alternative
        .0
        .iter()
        .map(|requirement| requirement_tokens(cx, requirement))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(quote!(&[#(#requirements),*]))
}

fn requirement_tokens(cx: &Cx<'_>, requirement: &Requirement) -> Result<Tokens, EmitError> {
    let name = cx.name(scope::REQUIREMENT);
    let scheme = cx.api.schemes.get(requirement.scheme.0).ok_or_else(|| {
        EmitError::new(
            format!("security scheme {}", requirement.scheme.0),
            "there is no such scheme",
        )
    })?;
    let key = &scheme.key;
    let scopes = &requirement.scopes;
    Ok(quote!(#name { scheme: #key, scopes: &[#(#scopes),*] }))
}
