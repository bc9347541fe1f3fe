//! From a request to the route that answers it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use futures_util::FutureExt;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Method, StatusCode};

use super::head::RequestHead;
use super::rejection::{Rejection, RequiredHeaders};
use super::route::{Incoming, Route};
use super::tree::{Found, Tree};

/// What gives rejections the API's own shape.
pub(super) type Hook = Box<dyn Fn(Rejection, &RequestHead) -> Response + Send + Sync>;

/// All routes, and what to do where none fits.
pub(super) struct Dispatcher {
    routes: Vec<Route>,
    tree: Tree,
    settings: Settings,
}

/// What holds for all routes.
pub(super) struct Settings {
    pub(super) body_limit: usize,
    pub(super) checks_answers: bool,
    pub(super) hook: Option<Hook>,
}

impl Dispatcher {
    pub(super) fn new(routes: Vec<Route>, settings: Settings) -> Self {
        let mut tree = Tree::default();
        for (index, route) in routes.iter().enumerate() {
            let path = route.path.as_deref().unwrap_or(route.operation.path);
            tree.insert(&route.operation.method(), path, index);
        }
        Self {
            routes,
            tree,
            settings,
        }
    }

    /// Answers a request, whatever it is.
    pub(super) async fn answer(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path().to_owned();
        let Some(found) = self.tree.find(&path) else {
            return self.reject(Rejection::NotFound, &RequestHead::new(parts, None));
        };
        let method = parts.method.clone();
        let query = parts.uri.query().unwrap_or_default().to_owned();
        if let Some(route) = self.route(&found, &method, &query) {
            return self.run(route, found, parts, body).await;
        }
        if method == Method::HEAD
            && let Some(route) = self.route(&found, &Method::GET, &query)
        {
            return without_body(self.run(route, found, parts, body).await);
        }
        let allow = allowed(&found);
        if allow.contains(&method) && method != Method::OPTIONS {
            return self.reject(Rejection::NotFound, &RequestHead::new(parts, None));
        }
        if method == Method::OPTIONS {
            return options(&allow);
        }
        self.reject(
            Rejection::MethodNotAllowed { allow },
            &RequestHead::new(parts, None),
        )
    }

    fn route(&self, found: &Found<'_>, method: &Method, query: &str) -> Option<&Route> {
        self.routes.get(found.route(method, query)?)
    }

    /// Lets a route answer. A panic ends the request, not the server.
    async fn run(
        &self,
        route: &Route,
        found: Found<'_>,
        parts: http::request::Parts,
        body: Body,
    ) -> Response {
        let operation = route.operation;
        let head = Arc::new(RequestHead::new(parts, Some(operation)));
        let captures = found.captures(operation.path);
        let incoming = Incoming {
            head: Arc::clone(&head),
            captures,
            body,
            limit: self.settings.body_limit,
            checks_answers: self.settings.checks_answers,
        };
        let answer = AssertUnwindSafe(async { (route.answer)(incoming).await });
        match answer.catch_unwind().await {
            Ok(Ok(response)) => response,
            Ok(Err(rejection)) => self.reject(rejection, &head),
            Err(_) => {
                tracing::error!(operation = operation.id, "the handler panicked");
                self.reject(Rejection::Internal, &head)
            }
        }
    }

    fn reject(&self, rejection: Rejection, head: &RequestHead) -> Response {
        let Some(hook) = &self.settings.hook else {
            return rejection.into_response();
        };
        let required = rejection.headers();
        match catch_unwind(AssertUnwindSafe(|| hook(rejection, head))) {
            Ok(mut response) => {
                required.add_missing(response.headers_mut());
                response
            }
            Err(_) => {
                tracing::error!("the hook for rejections panicked");
                Rejection::Internal.into_response()
            }
        }
    }
}

/// The methods that a path has, those included that are answered without an operation.
fn allowed(found: &Found<'_>) -> Vec<Method> {
    let mut allow: Vec<Method> = found.methods();
    let implied = [
        (Method::HEAD, allow.contains(&Method::GET)),
        (Method::OPTIONS, true),
    ];
    for (method, is_answered) in implied {
        if is_answered && !allow.contains(&method) {
            allow.push(method);
        }
    }
    allow
}

/// The answer to OPTIONS where the description has none (RFC 9110, section 9.3.7).
fn options(allow: &[Method]) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    RequiredHeaders::allow(allow).add_missing(response.headers_mut());
    response
}

/// The answer to HEAD: that to GET without its body, but with its length (RFC 9110, section 9.3.2).
fn without_body(mut response: Response) -> Response {
    if let Some(length) = response.body().size_hint().exact() {
        response
            .headers_mut()
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
    response
}
