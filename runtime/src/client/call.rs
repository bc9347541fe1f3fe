//! Sending a request and reading what comes back.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use super::base_url::BaseUrl;
use super::credentials::Credentials;
use super::error::{DecodeError, Error, Failure, InvalidRequest};
use super::outgoing::Outgoing;
use super::reply::Reply;
use super::response_value::ResponseValue;
use super::servers::Servers;
use super::transport::Transport;
use crate::operation::Operation;
use crate::validate::Violations;

/// A request that a client can send.
pub trait Call: Operation {
    /// The request as it travels.
    fn encode(&self) -> Outgoing;

    /// The answer that a reply holds.
    ///
    /// # Errors
    /// The reply is one of the operation's errors, undocumented, or can't be read.
    fn decode(reply: &Reply) -> Result<Self::Success, Failed<Self::Error>>;

    /// Whether a reply with that status and that media type is handed on while it still comes in. Others are read to
    /// their end first.
    fn is_streamed(_status: u16, _media_type: &str) -> bool {
        false
    }
}

/// A request on its way, and its answer.
pub type Sending<'c, S, E> =
    Pin<Box<dyn Future<Output = Result<ResponseValue<S>, Error<E>>> + Send + 'c>>;

/// Why a reply holds no success.
#[derive(Debug)]
pub enum Failed<E> {
    /// It is an error that the description names.
    Api(E),
    /// It can't be read.
    Decode(DecodeError),
    /// The description doesn't name its status.
    Undocumented,
}

impl<E> From<DecodeError> for Failed<E> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// What generated clients share: where the API is, who calls, and how requests are carried. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    base_url: Option<BaseUrl>,
    servers: Servers,
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Duration,
    /// Whether requests are held against the description before they are sent.
    validates: bool,
    transport: Arc<dyn Transport>,
}

impl Client {
    pub(super) fn assemble(
        (base_url, servers): (Option<BaseUrl>, Servers),
        credentials: Credentials,
        headers: HeaderMap,
        (timeout, validates): (Duration, bool),
        transport: Arc<dyn Transport>,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                base_url,
                servers,
                credentials,
                headers,
                timeout,
                validates,
                transport,
            }),
        }
    }

    /// Sends a request that nobody else needs, and reads its reply. A box, so that generated code has no future of its
    /// own for each operation: those are costly to compile.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn send_owned<R>(&self, request: R) -> Sending<'_, R::Success, R::Error>
    where
        R: Call + Send + Sync + 'static,
    {
        Box::pin(async move { self.send(&request).await })
    }

    /// Sends a request that nobody else needs to a URL of its own, as [`Client::send_to`] does.
    ///
    /// # Errors
    /// See [`Error`]; the URL is not an absolute http(s) URL.
    pub fn send_owned_to<R>(&self, url: String, request: R) -> Sending<'_, R::Success, R::Error>
    where
        R: Call + Send + Sync + 'static,
    {
        Box::pin(async move { self.send_to(&url, &request).await })
    }

    /// Sends a request and reads its reply.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send<R: Call>(
        &self,
        request: &R,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        let base_url = self
            .inner
            .base_url
            .as_ref()
            .ok_or("the client has no base URL");
        match self.inner.servers.of(R::SERVERS) {
            Ok(None) => self.send_below(base_url, request).await,
            Ok(Some(own)) => self.send_below(Ok(&own), request).await,
            Err(fault) => self.send_below(Err(fault), request).await,
        }
    }

    /// Sends a request to a URL of its own, and reads its reply. The operation adds no path to it.
    ///
    /// # Errors
    /// See [`Error`]; the URL is not an absolute http(s) URL.
    pub async fn send_to<R: Call>(
        &self,
        url: &str,
        request: &R,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        let url = BaseUrl::whole(url);
        self.send_below(url.as_ref().map_err(|fault| *fault), request)
            .await
    }

    async fn send_below<R: Call>(
        &self,
        base_url: Result<&BaseUrl, &'static str>,
        request: &R,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        let base_url = base_url.map_err(|fault| {
            let message = format!("its URL can't be used: {fault}");
            Error::InvalidRequest(InvalidRequest::new(R::INFO.id, message))
        })?;
        if self.inner.validates {
            Violations::collect(|at| request.check_request(at)).map_err(|violations| {
                Error::InvalidRequest(InvalidRequest::breaking(R::INFO.id, violations))
            })?;
        }
        let reply = self
            .inner
            .execute(base_url, request.encode(), R::is_streamed)
            .await
            .map_err(Failure::into_error)?;
        match R::decode(&reply) {
            Ok(value) => Ok(reply.into_value(value)),
            Err(failed) => Err(reply.into_error(failed)),
        }
    }
}

impl Inner {
    /// Sends a request, and waits for its reply, the whole of it unless it is streamed.
    async fn execute(
        &self,
        base_url: &BaseUrl,
        mut outgoing: Outgoing,
        is_streamed: fn(u16, &str) -> bool,
    ) -> Result<Reply, Failure> {
        outgoing.set_defaults(&self.headers);
        self.credentials.apply(outgoing.operation(), &mut outgoing);
        let request = outgoing.finish(base_url)?;
        let reply = async {
            let response = self.transport.send(request).await?;
            Reply::receive(response, is_streamed).await
        };
        match tokio::time::timeout(self.timeout, reply).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(error)) if error.is_timeout() => Err(Failure::Timeout),
            Ok(Err(error)) => Err(Failure::Transport(error)),
            Err(_) => Err(Failure::Timeout),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base_url)
            .field("credentials", &self.inner.credentials)
            .field("timeout", &self.inner.timeout)
            .finish_non_exhaustive()
    }
}
