//! What callers show to be let in. None of it can be printed.

use std::borrow::Cow;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};

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

/// What a caller sends for an HTTP scheme other than Basic and Bearer (RFC 9110, section 11.4).
#[derive(Clone, PartialEq, Eq)]
pub struct HttpCredentials(String);

impl HttpCredentials {
    /// What stands behind the scheme's name: a token, or parameters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parameters by their names, texts in quotes without them (RFC 9110, section 11.2): none where it is a token,
    /// and none behind what is no parameter.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            let (name, value, after) = parameter(rest)?;
            rest = after;
            Some((name, value))
        })
    }

    /// The first parameter of this name, in which case doesn't count.
    pub fn parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        self.parameters()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Reads them from the `Authorization` header.
    pub(super) fn find(headers: &HeaderMap, scheme: &str) -> Option<Self> {
        authorization(headers, scheme).map(|text| Self(text.to_owned()))
    }
}

impl fmt::Debug for HttpCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpCredentials(…)")
    }
}

/// The parameter that a text begins with, its value, and what stands behind it.
fn parameter(text: &str) -> Option<(&str, Cow<'_, str>, &str)> {
    let text = text.trim_start_matches([' ', '\t', ',']);
    let (name, rest) = text.split_once('=')?;
    let rest = rest.trim_start_matches([' ', '\t']);
    let (value, rest) = match rest.strip_prefix('"') {
        Some(rest) => {
            let (value, rest) = quoted(rest)?;
            (Cow::Owned(value), rest)
        }
        None => {
            let end = rest.find(',').unwrap_or(rest.len());
            let (value, rest) = rest.split_at_checked(end)?;
            (Cow::Borrowed(value.trim()), rest)
        }
    };
    let name = name.trim();
    let is_token = !name.is_empty() && !name.contains([' ', ',', '"', '\t']);
    is_token.then_some((name, value, rest))
}

/// What a text holds up to its closing quote, and what stands behind that (RFC 9110, section 5.6.4).
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some((value, text.get(at + 1..)?)),
            '\\' => value.push(chars.next()?.1),
            other => value.push(other),
        }
    }
    None
}

/// The certificate that the caller showed when it connected (OpenAPI's `mutualTLS`).
///
/// Only who takes the connections can know it: put it into the requests' extensions there, once it has been verified.
/// Without it, a request counts as one without a certificate. A certificate that stands in a header, as a proxy may send
/// it, goes the same way, where nobody but the proxy can send that header.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientCertificate(Bytes);

impl ClientCertificate {
    /// A certificate in its binary form (DER).
    pub fn new(der: impl Into<Bytes>) -> Self {
        Self(der.into())
    }

    /// The certificate in its binary form (DER).
    pub fn der(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientCertificate(…)")
    }
}

/// Whether there is anything behind this scheme's name in the `Authorization` header, whatever it is.
pub(super) fn are_of(headers: &HeaderMap, scheme: &str) -> bool {
    let bytes = headers.get(AUTHORIZATION).map(HeaderValue::as_bytes);
    let split = bytes.and_then(|bytes| bytes.split_at_checked(scheme.len()));
    split.is_some_and(|(found, rest)| {
        found.eq_ignore_ascii_case(scheme.as_bytes())
            && rest.starts_with(b" ")
            && !rest.trim_ascii().is_empty()
    })
}

/// What follows this scheme's name in the `Authorization` header (RFC 9110, section 11.6.2).
fn authorization<'h>(headers: &'h HeaderMap, scheme: &str) -> Option<&'h str> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (found, rest) = text.split_at_checked(scheme.len())?;
    let is_it = found.eq_ignore_ascii_case(scheme) && rest.starts_with(' ');
    is_it.then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{BasicCredentials, BearerToken, ClientCertificate, HttpCredentials};

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
        assert!(BearerToken::find(&headers("Bearers x")).is_none());
    }

    #[test]
    fn reads_rfc_7616s_example() {
        let header = "Digest username=\"Mufasa\", realm=\"a \\\"b\\\", c\" , uri=\"/dir/index.html\", algorithm=MD5, nc=00000001";
        let credentials = HttpCredentials::find(&headers(header), "digest").unwrap();
        let parameters: Vec<_> = credentials.parameters().collect();
        assert_eq!(
            parameters
                .iter()
                .map(|(name, value)| (*name, value.as_ref()))
                .collect::<Vec<_>>(),
            [
                ("username", "Mufasa"),
                ("realm", "a \"b\", c"),
                ("uri", "/dir/index.html"),
                ("algorithm", "MD5"),
                ("nc", "00000001"),
            ]
        );
        assert_eq!(credentials.parameter("NC").as_deref(), Some("00000001"));
        assert_eq!(credentials.parameter("none"), None);
        for odd in [
            "Digest a",
            "Digest =",
            "Digest a=\"b",
            "Digest ,,",
            "Digest a b=c",
        ] {
            let credentials = HttpCredentials::find(&headers(odd), "Digest").unwrap();
            assert_eq!(credentials.parameters().count(), 0, "{odd}");
        }
        assert_eq!(credentials.as_str().len(), header.len() - "Digest ".len());
    }

    #[test]
    fn nothing_prints_them() {
        let digest = HttpCredentials::find(&headers("Digest s3cret"), "Digest").unwrap();
        let bearer = BearerToken::find(&headers("Bearer s3cret")).unwrap();
        let key = super::ApiKey::new("s3cret".to_owned());
        let certificate = ClientCertificate::new("s3cret");
        let printed = format!("{digest:?} {bearer:?} {key:?} {certificate:?}");
        assert!(!printed.contains("s3cret"), "{printed}");
        assert_eq!(certificate.der(), b"s3cret");
    }
}
