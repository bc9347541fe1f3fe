//! Notes the [`Address`] of a request in its extensions, for the URLs in its answer.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::address::{Origins, Peer};

/// What is answered where nothing says what the request was sent to, which HTTP/1.0 allows. No client of the API sends
/// this, so it is no JSON.
const NO_HOST: &str = "The request has no Host, so there is nothing to make URLs of";

/// Passes the request on with its address. One without is answered with 400.
pub(super) async fn note(
    State(origins): State<Arc<Origins>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    match origins.address(request.uri(), request.headers(), peer) {
        Some(address) => {
            request.extensions_mut().insert(address);
            next.run(request).await
        }
        None => (StatusCode::BAD_REQUEST, NO_HOST).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::middleware::from_fn_with_state;

    use super::*;
    use crate::layers::testing::{answer, request};

    #[tokio::test]
    async fn a_request_needs_a_host() {
        let layer = from_fn_with_state(Arc::new(Origins::default()), note);
        for (host, status) in [
            ("h:80", StatusCode::OK),
            ("no host", StatusCode::BAD_REQUEST),
        ] {
            let answer = answer(layer.clone(), request("/hello", &[("host", host)])).await;
            assert_eq!(answer.status(), status, "{host}");
        }
        let hostless = answer(layer, request("/hello", &[])).await;
        assert_eq!(
            (hostless.status(), hostless.body().as_str()),
            (StatusCode::BAD_REQUEST, NO_HOST)
        );
    }
}
