//! Putting a router together.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;

use super::dispatch::{Dispatcher, Hook, Settings};
use super::endpoint::Endpoint;
use super::head::RequestHead;
use super::rejection::Rejection;
use super::route::Route;

/// How many bytes a request's body may have: 2 MiB, as in axum.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// What makes a router of an API's operations.
pub struct RouterBuilder {
    routes: Vec<Route>,
    body_limit: usize,
    checks_answers: bool,
    hook: Option<Hook>,
}

impl RouterBuilder {
    /// A router of these operations.
    pub(super) fn new(routes: Vec<Route>) -> Self {
        Self {
            routes,
            body_limit: BODY_LIMIT,
            checks_answers: cfg!(debug_assertions),
            hook: None,
        }
    }

    /// Takes the requests of an operation at another path than the description's: a webhook's or a callback's, say,
    /// whose path is the receiver's to choose. The path stands for itself; it has no parameters.
    #[must_use]
    pub fn at<R: Endpoint>(mut self, path: impl Into<String>) -> Self {
        let path = path.into();
        for route in &mut self.routes {
            if std::ptr::eq(route.operation, R::INFO) || route.operation.id == R::INFO.id {
                route.path = Some(path.clone());
            }
        }
        self
    }

    /// How many bytes a request's body may have. Default: 2 MiB. Bodies that a handler reads piece by piece have no
    /// limit but the handler's.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Whether what handlers answer is held against the description, as requests always are. An answer that breaks its
    /// rules is a bare 500, and logged. Default: in builds with debug assertions.
    #[must_use]
    pub fn validate_responses(mut self, validate: bool) -> Self {
        self.checks_answers = validate;
        self
    }

    /// Gives rejections the API's own shape. Headers that a rejection must have (`Allow`, `WWW-Authenticate`) are
    /// added to what `hook` makes of it, unless they are there. Default: [`Rejection::into_response`].
    #[must_use]
    pub fn rejections<F, A>(mut self, hook: F) -> Self
    where
        F: Fn(Rejection, &RequestHead) -> A + Send + Sync + 'static,
        A: IntoResponse,
    {
        self.hook = Some(Box::new(move |rejection, head| {
            hook(rejection, head).into_response()
        }));
        self
    }

    /// Makes the router. It can be nested in others, and layers can be put around it.
    pub fn build(self) -> Router {
        let settings = Settings {
            body_limit: self.body_limit,
            checks_answers: self.checks_answers,
            hook: self.hook,
        };
        let dispatcher = Arc::new(Dispatcher::new(self.routes, settings));
        Router::new().fallback(move |request: Request| {
            let dispatcher = Arc::clone(&dispatcher);
            async move { dispatcher.answer(request).await }
        })
    }
}

impl std::fmt::Debug for RouterBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let operations = self.routes.iter().map(|route| route.operation.id);
        f.debug_list().entries(operations).finish()
    }
}
