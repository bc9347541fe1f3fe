//! From a request to the operation that answers it.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
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
        if request.method() == Method::OPTIONS && request.uri().path() == "*" {
            return options(&[]);
        }
        let Some(found) = self.tree.find(request.uri().path()) else {
            return self.reject(Rejection::NotFound, request);
        };
        let method = request.method().clone();
        let query = request.uri().query().unwrap_or_default();
        if let Some(operation) = self.operation(&found, &method, query) {
            let captures = found.captures(operation.operation().path);
            let response = operation.answer(request, captures).await;
            return match method == Method::HEAD {
                true => without_body(response, HeadOf::Itself),
                false => without_false_length(response),
            };
        }
        if method == Method::HEAD
            && let Some(operation) = self.operation(&found, &Method::GET, query)
        {
            let captures = found.captures(operation.operation().path);
            let response = operation.answer(request, captures).await;
            return without_body(response, HeadOf::Get);
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

/// The answer to OPTIONS where the description has none (RFC 9110, section 9.3.7). Where it is asked of the server as a
/// whole, there are no methods to tell.
fn options(allow: &[Method]) -> Response {
    let mut response = Response::new(nothing());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if allow.is_empty() {
        return response;
    }
    RequiredHeaders::allow(allow).add_missing(response.headers_mut());
    response
}

/// What answered a HEAD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadOf {
    /// The operation of GET.
    Get,
    /// An operation of its own.
    Itself,
}

/// The answer to HEAD: that to GET without its body, but with its length (RFC 9110, sections 8.6 and 9.3.2). An operation of
/// its own that answers no body says nothing of the length that GET's would have.
fn without_body(mut response: Response, of: HeadOf) -> Response {
    let length = response.body().size_hint().exact();
    let length = length.filter(|length| of == HeadOf::Get || *length > 0);
    if let Some(length) = length.filter(|_| !is_without_content(response.status())) {
        response
            .headers_mut()
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from(length));
    }
    *response.body_mut() = nothing();
    response
}

/// The answer without a length of 0 where its status says that it has no body, but not how long one would be (RFC 9110,
/// section 8.6).
fn without_false_length(mut response: Response) -> Response {
    if is_without_content(response.status()) && response.body().is_end_stream() {
        *response.body_mut() = nothing();
    }
    response
}

/// Whether answers of this status have no body, whatever their length (RFC 9110, section 6.4.1).
fn is_without_content(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}

/// A body without bytes that doesn't say so beforehand: of one that does, axum writes the length.
fn nothing() -> Body {
    Body::from_stream(stream::empty::<Result<Bytes, Infallible>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: StatusCode, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response
    }

    /// What is said of the length of an answer's body, by a header or by the body itself.
    fn length(response: &Response) -> Option<u64> {
        match response.headers().get(CONTENT_LENGTH) {
            Some(length) => length.to_str().ok()?.parse().ok(),
            None => response.body().size_hint().exact(),
        }
    }

    #[test]
    fn head_has_the_length_of_get_or_none() {
        let of = |body, head_of| length(&without_body(response(StatusCode::OK, body), head_of));
        assert_eq!(of(Body::from("four"), HeadOf::Get), Some(4));
        assert_eq!(of(Body::empty(), HeadOf::Get), Some(0));
        assert_eq!(of(nothing(), HeadOf::Get), None);
        assert_eq!(of(Body::from("four"), HeadOf::Itself), Some(4));
        assert_eq!(of(Body::empty(), HeadOf::Itself), None);
    }

    #[test]
    fn not_modified_has_no_length() {
        let not_modified = || response(StatusCode::NOT_MODIFIED, Body::empty());
        assert_eq!(length(&without_false_length(not_modified())), None);
        assert_eq!(length(&without_body(not_modified(), HeadOf::Get)), None);
        let ok = response(StatusCode::OK, Body::empty());
        assert_eq!(length(&without_false_length(ok)), Some(0));
    }
}
