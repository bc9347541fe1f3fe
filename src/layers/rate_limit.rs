//! How many requests a caller may make in a minute, told with every answer.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::clock::Seconds;

const X_RATE_LIMIT: HeaderName = HeaderName::from_static("x-rate-limit");
const X_RATE_LIMIT_REMAINING: HeaderName = HeaderName::from_static("x-rate-limit-remaining");
const RATELIMIT_LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const RATELIMIT_REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RATELIMIT_RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

const EXCEEDED: &str = "Number of allowed API requests per minute exceeded";

/// How long a minute is, in seconds.
const MINUTE: i64 = 60;
/// How many callers are told apart in a minute; those who come later count as one, so that inventing credentials
/// doesn't fill the memory.
const CALLERS: usize = 10_000;

/// Counts requests.
#[derive(Debug)]
pub(crate) struct RateLimit {
    per_minute: NonZeroU32,
    counts: Mutex<Counts>,
}

/// The requests of one minute.
#[derive(Debug, Default)]
struct Counts {
    minute: i64,
    by_caller: HashMap<Caller, u32>,
}

/// Whoever sends the same credentials, right or wrong, told apart by their digest. `None`: whoever sends none.
type Caller = Option<[u8; 32]>;

/// Where a caller stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    allowed: bool,
    remaining: u32,
    reset: i64,
}

impl RateLimit {
    /// A limit of this many requests a minute.
    pub(crate) fn per_minute(per_minute: NonZeroU32) -> Self {
        Self {
            per_minute,
            counts: Mutex::default(),
        }
    }

    /// Counts a request.
    fn count(&self, caller: Caller, now: Seconds) -> Standing {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.get().div_euclid(MINUTE);
        if counts.minute != minute {
            *counts = Counts {
                minute,
                by_caller: HashMap::new(),
            };
        }
        let known = counts.by_caller.len() < CALLERS || counts.by_caller.contains_key(&caller);
        let used = counts
            .by_caller
            .entry(if known { caller } else { None })
            .or_default();
        let allowed = *used < self.per_minute.get();
        *used = used.saturating_add(1);
        Standing {
            allowed,
            remaining: self.per_minute.get().saturating_sub(*used),
            reset: MINUTE - now.get().rem_euclid(MINUTE),
        }
    }
}

/// Passes the request on if the caller has any left, and tells in the answer how many.
pub(super) async fn enforce(
    State(limit): State<Arc<RateLimit>>,
    request: Request,
    next: Next,
) -> Response {
    let credentials = request.headers().get(AUTHORIZATION);
    let caller = credentials.map(|credentials| Sha256::digest(credentials.as_bytes()).into());
    let standing = limit.count(caller, Seconds::now());
    let mut answer = if standing.allowed {
        next.run(request).await
    } else {
        let retry_after = [(RETRY_AFTER, HeaderValue::from(standing.reset))];
        (StatusCode::TOO_MANY_REQUESTS, retry_after, EXCEEDED).into_response()
    };
    tell(answer.headers_mut(), limit.per_minute.get(), standing);
    answer
}

fn tell(headers: &mut HeaderMap, limit: u32, standing: Standing) {
    headers.insert(X_RATE_LIMIT, limit.into());
    headers.insert(X_RATE_LIMIT_REMAINING, standing.remaining.into());
    headers.insert(RATELIMIT_LIMIT, limit.into());
    headers.insert(RATELIMIT_REMAINING, standing.remaining.into());
    headers.insert(RATELIMIT_RESET, standing.reset.into());
}

#[cfg(test)]
mod tests {
    use axum::http::header::CONTENT_TYPE;
    use axum::middleware::from_fn_with_state;

    use super::*;
    use crate::layers::testing::{answer, request};

    fn limit(per_minute: u32) -> RateLimit {
        RateLimit::per_minute(NonZeroU32::new(per_minute).unwrap())
    }

    fn at(second: i64) -> Seconds {
        Seconds::new(6000 + second)
    }

    #[test]
    fn a_caller_has_so_many_requests_until_the_minute_ends() {
        let limit = limit(2);
        let standing = |allowed, remaining, reset| Standing {
            allowed,
            remaining,
            reset,
        };
        assert_eq!(limit.count(None, at(0)), standing(true, 1, 60));
        assert_eq!(limit.count(None, at(1)), standing(true, 0, 59));
        assert_eq!(limit.count(None, at(59)), standing(false, 0, 1));
        assert_eq!(limit.count(None, at(60)), standing(true, 1, 60));
    }

    #[test]
    fn callers_are_counted_apart() {
        let limit = limit(1);
        assert!(limit.count(None, at(0)).allowed);
        assert!(limit.count(Some([1; 32]), at(0)).allowed);
        assert!(!limit.count(Some([1; 32]), at(0)).allowed);
    }

    #[test]
    fn invented_credentials_do_not_fill_the_memory() {
        let limit = limit(1);
        let caller = |number: usize| Some(Sha256::digest(number.to_be_bytes()).into());
        let allowed = (0..CALLERS + 100)
            .filter(|n| limit.count(caller(*n), at(0)).allowed)
            .count();
        assert_eq!(allowed, CALLERS + 1);
        assert!(limit.counts.lock().unwrap().by_caller.len() <= CALLERS + 1);
    }

    #[tokio::test]
    async fn every_answer_tells_and_one_too_many_says_when_to_try_again() {
        let layer = from_fn_with_state(Arc::new(limit(1)), enforce);
        let caller = [("authorization", "Bearer a")];
        let first = answer(layer.clone(), request("/missing", &caller)).await;
        assert_eq!(first.status(), StatusCode::NOT_FOUND);
        assert_eq!(first.headers()[X_RATE_LIMIT], "1");
        assert_eq!(first.headers()[RATELIMIT_REMAINING], "0");
        assert_eq!(first.headers().get(RETRY_AFTER), None);

        // A new minute may have begun in between, so the third request is refused at the latest.
        let mut refused = answer(layer.clone(), request("/hello", &caller)).await;
        if refused.status() == StatusCode::OK {
            refused = answer(layer, request("/hello", &caller)).await;
        }
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.body(), EXCEEDED);
        assert_eq!(
            refused.headers()[RETRY_AFTER],
            refused.headers()[RATELIMIT_RESET]
        );
        assert!(
            refused.headers()[CONTENT_TYPE]
                .to_str()
                .unwrap()
                .starts_with("text/plain")
        );
    }
}
