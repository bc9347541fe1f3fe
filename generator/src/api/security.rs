//! Security: how a caller shows who it is.

use super::types::Docs;

/// The index of a scheme in [`super::Api::schemes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SchemeId(pub usize);

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// The key in the description.
    pub key: String,
    /// The name of the authenticator's method and of the client's setter, in snake case.
    pub name: String,
    /// What the caller sends.
    pub kind: SchemeKind,
    /// What the description says of it.
    pub docs: Docs,
}

/// What a caller sends to show who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// User and password (RFC 7617).
    Basic,
    /// A token in `Authorization: Bearer` (RFC 6750); also OAuth 2 and OpenID Connect.
    Bearer,
    /// Credentials of another HTTP scheme, by its name as it is written in `Authorization` (RFC 9110, section 11.4).
    Http(String),
    /// The certificate of the connection (OpenAPI's `mutualTLS`): nothing that a request carries.
    ClientCertificate,
    /// Nobody knows what: the description names the scheme and doesn't describe it.
    Undescribed,
    /// A key of the API's own.
    ApiKey {
        /// Where it travels.
        location: ApiKeyLocation,
        /// The name of the header, query parameter or cookie.
        wire: String,
    },
}

/// Where an API key travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApiKeyLocation {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// Schemes that must all be satisfied. None at all: anyone is let in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alternative(pub Vec<Requirement>);

/// A scheme, and the scopes it must grant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The scheme.
    pub scheme: SchemeId,
    /// The scopes (OAuth 2, OpenID Connect).
    pub scopes: Vec<String>,
}
