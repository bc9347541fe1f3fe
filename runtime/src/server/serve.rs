//! Answering a request that has found its operation: limits, layers, panics, and what is told of it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use futures_util::FutureExt;
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, Span};

use super::body::Sizes;
use super::head::RequestHead;
use super::input::Captures;
use super::rejection::Rejection;
use super::route::{Answer, Incoming, Limits, Route};
use super::trace;
use crate::operation::OperationInfo;

/// What gives rejections the API's own shape.
pub(super) type Hook = Box<dyn Fn(Rejection, &RequestHead) -> Response + Send + Sync>;

/// What holds for all operations.
pub(super) struct Settings {
    pub(super) body_limit: usize,
    pub(super) form_memory: usize,
    pub(super) time_limit: Option<Duration>,
    pub(super) checks_answers: bool,
    pub(super) refuses_read_only: bool,
    pub(super) hook: Option<Hook>,
}

impl Settings {
    pub(super) fn reject(&self, rejection: Rejection, head: &RequestHead) -> Response {
        let Some(hook) = &self.hook else {
            return rejection.into_response();
        };
        let required = rejection.headers();
        match catch_unwind(AssertUnwindSafe(|| hook(rejection, head))) {
            Ok(mut response) => {
                required.add_missing(response.headers_mut());
                response
            }
            Err(panic) => {
                tracing::error!("the hook for rejections panicked: {}", said(&*panic));
                Rejection::Internal.into_response()
            }
        }
    }
}

/// An operation, ready to answer.
pub(super) struct Served {
    operation: &'static OperationInfo,
    inner: Arc<Inner>,
    /// The same behind the layers of this operation, where it has any.
    layered: Option<Router>,
}

/// An operation without its layers.
struct Inner {
    operation: &'static OperationInfo,
    answer: Box<dyn Fn(Incoming) -> Answer + Send + Sync>,
    limits: Limits,
    settings: Arc<Settings>,
}

/// The path's parameters, on their way through the layers.
#[derive(Clone)]
struct Captured(Captures);

impl Served {
    pub(super) fn new(route: Route, settings: &Arc<Settings>) -> Self {
        let inner = Arc::new(Inner {
            operation: route.operation,
            answer: route.answer,
            limits: route.limits,
            settings: Arc::clone(settings),
        });
        Self {
            operation: route.operation,
            layered: (!route.layers.is_empty()).then(|| {
                let core = core(&inner);
                let layers = route.layers.into_iter();
                layers.fold(core, |router, layer| layer(router))
            }),
            inner,
        }
    }

    pub(super) fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// Answers a request, within a span of its own.
    pub(super) async fn answer(&self, mut request: Request, captures: Captures) -> Response {
        let span = trace::span(self.operation, &request);
        let answer = async {
            match &self.layered {
                None => self.inner.run(request, captures).await,
                Some(layered) => {
                    request.extensions_mut().insert(Captured(captures));
                    match tower::ServiceExt::oneshot(layered.clone(), request).await {
                        Ok(response) => response,
                        Err(never) => match never {},
                    }
                }
            }
        };
        let response = answer.instrument(span.clone()).await;
        trace::answered(&span, response.status());
        response
    }
}

/// What the layers of an operation are put around.
fn core(inner: &Arc<Inner>) -> Router {
    let inner = Arc::clone(inner);
    Router::new().fallback(move |mut request: Request| {
        let inner = Arc::clone(&inner);
        async move {
            let captured = request.extensions_mut().remove::<Captured>();
            inner
                .run(request, captured.map_or_else(Vec::new, |found| found.0))
                .await
        }
    })
}

impl Inner {
    /// Lets the operation answer. A panic ends the request, not the server.
    async fn run(&self, request: Request, captures: Captures) -> Response {
        let (parts, body) = request.into_parts();
        let head = Arc::new(RequestHead::new(parts, Some(self.operation)));
        let time_limit = self.limits.time.unwrap_or(self.settings.time_limit);
        let deadline =
            time_limit.and_then(|limit| Some((Instant::now().checked_add(limit)?, limit)));
        let incoming = Incoming {
            head: Arc::clone(&head),
            captures,
            body,
            sizes: Sizes {
                whole: self.limits.body.unwrap_or(self.settings.body_limit),
                streamed: self.limits.body,
                memory: self.settings.form_memory,
            },
            deadline,
            checks_answers: self.settings.checks_answers,
            refuses_read_only: self.settings.refuses_read_only,
        };
        let answer = AssertUnwindSafe(async { (self.answer)(incoming).await }).catch_unwind();
        let answer = match deadline {
            None => answer.await,
            Some((deadline, limit)) => timeout_at(deadline, answer)
                .await
                .unwrap_or(Ok(Err(Rejection::AnswerTimeout { limit }))),
        };
        match answer {
            Ok(Ok(response)) => response,
            Ok(Err(rejection)) => self.settings.reject(rejection, &head),
            Err(panic) => {
                self.log_panic(&*panic);
                self.settings.reject(Rejection::Internal, &head)
            }
        }
    }

    #[cold]
    fn log_panic(&self, panic: &(dyn Any + Send)) {
        tracing::error!(
            parent: &Span::current(),
            operation = self.operation.id,
            http.route = self.operation.path,
            "the handler panicked: {}",
            said(panic)
        );
    }
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it says nothing")
}
