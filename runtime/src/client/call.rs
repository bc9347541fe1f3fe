//! Sending a request and reading what comes back.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use super::attempts::{Facts, Sender};
use super::base_url::BaseUrl;
use super::error::{DecodeError, Error, Failure, InvalidRequest, Misfit};
use super::options::RequestOptions;
use super::outgoing::Outgoing;
use super::reply::Reply;
use super::response_value::ResponseValue;
use super::servers::Servers;
use crate::operation::{NoError, Operation};
use crate::validate::Violations;
use crate::wire::Strictness;

/// A request that a client can send.
pub trait Call: Operation<Error: ErrorReply> {
    /// The header for a key by which the server knows the request again (draft-ietf-httpapi-idempotency-key-header),
    /// where the operation has such a header.
    const IDEMPOTENCY_KEY: Option<&'static str> = None;

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

    /// Whether a reply with that status and that media type is a form in parts, which [`Reply::multipart`] reads: it is
    /// taken apart while it comes in, so that large files don't have to be in memory.
    fn is_in_parts(_status: u16, _media_type: &str) -> bool {
        false
    }
}

/// What an operation answers when it fails, as a client understands it. Operations that fail alike share it.
pub trait ErrorReply: Sized {
    /// The error that a reply holds.
    ///
    /// # Errors
    /// The description doesn't name the reply's status or media type, or the reply can't be read.
    fn decode(reply: &Reply) -> Result<Self, Failed<Self>>;
}

impl ErrorReply for NoError {
    fn decode(_reply: &Reply) -> Result<Self, Failed<Self>> {
        Err(Failed::Undocumented)
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
    /// The description doesn't name its media type for that status.
    UndocumentedMediaType,
}

impl<E> From<DecodeError> for Failed<E> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl<E> From<Misfit> for Failed<E> {
    fn from(misfit: Misfit) -> Self {
        match misfit {
            Misfit::UndocumentedMediaType => Self::UndocumentedMediaType,
            Misfit::Decode(error) => Self::Decode(error),
        }
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
    sender: Sender,
}

impl Client {
    pub(super) fn assemble(
        (base_url, servers): (Option<BaseUrl>, Servers),
        sender: Sender,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                base_url,
                servers,
                sender,
            }),
        }
    }

    /// Sends a request that nobody else needs, and reads its reply. A box, so that generated code has no future of its
    /// own for each operation: those are costly to compile.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn send_owned<R>(
        &self,
        request: R,
        options: RequestOptions,
    ) -> Sending<'_, R::Success, R::Error>
    where
        R: Call + Send + Sync + 'static,
    {
        Box::pin(async move { self.send_with(&request, &options).await })
    }

    /// Sends a request that nobody else needs to a URL of its own, as [`Client::send_to`] does.
    ///
    /// # Errors
    /// See [`Error`]; the URL is not an absolute http(s) URL.
    pub fn send_owned_to<R>(
        &self,
        url: String,
        request: R,
        options: RequestOptions,
    ) -> Sending<'_, R::Success, R::Error>
    where
        R: Call + Send + Sync + 'static,
    {
        Box::pin(async move {
            let url = BaseUrl::whole(&url);
            self.send_below(url.as_ref().map_err(|fault| *fault), &request, &options)
                .await
        })
    }

    /// Sends a request and reads its reply.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send<R: Call>(
        &self,
        request: &R,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        self.send_with(request, &RequestOptions::new()).await
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
        let url = url.as_ref().map_err(|fault| *fault);
        self.send_below(url, request, &RequestOptions::new()).await
    }

    /// Sends a request as its options say, and reads its reply.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn send_with<R: Call>(
        &self,
        request: &R,
        options: &RequestOptions,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        let url = self.url::<R>();
        let url = url.as_deref().map_err(|fault| *fault);
        self.send_below(url, request, options).await
    }

    /// Sends a request to the target of a link that an earlier reply to it held.
    ///
    /// # Errors
    /// See [`Error`]; the link leads to another server.
    pub(super) async fn send_link<R: Call>(
        &self,
        link: &str,
        request: &R,
        options: &RequestOptions,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        let mut outgoing = request.encode();
        let url = self.url::<R>();
        let url = url.and_then(|url| outgoing.follow(&url, link));
        self.exchange::<R>(url.as_ref().map_err(|fault| *fault), outgoing, options)
            .await
    }

    /// The URL that a link in a reply leads to; `None` where it can't be followed.
    pub(super) fn target_of<R: Call>(&self, link: &str, request: &R) -> Option<String> {
        let url = self.url::<R>().ok()?;
        let target = request.encode().follow(&url, link).ok()?;
        Some(target.join("", ""))
    }

    /// Where requests of an operation are sent, but for its path.
    fn url<R: Call>(&self) -> Result<Cow<'_, BaseUrl>, &'static str> {
        match self.inner.servers.of(R::SERVERS)? {
            Some(own) => Ok(Cow::Owned(own)),
            None => {
                let base_url = self.inner.base_url.as_ref().map(Cow::Borrowed);
                base_url.ok_or("the client has no base URL")
            }
        }
    }

    async fn send_below<R: Call>(
        &self,
        base_url: Result<&BaseUrl, &'static str>,
        request: &R,
        options: &RequestOptions,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        let validates = options
            .get_validate()
            .unwrap_or(self.inner.sender.validates);
        if validates {
            Violations::collect_sent(|at| request.check_request(at)).map_err(|violations| {
                Error::InvalidRequest(InvalidRequest::breaking(R::INFO.id, violations))
            })?;
        }
        let outgoing = if validates {
            Strictness::Strict.scope(|| request.encode())
        } else {
            request.encode()
        };
        self.exchange::<R>(base_url, outgoing, options).await
    }

    async fn exchange<R: Call>(
        &self,
        base_url: Result<&BaseUrl, &'static str>,
        outgoing: Outgoing,
        options: &RequestOptions,
    ) -> Result<ResponseValue<R::Success>, Error<R::Error>> {
        let base_url = base_url.map_err(|fault| {
            let message = format!("its URL can't be used: {fault}");
            Error::InvalidRequest(InvalidRequest::new(R::INFO.id, message))
        })?;
        let facts = Facts {
            is_streamed: R::is_streamed,
            is_in_parts: R::is_in_parts,
            idempotency_key: R::IDEMPOTENCY_KEY,
        };
        let reply = self
            .inner
            .sender
            .execute(base_url, outgoing, options, facts)
            .await
            .map_err(Failure::into_error)?;
        match R::decode(&reply) {
            Ok(value) => Ok(reply.into_value(value)),
            Err(failed) => Err(reply.into_error(failed)),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base_url)
            .field("credentials", &self.inner.sender.credentials)
            .field("timeout", &self.inner.sender.timeout)
            .field("retry", &self.inner.sender.retry)
            .finish_non_exhaustive()
    }
}
