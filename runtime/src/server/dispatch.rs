//! From a request to the operation that answers it.

use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Method, StatusCode};

use super::head::RequestHead;
use super::rejection::{Rejection, RequiredHeaders};
use super::route::Route;
use super::serve::{Served, Settings};
use super::tree::{Found, Tree};

/// All operations, and what to do where none fits.
pub(super) struct Dispatcher {
    operations: Vec<Served>,
    tree: Tree,
    settings: Arc<Settings>,
}

impl Dispatcher {
    pub(super) fn new(routes: Vec<Route>, settings: Settings) -> Self {
        let settings = Arc::new(settings);
        let mut tree = Tree::default();
        for (index, route) in routes.iter().enumerate() {
            let path = route.path.as_deref().unwrap_or(route.operation.path);
            tree.insert(&route.operation.method(), path, index);
        }
        let serve = |route| Served::new(route, &settings);
        Self {
            operations: routes.into_iter().map(serve).collect(),
            tree,
            settings,
        }
    }

    /// Answers a request, whatever it is.
    pub(super) async fn answer(&self, request: Request) -> Response {
        let Some(found) = self.tree.find(request.uri().path()) else {
            return self.reject(Rejection::NotFound, request);
        };
        let method = request.method().clone();
        let query = request.uri().query().unwrap_or_default();
        if let Some(operation) = self.operation(&found, &method, query) {
            let captures = found.captures(operation.operation().path);
            return operation.answer(request, captures).await;
        }
        if method == Method::HEAD
            && let Some(operation) = self.operation(&found, &Method::GET, query)
        {
            let captures = found.captures(operation.operation().path);
            return without_body(operation.answer(request, captures).await);
        }
        let allow = allowed(&found);
        if allow.contains(&method) && method != Method::OPTIONS {
            return self.reject(Rejection::NotFound, request);
        }
        if method == Method::OPTIONS {
            return options(&allow);
        }
        self.reject(Rejection::MethodNotAllowed { allow }, request)
    }

    fn operation(&self, found: &Found<'_>, method: &Method, query: &str) -> Option<&Served> {
        self.operations.get(found.route(method, query)?)
    }

    fn reject(&self, rejection: Rejection, request: Request) -> Response {
        let head = RequestHead::new(request.into_parts().0, None);
        self.settings.reject(rejection, &head)
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
