//! Keys that travel the other way only: read-only ones in a request, write-only ones in a response (OpenAPI 3.0, "Schema
//! Object").

use std::cell::Cell;

#[cfg(feature = "server")]
use crate::scoped;

thread_local! {
    static REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// Whether such keys are refused rather than passed over. Like [`super::Strictness`], it is a property of the thread.
pub(super) fn are_refused() -> bool {
    REFUSED.get()
}

/// Runs `decode` with such keys refused, where `refused`; it is set back even if `decode` panics.
#[cfg(feature = "server")]
pub(crate) fn refusing<T>(refused: bool, decode: impl FnOnce() -> T) -> T {
    scoped::with(&REFUSED, refused, decode)
}
