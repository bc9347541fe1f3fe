//! What an operation answers: the Rust types of its successes and errors.

use super::EmitError;
use super::rust_types::Cx;
use super::scope;
use crate::api::{HeaderSet, Operation, Response, StatusPattern};
use crate::emit::tokens::{Tokens, quote};

/// How an operation's successes become one type.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Success<'a> {
    /// None is documented: `()`.
    Undocumented,
    /// One, with one status: what it holds.
    One {
        /// The status.
        status: u16,
        /// The answer.
        response: &'a Response,
    },
    /// An enum.
    Several(&'a [Response]),
}

/// How that operation's successes become one type.
pub(crate) fn success(operation: &Operation) -> Success<'_> {
    match operation.success.as_slice() {
        [] => Success::Undocumented,
        [response] => match response.status {
            StatusPattern::Exact(status) => Success::One { status, response },
            _ => Success::Several(&operation.success),
        },
        several => Success::Several(several),
    }
}

/// The name of the request.
pub(crate) fn request_name(operation: &Operation) -> String {
    format!("{}Request", operation.type_name)
}

/// The name of the enum of successes, where there is one.
pub(crate) fn response_name(operation: &Operation) -> String {
    format!("{}Response", operation.type_name)
}

/// The name of the enum of errors.
pub(crate) fn error_name(operation: &Operation) -> String {
    format!("{}Error", operation.type_name)
}

/// The type that an operation answers when it succeeds.
pub(crate) fn success_type(cx: &Cx<'_>, operation: &Operation) -> Result<Tokens, EmitError> {
    match success(operation) {
        Success::Undocumented => Ok(quote!(())),
        Success::One { response, .. } => Ok(payload(cx, response)?.unwrap_or_else(|| quote!(()))),
        Success::Several(_) => Ok(Tokens::of(cx.operation_type(&response_name(operation))?)),
    }
}

/// The type of what an answer holds besides its status: the body, the headers or both; `None`: nothing.
pub(crate) fn payload(cx: &Cx<'_>, response: &Response) -> Result<Option<Tokens>, EmitError> {
    let body = cx.body(&response.contents)?;
    let Some(set) = header_set(cx, response)? else {
        return Ok(body);
    };
    let with_headers = cx.name(scope::WITH_HEADERS);
    let headers = cx.operation_type(&set.name)?;
    let body = body.unwrap_or_else(|| quote!(()));
    Ok(Some(quote!(#with_headers<#body, #headers>)))
}

/// Whether an answer holds anything besides its status.
pub(crate) fn has_payload(response: &Response) -> bool {
    response.headers.is_some() || !response.contents.list.is_empty()
}

/// The set of an answer's documented headers.
pub(crate) fn header_set<'a>(
    cx: &Cx<'a>,
    response: &Response,
) -> Result<Option<&'a HeaderSet>, EmitError> {
    response
        .headers
        .map(|id| {
            cx.api.header_set(id).ok_or_else(|| {
                EmitError::new(format!("header set {}", id.0), "there is no such set")
            })
        })
        .transpose()
}

/// How one writes the statuses that an answer stands for.
pub(crate) fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundred) => format!("{hundred}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// Whether an answer's variant says which status it has.
pub(crate) fn holds_status(response: &Response) -> bool {
    !matches!(response.status, StatusPattern::Exact(_))
}
