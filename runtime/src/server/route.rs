//! What a route does with a request.

use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;

use super::accept::Accept;
use super::body;
use super::context::Context;
use super::endpoint::{Endpoint, ErrorOutput};
use super::failure::{Failure, FailureKind, log};
use super::head::RequestHead;
use super::input::{Captures, Input};
use super::output::Output;
use super::rejection::Rejection;
use crate::operation::OperationInfo;
use crate::validate::{At, Violations};

/// An answer that is on its way.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<Response, Rejection>> + Send>>;

/// An operation and what answers it.
pub(super) struct Route {
    pub(super) operation: &'static OperationInfo,
    /// Where it is, if not where the description has it.
    pub(super) path: Option<String>,
    pub(super) answer: Box<dyn Fn(Incoming) -> Answer + Send + Sync>,
}

/// A request that has found its route.
pub(super) struct Incoming {
    pub(super) head: Arc<RequestHead>,
    pub(super) captures: Captures,
    pub(super) body: Body,
    pub(super) limit: usize,
    /// Whether answers are held against the description.
    pub(super) checks_answers: bool,
}

impl Incoming {
    /// What its answer needs to know of it.
    pub(super) fn answering(&self) -> (Arc<RequestHead>, bool) {
        (Arc::clone(&self.head), self.checks_answers)
    }

    /// Reads the body and decodes the request.
    pub(super) async fn read<R: Endpoint, P>(
        self,
        principal: P,
    ) -> Result<(Context<P>, R), Rejection> {
        let Self {
            head,
            captures,
            body,
            limit,
            checks_answers: _,
        } = self;
        if !is_acceptable(R::ANSWERS, &head) {
            let offered = R::ANSWERS;
            return Err(Rejection::NotAcceptable { offered });
        }
        let body = body::read(R::BODY, head.headers(), body, limit).await?;
        let request = Input::new(&head, &captures, &body).decode(R::decode)?;
        Violations::collect(|at| request.check_request(at)).map_err(|violations| {
            Rejection::Unprocessable {
                violations: violations.into_vec(),
            }
        })?;
        Ok((Context::new(principal, R::INFO, head), request))
    }
}

/// Whether the caller accepts any of the media types.
fn is_acceptable(answers: &[&str], head: &RequestHead) -> bool {
    let accept = Accept::of(head.headers());
    answers.is_empty() || accept.preferred([answers]).is_some()
}

/// What a handler's result becomes. Where `checks`, an answer that breaks rules of the description is none.
pub(super) fn answer<R: Endpoint>(
    (head, checks): (Arc<RequestHead>, bool),
    result: Result<R::Success, Failure<R::Error>>,
) -> Result<Response, Rejection> {
    let output = Output::new(head);
    match result.map_err(Failure::into_kind) {
        Ok(value) => {
            keep(R::INFO, checks, |at| R::check_success(&value, at))?;
            finish(R::INFO, R::success(value, output))
        }
        Err(FailureKind::Documented(error)) => {
            keep(R::INFO, checks, |at| R::check_error(&error, at))?;
            finish(R::INFO, error.write(output))
        }
        Err(FailureKind::Internal(error)) => {
            log(R::INFO, &*error);
            Err(Rejection::Internal)
        }
    }
}

/// Holds an answer against the description, where that is asked for.
fn keep(
    operation: &OperationInfo,
    checks: bool,
    check: impl FnOnce(&At<'_>),
) -> Result<(), Rejection> {
    if !checks {
        return Ok(());
    }
    Violations::collect(check).map_err(|violations| {
        tracing::error!(
            operation = operation.id,
            "the handler's answer breaks the description: {violations}"
        );
        Rejection::Internal
    })
}

fn finish(operation: &OperationInfo, output: Output) -> Result<Response, Rejection> {
    output.finish().map_err(|fault| {
        tracing::error!(operation = operation.id, "{fault}");
        Rejection::Internal
    })
}
