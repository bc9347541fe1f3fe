//! What a client shows to be let in.

use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, header};

use super::outgoing::Outgoing;
use super::tokens::{Scopes, TokenProvider, Tokens};
use crate::operation::OperationInfo;
use crate::param::escape::{Escape, cookie_key, cookie_name};

/// Credentials by the scheme that asks for them. What they hold shows nowhere.
#[derive(Clone, Default)]
pub(super) struct Credentials(Vec<(&'static str, Credential)>);

/// What travels for one scheme.
#[derive(Clone)]
enum Credential {
    Header(HeaderName, HeaderValue),
    Query(String),
    Cookie(String),
    Tokens(Arc<Tokens>),
    /// Nothing: the connection shows it.
    Connection,
}

impl Credentials {
    /// Adds or replaces user and password (RFC 7617).
    ///
    /// # Errors
    /// What is wrong, in words that don't repeat the credentials.
    pub(super) fn basic(
        &mut self,
        scheme: &'static str,
        user: &str,
        password: &str,
    ) -> Result<(), &'static str> {
        if user.contains(':') {
            return Err("the user holds a colon, which would end it");
        }
        if user.chars().chain(password.chars()).any(char::is_control) {
            return Err("the user or the password holds a control character");
        }
        let pair = STANDARD.encode(format!("{user}:{password}"));
        self.header(scheme, header::AUTHORIZATION, &format!("Basic {pair}"))
    }

    /// Adds or replaces a token (RFC 6750).
    ///
    /// # Errors
    /// What is wrong, in words that don't repeat the credentials.
    pub(super) fn bearer(&mut self, scheme: &'static str, token: &str) -> Result<(), &'static str> {
        self.header(scheme, header::AUTHORIZATION, &format!("Bearer {token}"))
    }

    /// Adds or replaces tokens that are fetched when they are needed.
    pub(super) fn tokens(&mut self, scheme: &'static str, provider: impl TokenProvider) {
        let tokens = Tokens::new(scheme, provider);
        self.set(scheme, Credential::Tokens(Arc::new(tokens)));
    }

    /// Adds or replaces what stands behind the name of another HTTP scheme (RFC 9110, section 11.4).
    ///
    /// # Errors
    /// What is wrong, in words that don't repeat the credentials.
    pub(super) fn http(
        &mut self,
        scheme: &'static str,
        name: &str,
        credentials: &str,
    ) -> Result<(), &'static str> {
        self.header(
            scheme,
            header::AUTHORIZATION,
            &format!("{name} {credentials}"),
        )
    }

    /// Adds a scheme that the connection settles.
    pub(super) fn settled_by_connection(&mut self, scheme: &'static str) {
        self.set(scheme, Credential::Connection);
    }

    /// Adds or replaces a key that travels in a header.
    ///
    /// # Errors
    /// What is wrong, in words that don't repeat the credentials.
    pub(super) fn api_key_header(
        &mut self,
        scheme: &'static str,
        name: &str,
        key: &str,
    ) -> Result<(), &'static str> {
        let name =
            HeaderName::from_bytes(name.as_bytes()).map_err(|_| "no header can have that name")?;
        self.header(scheme, name, key)
    }

    /// Adds or replaces a key that travels in the query.
    pub(super) fn api_key_query(&mut self, scheme: &'static str, name: &str, key: &str) {
        let pair = format!(
            "{}={}",
            Escape::Reserved.apply(name),
            Escape::Reserved.apply(key)
        );
        self.set(scheme, Credential::Query(pair));
    }

    /// Adds or replaces a key that travels in a cookie.
    pub(super) fn api_key_cookie(&mut self, scheme: &'static str, name: &str, key: &str) {
        let pair = format!("{}={}", cookie_name(name), cookie_key(key));
        self.set(scheme, Credential::Cookie(pair));
    }

    /// Adds to a request what its operation asks for: the first alternative all of whose schemes have credentials;
    /// nothing where there is none. One that the connection settles alone asks for nothing. Tokens that are yet to be
    /// fetched are handed back, with the scopes that they are for.
    pub(super) fn apply(
        &self,
        operation: &OperationInfo,
        outgoing: &mut Outgoing,
    ) -> Option<(&Tokens, Scopes)> {
        let alternatives = operation.security.iter();
        let found = alternatives
            .filter(|alternative| !alternative.is_empty())
            .find_map(|alternative| {
                alternative
                    .iter()
                    .map(|requirement| Some((self.get(requirement.scheme)?, requirement.scopes)))
                    .collect::<Option<Vec<_>>>()
                    .filter(|found| found.iter().any(|(credential, _)| credential.travels()))
            });
        let mut tokens = None;
        for (credential, scopes) in found.into_iter().flatten() {
            let found = credential.apply(outgoing);
            tokens = found.map(|found| (found, scopes)).or(tokens);
        }
        tokens
    }

    fn header(
        &mut self,
        scheme: &'static str,
        name: HeaderName,
        text: &str,
    ) -> Result<(), &'static str> {
        let mut value = HeaderValue::from_str(text)
            .map_err(|_| "they hold characters that no header may hold")?;
        value.set_sensitive(true);
        self.set(scheme, Credential::Header(name, value));
        Ok(())
    }

    fn set(&mut self, scheme: &'static str, credential: Credential) {
        self.0.retain(|(other, _)| *other != scheme);
        self.0.push((scheme, credential));
    }

    fn get(&self, scheme: &str) -> Option<&Credential> {
        self.0
            .iter()
            .find(|(other, _)| *other == scheme)
            .map(|(_, credential)| credential)
    }
}

impl Credential {
    /// Whether a request carries it.
    fn travels(&self) -> bool {
        !matches!(self, Self::Connection)
    }

    fn apply(&self, outgoing: &mut Outgoing) -> Option<&Tokens> {
        match self {
            Self::Header(name, value) => outgoing.set_header(name.clone(), value.clone()),
            Self::Query(pair) => outgoing.push_query(pair),
            Self::Cookie(pair) => outgoing.push_secret_cookie(pair),
            Self::Tokens(tokens) => return Some(tokens),
            Self::Connection => {}
        }
        None
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(scheme, _)| scheme))
            .finish()
    }
}
