//! Carrying requests over the network, with reqwest.

use std::error::Error;
use std::time::Duration;

use futures_util::TryStreamExt;

use super::transport::{Transport, TransportError, TransportFuture};
use crate::stream::{Body, BodyError};

/// Carries requests over the network.
pub(super) struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport without automatic redirects: they could lead credentials to another host.
    ///
    /// # Errors
    /// TLS can't be set up, or what is to be trusted is no certificates in PEM.
    pub(super) fn new(
        connect_timeout: Duration,
        identity: Option<reqwest::Identity>,
        trusted: &[Vec<u8>],
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::none());
        for pem in trusted {
            let certificates = reqwest::Certificate::from_pem_bundle(pem)?;
            if certificates.is_empty() {
                return Err("what is to be trusted is no certificate in PEM".into());
            }
            builder = builder.tls_certs_merge(certificates);
        }
        if let Some(identity) = identity {
            builder = builder.identity(identity);
        }
        let client = builder.build()?;
        Ok(Self { client })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body.as_bytes() {
                Some(bytes) => reqwest::Body::from(bytes.clone()),
                None => reqwest::Body::wrap_stream(body.into_pieces()?),
            };
            let request = http::Request::from_parts(parts, body);
            let request = reqwest::Request::try_from(request).map_err(without_url)?;
            let response = self.client.execute(request).await.map_err(without_url)?;
            let (parts, body) = http::Response::from(response).into_parts();
            let pieces = http_body_util::BodyDataStream::new(body);
            let body = Body::pieces(
                pieces.map_err(|error| BodyError::broken(reqwest::Error::without_url(error))),
            );
            Ok(http::Response::from_parts(parts, body))
        })
    }
}

/// The error without the URL, whose query may hold an API key.
fn without_url(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, false) => TransportError::connect(error),
        (true, true) => TransportError::connect_timeout(error),
        (false, true) => TransportError::timeout(error),
        (false, false) => TransportError::new(error),
    }
}
