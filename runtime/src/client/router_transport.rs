//! Carrying requests to a router in the same process: a client and a server without a socket between them.

use futures_util::TryStreamExt;
use tower::ServiceExt;

use super::transport::{Transport, TransportFuture};
use crate::stream::{Body, BodyError};

impl Transport for axum::Router {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let router = self.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body.as_bytes() {
                Some(bytes) => axum::body::Body::from(bytes.clone()),
                None => axum::body::Body::from_stream(body.into_pieces()?),
            };
            let request = http::Request::from_parts(parts, body);
            let response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (parts, body) = response.into_parts();
            let body = Body::pieces(body.into_data_stream().map_err(BodyError::broken));
            Ok(http::Response::from_parts(parts, body))
        })
    }
}
