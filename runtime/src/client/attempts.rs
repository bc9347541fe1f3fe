//! Sending a request as often as it takes.

use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

use super::base_url::BaseUrl;
use super::breach::Breach;
use super::credentials::Credentials;
use super::error::{Failure, InvalidRequest};
use super::hooks::{AfterRequest, Hooks};
use super::options::RequestOptions;
use super::outgoing::Outgoing;
use super::reply::{Intake, Reply};
use super::retry::{self, RetryPolicy, is_idempotent};
use super::tokens::{Kept, Scopes, Tokens};
use super::trace;
use super::transport::Transport;
use crate::operation::OperationInfo;
use crate::stream::Body;

/// The header of a key by which a server knows a request again, where the description has none of its own.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What all requests of a client have in common.
pub(super) struct Sender {
    pub(super) credentials: Credentials,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Duration,
    pub(super) most_reply_bytes: usize,
    /// Whether requests are held against the description before they are sent.
    pub(super) validates: bool,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) hooks: Hooks,
    pub(super) transport: Arc<dyn Transport>,
}

/// What is to be known of a request's operation.
pub(super) struct Facts {
    /// Which replies are handed on while they come in, by status and media type.
    pub(super) is_streamed: fn(u16, &str) -> bool,
    /// Which replies are taken apart while they come in, likewise.
    pub(super) is_in_parts: fn(u16, &str) -> bool,
    /// The header that holds a key by which the server knows a request again.
    pub(super) idempotency_key: Option<&'static str>,
}

/// A request that can be sent, and what to heed when it is.
struct Prepared<'c> {
    operation: &'static OperationInfo,
    request: http::Request<Body>,
    /// The tokens that one is taken from, and the scopes that are asked for.
    tokens: Option<(&'c Tokens, Scopes)>,
    policy: Option<&'c RetryPolicy>,
    /// Whether it may be sent again: somebody asks for it, and its body is there as a whole.
    is_repeatable: bool,
    /// Whether it does no harm to be sent again.
    is_safe: bool,
    intake: Intake,
}

impl Sender {
    /// Sends a request, and waits for its reply, the whole of it unless it is streamed.
    pub(super) async fn execute(
        &self,
        base_url: &BaseUrl,
        outgoing: Outgoing,
        options: &RequestOptions,
        facts: Facts,
    ) -> Result<Reply, Failure> {
        let prepared = self.prepare(base_url, outgoing, options, &facts)?;
        let timeout = options.get_timeout().unwrap_or(self.timeout);
        let deadline = Instant::now().checked_add(timeout);
        match tokio::time::timeout(timeout, self.attempts(prepared, deadline)).await {
            Ok(result) => result,
            Err(_) => Err(Failure::Timeout),
        }
    }

    fn prepare<'c>(
        &'c self,
        base_url: &BaseUrl,
        mut outgoing: Outgoing,
        options: &'c RequestOptions,
        facts: &Facts,
    ) -> Result<Prepared<'c>, Failure> {
        let operation = outgoing.operation();
        let policy = match options.get_retry() {
            Some(own) => own,
            None => self.retry.as_ref(),
        };
        outgoing.set_defaults(&self.headers);
        let tokens = self.credentials.apply(operation, &mut outgoing);
        let mut request = outgoing.finish(base_url)?;
        let headers = request.headers_mut();
        let mut has_own_authorization = false;
        if let Some(own) = options.get_headers() {
            has_own_authorization = own.contains_key(AUTHORIZATION);
            headers.extend(own.clone());
        }
        let is_idempotent = is_idempotent(&operation.method());
        let makes_key = policy.is_some() && !is_idempotent;
        let has_key = identify(headers, options, facts, makes_key)
            .map_err(|fault| InvalidRequest::new(operation.id, fault.to_owned()))?;
        let tokens = tokens.filter(|_| !has_own_authorization);
        let is_wanted = policy.is_some() || tokens.is_some();
        Ok(Prepared {
            operation,
            is_repeatable: is_wanted && request.body().as_bytes().is_some(),
            request,
            tokens,
            policy,
            is_safe: is_idempotent || has_key,
            intake: Intake {
                is_streamed: facts.is_streamed,
                is_in_parts: facts.is_in_parts,
                most_bytes: options
                    .get_most_reply_bytes()
                    .unwrap_or(self.most_reply_bytes),
            },
        })
    }

    async fn attempts(
        &self,
        mut prepared: Prepared<'_>,
        deadline: Option<Instant>,
    ) -> Result<Reply, Failure> {
        if let Some(policy) = prepared.policy {
            policy.count();
        }
        let (mut attempt, mut retries, mut refused) = (0, 0, None);
        loop {
            let token = match prepared.tokens {
                Some((tokens, scopes)) => Some(tokens.get(scopes, refused.as_ref()).await?),
                None => None,
            };
            let request = prepared.request(token.as_ref());
            let result = self.attempt(&prepared, attempt, request, deadline).await;
            let is_refused = is_unauthorized(&result);
            if !prepared.is_repeatable {
                prepared.forget(token.filter(|_| is_refused)).await;
                return result;
            }
            attempt += 1;
            if refused.is_none() && token.is_some() && is_refused {
                refused = token;
                continue;
            }
            match prepared.delay(retries, &result, deadline) {
                Some(delay) => tokio::time::sleep(delay).await,
                None => return result,
            }
            retries += 1;
        }
    }

    async fn attempt(
        &self,
        prepared: &Prepared<'_>,
        attempt: u32,
        mut request: http::Request<Body>,
        deadline: Option<Instant>,
    ) -> Result<Reply, Failure> {
        let operation = prepared.operation;
        self.hooks.before(operation, attempt, &mut request);
        let span = trace::span(operation, attempt, &request);
        let start = Instant::now();
        let exchange = self.exchange(prepared, request).instrument(span.clone());
        let result = match prepared.end_of_attempt(start, deadline) {
            Some(end) => match tokio::time::timeout_at(end, exchange).await {
                Ok(result) => result,
                Err(_) => Err(Failure::Timeout),
            },
            None => exchange.await,
        };
        let (reply, error_type) = match &result {
            Ok(reply) => {
                trace::replied(&span, reply.status());
                (Some((reply.status(), reply.headers())), None)
            }
            Err(failure) => {
                trace::failed(&span, failure.error_type());
                (None, Some(failure.error_type()))
            }
        };
        self.hooks.after(&AfterRequest {
            operation,
            attempt,
            elapsed: start.elapsed(),
            reply,
            error_type,
        });
        result
    }

    async fn exchange(
        &self,
        prepared: &Prepared<'_>,
        request: http::Request<Body>,
    ) -> Result<Reply, Failure> {
        let breach = Breach::watch(request.body());
        let response = self.transport.send(request).await;
        if let Some(violations) = breach.take() {
            return Err(InvalidRequest::breaking(prepared.operation.id, violations).into());
        }
        Reply::receive(response?, &prepared.intake).await
    }
}

impl Prepared<'_> {
    /// The request as it is sent: itself where it is sent once, else a copy.
    fn request(&mut self, token: Option<&Kept>) -> http::Request<Body> {
        let mut request = match self.is_repeatable {
            true => self.request.clone(),
            false => std::mem::take(&mut self.request),
        };
        if let Some(token) = token {
            request
                .headers_mut()
                .insert(AUTHORIZATION, token.value.clone());
        }
        request
    }

    /// Has a token that was refused not be sent with later requests either: this one can't be sent again with another.
    async fn forget(&self, refused: Option<Kept>) {
        if let Some((tokens, _)) = self.tokens
            && let Some(refused) = refused
        {
            tokens.forget(&refused).await;
        }
    }

    /// When an attempt that begins now has failed.
    fn end_of_attempt(&self, now: Instant, deadline: Option<Instant>) -> Option<Instant> {
        let own = self.policy.and_then(RetryPolicy::get_attempt_timeout);
        let own = own.and_then(|timeout| now.checked_add(timeout));
        own.into_iter().chain(deadline).min()
    }

    /// How long to wait before the request is repeated, if it is to be. What would come after the deadline isn't begun.
    fn delay(
        &self,
        retries: u32,
        result: &Result<Reply, Failure>,
        deadline: Option<Instant>,
    ) -> Option<Duration> {
        let failed = match result {
            Ok(reply) => retry::Failed::Answered(reply.status(), reply.headers()),
            Err(failure) => failure.of_attempt()?,
        };
        let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
        let left = left.unwrap_or(Duration::MAX);
        self.policy?.delay(retries, &failed, self.is_safe, left)
    }
}

/// Puts a key into the request by which the server knows it again: the one that was given, or, where there is none and
/// it is wanted, a new one in the header that the description has for it. Whether there is one.
fn identify(
    headers: &mut HeaderMap,
    options: &RequestOptions,
    facts: &Facts,
    makes_key: bool,
) -> Result<bool, &'static str> {
    let name = facts.idempotency_key.unwrap_or(IDEMPOTENCY_KEY);
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| "the description names a header that can't exist")?;
    let key = match options.get_idempotency_key() {
        Some(key) => Some(key.to_owned()),
        None if headers.contains_key(&name) => None,
        None => (makes_key && facts.idempotency_key.is_some()).then(|| Uuid::new_v4().to_string()),
    };
    if let Some(key) = key {
        let value = HeaderValue::from_str(&key)
            .map_err(|_| "its idempotency key holds characters that no header may hold")?;
        headers.insert(&name, value);
    }
    Ok(headers.contains_key(&name))
}

fn is_unauthorized(result: &Result<Reply, Failure>) -> bool {
    matches!(result, Ok(reply) if reply.status() == StatusCode::UNAUTHORIZED)
}
