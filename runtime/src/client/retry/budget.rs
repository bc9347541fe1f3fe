//! How many of all requests may be repetitions.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tower::retry::budget::{Budget, TpsBudget};

/// How long a request counts.
const WINDOW: Duration = Duration::from_secs(10);

/// The most repetitions a request may stand for, and the most that a second may have: what the library takes.
const MOST_RATIO: f32 = 1000.0;
const MOST_PER_SECOND: u32 = 1_000_000;

/// How many of all requests may be repetitions: a token bucket. A server in trouble then gets little more requests than
/// usual, instead of several times as many. Clones share it, and so may clients.
///
/// The bucket is that of `tower`, which has it from finagle.
#[derive(Clone)]
pub struct RetryBudget(Arc<TpsBudget>);

impl RetryBudget {
    /// `ratio` repetitions for each request of the last ten seconds, 0.2 being one for five; and besides so many a
    /// second that few requests don't go without.
    pub fn new(ratio: f32, per_second: u32) -> Self {
        let ratio = if ratio.is_nan() {
            0.0
        } else {
            ratio.clamp(0.0, MOST_RATIO)
        };
        Self(Arc::new(TpsBudget::new(
            WINDOW,
            per_second.min(MOST_PER_SECOND),
            ratio,
        )))
    }

    pub(super) fn deposit(&self) {
        self.0.deposit();
    }

    pub(super) fn withdraw(&self) -> bool {
        self.0.withdraw()
    }
}

impl Default for RetryBudget {
    /// One repetition for five requests, and one a second.
    fn default() -> Self {
        Self::new(0.2, 1)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RetryBudget")
    }
}
