//! Making a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::attempts::Sender;
use super::base_url::BaseUrl;
use super::call::Client;
use super::credentials::Credentials;
use super::hooks::{AfterRequest, BeforeRequest, Hooks};
use super::reqwest_transport::ReqwestTransport;
use super::retry::RetryPolicy;
use super::servers::Servers;
use super::tokens::TokenProvider;
use super::transport::Transport;
use crate::secret_headers::mark_sensitive;

const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How many bytes a reply's body may have: 64 MiB. A server that sends without end must not fill the memory.
const MOST_REPLY_BYTES: usize = 64 * 1024 * 1024;

/// What makes a [`Client`].
#[derive(Clone)]
pub struct ClientBuilder {
    base_url: Option<String>,
    servers: &'static [&'static str],
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Duration,
    connect_timeout: Duration,
    validates: bool,
    most_reply_bytes: usize,
    retry: Option<RetryPolicy>,
    hooks: Hooks,
    identity: Option<reqwest::Identity>,
    /// In PEM.
    trusted: Vec<Vec<u8>>,
    transport: Option<Arc<dyn Transport>>,
    fault: Option<(&'static str, &'static str)>,
}

impl ClientBuilder {
    /// Starts a client of the API at `base_url`, an absolute http(s) URL. Its path, if any, stands before that of
    /// each operation.
    pub fn new(base_url: &str) -> Self {
        Self {
            base_url: Some(base_url.to_owned()),
            ..Self::without_base_url()
        }
    }

    /// Starts a client whose requests each have a URL of their own: see [`Client::send_to`].
    pub fn without_base_url() -> Self {
        Self {
            base_url: None,
            servers: &[],
            credentials: Credentials::default(),
            headers: HeaderMap::new(),
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            validates: false,
            most_reply_bytes: MOST_REPLY_BYTES,
            retry: None,
            hooks: Hooks::default(),
            identity: None,
            trusted: Vec::new(),
            transport: None,
            fault: None,
        }
    }

    /// The URLs that the description names. A base URL that is one of them gives way to the servers of operations that
    /// have their own; any other is for all operations.
    #[must_use]
    pub fn servers(mut self, servers: &'static [&'static str]) -> Self {
        self.servers = servers;
        self
    }

    /// User and password (RFC 7617) for a security scheme.
    #[must_use]
    pub fn basic(mut self, scheme: &'static str, user: String, password: String) -> Self {
        let result = self.credentials.basic(scheme, &user, &password);
        self.note(scheme, result)
    }

    /// A token (RFC 6750) for a security scheme.
    #[must_use]
    pub fn bearer(mut self, scheme: &'static str, token: String) -> Self {
        let result = self.credentials.bearer(scheme, &token);
        self.note(scheme, result)
    }

    /// Where the tokens (RFC 6750) for a security scheme come from. A closure will do that takes the scopes that an operation
    /// asks for and answers a future.
    #[must_use]
    pub fn tokens(mut self, scheme: &'static str, provider: impl TokenProvider) -> Self {
        self.credentials.tokens(scheme, provider);
        self
    }

    /// What stands behind the name of an HTTP scheme other than Basic and Bearer, for a security scheme.
    #[must_use]
    pub fn http(mut self, scheme: &'static str, name: &'static str, credentials: String) -> Self {
        let result = self.credentials.http(scheme, name, &credentials);
        self.note(scheme, result)
    }

    /// A security scheme that the transport's connection settles, with a certificate of its own.
    #[must_use]
    pub fn settled_by_connection(mut self, scheme: &'static str) -> Self {
        self.credentials.settled_by_connection(scheme);
        self
    }

    /// The certificate that the client's connections show for a security scheme: in PEM, the private key and the
    /// certificates that lead to it. It is for the transport that comes with the client; another has its own.
    #[must_use]
    pub fn client_certificate(mut self, scheme: &'static str, pem: &[u8]) -> Self {
        match reqwest::Identity::from_pem(pem) {
            Ok(identity) => self.identity = Some(identity),
            Err(_) => {
                let fault = "they are no private key and certificates in PEM";
                self.fault = Some((scheme, fault));
            }
        }
        self
    }

    /// A key for a security scheme that has it in a header.
    #[must_use]
    pub fn api_key_header(mut self, scheme: &'static str, name: &'static str, key: String) -> Self {
        let result = self.credentials.api_key_header(scheme, name, &key);
        self.note(scheme, result)
    }

    /// A key for a security scheme that has it in the query.
    #[must_use]
    pub fn api_key_query(mut self, scheme: &'static str, name: &'static str, key: String) -> Self {
        self.credentials.api_key_query(scheme, name, &key);
        self
    }

    /// A key for a security scheme that has it in a cookie.
    #[must_use]
    pub fn api_key_cookie(mut self, scheme: &'static str, name: &'static str, key: String) -> Self {
        self.credentials.api_key_cookie(scheme, name, &key);
        self
    }

    /// How long a whole request may take, attempts and waits between them included. Default: 30 s.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take. Default: 10 s. It is for the transport that comes with the client; another
    /// has its own.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Certificates, in PEM, of authorities that are trusted besides the system's: a private one's, say. They are for the
    /// transport that comes with the client; another has its own.
    #[must_use]
    pub fn trusted_certificates(mut self, pem: &[u8]) -> Self {
        self.trusted.push(pem.to_vec());
        self
    }

    /// Whether requests are held against the rules of the description before they are sent: one that breaks them is
    /// [`Error::InvalidRequest`](super::Error::InvalidRequest), and isn't sent. Default: no, that is left to the server.
    #[must_use]
    pub fn validate_requests(mut self, validate: bool) -> Self {
        self.validates = validate;
        self
    }

    /// How many bytes the body of a reply may have that isn't handed on while it comes in. Default: 64 MiB.
    #[must_use]
    pub fn most_reply_bytes(mut self, limit: usize) -> Self {
        self.most_reply_bytes = limit;
        self
    }

    /// How requests are repeated that failed, where that is safe. Default: not at all.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Is called with each request that is about to be sent, repetitions included, and may change its headers.
    #[must_use]
    pub fn before(mut self, hook: impl Fn(&mut BeforeRequest<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.push_before(Arc::new(hook));
        self
    }

    /// Is called with what came of each request, repetitions included.
    #[must_use]
    pub fn after(mut self, hook: impl Fn(&AfterRequest<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.push_after(Arc::new(hook));
        self
    }

    /// A header for every request. Those that an operation sets itself win over it.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Another way to carry requests than reqwest.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// The base URL is no absolute http(s) URL, a credential can't travel in a header, or TLS can't be set up.
    pub fn build(mut self) -> Result<Client, BuildError> {
        if let Some((scheme, fault)) = self.fault {
            return Err(BuildError::Credentials { scheme, fault });
        }
        let base_url = self.base_url.as_deref().map(BaseUrl::parse).transpose();
        let base_url = base_url.map_err(|fault| BuildError::BaseUrl { fault })?;
        let servers = base_url
            .as_ref()
            .map(|base| Servers::new(base, self.servers));
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(
                ReqwestTransport::new(self.connect_timeout, self.identity, &self.trusted)
                    .map_err(|source| BuildError::Transport { source })?,
            ),
        };
        mark_sensitive(&mut self.headers);
        Ok(Client::assemble(
            (base_url, servers.unwrap_or_default()),
            Sender {
                credentials: self.credentials,
                headers: self.headers,
                timeout: self.timeout,
                most_reply_bytes: self.most_reply_bytes,
                validates: self.validates,
                retry: self.retry,
                hooks: self.hooks,
                transport,
            },
        ))
    }

    fn note(mut self, scheme: &'static str, result: Result<(), &'static str>) -> Self {
        if let Err(fault) = result {
            self.fault = Some((scheme, fault));
        }
        self
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("hooks", &self.hooks)
            .finish_non_exhaustive()
    }
}

/// Why a client can't be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is none.
    BaseUrl {
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The credentials for a security scheme can't travel.
    Credentials {
        /// The scheme.
        scheme: &'static str,
        /// What is wrong with them.
        fault: &'static str,
    },
    /// The transport can't be set up.
    Transport {
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { fault } => write!(
                f,
                "the base URL can't be used: {fault}. Expected something like `https://api.example.com/v1`"
            ),
            Self::Credentials { scheme, fault } => {
                write!(f, "the credentials for `{scheme}` can't be sent: {fault}")
            }
            Self::Transport { .. } => f.write_str("the HTTP client can't be set up"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport { source } => Some(&**source),
            Self::BaseUrl { .. } | Self::Credentials { .. } => None,
        }
    }
}
