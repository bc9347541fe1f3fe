//! Gives each request an id, under which the answer and the log can be found again.

use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument, info, info_span};
use uuid::Uuid;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Passes the request on, logs what became of it and puts its id into the answer.
pub(super) async fn identify(request: Request, next: Next) -> Response {
    let id = Uuid::new_v4().to_string();
    let span = info_span!("request", request_id = %id, method = %request.method(), path = request.uri().path());
    async {
        let start = Instant::now();
        let mut answer = next.run(request).await;
        let elapsed_ms = start.elapsed().as_secs_f64() * 1000.0;
        info!(status = answer.status().as_u16(), elapsed_ms, "answered");
        if let Ok(id) = HeaderValue::from_str(&id) {
            answer.headers_mut().insert(X_REQUEST_ID, id);
        }
        answer
    }
    .instrument(span)
    .await
}

#[cfg(test)]
mod tests {
    use axum::middleware::from_fn;

    use super::*;
    use crate::layers::testing::{answer, request};

    #[tokio::test]
    async fn each_answer_has_an_id_of_its_own() {
        let sent = [("x-request-id", "mine")];
        let one = answer(from_fn(identify), request("/hello", &sent)).await;
        let two = answer(from_fn(identify), request("/missing", &sent)).await;
        let id = |answer: &axum::http::Response<String>| {
            let id = answer.headers()[X_REQUEST_ID].to_str().unwrap();
            Uuid::parse_str(id).unwrap()
        };
        assert_ne!(id(&one), id(&two));
    }
}
