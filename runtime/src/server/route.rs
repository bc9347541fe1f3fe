//! What a route does with a request.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use tokio::time::{Instant, timeout_at};

use super::accept::Accept;
use super::body::{self, Sizes};
use super::context::Context;
use super::endpoint::{Endpoint, ErrorOutput};
use super::failure::{Failure, FailureKind, log};
use super::given_up;
use super::head::RequestHead;
use super::input::{Captures, Input};
use super::output::Output;
use super::rejection::Rejection;
use crate::operation::OperationInfo;
use crate::validate::{At, Violations};
use crate::wire::Strictness;

/// An answer that is on its way.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<Response, Rejection>> + Send>>;

/// An operation and what answers it.
pub(super) struct Route {
    pub(super) operation: &'static OperationInfo,
    /// Where it is, if not where the description has it.
    pub(super) path: Option<String>,
    pub(super) limits: Limits,
    pub(super) layers: Vec<Layered>,
    pub(super) answer: Box<dyn Fn(Incoming) -> Answer + Send + Sync>,
}

impl Route {
    pub(super) fn new(
        operation: &'static OperationInfo,
        answer: Box<dyn Fn(Incoming) -> Answer + Send + Sync>,
    ) -> Self {
        Self {
            operation,
            path: None,
            limits: Limits::default(),
            layers: Vec::new(),
            answer,
        }
    }
}

/// Puts a layer around an operation.
pub(super) type Layered = Box<dyn FnOnce(Router) -> Router + Send + Sync>;

/// The limits of an operation, where they aren't those of all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Limits {
    /// How many bytes a body may have, one that the handler reads piece by piece included.
    pub(super) body: Option<usize>,
    /// How long a request may take; `Some(None)`: as long as it likes.
    #[allow(clippy::option_option, reason = "no limit isn't the limit of all")]
    pub(super) time: Option<Option<Duration>>,
}

/// A request that has found its route.
pub(super) struct Incoming {
    pub(super) head: Arc<RequestHead>,
    pub(super) captures: Captures,
    pub(super) body: Body,
    pub(super) sizes: Sizes,
    /// When the request must be answered, and how long that is from its beginning.
    pub(super) deadline: Option<(Instant, Duration)>,
    /// Whether answers are held against the description.
    pub(super) checks_answers: bool,
    /// Whether read-only properties are refused.
    pub(super) refuses_read_only: bool,
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
            sizes,
            deadline,
            checks_answers: _,
            refuses_read_only,
        } = self;
        if !R::MAY_BE_EMPTY && !is_acceptable(R::ANSWERS, &head) {
            let offered = R::ANSWERS;
            return Err(Rejection::NotAcceptable { offered });
        }
        let body = body::read(R::BODY, head.headers(), body, sizes);
        let body = match deadline {
            None => body.await?,
            Some((deadline, limit)) => timeout_at(deadline, body)
                .await
                .unwrap_or(Err(Rejection::RequestTimeout { limit }))?,
        };
        let input = Input::new(&head, &captures, &body);
        let (request, mut broken) = input.decode::<R>(refuses_read_only)?;
        if let Err(found) = Violations::collect(|at| request.check_request(at)) {
            broken.extend(found.into_vec());
        }
        if !broken.is_empty() {
            return Err(Rejection::of([], broken));
        }
        Ok((Context::new(principal, R::INFO, R::ANSWERS, head), request))
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
    let output = Output::new(head, R::STATUSES, checks);
    match result.map_err(Failure::into_kind) {
        Ok(value) => {
            keep(R::INFO, checks, |at| R::check_success(&value, at))?;
            let output = output.of_success(R::ANSWERS);
            finish(R::INFO, written(checks, || R::success(value, output)))
        }
        Err(FailureKind::Documented(error)) => {
            keep(R::INFO, checks, |at| error.check(at))?;
            finish(R::INFO, written(checks, || error.write(output)))
        }
        Err(FailureKind::Internal(error)) => {
            if let Some(rejection) = given_up::rejection(&*error) {
                return Err(rejection);
            }
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
    Violations::collect_sent(check).map_err(|violations| {
        tracing::error!(
            operation = operation.id,
            http.route = operation.path,
            "the handler's answer breaks the description: {violations}"
        );
        Rejection::Internal
    })
}

/// Writes an answer; where `checks`, without what only a caller puts up with.
fn written(checks: bool, write: impl FnOnce() -> Output) -> Output {
    if checks {
        Strictness::Strict.scope(write)
    } else {
        write()
    }
}

fn finish(operation: &OperationInfo, output: Output) -> Result<Response, Rejection> {
    output.finish().map_err(|fault| {
        tracing::error!(
            operation = operation.id,
            http.route = operation.path,
            "{fault}"
        );
        Rejection::Internal
    })
}
