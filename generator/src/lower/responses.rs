//! Responses: the documented answers, split into successes and errors.

use heck::ToUpperCamelCase;
use http::StatusCode as HttpStatus;
use indexmap::IndexMap;
use openapiv3::{
    Header as WrittenHeader, LinkOperation, ReferenceOr, Response as Written, Responses, StatusCode,
};

use super::carried;
use super::content::{Naming, contents};
use super::docs;
use super::drafts::{Origin, Parent, Role};
use super::names::{Scope, bare, snake, upper_camel};
use super::operation_types::OperationTypes;
use super::parameters::{self, Lowered};
use super::schemas::Schemas;
use super::splits::Direction;
use crate::api::{
    BodyForm, Contents, Docs, Header, HeaderSet, HeaderSetId, Method, Response, StatusPattern,
};
use crate::report::{Code, Pointer};

/// The documented answers of an operation: the successes, and the errors.
///
/// Statuses below 300 are successes, those from 400 on errors. A redirection is a success only of an operation that
/// documents no other, and so is `default`, which then is both.
pub(super) fn responses<'a>(
    responses: &'a Responses,
    at: &Pointer,
    (method, type_name): (&Method, &str),
    types: &mut OperationTypes,
    schemas: &mut Schemas<'a, '_>,
) -> (Vec<Response>, Vec<Response>) {
    let mut written: Vec<_> = responses
        .responses
        .iter()
        .map(|(status, response)| (pattern(status), status.to_string(), response))
        .collect();
    if let Some(default) = &responses.default {
        written.push((StatusPattern::Default, "default".to_owned(), default));
    }
    written.sort_by_key(|(pattern, ..)| *pattern);
    let (mut success, mut errors, mut redirections) = (Vec::new(), Vec::new(), Vec::new());
    let mut default = None;
    for (pattern, key, item) in written {
        let at = at.key(&key);
        let Some(response) = response(pattern, item, at, (method, type_name), types, schemas)
        else {
            continue;
        };
        match pattern {
            StatusPattern::Default => default = Some(response),
            StatusPattern::Exact(100..=299) | StatusPattern::Range(1 | 2) => success.push(response),
            StatusPattern::Exact(300..=399) | StatusPattern::Range(3) => {
                redirections.push(response)
            }
            StatusPattern::Exact(_) | StatusPattern::Range(_) => errors.push(response),
        }
    }
    if success.is_empty() {
        success = redirections;
    } else {
        errors.splice(0..0, redirections);
        errors.sort_by_key(|response| response.status);
    }
    if success.is_empty() {
        success.extend(default.clone());
    }
    errors.extend(default);
    for error in &mut errors {
        gather_streams(&mut error.contents, types);
    }
    (success, errors)
}

/// Has an error's streams be bytes: errors are looked at rather than handed on. A success may have the same contents, as
/// streams.
fn gather_streams(contents: &mut Contents, types: &mut OperationTypes) {
    let forms = contents.list.iter_mut().map(|content| &mut content.form);
    let streams: Vec<_> = forms.filter(|form| **form == BodyForm::Stream).collect();
    if streams.is_empty() {
        return;
    }
    for form in streams {
        *form = BodyForm::Bytes;
    }
    if let Some(choice) = &mut contents.choice {
        *choice = types.error_choice(choice);
    }
}

fn response<'a>(
    status: StatusPattern,
    written: &'a ReferenceOr<Written>,
    at: Pointer,
    (method, type_name): (&Method, &str),
    types: &mut OperationTypes,
    schemas: &mut Schemas<'a, '_>,
) -> Option<Response> {
    let found = schemas.components.response(written, at)?;
    let name = variant(status);
    // A response component lends its name to what is made from it; one in place takes the operation's and the status.
    let stem = found
        .name
        .map_or_else(|| format!("{type_name}{name}"), upper_camel);
    let origin = Origin {
        parent: Parent::Named(stem.clone()),
        role: Role::Words(
            if found.name.is_some() {
                "Response"
            } else {
                "Body"
            }
            .to_owned(),
        ),
    };
    let contents = if has_body(method, status) {
        let naming = Naming {
            alone: origin,
            stem: bare(&stem),
        };
        let (written, at) = (&found.item.content, &found.at);
        contents(written, at, Direction::Response, &naming, schemas, || {
            types.choice(at, &stem)
        })
    } else {
        if !found.item.content.is_empty() {
            let at = found.at.key("content");
            schemas.warn(
                Code::BODY_IGNORED,
                &at,
                "an answer with this status or to this method has no body: its content is left out",
                "drop `content` here, or give the answer another status",
            );
        }
        Contents::default()
    };
    let what = match found.name {
        Some(name) => format!("`{name}`"),
        None => format!("`{}` of `{type_name}`", written_status(status)),
    };
    let written = (&found.item.headers, &found.at);
    let headers = header_set(written, &stem, &what, types, schemas);
    Some(Response {
        status,
        name,
        docs: Docs {
            notes: links(found.item, schemas),
            ..docs::of_text(Some(&found.item.description))
        },
        contents,
        headers,
    })
}

/// A note a link: which operation an answer leads on to.
fn links(response: &Written, schemas: &Schemas<'_, '_>) -> Vec<String> {
    let links = response.links.iter().filter_map(|(name, link)| {
        let link = schemas.components.link(link)?;
        let (LinkOperation::OperationId(target) | LinkOperation::OperationRef(target)) =
            &link.operation;
        Some(format!(
            "Link `{name}`: leads on to the operation `{target}`."
        ))
    });
    links
        .filter(|note| note.matches('`').count() == 4)
        .collect()
}

/// Whether an answer may have a body (RFC 9110, section 6.4.1).
fn has_body(method: &Method, status: StatusPattern) -> bool {
    *method != Method::Head
        && !matches!(
            status,
            StatusPattern::Exact(100..=199 | 204 | 205 | 304) | StatusPattern::Range(1)
        )
}

fn header_set<'a>(
    (written, at): (&'a IndexMap<String, ReferenceOr<WrittenHeader>>, &Pointer),
    stem: &str,
    what: &str,
    types: &mut OperationTypes,
    schemas: &mut Schemas<'a, '_>,
) -> Option<HeaderSetId> {
    if let Some(id) = types.header_set(at) {
        return Some(id);
    }
    let mut scope = Scope::default();
    let mut headers = Vec::new();
    for (wire, item) in written {
        let header_at = at.key("headers").key(wire);
        // OpenAPI 3.0, "Response Object": a response header named Content-Type shall be ignored:
        // the media types say it.
        if wire.eq_ignore_ascii_case("content-type") {
            continue;
        }
        headers.extend(header(wire, item, header_at, stem, &mut scope, schemas));
    }
    if headers.is_empty() {
        return None;
    }
    let set = HeaderSet {
        name: types.name(stem, "Headers"),
        docs: docs::of_text(Some(&format!("The headers of the answer {what}."))),
        headers,
    };
    Some(types.add_header_set(at, set))
}

fn header<'a>(
    wire: &str,
    item: &'a ReferenceOr<WrittenHeader>,
    at: Pointer,
    stem: &str,
    scope: &mut Scope,
    schemas: &mut Schemas<'a, '_>,
) -> Option<Header> {
    let found = schemas.components.header(item, at)?;
    let origin = Origin {
        parent: Parent::Named(stem.to_owned()),
        role: Role::Of(wire.to_owned()),
    };
    let Lowered {
        ty,
        mut rules,
        docs: value_docs,
        is_nullable,
        is_json,
        ..
    } = parameters::value(&found.item.format, &found.at, &origin, schemas);
    let required = found.item.required && (is_json || !is_nullable);
    // Of what may be left out, null isn't told from nothing.
    rules.no_null &= required;
    let description = found.item.description.clone();
    Some(Header {
        // Header names don't depend on case (RFC 9110, section 5.1), so case parts no words.
        name: scope.take(&snake(&wire.to_ascii_lowercase()), ""),
        wire: wire.to_owned(),
        required,
        explode: carried::is_exploded(&found.item.extensions),
        json: is_json,
        ty,
        rules,
        docs: Docs {
            description: description.unwrap_or_else(|| value_docs.description.clone()),
            deprecated: found.item.deprecated.unwrap_or_default(),
            ..value_docs
        },
    })
}

fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Exact(*code),
        StatusCode::Range(range) => StatusPattern::Range(u8::try_from(*range).unwrap_or_default()),
    }
}

/// The statuses as OpenAPI writes them.
fn written_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(digit) => format!("{digit}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// The name of a response's variant: HTTP's reason phrase (RFC 9110, section 15).
fn variant(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => HttpStatus::from_u16(code)
            .ok()
            .and_then(|status| status.canonical_reason())
            .map_or_else(|| format!("Status{code}"), str::to_upper_camel_case),
        StatusPattern::Range(1) => "Informational".to_owned(),
        StatusPattern::Range(2) => "Success".to_owned(),
        StatusPattern::Range(3) => "Redirection".to_owned(),
        StatusPattern::Range(4) => "ClientError".to_owned(),
        StatusPattern::Range(_) => "ServerError".to_owned(),
        StatusPattern::Default => "Default".to_owned(),
    }
}
