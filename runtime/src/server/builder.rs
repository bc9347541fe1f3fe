//! Putting a router together.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;

use super::authorize::{authorize, missing};
use super::context::Context;
use super::dispatch::{Dispatcher, Hook, Settings};
use super::endpoint::Endpoint;
use super::failure::Failure;
use super::head::RequestHead;
use super::rejection::Rejection;
use super::route::{Answer, Incoming, Route, answer};
use super::security::SecuritySchemes;

/// How many bytes a request's body may have: 2 MiB, as in axum.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// What makes a router of an API's operations.
pub struct RouterBuilder {
    routes: Vec<Route>,
    body_limit: usize,
    checks_answers: bool,
    hook: Option<Hook>,
}

impl Default for RouterBuilder {
    fn default() -> Self {
        Self {
            routes: Vec::new(),
            body_limit: BODY_LIMIT,
            checks_answers: cfg!(debug_assertions),
            hook: None,
        }
    }
}

impl RouterBuilder {
    /// A router without operations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an operation that only known callers may use. Of two with the same method and path, the first counts.
    #[must_use]
    pub fn secured<S, Z, R, H, F>(self, service: &Arc<S>, schemes: &Arc<Z>, handler: H) -> Self
    where
        S: Send + Sync + 'static,
        Z: SecuritySchemes,
        R: Endpoint,
        H: Fn(Arc<S>, Context<Z::Principal>, R) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<R::Success, Failure<R::Error>>> + Send,
    {
        let (service, schemes) = (Arc::clone(service), Arc::clone(schemes));
        self.route::<R>(Box::new(move |incoming| {
            let (service, schemes, handler) =
                (Arc::clone(&service), Arc::clone(&schemes), handler.clone());
            Box::pin(async move {
                let principal = authorize(&*schemes, &incoming.head, R::INFO).await?;
                let principal = principal.ok_or_else(|| missing::<Z>(R::INFO))?;
                let head = incoming.answering();
                let (cx, request) = incoming.read::<R, _>(principal).await?;
                answer::<R>(head, handler(service, cx, request).await)
            })
        }))
    }

    /// Adds an operation that knows its callers if they show credentials. Wrong ones are refused all the same.
    #[must_use]
    pub fn optionally_secured<S, Z, R, H, F>(
        self,
        service: &Arc<S>,
        schemes: &Arc<Z>,
        handler: H,
    ) -> Self
    where
        S: Send + Sync + 'static,
        Z: SecuritySchemes,
        R: Endpoint,
        H: Fn(Arc<S>, Context<Option<Z::Principal>>, R) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<R::Success, Failure<R::Error>>> + Send,
    {
        let (service, schemes) = (Arc::clone(service), Arc::clone(schemes));
        self.route::<R>(Box::new(move |incoming| {
            let (service, schemes, handler) =
                (Arc::clone(&service), Arc::clone(&schemes), handler.clone());
            Box::pin(async move {
                let principal = authorize(&*schemes, &incoming.head, R::INFO).await?;
                let head = incoming.answering();
                let (cx, request) = incoming.read::<R, _>(principal).await?;
                answer::<R>(head, handler(service, cx, request).await)
            })
        }))
    }

    /// Adds an operation that anyone may use.
    #[must_use]
    pub fn open<S, R, H, F>(self, service: &Arc<S>, handler: H) -> Self
    where
        S: Send + Sync + 'static,
        R: Endpoint,
        H: Fn(Arc<S>, Context<()>, R) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<R::Success, Failure<R::Error>>> + Send,
    {
        let service = Arc::clone(service);
        self.route::<R>(Box::new(move |incoming| {
            let (service, handler) = (Arc::clone(&service), handler.clone());
            Box::pin(async move {
                let head = incoming.answering();
                let (cx, request) = incoming.read::<R, _>(()).await?;
                answer::<R>(head, handler(service, cx, request).await)
            })
        }))
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

    fn route<R: Endpoint>(mut self, answer: Box<dyn Fn(Incoming) -> Answer + Send + Sync>) -> Self {
        self.routes.push(Route {
            operation: R::INFO,
            path: None,
            answer,
        });
        self
    }
}

impl std::fmt::Debug for RouterBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let operations = self.routes.iter().map(|route| route.operation.id);
        f.debug_list().entries(operations).finish()
    }
}
