//! Carrying requests over the network, with reqwest.

use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::MOST_REPLY_BYTES;
use super::body::Body;
use super::transport::{Transport, TransportError, TransportFuture};

/// Carries requests over the network.
pub(super) struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport without automatic redirects: they could lead credentials to another host.
    ///
    /// # Errors
    /// TLS can't be set up.
    pub(super) fn new(connect_timeout: Duration) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let request = request.map(|body| reqwest::Body::from(body.into_bytes()));
            let request = reqwest::Request::try_from(request).map_err(without_url)?;
            let mut response = self.client.execute(request).await.map_err(without_url)?;
            let mut reply = http::Response::new(Body::empty());
            *reply.status_mut() = response.status();
            *reply.version_mut() = response.version();
            std::mem::swap(reply.headers_mut(), response.headers_mut());
            *reply.body_mut() = Body::from(collect(response).await?);
            Ok(reply)
        })
    }
}

/// The whole body.
async fn collect(mut response: reqwest::Response) -> Result<Bytes, TransportError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(without_url)? {
        if body.len() + chunk.len() > MOST_REPLY_BYTES {
            return Err(TransportError::new(format!(
                "the reply has more than {MOST_REPLY_BYTES} bytes"
            )));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// The error without the URL, whose query may hold an API key.
fn without_url(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::new(error)
    }
}
