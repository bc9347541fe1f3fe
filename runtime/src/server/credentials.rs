//! What callers show to be let in. None of it can be printed.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

/// User and password (RFC 7617).
#[derive(Clone, PartialEq, Eq)]
pub struct BasicCredentials {
    /// The user.
    pub user: String,
    /// The password.
    pub password: String,
}

impl BasicCredentials {
    /// Reads them from the `Authorization` header.
    pub(super) fn find(headers: &HeaderMap) -> Option<Self> {
        let bytes = STANDARD.decode(authorization(headers, "Basic")?).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (user, password) = text.split_once(':')?;
        Some(Self {
            user: user.to_owned(),
            password: password.to_owned(),
        })
    }
}

impl fmt::Debug for BasicCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BasicCredentials")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// A token (RFC 6750).
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(String);

impl BearerToken {
    /// The token.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads it from the `Authorization` header.
    pub(super) fn find(headers: &HeaderMap) -> Option<Self> {
        authorization(headers, "Bearer").map(|token| Self(token.to_owned()))
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(…)")
    }
}

/// A key of the API's own.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    pub(super) fn new(key: String) -> Self {
        Self(key)
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// What follows this scheme's name in the `Authorization` header (RFC 9110, section 11.6.2).
fn authorization<'h>(headers: &'h HeaderMap, scheme: &str) -> Option<&'h str> {
    let (found, rest) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    found.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{BasicCredentials, BearerToken};

    fn headers(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(http::header::AUTHORIZATION, HeaderValue::from_static(value))])
    }

    #[test]
    fn reads_rfc_7617s_examples() {
        let credentials =
            BasicCredentials::find(&headers("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")).unwrap();
        assert_eq!(credentials.user, "Aladdin");
        assert_eq!(credentials.password, "open sesame");
        assert!(!format!("{credentials:?}").contains("sesame"));
        let credentials = BasicCredentials::find(&headers("basic dGVzdDoxMjPCow==")).unwrap();
        assert_eq!(credentials.password, "123£");
    }

    #[test]
    fn tells_schemes_apart() {
        assert!(BasicCredentials::find(&headers("Bearer abc")).is_none());
        assert_eq!(
            BearerToken::find(&headers("bearer abc")).unwrap().as_str(),
            "abc"
        );
        assert!(BearerToken::find(&headers("Bearer")).is_none());
    }
}
