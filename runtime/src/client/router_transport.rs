//! Carrying requests to a router in the same process: a client and a server without a socket between them.

use http_body_util::{BodyExt, Limited};
use tower::ServiceExt;

use super::MOST_REPLY_BYTES;
use super::body::Body;
use super::transport::{Transport, TransportError, TransportFuture};

impl Transport for axum::Router {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let router = self.clone();
        Box::pin(async move {
            let request = request.map(|body| axum::body::Body::from(body.into_bytes()));
            let response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, MOST_REPLY_BYTES)
                .collect()
                .await
                .map_err(TransportError::new)?;
            Ok(http::Response::from_parts(
                parts,
                Body::from(body.to_bytes()),
            ))
        })
    }
}
