//! Ways to carry requests that look at them, or answer them on the spot.

use std::sync::{Arc, Mutex, PoisonError};

use bindery_runtime::Body;
use bindery_runtime::axum::Router;
use bindery_runtime::bytes::Bytes;
use bindery_runtime::client::{Transport, TransportError, TransportFuture};
use bindery_runtime::http::{Request, Response};

use crate::raw::RawResponse;

/// The largest body that is looked at.
const LIMIT: usize = 1 << 24;

/// Answers every request with the same response.
pub(crate) struct Canned(pub(crate) RawResponse);

impl Transport for Canned {
    fn send(&self, _: Request<Body>) -> TransportFuture<'_> {
        let response = self.0.to_http();
        Box::pin(async move { response.ok_or_else(|| TransportError::new("no such response")) })
    }
}

/// Carries requests to a router, and keeps the bytes of the last bodies that went there and came back.
#[derive(Clone)]
pub(crate) struct Recorder {
    router: Router,
    last: Arc<Mutex<(Bytes, Bytes)>>,
}

impl Recorder {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            last: Arc::default(),
        }
    }

    /// The bodies of the last request and of its response.
    pub(crate) fn last(&self) -> (Bytes, Bytes) {
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Sends a request.
    pub(crate) async fn carry(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (head, body) = request.into_parts();
        let sent = body.collect(LIMIT).await?;
        let request = Request::from_parts(head, Body::from(sent.clone()));
        let (head, body) = Transport::send(&self.router, request).await?.into_parts();
        let received = body.collect(LIMIT).await?;
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = (sent, received.clone());
        Ok(Response::from_parts(head, received))
    }
}

impl Transport for Recorder {
    fn send(&self, request: Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move { Ok(self.carry(request).await?.map(Body::from)) })
    }
}
