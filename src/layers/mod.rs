//! What holds for every request and every answer, whichever the operation: a file for each of them.

mod charset;
mod etag;
pub(crate) mod host;
mod json_suffix;
mod locate;
pub(crate) mod rate_limit;
mod request_id;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use rate_limit::RateLimit;
use tower::ServiceBuilder;

use crate::address::Origins;

/// Puts the layers around the router, so that they also see requests that no route is for. The first one sees a
/// request first and its answer last.
pub(crate) fn around(router: Router, limit: RateLimit, origins: Arc<Origins>) -> Router {
    let layers = ServiceBuilder::new()
        .layer(from_fn(request_id::identify))
        .layer(from_fn(charset::name))
        .layer(from_fn_with_state(Arc::new(limit), rate_limit::enforce))
        .layer(from_fn(host::check))
        .layer(from_fn(etag::validate))
        .layer(from_fn(json_suffix::strip))
        .layer(from_fn_with_state(origins, locate::note));
    Router::new().fallback_service(layers.service(router))
}

/// Puts those of the layers around the documentation that hold for it too: it is no part of the API, so it counts
/// towards no limit.
pub(crate) fn around_docs(router: Router, origins: Arc<Origins>) -> Router {
    let layers = ServiceBuilder::new()
        .layer(from_fn(request_id::identify))
        .layer(from_fn(host::check))
        .layer(from_fn(etag::validate))
        .layer(from_fn_with_state(origins, locate::note));
    router.layer(layers)
}

#[cfg(test)]
mod testing {
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, Response};
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    /// A request without a body.
    pub(super) fn request(uri: &str, headers: &[(&str, &str)]) -> Request<Body> {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    /// The answer of a router that says `hello` at `/hello`, in JSON's media type, with one layer around it.
    pub(super) async fn answer<L>(layer: L, request: Request<Body>) -> Response<String>
    where
        L: tower::Layer<Router>,
        L::Service: tower::Service<Request<Body>, Response = axum::response::Response>,
        <L::Service as tower::Service<Request<Body>>>::Error: std::fmt::Debug,
    {
        let hello = || async { ([("content-type", "application/json")], "hello") };
        let router = Router::new().route("/hello", get(hello));
        let answer = layer.layer(router).oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Response::from_parts(parts, String::from_utf8(body.to_vec()).unwrap())
    }
}
