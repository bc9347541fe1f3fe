//! How much work the unions of one document may make. Unions inside of unions multiply, and a list may hold many: a
//! short document could keep a server busy for years.

use std::cell::Cell;

/// How many attempts to read a value as one of several types.
const MOST_ATTEMPTS: u32 = 1_000_000;

/// How many conditions are looked at in those attempts.
const MOST_CONDITIONS: u32 = 1_000_000;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static ATTEMPTS: Cell<u32> = const { Cell::new(0) };
    static CONDITIONS: Cell<u32> = const { Cell::new(0) };
}

/// Work that is under way. What is inside of it shares what it may take.
pub(crate) struct Work;

impl Work {
    pub(crate) fn begin() -> Self {
        if DEPTH.get() == 0 {
            ATTEMPTS.set(MOST_ATTEMPTS);
            CONDITIONS.set(MOST_CONDITIONS);
        }
        DEPTH.set(DEPTH.get() + 1);
        Self
    }

    /// Begins an attempt, if one more may be made.
    pub(super) fn attempt() -> Option<Self> {
        let work = Self::begin();
        let left = ATTEMPTS.get().checked_sub(1)?;
        ATTEMPTS.set(left);
        Some(work)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}

/// Runs a check that is told how many conditions it may look at, and tells how many of them are left.
pub(crate) fn within_conditions<T>(check: impl FnOnce(u32) -> (T, u32)) -> T {
    let (result, left) = check(CONDITIONS.get());
    CONDITIONS.set(left);
    result
}
