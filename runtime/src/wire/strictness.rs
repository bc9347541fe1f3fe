//! How strictly a document is read, and written.

use std::cell::Cell;

use crate::scoped;

/// How strictly a document is read: a server holds its callers to the description, a client bears with a server
/// that is newer than the description it was generated from. And how strictly it is written: where what leaves is held
/// against the description, unknown enum values are errors.
///
/// It is a property of the current thread, because serde's traits have no place for it. Decoding never waits, so
/// it can't leak from one task into another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Null for an optional field is as good as none, unknown enum values are kept, unknown keys are passed over.
    #[default]
    Lenient,
    /// Those three are errors, the last where the description forbids further keys.
    Strict,
}

thread_local! {
    static CURRENT: Cell<Strictness> = const { Cell::new(Strictness::Lenient) };
}

impl Strictness {
    /// How strictly documents are read right now.
    pub fn current() -> Self {
        CURRENT.get()
    }

    /// Runs `decode` with this strictness, and goes back to the one before, even if it panics.
    pub fn scope<T>(self, decode: impl FnOnce() -> T) -> T {
        scoped::with(&CURRENT, self, decode)
    }
}

#[cfg(test)]
mod tests {
    use super::Strictness;

    #[test]
    fn goes_back_even_after_a_panic() {
        let panicked =
            std::panic::catch_unwind(|| Strictness::Strict.scope(|| panic!("on purpose")));
        assert!(panicked.is_err());
        assert_eq!(Strictness::current(), Strictness::Lenient);
    }

    #[test]
    fn nests() {
        Strictness::Strict.scope(|| {
            Strictness::Lenient.scope(|| assert_eq!(Strictness::current(), Strictness::Lenient));
            assert_eq!(Strictness::current(), Strictness::Strict);
        });
    }
}
