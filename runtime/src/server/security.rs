//! Security schemes: what the user of a generated server says about a caller.

use std::error::Error;

use http::{Extensions, HeaderMap, Method, Uri};

use super::cookies::cookie;
use super::credentials::{
    ApiKey, BasicCredentials, BearerToken, ClientCertificate, HttpCredentials,
};
use super::head::RequestHead;
use crate::operation::{OperationInfo, Requirement};
use crate::param::decode;
use crate::param::escape::Unescape;

/// Who a caller is by one scheme; `None` where the request has no credentials of that scheme.
pub type Checked<P> = Option<Result<P, Denied>>;

/// The security schemes of an API. Generated code implements it over the authenticator that the server's author
/// writes.
pub trait SecuritySchemes: Send + Sync + 'static {
    /// Who a caller is.
    type Principal: Send + Sync + 'static;

    /// Looks for the credentials of the scheme [`SecurityContext::scheme`] and says whose they are.
    fn check(
        &self,
        cx: &SecurityContext<'_>,
    ) -> impl Future<Output = Checked<Self::Principal>> + Send;

    /// Makes one principal of those of two schemes that an operation asks for at once.
    ///
    /// # Errors
    /// They don't belong together. By default, they never do.
    fn combine(
        &self,
        first: Self::Principal,
        second: Self::Principal,
    ) -> Result<Self::Principal, Denied> {
        drop((first, second));
        Err(Denied::forbidden(
            "these credentials can't be used together",
        ))
    }

    /// The schemes' challenges for `WWW-Authenticate` (RFC 9110, section 11.6.1), as they are to be sent:
    /// `("basicAuth", "Basic realm=\"Groups\"")`.
    fn challenges() -> &'static [(&'static str, &'static str)];
}

/// Why a caller is not let in.
#[derive(Debug)]
pub struct Denied(pub(super) Denial);

#[derive(Debug)]
pub(super) enum Denial {
    Unauthorized(String),
    Forbidden(String),
    /// The credentials don't grant the scopes that the operation asks for.
    InsufficientScope,
    Internal(Box<dyn Error + Send + Sync>),
}

impl Denied {
    /// The credentials are wrong (401). The detail is told to the caller.
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self(Denial::Unauthorized(detail.into()))
    }

    /// The credentials are right, but don't allow this (403). The detail is told to the caller.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self(Denial::Forbidden(detail.into()))
    }

    /// The credentials are right, but don't grant the scopes that the operation asks for (403). These are named in
    /// `WWW-Authenticate` (RFC 6750, section 3.1).
    pub fn insufficient_scope() -> Self {
        Self(Denial::InsufficientScope)
    }

    /// Whether the credentials are right can't be told (500). The error is logged, and not told to the caller.
    pub fn internal(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Denial::Internal(error.into()))
    }
}

impl<X: Error + Send + Sync + 'static> From<X> for Denied {
    fn from(error: X) -> Self {
        Self::internal(error)
    }
}

/// What an authenticator knows of a request: all but its body.
#[derive(Clone, Copy, Debug)]
pub struct SecurityContext<'r> {
    head: &'r RequestHead,
    operation: &'static OperationInfo,
    requirement: &'static Requirement,
}

impl<'r> SecurityContext<'r> {
    pub(super) fn new(
        head: &'r RequestHead,
        operation: &'static OperationInfo,
        requirement: &'static Requirement,
    ) -> Self {
        Self {
            head,
            operation,
            requirement,
        }
    }

    /// The key of the scheme that is being checked.
    pub fn scheme(&self) -> &'static str {
        self.requirement.scheme
    }

    /// The scopes that the operation asks of the scheme.
    pub fn scopes(&self) -> &'static [&'static str] {
        self.requirement.scopes
    }

    /// Whether what credentials grant is all that the operation asks for.
    ///
    /// # Errors
    /// A scope is missing: [`Denied::insufficient_scope`].
    pub fn require_scopes<G: AsRef<str>>(&self, granted: &[G]) -> Result<(), Denied> {
        let is_granted = |scope: &&str| granted.iter().any(|grant| grant.as_ref() == *scope);
        if self.scopes().iter().all(is_granted) {
            Ok(())
        } else {
            Err(Denied::insufficient_scope())
        }
    }

    /// The operation that the request is for.
    pub fn operation(&self) -> &'static OperationInfo {
        self.operation
    }

    /// The method.
    pub fn method(&self) -> &Method {
        self.head.method()
    }

    /// The URI.
    pub fn uri(&self) -> &Uri {
        self.head.uri()
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// What layers before the router left for the handler.
    pub fn extensions(&self) -> &Extensions {
        self.head.extensions()
    }

    /// User and password, if the request has them.
    pub fn basic(&self) -> Option<BasicCredentials> {
        BasicCredentials::find(self.headers())
    }

    /// The bearer token, if the request has one.
    pub fn bearer(&self) -> Option<BearerToken> {
        BearerToken::find(self.headers())
    }

    /// The credentials of another HTTP scheme, such as `Digest`, if the request has them.
    pub fn http(&self, scheme: &str) -> Option<HttpCredentials> {
        HttpCredentials::find(self.headers(), scheme)
    }

    /// The certificate that the caller showed when it connected, if who takes the connections has left one in the
    /// request's extensions.
    pub fn client_certificate(&self) -> Option<ClientCertificate> {
        self.extensions().get().cloned()
    }

    /// The key in the header of this name, if the request has one.
    pub fn api_key_header(&self, name: &str) -> Option<ApiKey> {
        let value = self.headers().get(name)?;
        value.to_str().ok().map(|key| ApiKey::new(key.to_owned()))
    }

    /// The key in the query, if the request has one.
    pub fn api_key_query(&self, name: &str) -> Option<ApiKey> {
        let pairs = decode::pairs(self.uri().query()?);
        let (_, text) = pairs.iter().find(|(key, _)| key == name)?;
        Unescape::Form.apply(text).ok().map(ApiKey::new)
    }

    /// The key in the cookie of this name, if the request has one.
    pub fn api_key_cookie(&self, name: &str) -> Option<ApiKey> {
        Unescape::Percent
            .apply(cookie(self.headers(), name)?)
            .ok()
            .map(ApiKey::new)
    }
}
