//! Repeating requests that failed.

mod after;
mod budget;

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

pub use budget::RetryBudget;

/// How requests are repeated that failed.
///
/// A request is repeated where the server isn't reached, breaks off, or answers 429, 502, 503 or 504; and only where
/// that is safe: its method is idempotent (RFC 9110, section 9.2.2), or it carries an idempotency key, or it never left
/// (no connection came about). A body that comes piece by piece can't be sent again.
///
/// The wait before the n-th repetition is a random time below `base_delay` · 2ⁿ⁻¹, but no more than `most_delay`: full
/// jitter, so that clients who failed together don't come back together. A server that says when to come back
/// (`Retry-After`, in seconds or as a date) is waited for that long; if that is longer than `most_retry_after` allows,
/// the reply is handed on instead. So it is where the request's timeout would pass first.
///
/// ```
/// # use std::time::Duration;
/// # use bindery_runtime::client::{RetryBudget, RetryPolicy};
/// let policy = RetryPolicy::new(4)
///     .base_delay(Duration::from_millis(50))
///     .attempt_timeout(Duration::from_secs(3))
///     .budget(RetryBudget::new(0.1, 2));
/// ```
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    most_retries: u32,
    base_delay: Duration,
    most_delay: Duration,
    most_retry_after: Duration,
    attempt_timeout: Option<Duration>,
    budget: RetryBudget,
}

impl RetryPolicy {
    /// Repeats a request so many times at most. All requests with clones of one policy share its budget.
    pub fn new(most_retries: u32) -> Self {
        Self {
            most_retries,
            base_delay: Duration::from_millis(100),
            most_delay: Duration::from_secs(10),
            most_retry_after: Duration::from_secs(60),
            attempt_timeout: None,
            budget: RetryBudget::default(),
        }
    }

    /// The longest wait before the first repetition. Default: 100 ms.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait before any repetition. Default: 10 s.
    #[must_use]
    pub fn most_delay(mut self, delay: Duration) -> Self {
        self.most_delay = delay;
        self
    }

    /// The longest wait that a server may ask for by `Retry-After`. Default: 60 s.
    #[must_use]
    pub fn most_retry_after(mut self, delay: Duration) -> Self {
        self.most_retry_after = delay;
        self
    }

    /// How long a single attempt may take; one that takes longer has failed. Default: as long as the whole request.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How many of all requests may be repetitions.
    #[must_use]
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    pub(super) fn get_attempt_timeout(&self) -> Option<Duration> {
        self.attempt_timeout
    }

    /// Counts a request that is none of the repetitions.
    pub(super) fn count(&self) {
        self.budget.deposit();
    }

    /// How long to wait before the repetition that follows `retries` earlier ones, if there is to be one. It is then
    /// taken from the budget. It must begin in less time than is `left`.
    pub(super) fn delay(
        &self,
        retries: u32,
        failed: &Failed<'_>,
        is_safe: bool,
        left: Duration,
    ) -> Option<Duration> {
        if retries >= self.most_retries || !failed.may_pass(is_safe) {
            return None;
        }
        let asked = failed.retry_after().unwrap_or_default();
        if asked > self.most_retry_after {
            return None;
        }
        let delay = asked.max(self.backoff(retries, fastrand::f64()));
        (delay < left && self.budget.withdraw()).then_some(delay)
    }

    /// A fraction between 0 and 1 of the longest wait.
    fn backoff(&self, retries: u32, fraction: f64) -> Duration {
        let factor = 1u32.checked_shl(retries).unwrap_or(u32::MAX);
        let longest = self.base_delay.saturating_mul(factor).min(self.most_delay);
        let seconds = longest.as_secs_f64() * fraction.clamp(0.0, 1.0);
        Duration::try_from_secs_f64(seconds).unwrap_or(longest)
    }
}

impl Default for RetryPolicy {
    /// Up to three repetitions.
    fn default() -> Self {
        Self::new(3)
    }
}

/// How an attempt failed.
pub(super) enum Failed<'r> {
    /// It never left: no connection came about.
    Unsent,
    /// It left, and no reply came, or not the whole of it.
    Unanswered,
    /// A reply came that isn't of success.
    Answered(StatusCode, &'r HeaderMap),
}

impl Failed<'_> {
    /// Whether another attempt may fare better, and does no harm.
    fn may_pass(&self, is_safe: bool) -> bool {
        match self {
            Self::Unsent => true,
            Self::Unanswered => is_safe,
            Self::Answered(status, _) => is_safe && is_temporary(*status),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Answered(_, headers) => after::retry_after(headers),
            Self::Unsent | Self::Unanswered => None,
        }
    }
}

fn is_temporary(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// Whether a request of that method does no more when it is sent twice (RFC 9110, section 9.2.2; QUERY: draft-ietf-
/// httpbis-safe-method-w-body).
pub(super) fn is_idempotent(method: &Method) -> bool {
    matches!(
        method.as_str(),
        "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn waits_grow_up_to_the_longest() {
        let policy = RetryPolicy::new(9).most_delay(MS(500));
        for (retries, longest) in [(0, 100), (1, 200), (2, 400), (3, 500), (31, 500), (99, 500)] {
            assert_eq!(policy.backoff(retries, 1.0), MS(longest));
            assert_eq!(policy.backoff(retries, 0.5), MS(longest / 2));
            assert_eq!(policy.backoff(retries, 0.0), MS(0));
        }
        let endless = policy.base_delay(Duration::MAX).most_delay(Duration::MAX);
        assert_eq!(endless.backoff(1, 1.0), Duration::MAX);
    }

    #[test]
    fn what_may_pass_is_repeated_where_that_is_safe() {
        let policy = RetryPolicy::new(1);
        let none = HeaderMap::new();
        let answered = |status| Failed::Answered(StatusCode::from_u16(status).unwrap(), &none);
        for status in [429, 502, 503, 504] {
            assert!(
                policy
                    .delay(0, &answered(status), true, Duration::MAX)
                    .is_some(),
                "{status}"
            );
            assert!(
                policy
                    .delay(0, &answered(status), false, Duration::MAX)
                    .is_none()
            );
        }
        for status in [200, 400, 401, 404, 408, 409, 500, 501] {
            assert!(
                policy
                    .delay(0, &answered(status), true, Duration::MAX)
                    .is_none(),
                "{status}"
            );
        }
        assert!(
            policy
                .delay(0, &Failed::Unanswered, true, Duration::MAX)
                .is_some()
        );
        assert!(
            policy
                .delay(0, &Failed::Unanswered, false, Duration::MAX)
                .is_none()
        );
        assert!(
            policy
                .delay(0, &Failed::Unsent, false, Duration::MAX)
                .is_some()
        );
        assert!(
            policy
                .delay(1, &Failed::Unsent, true, Duration::MAX)
                .is_none()
        );
    }

    #[test]
    fn a_server_is_waited_for_as_long_as_it_asks_and_no_longer_than_allowed() {
        let policy = RetryPolicy::new(1).most_retry_after(Duration::from_secs(5));
        let delay = |seconds: &'static str| {
            let headers = HeaderMap::from_iter([(
                http::header::RETRY_AFTER,
                http::HeaderValue::from_static(seconds),
            )]);
            policy.delay(
                0,
                &Failed::Answered(StatusCode::SERVICE_UNAVAILABLE, &headers),
                true,
                Duration::MAX,
            )
        };
        assert_eq!(delay("5"), Some(Duration::from_secs(5)));
        assert_eq!(delay("6"), None);
        assert!(delay("soon").unwrap() <= MS(100));
    }

    #[tokio::test(start_paused = true)]
    async fn the_budget_ends_repetitions() {
        let policy = RetryPolicy::new(9).budget(RetryBudget::new(0.5, 0));
        let may = || {
            policy
                .delay(0, &Failed::Unsent, true, Duration::MAX)
                .is_some()
        };
        assert!(!may());
        policy.count();
        policy.count();
        assert!(may());
        assert!(!may());
        tokio::time::advance(Duration::from_secs(11)).await;
        assert!(!may());
    }
}
