//! Tokens that a provider fetches, and fetches anew.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// A token that is on its way.
pub type TokenFuture<'p> =
    Pin<Box<dyn Future<Output = Result<Token, Box<dyn Error + Send + Sync>>> + Send + 'p>>;

/// The scopes that an operation asks for.
pub type Scopes = &'static [&'static str];

/// Where tokens (RFC 6750) come from: an authorization server, a file, a vault.
///
/// A closure that answers a future is one too, whatever that future's result becomes a [`Token`] by:
///
/// ```
/// # use bindery_runtime::client::{Scopes, TokenProvider};
/// # async fn ask_the_authorization_server(_: Scopes) -> Result<String, std::io::Error> { Ok("token".to_owned()) }
/// # fn check(_: impl TokenProvider) {}
/// check(|scopes: Scopes| ask_the_authorization_server(scopes));
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// Fetches a token for an operation that asks for these scopes: those that its security requirement lists, none where
    /// it lists none. The client keeps the token for all requests that ask for no others, until it has run out or the
    /// server refuses it with 401; then it asks again, once a request and once at a time, however many requests wait.
    fn fetch(&self, scopes: Scopes) -> TokenFuture<'_>;
}

impl<F, P, T, E> TokenProvider for F
where
    F: Fn(Scopes) -> P + Send + Sync + 'static,
    P: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<Token>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    fn fetch(&self, scopes: Scopes) -> TokenFuture<'_> {
        let fetched = self(scopes);
        Box::pin(async move { fetched.await.map(Into::into).map_err(Into::into) })
    }
}

/// A token. It shows nowhere.
#[derive(Clone)]
pub struct Token {
    secret: String,
    expires_in: Option<Duration>,
    granted: Vec<String>,
}

impl Token {
    /// A token that is good until the server refuses it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self {
            secret: secret.into(),
            expires_in: None,
            granted: Vec::new(),
        }
    }

    /// How long it is good, counted from now: OAuth 2's `expires_in` (RFC 6749, section 5.1). It is fetched anew when
    /// that time is over.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = Some(lifetime);
        self
    }

    /// Scopes that it grants besides those that were asked for: OAuth 2's `scope` (RFC 6749, section 5.1). Operations that
    /// ask for these get it too, and none is fetched for them.
    #[must_use]
    pub fn granting<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.granted = scopes.into_iter().map(Into::into).collect();
        self
    }
}

impl<S: Into<String>> From<S> for Token {
    fn from(secret: S) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// Why there is no token.
#[derive(Debug)]
pub struct TokenError {
    scheme: &'static str,
    source: Box<dyn Error + Send + Sync>,
}

impl TokenError {
    /// The security scheme that asks for it.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no token for `{}`", self.scheme)
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

/// The tokens of one scheme.
pub(super) struct Tokens {
    scheme: &'static str,
    provider: Box<dyn TokenProvider>,
    /// Held while a token is fetched: those who come meanwhile take what comes of it.
    kept: Mutex<Wallet>,
}

/// The tokens that are kept: no two for the same scopes.
#[derive(Default)]
struct Wallet {
    tokens: Vec<Kept>,
    /// How many there were.
    count: u64,
}

/// A token as it travels.
#[derive(Clone)]
pub(super) struct Kept {
    /// The header's value.
    pub(super) value: HeaderValue,
    /// Counts the tokens, to tell one that was refused from its successor.
    number: u64,
    expires_at: Option<Instant>,
    asked: Scopes,
    granted: Arc<[String]>,
}

impl Tokens {
    pub(super) fn new(scheme: &'static str, provider: impl TokenProvider) -> Self {
        Self {
            scheme,
            provider: Box::new(provider),
            kept: Mutex::default(),
        }
    }

    /// The token to send where these scopes are asked for, another one than the one that was refused.
    ///
    /// # Errors
    /// The provider has none, or one that no header holds.
    pub(super) async fn get(
        &self,
        scopes: Scopes,
        refused: Option<&Kept>,
    ) -> Result<Kept, TokenError> {
        let mut kept = self.kept.lock().await;
        if let Some(refused) = refused {
            kept.remove(refused);
        }
        let now = Instant::now();
        kept.tokens
            .retain(|token| token.expires_at.is_none_or(|at| now < at));
        if let Some(token) = kept.tokens.iter().find(|token| token.grants(scopes)) {
            return Ok(token.clone());
        }
        let fetched = self.provider.fetch(scopes).await;
        let fetched = fetched.and_then(|token| token.keep(kept.count, scopes));
        let fetched = fetched.map_err(|source| TokenError {
            scheme: self.scheme,
            source,
        })?;
        kept.count = kept.count.wrapping_add(1);
        kept.tokens.push(fetched.clone());
        Ok(fetched)
    }

    /// Sends a token that was refused no more.
    pub(super) async fn forget(&self, refused: &Kept) {
        self.kept.lock().await.remove(refused);
    }
}

impl Wallet {
    fn remove(&mut self, refused: &Kept) {
        self.tokens.retain(|token| token.number != refused.number);
    }
}

impl Token {
    fn keep(self, number: u64, asked: Scopes) -> Result<Kept, Box<dyn Error + Send + Sync>> {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", self.secret))
            .map_err(|_| "it holds characters that no header may hold")?;
        value.set_sensitive(true);
        let expires_at = self
            .expires_in
            .and_then(|lifetime| Instant::now().checked_add(lifetime));
        Ok(Kept {
            value,
            number,
            expires_at,
            asked,
            granted: self.granted.into(),
        })
    }
}

impl Kept {
    /// Whether it is for all of these.
    fn grants(&self, scopes: &[&str]) -> bool {
        scopes.iter().all(|scope| {
            self.asked.contains(scope) || self.granted.iter().any(|granted| granted == scope)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Tokens that count up, each good for ten seconds; fetching takes one.
    fn counting() -> (Tokens, Arc<AtomicUsize>) {
        let fetched = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&fetched);
        let tokens = Tokens::new("oauth", move |_: Scopes| {
            let number = counter.fetch_add(1, Ordering::SeqCst);
            async move {
                tokio::time::sleep(Duration::from_secs(1)).await;
                let token = Token::new(number.to_string());
                Ok::<_, String>(token.expires_in(Duration::from_secs(10)))
            }
        });
        (tokens, fetched)
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_kept_until_it_runs_out() {
        let (tokens, fetched) = counting();
        for _ in 0..3 {
            assert_eq!(tokens.get(&[], None).await.unwrap().value, "Bearer 0");
        }
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(tokens.get(&[], None).await.unwrap().value, "Bearer 1");
        assert_eq!(fetched.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_were_refused_together_fetch_once() {
        let (tokens, fetched) = counting();
        let first = tokens.get(&[], None).await.unwrap();
        let refused = Some(&first);
        let (one, other) = tokio::join!(tokens.get(&[], refused), tokens.get(&[], refused));
        assert_eq!(one.unwrap().value, "Bearer 1");
        assert_eq!(other.unwrap().value, "Bearer 1");
        assert_eq!(fetched.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn why_there_is_none_is_told_without_it() {
        let failing = Tokens::new("oauth", |_: Scopes| async {
            Err::<String, _>("the vault is shut")
        });
        let error = failing.get(&[], None).await.map(drop).unwrap_err();
        assert_eq!(error.to_string(), "there is no token for `oauth`");
        assert_eq!(error.source().unwrap().to_string(), "the vault is shut");
        let odd = Tokens::new("oauth", |_: Scopes| async { Ok::<_, String>("s3cret\n") });
        let error = odd.get(&[], None).await.map(drop).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }

    #[tokio::test]
    async fn one_serves_those_who_ask_for_no_more() {
        let tokens = Tokens::new("oauth", |scopes: Scopes| async move {
            let token = Token::new(scopes.join(","));
            Ok::<_, String>(token.granting(scopes.contains(&"write").then_some("delete")))
        });
        for (scopes, sent) in [
            (&["read"][..], "Bearer read"),
            (&[], "Bearer read"),
            (&["read", "write"], "Bearer read,write"),
            (&["write"], "Bearer read,write"),
            (&["read", "delete"], "Bearer read,write"),
            (&["admin"], "Bearer admin"),
        ] {
            assert_eq!(
                tokens.get(scopes, None).await.unwrap().value,
                sent,
                "{scopes:?}"
            );
        }
        // One that is refused takes no other with it.
        let refused = tokens.get(&["admin"], None).await.unwrap();
        let next = tokens.get(&["admin"], Some(&refused)).await.unwrap();
        assert_ne!(next.number, refused.number);
        assert_eq!(
            tokens.get(&["read"], Some(&refused)).await.unwrap().value,
            "Bearer read"
        );
    }
}
